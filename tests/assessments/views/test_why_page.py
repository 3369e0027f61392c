"""Why this grade, why not a higher one: the page of one review."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Review
from assessments.selectors.explanations import explanation_of
from assessments.workflow import Scope
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return Sitting()


def page_of(client, account, review) -> str:
    client.force_login(account)
    answer = client.get(reverse("assessments:why", args=[review.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_member_is_explained_with_clause_date_and_digests(client, sitting):
    review = sitting.review("B004")
    page, said = page_of(client, sitting.office, review), explanation_of(review)

    assert "Mức cao nhất mà hồ sơ cho phép: “Hoàn thành xuất sắc nhiệm vụ”." in page
    assert "123-CV/ĐU 1(2)" in page
    assert "06/01/2022" in page
    assert said.facts_digest in page
    assert said.rule_set_digest in page


def test_a_head_is_explained_with_the_unit_headed(client, sitting):
    page = page_of(client, sitting.committee, sitting.review("A001"))

    assert "người đứng đầu không được xếp loại cao hơn đơn vị mình đứng đầu" in page


def test_it_speaks_english_too(client, sitting):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = page_of(client, sitting.office, sitting.review("B004"))

    assert "The highest grade that the record allows: “Excellent”." in page


def test_every_subject_has_its_page(client, sitting):
    client.force_login(sitting.office)
    reviews = list(Review.objects.filter(campaign=sitting.campaign))

    assert {review.kind for review in reviews} >= {"member", "cell", "collective", "officer", "organization"}
    for review in reviews:
        assert client.get(reverse("assessments:why", args=[review.pk])).status_code == 200


def test_the_tables_lead_to_it(client, sitting):
    sitting.ready_for_people()
    link = reverse("assessments:why", args=[sitting.review("B004").pk])
    client.force_login(sitting.committee)

    assert link in client.get(reverse("assessments:decide", args=[sitting.campaign.pk, Scope.PEOPLE])).content.decode()
    file_page = client.get(reverse("assessments:file_detail", args=[sitting.file("KP02").pk])).content.decode()
    assert link in file_page


def test_a_secretary_has_no_such_page_even_after_release(client, sitting):
    client.force_login(make.make_account("bithu2", "secretary", sitting.second))

    assert client.get(reverse("assessments:why", args=[sitting.review("B004").pk])).status_code == 404


def test_it_asks_the_same_queries_in_a_large_ward(client):
    def asked(sitting):
        client.force_login(sitting.office)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("assessments:why", args=[sitting.review("B004").pk]))
        return len(queries)

    sizes = [asked(Sitting(members=members, ward=ward)) for members, ward in ((3, "P11"), (30, "P12"))]

    assert sizes[0] == sizes[1] <= 20
