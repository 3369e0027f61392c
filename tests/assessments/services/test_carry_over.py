"""What a new year takes over of the year before: unmended shortcomings, once, to the same subject, over three years."""

from datetime import date

import pytest

from assessments.models import Campaign, Review, Shortcoming
from assessments.services.carry_over import carry_over
from assessments.services.year_following import Follower
from assessments.workflow import CampaignStage
from cells.models import JournalEntry, Member
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.remedy_scene import (
    AN,
    BINH,
    BODY,
    assess,
    carried,
    make_first_year,
    make_remedy_scene,
    name,
    open_next,
    plan,
)

pytestmark = pytest.mark.django_db
PLAIN = "Trần Thị Người 0"


def texts(scene, who) -> list[tuple[int, str, str]]:
    rows = scene.review(who).shortcomings.order_by("position")
    return list(rows.values_list("found_year", "text", "outcome"))


def test_opening_a_year_takes_over_what_the_last_one_found():
    scene = make_remedy_scene()

    assert texts(scene, AN) == [(2020, "Vắng họp hai lần", ""), (2020, "Nộp báo cáo muộn", "")]
    assert texts(scene, BODY) == [(2020, "Chưa kiểm tra chuyên đề", "")]
    assert texts(scene, BINH) == []
    assert [row.carried_from.review.campaign.year for row in carried(scene, AN)] == [2020, 2020]
    opened = JournalEntry.objects.filter(action="campaign.opened").order_by("-pk").first()
    assert opened.after["shortcomings"] == 3


def test_over_three_years_what_is_mended_stays_behind_and_the_rest_goes_on():
    scene = make_first_year()
    name(scene, AN, "Một", "Hai", "Ba", "Bốn")
    open_next(scene)
    one, two, three, _four = carried(scene, AN)
    assess(scene, one, "fixed")
    assess(scene, two, "fixing", "Còn một nửa")
    assess(scene, three, "not_fixed")
    name(scene, AN, "Năm, của 2021")

    open_next(scene)

    assert scene.campaign.year == 2022
    assert texts(scene, AN) == [
        (2020, "Hai", ""),
        (2020, "Ba", ""),
        (2020, "Bốn", ""),  # nobody assessed it: it is not mended
        (2021, "Năm, của 2021", ""),
    ]
    chain = carried(scene, AN)[0]
    assert (chain.carried_from.progress, chain.carried_from.carried_from.text) == ("Còn một nửa", "Hai")


def test_a_subject_without_a_review_in_the_new_year_is_left_out():
    scene = make_first_year(5)
    [row] = name(scene, PLAIN, "Việc của Người")
    Member.objects.filter(pk=row.review.member_id).update(left_on=date(2021, 3, 1))

    open_next(scene)

    assert not Shortcoming.objects.filter(review__campaign=scene.campaign).exists()


def test_a_year_in_preparation_and_another_ward_give_nothing():
    scene = make_first_year()
    name(scene, AN, "Một")
    Campaign.objects.filter(pk=scene.campaign.pk).update(stage=CampaignStage.PREPARING)
    other = make.make_ward("P12", "Đảng bộ Phường 12")
    make.make_member(make.make_cell(other, "KP01"), AN)
    make.make_open_campaign(other)

    open_next(scene)

    assert not Shortcoming.objects.filter(carried_from__isnull=False).exists()


def test_the_newest_earlier_year_counts_not_an_older_one():
    scene = make_first_year()
    name(scene, AN, "Một")
    open_next(scene)
    assess(scene, carried(scene, AN)[0], "fixed")

    open_next(scene)

    assert texts(scene, AN) == []


def test_nothing_is_taken_over_twice():
    scene = make_remedy_scene()

    again = carry_over(scene.campaign, [scene.review(AN), scene.review(BODY)], by_name="x", at=make.now())

    assert again == 0
    assert len(carried(scene, AN)) == 2


def test_what_was_taken_over_cannot_be_added_to_behind_its_back():
    scene = make_first_year()
    first = scene.campaign
    name(scene, AN, "Một")
    open_next(scene)
    scene.campaign = first

    with pytest.raises(Refused) as refused:
        name(scene, AN, "Hai", by=scene.office)

    assert "2021" in str(refused.value)
    assert refused.value.refusals[0].citation == "123-CV/ĐU 3.5"


def test_somebody_who_joins_the_opened_year_brings_them_along():
    scene = make_first_year(5)
    [row] = name(scene, PLAIN, "Việc của Người")
    plan(scene, PLAIN, row)
    member = row.review.member
    Member.objects.filter(pk=member.pk).update(left_on=date(2021, 3, 1))
    open_next(scene)
    assert not Review.objects.filter(campaign=scene.campaign, member=member).exists()

    Member.objects.filter(pk=member.pk).update(left_on=None)
    follow(scene, member)

    assert texts(scene, PLAIN) == [(2020, "Việc của Người", "")]


def follow(scene, member) -> None:
    """As a late change has the year follow its ground."""

    follower = Follower(
        by=scene.office, campaign=scene.campaign, effective_on=date(2021, 12, 28), reason="15-QĐ/ĐU", at=make.now()
    )
    follower.follow([("member", member.pk)])
