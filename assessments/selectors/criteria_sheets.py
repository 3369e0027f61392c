"""Criteria sheets as people read and fill them: criteria with the level that counts, whose it is, what it bears."""

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from assessments.models import CriteriaSheet, Grading, Review, ReviewFile, SelfCritique
from assessments.review_forms import (
    ORGANIZATION_SHEET,
    SHEET_OF_FORM,
    Criterion,
    Sheet,
    borne_grade,
    read_sheet,
    sheet_version_for,
    sheet_version_of,
)
from assessments.selectors.critiques import form_of
from assessments.workflow import GradingStep, SubjectKind
from cells.vocabulary import GivenGrade

#: Subjects that a sheet exists for; an officer's post is judged with the person's sheet.
WITH_SHEET = frozenset({SubjectKind.CELL, SubjectKind.COLLECTIVE, SubjectKind.MEMBER})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """level: as it counts now (or as typed); level_self: the self-rating, of forms 01 and 02."""

    criterion: Criterion
    heading: str
    level: str
    level_self: str = ""


@dataclass(frozen=True, slots=True)
class SheetPart:
    number: str
    heading: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """One subject's sheet. `stored`: sheet 03 as kept; `critique`: what sheets 04 and 05 take their levels from."""

    sheet: Sheet
    title: str
    source: str
    parts: tuple[SheetPart, ...]
    stored: CriteriaSheet | None
    critique: SelfCritique | None

    @property
    def levels(self) -> dict[str, str]:
        return {row.criterion.key: row.level for part in self.parts for row in part.rows if row.level}

    @property
    def given(self) -> int:
        return len(self.levels)

    @property
    def left(self) -> int:
        """Criteria that still need a level."""
        return len(self.sheet.missing(self.levels))

    @property
    def borne(self) -> str:
        """The best grade the levels bear; blank while one is missing."""
        return borne_grade(self.sheet, self.levels)

    @property
    def is_open(self) -> bool:
        """Levels can be given: the cell's own sheet at any time, the others once the critique is submitted."""
        return self.sheet.code == ORGANIZATION_SHEET or (self.critique is not None and self.critique.is_submitted)


def language() -> str:
    return "en" if get_language() == "en" else "vi"


def critique_of(review: Review) -> SelfCritique | None:
    return SelfCritique.objects.filter(review=review).prefetch_related("answers").first()


def sheet_for(review: Review, critique: SelfCritique | None = None, stored: CriteriaSheet | None = None) -> Sheet:
    """The sheet a subject is rated on: in the version it was begun on, else the campaign's. Raises KeyError."""
    if review.kind == SubjectKind.CELL:
        version = stored.sheet_version if stored else sheet_version_for(review.campaign.rule_set)
        return read_sheet(ORGANIZATION_SHEET, version)
    form = form_of(review, critique)
    return read_sheet(SHEET_OF_FORM[form.code], sheet_version_of(form.version))


def filled_sheet(review: Review, typed: dict[str, str] | None = None) -> FilledSheet:
    """The sheet with the levels that count: the meeting's, else the self-rating (rules G1); of a cell its own."""
    lang, typed = language(), typed or {}
    stored, critique = None, None
    counts: dict[str, str] = {}
    own: dict[str, str] = {}
    if review.kind == SubjectKind.CELL:
        stored = CriteriaSheet.objects.filter(review=review).first()
        counts = stored.levels if stored else {}
    else:
        critique = critique_of(review)
        if critique and critique.is_submitted:
            answers = list(critique.answers.all())
            own = {answer.section: answer.level_self for answer in answers}
            counts = {answer.section: answer.level_cell or answer.level_self for answer in answers}
    sheet = sheet_for(review, critique, stored)
    parts = tuple(
        SheetPart(
            part.number,
            part.heading(lang),
            tuple(
                SheetRow(one, one.heading(lang), typed.get(one.key, counts.get(one.key, "")), own.get(one.key, ""))
                for one in part.criteria
            ),
        )
        for part in sheet.parts
    )
    return FilledSheet(sheet, sheet.title(lang), sheet.source(lang), parts, stored, critique)


@dataclass(frozen=True, slots=True)
class CellSheetState:
    """How far sheet 03 of a file's cell has come. review_id: of the cell."""

    review_id: int
    given: int
    left: int
    borne: str
    proposed: str

    @property
    def exceeds(self) -> bool:
        """The meeting proposes more than the levels bear."""
        places = GivenGrade.values
        return bool(self.borne and self.proposed) and places.index(self.proposed) < places.index(self.borne)


def cell_sheet_state(file: ReviewFile) -> CellSheetState | None:
    """None for a collective's file. Three queries."""
    review = Review.objects.filter(file=file, kind=SubjectKind.CELL).first()
    if review is None:
        return None
    stored = CriteriaSheet.objects.filter(review=review).first()
    proposal = Grading.objects.filter(review=review, step=GradingStep.CELL, current=True).first()
    review.campaign = file.campaign
    sheet, levels = sheet_for(review, stored=stored), (stored.levels if stored else {})
    return CellSheetState(
        review.pk,
        given=len(levels),
        left=len(sheet.missing(levels)),
        borne=borne_grade(sheet, levels),
        proposed=proposal.grade if proposal else "",
    )


def sheet_notice(state: CellSheetState) -> str:
    """What the check says of sheet 03; blank when it is full and bears what is proposed."""
    if state.left:
        words = ngettext(
            "Sheet 03 of the cell: %(count)d criterion has no level.",
            "Sheet 03 of the cell: %(count)d criteria have no level.",
            state.left,
        )
        return words % {"count": state.left}
    if state.exceeds:
        words = _("Sheet 03 of the cell bears “%(borne)s” at most, and the meeting proposes “%(proposed)s”.")
        labels = dict(GivenGrade.choices)
        return words % {"borne": labels[state.borne], "proposed": labels[state.proposed]}
    return ""
