"""Who signs is asked once for each sending: a code of the app is not used up by anything else that is wrong."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Decision, Grading
from assessments.selectors.desk import desk_of
from assessments.selectors.signing import signing_of
from assessments.workflow import GradingStep, Scope
from cells.clock import today
from cells.models import Passkey, SignInDoor
from tests import factories as make
from tests.assessments.sitting import Sitting
from tests.cells.services.test_second_factors import code_at, set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return Sitting()


@pytest.fixture
def committee(client, sitting):
    client.force_login(sitting.committee)
    return client


@pytest.fixture
def code(sitting):
    """What the signer's app shows now."""
    secret, _codes = set_up(sitting.committee, timezone.now() - timedelta(hours=1))
    return code_at(secret, timezone.now())


def sign_page(sitting) -> str:
    return reverse("assessments:sign", args=[sitting.campaign.pk, "units"])


def to_sign(sitting, **more) -> dict:
    token = signing_of(desk_of(sitting.campaign), Scope.UNITS, sitting.committee).token
    return {"expected": token, "number": "05-QĐ/ĐU", "signed_on": f"{make.TODAY:%d/%m/%Y}", **more}


def to_grade_anew(sitting, code, **more) -> dict:
    standing = Grading.objects.get(review__code="B005", step=GradingStep.DECISION, current=True)
    paper = {"number": "09-QĐ/ĐU", "signed_on": f"{today():%d/%m/%Y}", "password": code}
    return {"expected": standing.pk, "grade": "fulfilled", "reason": "Kết luận", **paper, **more}


def wrong_tries() -> list[int]:
    return list(SignInDoor.objects.filter(kind="account").values_list("tries", flat=True))


def test_a_code_typed_beside_a_missing_number_still_signs(committee, sitting, code):
    sitting.take_over(Scope.UNITS)
    first = committee.post(sign_page(sitting), to_sign(sitting, number="", password=code))
    again = committee.post(sign_page(sitting), to_sign(sitting, password=code))

    assert (list(first.context["form"].errors), again.status_code) == (["number"], 302)
    assert Decision.objects.count() == 1


def test_a_page_that_asks_for_a_reason_asks_nobody_twice(committee, sitting, code):
    sitting.decide_all()
    address = reverse("assessments:regrade", args=[sitting.review("B005").pk])
    asked = committee.post(address, to_grade_anew(sitting, code, grade="none"))

    assert [refusal.field for refusal in asked.context["refusals"]] == ["finding_reason"]
    assert 'id="id_finding_reason"' in asked.content.decode()
    assert (dict(asked.context["form"].errors), wrong_tries()) == ({}, [])


def test_a_page_that_was_overtaken_asks_nobody_twice(committee, sitting, code):
    sitting.decide_all()
    standing = Grading.objects.get(review__code="B005", step=GradingStep.DECISION, current=True).pk
    address = reverse("assessments:regrade", args=[sitting.review("B005").pk])
    stale = committee.post(address, to_grade_anew(sitting, code, expected=0))
    page = stale.content.decode()

    assert f'name="expected" value="{standing}"' in page
    assert (stale.context["stale"]["by"], dict(stale.context["form"].errors), wrong_tries()) == (
        "Thường vụ Một",
        {},
        [],
    )


def test_the_passkey_is_offered_where_one_works(committee, sitting):
    sitting.take_over(Scope.UNITS)
    Passkey.objects.create(
        account=sitting.committee,
        name="Máy",
        rp_id="localhost",
        credential_id="a",
        public_key=b"",
        made_at=timezone.now(),
    )
    here, elsewhere = (committee.get(sign_page(sitting), headers={"host": host}) for host in ("localhost", "127.0.0.1"))

    assert ["data-passkey-button" in page.content.decode() for page in (here, elsewhere)] == [True, False]


def test_an_invented_answer_of_a_passkey_signs_nothing_and_comes_not_back(committee, sitting):
    sitting.take_over(Scope.UNITS)
    answer = committee.post(sign_page(sitting), to_sign(sitting, passkey='{"id": "a"}'))

    assert (list(answer.context["form"].errors), wrong_tries()) == (["password"], [1])
    assert "{&quot;id&quot;" not in answer.content.decode()
    assert not Decision.objects.exists()
