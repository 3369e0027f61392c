"""Shortcomings in figures: the sums hold, overdue is counted on a day, screen and report print the same numbers."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.models import Shortcoming
from assessments.reports.contents.party_document import Issue
from assessments.reports.contents.remedies_table import remedies_table
from assessments.reports.contents.ward_summary import ward_summary
from assessments.selectors.remedy_figures import NO_REMEDIES, Remedied, remedy_figures
from tests.assessments.remedy_scene import (
    AN,
    BINH,
    PAST,
    assess,
    carried,
    make_first_year,
    make_remedy_scene,
    name,
    note,
    open_next,
    plan,
    save,
    typed,
)  # fmt: skip
from tests.factories import TODAY

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

    figures = remedy_figures(scene.campaign, TODAY)

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
    after = remedy_figures(scene.campaign, TODAY).members
    assert (after.planned, after.unplanned, after.measures, after.done) == (2, 0, 2, 1)


def test_overdue_is_of_the_day(scene):
    members = remedy_figures(scene.campaign, TODAY).members

    assert members.open_days == (PAST,)
    assert [members.overdue_on(day) for day in (PAST, date(2021, 7, 1))] == [0, 1]


def test_who_left_the_year_is_in_no_figure(scene):
    whole = remedy_figures(scene.campaign, TODAY).members
    scene.campaign.reviews.filter(name=AN).update(left_on=date(2021, 12, 28))

    assert (whole.earlier, remedy_figures(scene.campaign, TODAY).members) == (2, Remedied())


def test_what_comes_after_the_papers_day_does_not_change_it(scene):
    """A measure done later, a correction noted later: the figures of an earlier day stay."""
    first, _second = carried(scene, AN)
    assess(scene, first, "not_fixed")
    first.refresh_from_db()
    measure = plan(scene, AN, first, due_on=date(2022, 1, 3))
    day = date(2022, 1, 7)
    before = remedy_figures(scene.campaign, day)
    save(scene, typed(measure, done_on=date(2022, 1, 8)), review=first.review)
    note(scene, noted_on=date(2022, 1, 8))

    assert remedy_figures(scene.campaign, day) == before
    assert (before.members.done, before.members.corrected, before.members.overdue_on(day)) == (0, 0, 1)
    after = remedy_figures(scene.campaign, TODAY).members
    assert (after.done, after.corrected, after.overdue_on(TODAY)) == (1, 1, 0)


def test_the_next_year_changes_no_figure_of_a_day_before_it():
    scene = make_first_year()
    [row] = name(scene, AN, "Nộp báo cáo muộn")
    plan(scene, AN, row, due_on=PAST)
    former, day = scene.campaign, date(2021, 8, 1)
    before = remedy_figures(former, day)
    open_next(scene)

    assert before.members.overdue_on(day) == 1
    assert remedy_figures(former, day) == before
    assert remedy_figures(former, date(2100, 1, 1)).members.open_days == ()


def test_the_sentence_names_the_day_and_no_percent_of_nothing(scene):
    report = ward_summary(scene.campaign, Issue("5", date(2022, 1, 8)))
    [told] = [part for under in report.parts for part in under.parts if "Khắc phục" in part.title]

    assert told.paragraphs[0].endswith("; phát hiện trong năm: 0; chưa đề ra biện pháp khắc phục.")
    Shortcoming.objects.filter(review__name=AN).update(carried_from=None, found_year=2021)
    report = ward_summary(scene.campaign, Issue("5", date(2022, 1, 8)))
    [told] = [part for under in report.parts for part in under.parts if "Khắc phục" in part.title]
    assert "Đảng viên: không có hạn chế, khuyết điểm của các năm trước phải khắc phục" in told.paragraphs[1]
    assert "–" not in told.paragraphs[1]


def remedies_in(report):
    parts = [under for part in report.parts for under in part.parts]
    return [table for part in parts for table in part.tables if table.caption == "Hạn chế và việc khắc phục"]


def test_the_report_prints_the_same_numbers(scene):
    assess(scene, carried(scene, AN)[0], "not_fixed")
    name(scene, BINH, "CHỮ-KÍN")

    report = ward_summary(scene.campaign)
    [table] = remedies_in(report)

    figures = remedy_figures(scene.campaign, scene.campaign.grading_date)
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

    assert remedy_figures(scene.campaign, TODAY) == replace(NO_REMEDIES)
    assert remedies_in(report) == []
