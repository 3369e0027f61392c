"""The quota desk beside the cells: the other caps, the officers' quotas, all of it as data."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


def test_the_quota_desk_has_every_cap_the_officers_quotas_and_their_data(client, settings):
    settings.SAMPLE_TODAY = make.TODAY
    sitting = Sitting()
    client.force_login(sitting.office)

    page = client.get(reverse("assessments:quotas", args=[sitting.campaign.pk]))
    data = client.get(reverse("assessments:quotas_json", args=[sitting.campaign.pk])).json()

    assert [cap["rule"] for cap in data["caps"]] == [
        "member-excellent-cap",
        *(cap.rule.value for cap in page.context["other_caps"]),
    ]
    officers = [quota for quota in data["quotas"] if quota["rule"] == "officer-excellent-quota"]
    assert officers == [quota.as_dict() for _name, _graded, quota in page.context["officers"]]
    assert "Cán bộ do đảng bộ quyết định, theo đơn vị (1)" in page.content.decode()
