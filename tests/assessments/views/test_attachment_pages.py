"""Pages of papers that come in: a download and nothing else, shut to strangers; the typed page keeps what was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Attachment, Review, ReviewFile, SelfCritique
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.cell_scene import make_scene
from tests.assessments.hint_scene import issued_hint
from tests.assessments.paper_scene import levels_of, pages_of, with_pages

pytestmark = pytest.mark.django_db

AN, BINH = "Nguyễn Văn An", "Nguyễn Văn Bình"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def scene():
    return make_scene()


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def file_of(name="an.pdf", data=None, content_type="application/pdf"):
    return SimpleUploadedFile(name, pages_of(name) if data is None else data, content_type)


def attached(review, kind="critique", name="Bản kiểm điểm An.pdf", **more) -> Attachment:
    values = {"content_type": "application/pdf", "size": 4, "sha256": name, "content": b"%PDF", "by_name": "x", **more}
    return Attachment.objects.create(file=review.file, review=review, kind=kind, name=name, at=make.now(), **values)


def test_a_paper_is_attached_listed_and_withdrawn(client, scene):
    review = scene.review(AN)
    page = url("review_attachments", review.pk)
    client.force_login(scene.secretary)
    client.post(page, {"kind": "critique", "upload": file_of()})
    kept = Attachment.objects.get()
    shown = [client.get(url(name, pk)).content.decode() for name, pk in (
        ("review_attachments", review.pk), ("critique_read", review.pk), ("critique_edit", review.pk),
        ("critique_list", scene.file.pk), ("paper_entry", scene.file.pk),
    )]  # fmt: skip
    client.post(url("attachment_withdraw", kept.pk), {"reason": "Quét nhầm"})
    after = client.get(page).content.decode()
    listed = client.get(url("critique_list", scene.file.pk)).content.decode()

    assert ["an.pdf" in text for text in shown] == [True] * 5
    assert ("Quét nhầm" in after, "trên giấy: an.pdf" in shown[3], "trên giấy: an.pdf" in listed) == (True, True, False)


def test_papers_of_the_whole_file_have_their_own_list(client, scene):
    client.force_login(scene.secretary)
    page = url("file_attachments", scene.file.pk)
    client.post(page, {"kind": "minutes", "upload": file_of("biên bản.pdf")})
    attached(scene.review(AN), name="khác.pdf")
    text = client.get(page).content.decode()

    assert ("biên bản.pdf" in text, "khác.pdf" in text) == (True, False)


def test_the_download_runs_nowhere_and_stays_nowhere(client, scene):
    kept = attached(scene.review(AN), name='Kiểm "điểm"\r\nX.html.pdf', content=b"%PDF<script>")
    client.force_login(scene.secretary)
    answer = client.get(url("attachment", kept.pk))

    assert (answer.content, answer["Content-Type"]) == (b"%PDF<script>", "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Ki%E1%BB%83m")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.parametrize("data", [b"<html><script>alert(1)</script>", b"<svg/>", b""])
def test_a_page_named_as_a_picture_is_told_at_its_field(client, scene, data):
    client.force_login(scene.secretary)
    answer = client.post(
        url("review_attachments", scene.review(AN).pk),
        {"kind": "critique", "upload": file_of("scan.png", data, "image/png")},
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["upload"])
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_not_read(client, scene, settings):
    settings.ATTACHMENT_MAX_BYTES = 100
    client.force_login(scene.secretary)
    answer = client.post(url("review_attachments", scene.review(AN).pk), {"kind": "critique", "upload": file_of()})

    assert list(answer.context["form"].errors) == ["upload"]


READERS = {
    "secretary": 200, "office": 200, "committee": 200, "other_secretary": 404, "district": 404, "admin": 404,
    "nobody": 404,
}  # fmt: skip


@pytest.mark.parametrize(("who", "status"), READERS.items())
@pytest.mark.parametrize("kind", ["critique", "opinion", "evidence"])
@pytest.mark.parametrize("stage", [Stage.COLLECTING, Stage.RELEASED])
def test_who_may_open_a_paper(client, scene, who, status, kind, stage):
    kept = attached(scene.review(AN), kind)
    ReviewFile.objects.update(stage=stage)
    account = getattr(scene, who, None) or {
        "district": lambda: make.make_account("quanuy", "district", scene.campaign.ward),
        "admin": lambda: make.make_account("quantri", "admin", scene.campaign.ward),
        "nobody": lambda: make.make_account("nguoila"),
    }[who]()  # fmt: skip
    client.force_login(account)

    assert client.get(url("attachment", kept.pk)).status_code == status


@pytest.mark.parametrize(("kind", "status"), [("critique", 200), ("opinion", 404), ("evidence", 404)])
def test_in_charge_of_a_hint_one_opens_the_critique_and_nothing_else(client, scene, kind, status):
    review, other = scene.review(AN), scene.review(BINH)
    person = make.make_member(scene.other_file.cell, "Võ Thị Phụ Trách")
    issued_hint(review, in_charge=person)
    kept, others = attached(review, kind), attached(other, kind, "khác.pdf")
    client.force_login(make.make_account("phutrach", "secretary", scene.other_file.cell, member=person))

    assert client.get(url("attachment", kept.pk)).status_code == status
    assert client.get(url("attachment", others.pk)).status_code == 404
    assert client.get(url("review_attachments", review.pk)).status_code == 404


def test_the_committee_finds_no_way_to_attach(client, scene):
    attached(scene.review(AN))
    client.force_login(scene.committee)
    texts = [
        client.get(url(name, pk)).content.decode()
        for name, pk in (("review_attachments", scene.review(AN).pk), ("paper_entry", scene.file.pk))
    ]

    assert ["Bản kiểm điểm An.pdf" in text for text in texts] == [True, True]
    assert ['type="file"' in text for text in texts] == [False, False]


# --- the typed page


def posted(scene, name=AN, **more) -> dict:
    """One row of the page as a browser posts it, everything chosen."""
    review = scene.review(name)
    critique = SelfCritique.objects.filter(review=review).first()
    data = {f"level_{review.pk}_{key}": level for key, level in levels_of(review).items()}
    data |= {f"grade_{review.pk}": "good", f"officer_{review.pk}": ""}
    data |= {f"revision_{review.pk}": str(critique.revision if critique else 0), f"was_{review.pk}": "|||||||"}
    return data | {f"{field}_{review.pk}": value for field, value in more.items()}


def test_a_row_is_saved_and_submitted_with_its_pages(client, scene):
    client.force_login(scene.secretary)
    page = url("paper_entry", scene.file.pk)
    answer = client.post(page, posted(scene, upload=file_of()) | {"action": "submit"}, follow=True)

    critique = SelfCritique.objects.get()
    assert (critique.review.name, critique.is_submitted) == (AN, True)
    assert "Đã nộp 1 bản kiểm điểm." in answer.content.decode()


def test_several_pages_a_row_are_taken(client, scene):
    client.force_login(scene.secretary)
    client.post(
        url("paper_entry", scene.file.pk),
        posted(scene, upload=[file_of("1.pdf"), file_of("2.pdf")]) | {"action": "save"},
    )

    assert [one.name for one in Attachment.objects.order_by("pk")] == ["1.pdf", "2.pdf"]


def test_what_is_wrong_stands_at_its_row_with_everything_typed(client, scene):
    client.force_login(scene.secretary)
    data = posted(scene) | posted(scene, BINH, upload=file_of("b.png", b"<svg/>"), grade="excellent")
    answer = client.post(url("paper_entry", scene.file.pk), data | {"action": "save"})
    (page,) = [one for one in answer.context["pages"] if one.table.officer_grade]
    lines = {line.row.review.name: line for line in page.lines}

    assert not SelfCritique.objects.exists()
    assert ([bool(lines[name].errors) for name in (AN, BINH)], answer.context["chosen_again"]) == ([False, True], True)
    assert [field.value for field in lines[BINH].fields][-2:] == ["excellent", ""]
    assert f'href="#id_row_{scene.review(BINH).pk}"' in answer.content.decode()


def test_a_row_nobody_touched_overwrites_nothing(client, scene):
    client.force_login(scene.secretary)
    page = url("paper_entry", scene.file.pk)
    shown = posted(scene, was="good|good|good|good|good|good|good|")
    client.post(page, posted(scene) | {"action": "save"})
    SelfCritique.objects.update(self_grade="fulfilled", revision=9)
    answer = client.post(page, shown | {"action": "save"}, follow=True)

    assert (SelfCritique.objects.get().self_grade, "Không có gì thay đổi" in answer.content.decode()) == (
        "fulfilled",
        True,
    )


def test_another_hand_stands_beside_what_was_typed(client, scene):
    client.force_login(scene.secretary)
    page = url("paper_entry", scene.file.pk)
    client.post(page, posted(scene) | {"action": "save"})
    mine = posted(scene, was="good|good|good|good|good|good|good|", grade="excellent")
    SelfCritique.objects.update(self_grade="fulfilled", revision=9, saved_by="Văn phòng")
    first = client.post(page, mine | {"action": "save"})
    kept = SelfCritique.objects.get().self_grade
    text = first.content.decode()
    again = posted(scene, was="good|good|good|good|good|good|fulfilled|", grade="excellent")
    client.post(page, again | {"action": "save"})

    assert (kept, SelfCritique.objects.get().self_grade) == ("fulfilled", "excellent")
    assert "đã lưu: Hoàn thành nhiệm vụ" in text
    assert f'name="revision_{scene.review(AN).pk}" value="9"' in text


def test_a_revision_that_never_was_saves_no_row(client, scene):
    client.force_login(scene.secretary)
    page = url("paper_entry", scene.file.pk)
    client.post(page, posted(scene) | {"action": "save"})
    strange = posted(scene, grade="excellent") | {f"revision_{scene.review(AN).pk}": "9" * 5000}
    answer = client.post(page, strange | {"action": "save"})

    assert (answer.status_code, SelfCritique.objects.get().self_grade) == (200, "good")


def test_all_files_together_are_bounded_before_they_are_read(client, scene, settings):
    settings.ATTACHMENTS_MAX_BYTES_A_FILE = len(pages_of("a.pdf"))
    client.force_login(scene.secretary)
    data = posted(scene, upload=file_of("a.pdf")) | posted(scene, BINH, upload=file_of("b.pdf"))
    answer = client.post(url("paper_entry", scene.file.pk), data)

    assert "cộng lại lớn hơn" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_the_typed_page_asks_as_often_for_many_as_for_few(client):
    def cost(members: int) -> int:
        ward = make.make_ward(f"P{members}")
        cell = make.make_cell(ward, f"KP{members}")
        for number in range(members):
            make.make_member(cell, f"Nguyễn Văn {number}")
        make.make_open_campaign(ward)
        file = ReviewFile.objects.get(campaign__ward=ward)
        reviews = Review.objects.filter(file=file, kind="member").select_related("file")
        for review in reviews:
            critique = SelfCritique.objects.create(
                review=review, form="02", form_version="CV123-2021.2", saved_at=make.now(), saved_by="x"
            )
            critique.answers.create(section="duties", level_self="good")
            attached(review, name=f"{review.pk}.pdf")
        client.force_login(make.make_account(f"vp{members}", "office", ward))
        client.get(url("paper_entry", file.pk))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url("paper_entry", file.pk)).status_code == 200
        return len(caught)

    assert cost(3) == cost(60)


@pytest.mark.parametrize("page", ["review_attachments", "critique_read"])
def test_pages_of_one_subject_ask_as_often_for_many_papers(client, scene, page):
    review = scene.review(AN)
    client.force_login(scene.office)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url(page, review.pk)).status_code == 200
        return len(caught)

    with_pages(scene, AN)
    few = cost()
    for number in range(9):
        attached(review, name=f"{number}.pdf")

    assert cost() == few
