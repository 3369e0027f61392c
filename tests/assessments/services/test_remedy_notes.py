"""The ward's notes on neglected plans; and what the journal tells of shortcomings: the deed, none of the words."""

import json
from datetime import date

import pytest

from assessments.models import RemedyNote, ReviewFile
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.remedy_scene import AN, BINH, BODY, assess, carried, make_remedy_scene, name, note, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    scene = make_remedy_scene()
    scene.stranger = make.make_account("nguoila")
    return scene


def at(scene, stage: Stage) -> None:
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=stage)


def fields(refused) -> list[str]:
    return [refusal.field for refusal in refused.value.refusals]


# --- the ward's notes


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("who", ["office", "committee"])
def test_office_and_committee_note_at_any_stage(scene, who, stage):
    at(scene, stage)

    kept = note(scene, by=getattr(scene, who))

    assert (kept.text, kept.document, kept.noted_on) == ("Bí thư Đảng ủy đã nhắc nhở", "18-TB/ĐU", date(2022, 1, 8))


@pytest.mark.parametrize("who", ["secretary", "other_secretary", "district", "stranger"])
def test_nobody_else_notes(scene, who):
    with pytest.raises(NotPermitted):
        note(scene, by=getattr(scene, who))

    assert RemedyNote.objects.count() == 0


def test_nobody_notes_about_themselves(scene):
    for account in (scene.office, scene.committee):
        account.member = scene.review(AN).member
        account.save()
        with pytest.raises(Refused):
            note(scene, by=account)

    assert note(scene, BODY, by=scene.committee).pk


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": " "}, "text"),
        ({"noted_on": date(2022, 1, 11)}, "noted_on"),
        ({"text": "a" * 5001}, "text"),
        ({"document": "a" * 251}, "document"),
    ],
)
def test_a_note_says_what_was_done_and_when(scene, values, field):
    with pytest.raises(Refused) as refused:
        note(scene, **values)

    assert fields(refused) == [field]


def test_where_nothing_is_on_record_nothing_was_neglected(scene):
    with pytest.raises(Refused):
        note(scene, BINH)


def test_notes_follow_one_another_and_none_is_replaced(scene):
    note(scene, text="Nhắc lần một")
    note(scene, text="Phê bình tại hội nghị")

    assert list(RemedyNote.objects.order_by("pk").values_list("text", flat=True)) == [
        "Nhắc lần một",
        "Phê bình tại hội nghị",
    ]


# --- the journal


def test_the_journal_tells_the_deed_and_none_of_the_words(scene):
    row = name(scene, AN, "CHỮ-HẠN-CHẾ")[0]
    assess(scene, carried(scene, AN)[0], "fixing", "CHỮ-MỨC-ĐỘ")
    plan(scene, AN, row, measure="CHỮ-BIỆN-PHÁP", person="CHỮ-NGƯỜI", result="CHỮ-KẾT-QUẢ")
    note(scene, text="CHỮ-UỐN-NẮN")

    entries = JournalEntry.objects.filter(action__startswith="remedy.", object_id=str(row.review_id))
    told = json.dumps(
        list(entries.values("text__before", "text__after", "text__reason", "text__object_name")), ensure_ascii=False
    )

    assert sorted(entries.values_list("action", flat=True)) == [
        "remedy.assessed",
        "remedy.noted",
        "remedy.plan_saved",
        "remedy.shortcomings_saved",
    ]
    assert "CHỮ" not in told
    assert "18-TB/ĐU" in told
