"""Facts of the year: ground and frozen facts change together, all rows or none, and only by whom they are entrusted to."""

from datetime import date

import pytest

from assessments.models import FactsVersion, Review, ReviewFile
from assessments.services import year_facts
from assessments.services.year_facts import FactsRow, RowsNotSaved
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import Discipline, JournalEntry, YearRecord
from cells.refusals import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db


class Scene:
    def __init__(self):
        self.ward = make.make_ward()
        self.cell = make.make_cell(self.ward, "KP01")
        self.member = make.make_member(self.cell, "Trần Thị Bình")
        self.second = make.make_member(self.cell, "Lê Văn An")
        self.stranger = make.make_member(make.make_cell(self.ward, "KP02"), "Phạm Văn Khác")
        self.office = make.make_account("vanphong", "office", self.ward)
        self.secretary = make.make_account("bithu1", "secretary", self.cell)

    def open(self):
        self.campaign = make.make_open_campaign(self.ward, self.office)
        return self

    def review(self, member=None) -> Review:
        return Review.objects.get(kind="member", member=member or self.member)

    def put_file(self, stage: Stage):
        ReviewFile.objects.filter(cell=self.cell).update(stage=stage)


@pytest.fixture
def scene():
    return Scene()


def record(scene, *rows, by=None):
    return year_facts.record_rows(by=by or scene.office, year=2021, rows=rows, on=make.TODAY)


def row(member, revision=0, **values) -> FactsRow:
    return FactsRow(member.pk, values, revision)


def discipline(scene, by=None, **changes):
    values = {
        "member_id": scene.member.pk,
        "year": 2021,
        "form": "warning",
        "decided_on": date(2021, 9, 1),
        "violated_on": date(2021, 3, 1),
        "source": "QĐ 12-QĐ/ĐU ngày 01/9/2021",
    }
    return year_facts.add_discipline(by=by or scene.office, on=make.TODAY, **values | changes)


def test_facts_recorded_before_the_year_is_opened_are_frozen_at_opening(scene):
    record(scene, row(scene.member, task_completion=95))

    scene.open()

    assert scene.review().facts["task_completion"] == 95
    assert scene.review().facts_version == 1


def test_facts_recorded_after_opening_make_a_new_version_of_that_person_alone(scene):
    scene.open()

    record(scene, row(scene.member, task_completion=95))

    version = FactsVersion.objects.get(review=scene.review(), version=2)
    assert (scene.review().facts["task_completion"], version.by_name) == (95, scene.office.display_name)
    assert scene.review(scene.second).facts_version == 1


def test_a_discipline_reaches_the_frozen_facts_and_leaves_them_again(scene):
    scene.open()
    recorded = discipline(scene)
    assert scene.review().facts["disciplined"] == "warning"

    year_facts.remove_discipline(by=scene.office, discipline_id=recorded.pk, reason="Được giải oan", on=make.TODAY)

    entry = JournalEntry.objects.get(action="discipline.withdrawn")
    assert (scene.review().facts["disciplined"], scene.review().facts_version) == (None, 3)
    assert (entry.before["form"], entry.reason, Discipline.objects.count()) == ("warning", "Được giải oan", 0)


def test_a_standing_reaches_the_frozen_facts(scene):
    scene.open()

    year_facts.set_status(
        by=scene.office,
        member_id=scene.member.pk,
        status="exempt",
        from_date=date(2021, 6, 1),
        to_date=None,
        source="QĐ 7-QĐ/ĐU",
        on=make.TODAY,
    )

    assert scene.review().facts["status"] == "exempt"


def test_a_standing_taken_back_restores_the_frozen_facts(scene):
    scene.open()
    before = scene.review().facts
    year_facts.set_status(
        by=scene.office,
        member_id=scene.member.pk,
        status="suspended",
        from_date=date(2021, 6, 1),
        to_date=None,
        source="QĐ 7-QĐ/ĐU",
        on=make.TODAY,
    )
    period = scene.member.status_periods.latest("pk")

    year_facts.withdraw_status(by=scene.office, period_id=period.pk, reason="Nhầm người", on=make.TODAY)

    scene.member.refresh_from_db()
    assert (scene.review().facts, scene.member.status) == (before, "active")


def test_facts_of_another_year_leave_the_frozen_facts_alone(scene):
    scene.open()

    year_facts.record_rows(
        by=scene.office, year=2020, rows=[row(scene.member, task_completion=40, task_source="BC")], on=make.TODAY
    )

    assert scene.review().facts_version == 1


def test_the_secretary_records_the_own_cell_before_and_while_the_file_is_with_the_cell(scene):
    record(scene, row(scene.member, task_completion=90), by=scene.secretary)
    scene.open()

    record(scene, row(scene.member, revision=1, task_completion=91), by=scene.secretary)

    assert scene.review().facts["task_completion"] == 91


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.ACCEPTED, Stage.DECIDED, Stage.RELEASED])
def test_the_secretary_records_nothing_while_somebody_else_has_the_file(scene, stage):
    scene.open().put_file(stage)

    with pytest.raises(NotPermitted):
        record(scene, row(scene.member, task_completion=90), by=scene.secretary)
    with pytest.raises(NotPermitted):
        discipline(scene, by=scene.secretary)

    assert not YearRecord.objects.exists()


def test_a_returned_file_gives_the_right_back(scene):
    scene.open().put_file(Stage.RETURNED)

    assert record(scene, row(scene.member, task_completion=90), by=scene.secretary) == 1


def test_the_office_records_whoever_has_the_file(scene):
    scene.open().put_file(Stage.SUBMITTED)

    assert record(scene, row(scene.member, task_completion=90)) == 1


@pytest.mark.parametrize("role", ["committee", "district", "admin"])
def test_no_other_role_records_facts(scene, role):
    with pytest.raises(NotPermitted):
        record(scene, row(scene.member, task_completion=90), by=make.make_account("khac", role, scene.ward))


def test_one_row_of_another_cell_refuses_the_whole_save(scene):
    with pytest.raises(NotPermitted):
        record(
            scene, row(scene.member, task_completion=90), row(scene.stranger, task_completion=90), by=scene.secretary
        )

    assert not YearRecord.objects.exists()


def test_one_faulty_row_saves_nothing_and_is_named(scene):
    scene.open()

    with pytest.raises(RowsNotSaved) as caught:
        record(scene, row(scene.second, task_completion=80), row(scene.member, sick_leave_months=3))

    refusal = caught.value.refusals[0]
    assert (refusal.field, refusal.message.split(":")[0]) == (f"{scene.member.pk}-sick_leave_source", "Trần Thị Bình")
    assert (YearRecord.objects.count(), FactsVersion.objects.filter(version=2).count()) == (0, 0)


def test_a_stale_row_saves_nothing_and_shows_what_stands(scene):
    record(scene, row(scene.member, task_completion=80))

    with pytest.raises(RowsNotSaved) as caught:
        record(scene, row(scene.member, task_completion=60), row(scene.second, task_completion=70))

    assert {pk: current.task_completion for pk, current in caught.value.stale.items()} == {scene.member.pk: 80}
    assert YearRecord.objects.get().task_completion == 80


def test_nothing_changed_makes_no_version(scene):
    scene.open()
    record(scene, row(scene.member, task_completion=80))

    assert record(scene, row(scene.member, revision=1, task_completion=80)) == 0
    assert scene.review().facts_version == 2


def test_a_refused_discipline_leaves_the_frozen_facts_alone(scene):
    scene.open()

    with pytest.raises(Refused):
        discipline(scene, source=" ")

    assert scene.review().facts_version == 1


@pytest.fixture
def decided_year(scene):
    """Last year is decided and released, this year's file is with the cell."""
    last = make.make_open_campaign(
        scene.ward, scene.office, year=2020, review_date=date(2020, 12, 12), grading_date=date(2020, 12, 25)
    )
    ReviewFile.objects.filter(campaign=last).update(stage=Stage.RELEASED)
    scene.open()
    return last


def standing(scene, by, from_date=date(2021, 6, 1)):
    return year_facts.set_status(
        by=by,
        member_id=scene.member.pk,
        status="exempt",
        from_date=from_date,
        to_date=None,
        source="QĐ 7-QĐ/ĐU",
        on=make.TODAY,
    )


def facts_of(campaign, member) -> dict:
    return Review.objects.get(campaign=campaign, kind="member", member=member).facts


def test_a_decided_year_does_not_keep_the_secretary_from_recording_a_standing(scene, decided_year):
    before = facts_of(decided_year, scene.member)

    period = standing(scene, scene.secretary)

    assert facts_of(scene.campaign, scene.member)["status"] == "exempt"
    year_facts.withdraw_status(by=scene.secretary, period_id=period.pk, reason="Nhầm người", on=make.TODAY)
    assert facts_of(scene.campaign, scene.member)["status"] == "active"
    assert facts_of(decided_year, scene.member) == before


@pytest.mark.parametrize("from_date", [None, date(2020, 3, 1)])
def test_a_standing_that_reaches_into_a_decided_year_is_left_to_the_office(scene, decided_year, from_date):
    with pytest.raises(Refused) as refused:
        standing(scene, scene.secretary, from_date)

    assert [refusal.field for refusal in refused.value.refusals] == ["from_date"]
    assert not scene.member.status_periods.exists()
    standing(scene, scene.office, from_date)
    assert facts_of(decided_year, scene.member)["status"] == "exempt"


def test_a_sent_file_keeps_the_secretary_from_recording_a_standing(scene, decided_year):
    ReviewFile.objects.filter(campaign=scene.campaign).update(stage=Stage.SUBMITTED)

    with pytest.raises(NotPermitted):
        standing(scene, scene.secretary)
