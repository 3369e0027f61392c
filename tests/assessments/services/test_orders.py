"""Orders (rules G4): drafted by the office, issued by the committee, carried out at once, the old kept."""

from datetime import date

import pytest

from assessments.models import Decision, FileEvent, FindingReason, Grading, Order, RoundSnapshot
from assessments.selectors.orders import is_about, laid_aside, order_rows
from assessments.services.orders import OrderValues, draft_order, issue_order, save_order, withdraw_order
from assessments.services.releases import release_files
from assessments.services.steps import take_step
from assessments.workflow import Scope, Stage
from cells.access import NotPermitted
from cells.models import Account, JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
DUE = date(2022, 1, 20)
WHY = OrderValues(note="Chưa kiểm điểm kết luận giám sát.", due_on=DUE)


@pytest.fixture
def sitting():
    sitting = Sitting()
    sitting.decide_all()
    release_files(by=sitting.committee, campaign_id=sitting.campaign.pk, on=make.TODAY)
    return sitting


def draft(sitting, kind="re_review", code="KP02", by=None, values=WHY, **more) -> Order:
    target = {"review_id": sitting.review(code).pk} if kind == "regrade" else {"file_id": sitting.file(code).pk}
    return draft_order(
        by=by or sitting.office, campaign_id=sitting.campaign.pk, kind=kind, values=values, on=make.TODAY,
        **target, **more,
    )  # fmt: skip


def issue(sitting, order, by=None, **more) -> Order:
    values = {"number": "15-CV/ĐU", "dated_on": make.TODAY, "revision": order.revision, **more}
    return issue_order(by=by or sitting.committee, order_id=order.pk, on=make.TODAY, **values)


def refusals_of(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [str(refusal) for refusal in refused.value.refusals]


def test_a_draft_moves_nothing(sitting):
    order = draft(sitting)
    assert (order.state, order.drafted_by, order.due_on) == ("draft", "Văn phòng", DUE)
    assert sitting.file("KP02").stage == Stage.RELEASED
    assert not FileEvent.objects.filter(step="reopen").exists()
    assert JournalEntry.objects.get(action="order.drafted").after["about"] == "KP02"


def test_a_re_review_reopens_the_file_and_lays_its_grades_aside(sitting):
    before = {grading.pk: grading.grade for grading in Grading.objects.filter(step="decision")}
    order = issue(sitting, draft(sitting))
    file = sitting.file("KP02")
    assert (order.state, order.number, order.issued_by) == ("issued", "15-CV/ĐU", "Thường vụ Một")
    assert (file.stage, file.round) == (Stage.RETURNED, 2)
    assert (order.event.step, order.event.note, order.event.due_on) == ("reopen", WHY.note, DUE)
    # Every old row stands where it stood, none of this file's counts any more, the others all do.
    assert {g.pk: g.grade for g in Grading.objects.filter(step="decision")} == before
    current = Grading.objects.filter(step="decision", current=True)
    assert set(current.values_list("review__file__code", flat=True)) == {"KP01", "UBND"}
    entry = JournalEntry.objects.get(action="grades.laid_aside")
    assert (entry.before["grades"]["B005"], entry.before["decisions"], entry.reason) == ("good", ["05-QĐ/ĐU"], WHY.note)
    assert len(entry.before["grades"]) == 6
    assert RoundSnapshot.objects.filter(file=file, round=1).count() == 1


def test_a_re_reviewed_file_is_decided_and_released_again_and_the_old_stays(sitting):
    order = issue(sitting, draft(sitting))
    number = Decision.objects.count()
    file = sitting.file("KP02")
    with pytest.raises(Refused):
        release_files(by=sitting.committee, campaign_id=sitting.campaign.pk, file_ids=[file.pk], on=make.TODAY)
    sitting.give("B005", "cell", "fulfilled")
    take_step(by=sitting.office, file_id=file.pk, step="submit", on=make.TODAY)
    take_step(by=sitting.office, file_id=file.pk, step="accept", on=make.TODAY)
    assert sitting.file("KP02").stage == Stage.ACCEPTED
    for scope in (Scope.UNITS, Scope.PEOPLE):
        sitting.take_over(scope)
        sitting.sign(scope, number="21-QĐ/ĐU")
    assert sitting.file("KP02").stage == Stage.DECIDED
    released = release_files(by=sitting.committee, campaign_id=sitting.campaign.pk, on=make.TODAY)
    assert [file.code for file in released] == ["KP02"]
    rows = Grading.objects.filter(review=sitting.review("B005"), step="decision").order_by("pk")
    assert [(g.grade, g.current, g.decision.number, g.round) for g in rows] == [
        ("good", False, "05-QĐ/ĐU", 1),
        ("fulfilled", True, "21-QĐ/ĐU", 2),
    ]
    assert Decision.objects.count() == number + 2
    order.refresh_from_db()
    shown = {row.review.code: (row.then.grade, row.now.grade) for row in laid_aside(order)}
    assert (shown["B005"], shown["B004"], len(shown)) == (("good", "fulfilled"), ("good", "good"), 6)


def test_the_caps_are_checked_again_when_it_is_decided_again(sitting):
    issue(sitting, draft(sitting))
    file = sitting.file("KP02")
    for code in ("B001", "B003", "B004"):
        sitting.give(code, "cell", "excellent")
    take_step(by=sitting.office, file_id=file.pk, step="submit", on=make.TODAY)
    take_step(by=sitting.office, file_id=file.pk, step="accept", on=make.TODAY)
    sitting.take_over(Scope.UNITS)
    sitting.sign(Scope.UNITS, number="21-QĐ/ĐU")
    sitting.take_over(Scope.PEOPLE)
    told = refusals_of(lambda: sitting.sign(Scope.PEOPLE, number="21-QĐ/ĐU"))
    # 11 members good or better: at most 2 excellent (20%, rounded down); the cell's own quota is 1.
    assert any("20%" in words and "3" in words for words in told)
    assert any(words.startswith("Cần ghi lý do trước khi ký") and "KP02" in words for words in told)
    sitting.draft(Scope.PEOPLE, B003="good", B004="good")
    sitting.sign(Scope.PEOPLE, number="21-QĐ/ĐU")
    assert [sitting.grade(code) for code in ("B001", "B003", "B004")] == ["excellent", "good", "good"]


def test_a_reason_given_for_the_old_grades_does_not_lift_the_new(sitting):
    for subject in ("KP01", "KP02"):
        FindingReason.objects.create(
            campaign=sitting.campaign, rule="cell-grade-not-earned", subject=subject, text="Cũ", decided_by="x",
            by_name="x", at=make.now(),
        )  # fmt: skip
    issue(sitting, draft(sitting))
    assert list(FindingReason.objects.order_by("pk").values_list("subject", "current")) == [
        ("KP01", True),
        ("KP02", False),
    ]


def test_a_return_by_order_sends_a_sent_file_back():
    sitting = Sitting()
    reasons = [{"section": "meeting", "text": "Thiếu biên bản"}, {"section": "people", "text": " "}]
    values = OrderValues(section_reasons=reasons, due_on=DUE)
    order = issue(sitting, draft(sitting, kind="return", values=values))
    file = sitting.file("KP02")
    assert (file.stage, file.round, order.event.step) == (Stage.RETURNED, 2, "order_return")
    assert order.event.section_reasons == [{"section": "meeting", "text": "Thiếu biên bản"}]


def test_a_regrade_by_order_is_the_regrade_of_always(sitting):
    order = draft(sitting, kind="regrade", code="B005", values=OrderValues(note="Kết luận số 3.", grade="fulfilled"))
    standing = Grading.objects.get(review=sitting.review("B005"), step="decision", current=True)
    with pytest.raises(StaleEdit):
        issue(sitting, order, seen=0)
    order = issue(sitting, order, seen=standing.pk)
    assert (sitting.grade("B005"), order.decision.scope, order.decision.number) == ("fulfilled", "regrade", "15-CV/ĐU")
    assert (order.decision.reason, sitting.file("KP02").stage) == ("Kết luận số 3.", Stage.RELEASED)


def test_a_regrade_by_order_that_breaks_the_rules_is_not_issued(sitting):
    order = draft(sitting, kind="regrade", code="KP01", values=OrderValues(note="Hạ mức.", grade="fulfilled"))
    standing = Grading.objects.get(review=sitting.review("KP01"), step="decision", current=True)
    (told,) = refusals_of(lambda: issue(sitting, order, seen=standing.pk))
    assert "123-CV/ĐU 1(5)" in told
    order.refresh_from_db()
    assert (order.state, order.number, sitting.grade("KP01")) == ("draft", "", "good")


def test_what_an_order_needs(sitting):
    assert refusals_of(lambda: draft(sitting, values=OrderValues())) == [
        "Hãy ghi lý do trả lại để chi bộ biết cần sửa gì.",
        "Hãy ghi hạn gửi lại hồ sơ.",
    ]
    assert refusals_of(lambda: draft(sitting, values=OrderValues(note="x", due_on=date(2022, 1, 9)))) == [
        "Hạn gửi lại hồ sơ đã qua."
    ]
    (told,) = refusals_of(lambda: draft(sitting, kind="return"))
    assert told.startswith("“Chi bộ Khu phố 2” đang ở bước “Đã công bố kết quả”")
    assert refusals_of(lambda: draft(sitting, kind="regrade", values=OrderValues(note="x", grade="good"))) == [
        "Đây chính là mức đang có hiệu lực."
    ]
    assert refusals_of(lambda: draft(sitting, kind="khác")) == [
        "Hãy chọn nội dung: trả lại, kiểm điểm lại hay xếp loại lại."
    ]
    assert not Order.objects.exists()


def test_number_and_date_of_an_order(sitting):
    order = draft(sitting)
    assert refusals_of(lambda: issue(sitting, order, number=" ", dated_on=date(2022, 1, 11))) == [
        "Hãy ghi số văn bản.",
        "Ngày văn bản ở tương lai.",
    ]
    assert refusals_of(lambda: issue(sitting, order, dated_on=date(2022, 1, 9))) == [
        "Văn bản có ngày trước quyết định ngày 10/01/2022 mà nó thay đổi."
    ]
    assert sitting.file("KP02").stage == Stage.RELEASED


def test_one_draft_of_a_kind_for_one_file(sitting):
    draft(sitting)
    assert refusals_of(lambda: draft(sitting)) == [
        "Văn phòng đã soạn văn bản này. Hãy sửa bản đó, hoặc rút bản đó trước."
    ]
    draft(sitting, code="KP01")
    assert Order.objects.count() == 2


def test_nobody_issues_an_order_about_the_own_review(sitting):
    sitting.committee.member = sitting.others[4]
    sitting.committee.save()
    review = draft(sitting)
    again = draft(sitting, kind="regrade", code="B005", values=OrderValues(note="x", grade="excellent"))
    assert [is_about(order, Account(member=sitting.others[4])) for order in (review, again)] == [True, True]
    for order in (review, again):
        assert refusals_of(lambda order=order: issue(sitting, order)) == [
            "Văn bản này liên quan đến kiểm điểm của chính đồng chí. Không ai tự quyết định cho mình; "
            "tài khoản Thường vụ khác sẽ ban hành."
        ]
    assert issue(sitting, review, by=sitting.colleague).issued_by == "Thường vụ Hai"


@pytest.mark.parametrize("actor", ["office", "committee", "secretary", "district", "stranger"])
def test_who_drafts_issues_and_takes_away(sitting, actor):
    ward = sitting.ward
    account = {
        "office": sitting.office,
        "committee": sitting.committee,
        "secretary": make.make_account("bithu2", "secretary", sitting.second),
        "district": make.make_account("quan", "district", ward),
        "stranger": make.make_account("la", "office", make.make_ward("P12")),
    }[actor]
    order = draft(sitting)
    deeds = {
        "draft": lambda: draft(sitting, code="KP01", by=account),
        "save": lambda: save_order(by=account, order_id=order.pk, values=WHY, revision=1, on=make.TODAY),
        "withdraw": lambda: withdraw_order(
            by=account, order_id=order.pk, reason="Thôi", revision=order.revision, on=make.TODAY
        ),
        "issue": lambda: issue(sitting, order, by=account),
    }
    allowed = {"office": {"draft", "save", "withdraw"}, "committee": {"withdraw", "issue"}}.get(actor, set())
    done = set()
    for name, deed in deeds.items():
        try:
            deed()
        except NotPermitted:
            continue
        except (Refused, StaleEdit):
            pass  # let in, then stopped by what went before
        done.add(name)
    expected = allowed if actor != "office" else {"draft", "save", "withdraw"}
    assert done == expected


def test_a_draft_is_changed_and_taken_away_with_its_reason(sitting):
    order = draft(sitting)
    changed = save_order(
        by=sitting.office, order_id=order.pk, values=OrderValues(note="Lý do khác", due_on=DUE), revision=1,
        on=make.TODAY,
    )  # fmt: skip
    assert (changed.note, changed.revision) == ("Lý do khác", 2)
    with pytest.raises(StaleEdit):
        issue(sitting, order, revision=1)
    assert refusals_of(
        lambda: withdraw_order(by=sitting.office, order_id=order.pk, reason=" ", revision=2, on=make.TODAY)
    ) == ["Hãy ghi lý do rút bản thảo; bản thảo vẫn đọc được trong danh sách."]
    gone = withdraw_order(by=sitting.office, order_id=order.pk, reason="Đã làm rõ.", revision=2, on=make.TODAY)
    assert (gone.state, gone.withdrawn_by, gone.withdrawn_reason) == ("withdrawn", "Văn phòng", "Đã làm rõ.")
    assert refusals_of(lambda: issue(sitting, gone)) == ["Bản thảo này đã được Văn phòng rút."]
    assert draft(sitting).state == "draft"


def test_an_issued_order_is_not_issued_twice_nor_taken_away(sitting):
    order = issue(sitting, draft(sitting))
    told = ["Văn bản số 15-CV/ĐU đã được Thường vụ Một ban hành và thực hiện; không thay đổi được nữa."]
    assert refusals_of(lambda: issue(sitting, order)) == told
    assert (
        refusals_of(lambda: withdraw_order(by=sitting.office, order_id=order.pk, reason="x", revision=2, on=make.TODAY))
        == told
    )
    assert FileEvent.objects.filter(step="reopen").count() == 1


def test_the_list_says_who_has_the_thing(sitting):
    waiting = draft(sitting, code="KP01")
    order = issue(sitting, draft(sitting))
    assert {row.about: str(row.holder) for row in order_rows(sitting.campaign)} == {
        "Chi bộ Khu phố 1": "Ban Thường vụ: ban hành",
        "Chi bộ Khu phố 2": "Chi bộ đang giữ",
    }
    take_step(by=sitting.office, file_id=order.file_id, step="submit", on=make.TODAY)
    assert str(order_rows(sitting.campaign)[0].holder) == "Văn phòng Đảng ủy đang giữ"
    assert [row.order.pk for row in order_rows(sitting.campaign, state="draft")] == [waiting.pk]
