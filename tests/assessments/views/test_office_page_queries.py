"""The office's pages cost the same at 3 members and 3 files as at 120."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Campaign, Grading, Review, ReviewFile
from assessments.workflow import Stage
from cells.models import Account
from tests import factories as make

pytestmark = pytest.mark.django_db
PAGES = (
    "dashboard",
    "campaign_detail",
    "outside_grades",
    "campaign_settings",
    "campaign_open",
    "file_detail",
    "file_history",
)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


def ward_of(code: str, cells: int, members: int) -> tuple[Campaign, Account]:
    """An open year: `cells` cells, `members` people in the first, everybody proposed good, accepted."""
    ward = make.make_ward(code, f"Đảng bộ {code}")
    rows = [make.make_cell(ward, f"KP{number:03d}") for number in range(cells)]
    people = [make.make_member(rows[0]) for _ in range(members)]
    make.make_head(people[0], rows[0])
    body = make.make_collective(ward, people[:3], code="UBND", kind="peoples_committee")
    for person in people:
        make.make_post(person, body, management_level="district")
    office = make.make_account(f"vp-{code.lower()}", "office", ward)
    campaign = make.make_open_campaign(ward, office)
    ReviewFile.objects.filter(campaign=campaign).update(stage=Stage.ACCEPTED)
    Grading.objects.bulk_create(
        Grading(review=review, step="cell", grade="good", by_name="x", at=make.now())
        for review in Review.objects.filter(campaign=campaign, kind__in=("member", "cell", "collective"))
    )
    return campaign, office


def cost(page: str, campaign: Campaign, account: Account) -> int:
    file = ReviewFile.objects.filter(campaign=campaign).order_by("position").first()
    args = {"dashboard": [], "file_detail": [file.pk], "file_history": [file.pk]}.get(page, [campaign.pk])
    client = Client()
    client.force_login(account)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse(f"assessments:{page}", args=args))
    assert answer.status_code == 200
    return len(queries)


def test_pages_cost_the_same_at_three_and_at_a_hundred_and_twenty():
    few, many = ward_of("P11", cells=3, members=3), ward_of("P12", cells=120, members=120)

    costs = {page: (cost(page, *few), cost(page, *many)) for page in PAGES}

    assert {page: pair for page, pair in costs.items() if pair[0] != pair[1]} == {}
    assert max(pair[0] for pair in costs.values()) <= 64
