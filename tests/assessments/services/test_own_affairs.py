"""Nobody decides on, accepts, records or takes back what concerns themselves; neither through a deputy's mandate. The other
deeds: test_deputy_conflicts.py, test_regrades.py, test_decisions.py, test_reasons.py, test_hints.py, test_orders.py."""

from datetime import date

import pytest

from assessments.models import ReviewFile
from assessments.selectors.acceptance import marks_of
from assessments.services import outside_grades, year_facts
from assessments.services.acceptance import accept_staged, stage_file
from assessments.services.steps import take_step
from assessments.workflow import Stage
from cells.models import Account, Discipline
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
OUTSIDE = outside_grades.OutsideDecision("good", "45-QĐ/QU", date(2022, 1, 9), "Ban Thường vụ Quận ủy")


class DistrictOfficer(Sitting):
    """The second member of KP01 also holds a post that the district grades."""

    def before_opening(self):
        make.make_post(self.people[1], self.ubnd, title="Chủ tịch", management_level="district")


@pytest.fixture
def sitting():
    sitting = DistrictOfficer()
    ReviewFile.objects.filter(campaign=sitting.campaign).update(stage=Stage.SUBMITTED)
    sitting.other = make.make_account("vanphong2", "office", sitting.ward)
    Account.objects.filter(pk=sitting.office.pk).update(member=sitting.people[1])
    sitting.office = Account.objects.get(pk=sitting.office.pk)
    sitting.deputy = make.acting(make.make_account("thay", "office", sitting.ward), sitting.office)
    return sitting


def refused(deed) -> bool:
    with pytest.raises(Refused) as no:
        deed()
    return "chính đồng chí" in str(no.value)


@pytest.mark.parametrize("who", ["office", "deputy"])
def test_a_file_with_the_own_review_is_accepted_by_another(sitting, who):
    by, file = getattr(sitting, who), sitting.file("KP01")
    stage_file(by=sitting.other, file_id=file.pk, staged=True, on=make.TODAY)
    seen = marks_of([sitting.file("KP01")])

    assert refused(lambda: take_step(by=by, file_id=file.pk, step="accept", on=make.TODAY))
    assert refused(lambda: accept_staged(by=by, campaign_id=sitting.campaign.pk, seen=seen, on=make.TODAY))
    assert take_step(by=by, file_id=sitting.file("KP02").pk, step="accept", on=make.TODAY).stage == Stage.ACCEPTED
    assert take_step(by=sitting.other, file_id=file.pk, step="accept", on=make.TODAY).stage == Stage.ACCEPTED


@pytest.mark.parametrize("who", ["office", "deputy"])
def test_the_own_grade_of_another_body_is_recorded_and_withdrawn_by_another(sitting, who):
    by = getattr(sitting, who)
    review = sitting.reviews().get(kind="officer", member=sitting.people[1])
    record = {"review_id": review.pk, "decision": OUTSIDE, "seen": None, "on": make.TODAY}
    assert refused(lambda: outside_grades.record_outside_grade(by=by, **record))

    kept = outside_grades.record_outside_grade(by=sitting.other, **record)
    withdraw = {"review_id": review.pk, "seen": kept.pk, "reason": "Nhầm", "on": make.TODAY}
    assert refused(lambda: outside_grades.withdraw_outside_grade(by=by, **withdraw))
    assert outside_grades.withdraw_outside_grade(by=sitting.other, **withdraw).grade == ""


@pytest.mark.parametrize("who", ["office", "deputy"])
def test_the_own_discipline_is_withdrawn_by_another(sitting, who):
    row = Discipline.objects.create(
        member=sitting.people[1], form="reprimand", decided_on=date(2021, 3, 1), counted_in_year=2021, source="QĐ"
    )
    withdraw = {"discipline_id": row.pk, "reason": "Nhầm", "on": make.TODAY}

    assert refused(lambda: year_facts.remove_discipline(by=getattr(sitting, who), **withdraw))
    assert year_facts.remove_discipline(by=sitting.other, **withdraw) == sitting.people[1]
