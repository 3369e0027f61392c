"""Whatever comes, goes and changes, in whatever order: the year is what a fresh opening on the final ground would be."""

from datetime import date, timedelta
from random import Random

import pytest

from assessments.models import FactsVersion, LateChange, Review
from assessments.selectors.frozen_ground import FrozenGround
from assessments.selectors.year_differences import YearAndGround
from assessments.services import late_changes, late_units
from assessments.services.late_units import NewHead
from cells.models import Headship, Member, OfficerPost, Seat
from cells.refusals import Refused
from tests.assessments.late_scene import LateScene

pytestmark = pytest.mark.django_db
FIRST = date(2021, 11, 20)
STEPS = 14


class Chance:
    """One deed after the other, of any kind, on days on both sides of review and grading date, never going back.

    Moves stay on this side of the grading date: the ground holds no date of a move, so that a fresh opening could not
    know of it; what the year keeps then has its own test.
    """

    def __init__(self, scene: LateScene, seed: int):
        self.scene, self.random, self.day = scene, Random(seed), FIRST
        self.done = 0

    def step(self) -> None:
        self.day += timedelta(days=self.random.randint(0, 7))
        deed = self.random.choice(
            [
                self.come,
                self.admit,
                self.go,
                self.die,
                self.move,
                self.seat,
                self.rise,
                self.head,
                self.post,
                self.retire,
            ]
        )
        try:
            deed()
        except Refused:
            return  # the ground itself says no (a seat held already, nobody to head …): nothing may have changed
        self.done += 1

    def do(self, service, **values) -> None:
        self.scene.do(service, day=self.day, **values)

    def here(self) -> Member:
        return self.random.choice(list(Member.objects.filter(left_on=None).order_by("code")))

    def cell(self) -> int:
        return self.random.choice([self.scene.first, self.scene.second]).pk

    def come(self) -> None:
        gone = list(Member.objects.filter(left_on__isnull=False).order_by("code"))
        if gone and self.random.random() < 0.7:
            self.do(late_changes.transfer_in, member_id=self.random.choice(gone).pk, cell_id=self.cell())
        else:
            self.do(late_changes.transfer_in, values={"full_name": f"Lê Thị {self.day}"}, cell_id=self.cell())

    def admit(self) -> None:
        self.do(late_changes.admission, values={"full_name": f"Lê Văn {self.day}"}, cell_id=self.cell())

    def go(self) -> None:
        self.do(late_changes.transfer_out, member_id=self.here().pk)

    def die(self) -> None:
        self.do(late_changes.death, member_id=self.here().pk)

    def move(self) -> None:
        if self.day <= self.scene.campaign.grading_date:
            self.do(late_changes.move, member_id=self.here().pk, cell_id=self.cell())

    def seat(self) -> None:
        self.do(late_units.add_seat, collective_id=self.scene.ubnd.pk, member_id=self.here().pk)

    def rise(self) -> None:
        seats = list(Seat.objects.filter(to_date=None).order_by("pk"))
        if seats:
            self.do(late_units.end_seat, seat_id=self.random.choice(seats).pk)

    def head(self) -> None:
        unit = self.random.choice(
            [
                {"organization_id": self.scene.first.pk},
                {"collective_id": self.scene.ubnd.pk},
                {"organization_id": self.scene.ward.pk},
            ]
        )
        self.do(late_units.change_head, new=self.random.choice([None, NewHead(self.here().pk)]), **unit)

    def post(self) -> None:
        self.do(
            late_units.add_post,
            member_id=self.here().pk,
            collective_id=self.scene.ubnd.pk,
            title="Ủy viên",
            management_level=self.random.choice(["ward", "district"]),
        )

    def retire(self) -> None:
        posts = list(OfficerPost.objects.filter(to_date=None).order_by("pk"))
        if posts:
            self.do(late_units.end_post, post_id=self.random.choice(posts).pk)


@pytest.mark.parametrize("seed", range(12))
def test_any_sequence_of_changes_ends_where_a_fresh_opening_would(seed):
    scene = LateScene()
    chance = Chance(scene, seed)

    for _ in range(STEPS):
        chance.step()
        assert YearAndGround(scene.campaign).differences() == []

    assert chance.done >= STEPS // 2
    assert scene.dossier() == scene.fresh_dossier()
    heads = FrozenGround(scene.campaign).head_codes
    people = Review.objects.filter(campaign=scene.campaign, kind__in=("member", "officer")).select_related("member")
    assert [review.heads_something for review in people] == [review.member.code in heads for review in people]
    for review in Review.everyone.filter(campaign=scene.campaign):
        kept = FactsVersion.objects.filter(review=review).order_by("version")
        assert [version.version for version in kept] == list(range(1, review.facts_version + 1))
        assert kept.last().facts == review.facts
    assert LateChange.objects.count() <= chance.done
    assert Headship.objects.filter(ended_on=None, organization=scene.first).count() <= 1
