"""The committee's table: draft grades, not signed, changed as often as the sitting needs."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import ReviewFile
from assessments.selectors.desk import Desk, DeskRow, desk_of
from assessments.selectors.gradings import grades_of
from assessments.selectors.head_waits import NOTHING, HeadWaits, head_waits
from assessments.services.desk_locks import lock_desk
from assessments.services.gradings import give_grade
from assessments.services.table_saves import Entry, TableOutcome, split_changes
from assessments.workflow import GradingStep, Scope
from cells import clock
from cells.acting import is_about_principal
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.roles import Role


@transaction.atomic
def save_drafts(
    *, by: Account, campaign_id: int, scope: Scope, grades: Mapping[int, str], seen: Mapping[int, int], on: date
) -> TableOutcome:
    """Write the changed rows. `grades`: review id → grade or blank; `seen`: review id → id of the draft shown.

    Rows that somebody else changed meanwhile are reported and keep theirs. Raises NotPermitted; Refused, with nothing
    written, for a row that may not be decided now (own row, file not accepted, head whose units are not graded).
    """
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.COMMITTEE, on=on)
    desk = desk_of(campaign)
    typed = {review_id: Entry(grade) for review_id, grade in grades.items()}
    changes, stale = split_changes(desk, GradingStep.DRAFT, typed, seen)
    _guard(desk, scope, [row for row, _entry in changes], by)
    _write(desk, changes, by)
    return TableOutcome(len(changes), tuple(stale))


@transaction.atomic
def take_over_proposals(*, by: Account, campaign_id: int, scope: Scope, file_id: int | None = None, on: date) -> int:
    """Put the proposal (the office's, else the meeting's) into every empty row that may be decided now, of one file or
    of all. Returns how many; rows with a grade on the table are left as they are."""
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.COMMITTEE, on=on)
    desk = desk_of(campaign)
    waits = head_waits(desk)
    changes = [
        (row, Entry(row.grades.proposal))
        for row in desk.of(scope)
        if row.grades.proposal
        and not row.draft_grade
        and file_id in (None, row.review.file_id)
        and why_locked(row, by, waits) is None
    ]
    _write(desk, changes, by)
    return len(changes)


def why_locked(row: DeskRow, account: Account, waits: Mapping[str, HeadWaits]) -> Refusal | None:
    """Why this account may not set a draft in this row now; None when it may. The page shows the same words."""
    name = {"name": row.review.name}
    field = f"grade-{row.review.pk}"
    if row.is_signed:
        return Refusal(_("%(name)s: the grade is signed; only a re-grade changes it.") % name, field)
    if not row.is_due:
        return Refusal(_("%(name)s is not graded here.") % name, field)
    if row.is_of(account):
        words = _("%(name)s: this is your own row. Nobody decides on themselves; another committee account decides it.")
        if is_about_principal(account, row.review.member_id):
            words = _(
                "%(name)s: this is the row of the one in whose place you act. Nobody decides on themselves, through a "
                "deputy neither; another committee account decides it."
            )
        return Refusal(words % name, field)
    if not row.is_accepted:
        return Refusal(
            _("%(name)s: the office has not accepted the file “%(file)s” yet.") % {**name, "file": row.file.name}, field
        )
    wait = waits.get(row.person, NOTHING)
    if row.scope is Scope.HEADS and not wait.may_be_drafted:
        return Refusal(
            _("%(name)s heads a unit and is graded after it. Still without a decided grade: %(units)s.")
            % {**name, "units": ", ".join(wait.units)},
            field,
            "123-CV/ĐU 1(5)",
        )
    return None


def _guard(desk: Desk, scope: Scope, rows: Iterable[DeskRow], by: Account) -> None:
    rows = list(rows)
    waits = head_waits(desk) if scope is Scope.HEADS else {}
    refusals = [refusal for row in rows if (refusal := why_locked(row, by, waits))]
    refusals += [
        Refusal(_("%(name)s belongs to another table.") % {"name": row.review.name})
        for row in rows
        if row.scope is not None and row.scope is not scope
    ]
    if refusals:
        raise Refused(*refusals)


def _write(desk: Desk, changes: Iterable[tuple[DeskRow, Entry]], by: Account) -> None:
    now = clock.now()
    for row, entry in changes:
        row.review.campaign = desk.campaign
        former = row.grades.by_step.get(GradingStep.DRAFT)
        give_grade(by=by, review=row.review, step=GradingStep.DRAFT, grade=entry.grade, at=now, former=former)


def withdraw_later_grades(*, by: Account, file: ReviewFile, at: datetime) -> int:
    """Clear what stood on the table, and what the office had proposed, for a file that goes back to its cell: what it
    proposes anew is judged anew.

    Part of the step that sends it back: the caller holds the lock and the transaction. Returns how many were cleared.
    """
    given = grades_of(file.campaign, file)
    open_rows = [
        grades.by_step[step]
        for grades in given.values()
        for step in (GradingStep.DRAFT, GradingStep.OFFICE)
        if grades.grade(step) and grades.final_grading is None
    ]
    reviews = file.reviews.in_bulk([grading.review_id for grading in open_rows])
    for grading in open_rows:
        review = reviews[grading.review_id]
        review.campaign, review.file = file.campaign, file
        give_grade(by=by, review=review, step=GradingStep(grading.step), grade="", at=at, reason="returned")
    if open_rows:
        record(
            by=by,
            action="drafts.withdrawn",
            subject=file,
            ward_code=file.campaign.ward.code,
            before={"rows": len(open_rows)},
            after={"rows": 0},
        )
    return len(open_rows)
