"""The office's proposals for cells and collectives, beside what each proposed for itself."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.selectors.desk import DeskRow, desk_of
from assessments.services.desk_locks import lock_desk
from assessments.services.gradings import give_grade
from assessments.services.table_saves import Entry, TableOutcome, split_changes
from assessments.workflow import GradingStep, Scope, Stage
from cells import clock
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.roles import Role
from cells.vietnamese import tidy_text


@transaction.atomic
def save_unit_proposals(
    *, by: Account, campaign_id: int, proposals: Mapping[int, tuple[str, str]], seen: Mapping[int, int], on: date
) -> TableOutcome:
    """Write the changed rows. `proposals`: review id → (grade or blank, reason); `seen`: review id → id of the proposal
    shown. A grade that differs from the meeting's needs its reason.

    Rows changed meanwhile by somebody else are reported and keep theirs. Raises NotPermitted; Refused, nothing written.
    """
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.OFFICE, on=on)
    desk = desk_of(campaign)
    typed = {review_id: Entry(grade, tidy_text(reason)) for review_id, (grade, reason) in proposals.items()}
    changes, stale = split_changes(desk, GradingStep.OFFICE, typed, seen)
    refusals = [refusal for row, entry in changes if (refusal := _refusal(row, entry))]
    if refusals:
        raise Refused(*refusals)
    now = clock.now()
    for row, entry in changes:
        row.review.campaign = campaign
        give_grade(by=by, review=row.review, step=GradingStep.OFFICE, grade=entry.grade, reason=entry.reason, at=now)
    return TableOutcome(len(changes), tuple(stale))


@transaction.atomic
def take_over_meetings(*, by: Account, campaign_id: int, on: date) -> int:
    """Put the grade proposed by the meeting into every open row without a proposal of the office. Returns how many; a
    row with a proposal, or without one of the meeting, is left as it is. Raises NotPermitted; Refused."""
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.OFFICE, on=on)
    rows = [row for row in desk_of(campaign).of(Scope.UNITS) if is_empty(row) and row.grades.cell]
    now = clock.now()
    for row in rows:
        row.review.campaign = campaign
        give_grade(by=by, review=row.review, step=GradingStep.OFFICE, grade=row.grades.cell, at=now)
    return len(rows)


def is_empty(row: DeskRow) -> bool:
    """The row may be filled in now, and the office has proposed nothing, or withdrawn what it had proposed."""
    return why_not_open(row) is None and not row.grades.grade(GradingStep.OFFICE)


def why_not_open(row: DeskRow) -> Refusal | None:
    """Why the office may not propose a grade in this row now; None when it may."""
    name, field = {"name": row.review.name}, f"grade-{row.review.pk}"
    if row.scope is not Scope.UNITS or not row.is_due:
        return Refusal(_("%(name)s is not graded here.") % name, field)
    if row.is_signed:
        return Refusal(_("%(name)s: the grade is signed; only a re-grade changes it.") % name, field)
    if row.file is not None and Stage(row.file.stage) not in (Stage.SUBMITTED, Stage.ACCEPTED):
        return Refusal(_("%(name)s: the file has not been sent to the office.") % name, field)
    return None


def _refusal(row: DeskRow, entry: Entry) -> Refusal | None:
    refusal = why_not_open(row)
    if refusal is not None:
        return refusal
    own = row.grades.cell
    if entry.grade and own and entry.grade != own and not entry.reason:
        return Refusal(
            _("%(name)s: the grade differs from the one proposed by the meeting. Write the reason beside it.")
            % {"name": row.review.name},
            f"reason-{row.review.pk}",
        )
    return None
