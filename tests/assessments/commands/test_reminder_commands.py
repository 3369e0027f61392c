"""What a timer runs: reminders drafted when their days come, the outbox drained."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from assessments.models import ReminderBatch, ReminderMessage, ReviewFile
from assessments.workflow import Stage
from cells.models import JournalEntry
from tests import factories as make
from tests.assessments.reminder_scene import ADDRESS, make_reminder_scene, send

pytestmark = pytest.mark.django_db
DUE = date(2022, 1, 14)


@pytest.fixture
def scene(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return make_reminder_scene(cell_deadline=DUE)


def drafted(settings, on: date, *options: str) -> list[tuple[str, date]]:
    settings.SAMPLE_TODAY = on
    before = set(ReminderBatch.objects.values_list("pk", flat=True))
    call_command("draft_reminders", *options, stdout=StringIO())
    return [(batch.stage, batch.due_on) for batch in ReminderBatch.objects.exclude(pk__in=before)]


def sent_away() -> None:
    """As if the office had sent every draft."""
    ReminderBatch.objects.filter(state="draft").update(state="sent", sent_by="x", sent_at=make.now())


def test_each_day_is_reminded_of_once_before_and_once_after(scene, settings):
    days = {}
    for day in range(10, 20):
        days[day] = drafted(settings, date(2022, 1, day))
        sent_away()

    assert {day: made for day, made in days.items() if made} == {11: [("files", DUE)], 15: [("files", DUE)]}


def test_run_again_the_same_day_it_drafts_nothing_more(scene, settings):
    assert drafted(settings, date(2022, 1, 12)) == [("files", DUE)]
    assert drafted(settings, date(2022, 1, 12)) == []
    assert drafted(settings, date(2022, 1, 16)) == []  # the draft still waits for the office


def test_a_draft_that_the_office_discarded_is_not_made_again(scene, settings):
    drafted(settings, date(2022, 1, 12))
    ReminderBatch.objects.update(state="discarded", discarded_by="x", discarded_at=make.now())

    assert drafted(settings, date(2022, 1, 13)) == []
    assert drafted(settings, date(2022, 1, 15)) == [("files", DUE)]


def test_a_timer_that_slept_makes_up_for_it(scene, settings):
    assert drafted(settings, date(2022, 1, 25)) == [("files", DUE)]


def test_other_numbers_of_days_may_be_told(scene, settings):
    assert drafted(settings, date(2022, 1, 7), "--before", "6") == []
    assert drafted(settings, date(2022, 1, 8), "--before", "6") == [("files", DUE)]
    sent_away()
    assert drafted(settings, date(2022, 1, 16), "--after", "3") == []
    assert drafted(settings, date(2022, 1, 17), "--after", "3") == [("files", DUE)]
    with pytest.raises(CommandError, match="-1 không phải là số ngày"):
        call_command("draft_reminders", "--before=-1")


def test_nobody_is_drafted_for_when_all_are_done(scene, settings):
    ReviewFile.objects.update(stage=Stage.SUBMITTED)

    assert drafted(settings, date(2022, 1, 12)) == []


def test_the_draft_names_the_command_and_sends_nothing(scene, settings):
    drafted(settings, date(2022, 1, 12))

    entry = JournalEntry.objects.get(action="reminder.drafted")
    assert (entry.actor_id, entry.actor_name, ReminderBatch.objects.get().drafted_by) == (
        None,
        "draft_reminders",
        "draft_reminders",
    )
    assert (ReminderMessage.objects.count(), mail.outbox) == (0, [])


def test_the_outbox_is_drained_and_says_what_it_did(scene):
    send(scene)
    out = StringIO()
    call_command("send_outbox", stdout=out)

    assert out.getvalue() == "đã gửi 1, bị từ chối 0, đã xong nên không gửi 0, còn chờ 0\n"
    assert [one.to for one in mail.outbox] == [[ADDRESS]]


def test_what_is_left_in_the_outbox_ends_the_command_with_1(scene, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    send(scene)
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("send_outbox", stdout=out, stderr=err)

    assert ended.value.code == 1
    assert out.getvalue() == "đã gửi 0, bị từ chối 0, đã xong nên không gửi 0, còn chờ 1\n"
    assert err.getvalue() == "Không kết nối được máy chủ thư, hoặc máy chủ không cho hệ thống đăng nhập.\n"
