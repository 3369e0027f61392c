"""The committee sets its year's own parameters on a document; what was shown is what is set; the trail stays."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from assessments.models import BallotCount, Campaign, ParameterChange
from assessments.rules import Rule
from assessments.selectors.local_parameters import values_of
from assessments.selectors.parameter_proposals import propose
from assessments.services.campaigns import open_campaign, save_campaign
from assessments.services.local_parameters import set_parameters
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
PAPER = {"document": "07-NQ/ĐU, Ban Thường vụ", "document_date": date(2022, 1, 7)}
LISTED = {"code": "NL3", "text": "Người đứng đầu được điều động", "citation": "07-NQ/ĐU 2"}


@pytest.fixture
def sitting():
    return Sitting()


def changed(sitting, **values):
    sitting.campaign.refresh_from_db()
    return replace(values_of(sitting.campaign), **values)


def put(sitting, by=None, **values) -> Campaign:
    """Set these values as the page does: looked at, then set."""
    more = {name: values.pop(name) for name in ("document", "document_date", "expected", "revision") if name in values}
    wanted = changed(sitting, **values)
    arguments = {
        "expected": propose(sitting.campaign, wanted).fingerprint,
        "revision": sitting.campaign.revision,
        **PAPER,
        **more,
    }
    return set_parameters(
        by=by or sitting.committee, campaign_id=sitting.campaign.pk, values=wanted, on=make.TODAY, **arguments
    )


def refusal(sitting, **values) -> list[tuple[str, str]]:
    """(message with clause, field) of each refusal; nothing is written."""
    with pytest.raises(Refused) as refused:
        put(sitting, **values)
    assert ParameterChange.objects.count() == 0
    return [(str(one), one.field) for one in refused.value.refusals]


def test_the_values_the_trail_and_the_journal_are_written_together(sitting):
    before = sitting.campaign.revision

    put(sitting, cap_percent=7, cap_base="good_only", head_exceptions=(LISTED,), ballot_threshold="2/3")

    campaign = Campaign.objects.get()
    assert campaign.parameters == {"cap_percent": 7, "cap_base": "good_only", "head_exceptions": [LISTED]}
    assert (campaign.ballot_threshold, campaign.revision) == ("2/3", before + 1)
    rows = ParameterChange.objects.order_by("pk").values_list("name", "before", "after", "document", "document_date")
    assert list(rows) == [
        ("cap_percent", 20, 7, PAPER["document"], PAPER["document_date"]),
        ("cap_base", "good_or_better", "good_only", PAPER["document"], PAPER["document_date"]),
        ("head_exceptions", [], [LISTED], PAPER["document"], PAPER["document_date"]),
        ("ballot_threshold", "1/2", "2/3", PAPER["document"], PAPER["document_date"]),
    ]
    assert set(ParameterChange.objects.values_list("by_name", flat=True)) == {"Thường vụ Một"}
    entry = JournalEntry.objects.get(action="campaign.parameters_set")
    assert (entry.before["cap_percent"], entry.after["cap_percent"]) == (20, 7)
    assert entry.reason == "07-NQ/ĐU, Ban Thường vụ, 07/01/2022"


def test_a_value_equal_to_the_rules_is_left_out(sitting):
    put(sitting, cap_percent=7)
    put(sitting, cap_percent=20)

    assert Campaign.objects.get().parameters == {}
    assert list(ParameterChange.objects.order_by("pk").values_list("before", "after")) == [(20, 7), (7, 20)]


@pytest.mark.parametrize("percent", [1, 19])
def test_a_percent_up_to_the_laws_is_taken(sitting, percent):
    put(sitting, cap_percent=percent)

    assert Campaign.objects.get().parameters == {"cap_percent": percent}


@pytest.mark.parametrize("percent", [0, 21, -3, 7.5, True, "7"])
def test_any_other_percent_is_refused_with_its_clause(sitting, percent):
    words = "Tỷ lệ là số nguyên từ 1 đến 20: phường được đặt thấp hơn bộ quy tắc, không được cao hơn. (123-CV/ĐU 1(2))"

    assert (words, "cap_percent") in refusal(sitting, cap_percent=percent)


def test_an_unknown_base_and_an_unknown_share_are_refused(sitting):
    assert [field for _words, field in refusal(sitting, cap_base="all", ballot_threshold="3/4")] == [
        "ballot_threshold",
        "cap_base",
    ]


@pytest.mark.parametrize("name", ["code", "text", "citation"])
def test_an_exception_needs_code_words_and_source(sitting, name):
    words = "Mỗi ngoại lệ cần có mã, nội dung và căn cứ. (123-CV/ĐU 1(5))"

    assert refusal(sitting, head_exceptions=({**LISTED, name: " "},)) == [(words, "head_exceptions")]


def test_a_code_is_listed_once(sitting):
    twice = (LISTED, {**LISTED, "text": "Khác"})

    assert refusal(sitting, head_exceptions=twice) == [("Mã NL3 được nêu hai lần.", "head_exceptions")]


def test_a_code_that_no_headship_could_name_is_refused(sitting):
    words = "Mã của trường hợp ngoại lệ chỉ gồm chữ không dấu, chữ số và gạch nối."

    assert refusal(sitting, head_exceptions=({**LISTED, "code": "NL 3/đ"},)) == [(words, "head_exceptions")]


def test_an_exception_that_a_headship_names_cannot_be_taken_away():
    ward = make.make_ward()
    cell = make.make_cell(ward, "KP01")
    head = make.make_head(make.make_member(cell, "Nguyễn Văn An"), cell, exception="NL3")
    office = make.make_account("vanphong", "office", ward)
    committee = make.make_account("thuongvu", "committee", ward)
    campaign = make.make_campaign(ward, office)
    values = replace(values_of(campaign), head_exceptions=(LISTED,))
    arguments = {"by": committee, "campaign_id": campaign.pk, "on": make.TODAY, **PAPER}
    set_parameters(values=values, expected=propose(campaign, values).fingerprint, revision=1, **arguments)
    campaign = open_campaign(by=office, campaign_id=campaign.pk, on=make.TODAY)
    values = replace(values, head_exceptions=({**LISTED, "code": "NL4"},))

    with pytest.raises(Refused) as refused:
        set_parameters(
            values=values,
            expected=propose(campaign, values).fingerprint,
            revision=campaign.revision,
            **arguments,
        )

    assert [str(one) for one in refused.value.refusals] == [
        f"Ngoại lệ NL3 đang gắn với chức vụ đứng đầu của {head.member.full_name}; không bỏ được."
    ]
    assert Campaign.objects.get().parameters == {"head_exceptions": [LISTED]}


def test_the_share_of_ballots_stays_once_ballots_are_recorded(sitting):
    meeting = sitting.meet("KP01", date(2021, 12, 21))
    BallotCount.objects.create(meeting=meeting, review=sitting.review("A001"), good=5)

    assert refusal(sitting, ballot_threshold="2/3") == [
        ("Đã ghi phiếu theo tỷ lệ này; tỷ lệ giữ nguyên trong năm.", "ballot_threshold")
    ]
    put(sitting, cap_percent=7)
    assert Campaign.objects.get().parameters == {"cap_percent": 7}


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ({"document": " "}, [("Hãy ghi văn bản: số và cơ quan ban hành.", "document")]),
        ({"document_date": None}, [("Hãy nhập ngày của văn bản.", "document_date")]),
        ({"document_date": date(2022, 1, 11)}, [("Ngày của văn bản ở tương lai.", "document_date")]),
    ],
)
def test_the_document_is_named_with_a_day_that_is_past(sitting, paper, expected):
    assert refusal(sitting, cap_percent=7, **paper) == expected


def test_the_document_may_be_of_today(sitting):
    put(sitting, cap_percent=7, document_date=make.TODAY)

    assert ParameterChange.objects.get().document_date == make.TODAY


def test_nothing_changed_is_refused(sitting):
    assert refusal(sitting) == [("Không có gì thay đổi: các giá trị này đang có hiệu lực.", "")]


def test_a_signed_decision_keeps_the_values(sitting):
    sitting.sign_units()

    words = "Quyết định 05-QĐ/ĐU ngày 10/01/2022 đã được ký theo các giá trị này; các giá trị giữ nguyên."
    assert refusal(sitting, cap_percent=7) == [(words, "")]


def test_another_ward_than_the_one_shown_is_refused(sitting):
    shown = propose(sitting.campaign, changed(sitting, cap_percent=7)).fingerprint
    sitting.give("A002", "office", "excellent")

    words = "Những thay đổi đã xem không còn đúng với các giá trị này hoặc với số liệu của phường lúc này; hãy xem lại."
    assert refusal(sitting, cap_percent=7, expected=shown) == [(words, "")]


def test_other_values_than_those_shown_are_refused(sitting):
    shown = propose(sitting.campaign, changed(sitting, cap_percent=7)).fingerprint

    assert len(refusal(sitting, cap_percent=8, expected=shown)) == 1


def test_an_older_state_is_stale(sitting):
    with pytest.raises(StaleEdit):
        put(sitting, cap_percent=7, revision=1)


@pytest.mark.parametrize("role", ["office", "colleague of another ward"])
def test_only_the_wards_committee_sets_them(sitting, role):
    other = make.make_account("tv12", "committee", make.make_ward("P12", "Phường 12"))
    with pytest.raises(NotPermitted):
        put(sitting, by=sitting.office if role == "office" else other, cap_percent=7)
    assert ParameterChange.objects.count() == 0


def test_the_office_does_not_change_what_the_committee_set(sitting):
    ward = make.make_ward("P12", "Phường 12")
    office, committee = make.make_account("vp12", "office", ward), make.make_account("tv12", "committee", ward)
    campaign = make.make_campaign(ward, office)
    values = replace(values_of(campaign), ballot_threshold="2/3")
    arguments = {"campaign_id": campaign.pk, "on": make.TODAY}
    shown = propose(campaign, values).fingerprint
    set_parameters(by=committee, values=values, expected=shown, revision=1, **PAPER, **arguments)

    with pytest.raises(Refused) as refused:
        save_campaign(by=office, values={"ballot_threshold": "1/2"}, revision=2, **arguments)
    save_campaign(by=office, values={"ballot_threshold": "2/3"}, revision=2, **arguments)

    assert refused.value.refusals[0].field == "ballot_threshold"
    campaign.refresh_from_db()
    assert campaign.ballot_threshold == "2/3"


def test_a_change_is_never_changed_nor_deleted(sitting):
    put(sitting, cap_percent=7)
    change = ParameterChange.objects.get()

    with pytest.raises(TypeError):
        change.save()
    with pytest.raises(TypeError):
        change.delete()


@pytest.mark.parametrize("wrong", [{"document": ""}, {"document_date": None}, {"name": "ruleset"}])
def test_the_database_asks_for_a_document_and_a_known_name(sitting, wrong):
    row = {"name": "cap_percent", "before": 20, "after": 7, "by_name": "x", "at": make.now(), **PAPER, **wrong}

    with pytest.raises(IntegrityError), transaction.atomic():
        ParameterChange.objects.create(campaign=sitting.campaign, **row)


@pytest.mark.parametrize(
    ("values", "base", "limit"),
    [
        ({}, 46, 9),
        ({"cap_percent": 7}, 46, 3),
        ({"cap_percent": 15}, 46, 6),
        ({"cap_percent": 15, "cap_base": "good_only"}, 39, 5),
        ({"cap_base": "good_only"}, 39, 7),
    ],
)
def test_the_exported_dossier_carries_them_and_the_check_uses_them(tmp_path, values, base, limit):
    sitting = Sitting(members=41)
    for number in range(2, 9):
        sitting.give(f"A{number:03d}", "office", "excellent")
    if values:
        put(sitting, **values)
    out, said = tmp_path / "dossier.json", tmp_path / "answer.json"

    call_command("export_dossier", "--out", str(out))
    with said.open("w") as stream:
        try:
            call_command("check_dossier", str(out), "--json", stdout=stream)
        except SystemExit as end:  # the excellent are over their caps and quotas
            assert end.code == 1  # noqa: PT017

    [cap] = [cap for cap in json.loads(said.read_text())["caps"] if cap["rule"] == Rule.MEMBER_EXCELLENT_CAP.value]
    assert json.loads(out.read_text())["parameters"] == {"head_exceptions": [], **values}
    assert (cap["base"], cap["limit"], cap["actual"]) == (base, limit, 7)
