"""The list of a year's decisions."""

import pytest
from django.urls import reverse

from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


def test_a_signed_decision_stands_under_its_number(client):
    sitting = Sitting()
    sitting.sign_units()
    client.force_login(sitting.office)

    page = client.get(reverse("assessments:decision_list", args=[sitting.campaign.pk])).content.decode()

    assert '<th scope="col">Số quyết định</th>' in page
    assert "05-QĐ/ĐU" in page


def test_the_grading_desk_is_found_from_here(client):
    sitting = Sitting()
    client.force_login(sitting.office)

    page = client.get(reverse("assessments:decision_list", args=[sitting.campaign.pk])).content.decode()

    for name in ("trial_list", "mend_list", "campaign_parameters", "recheck"):
        assert f'href="{reverse(f"assessments:{name}", args=[sitting.campaign.pk])}"' in page
