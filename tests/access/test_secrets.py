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
from tests.access import matrix
from tests.access.probing import ask, text_of
from tests.access.two_wards import Address, TwoWards, addresses
from tests.assessments.views.test_who_may_open import PAGES, ROLES
from tests.cells.views.test_who_may_open import PAGES as GROUND
from tests.cells.views.test_who_may_open import ROLES as GROUND_ROLES

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
#: Who looks where the files stand, and who of them once more after other results were given. Where a file is with its
#: cell the ward may have graded it before it was returned.
LOOK = {
    Stage.COLLECTING: ("own_secretary", "member", "another member", "district"),
    Stage.ACCEPTED: ("own_secretary",),
    Stage.DECIDED: tuple(READS),
}
AGAIN = {Stage.COLLECTING: ("member",), Stage.ACCEPTED: ("own_secretary",), Stage.DECIDED: KEPT_FROM}
#: Where somebody who reads every text finds them; no other page could tell such a reader too much.
WHERE_THEY_STAND = {"critique_read", "opinion_list", "order_detail", "trial_list"}
#: The same roles by their names in the measured table.
MEASURED = {
    "office": "office",
    "committee": "committee",
    "district": "district",
    "admin": "admin",
    "own_secretary": "secretary",
    "member": "member",
    "another member": "member",
}


@pytest.fixture
def wards(wards):
    owner = wards.scene.campaign.reviews.get(pk=wards.ids["review_id"]).member
    wards.scene.accounts["member"] = make.make_account("a002", "member", wards.ward, member=owner, uses_pin=True)
    wards.scene.accounts["another member"] = wards.strangers["member of the same cell"]
    return wards


def seen_by(wards: TwoWards, role: str, stage: Stage, leave_out: tuple[str, ...] = FILES) -> dict[str, str | bytes]:
    """Address → all that it tells this role; what answers with a missing page is left out."""
    client, found = Client(), {}
    client.force_login(wards.scene.accounts[role])
    Account.objects.update(last_login=None)  # the minute of this sign-in is no secret, and differs between two looks
    for address in addresses():
        if address.plain.endswith(leave_out) or not may_open(role, address, stage):
            continue
        url = wards.url(address)
        answer = ask(client, url, "GET")
        if answer.status_code == 200:
            body = b"".join(answer) if answer.streaming else answer.content
            found[address.name] = body if b"\0" in body else text_of(answer, url)[1]
    return found


def may_open(role: str, address: Address, stage: Stage) -> bool:
    """By the tables of pages, which other tests hold."""
    if READS[role] == ALL and address.plain not in WHERE_THEY_STAND:
        return False
    if not address.name.startswith(("assessments:", "cells:")):
        return False
    if role in MEASURED:
        answers = matrix.kept()["pages"][f"GET {address.name}"][str(stage)].split()
        return answers[matrix.ROLES.index(MEASURED[role])] == "200"
    if address.name.startswith("cells:"):
        return address.plain not in GROUND or GROUND[address.plain][1].split()[GROUND_ROLES.index(role)] == "200"
    if address.plain not in PAGES or address.plain in LATER:
        return True
    return PAGES[address.plain][0] != "405" and PAGES[address.plain][0].split()[ROLES.index(role)] == "200"


def write_secrets(wards: TwoWards) -> None:
    review = wards.scene.campaign.reviews.get(pk=wards.ids["review_id"])
    form = form_for(review.kind, review.facts, [], leads=False, heads=False, rule_set=wards.scene.campaign.rule_set)
    critique = SelfCritique.objects.get(review=review)
    Answer.objects.create(critique=critique, section=next(iter(form.rated)).key, text=CRITIQUE, level_self="good")
    Opinion.objects.filter(review=review).update(text=OPINION)
    Order.objects.filter(pk=wards.ids["order_id"]).update(note=ORDER)
    Trial.objects.filter(pk=wards.ids["trial_id"]).update(name=TRIAL)


def regrade_in_secret(wards: TwoWards) -> None:
    """Other results of the committee and the office for the whole ward, under another number, with other reasons."""
    hidden = (GradingStep.OFFICE, GradingStep.DRAFT, GradingStep.DECISION)
    rows = Grading.objects.filter(review__campaign=wards.scene.campaign, step__in=hidden)
    assert rows.update(grade="unfulfilled", reason="Theo kết luận khác.") > 10
    Decision.objects.filter(campaign=wards.scene.campaign).update(number="77-QĐ/ĐU")
    KeptExplanation.objects.update(explanation={})
    FindingReason.objects.update(text="Theo kết luận khác.")


def told_to(wards: TwoWards, role: str, stage: Stage, leave_out: tuple[str, ...] = FILES) -> dict[str, object]:
    told: dict[str, object] = dict(seen_by(wards, role, stage, leave_out))
    if role == "own_secretary":
        file = ReviewFile.objects.select_related("campaign__ward", "cell").get(pk=wards.ids["file_id"])
        told["the sheet as a workbook"] = cell_sheet(file, access_of(wards.scene.accounts[role], make.TODAY))
    return told


def differing(before: dict, after: dict) -> list[str]:
    return [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]


def stand(wards: TwoWards, stage: Stage) -> None:
    ReviewFile.objects.filter(campaign=wards.scene.campaign).update(stage=stage)


def test_texts_are_read_by_those_who_need_them_and_results_before_their_release_by_nobody_else(wards):
    """Each role looks once; whoever must not know the results looks again after they were changed."""
    write_secrets(wards)
    looks = {}
    for stage, roles in LOOK.items():
        stand(wards, stage)
        for role in roles:
            # Papers are set for those alone who look twice.
            leave_out = ("_xlsx", "_docx") if stage is Stage.DECIDED and role in KEPT_FROM else FILES
            looks[stage, role] = leave_out, told_to(wards, role, stage, leave_out)
    read = {}
    for look, (_left_out, pages) in looks.items():
        words = " ".join(map(str, pages.values()))
        read[look] = {mark for mark in ALL if mark in words}
    assert read == {(stage, role): READS[role] for stage, role in looks}

    regrade_in_secret(wards)
    changed = {}
    for (stage, role), (leave_out, before) in looks.items():
        if role in AGAIN.get(stage, ()):
            stand(wards, stage)
            changed[stage, role] = differing(before, told_to(wards, role, stage, leave_out))
    assert changed == {(stage, role): [] for stage, roles in AGAIN.items() for role in roles}


def test_after_the_release_they_are_told(wards):
    """So that the look before finds something to compare: the pages of results do hang on what was changed."""
    stand(wards, Stage.RELEASED)
    roles = ("own_secretary", "member", "district", "collective_secretary")
    others = tuple({one.plain for one in addresses()} - LATER)
    before = {role: seen_by(wards, role, Stage.RELEASED, others) for role in roles}
    regrade_in_secret(wards)

    found = {role: differing(before[role], seen_by(wards, role, Stage.RELEASED, others)) for role in roles}
    assert [role for role in roles if not found[role]] == []
    assert "assessments:results" in found["own_secretary"]
