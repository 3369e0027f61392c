"""A paper is attached by those who write the file, kept as it came, withdrawn with a reason, and stands for the texts."""

import hashlib

import pytest

from assessments.models import Attachment, ReviewFile, SelfCritique
from assessments.services.attachments import attach, withdraw_attachment
from assessments.services.self_critiques import CritiqueValues, submit_critique, withdraw_critique
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.paper_files import UnreadablePaper
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_scene
from tests.assessments.paper_scene import docx, levels_of, pages_of, pdf, picture, upload, with_pages

pytestmark = pytest.mark.django_db

AN, BINH = "Nguyễn Văn An", "Nguyễn Văn Bình"


@pytest.fixture
def scene():
    return make_scene()


def bring(scene, name=AN, kind="critique", by=None, what=None, file=None):
    review = scene.review(name) if name else None
    return attach(
        by=by or scene.secretary,
        file_id=(file or scene.file).pk,
        review_id=review.pk if review else None,
        kind=kind,
        upload=what or upload(),
        on=make.TODAY,
    )


def withdraw(scene, kept, reason="Quét nhầm", by=None):
    return withdraw_attachment(by=by or scene.secretary, attachment_id=kept.pk, reason=reason, on=make.TODAY)


def submit(scene, name=AN, **values):
    review = scene.review(name)
    typed = CritiqueValues(**{"levels": levels_of(review), "self_grade": "good", **values})
    return submit_critique(by=scene.secretary, review_id=review.pk, values=typed, revision=0, on=make.TODAY)


def fields(refused):
    return {refusal.field for refusal in refused.value.refusals}


@pytest.mark.parametrize(
    ("name", "kind", "what"),
    [
        (AN, "critique", ("ảnh.jpg", picture("JPEG"))),
        (AN, "opinion", ("nhận xét.docx", docx())),
        (AN, "evidence", ("quyết định.png", picture("PNG"))),
        ("Chi ủy Khu phố 1", "critique", ("báo cáo.pdf", pdf())),
        ("Chi bộ Khu phố 1", "evidence", ("nghị quyết.pdf", pdf())),
        ("", "minutes", ("biên bản.pdf", pdf())),
    ],
)
def test_a_paper_is_kept_byte_for_byte_with_its_digest(scene, name, kind, what):
    bring(scene, name, kind, what=upload(*what))

    kept = Attachment.objects.get()
    assert (kept.name, bytes(kept.content), kept.kind, kept.size) == (what[0], what[1], kind, len(what[1]))
    assert (kept.sha256, kept.by_name) == (hashlib.sha256(what[1]).hexdigest(), "Bí thư Một")
    assert (kept.review.name if kept.review else "") == name


def test_the_journal_tells_of_it_without_what_is_in_it(scene):
    kept = bring(scene)
    withdraw(scene, kept)

    entries = JournalEntry.objects.filter(action__startswith="attachment.").order_by("pk")
    assert [(entry.action, entry.object_name, entry.reason) for entry in entries] == [
        ("attachment.added", AN, ""),
        ("attachment.withdrawn", AN, "Quét nhầm"),
    ]
    assert set(entries[0].after) == {"kind", "name", "size", "sha256"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Chi bộ Khu phố 1", "critique"), ("", "critique"), ("", "opinion"), (AN, "minutes"), (AN, "anything")],
)
def test_a_kind_that_does_not_belong_there_is_refused(scene, name, kind):
    with pytest.raises(Refused) as refused:
        bring(scene, name, kind)

    assert fields(refused) == {"kind"}
    assert not Attachment.objects.exists()


def test_whoever_owes_no_critique_brings_none(scene):
    with pytest.raises(Refused, match="không phải viết") as refused:
        bring(scene, "Lê Thị Miễn")

    assert refused.value.refusals[0].citation


def test_a_file_that_is_no_paper_is_not_kept(scene):
    with pytest.raises(UnreadablePaper):
        bring(scene, what=upload("scan.png", b"<html></html>"))

    assert not Attachment.objects.exists()


@pytest.mark.parametrize("who", ["secretary", "office"])
def test_the_cells_side_and_the_office_attach_and_withdraw(scene, who):
    kept = bring(scene, by=getattr(scene, who))
    withdraw(scene, kept, by=getattr(scene, who))

    assert Attachment.objects.get().withdrawn_by == getattr(scene, who).display_name


@pytest.mark.parametrize("who", ["other_secretary", "committee", "district", "admin", "member"])
def test_nobody_else_does(scene, who):
    kept = bring(scene)
    person = scene.review(AN).member
    others = {
        "district": lambda: make.make_account("quanuy", "district", scene.campaign.ward),
        "admin": lambda: make.make_account("quantri", "admin", scene.campaign.ward),
        "member": lambda: make.make_account("an", "member", scene.file.cell, member=person),
    }
    account = others[who]() if who in others else getattr(scene, who)

    for name in (AN, ""):
        with pytest.raises(NotPermitted):
            bring(scene, name, "evidence", by=account)
    with pytest.raises(NotPermitted):
        withdraw(scene, kept, by=account)

    assert [one.withdrawn_at for one in Attachment.objects.all()] == [None]


def test_a_subject_of_another_file_is_out_of_reach(scene):
    with pytest.raises(NotPermitted):
        bring(scene, "Phạm Văn Khác")
    with pytest.raises(NotPermitted):
        bring(scene, AN, file=scene.other_file)


def test_after_the_file_is_sent_nothing_changes(scene):
    kept = bring(scene)
    ReviewFile.objects.update(stage=Stage.SUBMITTED)

    with pytest.raises(Refused, match="đã gửi"):
        bring(scene, BINH)
    with pytest.raises(Refused, match="đã gửi"):
        withdraw(scene, kept)


def test_a_reason_is_asked_for_and_once_is_enough(scene):
    kept = bring(scene)
    for reason in (" ", "x" * 301):
        with pytest.raises(Refused) as refused:
            withdraw(scene, kept, reason)
        assert fields(refused) == {"reason"}
    withdraw(scene, kept)

    with pytest.raises(Refused, match="đã rút"):
        withdraw(scene, kept)
    assert bytes(Attachment.objects.get().content) == pages_of("kiem-diem.pdf")


def test_the_same_file_twice_or_for_two_people_is_refused(scene):
    bring(scene)
    with pytest.raises(Refused, match="đã được đính kèm"):
        bring(scene)
    with pytest.raises(Refused, match=f"đính kèm cho {AN}"):
        bring(scene, BINH)

    bring(scene, BINH, "evidence")
    withdraw(scene, Attachment.objects.get(kind="critique"))
    bring(scene, BINH)
    assert Attachment.objects.filter(kind="critique", withdrawn_at__isnull=True).get().review.name == BINH


def test_a_file_holds_so_much_and_no_more(scene, settings):
    settings.ATTACHMENTS_MAX_BYTES_A_FILE = 2 * len(pages_of("1.pdf"))
    first = bring(scene, "", "minutes", what=upload("1.pdf"))
    bring(scene, "", "evidence", what=upload("2.pdf"))
    with pytest.raises(Refused, match="tổng cộng tối đa"):
        bring(scene, "", "minutes", what=upload("3.pdf"))

    withdraw(scene, first)
    fourth = bring(scene, "", "minutes", what=upload("4.pdf"))
    withdraw(scene, fourth)
    bring(scene, "", "minutes", what=upload("5.pdf"))
    withdraw(scene, Attachment.objects.get(name="5.pdf"))
    with pytest.raises(Refused, match="tổng cộng tối đa"):
        bring(scene, "", "minutes", what=upload("6.pdf"))


def test_with_the_pages_attached_the_texts_may_be_empty(scene):
    with_pages(scene, AN)

    critique = submit(scene)

    assert critique.is_submitted
    assert {answer.text for answer in critique.answers.all()} == {""}


def test_without_the_pages_each_empty_section_names_both_ways(scene):
    with pytest.raises(Refused) as refused:
        submit(scene)

    texts = [refusal for refusal in refused.value.refusals if refusal.field.startswith("text_")]
    assert len(texts) == len(refused.value.refusals) > 5
    assert all("Hãy viết, hoặc đính kèm bản kiểm điểm trên giấy" in refusal.message for refusal in texts)


def test_levels_and_grade_are_owed_all_the_same(scene):
    with_pages(scene, AN)
    with pytest.raises(Refused) as refused:
        submit(scene, levels={}, self_grade="")

    assert {field.partition("_")[0] for field in fields(refused)} == {"level", "self"}


@pytest.mark.parametrize("other", ["opinion", "evidence", "withdrawn", "of another"])
def test_only_standing_pages_of_the_own_critique_stand_for_the_texts(scene, other):
    match other:
        case "withdrawn":
            withdraw(scene, with_pages(scene, AN))
        case "of another":
            with_pages(scene, BINH)
        case _:
            bring(scene, AN, other)

    with pytest.raises(Refused, match="còn trống"):
        submit(scene)


def test_a_collective_report_on_paper_needs_no_special_topics(scene):
    with_pages(scene, "Chi ủy Khu phố 1")

    assert submit(scene, "Chi ủy Khu phố 1").is_submitted


def test_what_was_submitted_keeps_its_pages_until_it_is_taken_back(scene):
    kept = with_pages(scene, AN)
    critique = submit(scene)
    with pytest.raises(Refused, match="đã nộp"):
        withdraw(scene, kept)
    with pytest.raises(Refused, match="đã nộp"):
        bring(scene, what=upload("trang 2.pdf"))
    bring(scene, kind="evidence", what=upload("căn cứ.pdf"))

    withdraw_critique(by=scene.secretary, review_id=kept.review_id, revision=critique.revision, on=make.TODAY)
    withdraw(scene, kept)

    assert (SelfCritique.objects.get().is_submitted, Attachment.objects.get(pk=kept.pk).withdrawn_by) == (
        False,
        "Bí thư Một",
    )


def test_somebody_who_types_needs_no_pages(scene):
    review = scene.review(AN)
    critique = submit_critique(
        by=scene.secretary, review_id=review.pk, values=full_values(review), revision=0, on=make.TODAY
    )

    assert critique.is_submitted
