"""Earlier versions: who reads them, what differs, that one comes back and none is changed."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import CritiqueVersion, SelfCritique
from assessments.services.self_critiques import CritiqueValues, save_draft, submit_critique
from cells.models import JournalEntry
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_scene

pytestmark = pytest.mark.django_db

FIRST, SECOND = "Đã trực chốt\n12 ngày & 3 đêm.", "Đã trực chốt\n15 ngày & 3 đêm."


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def review(scene):
    """Two versions saved by hand."""
    review = scene.review("Nguyễn Văn An")
    for revision, (text, level, grade) in enumerate([(FIRST, "good", "good"), (SECOND, "excellent", "")]):
        values = CritiqueValues({"duties": text, "limits": "Còn nóng vội."}, {"duties": level}, grade)
        save_draft(by=scene.secretary, review_id=review.pk, values=values, revision=revision, on=make.TODAY)
    return review


def client_of(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def url(name, review, *args):
    return reverse(f"assessments:{name}", args=[review.pk, *args])


def reads():
    return list(
        JournalEntry.objects.filter(action="critique.version_read").values_list("text__actor_name", "text__after")
    )


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("office", 200), ("committee", 200), ("other_secretary", 404)]
)
def test_versions_are_read_by_those_who_read_the_critique(scene, review, who, status):
    client = client_of(getattr(scene, who))
    addresses = [url("critique_versions", review), url("critique_version", review, 1)]

    assert [client.get(address).status_code for address in addresses] == [status, status]
    assert client.get(url("critique_versions", review), {"left": 1, "right": 2}).status_code == status


def test_nothing_of_it_stays_in_the_browsers_store(scene, review):
    pages = [url(name, review) for name in ("critique_versions", "critique_edit", "critique_read")]
    client = client_of(scene.secretary)

    assert {
        "no-store" in client.get(page)["Cache-Control"] for page in [*pages, url("critique_version", review, 1)]
    } == {True}


def test_the_list_alone_is_no_reading_and_opening_one_is(scene, review):
    client = client_of(scene.office)
    client.get(url("critique_versions", review))
    before = reads()
    client.get(url("critique_version", review, 2))
    client.get(url("critique_versions", review), {"left": 2, "right": 1})

    assert before == []
    assert reads() == [("Văn phòng", {"versions": [2]}), ("Văn phòng", {"versions": [1, 2]})]


def test_two_versions_lie_side_by_side_older_on_the_left(scene, review):
    page = client_of(scene.secretary).get(url("critique_versions", review), {"left": 2, "right": 1})

    [changed] = page.context["compared"]["changed"]
    row = changed["row"]
    assert [(piece.mark, piece.text.strip()) for piece in row.left if piece.mark != "same"] == [("removed", "12")]
    assert [(piece.mark, piece.text.strip()) for piece in row.right if piece.mark != "same"] == [("added", "15")]
    assert "".join(piece.text for piece in row.left) == FIRST
    assert "".join(piece.text for piece in row.right) == SECOND
    assert (changed["level_before"], changed["level_after"]) == ("Tốt", "Xuất sắc")
    assert page.context["compared"]["grades"] == ("Hoàn thành tốt nhiệm vụ", "")
    text = page.content.decode()
    assert "<del>" in text
    assert "12 ngày & 3" not in text  # escaped


def test_the_same_version_twice_is_told(scene, review):
    page = client_of(scene.secretary).get(url("critique_versions", review), {"left": 1, "right": 1})

    assert page.context["compared"] is None
    assert "Đã chọn hai lần cùng một bản" in page.content.decode()


@pytest.mark.parametrize(("left", "right"), [("1", "9"), ("x", "2"), ("-1", "2"), ("99999999999", "1")])
def test_versions_that_are_not_there_show_no_text(scene, review, left, right):
    page = client_of(scene.secretary).get(url("critique_versions", review), {"left": left, "right": right})

    assert page.status_code == (404 if left == "1" else 200)
    assert "Còn nóng vội" not in page.content.decode()


def test_a_version_comes_back_into_the_form(scene, review):
    answer = client_of(scene.secretary).post(url("critique_restore", review, 1), {"revision": "2"})

    critique = SelfCritique.objects.get()
    assert answer.url == url("critique_edit", review)
    assert critique.answers.get(section="duties").text == FIRST
    assert CritiqueVersion.objects.count() == 3


def test_a_version_does_not_come_back_over_what_was_saved_since(scene, review):
    client = client_of(scene.secretary)
    stale = client.post(url("critique_restore", review, 1), {"revision": "1"}, follow=True)

    assert "Bí thư Một vừa lưu bản kiểm điểm này" in stale.content.decode()
    assert SelfCritique.objects.get().answers.get(section="duties").text == SECOND
    assert client_of(scene.other_secretary).post(url("critique_restore", review, 1)).status_code == 404
    assert client_of(scene.committee).post(url("critique_restore", review, 1), {"revision": "2"}).status_code == 403
    assert client.post(url("critique_restore", review, 7), {"revision": "2"}).status_code == 404


def test_a_submitted_critique_offers_no_way_back_before_it_is_taken_back(scene, review):
    submit_critique(by=scene.secretary, review_id=review.pk, values=full_values(review), revision=2, on=make.TODAY)

    page = client_of(scene.secretary).get(url("critique_version", review, 1))

    assert page.context["may_restore"] is False
    assert "Còn nóng vội." in page.content.decode()


def test_completeness_is_shown_and_not_enforced(scene, review):
    page = client_of(scene.secretary).get(url("critique_edit", review))

    marks = {row["key"]: row["mark"] for row in page.context["sections"]}
    words = {row["key"]: (row["words"], row["characters"]) for row in page.context["sections"]}
    owed = [key for key, mark in marks.items() if mark != "free"]
    assert (marks["duties"], marks["limits"], marks["character"], marks["hints"]) == ("done", "done", "empty", "free")
    assert words["duties"] == (8, len(SECOND))
    assert (page.context["sections_done"], page.context["sections_owed"]) == (2, len(owed) + 1)
