"""The sections of the form one writes in: the field, what lies beside it, how long it is and whether it is written."""

from collections.abc import Mapping

from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from assessments.forms.critiques import CritiqueForm
from assessments.models import Review, SelfCritique
from assessments.selectors.critiques import filled_sections
from assessments.selectors.hints import SECTION as HINTS_SECTION
from assessments.selectors.last_year_plan import PLAN_SECTIONS, last_years_plan
from assessments.services.critique_writing import MAX_TEXT
from cells.vietnamese import tidy_text

#: How far a section is; shown, and never enforced on a draft. sections.js says the same while somebody types.
MARKS = {
    "done": _("written"),
    "level": _("level missing"),
    "empty": _("not written yet"),
    "free": _("may stay empty"),
}


def section_rows(
    review: Review,
    critique: SelfCritique | None,
    form: CritiqueForm,
    at_field: Mapping[str, list[str]],
    lang: str,
) -> list[dict]:
    """One dict for each section in the form's order, with its neighbours for the way on a phone."""
    plan = last_years_plan(review)
    rows = []
    for filled in filled_sections(review, critique):
        section, key = filled.section, filled.section.key
        text = form[f"text_{key}"]
        level = form[f"level_{key}"] if section.group else None
        typed = tidy_text(text.value() or "")
        asked = [form[f"hint_{point.pk}"] for point in form.points] if key == HINTS_SECTION else []
        rows.append(
            {
                "section": section,
                "key": key,
                "heading": section.heading(lang),
                "guidance": section.guidance(lang),
                "text": text,
                "level": level,
                "last_year": filled.last_year,
                "plan": plan if key in PLAN_SECTIONS else [],
                "words": len(typed.split()),
                "characters": len(typed),
                "too_long": len(typed) > MAX_TEXT,
                "mark": _answered(asked)
                if asked
                else _mark(section.required, bool(typed), level is None or not section.level_required or level.value()),
                "owed": section.required or bool(asked),
                "text_errors": at_field[f"text_{key}"],
                "level_errors": at_field[f"level_{key}"],
            }
        )
    for row, before, after in zip(rows, [None, *rows[:-1]], [*rows[1:], None], strict=True):
        row["before"], row["after"] = before, after
    return rows


def _mark(required: bool, written: bool, levelled: object) -> str:
    if not written:
        return "empty" if required else "free"
    return "done" if levelled else "level"


def _answered(fields: list[BoundField]) -> str:
    """Points of a review hint are owed, whatever else stands in their section (123-CV/ĐU 3.5)."""
    return "done" if all(tidy_text(field.value() or "") for field in fields) else "empty"


def list_context(rows: list[dict], form: CritiqueForm) -> dict:
    """What the list of sections shows: the count of those that are owed, the own grade among them; where to begin."""
    graded = bool(form["self_grade"].value())
    owed = [row["mark"] == "done" for row in rows if row["owed"]]
    return {
        "sections": rows,
        "marks": MARKS,
        "grade_mark": "done" if graded else "empty",
        "sections_done": sum(owed) + graded,
        "sections_owed": len(owed) + 1,
        "current": next((row["key"] for row in rows if row["text_errors"] or row["level_errors"]), rows[0]["key"]),
        "most_characters": MAX_TEXT,
    }
