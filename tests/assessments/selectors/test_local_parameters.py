"""Values in force beside the rules' own, the trail in words, and what other values would change."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.models import ParameterChange
from assessments.rules import ALL_RULE_SETS, Rule, rule_set
from assessments.selectors.local_parameters import DEADLINES, CapLine, cap_line, lines_of, trail_of, values_of
from assessments.selectors.parameter_proposals import propose
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
LISTED = {"code": "NL3", "text": "Được điều động", "citation": "07-NQ/ĐU 2"}


@pytest.fixture
def sitting():
    return Sitting()


def proposal(sitting, **values):
    return propose(sitting.campaign, replace(values_of(sitting.campaign), **values))


def test_without_own_values_the_rules_hold(sitting):
    lines = lines_of(sitting.campaign)

    assert [(line.label, line.value, line.is_own) for line in lines] == [
        ("Tỷ lệ của mức tối đa (%)", "20%", False),
        ("Cơ số của mức tối đa", "xếp loại “Hoàn thành tốt nhiệm vụ” trở lên", False),
        ("Ngoại lệ thêm đối với người đứng đầu", "không có thêm ngoài bộ quy tắc", False),
        ("Tỷ lệ phiếu để đề nghị một mức", "quá nửa số phiếu hợp lệ", False),
        (
            "Hệ số phân chỉ tiêu",
            "Hoàn thành xuất sắc nhiệm vụ: 5; Hoàn thành tốt nhiệm vụ: 4; Hoàn thành nhiệm vụ: 3; "
            "Không hoàn thành nhiệm vụ: 0",
            False,
        ),
        ("Hạn của chi bộ", "25/12/2021", False),
        ("Hạn của văn phòng Đảng ủy", "–", False),
        ("Hạn gửi quận", "–", False),
    ]
    assert [line.value for line in lines[:5]] == [line.law for line in lines[:5]]
    assert all(line.source for line in lines[:5])
    assert [(line.law, line.source) for line in lines[5:]] == [("", "")] * 3


def test_own_values_stand_beside_the_laws(sitting):
    sitting.campaign.parameters = {"cap_percent": 7, "cap_base": "good_only", "head_exceptions": [LISTED]}

    assert [(line.value, line.law, line.is_own) for line in lines_of(sitting.campaign)][:3] == [
        ("7%", "20%", True),
        ("xếp loại “Hoàn thành tốt nhiệm vụ”", "xếp loại “Hoàn thành tốt nhiệm vụ” trở lên", True),
        ("NL3: Được điều động (07-NQ/ĐU 2)", "không có thêm ngoài bộ quy tắc", True),
    ]


@pytest.mark.parametrize(
    ("own", "line"),
    [
        ({}, CapLine(20, "xếp loại “Hoàn thành tốt nhiệm vụ” trở lên", "123-CV/ĐU 1(2)", "")),
        (
            {"cap_percent": 15, "cap_base": "good_only"},
            CapLine(
                15,
                "xếp loại “Hoàn thành tốt nhiệm vụ”",
                "123-CV/ĐU 1(2)",
                "20%, xếp loại “Hoàn thành tốt nhiệm vụ” trở lên",
            ),
        ),
    ],
)
def test_the_cap_in_one_line(sitting, own, line):
    sitting.campaign.parameters = own

    assert cap_line(sitting.campaign) == line


def test_the_preview_holds_the_ward_now_against_the_ward_then(sitting):
    sitting.give("A002", "office", "excellent")
    sitting.give("B001", "office", "excellent")

    found = proposal(sitting, cap_percent=10)

    [members] = [pair for pair in found.difference.caps if pair.before.rule is Rule.MEMBER_EXCELLENT_CAP]
    assert (members.before.limit, members.before.excess, members.after.limit, members.after.excess) == (2, 0, 1, 1)
    assert Rule.MEMBER_EXCELLENT_CAP in {finding.rule for finding in found.difference.came}
    assert found.told() == [("Tỷ lệ của mức tối đa (%)", "20%", "10%")]


def test_the_same_values_change_nothing(sitting):
    found = proposal(sitting)

    assert found.changed == {}
    assert (found.difference.came, found.difference.went, found.difference.caps) == ((), (), ())


def test_the_parameters_of_the_dossier_leave_out_what_the_rules_say(sitting):
    values = replace(values_of(sitting.campaign), cap_percent=20, cap_base="good_only", head_exceptions=())

    assert values.parameters(rule_set("2021")) == {"cap_base": "good_only"}


def test_the_fingerprint_is_of_the_ward_and_of_the_values(sitting):
    first, again = proposal(sitting, cap_percent=7).fingerprint, proposal(sitting, cap_percent=7).fingerprint
    other = proposal(sitting, cap_percent=8).fingerprint
    sitting.give("A002", "office", "excellent")

    assert first == again
    assert len({first, other, proposal(sitting, cap_percent=7).fingerprint}) == 3


def test_before_the_opening_there_is_nothing_to_compare():
    ward = make.make_ward()
    campaign = make.make_campaign(ward, make.make_account("vanphong", "office", ward))
    found = propose(campaign, replace(values_of(campaign), cap_percent=7))

    assert (found.view, found.difference) == (None, None)
    assert found.dossier_then["parameters"] == {"cap_percent": 7}


def test_the_trail_begins_with_the_newest_and_speaks_words(sitting):
    rows = [
        ("verification_override", "2020-12-31", "Đã hỏi", "", None),
        ("cap_percent", 20, 7, "07-NQ/ĐU", date(2022, 1, 7)),
        ("ballot_threshold", "1/2", "2/3", "08-NQ/ĐU", date(2022, 1, 8)),
    ]
    for name, before, after, document, day in rows:
        ParameterChange.objects.create(
            campaign=sitting.campaign,
            name=name,
            before=before,
            after=after,
            document=document,
            document_date=day,
            by_name="Thường vụ",
            at=make.now(),
        )

    assert [(line.before, line.after, line.document, line.document_date) for line in trail_of(sitting.campaign)] == [
        ("quá nửa số phiếu hợp lệ", "quá hai phần ba số phiếu hợp lệ", "08-NQ/ĐU", date(2022, 1, 8)),
        ("20%", "7%", "07-NQ/ĐU", date(2022, 1, 7)),
        ("đối chiếu lần cuối ngày 31/12/2020", "Đã hỏi", "", None),
    ]


@pytest.mark.parametrize("code", ALL_RULE_SETS)
def test_every_rule_set_has_its_lines(sitting, code):
    sitting.campaign.rule_set = code

    names = [line.name for line in lines_of(sitting.campaign)]

    assert ("quota_weights" in names) is (code == "2021")
    assert [name for name in names if name != "quota_weights"] == [
        "cap_percent",
        "cap_base",
        "head_exceptions",
        "ballot_threshold",
        *DEADLINES,
    ]


def test_weights_and_days_stand_on_the_same_trail(sitting):
    rows = [
        ("quota_weights", make.WEIGHTS, {"excellent": 9, "good": 4, "fulfilled": 3, "unfulfilled": 0}),
        ("district_deadline", None, "2022-01-20"),
    ]
    for name, before, after in rows:
        ParameterChange.objects.create(
            campaign=sitting.campaign,
            name=name,
            before=before,
            after=after,
            document="07-NQ/ĐU",
            document_date=date(2022, 1, 7),
            by_name="x",
            at=make.now(),
        )

    assert [(line.label, line.before, line.after) for line in trail_of(sitting.campaign)] == [
        ("Hạn gửi quận", "–", "20/01/2022"),
        (
            "Hệ số phân chỉ tiêu",
            "Hoàn thành xuất sắc nhiệm vụ: 5; Hoàn thành tốt nhiệm vụ: 4; Hoàn thành nhiệm vụ: 3; "
            "Không hoàn thành nhiệm vụ: 0",
            "Hoàn thành xuất sắc nhiệm vụ: 9; Hoàn thành tốt nhiệm vụ: 4; Hoàn thành nhiệm vụ: 3; "
            "Không hoàn thành nhiệm vụ: 0",
        ),
    ]
