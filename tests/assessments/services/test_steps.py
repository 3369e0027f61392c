"""Stages move by the table alone, by who may, with reason where one is due."""

from datetime import date

import pytest
from django.db import transaction

from assessments.models import FileEvent, ReviewFile
from assessments.services.steps import take_step
from assessments.workflow import STEPS, Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make

pytestmark = pytest.mark.django_db

ROLES_OF_STEP = {
    "submit": {"secretary", "office"},
    "return": {"office"},
    "order_return": {"committee"},
    "hint": {"office", "committee"},
    "accept": {"office"},
    "decide": {"committee"},
    "release": {"committee"},
    "reopen": {"committee"},
}


@pytest.fixture
def scene():
    ward = make.make_ward()
    cell, other = make.make_cell(ward, "KP01"), make.make_cell(ward, "KP02")
    make.make_member(cell)
    make.make_member(other)
    make.make_open_campaign(ward)
    accounts = {
        "secretary": make.make_account("bithu1", "secretary", cell),
        "other_secretary": make.make_account("bithu2", "secretary", other),
        "office": make.make_account("vanphong", "office", ward),
        "committee": make.make_account("thuongvu", "committee", ward),
        "district": make.make_account("quan", "district", ward),
        "admin": make.make_account("quantri", "admin", ward),
        "nobody": make.make_account("khach"),
    }
    return ReviewFile.objects.get(code="KP01"), accounts


def taken(file: ReviewFile, account, step: str) -> tuple[bool, str, int]:
    """(let through, the stage afterwards, entries made); then it is taken back."""
    with transaction.atomic():
        try:
            take_step(by=account, file_id=file.pk, step=step, on=make.TODAY, note="lý do")
            let_through = True
        except (NotPermitted, Refused):
            let_through = False
        found = let_through, ReviewFile.objects.get(pk=file.pk).stage, FileEvent.objects.count()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("stage", list(Stage))
def test_each_step_is_open_to_its_roles_from_its_stages_and_to_nobody_else(scene, stage):
    file, accounts = scene
    ReviewFile.objects.filter(pk=file.pk).update(stage=stage)
    found, wanted = {}, {}
    for step in STEPS:
        for actor, account in accounts.items():
            allowed = actor in ROLES_OF_STEP[step.code] and stage in step.frm
            wanted[step.code, actor] = allowed, step.to if allowed else stage, int(allowed)
            found[step.code, actor] = taken(file, account, step.code)

    assert found == wanted


def test_a_return_without_a_reason_is_refused(scene):
    file, accounts = scene
    ReviewFile.objects.filter(pk=file.pk).update(stage=Stage.SUBMITTED)
    with pytest.raises(Refused) as refusal:
        take_step(by=accounts["office"], file_id=file.pk, step="return", on=make.TODAY, note="  ")
    assert refusal.value.refusals[0].field == "note"


def test_a_return_hands_the_edit_right_back_and_starts_a_round(scene):
    file, accounts = scene
    take_step(by=accounts["secretary"], file_id=file.pk, step="submit", on=make.TODAY)
    reasons = [{"section": "meeting", "text": "Thiếu biên bản"}, {"section": "people", "text": "  "}]
    returned = take_step(
        by=accounts["office"],
        file_id=file.pk,
        step="return",
        on=make.TODAY,
        section_reasons=reasons,
        due_on=date(2022, 1, 12),
    )
    assert (returned.is_writable, returned.round) == (True, 2)
    event = FileEvent.objects.get(step="return")
    assert event.section_reasons == [{"section": "meeting", "text": "Thiếu biên bản"}]
    assert JournalEntry.objects.filter(action="file.return").count() == 1


def test_a_deadline_in_the_past_is_refused(scene):
    file, accounts = scene
    ReviewFile.objects.filter(pk=file.pk).update(stage=Stage.SUBMITTED)
    with pytest.raises(Refused) as refusal:
        take_step(
            by=accounts["office"], file_id=file.pk, step="return", on=make.TODAY, note="x", due_on=date(2022, 1, 9)
        )
    assert refusal.value.refusals[0].field == "due_on"
    assert ReviewFile.objects.get(pk=file.pk).stage == Stage.SUBMITTED


def test_two_officers_take_the_same_step_and_the_second_is_told(scene):
    file, accounts = scene
    ReviewFile.objects.filter(pk=file.pk).update(stage=Stage.SUBMITTED)
    take_step(by=accounts["office"], file_id=file.pk, step="accept", on=make.TODAY, revision=file.revision)
    with pytest.raises(Refused):
        take_step(by=accounts["office"], file_id=file.pk, step="accept", on=make.TODAY, revision=file.revision)
    with pytest.raises(StaleEdit):
        take_step(
            by=accounts["office"], file_id=file.pk, step="return", on=make.TODAY, note="x", revision=file.revision
        )


def test_every_stage_but_the_last_leads_on_and_every_later_one_has_a_way_back():
    for stage in Stage:
        moves = [step for step in STEPS if stage in step.frm]
        assert moves, stage
    back = {stage for step in STEPS if step.to is Stage.RETURNED for stage in step.frm}
    assert back == {Stage.SUBMITTED, Stage.ACCEPTED, Stage.DECIDED, Stage.RELEASED}
