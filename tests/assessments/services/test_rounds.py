"""Each round is kept as it was sent; what changed since can be read word by word."""

import pytest

from assessments.models import Attachment, FileEvent, RoundSnapshot
from assessments.selectors.rounds import changes_since, kept_round, parts_of, rounds_of
from assessments.selectors.text_difference import Mark
from assessments.services import self_critiques, submissions
from assessments.services.steps import take_step
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_complete, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    scene = make_scene()
    make_complete(scene)
    send(scene)
    return scene


def send(scene):
    return submissions.submit_file(
        by=scene.secretary, file_id=scene.file.pk, on=make.TODAY, revision=scene.reload().revision
    )


def send_back(scene):
    return take_step(by=scene.office, file_id=scene.file.pk, step="return", on=make.TODAY, note="Viết rõ hơn.")


def rewrite(scene, name="Nguyễn Văn An", find="đầy đủ", put="chưa đầy đủ"):
    review = scene.review(name)
    critique = review.critique
    self_critiques.withdraw_critique(by=scene.secretary, review_id=review.pk, revision=critique.revision, on=make.TODAY)
    values = full_values(review)
    first = next(iter(values.texts))
    values.texts[first] = values.texts[first].replace(find, put)
    critique.refresh_from_db()
    self_critiques.submit_critique(
        by=scene.secretary, review_id=review.pk, values=values, revision=critique.revision, on=make.TODAY
    )
    return first


def lines(content, title, *, counts_ballots=True) -> dict[str, str]:
    (part,) = [part for part in parts_of(content, counts_ballots=counts_ballots) if part.title == title]
    return {line.label: line.text for line in part.lines}


def test_what_was_sent_is_kept_and_stays_whatever_is_written_later(scene):
    kept = kept_round(scene.reload(), 1)
    before = kept.content
    assert (kept.by_name, kept.round) == ("Bí thư Một", 1)
    said = lines(before, "Nguyễn Văn An")
    assert (said["Tự xếp loại"], said["Hội nghị đề nghị"]) == (
        "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành tốt nhiệm vụ",
    )
    assert any("đã thực hiện nội dung" in text for text in said.values())
    assert lines(before, "Hội nghị và biên bản")["Ngày họp"] == "18/12/2021"
    send_back(scene)
    rewrite(scene)
    assert kept_round(scene.reload(), 1).content == before
    assert RoundSnapshot.objects.count() == 1


def test_what_changed_is_named_by_subject_and_section_word_by_word(scene):
    send_back(scene)
    assert changes_since(scene.reload(), 2, counts_ballots=True) == []
    rewrite(scene)
    (part,) = changes_since(scene.reload(), 2, counts_ballots=True)
    (change,) = part.changes
    assert (part.title, part.kind) == ("Nguyễn Văn An", "Đảng viên")
    assert [piece.text.strip() for piece in change.pieces if piece.mark is Mark.ADDED] == ["chưa"]
    assert [piece for piece in change.pieces if piece.mark is Mark.REMOVED] == []
    send(scene)
    assert changes_since(scene.reload(), 2, counts_ballots=True) == [part]


def test_two_sent_rounds_are_compared_with_each_other_not_with_now(scene):
    send_back(scene)
    rewrite(scene)
    send(scene)
    send_back(scene)
    rewrite(scene, put="đầy đủ")
    file = scene.reload()
    assert file.round == 3
    assert len(changes_since(file, 2, counts_ballots=True)) == 1
    assert len(changes_since(file, 3, counts_ballots=True)) == 1
    assert changes_since(file, 1, counts_ballots=True) is None


def test_the_rounds_tell_how_each_was_sent_and_ended(scene):
    send_back(scene)
    now, first = rounds_of(scene.reload())
    assert (now.number, now.is_current, now.is_kept, now.sent, now.ended) == (2, True, False, None, None)
    assert (first.is_kept, first.sent.by_name, first.ended.note) == (True, "Bí thư Một", "Viết rõ hơn.")


def test_a_file_sent_before_rounds_were_kept_is_kept_when_it_goes_back(scene):
    RoundSnapshot.objects.all().delete()
    send_back(scene)
    assert kept_round(scene.reload(), 1).by_name == "Văn phòng"
    assert FileEvent.objects.filter(file=scene.file, step="return").count() == 1


def test_few_ballots_are_told_to_the_unit_alone(scene):
    content = kept_round(scene.reload(), 1).content
    assert content["meeting"]["ballots_valid"] == 3
    assert lines(content, "Nguyễn Văn An")["Phiếu"] == "0/3/0/0"
    assert lines(content, "Nguyễn Văn An", counts_ballots=False)["Phiếu"] == "ít phiếu: không hiện chi tiết"


def test_keeping_a_round_costs_the_same_for_few_and_for_many(django_assert_max_num_queries):
    scene = make_scene(members=30)
    make_complete(scene)
    with django_assert_max_num_queries(90):
        send(scene)
    assert len(kept_round(scene.reload(), 1).content["subjects"]) == 34
    assert scene.file.stage == Stage.SUBMITTED


def bring_in(scene, name, review=None):
    return Attachment.objects.create(
        file=scene.file, review=review, kind="critique" if review else "minutes", name=name,
        content_type="application/pdf", size=1, sha256="0" * 64, content=b"x", by_name="x", at=make.now(),
    )  # fmt: skip


def test_papers_brought_in_since_are_named_of_file_and_subject(scene):
    review = scene.review("Nguyễn Văn An")
    send_back(scene)
    bring_in(scene, "bien-ban.pdf")
    bring_in(scene, "kiem-diem.pdf", review)

    changes = changes_since(scene.reload(), 2, counts_ballots=True)

    told = {
        change.title: [(one.label, one.old, one.new.split(" (")[0]) for one in change.changes] for change in changes
    }
    assert told == {
        "Tài liệu kèm cả hồ sơ": [("Tài liệu kèm theo", "", "Biên bản: bien-ban.pdf")],
        "Nguyễn Văn An": [("Tài liệu kèm theo", "", "Bản kiểm điểm trên giấy: kiem-diem.pdf")],
    }


def test_a_round_kept_before_papers_were_stays_readable_and_is_not_compared_on_them(scene):
    kept = RoundSnapshot.objects.get()
    old = {**kept.content, "version": 1}
    del old["papers"]
    old["subjects"] = [{key: value for key, value in one.items() if key != "papers"} for one in old["subjects"]]
    RoundSnapshot.objects.filter(pk=kept.pk).update(content=old)
    send_back(scene)
    bring_in(scene, "bien-ban.pdf")

    assert parts_of(old, counts_ballots=True) == parts_of(kept.content, counts_ballots=True)
    assert changes_since(scene.reload(), 2, counts_ballots=True) == []
