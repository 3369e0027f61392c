"""Deadlines of an open year: moved on a document, after a look at the files that this touches; kept on the trail."""

from datetime import date

import pytest

from assessments.models import Campaign, FileEvent, ParameterChange, ReviewFile
from assessments.selectors.deadlines import DeadlineProposal
from assessments.selectors.local_parameters import DEADLINES
from assessments.services.campaigns import save_campaign
from assessments.services.deadlines import move_deadlines
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
PAPER = {"document": "16-KH/ĐU", "document_date": date(2021, 12, 30)}
LATER = {"cell_deadline": date(2022, 1, 12), "office_deadline": None, "district_deadline": date(2022, 1, 20)}
TODAY = make.TODAY


@pytest.fixture
def sitting():
    return Sitting()


def move(sitting, values, by=None, **more) -> Campaign:
    """As the page does: looked at, then set."""
    sitting.campaign.refresh_from_db()
    arguments = {"revision": sitting.campaign.revision, **PAPER, **more}
    if "expected" not in more:
        arguments["expected"] = DeadlineProposal(sitting.campaign, values, TODAY).fingerprint
    return move_deadlines(
        by=by or sitting.office, campaign_id=sitting.campaign.pk, values=values, on=TODAY, **arguments
    )


def refusals(call) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        call()
    return [(str(one), one.field) for one in refused.value.refusals]


def trail() -> list[tuple]:
    return list(ParameterChange.objects.order_by("pk").values_list("name", "before", "after", "document", "by_name"))


def test_deadlines_their_trail_and_the_journal_are_written_together(sitting):
    move(sitting, LATER)

    campaign = Campaign.objects.get()
    assert {name: getattr(campaign, name) for name in DEADLINES} == LATER
    assert trail() == [
        ("cell_deadline", "2021-12-25", "2022-01-12", "16-KH/ĐU", "Văn phòng"),
        ("district_deadline", None, "2022-01-20", "16-KH/ĐU", "Văn phòng"),
    ]
    entry = JournalEntry.objects.get(action="campaign.deadlines_moved")
    assert entry.before == {"cell_deadline": "2021-12-25", "district_deadline": None}
    assert entry.after == {"cell_deadline": "2022-01-12", "district_deadline": "2022-01-20"}
    assert entry.reason == "16-KH/ĐU, 30/12/2021"


def test_what_a_deadline_changes_for_the_cells_is_shown(sitting):
    """KP02 is still writing; UBND was returned until a day of its own, KP01 is accepted."""
    ReviewFile.objects.filter(campaign=sitting.campaign, code="KP02").update(stage=Stage.COLLECTING)
    returned = sitting.file("UBND")
    ReviewFile.objects.filter(pk=returned.pk).update(stage=Stage.RETURNED)
    FileEvent.objects.create(
        file=returned,
        round=1,
        from_stage=Stage.SUBMITTED,
        to_stage=Stage.RETURNED,
        due_on=date(2022, 1, 3),
        step="return",
        by_name="Văn phòng",
        at=make.now(),
    )
    Campaign.objects.update(cell_deadline=date(2022, 1, 20))
    sitting.campaign.refresh_from_db()

    earlier = DeadlineProposal(sitting.campaign, {**LATER, "cell_deadline": date(2022, 1, 2)}, TODAY)
    assert {file.code for file in earlier.waiting} == {"KP02", "UBND"}
    assert (earlier.newly_overdue, earlier.no_longer_overdue) == (["Chi bộ Khu phố 2"], [])
    Campaign.objects.update(cell_deadline=date(2021, 12, 25))
    sitting.campaign.refresh_from_db()
    later = DeadlineProposal(sitting.campaign, LATER, TODAY)

    assert (later.newly_overdue, later.no_longer_overdue) == ([], ["Chi bộ Khu phố 2"])


@pytest.mark.parametrize(
    ("values", "more", "expected"),
    [
        ({**LATER, "cell_deadline": None}, {}, [("Phải có hạn của chi bộ.", "cell_deadline")]),
        (
            {**LATER, "district_deadline": date(2022, 1, 11)},
            {},
            [("Hạn này không được trước hạn gửi của các chi bộ.", "district_deadline")],
        ),
        (
            {"cell_deadline": date(2021, 12, 25), "office_deadline": None, "district_deadline": None},
            {},
            [("Không có gì thay đổi: các giá trị này đang có hiệu lực.", "")],
        ),
        (LATER, {"document": ""}, [("Hãy ghi văn bản: số và cơ quan ban hành.", "document")]),
        (LATER, {"document_date": date(2022, 1, 11)}, [("Ngày của văn bản ở tương lai.", "document_date")]),
        (
            LATER,
            {"expected": ""},
            [
                (
                    "Những thay đổi đã xem không còn đúng với các giá trị này hoặc với số liệu của phường lúc này; hãy xem lại.",
                    "",
                )
            ],
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(sitting, values, more, expected):
    assert refusals(lambda: move(sitting, values, **more)) == expected
    assert (trail(), Campaign.objects.get().cell_deadline) == ([], date(2021, 12, 25))


def test_a_file_sent_meanwhile_asks_for_another_look(sitting):
    ReviewFile.objects.filter(campaign=sitting.campaign, code="KP02").update(stage=Stage.COLLECTING)
    shown = DeadlineProposal(sitting.campaign, LATER, TODAY).fingerprint
    ReviewFile.objects.filter(campaign=sitting.campaign, code="KP02").update(stage=Stage.SUBMITTED)

    assert len(refusals(lambda: move(sitting, LATER, expected=shown))) == 1


def test_the_second_of_two_is_told_and_the_committee_may_not(sitting):
    move(sitting, LATER)

    with pytest.raises(StaleEdit):
        move(sitting, {**LATER, "office_deadline": date(2022, 1, 15)}, revision=1)
    with pytest.raises(NotPermitted):
        move(sitting, {**LATER, "office_deadline": date(2022, 1, 15)}, by=sitting.committee)


def prepared():
    ward = make.make_ward()
    office = make.make_account("vp", "office", ward, display_name="Văn phòng")
    campaign = make.make_campaign(ward, office)
    return office, campaign


def save(office, campaign, revision, values=None, **paper):
    return save_campaign(by=office, campaign_id=campaign.pk, values=values or {}, revision=revision, on=TODAY, **paper)


def test_a_year_in_preparation_keeps_its_deadlines_with_a_document_where_there_is_one():
    office, campaign = prepared()

    save(office, campaign, 1, {"cell_deadline": date(2021, 12, 28)})
    assert trail() == []

    save(office, campaign, 2, {"office_deadline": date(2022, 1, 5)}, **PAPER)
    assert trail() == [
        ("cell_deadline", "2021-12-28", "2021-12-28", "16-KH/ĐU", "Văn phòng"),
        ("office_deadline", None, "2022-01-05", "16-KH/ĐU", "Văn phòng"),
    ]
    save(office, campaign, 3)
    assert len(trail()) == 2


def test_a_deadline_that_rests_on_a_document_moves_on_another_one():
    office, campaign = prepared()
    save(office, campaign, 1, **PAPER)

    assert refusals(lambda: save(office, campaign, 2, {"cell_deadline": date(2021, 12, 29)})) == [
        ("Hãy ghi văn bản: số và cơ quan ban hành.", "document"),
        ("Hãy nhập ngày của văn bản.", "document_date"),
    ]
    assert Campaign.objects.get().cell_deadline == date(2021, 12, 25)


@pytest.mark.parametrize("half", [{"document": "16-KH/ĐU"}, {"document_date": date(2021, 12, 30)}])
def test_half_a_document_is_none(half):
    office, campaign = prepared()

    assert len(refusals(lambda: save(office, campaign, 1, **half))) == 1
    assert trail() == []
