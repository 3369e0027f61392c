"""Whose comment is asked for, and how it is counted and told."""

from datetime import date

import pytest

from assessments.models import Opinion, Review, ReviewFile
from assessments.selectors.expected_opinions import Expectations
from assessments.selectors.opinions import grades_by_bodies, opinion_counts, opinion_notices, opinions_of
from cells.clock import acting_on
from cells.services.members import transfer_member
from tests import factories as make

pytestmark = pytest.mark.django_db


def file_of(cell) -> ReviewFile:
    return ReviewFile.objects.select_related("campaign__ward", "cell", "collective").get(cell=cell)


def bodies(cell, member) -> list[str]:
    review = Review.objects.select_related("campaign__ward").get(member=member, kind="member")
    return [one.body for one in Expectations(file_of(cell)).of(review)]


def ground(kind: str, committee: bool = True):
    ward = make.make_ward()
    cell = make.make_cell(ward, cell_kind=kind)
    people = [make.make_member(cell) for _ in range(4)]
    if committee:
        make.make_collective(cell, people[:3])
    return ward, cell, people


def test_retired_people_of_the_ward_are_commented_by_their_cells_committee_alone():
    ward, cell, people = ground("neighbourhood")
    make.make_year_record(people[0], employer_grade="none")
    make.make_open_campaign(ward)

    assert bodies(cell, people[0]) == ["cell_committee"]


def test_a_cell_without_committee_asks_for_none():
    ward, cell, people = ground("neighbourhood", committee=False)
    make.make_open_campaign(ward)

    assert bodies(cell, people[0]) == []


def test_people_at_work_are_commented_by_residence_and_employer_too():
    ward, cell, people = ground("public_service")
    make.make_year_record(people[1], employer_grade="none")
    make.make_open_campaign(ward)

    assert bodies(cell, people[0]) == ["cell_committee", "residence", "employer"]
    assert bodies(cell, people[1]) == ["cell_committee"]


def test_one_who_works_and_belongs_to_a_neighbourhood_is_commented_by_the_employer():
    ward, cell, people = ground("neighbourhood")
    make.make_year_record(people[0], employer_grade="good")
    make.make_open_campaign(ward)

    assert bodies(cell, people[0]) == ["cell_committee", "employer"]


def test_nobody_is_asked_about_one_who_owes_no_review():
    ward, cell, _people = ground("public_service")
    exempt = make.make_member(cell, status="exempt")
    make.make_open_campaign(ward)

    assert bodies(cell, exempt) == []


@pytest.mark.parametrize(
    ("moved", "admitted", "asked"),
    [
        (date(2021, 9, 1), date(1990, 5, 19), True),
        (date(2021, 9, 1), date(2021, 3, 1), True),
        (date(2021, 9, 1), date(2021, 3, 2), False),
        (date(2020, 9, 1), date(1990, 5, 19), False),
    ],
)
def test_the_former_cell_is_asked_after_six_months_there_and_a_move_in_the_year(moved, admitted, asked):
    ward, cell, _people = ground("neighbourhood", committee=False)
    other = make.make_cell(ward, "KPX")
    member = make.make_member(other, admitted_on=admitted, official_on=None, status="probationary")
    office = make.make_account("vp", "office", ward)
    with acting_on(moved):
        transfer_member(by=office, member_id=member.pk, cell_id=cell.pk, reason="QĐ", revision=1, on=moved)
    make.make_open_campaign(ward)

    assert bodies(cell, member) == (["former_cell"] if asked else [])


def say(member_or_review, body, grade="", **more):
    review = (
        member_or_review
        if isinstance(member_or_review, Review)
        else Review.objects.get(member=member_or_review, kind="member")
    )
    return Opinion.objects.create(
        review=review, body=body, grade=grade, text="x", saved_by="x", saved_at=make.now(), **more
    )


def test_comments_are_counted_against_those_asked_for():
    ward, cell, people = ground("public_service")
    make.make_open_campaign(ward)
    say(people[0], "cell_committee")
    say(people[0], "employer", body_name="Trường 1")
    say(people[1], "mass_organization", body_name="Hội Phụ nữ")
    file = file_of(cell)
    reviews = {one.member_id or one.kind: one for one in file.reviews.all()}

    counts = opinion_counts(file, reviews.values())

    told = {key: counts[review.pk].words for key, review in reviews.items()}
    assert (told[people[0].pk], told[people[1].pk], told[people[2].pk]) == ("2/3", "0/3 + 1", "0/3")
    assert (told["cell"], told["collective"]) == ("–", "–")


def test_the_check_names_each_body_with_the_members_it_has_not_commented_on():
    ward, cell, people = ground("public_service")
    make.make_open_campaign(ward)
    say(people[0], "cell_committee")

    assert opinion_notices(file_of(cell)) == [
        ("3 đảng viên chưa có nhận xét của: Chi ủy.", "HD 21, Mẫu 02"),
        ("4 đảng viên chưa có nhận xét của: Cấp ủy nơi cư trú.", "213-QĐ/TW"),
        ("4 đảng viên chưa có nhận xét của: Thủ trưởng cơ quan, đơn vị.", "HD 21, Mẫu 02"),
    ]


def test_one_subjects_comments_come_in_the_bodies_order_with_what_is_missing():
    ward, cell, people = ground("public_service")
    make.make_open_campaign(ward)
    say(people[0], "employer", body_name="Trường 1", sheet="05", sheet_version="CV123-2021", levels={"duties": "good"})
    say(people[0], "cell_committee")
    review = Review.objects.select_related("file__campaign__ward", "file__cell").get(member=people[0], kind="member")

    told = opinions_of(review)

    assert [one.body for one in told.given] == ["Chi ủy", "Thủ trưởng cơ quan, đơn vị: Trường 1"]
    assert [(number, level) for number, _heading, level in told.given[1].levels] == [("II", "Tốt")]
    assert [label for label, _expected in told.missing] == ["Cấp ủy nơi cư trú"]


def test_proposed_grades_are_told_by_body():
    ward, cell, people = ground("neighbourhood")
    campaign = make.make_open_campaign(ward)
    say(people[0], "cell_committee", "good")
    say(people[1], "cell_committee")
    review = Review.objects.get(member=people[0], kind="member")

    assert grades_by_bodies(campaign=campaign) == {review.pk: [("Chi ủy", "good")]}
    assert grades_by_bodies(file=file_of(cell)) == {review.pk: [("Chi ủy", "good")]}
