"""The order of the year: what is done, what can be done, what each step waits for."""

import pytest

from assessments.models import ReviewFile
from assessments.selectors.desk import desk_of
from assessments.selectors.stage_path import path_of
from assessments.workflow import GradingStep, Scope, Stage
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return Sitting()


def path(sitting) -> dict[str, tuple[int, int, str]]:
    sitting.campaign.refresh_from_db()
    return {post.code: (post.done, post.due, post.state) for post in path_of(desk_of(sitting.campaign))}


def waits(sitting, code: str) -> list[str]:
    sitting.campaign.refresh_from_db()
    [post] = [post for post in path_of(desk_of(sitting.campaign)) if post.code == code]
    return [str(label) for label in post.waits_for]


def test_nothing_can_be_decided_before_a_file_is_accepted(sitting):
    ReviewFile.objects.update(stage=Stage.SUBMITTED)

    assert path(sitting) == {
        "proposals": (0, 3, "ready"),
        "units": (0, 3, "waits"),
        "quotas": (0, 1, "waits"),
        "people": (0, 11, "waits"),
        "heads": (0, 1, "waits"),
        "report": (0, 1, "waits"),
    }
    assert waits(sitting, "units") == ["Đề nghị của chi bộ"]


def test_units_can_be_decided_as_soon_as_one_file_is_accepted(sitting):
    ReviewFile.objects.exclude(code="KP01").update(stage=Stage.COLLECTING)

    assert path(sitting)["proposals"] == (1, 3, "ready")
    assert path(sitting)["units"] == (0, 3, "ready")


def test_quotas_wait_for_the_units_and_for_the_weights(sitting):
    assert waits(sitting, "quotas") == ["Chi bộ và tập thể", "xác nhận hệ số"]

    sitting.sign_units()

    assert path(sitting)["units"] == (3, 3, "done")
    assert waits(sitting, "quotas") == ["xác nhận hệ số"]
    assert waits(sitting, "people") == ["Chỉ tiêu"]


def test_people_come_after_the_quotas_and_heads_after_people(sitting):
    sitting.ready_for_people()

    assert path(sitting)["people"] == (0, 11, "ready")
    assert waits(sitting, "heads") == ["Đảng viên và cán bộ"]


def test_after_every_signature_only_the_report_is_left(sitting):
    sitting.decide_all()

    states = {code: state for code, (_done, _due, state) in path(sitting).items()}
    assert states == {**dict.fromkeys(("proposals", "units", "quotas", "people", "heads"), "done"), "report": "ready"}


def test_the_head_of_a_unit_graded_elsewhere_waits_for_that_grade(sitting):
    organization = sitting.reviews().get(kind="organization")
    organization.facts = {**organization.facts, "heads": sitting.review("KP01").facts["heads"]}
    organization.save()
    sitting.ready_for_people()
    sitting.take_over(Scope.PEOPLE)
    sitting.sign(Scope.PEOPLE)

    assert waits(sitting, "heads") == ["mức xếp loại do nơi khác quyết định"]

    sitting.give(organization, GradingStep.OUTSIDE, "good", document_number="45-QĐ/QU", document_date=make.GRADING_DATE)
    assert path(sitting)["heads"][2] == "ready"


def test_a_year_before_the_letter_has_no_quotas_on_its_path():
    before = Sitting(year=2020, quota_weights={})

    assert "quotas" not in path(before)
    assert waits(before, "people") == ["Chi bộ và tập thể"]
