"""Texts of people and results not yet released, looked for on every page that somebody can open.

A text carries a word that stands nowhere else. A grade has no word of its own: it is changed behind everybody's back, and
whoever must not know it is shown the very same bytes as before."""

import pytest
from django.test import Client

from assessments.models import (
    Answer,
    Decision,
    FindingReason,
    Grading,
    KeptExplanation,
    Opinion,
    Order,
    ReviewFile,
    SelfCritique,
    Trial,
)
from assessments.review_forms import form_for
from assessments.selectors.cell_sheets import cell_sheet
from assessments.workflow import GradingStep, Stage
from cells.access import access_of
from cells.models import Account
from tests import factories as make
from tests.access.probing import ask, text_of
from tests.access.two_wards import Address, TwoWards, addresses
from tests.assessments.views.test_member_may_open import OWN
from tests.assessments.views.test_who_may_open import PAGES, ROLES

pytestmark = pytest.mark.django_db
CRITIQUE, OPINION, ORDER, TRIAL = "tựviếtkín", "nhậnxétkín", "lệnhkín", "thửkín"
ALL = {CRITIQUE, OPINION, ORDER, TRIAL}
#: Whose eyes each text is for; of the draft of an order and of a trial the cell learns nothing.
READS = {
    "office": ALL,
    "committee": ALL,
    "own_secretary": {CRITIQUE, OPINION},
    "member": {CRITIQUE},
    "another member": set(),
    "other_secretary": set(),
    "collective_secretary": set(),
    "district": set(),
    "admin": set(),
    "other_office": set(),
    "nobody": set(),
}
#: What must not know a result before the release.
KEPT_FROM = ("own_secretary", "member", "district", "collective_secretary", "admin")
#: Pages of results, which open with the release.
LATER = {"results", "issued_paper", "own_report_receive", "district", "district_json", "planning_file", "my_review"}
#: Files of the same contents as the page beside them.
FILES = ("_pdf", "_xlsx", "_docx")


@pytest.fixture
def wards(wards):
    owner = wards.scene.campaign.reviews.get(pk=wards.ids["review_id"]).member
    wards.scene.accounts["member"] = make.make_account("a002", "member", wards.ward, member=owner, uses_pin=True)
    wards.scene.accounts["another member"] = wards.strangers["member of the same cell"]
    return wards


def seen_by(wards: TwoWards, role: str, leave_out: tuple[str, ...] = ()) -> dict[str, str | bytes]:
    """Address → all that it tells this role; what answers with a missing page is left out."""
    client, found = Client(), {}
    client.force_login(wards.scene.accounts[role])
    Account.objects.update(last_login=None)  # the minute of this sign-in is no secret, and differs between two looks
    for address in addresses():
        if address.plain.endswith(leave_out) or not may_open(role, address):
            continue
        url = wards.url(address)
        answer = ask(client, url, "GET")
        if answer.status_code == 200:
            body = b"".join(answer) if answer.streaming else answer.content
            found[address.name] = body if b"\0" in body else text_of(answer, url)[1]
    return found


def may_open(role: str, address: Address) -> bool:
    """By the table of pages, which other tests hold; a result may open later."""
    if address.plain not in PAGES or address.plain in LATER:
        return address.name.startswith(("assessments:", "cells:"))
    if role in ROLES:
        return PAGES[address.plain][0] != "405" and PAGES[address.plain][0].split()[ROLES.index(role)] != "404"
    return address.plain in OWN


def write_secrets(wards: TwoWards) -> None:
    review = wards.scene.campaign.reviews.get(pk=wards.ids["review_id"])
    form = form_for(review.kind, review.facts, [], leads=False, heads=False, rule_set=wards.scene.campaign.rule_set)
    critique = SelfCritique.objects.get(review=review)
    Answer.objects.create(critique=critique, section=next(iter(form.rated)).key, text=CRITIQUE, level_self="good")
    Opinion.objects.filter(review=review).update(text=OPINION)
    Order.objects.filter(pk=wards.ids["order_id"]).update(note=ORDER)
    Trial.objects.filter(pk=wards.ids["trial_id"]).update(name=TRIAL)


@pytest.mark.parametrize(
    ("stage", "roles"),
    [(Stage.COLLECTING, ("own_secretary", "member", "another member", "district")), (Stage.DECIDED, tuple(READS))],
)
def test_texts_are_read_by_those_who_need_them(wards, stage, roles):
    write_secrets(wards)
    ReviewFile.objects.filter(campaign=wards.scene.campaign).update(stage=stage)
    found = {}
    for role in roles:
        told = " ".join(str(page) for page in seen_by(wards, role, FILES).values())
        found[role] = {mark for mark in ALL if mark in told}

    assert found == {role: READS[role] for role in roles}


def regrade_in_secret(wards: TwoWards) -> None:
    """Other results of the committee and the office for the whole ward, under another number, with other reasons."""
    hidden = (GradingStep.OFFICE, GradingStep.DRAFT, GradingStep.DECISION)
    rows = Grading.objects.filter(review__campaign=wards.scene.campaign, step__in=hidden)
    assert rows.update(grade="unfulfilled", reason="Theo kết luận khác.") > 10
    Decision.objects.filter(campaign=wards.scene.campaign).update(number="77-QĐ/ĐU")
    KeptExplanation.objects.update(explanation={})
    FindingReason.objects.update(text="Theo kết luận khác.")


def told_to(wards: TwoWards, role: str, leave_out: tuple[str, ...]) -> dict[str, object]:
    told: dict[str, object] = dict(seen_by(wards, role, leave_out))
    if role == "own_secretary":
        file = ReviewFile.objects.select_related("campaign__ward", "cell").get(pk=wards.ids["file_id"])
        told["the sheet as a workbook"] = cell_sheet(file, access_of(wards.scene.accounts[role], make.TODAY))
    return told


def differing(before: dict, after: dict) -> list[str]:
    return [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]


@pytest.mark.parametrize(
    ("stage", "roles", "leave_out"),
    [(Stage.ACCEPTED, ("own_secretary", "member"), FILES), (Stage.DECIDED, KEPT_FROM, ("_xlsx", "_docx"))],
)
def test_a_result_before_its_release_changes_nothing_that_others_see(wards, stage, roles, leave_out):
    ReviewFile.objects.filter(campaign=wards.scene.campaign).update(stage=stage)
    before = {role: told_to(wards, role, leave_out) for role in roles}
    regrade_in_secret(wards)

    found = {role: differing(before[role], told_to(wards, role, leave_out)) for role in roles}
    assert {role: pages for role, pages in found.items() if pages} == {}


def test_after_the_release_it_does(wards):
    ReviewFile.objects.filter(campaign=wards.scene.campaign).update(stage=Stage.RELEASED)
    roles = ("own_secretary", "member", "district", "collective_secretary")
    before = {role: seen_by(wards, role, FILES) for role in roles}
    regrade_in_secret(wards)

    found = {role: differing(before[role], seen_by(wards, role, FILES)) for role in roles}
    assert [role for role in roles if not found[role]] == []
    assert "assessments:results" in found["own_secretary"]
