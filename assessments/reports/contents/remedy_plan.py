"""The remediation plan of a person or collective (kế hoạch khắc phục hạn chế, khuyết điểm; 123-CV/ĐU 3.5)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import Review, ReviewFile, Shortcoming
from assessments.reports.contents.blocks import NOTHING, Part, Table, numbered, paragraphs_of, simple_heads
from assessments.reports.contents.bundle import Bundle, bundle_of
from assessments.reports.contents.party_document import Letterhead
from assessments.reports.contents.unit_head import unit_head
from assessments.selectors.remedies import MeasureRow, ShortcomingRow, Subject, subject_of, subjects_of_file


@dataclass(frozen=True, slots=True)
class RemedyPlan:
    """who: of whom the plan is. shortcomings: each with the table of its measures. Left signs the subject, right the
    unit."""

    letterhead: Letterhead
    who: str
    shortcomings: tuple[Part, ...]
    left: str
    left_name: str
    right: str
    draft: bool
    draft_mark: str
    dated_on: str


def has_plan(review: Review) -> bool:
    return bool(subject_of(review).planned)


def has_plans(file: ReviewFile) -> bool:
    """One query where nothing was found."""
    return Shortcoming.objects.filter(review__file=file).exists() and bool(_planned(file))


def planned(file: ReviewFile) -> set[int]:
    """Review ids of those with something to plan; six queries."""
    return {subject.review.pk for subject in _planned(file)}


def remedy_plan(review: Review) -> RemedyPlan:
    return _plan(review.file, subject_of(review))


def remedy_plans(file: ReviewFile) -> Bundle:
    """Everybody's of the file."""
    plans = [_plan(file, subject) for subject in _planned(file)]
    return bundle_of(plans, _("Remediation plans of %(unit)s") % {"unit": file.name})


def _planned(file: ReviewFile) -> list[Subject]:
    return [subject for subject in subjects_of_file(file) if subject.planned]


def _plan(file: ReviewFile, subject: Subject) -> RemedyPlan:
    review = subject.review
    name = review.name
    who = _("Full name: %(name)s") if review.member_id else _("Collective: %(name)s")
    subject_words = _("for mending the shortcomings found in the review of the year %(year)s")
    unit = pgettext("paper", "FOR THE CELL COMMITTEE (CELL)") if file.cell_id else _("FOR THE COLLECTIVE")
    return RemedyPlan(
        letterhead=unit_head(file, pgettext("paper", "PLAN"), subject_words % {"year": file.campaign.year}),
        who=who % {"name": name},
        shortcomings=tuple(_shortcoming(number, row) for number, row in enumerate(subject.planned, start=1)),
        left=pgettext("paper", "THE PERSON WHO MENDS") if review.member_id else _("FOR THE COLLECTIVE"),
        left_name=name if review.member_id else "",
        right=unit,
        draft=subject.lacks_plan,
        draft_mark=_("DRAFT – a shortcoming without a measure"),
        dated_on=file.campaign.review_date.isoformat(),
    )


def _shortcoming(number: int, row: ShortcomingRow) -> Part:
    first, *more = paragraphs_of(row.text) or ("",)
    if row.is_earlier:
        words = {"found": row.found_year, "outcome": row.outcome_label.lower()}
        more.append(_("(Found in %(found)s; this year: %(outcome)s.)") % words)
        more += paragraphs_of(row.progress)
    return Part(f"{number}. {first}", tuple(more), (_measures(row.measures),))


def _measures(measures: tuple[MeasureRow, ...]) -> Table:
    heads = simple_heads(
        pgettext("paper", "No"), _("Measure"), _("Person in charge"), _("Due on"), _("What came of it"),
    )  # fmt: skip
    rows = numbered((one.measure, one.person, f"{one.due_on:%d/%m/%Y}", _result(one)) for one in measures)
    return Table("", heads, rows, "measures", words=(1, 2, 4), empty=_("No measure yet."))


def _result(one: MeasureRow) -> str:
    done = _("done on %(day)s") % {"day": f"{one.done_on:%d/%m/%Y}"} if one.done_on else ""
    return ": ".join(filter(None, (done, one.result))) or NOTHING
