"""What participating bodies say: recorded once a body, by the cell's side or the office, out of sight of others."""

from datetime import date

import pytest

from assessments.models import Opinion, ReviewFile
from assessments.selectors.facts import dossier_dict
from assessments.services.opinions import OpinionValues, save_opinion, withdraw_opinion
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.cell_scene import make_scene

pytestmark = pytest.mark.django_db

WORDS = "Gương mẫu trong khu phố, còn ngại phát biểu ở kỳ sinh hoạt."


@pytest.fixture
def scene():
    return make_scene()


def save(scene, name="Nguyễn Văn An", by=None, opinion=None, revision=None, **values):
    return save_opinion(
        by=by or scene.secretary,
        review_id=scene.review(name).pk,
        opinion_id=opinion.pk if opinion else None,
        values=OpinionValues(**{"body": "cell_committee", "text": WORDS, **values}),
        revision=revision if revision is not None else opinion.revision if opinion else 0,
        on=make.TODAY,
    )


def withdraw(scene, opinion, by=None, revision=None):
    withdraw_opinion(
        by=by or scene.secretary,
        review_id=opinion.review_id,
        opinion_id=opinion.pk,
        revision=revision or opinion.revision,
        on=make.TODAY,
    )


def fields(refused):
    return {refusal.field for refusal in refused.value.refusals}


def test_a_comment_is_kept_with_its_sheet_and_paper(scene):
    save(
        scene,
        body="residence",
        body_name="Chi ủy  Khu phố 5",
        levels={"duties": "good", "character": ""},
        grade="good",
        document="12-NX/CU",
        signed_by="Lê Văn Ký",
        dated_on=date(2021, 12, 10),
    )

    opinion = Opinion.objects.get()

    assert (opinion.body_name, opinion.sheet, opinion.sheet_version) == ("Chi ủy Khu phố 5", "05", "CV123-2021")
    assert (opinion.levels, opinion.grade, opinion.document) == ({"duties": "good"}, "good", "12-NX/CU")
    assert (opinion.signed_by, opinion.dated_on, opinion.revision) == ("Lê Văn Ký", date(2021, 12, 10), 1)


@pytest.mark.parametrize(
    ("name", "sheet", "key"),
    [("Chi bộ Khu phố 1", "03", "politics"), ("Chi ủy Khu phố 1", "04", "principles")],
)
def test_each_kind_of_subject_is_rated_on_its_own_sheet(scene, name, sheet, key):
    opinion = save(scene, name, body="mass_organization", body_name="Hội Phụ nữ", levels={key: "excellent"})

    assert (opinion.sheet, opinion.levels) == (sheet, {key: "excellent"})


def test_two_mass_organizations_may_comment_and_neither_twice(scene):
    for name in ("Hội Phụ nữ", "Hội Cựu chiến binh"):
        save(scene, body="mass_organization", body_name=name)

    with pytest.raises(Refused) as refused:
        save(scene, body="mass_organization", body_name="Hội Phụ nữ")

    assert fields(refused) == {"body_name"}
    assert Opinion.objects.count() == 2


def test_everything_wrong_is_named_at_once(scene):
    with pytest.raises(Refused) as refused:
        save(scene, body="employer", text=" ", dated_on=date(2030, 1, 1), grade="best", levels={"no": "good"})

    assert fields(refused) == {"body_name", "dated_on", "grade", ""}
    assert not Opinion.objects.exists()


def test_an_empty_comment_says_nothing(scene):
    with pytest.raises(Refused) as refused:
        save(scene, text=" \n ")

    assert fields(refused) == {"text"}


def test_the_residence_does_not_comment_on_a_cell(scene):
    with pytest.raises(Refused) as refused:
        save(scene, "Chi bộ Khu phố 1", body="residence", body_name="Chi ủy Khu phố 5")

    assert fields(refused) == {"body"}


@pytest.mark.parametrize("who", ["secretary", "office"])
def test_the_cells_side_and_the_office_record_and_take_back(scene, who):
    opinion = save(scene, by=getattr(scene, who))
    withdraw(scene, opinion, by=getattr(scene, who))

    assert not Opinion.objects.exists()


@pytest.mark.parametrize("who", ["other_secretary", "committee", "district", "member"])
def test_nobody_else_does(scene, who):
    opinion = save(scene)
    person = scene.review("Nguyễn Văn An").member
    others = {
        "district": lambda: make.make_account("quanuy", "district", scene.campaign.ward),
        "member": lambda: make.make_account("an", "member", scene.file.cell, member=person),
    }
    account = others[who]() if who in others else getattr(scene, who)

    for deed in (save, lambda s, by: save(s, by=by, opinion=opinion), lambda s, by: withdraw(s, opinion, by=by)):
        with pytest.raises(NotPermitted):
            deed(scene, by=account)

    assert [one.revision for one in Opinion.objects.all()] == [1]


DEEDS = {
    "new": lambda scene, opinion: save(scene, "Nguyễn Văn Bình"),
    "change": lambda scene, opinion: save(scene, opinion=opinion, text="Khác"),
    "withdraw": lambda scene, opinion: withdraw(scene, opinion),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_after_the_file_is_sent_nothing_changes(scene, deed):
    opinion = save(scene)
    ReviewFile.objects.update(stage=Stage.SUBMITTED)

    with pytest.raises(Refused):
        deed(scene, opinion)

    assert Opinion.objects.get().text == WORDS


def test_who_saves_on_an_old_page_is_told(scene):
    opinion = save(scene)
    save(scene, opinion=opinion, text="Văn phòng sửa", by=scene.office)

    with pytest.raises(StaleEdit) as stale:
        save(scene, opinion=opinion, revision=1, text="Bí thư sửa")
    with pytest.raises(StaleEdit):
        withdraw(scene, opinion, revision=1)

    assert stale.value.current.text == "Văn phòng sửa"
    assert Opinion.objects.get().text == "Văn phòng sửa"


def test_what_was_taken_back_meanwhile_cannot_be_changed(scene):
    opinion = save(scene)
    withdraw(scene, Opinion.objects.get())

    with pytest.raises(Refused):
        save(scene, opinion=opinion, text="Khác")


def test_the_journal_tells_who_and_what_but_not_the_words(scene):
    opinion = save(scene, grade="good")
    withdraw(scene, opinion)

    entries = JournalEntry.objects.filter(action__startswith="opinion.").order_by("pk")

    assert [(entry.action, entry.object_name) for entry in entries] == [
        ("opinion.saved", "Nguyễn Văn An"),
        ("opinion.withdrawn", "Nguyễn Văn An"),
    ]
    assert all(WORDS not in str(entry.before) + str(entry.after) + entry.reason for entry in entries)
    assert (entries[0].after["grade"], entries[1].before["grade"]) == ("good", "good")


def test_what_bodies_rate_and_propose_counts_nowhere(scene):
    before = dossier_dict(scene.campaign)
    save(scene, levels={"duties": "poor"}, grade="unfulfilled")

    assert dossier_dict(scene.campaign) == before
