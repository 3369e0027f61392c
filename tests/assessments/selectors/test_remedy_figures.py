"""Shortcomings in figures: the sums hold, overdue is counted on a day, screen and report print the same numbers."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.models import Shortcoming
from assessments.reports.contents.remedies_table import remedies_table
from assessments.reports.contents.ward_summary import ward_summary
from assessments.selectors.remedy_figures import NO_REMEDIES, Remedied, remedy_figures
from tests.assessments.remedy_scene import AN, BINH, PAST, assess, carried, make_remedy_scene, name, note, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_remedy_scene()


def test_each_figure_counts_what_it_says(scene):
    first, second = carried(scene, AN)
    assess(scene, first, "fixing", "Một nửa")
    assess(scene, second, "fixed")
    first.refresh_from_db()
    plan(scene, AN, first, due_on=date(2022, 3, 1))
    [row] = name(scene, BINH, "Chậm nộp đảng phí")
    note(scene)

    figures = remedy_figures(scene.campaign)

    assert figures.members == Remedied(
        found=1,
        earlier=2,
        fixed=1,
        fixing=1,
        planned=1,
        unplanned=1,
        measures=1,
        corrected=1,
        open_days=(date(2022, 3, 1),),
    )
    assert figures.collectives == Remedied(earlier=1)
    assert (figures.members.subjects, figures.members.unassessed, figures.collectives.unassessed) == (2, 0, 1)
    plan(scene, BINH, row, done_on=date(2022, 1, 5))
    after = remedy_figures(scene.campaign).members
    assert (after.planned, after.unplanned, after.measures, after.done) == (2, 0, 2, 1)


def test_overdue_is_of_the_day(scene):
    members = remedy_figures(scene.campaign).members

    assert members.open_days == (PAST,)
    assert [members.overdue_on(day) for day in (PAST, date(2021, 7, 1))] == [0, 1]


def test_who_left_the_year_is_in_no_figure(scene):
    whole = remedy_figures(scene.campaign).members
    scene.campaign.reviews.filter(name=AN).update(left_on=date(2021, 12, 28))

    assert (whole.earlier, remedy_figures(scene.campaign).members) == (2, Remedied())


def remedies_in(report):
    parts = [under for part in report.parts for under in part.parts]
    return [table for part in parts for table in part.tables if table.caption == "Hạn chế và việc khắc phục"]


def test_the_report_prints_the_same_numbers(scene):
    assess(scene, carried(scene, AN)[0], "not_fixed")
    name(scene, BINH, "CHỮ-KÍN")

    report = ward_summary(scene.campaign)
    [table] = remedies_in(report)

    figures = remedy_figures(scene.campaign)
    assert [row.cells for row in table.rows] == [
        row.cells for row in remedies_table(figures, scene.campaign.grading_date).rows
    ]
    assert [row.cells[1:] for row in table.rows] == [
        ("1", "2"), ("0", "0"), ("0", "0"), ("0", "1"), ("1", "1"),
        ("0", "1"), ("0", "2"), ("0", "0"), ("0", "2"), ("0", "0"), ("0", "0"),
    ]  # fmt: skip
    assert "CHỮ-KÍN" not in str(report)


def test_without_any_there_is_no_table(scene):
    Shortcoming.objects.all().update(carried_from=None)
    for row in Shortcoming.objects.all():
        row.measures.all().delete()
        row.delete()

    report = ward_summary(scene.campaign)

    assert remedy_figures(scene.campaign) == replace(NO_REMEDIES)
    assert remedies_in(report) == []
