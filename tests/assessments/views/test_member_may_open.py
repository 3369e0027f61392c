"""Every page of the process for somebody who writes the own review: the own critique, and nothing of anything else."""

import pytest
from django.db import transaction

from assessments.models import CritiqueVersion, Opinion, SelfCritique
from assessments.review_forms import form_for
from cells.models import JournalEntry
from tests import factories as make
from tests.assessments.hint_scene import issued_hint
from tests.assessments.views.test_who_may_open import ALWAYS_405, PAGES, Scene, kept_version

pytestmark = pytest.mark.django_db

#: Of one's own review, decided and not released: name → answers to GET and POST, "-" where the page takes no such method
#: (test_who_may_do.py asks those). Whatever is not named does not exist.
OWN = {
    "dashboard": "302 -",
    "my_review": "200 -",
    "my_reminders": "200 -",
    "attachment": "200 -",  # of the own critique on paper
    "critique_read": "200 -",
    "critique_edit": "302 200",
    "critique_autosave": "- 422",
    "critique_versions": "200 -",
    "critique_version": "200 -",
    "critique_restore": "302 302",
    "critique_withdraw": "302 302",
    "guides": "302 -",
    "rule_book_home": "302 -",
    "rule_book": "200 -",
    "rule_book_json": "200 -",
    "rule_compare": "200 -",
}
#: Pages that are nobody's in particular.
NOT_OF_A_REVIEW = {
    "dashboard",
    "my_review",
    "my_reminders",
    "guides",
    "rule_book_home",
    "rule_book",
    "rule_book_json",
    "rule_compare",
}


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def owner(scene):
    """The person of the review that the scene's addresses name, invited."""
    return _invited(scene, "A002")


def _invited(scene, code):
    person = scene.campaign.reviews.get(code=code).member
    return make.make_account(f"{code.lower()}.kp01", "member", scene.campaign.ward, member=person, uses_pin=True)


def opened(client, scene, account) -> dict[str, str]:
    """What answers otherwise than a page that does not exist."""
    client.force_login(account)
    found = {}
    for name, told in PAGES.items():
        statuses = []
        for method, taken in zip((client.get, client.post), told, strict=True):
            if taken == ALWAYS_405:
                statuses.append("-")
                continue
            with transaction.atomic():
                statuses.append(str(method(scene.url(name)).status_code))
                transaction.set_rollback(True)
        if not set(statuses) <= {"404", "-"}:
            found[name] = " ".join(statuses)
    return found


def test_a_member_opens_the_own_critique_and_no_other_page_and_nobody_elses(client, scene, owner):
    assert scene.campaign.reviews.get(pk=scene.ids["review_id"]).member_id == owner.member_id

    assert opened(client, scene, owner) == OWN
    assert opened(client, scene, _invited(scene, "A003")) == {name: OWN[name] for name in NOT_OF_A_REVIEW}


def test_being_in_charge_of_a_hint_is_not_a_pin_accounts_business(client, scene):
    """The same person's ordinary account follows the review; the one with a PIN is for the own review alone."""
    in_charge = _invited(scene, "B001")
    ordinary = make.make_account("thuongvu9", "committee", scene.campaign.ward, member=in_charge.member)
    scene.hint.in_charge = in_charge.member
    scene.hint.save()
    found = {}
    for account in (ordinary, in_charge):
        client.force_login(account)
        found[account.uses_pin] = [client.get(scene.url(name)).status_code for name in ("critique_read", "hint_detail")]

    assert found == {False: [200, 200], True: [404, 404]}


def told_review(scene):
    """The owner's review with everything around it that could leak: comments, levels and grade of the meeting, neighbours."""
    review = scene.campaign.reviews.get(pk=scene.ids["review_id"])
    critique = SelfCritique.objects.get(review=review)
    form = form_for(review.kind, review.facts, [], leads=False, heads=False, rule_set=scene.campaign.rule_set)
    rated = next(section for section in form.rated)
    critique.answers.create(section=rated.key, text="Chữ của chính mình", level_self="good", level_cell="poor")
    Opinion.objects.filter(review=review).update(text="Nhận xét kín của chi ủy")
    neighbour = scene.campaign.reviews.get(code="A003")
    kept_version(neighbour).critique.answers.create(section=rated.key, text="Chữ của người khác")
    return review


def test_the_pages_of_the_own_critique_tell_nothing_of_others_and_the_meetings_level_after_the_release(
    client, scene, owner
):
    review = told_review(scene)
    seen = {}
    for account in (scene.accounts["own_secretary"], owner):
        client.force_login(account)
        names = ("critique_read", "critique_versions", "critique_version")
        text = "".join(client.get(scene.url(name)).content.decode() for name in names)
        marks = ("Chữ của chính mình", "Nhận xét kín", "do hội nghị đánh giá", "An 3", "/files/", "/opinions/")
        seen[account.uses_pin] = {mark: mark in text for mark in marks}
    secretly = {mark for mark, shown in seen[False].items() if shown}

    assert secretly >= {"Chữ của chính mình", "do hội nghị đánh giá", "Nhận xét kín", "An 3", "/files/", "/opinions/"}
    assert [mark for mark, shown in seen[True].items() if shown] == ["Chữ của chính mình"]

    review.file.stage = "released"
    review.file.save()
    assert "do hội nghị đánh giá" in client.get(scene.url("critique_read")).content.decode()


def test_reading_ones_own_earlier_versions_leaves_no_entry_as_the_offices_does(client, scene, owner):
    for account in (owner, scene.accounts["office"]):
        client.force_login(account)
        client.get(scene.url("critique_version"))

    assert list(JournalEntry.objects.filter(action="critique.version_read").values_list("actor_id", flat=True)) == [
        scene.accounts["office"].pk
    ]
    assert CritiqueVersion.objects.count() == 1


def test_a_member_whose_mandate_has_ended_is_a_stranger(client, scene, owner):
    owner.mandates.update(to_date=make.TODAY.replace(year=2021))
    client.force_login(owner)

    assert [client.get(scene.url(name)).status_code for name in ("critique_read", "my_review")] == [404, 404]
    assert issued_hint(scene.campaign.reviews.get(code="A003")).pk
