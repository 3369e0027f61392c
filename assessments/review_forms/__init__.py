"""Forms 01 and 02, sheets 03, 04 and 05 by version, as data. Pure: imports nothing but the standard library."""

from assessments.review_forms.catalogue import (
    SECTION_GROUPS,
    form_for,
    levels_of,
    read_form,
    version_for,
)
from assessments.review_forms.sections import Form, Section
from assessments.review_forms.sheets import (
    ORGANIZATION_SHEET,
    SHEET_OF_FORM,
    SHEETS,
    Criterion,
    Sheet,
    borne_grade,
    read_sheet,
    sheet_version_for,
    sheet_version_of,
)
from assessments.review_forms.topics import SPECIAL_TOPICS_2021

__all__ = [
    "ORGANIZATION_SHEET",
    "SECTION_GROUPS",
    "SHEETS",
    "SHEET_OF_FORM",
    "SPECIAL_TOPICS_2021",
    "Criterion",
    "Form",
    "Section",
    "Sheet",
    "borne_grade",
    "form_for",
    "levels_of",
    "read_form",
    "read_sheet",
    "sheet_version_for",
    "sheet_version_of",
    "version_for",
]
