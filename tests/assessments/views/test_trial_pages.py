"""The pages of a trial: made, changed, compared, applied; what was typed is never lost."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Grading, ParameterChange, Trial
from assessments.services import trials
from assessments.workflow import GradingStep, Scope
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return Sitting()


@pytest.fixture
def office(client, sitting):
    client.force_login(sitting.office)
    return client


def url(name, *args, **query):
    return reverse(f"assessments:{name}", args=args, query=query or None)


def made(sitting, name="Thử", *changes) -> Trial:
    trial = trials.create_trial(by=sitting.office, campaign_id=sitting.campaign.pk, name=name, on=make.TODAY)
    if not changes:
        return trial
    return trials.save_trial(by=sitting.office, trial_id=trial.pk, changes=changes, revision=1, on=make.TODAY)


FULFILLED = {"target": "member", "code": "A003", "to": "fulfilled"}


def test_a_trial_is_made_by_its_name(office, sitting):
    answer = office.post(url("trial_list", sitting.campaign.pk), {"name": "Phương án 1"})

    assert answer.url == url("trial", Trial.objects.get(name="Phương án 1").pk)


def test_a_trial_without_a_name_is_asked_for_one(office, sitting):
    answer = office.post(url("trial_list", sitting.campaign.pk), {"name": " "})

    assert "Hãy đặt tên cho bản thử." in answer.content.decode()


def test_a_person_is_found_without_accents_and_changed(office, sitting):
    trial = made(sitting)
    found = office.get(url("trial", trial.pk, q="tran thi binh 2"))
    office.post(url("trial", trial.pk), {"revision": 1, "person-B002": "excellent"})

    assert [line.key for line in found.context["found"]] == ["B002", "B002|UBND|ward|1"]
    trial.refresh_from_db()
    assert trial.changes == [{"target": "member", "code": "B002", "to": "excellent"}]


def test_every_kind_of_change_is_read_from_the_page(office, sitting):
    trial = made(sitting)
    weights = {"weight-excellent": "9", "weight-good": "4", "weight-fulfilled": "3", "weight-unfulfilled": "0"}
    typed = {"unit-KP01": "excellent", "quota-KP02": "2", "person-B002|UBND|ward|1": "fulfilled", **weights}

    office.post(url("trial", trial.pk), {"revision": 1, **typed})

    trial.refresh_from_db()
    assert {change["target"] for change in trial.changes} == {"unit", "quota", "post", "weights"}


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("quota-KP02", "nhiều", "“nhiều” không phải là chỉ tiêu"),
        ("quota-KP02", "-1", "“-1” không phải là chỉ tiêu"),
        ("weight-good", "bốn", "không phải là số nguyên"),
        ("person-B002", "siêu", "“siêu” không phải là mức xếp loại"),
    ],
)
def test_a_wrong_value_is_refused_and_the_rest_stays_typed(office, sitting, field, text, words):
    trial = made(sitting)
    typed = {"revision": 1, "weight-excellent": "9", "weight-fulfilled": "3", "weight-unfulfilled": "0", field: text}

    answer = office.post(url("trial", trial.pk), {"weight-good": "4", **typed})

    page = answer.content.decode()
    assert words in page
    assert 'name="weight-excellent" inputmode="numeric" maxlength="4" value="9"' in page
    assert Trial.objects.get().changes == []


def test_weights_that_do_not_fall_are_refused_with_the_clause(office, sitting):
    trial = made(sitting)
    rising = {"weight-excellent": "3", "weight-good": "4", "weight-fulfilled": "5", "weight-unfulfilled": "0"}

    page = office.post(url("trial", trial.pk), {"revision": 1, **rising}).content.decode()

    assert "Hệ số phải giảm dần theo mức xếp loại" in page
    assert "123-CV/ĐU 1(2)" in page
    assert 'name="weight-excellent" inputmode="numeric" maxlength="4" value="3"' in page


@pytest.mark.parametrize(
    "key", ["B002|UBND|xã|1", "B002|UBND|ward|0", "B002|UBND|ward|01", "B002|UBND|ward|³", "B002|UBND"]
)
def test_a_post_that_is_none_names_nobody(office, sitting, key):
    trial = made(sitting)

    answer = office.post(url("trial", trial.pk), {"revision": 1, f"person-{key}": "fulfilled"})

    assert "hồ sơ không có" in answer.content.decode()


def test_leaving_what_was_chosen_unsaved_is_warned_of(office, sitting):
    page = office.get(url("trial", made(sitting).pk)).content.decode()

    [form] = [line for line in page.splitlines() if 'id="trial-form"' in line]
    assert " data-keep=" in form


def test_the_second_who_saves_sees_the_own_choices_again(office, sitting):
    trial = made(sitting, "Thử", FULFILLED)

    answer = office.post(url("trial", trial.pk), {"revision": 1, "person-A004": "excellent"})

    assert answer.context["stale"]["changes"] == [
        ("Mức xếp loại đảng viên Nguyễn Văn An 3 (A003)", "“Hoàn thành nhiệm vụ”", "“Hoàn thành tốt nhiệm vụ”"),
        (
            "Mức xếp loại đảng viên Nguyễn Văn An 4 (A004)",
            "“Hoàn thành tốt nhiệm vụ”",
            "“Hoàn thành xuất sắc nhiệm vụ”",
        ),
    ]
    assert [line.key for line in answer.context["view"].people] == ["A004"]
    assert Trial.objects.get().changes == [FULFILLED]


def test_a_refused_save_does_not_hide_what_another_saved_before(office, sitting):
    trial = made(sitting, "Thử", FULFILLED)
    refused = office.post(url("trial", trial.pk), {"revision": 1, "quota-KP02": "nhiều"})

    answer = office.post(url("trial", trial.pk), {"revision": refused.context["revision"], "quota-KP02": "2"})

    assert answer.context["stale"]
    assert Trial.objects.get().changes == [FULFILLED]


def test_a_trial_says_that_it_is_one(office, sitting):
    trial = made(sitting, "Thử", FULFILLED)

    assert "Bản thử – không ký được" in office.get(url("trial", trial.pk)).content.decode()
    assert office.get(url("trial_json", trial.pk)).json()["official"] is False


def test_two_trials_stand_side_by_side(office, sitting):
    first = made(sitting, "Một", {"target": "unit", "code": "KP01", "to": "excellent"})
    second = made(sitting, "Hai", {"target": "unit", "code": "KP02", "to": "fulfilled"}, FULFILLED)

    answer = office.get(url("trial_compare", sitting.campaign.pk, a=first.pk, b=second.pk))

    good, fulfilled, excellent = "“Hoàn thành tốt nhiệm vụ”", "“Hoàn thành nhiệm vụ”", "“Hoàn thành xuất sắc nhiệm vụ”"
    assert [line[1:] for line in answer.context["changes"]] == [
        (good, good, fulfilled),
        (good, excellent, good),
        (good, good, fulfilled),
    ]

    changed = {one.code: (one.then.value, two.then.value) for one, two in answer.context["units"]}
    assert changed["KP01"] == ("excellent", "good")
    assert changed["KP02"] == ("good", "fulfilled")


def test_the_committee_applies_a_trial_with_a_reason(client, sitting):
    trial = made(sitting, "Thử", FULFILLED)
    client.force_login(sitting.committee)

    refused = client.post(url("trial_apply", trial.pk), {"revision": trial.revision, "reason": ""})
    client.post(url("trial_apply", trial.pk), {"revision": trial.revision, "reason": "Sau khi xem xét"})

    assert "Hãy ghi vì sao có các thay đổi này" in refused.content.decode()
    assert Grading.objects.get(step=GradingStep.DRAFT).grade == "fulfilled"


def test_a_trial_with_weights_is_applied_on_a_document(client, sitting):
    weights = {"excellent": 9, "good": 4, "fulfilled": 3, "unfulfilled": 0}
    trial = made(sitting, "Thử", {"target": "weights", "code": "", "to": weights})
    client.force_login(sitting.committee)
    typed = {"revision": trial.revision, "reason": "Đã xét", "document": "07-NQ/ĐU"}

    refused = client.post(url("trial_apply", trial.pk), typed | {"document_date": "hôm qua"})
    answer = client.post(url("trial_apply", trial.pk), typed | {"document_date": "07/01/2022"}, follow=True)
    again = client.post(url("trial_apply", trial.pk), typed | {"document_date": "07/01/2022"})

    assert "Đã đưa vào các bảng: 0 mức xếp loại, 0 chỉ tiêu, hệ số. Chưa ký gì." in answer.content.decode()
    assert again.url == url("trial", trial.pk)
    assert [refusal.field for refusal in refused.context["refusals"]] == ["document_date"]
    assert 'name="document" maxlength="250" value="07-NQ/ĐU"' in refused.content.decode()
    assert ParameterChange.objects.get().document == "07-NQ/ĐU"


def test_hand_quotas_put_in_after_the_issue_wait_for_a_new_one(client, sitting):
    sitting.ready_for_people()
    trial = made(sitting, "Thử", {"target": "quota", "code": "KP01", "to": 2})
    client.force_login(sitting.committee)

    page = client.post(url("trial_apply", trial.pk), {"revision": trial.revision, "reason": "Đã xét"}, follow=True)

    assert "Chỉ tiêu giao riêng đến chi bộ khi chỉ tiêu được giao lại." in page.content.decode()
    quotas = client.get(url("quotas", sitting.campaign.pk)).content.decode()
    assert "Mức xếp loại hoặc chỉ tiêu giao riêng đã thay đổi từ lần giao trước" in quotas


def test_a_trial_without_weights_asks_for_no_document(client, sitting):
    client.force_login(sitting.committee)

    assert 'name="document"' not in client.get(url("trial_apply", made(sitting, "Thử", FULFILLED).pk)).content.decode()


def test_an_applied_trial_tells_what_was_put_in_even_later(office, sitting):
    trial = made(sitting, "Thử", FULFILLED)
    trials.apply_trial(by=sitting.committee, trial_id=trial.pk, reason="Đã xét", revision=trial.revision, on=make.TODAY)
    sitting.draft(Scope.PEOPLE, A003="excellent")

    page = office.get(url("trial", trial.pk)).content.decode()

    assert "Nguyễn Văn An 3 (A003): từ “Hoàn thành tốt nhiệm vụ” thành “Hoàn thành nhiệm vụ”" in page
    assert 'id="trial-form"' not in page
    assert office.get(url("trial_json", trial.pk)).json()["changes"] == [{**FULFILLED, "from": "good"}]


def test_an_applied_trial_of_before_tells_what_became_without_what_was(office, sitting):
    """The first applied trials were kept without `from`."""
    trial = made(sitting, "Thử", FULFILLED)
    trials.apply_trial(by=sitting.committee, trial_id=trial.pk, reason="Đã xét", revision=trial.revision, on=make.TODAY)
    Trial.objects.update(changes=[FULFILLED])

    page = office.get(url("trial", trial.pk))

    assert page.context["applied"] == ["Mức xếp loại đảng viên Nguyễn Văn An 3 (A003): thành “Hoàn thành nhiệm vụ”"]
    assert office.get(url("trial_json", trial.pk)).json()["changes"] == [FULFILLED]


def test_a_year_without_quotas_refuses_them_when_posted_all_the_same(client, settings):
    settings.SAMPLE_TODAY = make.TODAY
    sitting = Sitting(year=2020, quota_weights={})
    trial = made(sitting)
    client.force_login(sitting.office)
    weights = {"weight-excellent": "9", "weight-good": "4", "weight-fulfilled": "3", "weight-unfulfilled": "0"}

    page = client.post(url("trial", trial.pk), {"revision": 1, "quota-KP02": "2", **weights}).content.decode()

    assert page.count("Bộ quy định 2020 không giao chỉ tiêu cho chi bộ") == 4
    assert Trial.objects.get().changes == []


def test_a_members_grade_is_told_from_that_of_a_post(office, sitting):
    page = office.get(url("trial", made(sitting).pk, q="tran thi binh 2")).content.decode()

    assert '<td data-label="Xếp loại với tư cách">Đảng viên</td>' in page
    assert '<td data-label="Xếp loại với tư cách">UBND</td>' in page


def test_a_trial_is_taken_away(office, sitting):
    trial = made(sitting)

    office.post(url("trial_discard", trial.pk))

    assert not Trial.objects.exists()


def test_what_is_chosen_is_worked_out_before_it_is_saved(office, sitting):
    trial = made(sitting)
    chosen = {f"person-A00{n}": "excellent" for n in (2, 3, 4)}

    answer = office.post(url("trial_preview", trial.pk), {"revision": 1, "quota-KP02": "nhiều", **chosen})

    page = " ".join(answer.content.decode().split())
    assert '<p data-live="count">3 thay đổi so với hiện nay</p>' in page
    assert "3 thay đổi so với hiện nay. Đảng viên xuất sắc: 3, tối đa 2 (trên 11), vượt 1." in page
    assert "Một phần nội dung đã nhập chưa tính được." in page
    assert "“nhiều” không phải là chỉ tiêu" in page
    assert 'data-live="actual-KP01"><span>3' in page
    trial.refresh_from_db()
    assert (trial.changes, trial.revision) == ([], 1)


def test_a_look_ahead_needs_the_token_of_the_page(sitting):
    client = Client(enforce_csrf_checks=True)
    client.force_login(sitting.office)

    assert client.post(url("trial_preview", made(sitting).pk), {}).status_code == 403


def test_the_look_ahead_costs_the_same_for_few_and_many(client, settings, django_assert_max_num_queries):
    settings.SAMPLE_TODAY = make.TODAY
    counts = []
    for size, ward in ((3, "P11"), (60, "P12")):
        sitting = Sitting(members=size, ward=ward)
        trial = made(sitting)
        client.force_login(sitting.office)
        chosen = {f"person-A{n:03d}": "excellent" for n in range(2, size)}
        with django_assert_max_num_queries(20) as seen:
            client.post(url("trial_preview", trial.pk), {"revision": 1, **chosen})
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_page_costs_the_same_for_few_and_many(client, settings, django_assert_max_num_queries):
    settings.SAMPLE_TODAY = make.TODAY
    counts = []
    for size, ward in ((3, "P11"), (60, "P12")):
        sitting = Sitting(members=size, ward=ward)
        trial = made(sitting, "Thử", FULFILLED)
        client.force_login(sitting.office)
        client.get(url("trial", trial.pk))
        with django_assert_max_num_queries(60) as seen:
            client.get(url("trial", trial.pk, q="an"))
        counts.append(len(seen))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("number", ["9" * 5000, "²", "-1", ""])
def test_a_number_that_no_revision_has_is_told_as_a_stale_page(office, sitting, number):
    trial = made(sitting)
    answer = office.post(url("trial", trial.pk), {"revision": number})
    assert (answer.status_code, answer.context["revision"], "stale" in answer.context) == (200, trial.revision, True)
    assert office.post(url("trial_list", sitting.campaign.pk), {"name": "Khác", "copy_of": number}).status_code == 302
    assert Trial.objects.get(name="Khác").changes == []
