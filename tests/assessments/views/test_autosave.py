"""Every answer to what a page sends by itself: JSON, in words, and never a page of another kind."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import CritiqueVersion, ReviewFile, SelfCritique
from assessments.workflow import Stage
from cells.models import JournalEntry
from tests.assessments.cell_scene import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def review(scene):
    return scene.review("Nguyễn Văn An")


def client_of(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def send(client, review, revision=0, **fields):
    address = reverse("assessments:critique_autosave", args=[review.pk])
    answer = client.post(address, {"revision": str(revision), **fields})
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, answer.json()


def test_what_is_typed_is_saved_and_the_time_is_told(scene, review):
    client = client_of(scene.secretary)

    first = send(client, review, 0, text_duties="Trực chốt", writer=scene.secretary.pk)
    second = send(client, review, 1, text_duties="Trực chốt 12 ngày", level_duties="good", self_grade="good")

    now = timezone.localtime(SelfCritique.objects.get().saved_at).strftime("%H:%M")
    told = {"state": "saved", "saved_at": now, "words": f"Đã lưu lúc {now}"}
    assert (first[0], second) == (200, (200, told | {"revision": 2}))
    answer = SelfCritique.objects.get().answers.get(section="duties")
    assert (answer.text, answer.level_self) == ("Trực chốt 12 ngày", "good")
    assert not JournalEntry.objects.filter(action__startswith="critique.").exists()
    assert not CritiqueVersion.objects.exists()


def test_a_day_is_told_with_the_time_of_another_day(scene, review):
    client = client_of(scene.secretary)
    send(client, review, 0, text_duties="hôm qua")
    yesterday = timezone.now() - timedelta(days=1)
    SelfCritique.objects.update(saved_at=yesterday)

    _status, told = send(client, review, 1, text_duties="hôm qua")

    assert told["saved_at"] == timezone.localtime(yesterday).strftime("%H:%M %d/%m/%Y")


def test_the_end_of_the_session_is_told_and_not_redirected(review):
    assert send(Client(), review, 0, text_duties="x") == (401, {"state": "signed_out", "signed_out": True})


def test_a_page_of_another_account_saves_nothing(scene, review):
    status, told = send(client_of(scene.office), review, 0, text_duties="của bí thư", writer=scene.secretary.pk)

    assert (status, told["state"]) == (403, "other_account")
    assert "Văn phòng" in told["words"]
    assert not SelfCritique.objects.exists()


def test_the_save_button_of_another_accounts_page_saves_and_shows_nothing(scene, review):
    address = reverse("assessments:critique_edit", args=[review.pk])
    data = {"revision": "0", "text_duties": "chữ của bí thư", "writer": scene.secretary.pk, "action": "save"}

    page = client_of(scene.office).post(address, data, follow=True)

    assert page.status_code == 200
    assert "chữ của bí thư" not in page.content.decode()
    assert not SelfCritique.objects.exists()


def test_who_saved_first_is_told_and_stays(scene, review):
    send(client_of(scene.office), review, 0, text_duties="của văn phòng")

    status, told = send(client_of(scene.secretary), review, 0, text_duties="của bí thư")

    at = timezone.localtime(SelfCritique.objects.get().saved_at).strftime("%H:%M")
    assert (status, told["state"], told["by"], told["at"]) == (409, "stale", "Văn phòng", at)
    assert told["words"].startswith(f"Văn phòng đã sửa bản này lúc {at}.")
    assert SelfCritique.objects.get().answers.get(section="duties").text == "của văn phòng"


def test_what_cannot_be_kept_is_refused_in_words(scene, review):
    client = client_of(scene.secretary)

    too_long = send(client, review, 0, text_duties="a" * 20_001)
    no_revision = send(client, review, "", text_duties="x")
    no_level = send(client, review, 0, level_duties="perfect")
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.SUBMITTED)
    sent = send(client, review, 0, text_duties="x")

    assert [status for status, _told in (too_long, no_revision, no_level, sent)] == [422] * 4
    assert too_long[1]["words"] == "Mục I.2 quá dài: 20001 ký tự, tối đa 20000. Hãy rút gọn."
    assert sent[1]["words"].startswith("Hồ sơ “Chi bộ Khu phố 1” đã gửi")
    assert not SelfCritique.objects.exists()


def test_the_committee_reads_and_does_not_write(scene, review):
    status, told = send(client_of(scene.committee), review, 0, text_duties="x")

    assert (status, told["state"]) == (403, "not_permitted")


def queries(call) -> int:
    with CaptureQueriesContext(connection) as caught:
        call()
    return len(caught)


def counts(members: int) -> list[int]:
    """Queries of an autosave, the page one writes on and the list of versions; the rows are taken away again."""
    with transaction.atomic():
        scene = make_scene(members)
        review, client = scene.review("Nguyễn Văn An"), client_of(scene.secretary)
        send(client, review, 0, text_duties="một")
        pages = [reverse(f"assessments:{name}", args=[review.pk]) for name in ("critique_edit", "critique_versions")]
        found = [
            queries(partial(send, client, review, 1, text_duties="hai")),
            *(queries(partial(client.get, at)) for at in pages),
        ]
        transaction.set_rollback(True)
    return found


def test_saving_and_its_pages_cost_the_same_in_a_large_cell():
    assert counts(4) == counts(24)
