"""Stages of a file (hồ sơ) and the steps between them, as a table. Pure.

The law says what is right (rules); this says who moves next. Every change of a file's stage is one row here and
passes through `services.steps.take_step`.
"""

from dataclasses import dataclass
from enum import StrEnum

from cells.roles import Role


class Stage(StrEnum):
    """Where the file of one cell or collective stands."""

    COLLECTING = "collecting"  # the cell writes, meets, proposes
    SUBMITTED = "submitted"  # the office has it
    RETURNED = "returned"  # back with the cell, with reasons, edit right restored
    ACCEPTED = "accepted"  # taken in; proposals stand; the committee has it
    DECIDED = "decided"  # every grade due is signed; results still hidden from the cell
    RELEASED = "released"  # results readable by the cell


#: Stages in which the cell's side may write.
WRITABLE = frozenset({Stage.COLLECTING, Stage.RETURNED})


@dataclass(frozen=True)
class Step:
    """One allowed move. `note`: a reason must be given. `next_round`: the round number grows. `reopens`: what was
    signed is laid aside and decided again; the old result stays on record (rules G4)."""

    code: str
    frm: frozenset[Stage]
    to: Stage
    roles: frozenset[Role]
    note: bool = False
    next_round: bool = False
    reopens: bool = False


def _step(code, frm, to, roles, **flags) -> Step:
    return Step(code, frozenset(frm), to, frozenset(roles), **flags)


STEPS: tuple[Step, ...] = (
    _step("submit", {Stage.COLLECTING, Stage.RETURNED}, Stage.SUBMITTED, {Role.SECRETARY, Role.OFFICE}),
    _step("return", {Stage.SUBMITTED, Stage.ACCEPTED}, Stage.RETURNED, {Role.OFFICE}, note=True, next_round=True),
    # The committee's return, by an order with number and date; the one above is the office's everyday one.
    _step(
        "order_return", {Stage.SUBMITTED, Stage.ACCEPTED}, Stage.RETURNED, {Role.COMMITTEE}, note=True, next_round=True
    ),
    # A review hint issued after the file was sent (rules G2): the cell answers it, then sends again.
    _step(
        "hint",
        {Stage.SUBMITTED, Stage.ACCEPTED},
        Stage.RETURNED,
        {Role.COMMITTEE, Role.OFFICE},
        note=True,
        next_round=True,
    ),
    _step("accept", {Stage.SUBMITTED}, Stage.ACCEPTED, {Role.OFFICE}),
    _step("decide", {Stage.ACCEPTED}, Stage.DECIDED, {Role.COMMITTEE}),
    _step("release", {Stage.DECIDED}, Stage.RELEASED, {Role.COMMITTEE}),
    # An order to review again (rules G4): results stay on record, the cell writes anew.
    _step(
        "reopen",
        {Stage.DECIDED, Stage.RELEASED},
        Stage.RETURNED,
        {Role.COMMITTEE},
        note=True,
        next_round=True,
        reopens=True,
    ),
)
STEP_BY_CODE = {step.code: step for step in STEPS}


class CampaignStage(StrEnum):
    """Where the year stands."""

    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class YearStep:
    """One allowed move of the whole year. `note`: a reason must be given."""

    code: str
    frm: CampaignStage
    to: CampaignStage
    roles: frozenset[Role]
    note: bool = False


#: Opening is never taken back: what was frozen wrongly is mended by changes after opening, each with its document.
YEAR_STEPS: tuple[YearStep, ...] = (
    YearStep("open", CampaignStage.PREPARING, CampaignStage.OPEN, frozenset({Role.OFFICE})),
    # Closing binds the committee itself (no order, no re-grade any more), so it is the committee's.
    YearStep("close", CampaignStage.OPEN, CampaignStage.CLOSED, frozenset({Role.COMMITTEE})),
    YearStep("reopen_year", CampaignStage.CLOSED, CampaignStage.OPEN, frozenset({Role.COMMITTEE}), note=True),
)
YEAR_STEP_BY_CODE = {step.code: step for step in YEAR_STEPS}


class Scope(StrEnum):
    """What one signature decides. The order is the law's (rules C5): units, then people, heads last."""

    UNITS = "units"  # cells and collectives
    PEOPLE = "people"  # members and officers who head nothing
    HEADS = "heads"  # members and officers who head a unit
    REGRADE = "regrade"  # one subject again, superseding


SIGNING_ORDER = (Scope.UNITS, Scope.PEOPLE, Scope.HEADS)


class SubjectKind(StrEnum):
    """What a review is of."""

    MEMBER = "member"
    OFFICER = "officer"
    CELL = "cell"
    COLLECTIVE = "collective"
    ORGANIZATION = "organization"
    AGENCY = "agency"


#: Graded here by signature; the others are recorded with the outside decision (plus officers of district and city).
UNIT_KINDS = frozenset({SubjectKind.CELL, SubjectKind.COLLECTIVE})
OUTSIDE_KINDS = frozenset({SubjectKind.ORGANIZATION, SubjectKind.AGENCY})


class GradingStep(StrEnum):
    """Whose grade it is. The working grade of a review is the latest in this order."""

    SELF = "self"  # self-proposed
    CELL = "cell"  # proposed by the meeting
    OFFICE = "office"  # proposed by the office
    DRAFT = "draft"  # on the committee's table, not signed
    DECISION = "decision"  # signed here
    OUTSIDE = "outside"  # decided elsewhere, recorded


GRADING_ORDER = tuple(GradingStep)
#: Grades that stand: signed here or decided elsewhere.
FINAL_STEPS = frozenset({GradingStep.DECISION, GradingStep.OUTSIDE})


def step_from(stage: Stage, code: str) -> Step | None:
    """The step `code` if it may be taken from `stage`."""
    step = STEP_BY_CODE.get(code)
    return step if step and stage in step.frm else None
