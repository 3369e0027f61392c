"""Words and shapes of grades, stages, percents and dates."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from assessments.models.fields import STAGE_LABELS
from assessments.rules import Rule
from assessments.templatetags.grades import (
    deadline,
    grade_badge,
    percent,
    section_label,
    stage_badge,
    vn_date,
    vn_datetime,
)
from cells.vocabulary import GivenGrade

TODAY = date(2021, 12, 19)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (186, 1000, "18,6%"),
        (1, 3, "33,3%"),
        (2, 3, "66,7%"),
        (1, 8, "12,5%"),
        (1, 2000, "0,1%"),
        (499, 1_000_000, "0,0%"),
        (500, 1_000_000, "0,1%"),
        (591, 591, "100,0%"),
        (0, 5, "0,0%"),
        (0, 0, "–"),
    ],
)
def test_percent_is_rounded_half_up_at_one_decimal(part, whole, shown):
    assert percent(part, whole) == shown


def test_percent_has_a_point_in_english():
    with override("en"):
        assert percent(186, 1000) == "18.6%"


def test_every_grade_has_its_own_word_and_shape():
    badges = [grade_badge(grade) for grade in GivenGrade.values]

    assert len(set(badges)) == 4
    assert [f'is-{grade}"' in badge for grade, badge in zip(GivenGrade.values, badges, strict=True)] == [True] * 4
    assert [str(GivenGrade(grade).label) in badge for grade, badge in zip(GivenGrade.values, badges, strict=True)] == [
        True
    ] * 4
    assert [badge.count('aria-hidden="true"') for badge in badges] == [1, 1, 1, 1]


def test_no_grade_says_so_in_words():
    assert grade_badge("") == '<span class="badge-word is-none">Chưa xếp loại</span>'
    assert grade_badge(None) == grade_badge("")


def test_unknown_grade_is_an_error_not_a_blank():
    with pytest.raises(ValueError, match="brilliant"):
        grade_badge("brilliant")


def test_every_stage_of_a_file_shows_its_word():
    for stage, label in STAGE_LABELS.items():
        assert stage_badge(stage.value).endswith(f">{label}</span>")


def test_campaign_stage_shows_its_word():
    assert stage_badge("preparing") == '<span class="badge-word is-waiting">Đang chuẩn bị</span>'


def test_dates_read_day_month_year():
    assert vn_date(date(2022, 1, 8)) == "08/01/2022"
    assert vn_date(None) == "–"


def test_moment_is_told_in_vietnamese_time():
    late = datetime(2022, 1, 7, 18, 32, tzinfo=UTC)

    assert vn_datetime(late) == "01:32 08/01/2022"
    assert vn_date(late) == "08/01/2022"
    assert vn_datetime(None) == "–"


@pytest.mark.parametrize(
    ("due_on", "shown"),
    [
        (date(2021, 12, 25), "còn 6 ngày"),
        (date(2021, 12, 20), "còn 1 ngày"),
        (date(2021, 12, 19), '<span class="badge-word is-working">hạn hôm nay</span>'),
        (date(2021, 12, 16), '<span class="badge-word is-overdue">quá hạn 3 ngày</span>'),
        (None, "–"),
    ],
)
def test_deadline_says_how_many_days(due_on, shown):
    assert deadline(due_on, TODAY) == shown


def test_a_cells_note_on_a_finding_is_named_by_its_rule():
    with override("vi"):
        words = section_label("finding:cell-grade-not-earned:KP01")

    assert words == f"{Rule('cell-grade-not-earned').vi} (KP01)"
