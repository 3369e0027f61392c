"""Ways to mend: shown with what they change, looked at as a trial, never applied from the page."""

import pytest
from django.urls import reverse

from assessments.models import Grading, Trial
from assessments.selectors.mends import mend_lines
from assessments.selectors.trials import trial_view
from assessments.workflow import GradingStep, Scope
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting(settings):
    """Three of the first cell are nominated without ballots, two may be: 11 good or better."""
    settings.SAMPLE_TODAY = make.TODAY
    sitting = Sitting()
    sitting.ready_for_people()
    sitting.take_over(Scope.PEOPLE)
    sitting.draft(Scope.PEOPLE, **dict.fromkeys(("A002", "A003", "A004"), "excellent"))
    return sitting


@pytest.fixture
def office(client, sitting):
    client.force_login(sitting.office)
    return client


def url(name, sitting):
    return reverse(f"assessments:{name}", args=[sitting.campaign.pk])


def cap_way(sitting):
    """The way of the members' cap that asks people to choose."""
    line = next(line for line in mend_lines(sitting.campaign) if line.finding.rule == "member-excellent-cap")
    return next(way for way in line.ways if way.choices)


def test_the_cap_names_whom_people_choose_among(sitting):
    way = cap_way(sitting)

    [(count, among)] = way.choices
    assert (count, len(among)) == (1, 3)
    assert "Nguyễn Văn An 2 (A002)" in among[0][1]


def test_a_chosen_way_becomes_a_trial_without_the_finding(office, sitting):
    way = cap_way(sitting)
    key = way.choices[0][1][0][0]

    answer = office.post(url("mend_list", sitting), {"way": way.key, "pick": key})

    trial = Trial.objects.get()
    assert answer.url == reverse("assessments:trial", args=[trial.pk])
    assert trial.name == "Đảng bộ Phường 11 (P11): chuyển xuống hoàn thành tốt nhiệm vụ"
    gone = trial_view(sitting.campaign, trial.changes).gone_findings
    assert "member-excellent-cap" in {finding.rule.value for finding in gone}
    assert Grading.objects.filter(step=GradingStep.DRAFT, current=True, grade="excellent").count() == 3


@pytest.mark.parametrize("picked", [0, 2])
def test_a_wrong_number_of_choices_is_refused_with_the_right_one(office, sitting, picked):
    way = cap_way(sitting)
    keys = [key for key, _words in way.choices[0][1]][:picked]

    answer = office.post(url("mend_list", sitting), {"way": way.key, "pick": keys})

    assert "Hãy chọn đúng số lượng mà cách này yêu cầu: 1/3." in answer.content.decode()
    assert answer.content.decode().count(" checked>") == picked
    assert not Trial.objects.exists()


def test_a_way_of_an_older_ward_is_refused(office, sitting):
    way = cap_way(sitting)
    sitting.draft(Scope.PEOPLE, A004="good")

    answer = office.post(url("mend_list", sitting), {"way": way.key, "pick": way.choices[0][1][0][0]})

    assert "Số liệu đã thay đổi từ khi mở trang này." in answer.content.decode()


def test_two_trials_of_one_way_get_names_of_their_own(office, sitting):
    way = cap_way(sitting)
    for _time in range(2):
        office.post(url("mend_list", sitting), {"way": way.key, "pick": way.choices[0][1][0][0]})

    first, second = Trial.objects.order_by("pk").values_list("name", flat=True)
    assert second == f"{first} 2"


def test_the_ways_are_data_too(office, sitting):
    found = office.get(url("mend_json", sitting)).json()["findings"]

    cap = next(one for one in found if one["finding"]["rule"] == "member-excellent-cap")
    assert cap["mends"][0]["choices"][0]["count"] == 1


def test_a_ward_in_order_says_so(client, settings):
    settings.SAMPLE_TODAY = make.TODAY
    sitting = Sitting()
    client.force_login(sitting.committee)

    assert "không có điểm nào trái quy định" in client.get(url("mend_list", sitting)).content.decode()


def test_the_page_costs_the_same_for_few_and_many(client, settings, django_assert_max_num_queries):
    settings.SAMPLE_TODAY = make.TODAY
    counts = []
    for size, ward in ((4, "P11"), (60, "P12")):
        sitting = Sitting(members=size, ward=ward)
        client.force_login(sitting.office)
        client.get(url("mend_list", sitting))
        with django_assert_max_num_queries(40) as seen:
            client.get(url("mend_list", sitting))
        counts.append(len(seen))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["mend_list", "mend_json"])
def test_a_year_in_preparation_has_nothing_to_mend_yet(client, settings, name):
    settings.SAMPLE_TODAY = make.TODAY
    ward = make.make_ward()
    office = make.make_account("vanphong", "office", ward)
    campaign = make.make_campaign(ward, office)
    client.force_login(office)

    answer = client.get(reverse(f"assessments:{name}", args=[campaign.pk]))

    assert answer.url == reverse("assessments:campaign_open", args=[campaign.pk])
