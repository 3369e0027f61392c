"""The district's table over random wards: sums of whole numbers, one pool over all of them, the engine's own figures."""

import json
from fractions import Fraction

import pytest

from assessments.models import ReceivedReport
from assessments.reports.district.figures import taken_apart, total_of
from assessments.reports.district.year_table import table_as_json, year_table
from assessments.rules import ManagementLevel, check, level_cap_over, read_dossier, rule_set
from tests import factories as make
from tests.assessments.district_scene import known_key, received_dossier, ward_dossier
from tests.assessments.reports.wards import ISSUE, NARRATIVE, counted, report_data

SEEDS = range(20, 28)
GRADES = ("excellent", "good", "fulfilled", "unfulfilled")


def answers():
    return [check(read_dossier(ward_dossier(f"P{seed}", seed))) for seed in SEEDS]


def test_a_wards_figures_are_the_engines():
    for answer in answers():
        figures = taken_apart(answer.dossier, None).figures

        counts = answer.counts
        assert figures.members.total == counts["members"]["present"]
        assert [figures.members.of(grade) for grade in GRADES] == [counts["members"][grade] for grade in GRADES]
        assert [figures.cells.of(grade) for grade in GRADES] == [counts["cells"][grade] for grade in GRADES]
        assert figures.officers.excellent == sum(row["excellent"] for row in counts["officers"].values())
        caps = {(cap.rule.value, cap.pool): cap for cap in answer.caps}
        cap = caps["member-excellent-cap", answer.dossier.organization.code]
        assert (figures.member_cap.actual, figures.member_cap.limit) == (cap.actual, cap.limit)
        assert figures.not_reviewed is None
        severities = [finding.severity.value for finding in answer.findings]
        assert (figures.violations, figures.needing_reason) == (
            severities.count("violation"), severities.count("needs-reason"),
        )  # fmt: skip


def test_the_sum_is_that_of_the_wards_column_by_column():
    found = answers()

    total = total_of([taken_apart(answer.dossier, None).figures for answer in found])

    for kind in ("members", "cells", "collectives"):
        for grade in GRADES:
            assert getattr(total, kind).of(grade) == sum(answer.counts[kind][grade] for answer in found)
    assert total.members.total == sum(answer.counts["members"]["present"] for answer in found)
    assert total.violations == sum(f.severity.value == "violation" for answer in found for f in answer.findings)


def test_officers_of_the_district_are_one_pool_over_all_wards():
    dossiers = [read_dossier(ward_dossier(f"P{seed}", seed)) for seed in range(40, 80)]

    cap = level_cap_over(dossiers, ManagementLevel.DISTRICT, rule_set("2021"))

    posts = [post for dossier in dossiers for post in dossier.officers if post.management_level.value == "district"]
    good = sum(post.grade is not None and post.grade.value in ("excellent", "good") for post in posts)
    single = [check(dossier).caps for dossier in dossiers]
    alone = sum(cap.limit for caps in single for cap in caps if cap.pool == "district")
    assert (cap.base, cap.limit) == (good, int(Fraction(20, 100) * good))
    assert cap.actual == sum(post.grade is not None and post.grade.value == "excellent" for post in posts)
    assert cap.limit > alone  # limits rounded down ward by ward would lose posts


def test_a_wards_own_parameters_do_not_move_the_districts_cap():
    raw = ward_dossier("P12", 12)
    raw["officers"] = [
        {"member": raw["members"][0]["code"], "management_level": "district", "unit": "P12", "grade": "good"}
    ]
    plain = level_cap_over([read_dossier(raw)] * 5, ManagementLevel.DISTRICT, rule_set("2021"))
    raw["parameters"] = {"cap_percent": 100, "cap_base": "good_only"}

    assert level_cap_over([read_dossier(raw)] * 5, ManagementLevel.DISTRICT, rule_set("2021")) == plain
    assert (plain.base, plain.limit) == (5, 1)


def test_rules_that_cap_by_unit_know_no_pool_over_wards():
    assert level_cap_over([read_dossier(ward_dossier("P12", 12))], ManagementLevel.DISTRICT, rule_set("2020")) is None


@pytest.mark.django_db
def test_the_table_names_who_is_missing_and_counts_only_what_stands():
    make.make_ward("P11")
    known_key("P14")
    received_dossier("P12", 12)
    received_dossier("P13", 13)
    ReceivedReport.objects.filter(ward_code="P13").update(superseded=True)

    table = year_table(2021)

    assert [line.row.ward_code for line in table.lines] == ["P12"]
    assert [code for code, _name in table.missing] == ["P11", "P14"]
    assert table.pool.complete is False
    assert table.total == table.lines[0].figures


@pytest.mark.django_db
def test_a_year_without_reports_has_no_sum():
    table = year_table(2021)

    assert (table.lines, table.total, table.pool) == ((), None, None)
    assert table_as_json(table)["sum"] is None


@pytest.mark.django_db
@pytest.mark.parametrize("wards", [1, 4])
def test_the_table_costs_the_same_for_any_number_of_wards(django_assert_num_queries, wards):
    for number in range(wards):
        received_dossier(f"P{number}", 60 + number)

    with django_assert_num_queries(5):
        year_table(2021)


@pytest.mark.django_db
def test_as_json_it_holds_whole_numbers_and_nothing_of_the_narrative():
    raw = ward_dossier("P12", 12)
    dossier, tally = read_dossier(raw), counted(raw)
    report = taken_apart(dossier, report_data(tally.tally, ISSUE, reviewed=tuple(sorted(tally.reviewed))))
    received_dossier("P12", raw=raw)

    text = json.dumps(table_as_json(year_table(2021)), ensure_ascii=False)

    told = json.loads(text)
    assert told["wards"][0]["figures"]["members"]["excellent"] == report.figures.members.excellent
    assert told["sum"] == told["wards"][0]["figures"]
    assert not any(words in text for words in NARRATIVE.values())
    assert report.figures.not_reviewed == tally.tally.member_reviews.missing
