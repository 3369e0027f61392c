"""Reminders: drafted by the office in words of the stage, looked at, sent once to whoever is not done."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from assessments.models import ReminderBatch, ReminderMessage, ReviewFile
from assessments.selectors.reminders import open_reminders, own_reminders, preview_of
from assessments.services import reminders
from assessments.services.reminders import ReminderWords
from assessments.workflow import CampaignStage, Stage
from cells.access import NotPermitted, act_as
from cells.models import Account, JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.reminder_scene import ADDRESS, draft, make_reminder_scene, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_reminder_scene()


def done(file) -> None:
    ReviewFile.objects.filter(pk=file.pk).update(stage=Stage.SUBMITTED)


def refused(call, *args, **more) -> list[str]:
    with pytest.raises(Refused) as told:
        call(*args, **more)
    return [refusal.message for refusal in told.value.refusals]


def deeds() -> list[str]:
    entries = JournalEntry.objects.filter(action__startswith="reminder.").order_by("pk")
    return list(entries.values_list("action", flat=True))


# --- the draft


def test_a_draft_begins_in_the_words_of_its_stage_and_day(scene):
    batch = draft(scene)

    assert (batch.subject, batch.due_on) == (
        "Nhắc việc quá hạn 25/12/2021: Gửi hồ sơ kiểm điểm, kiểm điểm năm 2021",
        date(2021, 12, 25),
    )
    assert batch.text == (
        "Văn phòng Đảng ủy kính nhắc đồng chí về việc kiểm điểm năm 2021: đã quá hạn ngày 25/12/2021. "
        "Đề nghị đồng chí hoàn tất phần còn lại của hồ sơ và gửi Văn phòng Đảng ủy."
    )
    assert (batch.drafted_by, deeds()) == ("Văn phòng", ["reminder.drafted"])


def test_before_the_day_it_names_the_day_to_come():
    scene = make_reminder_scene(cell_deadline=date(2022, 1, 12))

    assert draft(scene).subject == "Nhắc việc, hạn 12/01/2022: Gửi hồ sơ kiểm điểm, kiểm điểm năm 2021"


def test_the_draft_that_waits_is_given_back_as_it_is(scene):
    assert draft(scene) == draft(scene)
    assert (ReminderBatch.objects.count(), deeds()) == (1, ["reminder.drafted"])


def test_a_stage_without_a_day_takes_todays_until_the_office_names_one(scene):
    ReviewFile.objects.update(stage=Stage.RELEASED)
    batch = draft(scene, "planning")
    words = ReminderWords(batch.subject, batch.text, date(2022, 2, 1))
    saved = reminders.save_reminder(by=scene.office, batch_id=batch.pk, words=words, revision=1, on=make.TODAY)

    assert (batch.due_on, saved.due_on) == (make.TODAY, date(2022, 2, 1))
    assert "(hạn 01/02/2022)" in preview_of(saved, make.TODAY).letters[0].text


@pytest.mark.parametrize("stage", ["nothing", "returned"])
def test_an_unknown_stage_and_one_that_is_through_are_refused(scene, stage):
    words = {
        "nothing": "Chọn một giai đoạn trong danh sách.",
        "returned": "Giai đoạn này mọi người đã xong, không còn ai phải nhắc.",
    }

    assert refused(draft, scene, stage) == [words[stage]]


def test_a_closed_year_reminds_of_no_file(scene):
    scene.campaign.stage = CampaignStage.CLOSED
    scene.campaign.save()

    assert refused(draft, scene) == ["Năm kiểm điểm 2021 chưa mở hoặc đã đóng."]


def test_subject_and_text_are_the_offices_and_cannot_break_a_mails_head(scene):
    batch = draft(scene)
    words = ReminderWords("Nhắc\r\nBcc: a@b.vn  lần hai", "Một\r\n\r\n\r\n\r\nHai ")
    saved = reminders.save_reminder(by=scene.office, batch_id=batch.pk, words=words, revision=1, on=make.TODAY)

    assert (saved.subject, saved.text, saved.revision) == ("Nhắc Bcc: a@b.vn lần hai", "Một\n\nHai", 2)
    with pytest.raises(StaleEdit):
        reminders.save_reminder(by=scene.office, batch_id=batch.pk, words=words, revision=1, on=make.TODAY)
    empty = {"words": ReminderWords(" ", ""), "revision": 2, "on": make.TODAY, "by": scene.office, "batch_id": batch.pk}
    assert refused(reminders.save_reminder, **empty) == [
        "Ghi tiêu đề, tối đa 200 ký tự.",
        "Ghi nội dung, tối đa 4000 ký tự.",
    ]


def test_a_discarded_draft_stays_on_record_and_sends_nothing(scene):
    batch = draft(scene)
    reminders.discard_reminder(by=scene.office, batch_id=batch.pk, revision=1, on=make.TODAY)
    batch.refresh_from_db()

    assert (batch.state, batch.discarded_by, deeds()) == (
        "discarded",
        "Văn phòng",
        ["reminder.drafted", "reminder.discarded"],
    )
    assert refused(send, scene, batch) == ["Bản thảo này đã được Văn phòng hủy."]
    assert draft(scene) != batch


def test_only_the_office_drafts_changes_sends_and_discards(scene):
    batch = draft(scene)
    on = {"on": make.TODAY, "batch_id": batch.pk, "revision": 1}
    stranger = make.make_account("vp12", "office", make.make_ward("P12", "Đảng bộ Phường 12"))
    for by in (scene.committee, scene.secretary, stranger):
        for deed in (
            lambda by=by: draft(scene, by=by),
            lambda by=by: reminders.save_reminder(by=by, words=ReminderWords("a", "b"), **on),
            lambda by=by: reminders.discard_reminder(by=by, **on),
            lambda by=by: reminders.send_reminder(by=by, expected="", **on),
        ):
            with pytest.raises(NotPermitted):
                deed()
    batch.refresh_from_db()
    assert (batch.state, batch.revision) == ("draft", 1)


# --- sending


def test_each_recipient_gets_a_letter_of_its_own_in_the_portal_and_by_mail_where_there_is_an_address(scene):
    batch = send(scene)
    first, second = ReminderMessage.objects.order_by("account__username")

    assert (first.account, first.address, first.mail_state) == (scene.secretary, ADDRESS, "waiting")
    assert (second.account, second.address, second.mail_state) == (scene.other_secretary, "", "none")
    assert first.text == (
        f"Kính gửi đồng chí Bí thư Một\n\n{batch.text}\n\nViệc còn lại:\n"
        "- Chi bộ Khu phố 1: chưa gửi hồ sơ (hạn 25/12/2021)\n\n"
        "Đề nghị đăng nhập hệ thống kiểm điểm để hoàn thành. Nếu việc đã xong, xin bỏ qua thư này.\nĐảng bộ Phường 11"
    )
    assert first.left == [
        {
            "key": f"file:{scene.file.pk}:collecting:1",
            "file": scene.file.pk,
            "name": "Chi bộ Khu phố 1",
            "what": "chưa gửi hồ sơ",
            "due_on": "2021-12-25",
        }
    ]
    entry = JournalEntry.objects.get(action="reminder.sent")
    assert entry.after == {"stage": "files", "due_on": "2021-12-25", "recipients": 2, "by_mail": 1}


def test_who_was_done_before_is_not_among_them_and_the_preview_says_why(scene):
    done(scene.other_file)
    batch = draft(scene)
    preview = preview_of(batch, make.TODAY)
    send(scene, batch)

    assert [message.account for message in batch.messages.all()] == [scene.secretary]
    assert [(one.name, one.why) for one in preview.left.spared] == [("Chi bộ Khu phố 2", "Đã gửi, chờ văn phòng")]
    assert (preview.by_mail, preview.portal_only) == (1, 0)


def _changed_list(scene, _batch):
    done(scene.other_file)


def _changed_address(scene, _batch):
    scene.other_secretary.email = "moi@phuong11.test"
    scene.other_secretary.save()


@pytest.mark.parametrize("change", [_changed_list, _changed_address])
def test_another_list_than_the_one_looked_at_is_refused_and_nothing_leaves(scene, change):
    batch = draft(scene)
    shown = preview_of(batch, make.TODAY).fingerprint
    change(scene, batch)

    assert refused(send, scene, batch, expected=shown) == [
        "Người được nhắc hoặc việc còn lại đã thay đổi từ lúc đồng chí xem. Đề nghị xem lại danh sách mới rồi gửi."
    ]
    batch.refresh_from_db()
    assert (batch.state, ReminderMessage.objects.count()) == ("draft", 0)


def test_a_draft_is_sent_once(scene):
    batch = send(scene)

    assert refused(send, scene, batch) == ["Thư nhắc này đã được Văn phòng gửi, không sửa được nữa."]
    assert ReminderMessage.objects.count() == 2


def test_with_everybody_done_there_is_nothing_to_send(scene):
    batch = draft(scene)
    ReviewFile.objects.update(stage=Stage.SUBMITTED)

    assert refused(send, scene, batch) == ["Không còn ai phải nhắc: đề nghị hủy bản thảo."]


def test_letters_are_in_vietnamese_whatever_the_language_of_the_page(scene):
    with translation.override("en"):
        text = preview_of(draft(scene), make.TODAY).letters[0].text

    assert text.startswith("Kính gửi đồng chí Bí thư Hai\n\nVăn phòng Đảng ủy kính nhắc")


# --- in the portal


def test_a_reminder_stands_until_the_thing_is_done(scene, django_assert_num_queries):
    send(scene)
    [own] = open_reminders(scene.secretary, make.TODAY)
    done(scene.file)

    assert [(thing.name, thing.what) for thing in own.things] == [("Chi bộ Khu phố 1", "chưa gửi hồ sơ")]
    assert open_reminders(scene.secretary, make.TODAY) == []
    [kept] = own_reminders(scene.secretary, make.TODAY)
    assert (kept.is_open, kept.message.read_at) == (False, None)
    with django_assert_num_queries(1):
        assert open_reminders(scene.office, make.TODAY) == []


def test_a_deputy_is_led_to_the_file_only_while_acting(scene):
    deputy = make.make_account("pho", display_name="Phó bí thư")
    make.make_deputy(deputy, scene.secretary)
    send(scene)

    [own] = open_reminders(deputy, make.TODAY)
    assert ([thing.url for thing in own.things], own.is_anothers) == ([""], True)
    deputy = Account.objects.get(pk=deputy.pk)
    assert act_as(deputy, deputy.mandates.get().pk, make.TODAY)
    [own] = open_reminders(deputy, make.TODAY)
    url = reverse("assessments:cell_home", args=[scene.file.pk])
    assert ([thing.url for thing in own.things], own.is_anothers) == ([url], False)


def test_a_file_returned_afterwards_does_not_wake_the_old_reminder(scene):
    send(scene)
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.RETURNED, round=2)

    assert open_reminders(scene.secretary, make.TODAY) == []


def test_or_until_it_is_marked_as_read_by_its_own_account_alone(scene):
    send(scene)
    message = ReminderMessage.objects.get(account=scene.secretary)
    with pytest.raises(ReminderMessage.DoesNotExist):
        reminders.mark_read(by=scene.office, message_id=message.pk)
    first = reminders.mark_read(by=scene.secretary, message_id=message.pk)
    again = reminders.mark_read(by=scene.secretary, message_id=message.pk)

    assert first.read_at == again.read_at
    assert open_reminders(scene.secretary, make.TODAY) == []
    assert [own.is_open for own in own_reminders(scene.secretary, make.TODAY)] == [True]


def test_of_two_reminders_of_one_stage_the_newest_stands(scene):
    send(scene)
    second = send(scene)

    assert [own.message.batch for own in open_reminders(scene.secretary, make.TODAY)] == [second]
    assert len(own_reminders(scene.secretary, make.TODAY)) == 2
