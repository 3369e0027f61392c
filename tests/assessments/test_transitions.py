"""The tables of steps, walked: no dead end, a way back from every stage but the first, every step somebody's."""

from collections.abc import Iterable

import pytest

from assessments.models.hint import HINT_STATE_LABELS
from assessments.models.order import ORDER_STATE_LABELS
from assessments.services import late_changes, late_units
from assessments.workflow import GRADING_ORDER, STEPS, WRITABLE, YEAR_STEPS, CampaignStage, GradingStep, Stage
from cells.roles import Role

#: Where a thing begins, where it comes to rest, and every move: what the services do, held by tests/assessments/services.
FILES = [(frm, step.to) for step in STEPS for frm in step.frm]
YEARS = [(step.frm, step.to) for step in YEAR_STEPS]
HINTS = [("draft", "issued"), ("draft", "withdrawn"), ("issued", "withdrawn")]
ORDERS = [("draft", "issued"), ("draft", "withdrawn")]
#: (every stage, its moves, where it begins, where it comes to rest)
WALKS = {
    "file": (set(Stage), FILES, Stage.COLLECTING, {Stage.RELEASED}),
    "year": (set(CampaignStage), YEARS, CampaignStage.PREPARING, {CampaignStage.CLOSED}),
    "hint": (set(HINT_STATE_LABELS), HINTS, "draft", {"issued", "withdrawn"}),
    "order": (set(ORDER_STATE_LABELS), ORDERS, "draft", {"issued", "withdrawn"}),
}
#: What has no step backwards is taken back by other means, each with its own tests.
NAMED_WAYS_BACK = {
    # Opening is not undone; a person or seat frozen wrongly is put right on its document.
    CampaignStage.OPEN: (late_changes.transfer_in, late_changes.death, late_units.add_seat, late_units.change_head),
}


def reached_from(stage, moves: Iterable[tuple]) -> set:
    """Every stage that can be reached from `stage`, itself among them."""
    seen, ahead = set(), [stage]
    while ahead:
        one = ahead.pop()
        if one not in seen:
            seen.add(one)
            ahead += [to for frm, to in moves if frm == one]
    return seen


@pytest.mark.parametrize("walk", WALKS)
def test_every_stage_is_reached_from_the_first(walk):
    stages, moves, first, _rests = WALKS[walk]

    assert reached_from(first, moves) == stages


@pytest.mark.parametrize("walk", WALKS)
def test_no_stage_is_a_dead_end(walk):
    stages, moves, _first, rests = WALKS[walk]

    assert {stage for stage in stages if not reached_from(stage, moves) & rests} == set()


def order_of(moves: Iterable[tuple], first) -> dict:
    """How many moves each stage lies from the first, by the shortest way."""
    distance, ring = {first: 0}, {first}
    while ring:
        ring = {to for frm, to in moves if frm in ring} - set(distance)
        distance |= dict.fromkeys(ring, max(distance.values()) + 1)
    return distance


@pytest.mark.parametrize("walk", ["file", "year"])
def test_every_stage_but_the_first_has_a_way_back(walk):
    stages, moves, first, _rests = WALKS[walk]
    to_the_cell = {stage for stage in stages if stage in WRITABLE}
    behind = {
        stage
        for stage in stages
        if any(
            frm == stage and (to in to_the_cell or order_of(moves, first)[to] < order_of(moves, first)[frm])
            for frm, to in moves
        )
    }

    assert stages - behind - {first} == ({CampaignStage.OPEN} if walk == "year" else set())
    assert set(NAMED_WAYS_BACK) == {CampaignStage.OPEN}


def test_from_every_stage_a_file_gets_back_into_the_hands_of_its_cell():
    assert {stage for stage in Stage if not reached_from(stage, FILES) & WRITABLE} == set()


def test_what_is_final_is_opened_again_only_by_the_committee_with_a_reason():
    from_released = [step for step in STEPS if Stage.RELEASED in step.frm]
    from_closed = [step for step in YEAR_STEPS if step.frm is CampaignStage.CLOSED]

    assert [(step.code, step.roles, step.note) for step in from_released + from_closed] == [
        ("reopen", {Role.COMMITTEE}, True),
        ("reopen_year", {Role.COMMITTEE}, True),
    ]


def test_every_step_back_gives_its_reason_and_every_step_forward_none():
    backwards = {step.code for step in STEPS if step.to is Stage.RETURNED} | {"reopen_year"}

    assert {step.code for step in (*STEPS, *YEAR_STEPS) if step.note} == backwards
    assert {step.code for step in STEPS if step.next_round} == backwards - {"reopen_year"}


def test_no_step_belongs_to_nobody_or_to_those_who_only_read():
    readers = {Role.DISTRICT, Role.MEMBER, Role.ADMIN}

    assert [step.code for step in (*STEPS, *YEAR_STEPS) if not step.roles or step.roles & readers] == []


def test_grades_go_from_the_person_to_the_decision_and_never_past_it():
    assert GRADING_ORDER[0] is GradingStep.SELF
    assert GRADING_ORDER[-2:] == (GradingStep.DECISION, GradingStep.OUTSIDE)
