"""Autosaves leave no trail but lose nothing; every state that was meant to be kept is kept, and can be taken again."""

from dataclasses import replace

import pytest

from assessments.models import CritiqueVersion, ReviewFile, SelfCritique
from assessments.services.critique_reading import read_versions
from assessments.services.self_critiques import (
    CritiqueValues,
    autosave,
    restore_version,
    save_draft,
    submit_critique,
    withdraw_critique,
)
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def review(scene):
    return scene.review("Nguyễn Văn An")


def write(service, by, review, revision, **texts):
    values = CritiqueValues(texts=texts)
    return service(by=by, review_id=review.pk, values=values, revision=revision, on=make.TODAY)


def kept(review):
    versions = CritiqueVersion.objects.filter(critique__review=review).order_by("number")
    return [(version.number, version.kind, version.by_name, version.answers["duties"]["text"]) for version in versions]


def journal():
    return list(JournalEntry.objects.filter(action__startswith="critique.").values_list("action", flat=True))


def test_an_autosave_keeps_the_text_and_leaves_no_trail(scene, review):
    write(autosave, scene.secretary, review, 0, duties="Đang gõ")
    critique = write(autosave, scene.secretary, review, 1, duties="Đang gõ tiếp")

    assert critique.answers.get(section="duties").text == "Đang gõ tiếp"
    assert (critique.revision, critique.saved_by) == (2, "Bí thư Một")
    assert (journal(), kept(review)) == ([], [])


def test_an_autosave_never_overwrites_anothers_text(scene, review):
    write(autosave, scene.secretary, review, 0, duties="của bí thư")

    with pytest.raises(StaleEdit) as stale:
        write(autosave, scene.office, review, 0, duties="của văn phòng")

    assert stale.value.current.saved_by == "Bí thư Một"
    assert SelfCritique.objects.get().answers.get(section="duties").text == "của bí thư"


def test_the_same_text_sent_again_is_saved_already(scene, review):
    """Its first answer was lost on the way: the browser sends it once more with the revision it knows."""
    write(autosave, scene.secretary, review, 0, duties="Đang gõ")

    critique = write(autosave, scene.secretary, review, 0, duties="Đang gõ ")

    assert critique.revision == 1


def test_nothing_is_autosaved_where_nothing_may_be_written(scene, review):
    with pytest.raises(NotPermitted):
        write(autosave, scene.other_secretary, review, 0, duties="lạ")
    with pytest.raises(NotPermitted):
        write(autosave, scene.committee, review, 0, duties="lạ")
    submit_critique(by=scene.secretary, review_id=review.pk, values=full_values(review), revision=0, on=make.TODAY)
    with pytest.raises(Refused, match="đã nộp"):
        write(autosave, scene.secretary, review, 1, duties="sau khi nộp")
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.SUBMITTED)
    with pytest.raises(Refused, match="đã gửi"):
        write(autosave, scene.secretary, review, 1, duties="sau khi gửi")

    assert SelfCritique.objects.get().answers.get(section="duties").text == full_values(review).texts["duties"]


def test_a_text_too_long_is_not_autosaved(scene, review):
    with pytest.raises(Refused) as refused:
        write(autosave, scene.secretary, review, 0, duties="a" * 20_001)

    assert [refusal.field for refusal in refused.value.refusals] == ["text_duties"]
    assert not SelfCritique.objects.exists()


def test_each_save_by_hand_is_a_version_unless_nothing_changed(scene, review):
    write(save_draft, scene.secretary, review, 0, duties="một")
    write(autosave, scene.secretary, review, 1, duties="một hai")
    write(save_draft, scene.secretary, review, 2, duties="một hai")
    write(save_draft, scene.secretary, review, 3, duties="một hai")

    assert kept(review) == [(1, "saved", "Bí thư Một", "một"), (2, "saved", "Bí thư Một", "một hai")]


def test_what_another_hand_writes_over_is_kept_before(scene, review):
    write(autosave, scene.secretary, review, 0, duties="của bí thư")
    write(autosave, scene.office, review, 1, duties="của văn phòng")
    write(autosave, scene.office, review, 2, duties="của văn phòng, dài hơn")
    write(save_draft, scene.secretary, review, 3, duties="của cả hai")

    assert kept(review) == [
        (1, "replaced", "Bí thư Một", "của bí thư"),
        (2, "replaced", "Văn phòng", "của văn phòng, dài hơn"),
        (3, "saved", "Bí thư Một", "của cả hai"),
    ]


def test_what_was_submitted_is_a_version_whole(scene, review):
    values = full_values(review)
    submit_critique(by=scene.secretary, review_id=review.pk, values=values, revision=0, on=make.TODAY)

    [version] = CritiqueVersion.objects.all()

    assert (version.kind, version.round, version.form, version.self_grade) == ("submitted", 1, "02", "good")
    assert {key: answer["text"] for key, answer in version.answers.items()} == values.texts
    assert version.answers["duties"]["level_self"] == "good"


def test_a_refused_submission_is_a_version_saved_by_hand(scene, review):
    values = replace(full_values(review), self_grade="")

    with pytest.raises(Refused):
        submit_critique(by=scene.secretary, review_id=review.pk, values=values, revision=0, on=make.TODAY)

    assert [(number, kind) for number, kind, _by, _text in kept(review)] == [(1, "saved")]


def test_an_earlier_version_comes_back_as_a_draft_and_none_is_changed(scene, review):
    first = submit_critique(
        by=scene.secretary, review_id=review.pk, values=full_values(review), revision=0, on=make.TODAY
    )
    withdraw_critique(by=scene.secretary, review_id=review.pk, revision=first.revision, on=make.TODAY)
    write(autosave, scene.secretary, review, 2, duties="viết lại")

    critique = restore_version(by=scene.secretary, review_id=review.pk, number=1, revision=3, on=make.TODAY)

    whole = full_values(review).texts["duties"]
    assert critique.answers.get(section="duties").text == whole
    assert (critique.self_grade, critique.is_submitted) == ("good", False)
    assert kept(review) == [
        (1, "submitted", "Bí thư Một", whole),
        (2, "replaced", "Bí thư Một", "viết lại"),
        (3, "saved", "Bí thư Một", whole),
    ]
    entry = JournalEntry.objects.latest("pk")
    assert (entry.action, entry.after["version"]) == ("critique.restored", 1)
    assert whole not in str(entry.after)


def test_a_version_is_not_put_back_over_a_newer_text_or_a_submitted_one(scene, review):
    submit_critique(by=scene.secretary, review_id=review.pk, values=full_values(review), revision=0, on=make.TODAY)

    with pytest.raises(StaleEdit):
        restore_version(by=scene.secretary, review_id=review.pk, number=1, revision=0, on=make.TODAY)
    with pytest.raises(Refused, match="đã nộp"):
        restore_version(by=scene.secretary, review_id=review.pk, number=1, revision=1, on=make.TODAY)

    assert [kind for _number, kind, _by, _text in kept(review)] == ["submitted"]


def test_only_the_office_and_the_committee_leave_an_entry_when_they_read(scene, review):
    write(save_draft, scene.secretary, review, 0, duties="một")
    review = scene.review("Nguyễn Văn An")

    for account in (scene.secretary, scene.office, scene.committee):
        assert [
            version.number for version in read_versions(by=account, review=review, numbers=[1, 7], on=make.TODAY)
        ] == [1]
    with pytest.raises(NotPermitted):
        read_versions(by=scene.other_secretary, review=review, numbers=[1], on=make.TODAY)

    entries = JournalEntry.objects.filter(action="critique.version_read")
    assert [(entry.actor_id, entry.after) for entry in entries.order_by("pk")] == [
        (scene.office.pk, {"versions": [1]}),
        (scene.committee.pk, {"versions": [1]}),
    ]
