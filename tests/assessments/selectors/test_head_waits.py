"""A head comes after the units headed, their collectives, and their other people."""

import pytest

from assessments.models import Review
from assessments.selectors.desk import desk_of
from assessments.selectors.head_waits import HeadWaits, head_waits
from assessments.workflow import GradingStep, Scope
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


def waits(sitting: Sitting) -> dict[str, HeadWaits]:
    return head_waits(desk_of(sitting.campaign))


def test_only_heads_wait():
    assert set(waits(Sitting())) == {"A001"}


def test_the_head_of_a_cell_waits_for_the_cell_then_for_its_people_then_for_nobody():
    sitting = Sitting()
    names = ("Nguyễn Văn An 2", "Nguyễn Văn An 3", "Nguyễn Văn An 4")
    assert waits(sitting)["A001"] == HeadWaits(("Chi bộ Khu phố 1",), 5, names)
    sitting.ready_for_people()
    assert waits(sitting)["A001"] == HeadWaits((), 5, names)
    sitting.draft(Scope.PEOPLE, **{f"A00{n}": "good" for n in range(2, 7)})
    sitting.sign(Scope.PEOPLE)
    assert waits(sitting)["A001"] == HeadWaits()


class ManyHeads(Sitting):
    """The first of KP02 heads UBND, the third of KP01 heads the ward, the fourth of KP01 a school."""

    def before_opening(self) -> None:
        make.make_head(self.others[0], self.ubnd)
        make.make_head(self.people[2], self.ward)
        make.make_head(self.people[3], make.make_agency(self.ward))


def test_a_collective_an_agency_and_the_ward_have_their_own_people():
    sitting = ManyHeads()
    sitting.ready_for_people()
    found = waits(sitting)
    # UBND: two other people in its seats, one of them also as its officer.
    assert (found["B001"].units, found["B001"].people) == ((), 3)
    # The ward: its own grade is recorded elsewhere; everybody who heads nothing comes first.
    assert (found["A003"].units, found["A003"].people) == (("Đảng bộ Phường 11",), 8)
    # The school's grade is recorded elsewhere too; it has no people of its own here.
    assert (found["A004"].units, found["A004"].people) == (("Trường Tiểu học 1",), 0)


def test_a_grade_recorded_elsewhere_frees_the_head():
    sitting = ManyHeads()
    paper = {"document_number": "12-QĐ/QU", "document_date": make.TODAY}
    sitting.give(Review.objects.get(kind="agency"), GradingStep.OUTSIDE, "good", **paper)
    assert waits(sitting)["A004"].may_be_signed


def test_other_heads_in_the_unit_are_not_waited_for():
    """Two heads in one cell would otherwise wait for each other for ever."""
    sitting = ManyHeads()
    sitting.ready_for_people()
    assert waits(sitting)["A001"].people == 3
