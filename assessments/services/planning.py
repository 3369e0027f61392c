"""The planning review (rà soát, bổ sung quy hoạch) after the decision: filed by the cells, summed up by the office and
submitted to the ward's Party Committee (rules G5; 123-CV/ĐU 4)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Campaign, IssuedPaper, PlanningReview, PlanningSummary, ReviewFile
from assessments.permissions import is_cell_side, is_office_side, may_see_file
from assessments.reports.catalogue import PLANNING_SUMMARY, Contents, contents_of, printed
from assessments.reports.contents.party_document import Issue
from assessments.reports.issue_printing import Made
from assessments.selectors.papers import issued_copies
from assessments.selectors.planning import CHANGE_LABELS, PLANNING_CLAUSE, planning_of
from assessments.services.campaigns import lock_campaign
from assessments.services.issuing import keep_copy
from assessments.services.steps import lock_file
from assessments.workflow import Stage
from cells import clock
from cells.access import NotPermitted, access_of, require
from cells.document_numbers import tidy_number
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.roles import Role
from cells.vietnamese import tidy, tidy_text
from cells.vocabulary import ROLE_LABELS

MAX_ENTRIES = 200
MAX_CHARACTERS = 20_000


@dataclass(frozen=True)
class PlanningEntry:
    """One person and one post. change: keep, add or remove; why: needed for the latter two."""

    name: str
    post: str
    change: str
    why: str = ""


@transaction.atomic
def save_planning(
    *, by: Account, file_id: int, entries: Iterable[PlanningEntry], text: str, revision: int, on: date
) -> PlanningReview:
    """Keep what is written, filed or not yet. `revision` 0: not begun. Raises NotPermitted, Refused, StaleEdit."""
    file, planning = _lock(by, file_id, revision, on)
    planning = planning or PlanningReview(file=file, revision=0)
    rows = [_tidied(entry) for entry in entries]
    rows = [row for row in rows if row["name"] or row["post"] or row["why"]]
    refusals = _faults(rows, text)
    if refusals:
        raise Refused(*refusals)
    planning.entries, planning.text = rows, tidy_text(text)
    return _save(by, planning, "planning.saved")


@transaction.atomic
def file_planning(*, by: Account, file_id: int, revision: int, on: date) -> PlanningReview:
    """Send it to the office; late is better than never. Raises NotPermitted, Refused, StaleEdit."""
    _file, planning = _lock(by, file_id, revision, on)
    if planning is None or not (planning.entries or planning.text):
        words = _("Name at least one person, or write that the planning stays as it is.")
        raise Refused(words, citation=PLANNING_CLAUSE)
    planning.filed_at, planning.filed_by = clock.now(), by.signature
    return _save(by, planning, "planning.filed")


@transaction.atomic
def take_back_planning(*, by: Account, file_id: int, revision: int, on: date) -> PlanningReview:
    """Back to the cell's side: while the office has not summed it up, and once a re-review has replaced the results it
    rests on. Raises NotPermitted, Refused, StaleEdit."""
    file, planning = _lock(by, file_id, revision, on, filed=True)
    if planning is None or planning.filed_at is None:
        raise Refused(_("This planning review has not been filed."))
    row = planning_of(file)
    if not row.may_be_taken_back:
        words = _("The office has summed it up and submitted it on %(day)s; ask the office for a supplement.")
        raise Refused(words % {"day": f"{timezone.localdate(row.summed_up_at):%d/%m/%Y}"})
    planning.filed_at, planning.filed_by = None, ""
    return _save(by, planning, "planning.taken_back")


@transaction.atomic
def save_summary(*, by: Account, campaign_id: int, text: str, revision: int, on: date) -> PlanningSummary:
    """The office's words on all of them. `revision` 0: not begun. Raises NotPermitted, Refused, StaleEdit."""
    _campaign, summary = _lock_summary(by, campaign_id, revision, on)
    if len(text) > MAX_CHARACTERS:
        raise Refused(_too_long(text))
    summary.text = tidy_text(text)
    return _save_summary(by, summary, "planning.summarized", {})


def submit_summary(
    *, by: Account, campaign_id: int, number: str, dated_on: date, revision: int, on: date, reason: str = ""
) -> PlanningSummary:
    """Print the paper that submits the summary to the Ban Chấp hành, keep it as it was printed and record its number and
    date. What is filed later waits for a supplement: submitting again needs a reason, its paper takes the place of the
    former one, which is kept. Raises NotPermitted, Refused, StaleEdit.

    Printed before the lock and read again under it, as `issue_paper` does."""
    issue, reason = Issue(tidy_number(number), dated_on), tidy_text(reason)
    with transaction.atomic():
        campaign, summary = _lock_summary(by, campaign_id, revision, on)
        _require_submittable(campaign, summary, issue, reason, on)
    contents = contents_of(PLANNING_SUMMARY, campaign, issue)
    content = printed(PLANNING_SUMMARY, contents)
    return _submit(by, campaign_id, revision, issue, contents, content, reason=reason, on=on)


@transaction.atomic
def _submit(
    by: Account,
    campaign_id: int,
    revision: int,
    issue: Issue,
    contents: Contents,
    content: bytes,
    *,
    reason: str,
    on: date,
) -> PlanningSummary:
    campaign, summary = _lock_summary(by, campaign_id, revision, on)
    former = _require_submittable(campaign, summary, issue, reason, on)
    keep_copy(
        by=by, campaign=campaign, paper=PLANNING_SUMMARY, issue=issue, number=issue.number, contents=contents,
        made=Made(content), former=former, reason=reason,
    )  # fmt: skip
    before = {"number": summary.number, "dated_on": summary.dated_on} if summary.submitted_at else {}
    summary.number, summary.dated_on = issue.number, issue.dated_on
    summary.submitted_at, summary.submitted_by = clock.now(), by.signature
    return _save_summary(by, summary, "planning.submitted", before)


def _require_submittable(
    campaign: Campaign, summary: PlanningSummary, issue: Issue, reason: str, on: date
) -> IssuedPaper | None:
    """The copy that stands until now. Raises Refused with everything that stands in the way."""
    filed = PlanningReview.objects.filter(file__campaign=campaign, filed_at__isnull=False)
    copies = issued_copies(campaign, PLANNING_SUMMARY.code)
    standing = next((copy for copy in copies if not copy.superseded), None)
    refusals = []
    if not summary.text:
        refusals.append(Refusal(_("Write the summary first; it is what is submitted."), "text"))
    if not filed.exists():
        refusals.append(Refusal(_("No cell has filed its planning review; there is nothing to sum up."), "text"))
    if not issue.number:
        refusals.append(Refusal(_("Write the number of the paper."), "number"))
    elif any(copy.number == issue.number for copy in copies):
        words = _("A copy was already issued as %(number)s; take another number.")
        refusals.append(Refusal(words % {"number": issue.number}, "number"))
    if issue.dated_on > on:
        refusals.append(Refusal(_("The date of the paper lies in the future."), "dated_on"))
    if standing and not reason:
        words = _("Say why a new copy takes the place of %(number)s.")
        refusals.append(Refusal(words % {"number": standing.number}, "reason"))
    if refusals:
        raise Refused(*refusals)
    return standing


def _lock(
    by: Account, file_id: int, revision: int, on: date, *, filed: bool = False
) -> tuple[ReviewFile, PlanningReview | None]:
    """The file's row, locked, and its planning review; refused before the release, and once it is filed."""
    file = lock_file(file_id)
    access = access_of(by, on)
    if not may_see_file(access, file):
        raise NotPermitted(_("This file is not yours."))
    if not (is_cell_side(access, file) or is_office_side(access, file)):
        raise NotPermitted(_("Only the unit's secretary or the ward party office writes here."))
    if Stage(file.stage) is not Stage.RELEASED:
        raise Refused(
            _("The planning is reviewed once the results of “%(file)s” are released.") % {"file": file.name},
            citation=PLANNING_CLAUSE,
        )
    planning = PlanningReview.objects.select_for_update().filter(file=file).first()
    if (planning.revision if planning else 0) != revision:
        raise StaleEdit(planning)
    if planning is not None and planning.filed_at is not None and not filed:
        raise Refused(_("This planning review has been filed. Take it back to change it."))
    return file, planning


def _tidied(entry: PlanningEntry) -> dict:
    values = asdict(entry)
    return values | {"name": tidy(entry.name), "post": tidy(entry.post), "why": tidy_text(entry.why)}


def _faults(rows: list[dict], text: str) -> list[Refusal]:
    refusals = []
    for place, row in enumerate(rows):
        where = {"row": place + 1, "name": row["name"] or "–"}
        if not row["name"]:
            refusals.append(Refusal(_("Row %(row)s: write the name of the person.") % where, f"name-{place}"))
        if not row["post"]:
            words = _("Row %(row)s (%(name)s): write the post the person is planned for.")
            refusals.append(Refusal(words % where, f"post-{place}"))
        if row["change"] not in CHANGE_LABELS:
            words = _("Row %(row)s (%(name)s): choose whether the person stays, is added or is taken out.")
            refusals.append(Refusal(words % where, f"change-{place}"))
        elif row["change"] != "keep" and not row["why"]:
            words = _("Row %(row)s (%(name)s): write why the person is added or taken out.")
            refusals.append(Refusal(words % where, f"why-{place}"))
    if len(rows) > MAX_ENTRIES:
        refusals.append(Refusal(_("At most %(most)s rows fit a planning review.") % {"most": MAX_ENTRIES}))
    if len(text) > MAX_CHARACTERS:
        refusals.append(_too_long(text))
    return refusals


def _too_long(text: str) -> Refusal:
    words = _("This part has %(length)s characters; at most %(most)s fit a report. Shorten it.")
    return Refusal(words % {"length": len(text), "most": MAX_CHARACTERS}, "text")


def _save(by: Account, planning: PlanningReview, action: str) -> PlanningReview:
    planning.saved_by, planning.saved_at = by.signature, clock.now()
    planning.revision += 1
    planning.save()
    record(
        by=by,
        action=action,
        subject=planning.file,
        ward_code=planning.file.campaign.ward.code,
        after={"entries": len(planning.entries), "filed": planning.filed_at is not None},
    )
    return planning


def _lock_summary(by: Account, campaign_id: int, revision: int, on: date) -> tuple[Campaign, PlanningSummary]:
    campaign = lock_campaign(campaign_id)
    require(access_of(by, on).is_office(campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))
    summary = PlanningSummary.objects.select_for_update().filter(campaign=campaign).first()
    if (summary.revision if summary else 0) != revision:
        raise StaleEdit(summary)
    return campaign, summary or PlanningSummary(campaign=campaign, revision=0)


def _save_summary(by: Account, summary: PlanningSummary, action: str, before: dict) -> PlanningSummary:
    summary.saved_by, summary.saved_at = by.signature, clock.now()
    summary.revision += 1
    summary.save()
    record(
        by=by,
        action=action,
        subject=summary.campaign,
        ward_code=summary.campaign.ward.code,
        before=before,
        after={"number": summary.number, "dated_on": summary.dated_on},
    )
    return summary
