"""Everything a rule may look at: one ward's decisions of one year, as plain frozen records.

The shape follows the interchange format `ward-dossier/1`. `None` means "not recorded" unless a field says otherwise.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Final, Literal

from .vocabulary import (
    CapBase,
    CollectiveKind,
    DisciplineForm,
    Grade,
    Level,
    ManagementLevel,
    MemberStatus,
    UnfulfilledReason,
)


class Recording(Enum):
    """A fact nobody has recorded, where null already means something else."""

    NOT_RECORDED = "not recorded"


NOT_RECORDED: Final = Recording.NOT_RECORDED
"""The employer's grade was not recorded; `None` there says that no employer grades this person."""

EmployerGrade = Grade | None | Literal[Recording.NOT_RECORDED]


@dataclass(frozen=True, slots=True)
class Organization:
    """The grassroots organization (tổ chức cơ sở đảng); `grade` None: not graded."""

    code: str
    name: str | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell (chi bộ); `quota` is one set by hand, None leaves the computed one."""

    code: str
    name: str | None = None
    established_on: date | None = None
    grade: Grade | None = None
    quota: int | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency or unit that someone heads (cơ quan, đơn vị)."""

    code: str
    name: str | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels of the task criteria and of all other criteria; empty: not recorded."""

    tasks: tuple[Level, ...] = ()
    others: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A person: a Party member in a cell, or someone outside the Party who sits or leads (`cell` None).

    `ballots_told` false: the ballots order (C5) but were so few that no sentence names their number. Not of the format:
    whoever reads a dossier from the portal says it.
    """

    code: str
    cell: str | None
    status: MemberStatus
    name: str | None = None
    admitted_on: date | None = None
    grade: Grade | None = None
    excellent_ballots: int | None = None
    levels: Levels = Levels()
    employer_grade: EmployerGrade = NOT_RECORDED
    task_completion: int | None = None
    sick_leave_months: int | None = None
    disciplined: DisciplineForm | None = None
    found_degraded: bool | None = None
    unfulfilled_reason: UnfulfilledReason | None = None
    ballots_told: bool = True

    @property
    def told_ballots(self) -> int | None:
        """The ballots for excellent that a sentence may name."""
        return self.excellent_ballots if self.ballots_told else None


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat in a collective, held from `since` up to, not including, `until`; `member` None: vacant."""

    member: str | None
    since: date | None = None
    until: date | None = None

    def held_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Collective:
    """A leadership body with seats (tập thể lãnh đạo, quản lý)."""

    code: str
    kind: CollectiveKind
    seats: tuple[Seat, ...]
    name: str | None = None
    established_on: date | None = None
    reviewed: bool | None = None
    grade: Grade | None = None

    def sitting_on(self, day: date) -> frozenset[str]:
        """The people in seats on that day, each once, whatever their status; vacant seats hold nobody."""
        return frozenset(seat.member for seat in self.seats if seat.member and seat.held_on(day))


@dataclass(frozen=True, slots=True)
class Officer:
    """One post of an officer (cán bộ lãnh đạo, quản lý) and the grade given in it."""

    member: str
    management_level: ManagementLevel
    unit: str
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A headship on the grading date; `exception` names one of the campaign's listed exceptions."""

    member: str
    unit: str
    appointed_on: date
    main_duty: bool = True
    exception: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A recorded reason: it lifts the needs-reason of that rule and subject, nothing else."""

    rule: str
    subject: str
    text: str | None = None
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class ListedException:
    """A further exception for heads, listed by the campaign (the letter breaks off at "(3) …")."""

    code: str
    text: str | None = None
    citation: str | None = None


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the campaign sets for itself; None leaves the rule set's value."""

    cap_percent: int | None = None
    cap_base: CapBase | None = None
    head_exceptions: tuple[ListedException, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotaWeights:
    """The rate of each cell grade against the others; falls strictly with the grade, only zeros repeat."""

    excellent: int
    good: int
    fulfilled: int
    unfulfilled: int

    def of(self, grade: Grade) -> int:
        return getattr(self, grade.value)

    def fall(self) -> bool:
        """Whether no weight is negative and they fall strictly with the grade, zeros alone repeating."""
        weights = [self.of(grade) for grade in Grade]
        return weights[-1] >= 0 and all(high > low or high == low == 0 for high, low in pairwise(weights))


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a ward decided for one year: enough to run every grading rule again anywhere."""

    ruleset: str
    year: int
    review_date: date
    grading_date: date
    organization: Organization
    parameters: Parameters = Parameters()
    quota_weights: QuotaWeights | None = None
    cells: tuple[Cell, ...] = ()
    agencies: tuple[Agency, ...] = ()
    members: tuple[Member, ...] = ()
    collectives: tuple[Collective, ...] = ()
    officers: tuple[Officer, ...] = ()
    heads: tuple[Head, ...] = ()
    reasons: tuple[Reason, ...] = ()


Unit = Organization | Cell | Collective | Agency
