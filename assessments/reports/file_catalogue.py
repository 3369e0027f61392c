"""Papers of one file and of one subject: rows of the catalogue.

- A paper of one file is a `FilePaper` in `FILE_CATALOGUE`: whoever may see the file reads and prints it at
  `files/<id>/papers/<code>/`, from what the file says at that moment; it gets no number and is not kept.
- A paper of one subject is a `ReviewPaper` in `REVIEW_CATALOGUE`, with its review in place of the file, at
  `critiques/<id>/papers/<code>/`.
Nobody prints more than the own pages show: a paper that tells a result waits for its release, whoever asks.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Review, ReviewFile
from assessments.reports.contents.attendance_list import attendance_list
from assessments.reports.contents.ballot_paper import ballot_paper, can_vote
from assessments.reports.contents.counting_minutes import blank_counting_minutes, counting_minutes, is_counted
from assessments.reports.contents.criteria_sheet_pages import (
    has_sheets,
    sheets_of_kind,
    sheets_of_subject,
    subject_has_sheets,
)
from assessments.reports.contents.form_pages import (
    all_prefilled,
    blank_collective_form,
    blank_leader_form,
    blank_person_form,
    has_collective,
    is_cells,
    owes_form,
    owes_forms,
    owing,
    prefilled_form,
)
from assessments.reports.contents.grade_proposal import grade_proposal, is_proposed
from assessments.reports.contents.meeting_minutes import is_held, meeting_minutes
from assessments.reports.contents.party_document import Contents
from assessments.reports.contents.planning_review import is_begun, planning_review
from assessments.reports.contents.remedy_plan import has_plan, has_plans, planned, remedy_plan, remedy_plans
from assessments.reports.contents.result_notice import (
    is_released,
    is_told,
    person_notice,
    person_notices,
    told,
    unit_notice,
)
from assessments.reports.contents.submitted_critique import (
    any_submitted,
    handed_in,
    is_submitted,
    submitted_critique,
    submitted_critiques,
)
from assessments.workflow import SubjectKind


@dataclass(frozen=True)
class FilePaper:
    """One row. `contents` reads the file; `available`: there is something to print yet, and `waits` says what it waits
    for. `reader`: who fills it in or reads it."""

    code: str
    title: str | Promise
    reader: str | Promise
    template: str
    contents: Callable[[ReviewFile], Contents]
    available: Callable[[ReviewFile], bool]
    waits: str | Promise


@dataclass(frozen=True)
class ReviewPaper:
    """One row: as a `FilePaper`, of one subject of the file. `in_file`: for whose reviews of a file there is one, asked
    once. `for_person`: its member's own account opens it too."""

    code: str
    title: str | Promise
    reader: str | Promise
    template: str
    contents: Callable[[Review], Contents]
    available: Callable[[Review], bool]
    in_file: Callable[[ReviewFile], set[int]]
    for_person: bool = False


_FORM, _SHEET, _MINUTES = "reports/form_pages.html", "reports/criteria_sheet.html", "reports/meeting_minutes.html"
_NOBODY_OWES = _("Nobody in this file owes a self-critique.")
_OF_A_CELL = _("Only a cell's file has members.")
MEETING_MINUTES = FilePaper(
    "meeting_minutes", _("Minutes of the meeting"), _("The unit's file"), _MINUTES, meeting_minutes, is_held,
    _("The minutes wait for the meeting to be recorded."),
)  # fmt: skip
FORMS_PREFILLED = FilePaper(
    "forms_prefilled", _("Self-critique forms of everybody, with what is known"), _("Each person, each collective"), _FORM,
    all_prefilled, owes_forms, _NOBODY_OWES,
)  # fmt: skip
FORM_COLLECTIVE = FilePaper(
    "form_01_blank", _("Form 01, report of a collective, blank"), _("Collectives"), _FORM, blank_collective_form,
    has_collective, _("There is no collective in this file."),
)  # fmt: skip
FORM_PERSON = FilePaper(
    "form_02_blank", _("Form 02, self-critique, blank"), _("Members without a leading post"), _FORM, blank_person_form,
    is_cells, _OF_A_CELL,
)  # fmt: skip
FORM_LEADER = FilePaper(
    "form_02_leader_blank", _("Form 02 for a leading post, blank"), _("Members with a leading post"), _FORM,
    blank_leader_form, is_cells, _OF_A_CELL,
)  # fmt: skip
SHEETS_CELL, SHEETS_COLLECTIVE, SHEETS_MEMBER = (
    FilePaper(
        f"sheets_{number}", title, _("Participating bodies, a sheet for each"), _SHEET, sheets_of_kind(kind),
        has_sheets(kind), _("There is nobody in this file whom this sheet assesses."),
    )
    for number, kind, title in (
        ("03", SubjectKind.CELL, _("Sheet 03 of the cell, blank")),
        ("04", SubjectKind.COLLECTIVE, _("Sheets 04 of the collectives, blank")),
        ("05", SubjectKind.MEMBER, _("Sheets 05 of the members, blank")),
    )
)  # fmt: skip
ATTENDANCE = FilePaper(
    "attendance_list", _("Attendance list to sign"), _("Clerk of the meeting"), _MINUTES, attendance_list,
    lambda file: True, "",
)  # fmt: skip
BALLOTS = FilePaper(
    "ballot_papers", _("Ballot papers, one for each voter"), _("Everybody who votes"), "reports/ballot_paper.html",
    ballot_paper, can_vote, _("Nobody votes here: no voter, or nothing to be graded."),
)  # fmt: skip
COUNT_BLANK = FilePaper(
    "counting_minutes_blank", _("Minutes of the count, to be filled in"), _("Counting team"), _MINUTES,
    blank_counting_minutes, can_vote, BALLOTS.waits,
)  # fmt: skip
COUNT_FILLED = FilePaper(
    "counting_minutes", _("Minutes of the count, as recorded"), _("Counting team"), _MINUTES, counting_minutes,
    is_counted, _("The ballots have not been counted yet."),
)  # fmt: skip
PLANNING_REVIEW = FilePaper(
    "planning_review", _("Review of the planning of cadres"), _("The ward party office"), "reports/planning_paper.html",
    planning_review, is_begun, _("Nothing has been written yet: the planning is reviewed once the results are released."),
)  # fmt: skip
_CRITIQUE, _PLAN, _NOTICE = "reports/submitted_critique.html", "reports/remedy_plan.html", "reports/person_notice.html"
_NOT_RELEASED = _("The result is printed once the standing committee has released it.")
CRITIQUES_SUBMITTED = FilePaper(
    "critiques_submitted", _("Self-critiques of everybody, as handed in"), _("The unit's file, the ward party office"),
    _CRITIQUE, submitted_critiques, any_submitted, _("No self-critique has been handed in yet."),
)  # fmt: skip
GRADE_PROPOSAL = FilePaper(
    "grade_proposal", _("Proposal of the grades"), _("The ward party office"), "reports/planning_paper.html",
    grade_proposal, is_proposed, _("The proposal waits for the meeting to be recorded."),
)  # fmt: skip
REMEDY_PLANS = FilePaper(
    "remedy_plans", _("Remediation plans of everybody"), _("Each person, each collective"), _PLAN, remedy_plans,
    has_plans, _("No shortcoming has been recorded that calls for a plan."),
)  # fmt: skip
UNIT_NOTICE = FilePaper(
    "result_notice", _("Notice of the result, to the unit"), _("Cell or collective"), "reports/unit_notice.html",
    unit_notice, is_released, _NOT_RELEASED,
)  # fmt: skip
PERSON_NOTICES = FilePaper(
    "result_notices", _("Notices of the result to everybody, each the own"), _("Each person, each collective"), _NOTICE,
    person_notices, is_released, _NOT_RELEASED,
)  # fmt: skip
FILE_CATALOGUE = (
    FORMS_PREFILLED, FORM_COLLECTIVE, FORM_PERSON, FORM_LEADER, SHEETS_CELL, SHEETS_COLLECTIVE, SHEETS_MEMBER, ATTENDANCE,
    BALLOTS, COUNT_BLANK, COUNT_FILLED, MEETING_MINUTES, CRITIQUES_SUBMITTED, GRADE_PROPOSAL, REMEDY_PLANS, UNIT_NOTICE,
    PERSON_NOTICES, PLANNING_REVIEW,
)  # fmt: skip
FILE_PAPERS = {paper.code: paper for paper in FILE_CATALOGUE}

REVIEW_FORM = ReviewPaper(
    "form", _("Self-critique form, with what is known"), _("The person, the collective"), _FORM, prefilled_form, owes_form,
    owing
)  # fmt: skip
REVIEW_SHEETS = ReviewPaper(
    "sheets", _("Criteria sheets, blank"), _("Participating bodies, a sheet for each"), _SHEET, sheets_of_subject,
    subject_has_sheets, owing,
)  # fmt: skip
REVIEW_CRITIQUE = ReviewPaper(
    "critique", _("Self-critique, as handed in"), _("The unit's file, the ward party office"), _CRITIQUE,
    submitted_critique, is_submitted, handed_in,
)  # fmt: skip
REVIEW_PLAN = ReviewPaper(
    "remedy_plan", _("Remediation plan"), _("The person, the collective"), _PLAN, remedy_plan, has_plan, planned
)  # fmt: skip
REVIEW_NOTICE = ReviewPaper(
    "result_notice", _("Notice of the result"), _("The person, the collective"), _NOTICE, person_notice, is_told, told,
    for_person=True,
)  # fmt: skip
REVIEW_CATALOGUE = (REVIEW_FORM, REVIEW_SHEETS, REVIEW_CRITIQUE, REVIEW_PLAN, REVIEW_NOTICE)
REVIEW_PAPERS = {paper.code: paper for paper in REVIEW_CATALOGUE}
