"""Criteria sheets 03, 04 and 05 to be filled in by a body that takes part in the review (HD 21)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import Review, ReviewFile
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.reports.contents.blocks import Row, Table, simple_heads
from assessments.reports.contents.bundle import Bundle, bundle_of
from assessments.reports.contents.form_pages import Choice
from assessments.reports.contents.party_document import OPEN, Letterhead
from assessments.reports.contents.unit_head import unit_head, year_words
from assessments.rules import Grade
from assessments.selectors.printing import PrintedSheet, has_sheet_subjects, printed_sheets
from assessments.workflow import SubjectKind

#: Three lines to write on for each.
_LINES = range(1)


@dataclass(frozen=True, slots=True)
class CriteriaSheetPage:
    """One sheet of one subject for one body. participant, subject: both lines of its head."""

    letterhead: Letterhead
    mark: str
    participant: str
    subject: str
    table: Table
    lines: range
    grades: tuple[Choice, ...]
    signature: str
    dated_on: str
    draft: bool = False


def has_sheets(kind: str):
    """Whether there is anything to print, for the catalogue."""
    return lambda file: has_sheet_subjects(file, kind)


def sheets_of_kind(kind: str):
    """All sheets of one kind of subject, for the catalogue."""

    def contents(file: ReviewFile) -> Bundle:
        sheets = [_page(file, one) for one in printed_sheets(file, kind)]
        return bundle_of(sheets, _("Criteria sheets of %(unit)s") % {"unit": file.name})

    return contents


def sheets_of_subject(review: Review) -> Bundle:
    """Every body's sheet of one subject."""
    sheets = [_page(review.file, one) for one in printed_sheets(review.file, review.kind, review)]
    return bundle_of(sheets, _("Criteria sheets of %(unit)s") % {"unit": review.name})


def subject_has_sheets(review: Review) -> bool:
    return bool(printed_sheets(review.file, review.kind, review))


def _page(file: ReviewFile, one: PrintedSheet) -> CriteriaSheetPage:
    labels = {
        SubjectKind.CELL: _("Party organization assessed: %(name)s"),
        SubjectKind.COLLECTIVE: _("Collective assessed: %(name)s"),
        SubjectKind.MEMBER: _("Party member assessed: %(name)s"),
    }
    return CriteriaSheetPage(
        letterhead=unit_head(file, one.sheet.title("vi").upper(), year_words(file)),
        mark=_("Form %(number)s HD KĐ.ĐG 2019") % {"number": one.sheet.number},
        participant=_("Participating body: %(name)s") % {"name": _body(one)},
        subject=labels[SubjectKind(one.review.kind)] % {"name": one.review.name},
        table=Table(
            caption=_("Levels of the criteria"),
            heads=simple_heads(pgettext("paper", "No"), _("Criterion"), *(str(word) for _level, word in LEVEL_CHOICES)),
            rows=tuple(_rows(one)),
            layout="criteria",
            words=(1,),
        ),
        lines=_LINES,
        grades=tuple(Choice(grade.vi) for grade in Grade),
        signature=pgettext("paper", "FOR THE PARTICIPATING BODY"),
        dated_on=file.campaign.review_date.isoformat(),
    )


def _body(one: PrintedSheet) -> str:
    if one.is_named:
        return one.body
    return f"{one.body}: {OPEN * 12}" if one.body else OPEN * 16


def _rows(one: PrintedSheet):
    for part in one.sheet.parts:
        if len(part.criteria) > 1:
            yield Row((part.number, part.heading("vi"), "", "", "", ""), strong=True)
        for criterion in part.criteria:
            yield Row((criterion.number, criterion.heading("vi"), "", "", "", ""))
