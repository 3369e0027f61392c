"""Forms 01 and 02 by version, as data. Pure: imports nothing but the standard library."""

from assessments.review_forms.catalogue import (
    SECTION_GROUPS,
    form_for,
    levels_of,
    read_form,
    version_for,
)
from assessments.review_forms.sections import Form, Section
from assessments.review_forms.topics import SPECIAL_TOPICS_2021

__all__ = [
    "SECTION_GROUPS",
    "SPECIAL_TOPICS_2021",
    "Form",
    "Section",
    "form_for",
    "levels_of",
    "read_form",
    "version_for",
]
