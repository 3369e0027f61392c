"""The comparison: the text for everybody, and the figures of one campaign through the engine."""

import pytest
from django.utils import translation

from assessments.rules import Rule
from assessments.selectors.rule_comparison import compare_sets
from assessments.workflow import GradingStep
from tests import factories as make
from tests.assessments.sitting import Sitting

NOTHING = "With the present figures both sets answer alike here."


def test_without_a_campaign_there_is_only_text():
    comparison = compare_sets()

    assert comparison.figures is None
    assert [item.clause for item in comparison.items] == [
        "123-CV/ĐU 1(1)", "123-CV/ĐU 1(2)", "123-CV/ĐU 1(3)", "123-CV/ĐU 1(4)", "123-CV/ĐU 1(5)", "123-CV/ĐU 1(6)", "123-CV/ĐU 3.6",
    ]  # fmt: skip
    assert [item.effects for item in comparison.items] == [[]] * 7
    assert len({item.anchor for item in comparison.items}) == 7


def test_parameters_before_and_after():
    items = {item.clause.split()[1]: item for item in compare_sets().items}

    assert [(before.value, after.value) for before, after in items["1(3)"].moved] == [
        ("không quy định", "3 thành viên"),
        ("không loại nào", "Thường trực Hội đồng nhân dân"),
    ]
    assert [(before.value, after.value, clause) for before, after, clause in items["1(1)"].shared] == [
        ("không quy định", "3 thành viên", "123-CV/ĐU 1(3)")
    ]
    assert [line.value for line in items["1(5)"].restated] == ["3 tháng"]
    assert items["1(6)"].text_only


class OddWard(Sitting):
    """A secretary by the way, and a leadership of two."""

    def before_opening(self):
        make.make_collective(self.ward, self.others[3:], code="TT", kind="agency_leadership", name="Trường học")
        make.make_head(self.others[0], self.second, main_duty=False)


@pytest.mark.django_db
def test_the_figures_of_a_ward():
    sitting = OddWard()
    sitting.give("B001", GradingStep.CELL, "excellent")
    sitting.give("KP02", GradingStep.CELL, "fulfilled")

    with translation.override("en"):
        comparison = compare_sets(sitting.campaign)

    effects = {item.clause.split()[1]: [(line.text, line.names) for line in item.effects] for item in comparison.items}
    assert effects == {
        "1(1)": [("Under the 2020 set, 1 collective would be reviewed; under the 2021 set not.", ("Trường học (TT)",))],
        "1(2)": [
            ("Under the 2020 set, 2 cells would have no quota; under the 2021 set their quotas add up to 2; cells above their quota: 0.", ()),
        ],
        "1(3)": [
            ("Under the 2020 set, 1 collective would be graded; under the 2021 set not.", ("Trường học (TT)",)),
            ("Cap on collectives: under the 2020 set 0 (base 2, actual 0); under the 2021 set 0 (base 1, actual 0).", ()),
            ("Under the 2020 set, 1 collective would not be found “Collective too small to be graded” (Must be mended before signing).", ("Trường học (TT)",)),
        ],
        "1(4)": [
            ("Under the 2020 set, the officers' cap would be counted in 1 unit and allow 0 excellent in all; under the 2021 set it is counted in 1 management level and allows 0.", ()),
            ("Under the 2020 set, 1 unit would have no quota; under the 2021 set their quotas add up to 0; units above their quota: 0.", ()),
        ],
        "1(5)": [
            ("Under the 2020 set, 1 headship would be bound by the unit's grade; the 2021 set makes an exception.", ("Trần Thị Bình 1 (B001) – Chi bộ Khu phố 2 (KP02)",)),
            ("Under the 2020 set, 1 head" + "ship would be found “Head above the unit headed” (Must be mended before signing), and not under the 2021 set.", ("Trần Thị Bình 1 (B001)",)),
        ],
        "1(6)": [],
        "3.6": [],
    }  # fmt: skip


@pytest.mark.django_db
def test_caps_and_quotas_under_both_sets():
    sitting = Sitting(members=6)
    figures = compare_sets(sitting.campaign).figures

    caps = [
        (line.rule, line.pool, line.before and line.before.limit, line.after and line.after.limit)
        for line in figures.caps
    ]
    assert caps == [
        (Rule.MEMBER_EXCELLENT_CAP, "Đảng bộ Phường 11 (P11)", 2, 2),
        (Rule.OFFICER_EXCELLENT_CAP, "UBND (UBND)", 0, None),
        (Rule.OFFICER_EXCELLENT_CAP, "cấp phường", None, 0),
        (Rule.COLLECTIVE_EXCELLENT_CAP, "Đảng bộ Phường 11 (P11)", 0, 0),
        (Rule.CELL_EXCELLENT_CAP, "Đảng bộ Phường 11 (P11)", 0, 0),
    ]
    assert [(line.name, line.before, line.after.quota) for line in figures.cell_quotas] == [
        ("Chi bộ Khu phố 1 (KP01)", None, 1),
        ("Chi bộ Khu phố 2 (KP02)", None, 1),
    ]
    assert [(verdict.rules.code, verdict.violations) for verdict in figures.verdicts] == [("2020", 0), ("2021", 0)]
