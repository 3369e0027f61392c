"""Shortcomings and remediation plans as people read them: last year's to assess, this year's, the plans, the notes (G3)."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import (
    Answer,
    Campaign,
    RemedyMeasure,
    RemedyNote,
    Review,
    ReviewFile,
    SelfCritique,
    Shortcoming,
)
from assessments.models.remedy import OUTCOME_LABELS
from assessments.selectors.critiques import critique_rows
from assessments.selectors.standings import WRITES_CRITIQUE, Standings
from assessments.workflow import CampaignStage
from cells.vietnamese import fold, tidy

CITATION = "123-CV/ĐU 3.5"
#: Section of forms 01 and 02 that names the shortcomings.
SECTION = "limits"
#: Section of forms 01 and 02 that tells how the earlier ones were mended.
MENDED_SECTION = "remedies"
FIXED, FIXING, NOT_FIXED = OUTCOME_LABELS
#: Longest text of a shortcoming, a measure, a result, in characters; most rows of one subject.
MAX_TEXT, MAX_ROWS = 2000, 60
#: A dash, a number or a letter in front of a line: `- Chậm`, `1. Chậm`, `a) Chậm`; not `1.5 tỷ`.
_MARK = re.compile(r"^\s*(?:[-–—+*•●▪○]+\s*|\(?(?:\d{1,2}|[a-zđ])[.)]\s+)", re.IGNORECASE)


def calls_for_measures(found_year: int, year: int, outcome: str) -> bool:
    """A shortcoming of the year itself, or an earlier one that the year found not (wholly) mended, needs a plan."""
    return found_year == year or outcome in (FIXING, NOT_FIXED)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One line of a plan."""

    pk: int
    measure: str
    person: str
    due_on: date
    done_on: date | None
    result: str
    revision: int = 1

    def is_done_on(self, day: date) -> bool:
        return self.done_on is not None and self.done_on <= day

    def is_overdue(self, on: date) -> bool:
        return self.done_on is None and self.due_on < on


@dataclass(frozen=True, slots=True)
class ShortcomingRow:
    """One shortcoming in the review of `year`. `earlier`: the measures of the year before, `earlier_review` where they
    stand; `taken_over_on`: the day the next year took it over, `later` what that year found."""

    pk: int
    year: int
    found_year: int
    text: str
    outcome: str
    progress: str
    assessed_by: str
    revision: int
    measures: tuple[MeasureRow, ...] = ()
    earlier: tuple[MeasureRow, ...] = ()
    earlier_review: int | None = None
    taken_over_on: date | None = None
    later: str = ""

    @property
    def taken_over(self) -> bool:
        return self.taken_over_on is not None

    @property
    def is_earlier(self) -> bool:
        """Of a year before: it is assessed, not found."""
        return self.found_year < self.year

    @property
    def outcome_label(self) -> str:
        return str(OUTCOME_LABELS.get(self.outcome, ""))

    @property
    def later_label(self) -> str:
        return str(OUTCOME_LABELS.get(self.later, ""))

    @property
    def needs_measures(self) -> bool:
        return calls_for_measures(self.found_year, self.year, self.outcome)

    @property
    def followed(self) -> tuple[MeasureRow, ...]:
        """Measures whose days count: the own, last year's until they are assessed; none once the next year follows them."""
        return self.followed_on(date.max)

    def followed_on(self, day: date) -> tuple[MeasureRow, ...]:
        """The same as it was on that day: before the next year was opened, the days counted here."""
        if self.taken_over_on is not None and self.taken_over_on <= day:
            return ()
        if self.needs_measures:
            return self.measures
        return () if self.outcome else self.earlier

    def overdue(self, on: date) -> list[MeasureRow]:
        return [measure for measure in self.followed if measure.is_overdue(on)]


@dataclass(frozen=True, slots=True)
class Subject:
    """One reviewed person or collective with everything about its shortcomings. `owes`: a review is due this year."""

    review: Review
    owes: bool
    rows: tuple[ShortcomingRow, ...] = ()
    notes: tuple[RemedyNote, ...] = ()

    @property
    def earlier(self) -> list[ShortcomingRow]:
        return [row for row in self.rows if row.is_earlier]

    @property
    def found(self) -> list[ShortcomingRow]:
        return [row for row in self.rows if not row.is_earlier]

    @property
    def assessed(self) -> int:
        return sum(bool(row.outcome) for row in self.earlier)

    @property
    def to_assess(self) -> list[ShortcomingRow]:
        """Earlier shortcomings that this year's review owes a word about."""
        return [row for row in self.earlier if not row.outcome] if self.owes else []

    @property
    def planned(self) -> list[ShortcomingRow]:
        """What the plan is about."""
        return [row for row in self.rows if row.needs_measures]

    @property
    def lacks_plan(self) -> bool:
        return any(not row.measures for row in self.planned)

    @property
    def measures(self) -> list[MeasureRow]:
        return [measure for row in self.planned for measure in row.measures]

    @property
    def done(self) -> int:
        return sum(measure.done_on is not None for measure in self.measures)

    def overdue(self, on: date) -> list[MeasureRow]:
        return [measure for row in self.rows for measure in row.overdue(on)]

    def is_neglected(self, on: date) -> bool:
        """A day has passed, or an earlier shortcoming was found not mended."""
        return bool(self.overdue(on)) or any(row.outcome == NOT_FIXED for row in self.earlier)


@dataclass(frozen=True, slots=True)
class RemedyFilter:
    """What of the ward's list is wanted; blank means all."""

    only: str = ""
    search: str = ""
    file_id: int | None = None

    @property
    def is_set(self) -> bool:
        return bool(self.only or self.search or self.file_id)


@dataclass(frozen=True, slots=True)
class WardRemedies:
    """All subjects with a shortcoming, those wanted, and how many each filter holds."""

    everything: list[Subject] = field(default_factory=list)
    rows: list[Subject] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    files: list[tuple[int, str]] = field(default_factory=list)


#: Filters of the ward's page: name → does a subject belong.
FILTERS = {
    "overdue": lambda subject, on: bool(subject.overdue(on)),
    "unassessed": lambda subject, on: bool(subject.to_assess),
    "no_plan": lambda subject, on: subject.lacks_plan,
    "neglected": lambda subject, on: subject.is_neglected(on),
    "not_corrected": lambda subject, on: subject.is_neglected(on) and not subject.notes,
    "noted": lambda subject, on: bool(subject.notes),
}


def subject_of(review: Review) -> Subject:
    """One review's shortcomings; four queries."""
    rows = _rows(Shortcoming.objects.filter(review=review))
    notes = RemedyNote.objects.filter(review=review).order_by("noted_on", "pk")
    return Subject(review, _owes(review), tuple(rows.get(review.pk, ())), tuple(notes))


def own_words(review: Review) -> str:
    """What the person or collective itself says of how the earlier shortcomings were mended (forms 01, 02, section III).

    Their words beside each other, two hands (rules G3): the person tells it in the self-critique, a member with an
    account there too; whether a shortcoming is fixed is found by the review, so the unit's secretary enters it.
    One query.
    """
    told = Answer.objects.filter(critique__review=review, section=MENDED_SECTION).values_list("text", flat=True)
    return next(iter(told), "")


def subjects_of_file(file: ReviewFile) -> list[Subject]:
    """Everybody in the file who owes a review or has a shortcoming, in the order of the critiques; six queries."""
    rows = _rows(Shortcoming.objects.filter(review__file=file))
    notes = _notes(RemedyNote.objects.filter(review__file=file))
    subjects = [
        Subject(one.review, one.bar is None, tuple(rows.get(one.review.pk, ())), tuple(notes.get(one.review.pk, ())))
        for one in critique_rows(file)
    ]
    return [subject for subject in subjects if subject.owes or subject.rows]


def subjects_of(campaign: Campaign) -> list[Subject]:
    """Everybody in the year with a shortcoming, by file, collectives first; five queries."""
    rows = _rows(Shortcoming.objects.filter(review__campaign=campaign, review__left_on__isnull=True))
    notes = _notes(RemedyNote.objects.filter(review__campaign=campaign))
    held = Shortcoming.objects.filter(review__campaign=campaign).values("review")
    reviews = Review.objects.filter(campaign=campaign, pk__in=held).select_related("file")
    ordered = sorted(
        reviews,
        key=lambda one: (
            one.file.position if one.file_id else -1,
            one.kind not in ("collective", "cell"),
            one.sort_key,
            one.code,
        ),
    )
    standing = Standings(campaign)
    return [
        Subject(
            one,
            standing.no_review(one.kind, one.facts) is None,
            tuple(rows[one.pk]),
            tuple(notes.get(one.pk, ())),
        )
        for one in ordered
    ]


def ward_remedies(campaign: Campaign, wanted: RemedyFilter, on: date) -> WardRemedies:
    """The ward's list, filtered, with its counts; as many queries as `subjects_of`."""
    everything = subjects_of(campaign)
    fits = FILTERS.get(wanted.only, lambda subject, on: True)
    shown = [
        subject
        for subject in everything
        if fits(subject, on)
        and wanted.file_id in (None, subject.review.file_id)
        and fold(wanted.search) in subject.review.folded_name
    ]
    counts = {name: sum(test(subject, on) for subject in everything) for name, test in FILTERS.items()}
    files = {subject.review.file_id: subject.review.file.name for subject in everything if subject.review.file_id}
    return WardRemedies(everything, shown, counts, list(files.items()))


def newer_year(campaign: Campaign) -> Campaign | None:
    """The opened year that has taken this one's shortcomings over; one query."""
    later = Campaign.objects.filter(ward=campaign.ward_id, year__gt=campaign.year)
    return later.exclude(stage=CampaignStage.PREPARING).order_by("year").first()


@dataclass(frozen=True, slots=True)
class Tallied:
    """One review as the task list and the check count it."""

    file_id: int
    review_id: int
    name: str
    assessed: int
    unassessed: int
    lacks_plan: bool | None  # None: nothing to plan


def unassessed_words(one: Tallied) -> str:
    """Whose earlier shortcomings the check misses a word about."""
    words = ngettext(
        "%(name)s: %(count)d earlier shortcoming has not been assessed (fixed / being fixed, how far / not fixed).",
        "%(name)s: %(count)d earlier shortcomings have not been assessed (fixed / being fixed, how far / not fixed).",
        one.unassessed,
    )
    return words % {"name": one.name, "count": one.unassessed}


def unplanned_words(one: Tallied) -> str:
    return _("%(name)s: there are shortcomings without a measure in the remediation plan.") % {"name": one.name}


def tallied_in(file_ids: Iterable[int]) -> list[Tallied]:
    """Each review of these files with a shortcoming, by name; one query."""
    rows = (
        Shortcoming.objects.filter(review__file__in=list(file_ids), review__left_on__isnull=True)
        .order_by("review__sort_key", "review_id", "position", "pk")
        .annotate(planned=Count("measures"))
    )
    held: dict[tuple[int, int, str], list[tuple[bool, bool, int | None]]] = defaultdict(list)
    columns = ("review__file_id", "review_id", "review__name", "review__campaign__year", "found_year", "outcome")
    for file_id, review_id, name, year, found_year, outcome, planned in rows.values_list(*columns, "planned"):
        plan = planned if calls_for_measures(found_year, year, outcome) else None
        held[file_id, review_id, name].append((found_year < year, bool(outcome), plan))
    return [_tallied(*key, found) for key, found in held.items()]


def _tallied(file_id: int, review_id: int, name: str, found: list) -> Tallied:
    earlier = [assessed for is_earlier, assessed, _plan in found if is_earlier]
    plans = [plan for _earlier, _assessed, plan in found if plan is not None]
    lacks = None if not plans else 0 in plans
    return Tallied(file_id, review_id, name, sum(earlier), len(earlier) - sum(earlier), lacks)


def suggestions_for(review: Review, rows: Iterable[ShortcomingRow]) -> list[str]:
    """The lines of section II of the critique that are no shortcoming yet, as they might be ticked; one query.

    Numbers and dashes before a line fall away; what is too long for a shortcoming is left to be typed shorter.
    """
    critique = SelfCritique.objects.filter(review=review, answers__section=SECTION)
    text = critique.values_list("answers__text", flat=True).filter(answers__section=SECTION).first() or ""
    known = {fold(row.text) for row in rows}
    found = []
    for line in text.splitlines():
        line = tidy(_MARK.sub("", line))
        if line and len(line) <= MAX_TEXT and fold(line) not in known:
            known.add(fold(line))
            found.append(line)
    return found[:MAX_ROWS]


def _owes(review: Review) -> bool:
    if review.kind not in WRITES_CRITIQUE:
        return False
    return Standings(review.campaign).no_review(review.kind, review.facts) is None


def _rows(shortcomings: QuerySet[Shortcoming]) -> dict[int, list[ShortcomingRow]]:
    """Review id → its shortcomings, earlier ones first; three queries."""
    found: dict[int, list[ShortcomingRow]] = defaultdict(list)
    joined = shortcomings.select_related("review__campaign", "carried_from", "carried_to__review__campaign")
    ordered = joined.order_by("found_year", "position", "pk").prefetch_related("measures", "carried_from__measures")
    for row in ordered:
        later = getattr(row, "carried_to", None)
        former = row.carried_from
        found[row.review_id].append(
            ShortcomingRow(
                pk=row.pk,
                year=row.review.campaign.year,
                found_year=row.found_year,
                text=row.text,
                outcome=row.outcome,
                progress=row.progress,
                assessed_by=row.assessed_by,
                revision=row.revision,
                measures=_measures(row),
                earlier=_measures(former) if former else (),
                earlier_review=former.review_id if former else None,
                taken_over_on=localdate(later.review.campaign.opened_at) if later else None,
                later=later.outcome if later else "",
            )
        )
    return found


def _measures(shortcoming: Shortcoming) -> tuple[MeasureRow, ...]:
    return tuple(
        MeasureRow(one.pk, one.measure, one.person, one.due_on, one.done_on, one.result, one.revision)
        for one in sorted(shortcoming.measures.all(), key=_place)
    )


def _place(measure: RemedyMeasure) -> tuple[int, int]:
    return measure.position, measure.pk


def _notes(notes: QuerySet[RemedyNote]) -> dict[int, list[RemedyNote]]:
    found: dict[int, list[RemedyNote]] = defaultdict(list)
    for note in notes.order_by("noted_on", "pk"):
        found[note.review_id].append(note)
    return found
