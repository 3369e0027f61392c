"""The committee's quota weights: on a document, shown first once the year is open, kept on the trail and in the dossier."""

import json
from dataclasses import asdict
from datetime import date

import pytest
from django.core.management import call_command

from assessments.models import Campaign, ParameterChange
from assessments.selectors.parameter_proposals import propose_weights
from assessments.selectors.trials import weights_of
from assessments.services.campaigns import save_campaign
from assessments.services.quota_weights import confirm_weights
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
PAPER = {"document": "07-NQ/ĐU, Ban Thường vụ", "document_date": date(2022, 1, 7)}
OTHER = {"excellent": 9, "good": 4, "fulfilled": 3, "unfulfilled": 0}


@pytest.fixture
def sitting():
    return Sitting()


def confirm(sitting, weights, by=None, **more) -> Campaign:
    """As the page does: looked at, then confirmed."""
    sitting.campaign.refresh_from_db()
    arguments = {"revision": sitting.campaign.revision, **PAPER, **more}
    if "expected" not in more:
        arguments["expected"] = propose_weights(sitting.campaign, weights).fingerprint
    return confirm_weights(
        by=by or sitting.committee, campaign_id=sitting.campaign.pk, weights=weights, on=make.TODAY, **arguments
    )


def refusals(call) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        call()
    return [(str(one), one.field) for one in refused.value.refusals]


def trail() -> list[tuple]:
    return list(ParameterChange.objects.order_by("pk").values_list("name", "before", "after", "document", "by_name"))


def test_weights_their_trail_and_the_journal_are_written_together(sitting):
    before = sitting.campaign.revision

    confirm(sitting, OTHER)

    campaign = Campaign.objects.get()
    assert (campaign.quota_weights, campaign.weights_confirmed_by) == (OTHER, "Thường vụ Một")
    assert campaign.revision == before + 1
    assert trail() == [("quota_weights", make.WEIGHTS, OTHER, PAPER["document"], "Thường vụ Một")]
    assert ParameterChange.objects.get().document_date == PAPER["document_date"]
    entry = JournalEntry.objects.get(action="campaign.weights_confirmed")
    assert (entry.before, entry.after) == ({"weights": make.WEIGHTS}, {"weights": OTHER})
    assert entry.reason == "07-NQ/ĐU, Ban Thường vụ, 07/01/2022"


def test_the_example_confirmed_as_it_is_stands_on_the_trail_too(sitting):
    confirm(sitting, make.WEIGHTS, expected="")

    assert trail() == [("quota_weights", make.WEIGHTS, make.WEIGHTS, PAPER["document"], "Thường vụ Một")]


def test_confirmed_weights_travel_in_the_dossier(sitting, tmp_path):
    confirm(sitting, OTHER)
    call_command("export_dossier", "--out", str(tmp_path / "d.json"))

    assert json.loads((tmp_path / "d.json").read_text())["quota_weights"] == OTHER


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ({"document": " "}, [("Hãy ghi văn bản: số và cơ quan ban hành.", "document")]),
        ({"document_date": None}, [("Hãy nhập ngày của văn bản.", "document_date")]),
        ({"document_date": date(2022, 1, 11)}, [("Ngày của văn bản ở tương lai.", "document_date")]),
    ],
)
def test_weights_rest_on_a_document(sitting, paper, expected):
    assert refusals(lambda: confirm(sitting, OTHER, **paper)) == expected
    assert (trail(), Campaign.objects.get().weights_confirmed_at) == ([], None)


def test_other_weights_of_an_open_year_are_looked_at_first(sitting):
    [(words, _field)] = refusals(lambda: confirm(sitting, OTHER, expected=""))
    shown = propose_weights(sitting.campaign, OTHER).fingerprint
    sitting.give("A002", "office", "excellent")

    assert (
        words
        == "Những thay đổi đã xem không còn đúng với các giá trị này hoặc với số liệu của phường lúc này; hãy xem lại."
    )
    assert refusals(lambda: confirm(sitting, OTHER, expected=shown)) == [(words, "")]
    assert trail() == []


def test_what_other_weights_change_is_shown():
    """KP01 excellent with 6, KP02 good with 5: L = 2; 5:4 gives one each, 20:1 gives both to KP01."""
    sitting = Sitting()
    sitting.give("KP01", "office", "excellent")
    steep = {"excellent": 20, "good": 1, "fulfilled": 0, "unfulfilled": 0}

    view = propose_weights(sitting.campaign, steep).view

    moved = [(line.code, line.quota_now.quota, line.quota_then.quota) for line in view.units if line.quota_then]
    assert moved == [("KP01", 1, 2), ("KP02", 1, 0)]


def test_a_year_in_preparation_takes_other_weights_at_once():
    ward = make.make_ward()
    office, committee = make.make_account("vp", "office", ward), make.make_account("tv", "committee", ward)
    campaign = make.make_campaign(ward, office)
    arguments = {"campaign_id": campaign.pk, "on": make.TODAY}

    confirm_weights(by=committee, weights=OTHER, revision=1, **PAPER, **arguments)

    assert [row[:3] for row in trail()] == [("quota_weights", make.WEIGHTS, OTHER)]
    [(words, field)] = refusals(
        lambda: save_campaign(by=office, values={"quota_weights": make.WEIGHTS}, revision=2, **arguments)
    )
    assert (words, field) == ("Ban Thường vụ đã đặt giá trị này theo văn bản và tự thay đổi.", "quota_weights")
    save_campaign(by=office, values={"quota_weights": OTHER}, revision=2, **arguments)
    campaign.refresh_from_db()
    assert (campaign.quota_weights, campaign.weights_confirmed_by) == (OTHER, "tv")


@pytest.mark.parametrize(
    "weights",
    [
        {"excellent": 4, "good": 4, "fulfilled": 3, "unfulfilled": 0},
        {"excellent": 5, "good": 4, "fulfilled": -1, "unfulfilled": -2},
        {"excellent": 5, "good": 4, "fulfilled": 3},
        {"excellent": "x", "good": 4, "fulfilled": 3, "unfulfilled": 0},
    ],
)
def test_weights_that_do_not_fall_are_refused(sitting, weights):
    [(_words, field)] = refusals(lambda: confirm(sitting, weights, expected=""))

    assert (field, trail()) == ("quota_weights", [])


def test_a_year_without_quotas_has_no_weights_to_confirm():
    sitting = Sitting(year=2020, quota_weights={})

    [(words, _field)] = refusals(lambda: confirm(sitting, OTHER))

    assert words == "Quy định của năm kiểm điểm này không có chỉ tiêu."
    assert (Campaign.objects.get().quota_weights, trail()) == ({}, [])


def test_the_second_of_two_is_told_and_the_office_may_not(sitting):
    confirm(sitting, OTHER)

    with pytest.raises(StaleEdit):
        confirm(sitting, make.WEIGHTS, revision=1)
    with pytest.raises(NotPermitted):
        confirm(sitting, make.WEIGHTS, by=sitting.office)


def test_weights_in_force_are_the_campaigns_else_the_example():
    sitting = Sitting(quota_weights={})

    assert asdict(weights_of(sitting.campaign)) == make.WEIGHTS
    confirm(sitting, OTHER)
    sitting.campaign.refresh_from_db()
    assert asdict(weights_of(sitting.campaign)) == OTHER
