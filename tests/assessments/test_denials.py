"""Every step × everybody: who holds no role of the step changes nothing, by its service and by its page."""

import pytest
from django.db import transaction

from assessments.services import hints, orders
from assessments.workflow import STEPS, YEAR_STEPS
from cells.access import NotPermitted
from cells.refusals import Refused
from tests import factories as make
from tests.assessments import deeds, hint_scene
from tests.assessments.deeds import DEED, DEEDS, HOLDERS, everything
from tests.assessments.test_transitions import HINTS, ORDERS

pytestmark = pytest.mark.django_db
OPENING = {"open"}  # tests/assessments/services/test_campaigns.py: no file is there yet


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


def test_the_deeds_carry_every_step_for_each_of_its_roles():
    carried = {}
    for deed in DEEDS:
        carried.setdefault(deed.step, set()).update(deed.roles)

    assert carried == {step.code: set(step.roles) for step in (*STEPS, *YEAR_STEPS) if step.code not in OPENING}


def answer_of(deed, ground, account, before: dict) -> tuple[str, bool]:
    """(what the service said, whether the page did it); that nothing else changed is asserted on the way."""
    with transaction.atomic():
        try:
            deed.service(ground, account)
            said = "done"
        except (NotPermitted, Refused) as no:
            said = type(no).__name__
        if said == "done":
            transaction.set_rollback(True)
    with transaction.atomic():
        done = deed.by_page(ground, account).status_code == 302
        assert (everything() != before) is done  # what the service refused left nothing either
        transaction.set_rollback(True)
    return said, done


@pytest.mark.parametrize("name", DEED)
def test_a_step_is_taken_by_its_roles_and_by_nobody_else_nor_by_them_in_a_closed_year(name):
    deed = DEED[name]
    ground = deed.ground()
    allowed = {HOLDERS[role] for role in deed.roles}
    before = everything()

    answers = {who: answer_of(deed, ground, account, before) for who, account in ground.accounts.items()}
    assert answers == {who: ("done", True) if who in allowed else ("NotPermitted", False) for who in ground.accounts}
    assert everything() == before

    if deed.step != "reopen_year":
        ground.campaign.stage = "closed"
        ground.campaign.save()
        before = everything()
        closed = {who: answer_of(deed, ground, ground.accounts[who], before) for who in sorted(allowed)}
        assert {who: (said == "done", done) for who, (said, done) in closed.items()} == dict.fromkeys(
            closed, (False, False)
        )


def moves_of(states: dict, deeds_of: dict) -> set[tuple[str, str]]:
    """(from, to) of everything the services let through, each tried from each state."""
    found = set()
    for state, reach in states.items():
        for deed in deeds_of.values():
            with transaction.atomic():
                row = reach()
                try:
                    deed(row)
                except Refused:
                    pass
                else:
                    row.refresh_from_db()
                    found.add((state, row.state))
                transaction.set_rollback(True)
    return found


def test_hints_move_as_their_table_says():
    scene = hint_scene.make_hint_scene()

    def withdrawn():
        hint = hint_scene.draft(scene)
        return hints.withdraw_hint(by=scene.office, hint_id=hint.pk, reason="Nhầm", revision=1, on=make.TODAY)

    def withdraw(hint):
        by = scene.office if hint.state == "draft" else scene.committee
        hints.withdraw_hint(by=by, hint_id=hint.pk, reason="Nhầm", revision=hint.revision, on=make.TODAY)

    states = {
        "draft": lambda: hint_scene.draft(scene),
        "issued": lambda: hint_scene.issued(scene),
        "withdrawn": withdrawn,
    }
    moves = moves_of(states, {"issue": lambda hint: hint_scene.issue(scene, hint), "withdraw": withdraw})

    assert moves == set(HINTS)


def test_orders_move_as_their_table_says():
    ground = deeds.with_order("return", "submitted")()
    draft = ground.scene.order

    def withdraw(order):
        orders.withdraw_order(
            by=ground.scene.office, order_id=order.pk, reason="Nhầm", revision=order.revision, on=make.TODAY
        )

    def issue(order):
        ground.scene.order = order
        DEED["return by an order"].service(ground, ground.scene.committee)

    def after(deed):
        def reach():
            draft.refresh_from_db()
            deed(draft)
            draft.refresh_from_db()
            return draft

        return reach

    states = {"draft": after(lambda _order: None), "issued": after(issue), "withdrawn": after(withdraw)}

    assert moves_of(states, {"issue": issue, "withdraw": withdraw}) == set(ORDERS)
