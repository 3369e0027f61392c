"""What opening would freeze, and what is missing, said before the button is pressed."""

from datetime import date

import pytest

from assessments.selectors.opening import opening_of
from cells.models import Organization, Seat, StatusPeriod
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return make.make_ward()


@pytest.fixture
def campaign(ward):
    return make.make_campaign(ward, make.make_account("vanphong", "office", ward))


def counts(opening) -> dict[str, int]:
    return {line.label: line.count for line in opening.counts if line.count}


def gaps(opening) -> dict[str, list[str]]:
    return {gap.title: [place.name for place in gap.places] for gap in opening.gaps}


def complete_cell(ward, code="KP01"):
    """A cell with founding date, three people, a committee, a head and an account."""
    cell = make.make_cell(ward, code)
    people = [make.make_member(cell) for _ in range(3)]
    make.make_collective(cell, people)
    make.make_head(people[0], cell)
    make.make_account(f"bithu-{code.lower()}", "secretary", cell)
    return cell, people


def test_a_complete_ward_has_no_gap(ward, campaign):
    _cell, people = complete_cell(ward)
    make.make_head(people[0], ward)

    opening = opening_of(campaign, make.TODAY)

    assert gaps(opening) == {}
    assert counts(opening) == {"Chi bộ": 1, "Đảng viên": 3, "Tập thể lãnh đạo, quản lý": 1, "Người đứng đầu": 2}


def test_members_are_counted_by_their_standing_on_the_grading_date(ward, campaign):
    _cell, people = complete_cell(ward)
    StatusPeriod.objects.create(member=people[0], status="exempt", from_date=date(2021, 3, 1))

    [line] = [line for line in opening_of(campaign, make.TODAY).counts if line.label == "Đảng viên"]

    assert sorted(part.rsplit(" ", 1)[1] for part in line.detail.split(" · ")) == ["1", "2"]


def test_people_who_left_and_dissolved_cells_are_not_counted(ward, campaign):
    _cell, people = complete_cell(ward)
    people[2].left_on = date(2021, 6, 1)
    people[2].save()
    make.make_cell(ward, "KP09", dissolved_on=date(2021, 5, 1))

    opening = opening_of(campaign, make.TODAY)

    assert counts(opening)["Đảng viên"] == 2
    assert counts(opening)["Chi bộ"] == 1


def test_each_gap_names_its_place(ward, campaign):
    cell, people = complete_cell(ward)
    Organization.objects.filter(pk=cell.pk).update(established_on=None)
    people[0].admitted_on = None
    people[0].save()
    empty = make.make_cell(ward, "KP02", "Chi bộ Khu phố 2")
    bare = make.make_collective(ward, [], code="BTV", kind="standing_committee", name="Ban Thường vụ")
    small = make.make_collective(ward, people[:2], code="UBND", kind="peoples_committee", name="Ủy ban nhân dân")
    side = make.make_head(people[1], ward, main_duty=False, main_duty_evidence="")

    found = gaps(opening_of(campaign, make.TODAY))

    assert found == {
        "Chi bộ chưa ghi ngày thành lập": [cell.name],
        "Chi bộ chưa có đảng viên": [empty.name],
        "Chi bộ chưa có tài khoản riêng": [empty.name],
        "Tập thể chưa ghi thành viên": [bare.name],
        "Tập thể có dưới 3 thành viên vào ngày kiểm điểm": [f"{small.name}: 2 người"],
        "Đơn vị chưa ghi người đứng đầu": [empty.name],
        "Người đứng đầu không phải nhiệm vụ chính, chưa ghi căn cứ": [f"{side.member.full_name} – {ward.name}"],
        "Đảng viên chưa ghi ngày vào Đảng": [people[0].full_name],
    }


def test_a_seat_that_ended_on_the_review_date_counts_no_more(ward, campaign):
    _cell, people = complete_cell(ward)
    Seat.objects.filter(member=people[2]).update(to_date=campaign.review_date)

    assert "Tập thể có dưới 3 thành viên vào ngày kiểm điểm" in gaps(opening_of(campaign, make.TODAY))


def test_before_the_letter_no_collective_is_too_small(ward):
    office = make.make_account("vanphong", "office", ward)
    days = {"review_date": date(2020, 12, 20), "grading_date": date(2021, 1, 8), "cell_deadline": date(2020, 12, 25)}
    campaign = make.make_campaign(ward, office, year=2020, quota_weights={}, **days)
    _cell, people = complete_cell(ward)
    make.make_head(people[0], ward)
    make.make_collective(ward, people[:2], code="UBND", kind="peoples_committee")

    assert gaps(opening_of(campaign, make.TODAY)) == {}


def test_a_secretary_of_the_committee_above_serves_its_cells(ward, campaign):
    above = Organization.objects.create(kind="committee", ward=ward, parent=ward, code="DB1", name="Đảng bộ trực thuộc")
    cell = make.make_cell(ward, "KP01", parent=above)
    make.make_member(cell)
    make.make_account("bithu-db1", "secretary", above)

    assert "Chi bộ chưa có tài khoản riêng" not in gaps(opening_of(campaign, make.TODAY))


def test_queries_do_not_grow_with_the_ward(ward, campaign, django_assert_num_queries):
    complete_cell(ward)
    with django_assert_num_queries(11):
        opening_of(campaign, make.TODAY)
    for number in range(10, 40):
        complete_cell(ward, f"KP{number}")

    with django_assert_num_queries(11):
        opening_of(campaign, make.TODAY)
