"""The office reads a file, accepts it or sends it back; the cell gets its edit right at once."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assessments.models import FileEvent, Grading, ReviewFile, SelfCritique
from assessments.permissions import may_write_file
from assessments.workflow import GradingStep, Stage
from cells.access import access_of
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
DUE = date(2022, 1, 14)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def sitting():
    sitting = Sitting()
    ReviewFile.objects.update(stage=Stage.SUBMITTED)
    return sitting


@pytest.fixture
def secretary(sitting):
    return make.make_account("bithu1", "secretary", sitting.first, display_name="Bí thư Một")


@pytest.fixture
def office(client, sitting):
    client.force_login(sitting.office)
    return client


def url(page: str, sitting, code: str = "KP01") -> str:
    return reverse(f"assessments:{page}", args=[sitting.file(code).pk])


def send_back(office, sitting, **data):
    data = {"revision": 1, "note": "Làm lại phiếu", "due_on": "14/01/2022"} | data
    return office.post(url("file_return", sitting), data)


def test_file_shows_every_grade_step_by_step_and_its_findings(office, sitting):
    sitting.give("KP01", GradingStep.OFFICE, "fulfilled")
    sitting.give("A002", GradingStep.CELL, "excellent")

    answer = office.get(url("file_detail", sitting))

    view = answer.context["view"]
    assert [(row.review.code, row.meeting_grade, row.office_grade) for row in view.units] == [
        ("KP01", "good", "fulfilled")
    ]
    assert sorted(row.review.code for row in view.people) == [f"A00{n}" for n in range(1, 7)]
    assert {finding.subject for finding in view.findings} == {"A001", "A002"}
    assert [row.review.code for row in view.people] == [
        review.code for review in sitting.file("KP01").reviews.filter(kind="member").order_by("sort_key")
    ]


def test_findings_of_other_files_stay_out(office, sitting):
    sitting.give("B001", GradingStep.CELL, "excellent")

    assert office.get(url("file_detail", sitting)).context["view"].findings == []


def test_returning_gives_the_cell_its_edit_right_back(office, sitting, secretary):
    before = may_write_file(access_of(secretary, make.TODAY), sitting.file("KP01"))

    answer = send_back(office, sitting, section_ballots="Phiếu chưa khớp", section_persons="Bản của A002 sơ sài")

    file, event = sitting.file("KP01"), FileEvent.objects.get()
    assert answer.url == url("file_detail", sitting)
    assert (before, may_write_file(access_of(secretary, make.TODAY), file)) == (False, True)
    assert (file.stage, file.round) == (Stage.RETURNED, 2)
    assert (event.note, event.due_on) == ("Làm lại phiếu", DUE)
    assert event.section_reasons == [
        {"section": "persons", "text": "Bản của A002 sơ sài"},
        {"section": "ballots", "text": "Phiếu chưa khớp"},
    ]


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"note": "  "}, ["note"]),
        ({"due_on": ""}, ["due_on"]),
        ({"due_on": "31/02/2022"}, ["due_on"]),
    ],
    ids=["no reason", "no day", "no such day"],
)
def test_a_return_without_reason_or_day_stays_on_the_page(office, sitting, data, wrong):
    answer = send_back(office, sitting, section_meeting="", **data)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == wrong
    assert sitting.file("KP01").stage == Stage.SUBMITTED


def test_a_day_already_past_is_refused_at_its_field(office, sitting):
    answer = send_back(office, sitting, due_on="09/01/2022")

    assert [refusal.field for refusal in answer.context["refusals"]] == ["due_on"]
    assert "Làm lại phiếu" in answer.content.decode()


def test_a_reason_of_one_part_is_reason_enough(office, sitting):
    assert send_back(office, sitting, note="", section_meeting="Thiếu biên bản").status_code == 302


def test_accepting_hands_the_file_to_the_committee(office, sitting):
    answer = office.post(url("file_accept", sitting), {"revision": 1})

    assert answer.url == url("file_detail", sitting)
    assert sitting.file("KP01").stage == Stage.ACCEPTED


def test_accepting_what_was_returned_meanwhile_is_told(office, sitting):
    send_back(office, sitting)

    answer = office.post(url("file_accept", sitting), {"revision": 1})

    assert answer.status_code == 200
    assert len(answer.context["refusals"]) == 1
    assert sitting.file("KP01").stage == Stage.RETURNED


def test_accepting_what_was_read_before_another_change_is_told(office, sitting):
    ReviewFile.objects.filter(code="KP01").update(revision=5)

    answer = office.post(url("file_accept", sitting), {"revision": 1})

    assert "stale" in answer.context
    assert sitting.file("KP01").stage == Stage.SUBMITTED


def test_returning_an_old_state_keeps_what_was_typed(office, sitting):
    ReviewFile.objects.filter(code="KP01").update(revision=5)

    answer = send_back(office, sitting)

    page = answer.content.decode()
    assert sitting.file("KP01").stage == Stage.SUBMITTED
    assert "Làm lại phiếu" in page
    assert 'name="revision" value="5"' in page


def test_what_was_changed_since_the_return_is_marked(office, sitting):
    send_back(office, sitting)
    returned_at = FileEvent.objects.get().at
    Grading.objects.update(at=returned_at - timedelta(days=1))
    for code, hours in {"A001": -1, "A002": 1}.items():
        SelfCritique.objects.create(
            review=sitting.review(code),
            form="02",
            form_version="CV123-2021",
            saved_at=returned_at + timedelta(hours=hours),
            saved_by="x",
        )
    Grading.objects.filter(review__code="A003", step=GradingStep.CELL).update(at=returned_at + timedelta(hours=1))

    view = office.get(url("file_detail", sitting)).context["view"]

    assert sorted(row.review.code for row in view.people if row.changed) == ["A002", "A003"]


def test_history_shows_each_round_with_its_reasons(office, sitting):
    send_back(office, sitting)
    ReviewFile.objects.filter(code="KP01").update(stage=Stage.SUBMITTED)
    office.post(url("file_accept", sitting), {"revision": 2})

    history = office.get(url("file_history", sitting)).context["history"]

    assert [(number, [event.step for event in events]) for number, events in history.rounds] == [
        (1, ["return"]),
        (2, ["accept"]),
    ]


def test_the_secretary_reads_the_rounds_but_no_grade_of_the_ward(client, sitting, secretary):
    for step in (GradingStep.CELL, GradingStep.OFFICE, GradingStep.DRAFT):
        sitting.give("A002", step, "excellent", reason="một")
        sitting.give("A002", step, "fulfilled", reason="hai")
    client.force_login(secretary)

    history = client.get(url("file_history", sitting)).context["history"]

    assert {grading.step for grading in history.replaced} == {GradingStep.CELL}


def test_the_office_reads_every_replaced_grade(office, sitting):
    sitting.give("A002", GradingStep.OFFICE, "excellent", reason="một")
    sitting.give("A002", GradingStep.OFFICE, "fulfilled", reason="hai")

    history = office.get(url("file_history", sitting)).context["history"]

    assert [(grading.step, grading.grade) for grading in history.replaced] == [(GradingStep.OFFICE, "excellent")]
