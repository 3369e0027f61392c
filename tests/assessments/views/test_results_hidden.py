"""Decided grades on the page of results: out with the release, not before (tests/access/test_secrets.py asks all pages)."""

import pytest

from assessments.models import ReviewFile
from assessments.workflow import Stage
from tests.assessments.views.test_who_may_open import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene()


@pytest.mark.parametrize("role", ["own_secretary", "collective_secretary"])
def test_decided_grades_are_hidden_from_the_cell_until_they_are_released(client, scene, role):
    client.force_login(scene.accounts[role])
    before = client.get(scene.url("results")).content.decode()
    ReviewFile.objects.update(stage=Stage.RELEASED)
    after = client.get(scene.url("results")).content.decode()

    assert ("05-QĐ/ĐU" in before, "05-QĐ/ĐU" in after) == (False, True)


def test_the_district_reads_nothing_before_the_release(client, scene):
    client.force_login(scene.accounts["district"])
    before = client.get(scene.url("results")).status_code
    ReviewFile.objects.update(stage=Stage.RELEASED)
    after = client.get(scene.url("results"))

    assert (before, after.status_code) == (404, 200)
    assert "Hoàn thành tốt nhiệm vụ" in after.content.decode()
