"""Deputy × object × action × moment: while it is on, exactly what the one acted for may do; else nothing of it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from cells.access import access_of, act_as
from cells.models import Account, Mandate
from tests import factories as make
from tests.assessments.views.test_who_may_open import ROLES, Scene, answers_told

pytestmark = pytest.mark.django_db
ACTED_FOR = ("office", "committee", "district", "own_secretary", "collective_secretary")
#: One page of each kind of thing, with the way it is asked.
OPENED = (
    ("board", "get"),
    ("file_detail", "get"),
    ("file_return", "get"),
    ("critique_read", "get"),
    ("ballot_sheet", "get"),
    ("hint_issue", "get"),
    ("order_issue", "get"),
    ("decide", "get"),
    ("sign", "get"),
    ("release", "get"),
    ("trial_apply", "get"),
    ("results", "get"),
    ("file_accept", "post"),
    ("file_submit", "post"),
    ("unit_proposals", "post"),
    ("planning_file", "post"),
)
LAST = make.TODAY + timedelta(days=5)


@pytest.fixture
def scene(settings):
    """One deputy for five others, who holds nothing of its own."""
    settings.SAMPLE_TODAY = make.TODAY
    scene = Scene()
    scene.deputy = make.make_account("lamthay")
    scene.mandates = {
        role: make.make_deputy(scene.deputy, scene.accounts[role], from_date=make.TODAY, to_date=LAST)
        for role in ACTED_FOR
    }
    return scene


def expected(name: str, method: str, role: str) -> int:
    answers = answers_told(name, method).split()
    return int(answers[ROLES.index(role)])


def answers(client, scene) -> dict[tuple[str, str], int]:
    found = {}
    for name, method in OPENED:
        with transaction.atomic():
            found[name, method] = getattr(client, method)(scene.url(name)).status_code
            transaction.set_rollback(True)
    return found


def test_while_it_is_on_the_deputy_opens_what_the_one_acted_for_opens(client, scene):
    client.force_login(scene.deputy)
    found, wanted = {}, {}
    for role, mandate in scene.mandates.items():
        client.post(reverse("cells:act_for", args=[mandate.pk]))
        found[role] = answers(client, scene)
        wanted[role] = {(name, method): expected(name, method, role) for name, method in OPENED}

    assert found == wanted


@pytest.mark.parametrize("moment", ["never on", "off again", "after the last day", "the other's mandate has ended"])
def test_otherwise_it_opens_nothing_of_it(client, scene, settings, moment):
    client.force_login(scene.deputy)
    mandate = scene.mandates["committee"]
    if moment != "never on":
        client.post(reverse("cells:act_for", args=[mandate.pk]))
        assert client.get(scene.url("sign")).status_code == 200
    if moment == "off again":
        client.post(reverse("cells:act_as_oneself"))
    elif moment == "after the last day":
        settings.SAMPLE_TODAY = LAST + timedelta(days=1)
    elif moment == "the other's mandate has ended":
        Mandate.objects.filter(account=mandate.acts_for).update(to_date=make.TODAY - timedelta(days=1))
    client.get(scene.url("board"))  # whoever still acted is told here that it has ended, once

    nobody = {(name, method): expected(name, method, "nobody") for name, method in OPENED}
    assert answers(client, scene) == nobody


@pytest.mark.parametrize("on", [make.TODAY - timedelta(days=1), make.TODAY, LAST, LAST + timedelta(days=1)], ids=str)
def test_on_each_day_it_reaches_what_the_other_reaches_or_nothing(scene, on):
    holds = make.TODAY <= on <= LAST
    for role, mandate in scene.mandates.items():
        deputy = Account.objects.get(pk=scene.deputy.pk)
        assert act_as(deputy, mandate.pk, on) == holds
        access, other = access_of(deputy, on), access_of(scene.accounts[role], on)
        reach = (other.wards, other.cells, other.collectives) if holds else ({}, frozenset(), frozenset())
        assert (role, (access.wards, access.cells, access.collectives)) == (role, reach)
