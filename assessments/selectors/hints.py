"""Review hints as people read them: points with their answers, what is open, who may be in charge."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import HintPoint, Review, ReviewFile, ReviewHint
from assessments.permissions import hints_in_charge, visible_hints
from cells.access import Access
from cells.models import Member
from cells.vietnamese import fold, fold_words
from cells.vocabulary import CollectiveKind, MemberStatus

#: Section of forms 01 and 02 in which a hint is answered, and the clauses that ask for it.
SECTION, SECTION_NUMBER, CITATION = "hints", "IV", "123-CV/ĐU 3.5, 3.2"
ISSUED = "issued"
_COMMITTEES = (CollectiveKind.PARTY_COMMITTEE, CollectiveKind.STANDING_COMMITTEE)
_SHOWN_OF_A_POINT = 120


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point with what was answered; `number` is that of its hint, `due_on` its day."""

    pk: int
    position: int
    text: str
    answer: str
    number: str
    due_on: date | None = None

    @property
    def is_answered(self) -> bool:
        return bool(fold_words(self.answer))

    @property
    def label(self) -> str:
        return _("Hint %(number)s, point %(position)s") % {"number": self.number, "position": self.position}


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """An issued point without an answer, in the file it holds up."""

    file_id: int
    review_id: int
    name: str
    number: str
    position: int
    text: str

    @property
    def words(self) -> str:
        return f"{self.name}: {open_words(self)}"


@dataclass(frozen=True, slots=True)
class HintRow:
    """One hint with its points."""

    hint: ReviewHint
    points: tuple[PointRow, ...]

    @property
    def answered(self) -> int:
        return sum(point.is_answered for point in self.points)

    @property
    def total(self) -> int:
        return len(self.points)

    @property
    def is_open(self) -> bool:
        """It is issued and waits for answers."""
        return self.hint.state == ISSUED and self.answered < self.total

    def is_overdue(self, on: date) -> bool:
        return self.is_open and self.hint.due_on is not None and self.hint.due_on < on


@dataclass(frozen=True, slots=True)
class HintFilter:
    """What of the list is wanted; blank means all. `only`: "open", "answered" or "overdue"; `mine`: in charge of."""

    state: str = ""
    issuer: str = ""
    only: str = ""
    mine: bool = False
    search: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.state or self.issuer or self.only or self.mine or self.search)


@dataclass(frozen=True, slots=True)
class HintList:
    everything: list[HintRow] = field(default_factory=list)
    rows: list[HintRow] = field(default_factory=list)
    mine: frozenset[int] = frozenset()


def open_words(point: PointRow | OpenPoint) -> str:
    """Which point of which hint has no answer, in the words that a refusal and a list of what is missing share."""
    text = point.text if len(point.text) <= _SHOWN_OF_A_POINT else f"{point.text[:_SHOWN_OF_A_POINT].rstrip()}…"
    return _("Section %(section)s, point %(position)s of review hint %(number)s has no answer: “%(text)s”.") % {
        "section": SECTION_NUMBER,
        "position": point.position,
        "number": point.number,
        "text": text,
    }


def with_points(hints: QuerySet[ReviewHint]) -> list[HintRow]:
    """Oldest first; three queries."""
    joined = hints.select_related("review__campaign__ward", "review__file", "in_charge").order_by("drafted_at", "pk")
    return [HintRow(hint, tuple(map(_row, _points_of(hint)))) for hint in joined.prefetch_related("points__answer")]


def _points_of(hint: ReviewHint) -> list[HintPoint]:
    points = list(hint.points.all())
    for point in points:
        point.hint = hint
    return points


def _row(point: HintPoint) -> PointRow:
    answer = getattr(point, "answer", None)
    hint = point.hint
    return PointRow(point.pk, point.position, point.text, answer.text if answer else "", hint.number, hint.due_on)


def issued_points(review: Review) -> list[PointRow]:
    """What a critique has to answer, oldest hint first; one query."""
    points = HintPoint.objects.filter(hint__review=review, hint__state=ISSUED)
    points = points.order_by("hint__issued_at", "hint", "position")
    names = ("pk", "position", "text", "answer__text", "hint__number", "hint__due_on")
    return [
        PointRow(pk, position, text, answer or "", number, due_on)
        for pk, position, text, answer, number, due_on in points.values_list(*names)
    ]


def points_of_files(file_ids: Iterable[int]) -> list[tuple[OpenPoint, bool]]:
    """Every issued point in these files, and whether it is answered; one query."""
    asked = HintPoint.objects.filter(hint__state=ISSUED, hint__review__file__in=file_ids)
    rows = asked.filter(hint__review__left_on__isnull=True).order_by(
        "hint__review__sort_key", "hint__issued_at", "hint", "position"
    )
    names = ("hint__review__file_id", "hint__review_id", "hint__review__name", "hint__number", "position", "text")
    return [
        (OpenPoint(*values), bool(fold_words(answer or "")))
        for *values, answer in rows.values_list(*names, "answer__text")
    ]


def hints_of_file(file: ReviewFile, access: Access) -> list[HintRow]:
    """What this account may see of the hints to a file's subjects; three queries."""
    return with_points(visible_hints(access).filter(review__file=file))


def hint_list(access: Access, campaign_id: int, wanted: HintFilter, on: date) -> HintList:
    """The hints of a campaign that this account may see, all and filtered; four queries."""
    rows = with_points(visible_hints(access).filter(review__campaign=campaign_id))
    mine = frozenset(hints_in_charge(access).filter(review__campaign=campaign_id).values_list("pk", flat=True))
    tests = {
        "": lambda row: True,
        "open": lambda row: row.is_open,
        "answered": lambda row: row.hint.state == ISSUED and not row.is_open,
        "overdue": lambda row: row.is_overdue(on),
    }
    fits = tests.get(wanted.only, tests[""])
    shown = [
        row
        for row in rows
        if wanted.state in ("", row.hint.state)
        and wanted.issuer in ("", row.hint.issuer)
        and (not wanted.mine or row.hint.pk in mine)
        and fits(row)
        and fold(wanted.search) in row.hint.review.folded_name
    ]
    return HintList(rows, shown, mine)


def may_be_in_charge(ward_id: int, on: date) -> list[Member]:
    """Who sits in the ward's Party committee or its standing committee on a day (Đảng ủy viên, 123-CV/ĐU 3.5).

    Where the ward has recorded no such seats: its members in Party activity. At most two queries.
    """
    people = Member.objects.filter(ward=ward_id).select_related("cell").order_by("sort_key", "code")
    seated = people.filter(
        Q(seats__from_date__isnull=True) | Q(seats__from_date__lte=on),
        Q(seats__to_date__isnull=True) | Q(seats__to_date__gt=on),
        seats__collective__organization=ward_id,
        seats__collective__kind__in=_COMMITTEES,
    ).distinct()
    return list(seated) or list(people.filter(status=MemberStatus.ACTIVE, cell__isnull=False))


def count_words(total: int) -> str:
    return ngettext("%(count)d point", "%(count)d points", total) % {"count": total}
