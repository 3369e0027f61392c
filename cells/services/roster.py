"""The roster is applied: all of it or nothing, exactly what the preview showed."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of, require
from cells.journal import record
from cells.models import Account, Member, Organization, WorkbookUpload
from cells.refusals import Refusal, Refused
from cells.roster.plan import Answers, Entry, NewCell, Plan
from cells.roster.planning import NO_ANSWERS, make_plan
from cells.roster.reading import read_roster
from cells.roster.rows import Remark
from cells.selectors.roster import ground_of
from cells.services.codes import lock_codes, member_codes
from cells.services.workbook_uploads import PlanChanged, close_upload, keep_upload, take_upload
from cells.vocabulary import OrganizationKind


@dataclass(frozen=True)
class RosterResult:
    """What was written. `plan` is the plan that was carried out."""

    plan: Plan
    new_cells: int
    new: int
    changed: int
    left: int
    skipped: int

    def as_dict(self) -> dict[str, int]:
        return {
            "cells": len(self.plan.reading.cells),
            "members": len(self.plan.reading.rows),
            "new_cells": self.new_cells,
            "new": self.new,
            "changed": self.changed,
            "unchanged": len(self.plan.unchanged),
            "gone": len(self.plan.gone),
            "left": self.left,
            "skipped": self.skipped,
        }


def preview_roster(ward: Organization, data: bytes, answers: Answers = NO_ANSWERS, *, on: date) -> Plan:
    """Compare a workbook with the ward; writes nothing. Raises Refused when the file is no roster."""
    return make_plan(read_roster(data), ground_of(ward, on), answers)


def stage_roster(*, by: Account, ward_id: int, filename: str, data: bytes, on: date) -> WorkbookUpload:
    """Keep a roster for its preview; refused at once when it is none. Nothing of the ward changes."""
    require(access_of(by, on).is_office(ward_id), _("ward party office"))
    read_roster(data)
    return keep_upload(by=by, ward_id=ward_id, kind=WorkbookUpload.ROSTER, filename=filename, data=data, on=on)


@transaction.atomic
def apply_upload(
    *, by: Account, upload_id: int, answers: Answers, expected_digest: str, on: date
) -> tuple[WorkbookUpload, RosterResult]:
    """Apply a kept workbook once. Raises Refused, PlanChanged."""
    upload = take_upload(by=by, upload_id=upload_id, kind=WorkbookUpload.ROSTER, on=on)
    result = apply_roster(
        by=by,
        ward_id=upload.ward_id,
        data=bytes(upload.content),
        answers=answers,
        expected_digest=expected_digest,
        on=on,
        filename=upload.filename,
    )
    close_upload(upload, result.as_dict())
    return upload, result


@transaction.atomic
def apply_roster(
    *,
    by: Account | None,
    ward_id: int,
    data: bytes,
    on: date,
    answers: Answers = NO_ANSWERS,
    expected_digest: str = "",
    filename: str = "",
    command: str = "",
) -> RosterResult:
    """Write a roster: cells, new people, changed fields, people ticked as left; one journal entry with the counts.

    `by` is None only for the command line; then `command` names it. Holds the lock of the ward, plans again inside
    and raises PlanChanged when that is not what `expected_digest` stands for; Refused while anything is unanswered.
    """
    require((by is None and bool(command)) or access_of(by, on).is_office(ward_id), _("ward party office"))
    ward = lock_codes(ward_id)
    reading, ground = read_roster(data), ground_of(ward, on)
    if expected_digest and make_plan(reading, ground).digest() != expected_digest:
        raise PlanChanged
    plan = make_plan(reading, ground, answers)
    if not plan.ready:
        raise Refused(*_refusals(plan))
    cell_ids = _write_cells(ward, plan, answers, on)
    members = [
        _write_new(ward, entry, code, cell_ids) for entry, code in zip(plan.new, member_codes(ward.pk), strict=False)
    ]
    _write_changed(by, ward, plan, cell_ids, on, command)
    left = _write_left(by, ward, plan, on, command)
    result = RosterResult(plan, len(plan.new_cells), len(members), len(plan.changed), left, len(plan.skipped))
    record(
        by=by,
        actor_name=command,
        action="roster.applied",
        subject=ward,
        ward_code=ward.code,
        after={**result.as_dict(), "file": filename, "new_codes": [member.code for member in members]},
    )
    return result


def questions_of(plan: Plan) -> list[Remark]:
    """What people have not answered yet, each at its row: for a command, which cannot ask, these are problems."""
    return [remark for _place, remark in _questions(plan)]


def _questions(plan: Plan) -> list[tuple[str, Remark]]:
    """(place of the question in the preview, what is asked)."""
    cells = [
        (
            f"cell_{number}",
            Remark(cell.found.sheet, cell.found.row, "unknown_cell", unknown_cell_message(cell.found.name)),
        )
        for number, cell in enumerate(plan.unknown_cells, start=1)
        if not cell.answer
    ]
    doubts = [
        (f"row_{number}", Remark(doubt.row.sheet, doubt.row.row, "doubt", f"{doubt.row.full_name}: {doubt.question}"))
        for number, doubt in enumerate(plan.doubts, start=1)
        if not doubt.answer
    ]
    return cells + doubts


def unknown_cell_message(name: str) -> str:
    return _("“%(cell)s” is not a cell of the ward. Mend the name, or say in the preview which cell it is.") % {
        "cell": name
    }


def _refusals(plan: Plan) -> list[Refusal]:
    """Every reason at once, each at its place."""
    return [
        Refusal(_("Sheet “%(sheet)s”, row %(row)d: %(message)s") % remark.as_dict(), field=place)
        for place, remark in [*(("", problem) for problem in plan.problems), *_questions(plan)]
    ]


def _write_cells(ward: Organization, plan: Plan, answers: Answers, on: date) -> dict[str, int]:
    """Make the proposed cells; answer the id of every cell of the workbook by its key."""
    cells = Organization.objects.filter(ward=ward, kind=OrganizationKind.CELL)
    position = max(cells.values_list("position", flat=True), default=0)
    made = {cell.key: _write_cell(ward, cell, position + number) for number, cell in enumerate(plan.new_cells, start=1)}
    ground = ground_of(ward, on)
    by_code = {cell.code: cell.id for cell in ground.cells}
    ids = {}
    for found in plan.reading.cells:
        cell = ground.cell_named(found.key)
        answer = by_code.get(answers.cells.get(found.key, ""))
        ids[found.key] = made.get(found.key) or (cell.id if cell else None) or answer
    return ids


def _write_cell(ward: Organization, cell: NewCell, position: int) -> int:
    organization = Organization(
        ward=ward,
        parent=ward,
        kind=OrganizationKind.CELL,
        cell_kind=cell.kind,
        code=cell.code,
        name=cell.name,
        position=position,
    )
    organization.save()
    return organization.pk


def _write_new(ward: Organization, entry: Entry, code: str, cell_ids: dict[str, int]) -> Member:
    row = entry.row
    member = Member(
        ward=ward,
        cell_id=cell_ids[row.cell],
        code=code,
        full_name=row.full_name,
        gender=row.gender,
        born_on=row.born_on,
        ethnicity=row.ethnicity,
        admitted_on=row.admitted_on,
        official_on=row.official_on,
        card_number=row.card_number,
        position=row.position,
        note=row.note,
        status=row.status,
    )
    member.save()
    return member


def _write_changed(
    by: Account | None, ward: Organization, plan: Plan, cell_ids: dict[str, int], on: date, command: str
) -> None:
    entries = {entry.person.id: entry for entry in plan.changed}
    members = list(Member.objects.select_for_update().filter(pk__in=entries).order_by("pk"))
    # Two people may swap card numbers; each number is free before it is given.
    moving = [id_ for id_, entry in entries.items() if any(change.field == "card_number" for change in entry.changes)]
    Member.objects.filter(pk__in=moving).update(card_number="")
    for member in members:
        entry = entries[member.pk]
        for change in entry.changes:
            if change.field == "cell":
                member.cell_id = cell_ids[entry.row.cell]
            else:
                setattr(member, change.field, change.new)
        before = {change.field: change.old for change in entry.changes}
        after = {change.field: change.new for change in entry.changes}
        if member.has_left(on):
            before["left_on"], after["left_on"] = member.left_on, None
            member.left_on, member.left_reason = None, ""
        member.revision += 1
        member.save()
        record(
            by=by,
            actor_name=command,
            action="member.changed",
            subject=member,
            ward_code=ward.code,
            before=before,
            after=after,
            reason=_("Roster import of %(day)s") % {"day": f"{on:%d/%m/%Y}"},
        )


def _write_left(by: Account | None, ward: Organization, plan: Plan, on: date, command: str) -> int:
    members = Member.objects.select_for_update().filter(pk__in=[person.id for person in plan.leaving]).order_by("pk")
    reason = _("No longer in the roster imported on %(day)s") % {"day": f"{on:%d/%m/%Y}"}
    for member in members:
        member.left_on, member.left_reason = on, reason
        member.revision += 1
        member.save()
        record(
            by=by,
            actor_name=command,
            action="member.left",
            subject=member,
            ward_code=ward.code,
            before={"left_on": None},
            after={"left_on": on},
            reason=reason,
        )
    return len(members)
