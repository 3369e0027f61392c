"""Whoever reads somebody's self-critique from outside the unit leaves an entry: who, whose, where. The unit's own leave none."""

import pytest
from django.urls import reverse

from assessments.models import ReviewFile
from assessments.services.rounds import keep_round
from assessments.services.self_critiques import CritiqueValues, save_draft, submit_critique
from cells.models import JournalEntry
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_scene

pytestmark = pytest.mark.django_db
AN, BINH = "Nguyễn Văn An", "Nguyễn Văn Bình"


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def addresses(scene):
    """Every page that shows texts of self-critiques, as (address, subject, what the entry says)."""
    draft, done = scene.review(AN), scene.review(BINH)
    values = CritiqueValues({"duties": "Đã trực chốt."}, {"duties": "good"}, "good")
    save_draft(by=scene.secretary, review_id=draft.pk, values=values, revision=0, on=make.TODAY)
    submit_critique(by=scene.secretary, review_id=done.pk, values=full_values(done), revision=0, on=make.TODAY)
    file = done.file
    keep_round(by=scene.secretary, file=file, at=make.now())
    ReviewFile.objects.filter(pk=file.pk).update(round=2)
    values = CritiqueValues({"duties": "Đã trực chốt 12 ngày."}, {"duties": "good"}, "good")
    save_draft(by=scene.secretary, review_id=draft.pk, values=values, revision=1, on=make.TODAY)
    read, whole = "critique.read", "critique.file_read"
    pages = [
        ("critique_read", [draft.pk], read, draft, {"page": "critique_read"}),
        ("critique_edit", [draft.pk], read, draft, {"page": "critique_edit"}),
        ("review_paper", [done.pk, "critique"], read, done, {"page": "critique"}),
        ("file_paper", [file.pk, "critiques_submitted"], whole, file, {"page": "critiques_submitted"}),
        ("file_round", [file.pk, 1], whole, file, {"page": "file_round", "round": 1}),
        ("file_changes", [file.pk, 2], whole, file, {"page": "file_changes", "round": 2}),
    ]
    return [(reverse(f"assessments:{name}", args=args), *told) for name, args, *told in pages]


@pytest.mark.parametrize(("who", "leaves"), [("office", True), ("committee", True), ("secretary", False)])
def test_each_page_that_shows_the_texts_is_told_when_others_read_it(client, scene, addresses, who, leaves):
    account = getattr(scene, who)
    client.force_login(account)
    for address, action, subject, after in addresses:
        before = JournalEntry.objects.count()
        status = client.get(address).status_code
        told = JournalEntry.objects.order_by("pk")[before:]
        expected = [(account.pk, action, str(subject.pk), "P11", after)] if leaves and status == 200 else []

        assert [(one.actor_id, one.action, one.object_id, one.ward_code, one.after) for one in told] == expected, (
            address
        )
        assert status == 200 or (who == "committee" and address.endswith("/edit/")), address


def test_an_empty_critique_is_no_reading(client, scene):
    client.force_login(scene.office)
    client.get(reverse("assessments:critique_read", args=[scene.review(AN).pk]))

    assert not JournalEntry.objects.filter(action="critique.read").exists()
