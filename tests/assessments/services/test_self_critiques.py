"""A self-critique is kept, submitted whole and in own words, taken back; never lost, never leaked."""

import unicodedata
from dataclasses import replace

import pytest

from assessments.models import Answer, Grading, ReviewFile, SelfCritique
from assessments.services import critique_writing
from assessments.services.copied_texts import fingerprint
from assessments.services.self_critiques import CritiqueValues, save_draft, submit_critique, withdraw_critique
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_scene

pytestmark = pytest.mark.django_db

LONG = "Trong năm đã tham gia đầy đủ các buổi sinh hoạt, trực chốt phòng dịch và vận động bà con khu phố tiêm vắc-xin"


@pytest.fixture
def scene():
    return make_scene()


def submit(scene, name, values=None, revision=0, by=None):
    review = scene.review(name)
    return submit_critique(
        by=by or scene.secretary,
        review_id=review.pk,
        values=values or full_values(review),
        revision=revision,
        on=make.TODAY,
    )


def draft(scene, name, revision=0, by=None, **texts):
    review = scene.review(name)
    return save_draft(
        by=by or scene.secretary,
        review_id=review.pk,
        values=CritiqueValues(texts=texts),
        revision=revision,
        on=make.TODAY,
    )


def with_text(values, section, text):
    return replace(values, texts={**values.texts, section: text})


def test_a_draft_keeps_what_is_typed_in_composed_unicode(scene):
    draft(scene, "Nguyễn Văn An", character=unicodedata.normalize("NFD", "Gương mẫu\r\nở khu phố "))

    answer = Answer.objects.get(critique__review__name="Nguyễn Văn An", section="character")

    assert answer.text == "Gương mẫu\nở khu phố"


def test_a_submitted_critique_proposes_its_own_grade(scene):
    critique = submit(scene, "Nguyễn Văn An")

    grading = Grading.objects.get(review__name="Nguyễn Văn An", current=True)

    assert (critique.is_submitted, grading.step, grading.grade) == (True, "self", "good")


def test_every_missing_piece_is_named_at_its_place(scene):
    values = full_values(scene.review("Nguyễn Văn An"))
    values = replace(
        values,
        texts={**values.texts, "duties": " … \n", "limits": ""},
        levels={**values.levels, "character": ""},
        self_grade="",
    )

    with pytest.raises(Refused) as refused:
        submit(scene, "Nguyễn Văn An", values)

    fields = {refusal.field for refusal in refused.value.refusals}
    assert fields == {"text_duties", "text_limits", "level_character", "self_grade"}


def test_a_refused_submission_stays_saved_as_draft(scene):
    values = with_text(full_values(scene.review("Nguyễn Văn An")), "duties", "")

    with pytest.raises(Refused):
        submit(scene, "Nguyễn Văn An", values)

    critique = SelfCritique.objects.get(review__name="Nguyễn Văn An")
    assert (critique.is_submitted, critique.revision) == (False, 1)
    assert critique.answers.get(section="limits").text == values.texts["limits"]


def test_nothing_to_rate_leaves_the_level_of_supervision_open(scene):
    values = full_values(scene.review("Nguyễn Văn An"))
    values = replace(values, levels={**values.levels, "supervision": ""})

    assert submit(scene, "Nguyễn Văn An", values).is_submitted


def test_a_report_answers_at_least_one_special_topic(scene):
    values = full_values(scene.review("Chi ủy Khu phố 1"))
    none = {key: "" for key in values.texts if key.startswith("topic_")}

    with pytest.raises(Refused) as refused:
        submit(scene, "Chi ủy Khu phố 1", replace(values, texts=values.texts | none))
    submit(
        scene, "Chi ủy Khu phố 1", with_text(replace(values, texts=values.texts | none), "topic_5", "Đã chăm lo."), 1
    )

    assert [refusal.field for refusal in refused.value.refusals] == ["text_topic_1"]


def test_text_copied_within_the_file_names_section_and_person(scene):
    submit(scene, "Nguyễn Văn Bình", with_text(full_values(scene.review("Nguyễn Văn Bình")), "duties", LONG))
    values = with_text(full_values(scene.review("Nguyễn Văn An")), "duties", LONG.upper() + "!")

    with pytest.raises(Refused) as refused:
        submit(scene, "Nguyễn Văn An", values)

    (refusal,) = refused.value.refusals
    assert refusal.field == "text_duties"
    assert "Nguyễn Văn Bình" in refusal.message
    assert LONG not in refusal.message


def test_text_copied_from_another_cell_names_nobody(scene):
    other = scene.review("Phạm Văn Khác")
    submit(scene, other.name, with_text(full_values(other), "duties", LONG), by=scene.other_secretary)

    with pytest.raises(Refused) as refused:
        submit(scene, "Nguyễn Văn An", with_text(full_values(scene.review("Nguyễn Văn An")), "duties", LONG))

    (refusal,) = refused.value.refusals
    assert refusal.field == "text_duties"
    assert "Phạm" not in refusal.message


def test_a_copy_with_the_name_exchanged_is_a_copy():
    mine = fingerprint(f"Tôi là Nguyễn Văn An. {LONG}", "Nguyễn Văn An")
    theirs = fingerprint(f"Tôi là NGUYỄN VĂN BÌNH; {LONG}", "Nguyễn Văn Bình")

    assert mine == theirs


def test_a_short_answer_may_be_the_same(scene):
    submit(scene, "Nguyễn Văn Bình", with_text(full_values(scene.review("Nguyễn Văn Bình")), "hints", "Không có."))

    assert submit(
        scene, "Nguyễn Văn An", with_text(full_values(scene.review("Nguyễn Văn An")), "hints", "Không có.")
    ).is_submitted


def test_a_whole_critique_the_same_is_refused_at_any_length(scene):
    short = dict.fromkeys(full_values(scene.review("Nguyễn Văn An")).texts, "Có.")
    values = replace(full_values(scene.review("Nguyễn Văn An")), texts=short)
    submit(scene, "Nguyễn Văn Bình", values)

    with pytest.raises(Refused) as refused:
        submit(scene, "Nguyễn Văn An", values)

    assert [refusal.field for refusal in refused.value.refusals] == ["text_character"]


def test_a_copied_draft_does_not_stop_its_author(scene):
    draft(scene, "Nguyễn Văn Bình", duties=LONG)

    assert submit(
        scene, "Nguyễn Văn An", with_text(full_values(scene.review("Nguyễn Văn An")), "duties", LONG)
    ).is_submitted


def test_a_stale_save_writes_nothing(scene):
    draft(scene, "Nguyễn Văn An", duties="bản của tôi")

    with pytest.raises(StaleEdit) as stale:
        draft(scene, "Nguyễn Văn An", duties="bản khác", by=scene.office)

    assert stale.value.current.saved_by == "Bí thư Một"
    assert Answer.objects.get(section="duties").text == "bản của tôi"


def test_a_submitted_critique_changes_only_after_it_is_taken_back(scene):
    critique = submit(scene, "Nguyễn Văn An")
    with pytest.raises(Refused):
        draft(scene, "Nguyễn Văn An", revision=critique.revision, duties="sửa")

    back = withdraw_critique(
        by=scene.secretary, review_id=critique.review_id, revision=critique.revision, on=make.TODAY
    )
    draft(scene, "Nguyễn Văn An", revision=back.revision, duties="sửa")

    assert not SelfCritique.objects.get(pk=critique.pk).is_submitted
    assert Grading.objects.get(review=critique.review, step="self", current=True).grade == ""


@pytest.mark.parametrize("who", ["other_secretary", "committee"])
def test_only_the_own_secretary_and_the_office_write(scene, who):
    with pytest.raises(NotPermitted):
        draft(scene, "Nguyễn Văn An", by=getattr(scene, who), duties="không được")

    assert SelfCritique.objects.count() == 0


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in (Stage.COLLECTING, Stage.RETURNED)])
def test_a_sent_file_is_not_written(scene, stage):
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=stage)

    with pytest.raises(Refused):
        draft(scene, "Nguyễn Văn An", duties="muộn")


@pytest.mark.parametrize("name", ["Lê Thị Miễn", "Chi bộ Khu phố 1"])
def test_who_owes_no_review_writes_none(scene, name):
    with pytest.raises(Refused):
        draft(scene, name, duties="không phải viết")


def test_the_newly_admitted_are_reviewed(scene):
    assert submit(scene, "Lê Thị Mới").is_submitted


def test_a_text_too_long_is_refused_at_its_section(scene, monkeypatch):
    monkeypatch.setattr(critique_writing, "MAX_TEXT", 10)

    with pytest.raises(Refused) as refused:
        draft(scene, "Nguyễn Văn An", duties="hơn mười ký tự")

    assert [refusal.field for refusal in refused.value.refusals] == ["text_duties"]


def test_the_journal_tells_the_deed_and_never_the_text(scene):
    submit(scene, "Nguyễn Văn An", with_text(full_values(scene.review("Nguyễn Văn An")), "duties", LONG))

    entries = JournalEntry.objects.filter(action__startswith="critique.").order_by("pk")

    assert [entry.action for entry in entries] == ["critique.saved", "critique.submitted"]
    assert LONG not in str([entry.after for entry in entries])


def test_one_who_leads_fills_in_the_longer_form(scene):
    ward = scene.campaign.ward
    head = make.make_member(make.make_cell(ward, "KP09"), "Võ Thị Đứng Đầu")
    make.make_head(head, head.cell)
    campaign = make.make_open_campaign(ward, year=2022, review_date=make.REVIEW_DATE, grading_date=make.GRADING_DATE)
    review = campaign.reviews.get(name="Võ Thị Đứng Đầu")

    critique = save_draft(
        by=scene.office, review_id=review.pk, values=CritiqueValues(texts={"leading": "x"}), revision=0, on=make.TODAY
    )

    assert critique.form == "02L"
