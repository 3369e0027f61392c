"""Nobody approves their own work through a deputy: neither the deputy's nor that of the one acted for, either way round.

Each case stands beside the same deed by an account that acts for itself, so that it is the deputy that bars it.
"""

import pytest

from assessments.models import FileEvent, Grading, Order, ReviewFile
from assessments.selectors.acceptance import acceptance_of
from assessments.selectors.desk import desk_of
from assessments.selectors.hint_works import drafts_to_issue
from assessments.selectors.orders import is_about
from assessments.selectors.signing import signing_of
from assessments.services import hints, trials
from assessments.services.acceptance import accept_staged, stage_file
from assessments.services.hint_checks import HintValues
from assessments.services.orders import OrderValues, draft_order, issue_order, save_order
from assessments.services.reasons import record_reason
from assessments.services.regrades import regrade
from assessments.services.steps import take_step
from assessments.services.submissions import submit_file
from assessments.workflow import GradingStep, Scope, Stage
from cells.access import NotPermitted, access_of
from cells.models import Account, JournalEntry
from cells.refusals import Refused
from tests import factories as make
from tests.assessments import hint_scene, remedy_scene
from tests.assessments.cell_scene import make_complete, make_scene
from tests.assessments.pages import get
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


def refusals_of(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [refusal.message for refusal in refused.value.refusals]


# --- the own row, of both persons


@pytest.fixture
def sitting():
    """Thường vụ Một is A002, Thường vụ Hai B005; the first acts for the second."""
    sitting = Sitting()
    for account, person in ((sitting.committee, sitting.people[1]), (sitting.colleague, sitting.others[4])):
        account.member = person
        account.save()
    sitting.deputy = make.acting(sitting.committee, sitting.colleague)
    return sitting


@pytest.mark.parametrize("code", ["A002", "B005"])
def test_neither_row_is_drafted_through_a_deputy(sitting, code):
    sitting.ready_for_people()

    [words] = refusals_of(lambda: sitting.draft(Scope.PEOPLE, by=sitting.deputy, **{code: "good"}))

    assert ("người mà đồng chí làm thay" in words) == (code == "B005")
    assert sitting.draft(Scope.PEOPLE, by=sitting.deputy, A003="fulfilled").saved == 1


def test_proposals_are_taken_over_into_neither_row(sitting):
    sitting.ready_for_people()

    sitting.take_over(Scope.PEOPLE, by=sitting.deputy)

    drafted = Grading.objects.filter(step=GradingStep.DRAFT, current=True, review__kind="member")
    assert {"A003", "B004"} <= (codes := set(drafted.values_list("review__code", flat=True)))
    assert not {"A002", "B005"} & codes


def test_neither_row_is_signed_through_a_deputy(sitting):
    sitting.ready_for_people()
    sitting.take_over(Scope.PEOPLE)
    sitting.take_over(Scope.PEOPLE, by=sitting.colleague)

    alone = signing_of(desk_of(sitting.campaign), Scope.PEOPLE, sitting.committee)
    signing = signing_of(desk_of(sitting.campaign), Scope.PEOPLE, sitting.deputy)
    decision = sitting.sign(Scope.PEOPLE, by=sitting.deputy)

    assert [row.review.code for row in alone.own] == ["A002"]
    assert [row.review.code for row in signing.own] == ["A002", "B005"]
    assert not Grading.objects.filter(step="decision", review__code__in=("A002", "B005")).exists()
    assert decision.signed_by == "Thường vụ Một, thay Thường vụ Hai"
    [entry] = JournalEntry.objects.filter(action="decision.signed", acting_for_id=sitting.colleague.pk)
    assert (entry.actor_id, entry.after["left_out_own"]) == (sitting.committee.pk, ["A002", "B005"])


@pytest.mark.parametrize("code", ["A002", "B005"])
def test_neither_grade_is_given_anew_through_a_deputy(sitting, code):
    sitting.ready_for_people()
    for account in (sitting.committee, sitting.colleague):
        sitting.take_over(Scope.PEOPLE, by=account)
        sitting.sign(Scope.PEOPLE, by=account, number=f"{account.pk}-QĐ/ĐU")
    review = sitting.review(code)
    standing = Grading.objects.get(review=review, step="decision", current=True)

    words = refusals_of(
        lambda: regrade(
            by=sitting.deputy, review_id=review.pk, grade="fulfilled", reason="x", number="9-QĐ/ĐU",
            signed_on=make.TODAY, seen=standing.pk, on=make.TODAY,
        )
    )  # fmt: skip

    assert words == [
        "Đây là mức xếp loại của chính đồng chí. Không ai tự quyết định cho mình; tài khoản Thường vụ khác sẽ thực hiện."
    ]


@pytest.mark.parametrize("code", ["A002", "B005"])
def test_no_reason_is_recorded_for_a_finding_about_either(sitting, code):
    sitting.give(code, GradingStep.CELL, "")
    values = {"campaign_id": sitting.campaign.pk, "rule": "grade-missing", "subject": code, "text": "x"}

    assert len(refusals_of(lambda: record_reason(by=sitting.deputy, on=make.TODAY, **values))) == 1
    other = make.make_account("thuongvu3", "committee", sitting.ward)
    assert record_reason(by=other, on=make.TODAY, **values).subject == code


@pytest.mark.parametrize("code", ["A002", "B005"])
def test_a_trial_puts_no_grade_into_either_row(sitting, code):
    sitting.ready_for_people()
    trial = trials.create_trial(by=sitting.office, campaign_id=sitting.campaign.pk, name="Thử", on=make.TODAY)
    trial = trials.save_trial(
        by=sitting.office, trial_id=trial.pk, changes=[{"target": "member", "code": code, "to": "fulfilled"}],
        revision=trial.revision, on=make.TODAY,
    )  # fmt: skip

    words = refusals_of(
        lambda: trials.apply_trial(
            by=sitting.deputy, trial_id=trial.pk, reason="x", revision=trial.revision, on=make.TODAY
        )
    )

    assert len(words) == 1
    assert code not in sitting_drafts()


def sitting_drafts() -> set[str]:
    return set(Grading.objects.filter(step=GradingStep.DRAFT).values_list("review__code", flat=True))


@pytest.mark.parametrize("whose", ["KP01", "KP02"])
def test_no_order_about_a_file_with_either_s_review_is_issued(sitting, whose):
    order = draft_an_order(sitting, sitting.office, whose)

    assert is_about(order, sitting.deputy)
    assert len(refusals_of(lambda: issue(sitting.deputy, order))) == 1


def test_no_hint_about_either_is_issued():
    scene = hint_scene.make_hint_scene()
    other = make.make_account("thuongvu2", "committee", scene.campaign.ward)
    an = scene.review("Nguyễn Văn An").member
    hint = hint_scene.draft(scene)
    deputy = make.acting(other, scene.committee)
    assert len(drafts_to_issue(deputy, access_of(deputy, make.TODAY))) == 1

    scene.committee.member = an
    scene.committee.save()
    deputy = make.acting(make.make_account("thuongvu3", "committee", scene.campaign.ward), scene.committee)

    assert drafts_to_issue(deputy, access_of(deputy, make.TODAY)) == []
    assert len(refusals_of(lambda: hint_scene.issue(scene, hint, by=deputy))) == 1


def test_nobody_notes_about_the_one_acted_for():
    scene = remedy_scene.make_remedy_scene()
    scene.office.member = scene.review(remedy_scene.AN).member
    scene.office.save()
    deputy = make.acting(make.make_account("chuyenvien"), scene.office)

    assert len(refusals_of(lambda: remedy_scene.note(scene, by=deputy))) == 1


# --- the own work


def draft_an_order(sitting, by: Account, code: str = "UBND") -> Order:
    return draft_order(
        by=by, campaign_id=sitting.campaign.pk, kind="return", file_id=sitting.file(code).pk,
        values=OrderValues(note="x", due_on=make.TODAY), on=make.TODAY,
    )  # fmt: skip


def issue(by: Account, order: Order) -> Order:
    return issue_order(
        by=by, order_id=order.pk, number="15-CV/ĐU", dated_on=make.TODAY, revision=order.revision, on=make.TODAY
    )


def also_office(sitting, account: Account) -> Account:
    """The account, with the office's mandate besides its own."""
    make.Mandate.objects.create(account=account, role="office", organization=sitting.ward, from_date=make.TODAY)
    return Account.objects.get(pk=account.pk)


@pytest.mark.parametrize("whose", ["the deputy's", "the principal's"])
def test_an_order_drafted_by_either_is_not_issued_by_the_deputy(sitting, whose):
    drafter = also_office(sitting, sitting.committee if whose == "the deputy's" else sitting.colleague)
    order = draft_an_order(sitting, drafter)

    assert refusals_of(lambda: issue(sitting.deputy, order))[0].startswith("Văn bản này do chính đồng chí")
    assert issue(make.make_account("thuongvu3", "committee", sitting.ward), order).state == "issued"


@pytest.mark.parametrize("who", ["the deputy", "the principal"])
def test_an_order_drafted_in_another_s_place_is_issued_by_neither(sitting, who):
    office = also_office(sitting, sitting.colleague)
    held = make.Mandate.objects.get(account=office, role="office")
    deputy = also_office(sitting, sitting.committee)
    mandate = make.Mandate.objects.create(
        account=deputy, acts_for=office, role="office", organization=held.organization,
        from_date=make.TODAY, to_date=make.TODAY,
    )  # fmt: skip
    assert make.act_as(deputy, mandate.pk, make.TODAY)
    order = draft_an_order(sitting, deputy)
    assert (order.drafted_account, order.drafted_for_account) == (deputy.pk, office.pk)
    assert order.drafted_by == "Thường vụ Một, thay Thường vụ Hai"

    by = sitting.committee if who == "the deputy" else sitting.colleague
    [told] = refusals_of(lambda: issue(by, order))
    shown = get(by, "order_detail", order.pk).content.decode()
    assert (told in shown, f"/orders/{order.pk}/issue/" in shown) == (True, False)


def test_an_order_is_also_the_work_of_whoever_wrote_in_its_draft_since(sitting):
    order = draft_an_order(sitting, sitting.office)
    order = save_order(
        by=also_office(sitting, sitting.committee), order_id=order.pk, revision=order.revision,
        values=OrderValues(note="y", due_on=make.TODAY), on=make.TODAY,
    )  # fmt: skip

    assert len(refusals_of(lambda: issue(sitting.deputy, order))) == 1


def test_without_a_deputy_two_mandates_of_one_account_are_its_own_affair(sitting):
    order = draft_an_order(sitting, also_office(sitting, sitting.committee))

    assert issue(sitting.committee, order).state == "issued"


def test_a_hint_drafted_by_either_is_not_issued_by_the_deputy():
    scene = hint_scene.make_hint_scene()
    hint = hint_scene.draft(scene)
    deputy = make.acting(scene.office, scene.committee)

    assert refusals_of(lambda: hint_scene.issue(scene, hint, by=deputy))[0].startswith("Gợi ý kiểm điểm đối với")
    other = make.acting(make.make_account("thuongvu2"), scene.committee)
    assert hint_scene.issue(scene, hint, by=other).issued_by == "thuongvu2, thay thuongvu"


def test_a_hint_is_also_the_work_of_whoever_changed_its_draft():
    scene = hint_scene.make_hint_scene()
    clerk = make.make_account("chuyenvien", "office", scene.campaign.ward)
    hint = hint_scene.draft(scene, by=clerk)
    hint = hints.change_hint(
        by=scene.office, hint_id=hint.pk, values=HintValues(("ba",)), revision=hint.revision, on=make.TODAY
    )

    assert len(refusals_of(lambda: hint_scene.issue(scene, hint, by=make.acting(scene.office, scene.committee)))) == 1


@pytest.fixture
def scene():
    """A complete file of KP01. Two accounts of the office; the secretary may act for the second."""
    scene = make_scene()
    make_complete(scene)
    scene.clerk = make.make_account("chuyenvien", "office", scene.campaign.ward, display_name="Chuyên viên")
    return scene


def send(scene, by: Account) -> FileEvent:
    submit_file(by=by, file_id=scene.file.pk, on=make.TODAY)
    return FileEvent.objects.get(file=scene.file, step="submit")


def accept(scene, by: Account) -> ReviewFile:
    return take_step(by=by, file_id=scene.file.pk, step="accept", on=make.TODAY)


OWN_FILE = "“Chi bộ Khu phố 1” do chính đồng chí"


def test_the_secretary_who_sent_a_file_does_not_accept_it_for_the_office(scene):
    send(scene, scene.secretary)

    assert refusals_of(lambda: accept(scene, make.acting(scene.secretary, scene.clerk)))[0].startswith(OWN_FILE)
    assert accept(scene, make.acting(scene.other_secretary, scene.clerk)).stage == Stage.ACCEPTED


def test_what_the_office_sent_for_a_cell_is_not_accepted_in_its_place(scene):
    send(scene, scene.clerk)

    assert len(refusals_of(lambda: accept(scene, make.acting(scene.secretary, scene.clerk)))) == 1
    assert accept(scene, scene.clerk).stage == Stage.ACCEPTED  # entered for the cell by the office: as without deputies


@pytest.mark.parametrize("who", ["the deputy", "the principal"])
def test_what_was_sent_in_a_secretary_s_place_is_accepted_by_neither(scene, who):
    deputy = make.acting(scene.clerk, scene.secretary)
    event = send(scene, deputy)
    assert (event.by_account, event.for_account, event.by_name) == (
        scene.clerk.pk,
        scene.secretary.pk,
        "Chuyên viên, thay Bí thư Một",
    )

    by = scene.clerk if who == "the deputy" else also_office(Place(scene.campaign.ward), scene.secretary)
    assert len(refusals_of(lambda: accept(scene, by))) == 1
    assert accept(scene, scene.office).stage == Stage.ACCEPTED


class Place:
    def __init__(self, ward):
        self.ward = ward


def test_a_file_sent_by_the_same_hands_is_named_where_files_are_accepted_together(scene):
    send(scene, scene.secretary)
    stage_file(by=scene.office, file_id=scene.file.pk, staged=True, on=make.TODAY)
    page = acceptance_of(desk_of(scene.campaign))
    seen = {sent.file.pk: sent.mark for sent in page.staged}

    def accept_all(by):
        return accept_staged(by=by, campaign_id=scene.campaign.pk, seen=seen, on=make.TODAY)

    assert refusals_of(lambda: accept_all(make.acting(scene.secretary, scene.clerk)))[0].startswith(OWN_FILE)
    assert [file.code for file in accept_all(scene.office)] == ["KP01"]


def test_a_new_round_is_judged_by_who_sent_it_last(scene):
    send(scene, scene.secretary)
    take_step(by=scene.office, file_id=scene.file.pk, step="return", note="x", on=make.TODAY)
    submit_file(by=scene.office, file_id=scene.file.pk, on=make.TODAY)

    assert accept(scene, make.acting(scene.secretary, scene.clerk)).stage == Stage.ACCEPTED


# --- what acting leaves out


def test_the_own_rights_are_put_aside_while_acting(scene):
    make.make_deputy(scene.secretary, scene.clerk)
    deputy = make.acting(scene.secretary, scene.clerk, to_date=make.TODAY)
    with pytest.raises(NotPermitted):
        submit_file(by=make.acting(scene.clerk, scene.other_secretary), file_id=scene.file.pk, on=make.TODAY)

    assert access_of(deputy, make.TODAY).cells == frozenset()
    assert access_of(deputy, make.TODAY).is_office(scene.campaign.ward_id)
