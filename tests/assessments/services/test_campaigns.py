"""Opening a year freezes the roster; what was frozen changes only by a new version."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.models import Campaign, FactsVersion, ParameterChange, Review, ReviewFile
from assessments.rules import ALL_RULE_SETS
from assessments.services import campaigns
from assessments.workflow import CampaignStage
from cells.access import NotPermitted
from cells.models import Discipline, JournalEntry, StatusPeriod
from cells.refusals import Refused, StaleEdit
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return make.make_ward()


@pytest.fixture
def office(ward):
    return make.make_account("vanphong", "office", ward)


@pytest.fixture
def committee(ward):
    return make.make_account("thuongvu", "committee", ward)


def test_opening_makes_one_review_per_subject_and_one_file_per_cell_and_lone_collective(ward, office):
    cell = make.make_cell(ward, "KP01")
    school = make.make_agency(ward)
    people = [make.make_member(cell) for _ in range(3)]
    outsider = make.make_member(None, ward=ward)
    own = make.make_collective(cell, people, code="CU01")
    leaders = make.make_collective(school, people, code="BGH", kind="agency_leadership")
    make.make_post(people[0], school, management_level="district")
    make.make_head(people[0], cell)

    campaign = make.make_open_campaign(ward, office)

    assert campaign.stage == CampaignStage.OPEN
    assert sorted(ReviewFile.objects.values_list("code", flat=True)) == ["BGH", "KP01"]
    kinds = sorted(Review.objects.values_list("kind", flat=True))
    assert kinds == ["agency", "cell", "collective", "collective"] + ["member"] * 4 + ["officer", "organization"]
    assert Review.objects.get(collective=own).file.code == "KP01"
    assert Review.objects.get(collective=leaders).file.code == "BGH"
    assert Review.objects.get(kind="officer").file.code == "BGH"
    assert Review.objects.get(member=outsider, kind="member").file is None
    assert Review.objects.get(kind="cell").facts["heads"][0]["member"] == people[0].code
    assert set(Review.objects.filter(heads_something=True).values_list("kind", flat=True)) == {"member", "officer"}
    assert FactsVersion.objects.count() == Review.objects.count()


def test_a_new_year_is_recorded_with_every_setting_it_begins_with(ward, office):
    campaign = make.make_campaign(ward, office)

    entry = JournalEntry.objects.get(action="campaign.created")
    assert {name: entry.after[name] for name in campaigns.EDITABLE} == {
        "review_date": f"{campaign.review_date}",
        "grading_date": f"{campaign.grading_date}",
        "cell_deadline": "2021-12-25",
        "office_deadline": None,
        "district_deadline": None,
        "special_topics": campaign.special_topics,
        "quota_weights": dict(make.WEIGHTS),
        "ballot_threshold": "1/2",
    }


@pytest.mark.parametrize("year", [2018, 2023, 2024])
def test_a_year_outside_every_rule_set_is_refused(ward, office, year):
    with pytest.raises(Refused) as refusal:
        make.make_campaign(ward, office, year=year)
    assert refusal.value.refusals[0].field == "year"
    assert Campaign.objects.count() == 0


@pytest.fixture
def old_rules(monkeypatch):
    """The rules of 2021 as they were last verified the day before that year began."""
    monkeypatch.setitem(ALL_RULE_SETS, "2021", replace(ALL_RULE_SETS["2021"], verified_on=date(2020, 12, 31)))


@pytest.mark.parametrize("reason", ["", " \n "])
def test_rules_verified_before_the_year_ask_why_it_is_opened(ward, office, old_rules, reason):
    make.make_member(make.make_cell(ward))
    campaign = make.make_campaign(ward, office)
    with pytest.raises(Refused) as refusal:
        campaigns.open_campaign(by=office, campaign_id=campaign.pk, on=make.TODAY, override=reason)
    assert [(one.message, one.field) for one in refusal.value.refusals] == [
        (
            "Bộ quy tắc được đối chiếu lần cuối ngày 31/12/2020, trước năm kiểm điểm 2021. Hãy ghi vì sao vẫn mở năm.",
            "override",
        )
    ]
    assert Campaign.objects.get().stage == CampaignStage.PREPARING


def test_the_reason_is_kept_in_the_trail_and_in_the_journal(ward, office, old_rules):
    make.make_member(make.make_cell(ward))
    campaign = make.make_campaign(ward, office)
    campaigns.open_campaign(by=office, campaign_id=campaign.pk, on=make.TODAY, override=" Đã hỏi Ban Tổ chức ")
    change = ParameterChange.objects.get()
    assert (change.name, change.before, change.after) == ("verification_override", "2020-12-31", "Đã hỏi Ban Tổ chức")
    assert (change.by_name, change.document, change.document_date) == ("vanphong", "", None)
    assert JournalEntry.objects.get(action="campaign.opened").reason == "Đã hỏi Ban Tổ chức"


def test_rules_verified_in_time_ask_nothing_and_keep_nothing(ward, office):
    make.make_member(make.make_cell(ward))
    campaign = make.make_campaign(ward, office)
    campaigns.open_campaign(by=office, campaign_id=campaign.pk, on=make.TODAY, override="Không cần")
    assert ParameterChange.objects.count() == 0
    assert JournalEntry.objects.get(action="campaign.opened").reason == ""


def test_the_same_year_is_not_created_twice(ward, office):
    make.make_campaign(ward, office)
    with pytest.raises(Refused):
        make.make_campaign(ward, office)


def test_only_the_office_creates_and_opens(ward, office, committee):
    with pytest.raises(NotPermitted):
        make.make_campaign(ward, committee)
    campaign = make.make_campaign(ward, office)
    make.make_cell(ward)
    with pytest.raises(NotPermitted):
        campaigns.open_campaign(by=committee, campaign_id=campaign.pk, on=make.TODAY)


def test_opening_twice_is_refused_and_freezes_once(ward, office):
    make.make_member(make.make_cell(ward))
    campaign = make.make_open_campaign(ward, office)
    with pytest.raises(Refused):
        campaigns.open_campaign(by=office, campaign_id=campaign.pk, on=make.TODAY)
    assert ReviewFile.objects.count() == 1


def test_an_empty_ward_cannot_be_opened(ward, office):
    campaign = make.make_campaign(ward, office)
    with pytest.raises(Refused):
        campaigns.open_campaign(by=office, campaign_id=campaign.pk, on=make.TODAY)
    assert Campaign.objects.get().stage == CampaignStage.PREPARING


def test_a_ground_that_makes_no_dossier_is_refused_whole(ward, office):
    cell = make.make_cell(ward, "KP01")
    gone = make.make_member(cell, left_on=date(2021, 6, 1))
    make.make_head(gone, cell)
    campaign = make.make_campaign(ward, office)
    with pytest.raises(Refused) as refusal:
        campaigns.open_campaign(by=office, campaign_id=campaign.pk, on=make.TODAY)
    assert gone.code in str(refusal.value)
    assert ReviewFile.objects.count() == 0
    assert Review.objects.count() == 0


def test_settings_saved_on_an_older_state_are_refused(ward, office):
    campaign = make.make_campaign(ward, office)
    values = {"cell_deadline": date(2021, 12, 28)}
    campaigns.save_campaign(by=office, campaign_id=campaign.pk, values=values, revision=1, on=make.TODAY)
    with pytest.raises(StaleEdit):
        campaigns.save_campaign(by=office, campaign_id=campaign.pk, values=values, revision=1, on=make.TODAY)


def test_the_review_date_may_not_follow_the_grading_date(ward, office):
    campaign = make.make_campaign(ward, office)
    with pytest.raises(Refused) as refusal:
        campaigns.save_campaign(
            by=office, campaign_id=campaign.pk, values={"review_date": date(2022, 1, 9)}, revision=1, on=make.TODAY
        )
    assert refusal.value.refusals[0].field == "review_date"
    assert Campaign.objects.get().review_date == make.REVIEW_DATE


def test_an_open_year_is_not_set_up_any_more(ward, office):
    make.make_member(make.make_cell(ward))
    campaign = make.make_open_campaign(ward, office)
    for values in ({"cell_deadline": date(2021, 12, 30)}, {"grading_date": date(2022, 1, 20)}):
        with pytest.raises(Refused, match="đã được mở"):
            campaigns.save_campaign(
                by=office, campaign_id=campaign.pk, values=values, revision=campaign.revision, on=make.TODAY
            )
    campaign.refresh_from_db()
    assert (campaign.cell_deadline, campaign.grading_date) == (date(2021, 12, 25), make.GRADING_DATE)


def test_a_year_fact_after_opening_makes_a_new_version_and_keeps_the_old(ward, office):
    member = make.make_member(make.make_cell(ward))
    campaign = make.make_open_campaign(ward, office)
    Discipline.objects.create(
        member=member, form="reprimand", decided_on=date(2021, 9, 1), source="QĐ 12", counted_in_year=2021
    )
    assert campaigns.refreeze_member(by=office, member=member, campaign=campaign, reason="QĐ 12") is True
    assert campaigns.refreeze_member(by=office, member=member, campaign=campaign, reason="QĐ 12") is False
    review = Review.objects.get(member=member)
    assert (review.facts["disciplined"], review.facts_version) == ("reprimand", 2)
    first = FactsVersion.objects.get(review=review, version=1)
    assert first.facts["disciplined"] is None


def test_the_standing_on_the_grading_date_is_frozen(ward, office):
    member = make.make_member(make.make_cell(ward))
    StatusPeriod.objects.create(
        member=member, status="exempt", from_date=date(2021, 2, 1), to_date=date(2021, 8, 31), source="QĐ 3"
    )
    StatusPeriod.objects.create(member=member, status="suspended", from_date=date(2021, 12, 1), source="QĐ 9")
    make.make_open_campaign(ward, office)
    assert Review.objects.get(member=member).facts["status"] == "suspended"
