"""Who may open the office's pages: each role × page. Strangers get 404, a missing mandate for a step gets 403."""

import pytest
from django.urls import reverse

from assessments.models import Review, ReviewFile
from assessments.workflow import Stage
from tests import factories as make

pytestmark = pytest.mark.django_db
ROLES = ("office", "committee", "own_secretary", "other_secretary", "district", "admin", "other_office", "nobody")
OPEN_TO_WARD = (200, 200, 404, 404, 404, 404, 404, 404)
PAGES = {
    "campaign_new": (200, 404, 404, 404, 404, 404, 200, 404),
    "campaign_detail": OPEN_TO_WARD,
    "campaign_settings": OPEN_TO_WARD,
    "campaign_open": OPEN_TO_WARD,
    "campaign_weights": OPEN_TO_WARD,
    "outside_grades": OPEN_TO_WARD,
    "outside_grade": OPEN_TO_WARD,
    "file_detail": (200, 200, 302, 404, 404, 404, 404, 404),
    "file_return": OPEN_TO_WARD,
    "file_history": (200, 200, 200, 404, 404, 404, 404, 404),
}
POSTS = {
    # What moving the deadlines of an open year changes is shown first.
    "campaign_settings": (200, 403, 404, 404, 404, 404, 404, 404),
    "campaign_open": (200, 403, 404, 404, 404, 404, 404, 404),
    "campaign_weights": (403, 302, 404, 404, 404, 404, 404, 404),
    "outside_grade": (302, 403, 404, 404, 404, 404, 404, 404),
    "file_return": (302, 403, 404, 404, 404, 404, 404, 404),
    "file_accept": (302, 403, 404, 404, 404, 404, 404, 404),
}


class Scene:
    def __init__(self):
        ward, elsewhere = make.make_ward(), make.make_ward("P12", "Đảng bộ Phường 12")
        cell, other = make.make_cell(ward, "KP01"), make.make_cell(ward, "KP02")
        make.make_member(cell)
        self.accounts = {
            "office": make.make_account("vanphong", "office", ward),
            "committee": make.make_account("thuongvu", "committee", ward),
            "own_secretary": make.make_account("bithu1", "secretary", cell),
            "other_secretary": make.make_account("bithu2", "secretary", other),
            "district": make.make_account("quanuy", "district", ward),
            "admin": make.make_account("quantri", "admin", ward),
            "other_office": make.make_account("vanphong12", "office", elsewhere),
            "nobody": make.make_account("nguoila"),
        }
        self.campaign = make.make_open_campaign(ward, self.accounts["office"])
        self.file = ReviewFile.objects.get(code="KP01")
        ReviewFile.objects.filter(pk=self.file.pk).update(stage=Stage.SUBMITTED)
        self.organization = Review.objects.get(kind="organization")

    def url(self, page: str) -> str:
        keys = {"campaign_new": None, "outside_grade": self.organization}
        row = keys.get(page, self.file if page.startswith("file") else self.campaign)
        return reverse(f"assessments:{page}", args=[row.pk] if row else [])

    def data(self, page: str) -> dict:
        return {
            "campaign_settings": {"revision": self.campaign.revision, "cell_deadline": "25/12/2021"},
            "campaign_weights": {
                **make.WEIGHTS,
                "revision": self.campaign.revision,
                "document": "05-NQ/ĐU",
                "document_date": "01/12/2021",
            },
            "outside_grade": {
                "grade": "good",
                "document_number": "45-QĐ/QU",
                "document_date": "09/01/2022",
                "deciding_body": "Ban Thường vụ Quận ủy",
            },
            "file_return": {"revision": 1, "note": "Bổ sung", "due_on": "15/01/2022"},
            "file_accept": {"revision": 1},
        }.get(page, {})


@pytest.fixture
def scene(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return Scene()


@pytest.mark.parametrize("page", PAGES)
def test_who_may_open_a_page(client, scene, page):
    answers = []
    for role in ROLES:
        client.force_login(scene.accounts[role])
        answers.append(client.get(scene.url(page)).status_code)

    assert dict(zip(ROLES, answers, strict=True)) == dict(zip(ROLES, PAGES[page], strict=True))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", POSTS)
def test_who_may_act_on_a_page(client, scene, page, role):
    client.force_login(scene.accounts[role])
    expected = dict(zip(ROLES, POSTS[page], strict=True))[role]

    assert client.post(scene.url(page), scene.data(page)).status_code == expected


@pytest.mark.parametrize("page", [*PAGES, "file_accept", "dashboard", "board"])
def test_every_page_asks_for_a_sign_in(client, scene, page):
    url = reverse(f"assessments:{page}") if page in ("dashboard", "board") else scene.url(page)

    assert client.get(url).url.startswith(reverse("login"))
