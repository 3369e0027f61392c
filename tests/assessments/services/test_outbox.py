"""The outbox: each mail at most once, whatever the server, a second sender or the work itself does meanwhile."""

import smtplib
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from assessments.models import ReminderMessage, ReviewFile
from assessments.selectors.reminders import fault_words, record_of
from assessments.services import outbox
from assessments.services.outbox import Delivery, deliver
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import JournalEntry, Mandate
from tests import factories as make
from tests.assessments.reminder_scene import ADDRESS, make_reminder_scene, send


class Server(EmailBackend):
    """A mail server that answers as told: address → the error it raises; `at_open` when it is called at all."""

    def __init__(self, answers=None, at_open=None):
        super().__init__()
        self.answers, self.at_open = answers or {}, at_open

    def open(self):
        if self.at_open:
            raise self.at_open

    def send_messages(self, messages):
        for message in messages:
            if error := self.answers.get(message.to[0]):
                raise error
        return super().send_messages(messages)


SECOND = "bithu2@phuong11.test"


@pytest.fixture
def scene(db):
    return _scene()


def _scene():
    scene = make_reminder_scene()
    scene.other_secretary.email = SECOND
    scene.other_secretary.save()
    return scene


def run(server=None, **more) -> Delivery:
    return deliver(on=make.TODAY, connection=server or Server(), **more)


def states() -> dict[str, tuple[str, str, int]]:
    rows = ReminderMessage.objects.order_by("pk")
    return {row.address: (row.mail_state, row.error, row.tries) for row in rows}


def refuses(number: int) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"x": (number, b"no")})


def test_what_waits_is_mailed_once_over_one_connection(scene):
    batch = send(scene)

    assert run() == Delivery(sent=2)
    assert run() == Delivery()
    assert [one.to for one in mail.outbox] == [[SECOND], [ADDRESS]]
    letter = mail.outbox[1]
    assert (letter.subject, letter.body) == (batch.subject, batch.messages.get(address=ADDRESS).text)
    assert (letter.from_email, letter.extra_headers) == (
        "cong-kiem-diem@localhost",
        {"Auto-Submitted": "auto-generated"},
    )
    assert states() == {ADDRESS: ("sent", "", 1), SECOND: ("sent", "", 1)}


def test_accounts_without_an_address_are_told_in_the_portal_only(db):
    scene = make_reminder_scene()
    batch = send(scene)

    assert run() == Delivery(sent=1)
    assert record_of(batch).counts == {
        "none": ("Chỉ đọc trên hệ thống", 1),
        "sent": ("Đã gửi thư điện tử", 1),
    }


def test_whoever_is_done_before_the_mail_leaves_gets_none(scene):
    send(scene)
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.SUBMITTED)
    Mandate.objects.filter(account=scene.other_secretary).update(to_date="2022-01-09")

    assert run() == Delivery(skipped=2)
    assert states() == {ADDRESS: ("skipped", "", 0), SECOND: ("skipped", "nobody", 0)}
    assert mail.outbox == []


def test_a_server_that_cannot_be_reached_leaves_everything_waiting(scene):
    send(scene)

    for error in (ConnectionRefusedError(), smtplib.SMTPAuthenticationError(535, b"no")):
        assert run(Server(at_open=error)) == Delivery(waiting=2, fault="unreachable")
    assert states() == {ADDRESS: ("waiting", "unreachable", 0), SECOND: ("waiting", "unreachable", 0)}
    assert run() == Delivery(sent=2)


def test_a_wrong_address_fails_alone_and_is_tried_again_only_when_asked(scene):
    send(scene)

    assert run(Server({ADDRESS: refuses(550)})) == Delivery(sent=1, failed=1)
    assert states()[ADDRESS] == ("failed", "address:550", 1)
    assert fault_words("address:550") == (
        "Máy chủ thư không nhận địa chỉ này. Đề nghị kiểm tra địa chỉ trong tài khoản. (550)"
    )
    assert run() == Delivery()
    assert run(failed_too=True) == Delivery(sent=1)


def test_a_server_that_asks_for_patience_is_asked_five_times(scene):
    send(scene)
    busy = Server({ADDRESS: refuses(451)})

    assert run(busy) == Delivery(sent=1, waiting=1)
    for _again in range(3):
        assert run(busy) == Delivery(waiting=1)
    assert run(busy) == Delivery(failed=1)
    assert states()[ADDRESS] == ("failed", "later:451", 5)


@pytest.mark.parametrize(
    ("error", "fault", "first"),
    [
        (smtplib.SMTPSenderRefused(553, b"no", "x"), "sender", ("waiting", "sender:553", 1)),
        (smtplib.SMTPDataError(421, b"bye"), "later", ("waiting", "later:421", 1)),
    ],
)
def test_a_server_that_takes_no_more_ends_the_run(scene, error, fault, first):
    send(scene)

    assert run(Server({SECOND: error})) == Delivery(waiting=2, fault=fault)
    assert states() == {SECOND: first, ADDRESS: ("waiting", "", 0)}


def test_a_mail_whose_fate_is_unknown_is_never_sent_again(scene):
    """The connection broke while it was handed over: it may have arrived."""
    batch = send(scene)

    assert run(Server({SECOND: smtplib.SMTPServerDisconnected("gone")})) == Delivery(waiting=1, fault="broken")
    assert states() == {SECOND: ("sending", "broken", 1), ADDRESS: ("waiting", "", 0)}
    assert run(failed_too=True) == Delivery(sent=1)
    assert [one.to for one in mail.outbox] == [[ADDRESS]]
    assert record_of(batch).unsent == 0


def test_an_address_that_is_no_header_is_refused_before_it_leaves(scene):
    batch = send(scene)
    batch.messages.filter(address=ADDRESS).update(address="a@b.vn\nBcc: c@d.vn")

    assert run() == Delivery(sent=1, failed=1)
    assert [one.to for one in mail.outbox] == [[SECOND]]


def test_a_page_waits_only_so_long(scene):
    send(scene)

    assert run(seconds=-1) == Delivery(waiting=2)
    assert {state for state, _error, _tries in states().values()} == {"waiting"}


def test_one_reminder_alone_is_sent_when_it_is_named(scene):
    first, second = send(scene), send(scene)

    assert run(batch_id=second.pk) == Delivery(sent=2)
    assert set(first.messages.values_list("mail_state", flat=True)) == {"waiting"}


def test_the_office_sends_the_rest_and_nobody_else_does(scene):
    batch = send(scene)
    batch.messages.filter(address=ADDRESS).update(mail_state="failed", error="address:550")
    with pytest.raises(NotPermitted):
        outbox.send_rest(by=scene.committee, batch_id=batch.pk, on=make.TODAY)

    assert outbox.send_rest(by=scene.office, batch_id=batch.pk, on=make.TODAY) == Delivery(sent=2)
    assert JournalEntry.objects.filter(action="reminder.rest_sent").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once():
    """Threads where the database has row locks; elsewhere the second comes after the first has read its list."""
    scene = _scene()
    for number in range(12):
        account = make.make_account(f"pho{number}", "secretary", scene.file.cell)
        account.email = f"pho{number}@phuong11.test"
        account.save()
    send(scene)
    done: list[Delivery] = []
    if connection.vendor == "postgresql":
        start = Barrier(2)

        def sender():
            start.wait()
            try:
                done.append(run())
            finally:
                connection.close()

        threads = [Thread(target=sender) for _number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:

        class Overtaken(Server):
            def open(self):
                done.append(run())

        done.append(run(Overtaken()))

    addresses = [one.to[0] for one in mail.outbox]
    assert (len(addresses), len(set(addresses))) == (14, 14)
    assert sum(delivery.sent for delivery in done) == 14
    assert {(row.mail_state, row.tries) for row in ReminderMessage.objects.all()} == {("sent", 1)}
