"""The levels of a file on one page: a row per submitted critique, a column per criterion, a table per form."""

from dataclasses import dataclass

from django.utils.translation import get_language

from assessments.models import Review, ReviewFile, SelfCritique
from assessments.review_forms import Section, read_form


@dataclass(frozen=True, slots=True)
class LevelCell:
    """name: of the field. level: as it counts now (or as typed). level_self: the self-rating."""

    section: str
    number: str
    name: str
    level: str
    level_self: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    review: Review
    cells: tuple[LevelCell, ...]


@dataclass(frozen=True, slots=True)
class LevelTable:
    """columns: the criteria of the form with their headings."""

    title: str
    columns: tuple[tuple[Section, str], ...]
    rows: tuple[LevelRow, ...]


def level_tables(file: ReviewFile, typed: dict[tuple[int, str], str] | None = None) -> list[LevelTable]:
    """Collectives, then people, grouped by the form they wrote; names by given name. Two queries."""
    lang = "en" if get_language() == "en" else "vi"
    critiques = (
        SelfCritique.objects.filter(review__in=Review.objects.filter(file=file), submitted_at__isnull=False)
        .select_related("review")
        .prefetch_related("answers")
    )
    groups: dict[tuple[str, str], list[SelfCritique]] = {}
    for critique in sorted(critiques, key=lambda one: (one.review.sort_key, one.review.code)):
        groups.setdefault((critique.form, critique.form_version), []).append(critique)
    tables = []
    for form_code, version in sorted(groups):
        form = read_form(form_code, version)
        rows = tuple(_row(critique, form.rated, typed or {}) for critique in groups[form_code, version])
        columns = tuple((section, section.heading(lang)) for section in form.rated)
        tables.append(LevelTable(form.title(lang), columns, rows))
    return tables


def _row(critique: SelfCritique, rated: tuple[Section, ...], typed: dict[tuple[int, str], str]) -> LevelRow:
    answers = {answer.section: answer for answer in critique.answers.all()}
    cells = []
    for section in rated:
        answer = answers.get(section.key)
        counts = (answer.level_cell or answer.level_self) if answer else ""
        cells.append(
            LevelCell(
                section.key,
                section.number,
                f"level_{critique.review_id}_{section.key}",
                typed.get((critique.review_id, section.key), counts),
                answer.level_self if answer else "",
            )
        )
    return LevelRow(critique.review, tuple(cells))
