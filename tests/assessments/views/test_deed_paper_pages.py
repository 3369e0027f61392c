"""Letters, decisions and notices on their pages: who opens them, before and after issue and release, and where they are
linked."""

import pytest
from django.urls import reverse

from assessments.models import Order, ReviewFile, ReviewHint
from cells.models import Account
from tests import factories as make
from tests.assessments.other_papers_scene import OtherPapers

pytestmark = pytest.mark.django_db
#: Paper → answers to office, district, the cell's secretary, another cell's, the person, a neighbour of the cell.
RELEASED = {
    "hint": [200, 404, 200, 404, 404, 404],
    "return": [200, 404, 200, 404, 404, 404],
    "regrade": [200, 404, 200, 404, 404, 404],
    "decision": [200, 404, 404, 404, 404, 404],
    "critique": [200, 404, 200, 404, 404, 404],
    "remedy_plan": [200, 404, 200, 404, 404, 404],
    "own notice": [200, 404, 200, 404, 200, 404],
    "unit's notice": [200, 404, 200, 404, 404, 404],
    "everybody's notices": [200, 404, 200, 404, 404, 404],
}
NOTHING = [404] * 6


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def scene():
    return OtherPapers()


def addresses(scene) -> dict[str, str]:
    file, one = scene.file("KP01").pk, scene.one.pk
    names = {
        "hint": ("hint_paper", [scene.hint.pk]),
        "return": ("order_paper", [scene.returned.pk]),
        "regrade": ("order_paper", [scene.regraded.pk]),
        "decision": ("decision_paper", [scene.decision.pk]),
        "critique": ("review_paper", [one, "critique"]),
        "remedy_plan": ("review_paper", [one, "remedy_plan"]),
        "own notice": ("review_paper", [one, "result_notice"]),
        "unit's notice": ("file_paper", [file, "result_notice"]),
        "everybody's notices": ("file_paper", [file, "result_notices"]),
    }
    return {key: reverse(f"assessments:{name}", args=args) for key, (name, args) in names.items()}


def answers(client, scene) -> dict[str, list[int]]:
    district = make.make_account(f"quanuy{Account.objects.count()}", "district", scene.ward)
    accounts = (scene.office, district, scene.secretary, scene.other_secretary, scene.member, scene.neighbour)
    found: dict[str, list[int]] = {}
    for account in accounts:
        client.force_login(account)
        for key, address in addresses(scene).items():
            found.setdefault(key, []).append(client.get(address).status_code)
    return found


def test_after_the_release_each_opens_what_is_theirs(client, scene):
    assert answers(client, scene) == RELEASED


def test_before_the_release_no_result_is_on_any_paper_of_the_cell(client, scene):
    ReviewFile.objects.filter(code="KP01").update(stage="decided")
    found = answers(client, scene)

    assert {key: found[key] for key in ("own notice", "unit's notice", "everybody's notices")} == {
        "own notice": NOTHING, "unit's notice": NOTHING, "everybody's notices": NOTHING,
    }  # fmt: skip
    assert (found["regrade"], found["decision"]) == ([200, *[404] * 5], [200, *[404] * 5])


def test_what_is_not_issued_is_the_wards_alone_and_what_was_taken_back_nobodys(client, scene):
    ReviewHint.objects.filter(pk=scene.hint.pk).update(state="draft", issued_at=None)
    Order.objects.filter(pk=scene.returned.pk).update(state="draft")
    drafts = answers(client, scene)
    ReviewHint.objects.filter(pk=scene.hint.pk).update(state="withdrawn")
    Order.objects.filter(pk=scene.returned.pk).update(state="withdrawn", withdrawn_reason="x", withdrawn_at=make.now())
    withdrawn = answers(client, scene)

    assert (drafts["hint"], drafts["return"]) == ([200, *[404] * 5], [200, *[404] * 5])
    assert (withdrawn["hint"], withdrawn["return"]) == (NOTHING, NOTHING)


def test_a_hint_from_above_has_its_own_paper(client, scene):
    ReviewHint.objects.filter(pk=scene.hint.pk).update(issuer="district")

    assert answers(client, scene)["hint"] == NOTHING


def test_papers_are_linked_where_they_belong(client, scene):
    urls = addresses(scene)
    pages = {
        "hint": ("hint_detail", [scene.hint.pk], scene.office),
        "return": ("order_detail", [scene.returned.pk], scene.office),
        "decision": ("decision_detail", [scene.decision.pk], scene.office),
        "remedy_plan": ("remedies", [scene.one.pk], scene.secretary),
        "unit's notice": ("results", [scene.campaign.pk], scene.secretary),
        "own notice": ("my_review", [], scene.member),
    }
    linked = {}
    for key, (name, args, account) in pages.items():
        client.force_login(account)
        linked[key] = urls[key] in client.get(reverse(f"assessments:{name}", args=args)).content.decode()
    client.force_login(scene.secretary)
    listed = client.get(reverse("assessments:file_paper_list", args=[scene.file("KP01").pk])).content.decode()

    assert linked == dict.fromkeys(pages, True)
    assert {key: urls[key] in listed for key in urls} == {key: key != "decision" for key in urls}


def test_the_pdfs_are_told_as_drafts_in_their_names(client, scene):
    client.force_login(scene.office)
    address = reverse("assessments:hint_paper_pdf", args=[scene.hint.pk])
    issued = client.get(address)["Content-Disposition"]
    ReviewHint.objects.filter(pk=scene.hint.pk).update(state="draft")
    drafted = client.get(address)["Content-Disposition"]

    assert ("-draft.pdf" in issued, "-draft.pdf" in drafted) == (False, True)
