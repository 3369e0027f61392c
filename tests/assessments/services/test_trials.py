"""Trials: a copy of the ward to try things on; applied only through the ordinary steps."""

import pytest

from assessments.models import CellQuota, Grading, ParameterChange, Trial
from assessments.selectors.trials import trial_view
from assessments.services import trials
from assessments.services.regrades import regrade
from assessments.workflow import GradingStep, Scope
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return Sitting()


def made(sitting, name="Thử", by=None) -> Trial:
    return trials.create_trial(by=by or sitting.office, campaign_id=sitting.campaign.pk, name=name, on=make.TODAY)


def member(code, grade):
    return {"target": "member", "code": code, "to": grade}


def unit(code, grade):
    return {"target": "unit", "code": code, "to": grade}


def quota(code, number):
    return {"target": "quota", "code": code, "to": number}


def saved(trial, *changes, by, revision=None):
    return trials.save_trial(
        by=by, trial_id=trial.pk, changes=changes, revision=revision or trial.revision, on=make.TODAY
    )


def applied(sitting, trial, by=None, reason="Sau khi xem xét", revision=None, **paper):
    return trials.apply_trial(
        by=by or sitting.committee,
        trial_id=trial.pk,
        reason=reason,
        revision=revision or trial.revision,
        on=make.TODAY,
        **paper,
    )


def test_a_trial_shows_the_cap_then_and_changes_nothing(sitting):
    trial = saved(made(sitting), *(member(f"A00{n}", "excellent") for n in (2, 3, 4)), by=sitting.office)

    view = trial_view(sitting.campaign, trial.changes)

    [(now, then)] = [pair for pair in view.caps if pair[0].rule == "member-excellent-cap"]
    assert (now.actual, then.actual, then.limit) == (0, 3, 2)
    assert "member-excellent-cap" in {finding.rule.value for finding in view.new_findings}
    assert not Grading.objects.filter(step=GradingStep.DRAFT).exists()


def test_what_is_so_already_is_no_change(sitting):
    trial = saved(made(sitting), member("A002", "good"), member("A003", "fulfilled"), by=sitting.office)

    assert trial.changes == [member("A003", "fulfilled")]


def test_a_change_overtaken_by_the_ward_falls_away(sitting):
    trial = saved(made(sitting), member("A003", "fulfilled"), by=sitting.office)
    sitting.give("A003", GradingStep.CELL, "fulfilled")

    assert trial_view(sitting.campaign, trial.changes).changes == ()


def test_somebody_who_is_not_there_is_refused_by_name(sitting):
    with pytest.raises(Refused, match="X999"):
        saved(made(sitting), member("X999", "good"), by=sitting.office)


def test_a_name_is_asked_and_stands_once(sitting):
    made(sitting, "Phương án 1")

    for name, words in (("  ", "Hãy đặt tên"), (" Phương  án 1", "Đã có bản thử")):
        with pytest.raises(Refused, match=words):
            made(sitting, name)


def test_a_name_has_its_limit(sitting):
    assert made(sitting, "x" * 80).name == "x" * 80

    with pytest.raises(Refused, match="nhiều nhất 80"):
        made(sitting, "x" * 81)


def test_a_way_with_a_long_name_gets_the_next_free_one(sitting):
    """Cut in the middle of two words: the cut leaves a space at the end."""
    long_name = "x" * 74 + " y" * 10

    first, second = (
        trials.trial_of_changes(
            by=sitting.office, campaign_id=sitting.campaign.pk, name=long_name, changes=(), on=make.TODAY
        )
        for _time in range(2)
    )

    assert (first.name, second.name) == ("x" * 74, "x" * 74 + " 2")


def test_a_copy_begins_with_the_changes_of_its_model(sitting):
    model = saved(made(sitting), member("A003", "fulfilled"), by=sitting.office)

    copy = trials.create_trial(
        by=sitting.committee, campaign_id=sitting.campaign.pk, name="Khác", copy_of=model.pk, on=make.TODAY
    )

    assert copy.changes == [member("A003", "fulfilled")]


def test_the_second_who_saves_is_told(sitting):
    trial = made(sitting)
    saved(trial, member("A003", "fulfilled"), by=sitting.office)

    with pytest.raises(StaleEdit):
        saved(trial, member("A004", "fulfilled"), by=sitting.committee, revision=1)


def test_applying_fills_the_ordinary_tables_and_signs_nothing(sitting):
    sitting.sign_units()
    changes = (member("A003", "fulfilled"), quota("KP02", 2))
    trial = saved(made(sitting), *changes, by=sitting.office)

    done = applied(sitting, trial)

    assert (done.grades, done.quotas, done.weights) == (1, 1, False)
    assert sitting.grade("A003", GradingStep.DRAFT) == "fulfilled"
    assert CellQuota.objects.get(current=True).reason == "Sau khi xem xét"
    assert not Grading.objects.filter(step=GradingStep.DECISION, review__code="A003").exists()
    entry = JournalEntry.objects.get(action="trial.applied")
    assert (entry.reason, entry.after) == ("Sau khi xem xét", {"grades": 1, "quotas": 1, "weights": False})


def test_units_and_people_go_to_their_own_tables(sitting):
    trial = saved(made(sitting), unit("KP01", "fulfilled"), member("B002", "fulfilled"), by=sitting.office)

    applied(sitting, trial)

    assert sitting.grade("KP01", GradingStep.DRAFT) == "fulfilled"
    assert sitting.grade("B002", GradingStep.DRAFT) == "fulfilled"


def test_an_officers_post_is_found_among_the_posts(sitting):
    sitting.sign_units()
    post = {"target": "post", "code": "B002", "unit": "UBND", "management_level": "ward", "place": 1}
    trial = saved(made(sitting), {**post, "to": "fulfilled"}, by=sitting.office)

    applied(sitting, trial)

    assert sitting.grade("@", GradingStep.DRAFT) == "fulfilled"


def test_what_others_decide_cannot_be_applied(sitting):
    trial = saved(made(sitting), unit("P11", "excellent"), by=sitting.office)

    with pytest.raises(Refused, match="do nơi khác xếp loại"):
        applied(sitting, trial)


def test_one_refusal_leaves_everything_as_it_was(sitting):
    sitting.sign_units()
    trial = saved(made(sitting), quota("KP02", 2), unit("KP01", "fulfilled"), by=sitting.office)

    with pytest.raises(Refused, match="đã ký"):
        applied(sitting, trial)

    assert not CellQuota.objects.exists()
    assert Trial.objects.get().applied_at is None


def test_a_grade_is_not_taken_away_while_the_proposal_stands(sitting):
    trial = saved(made(sitting), member("B002", None), by=sitting.office)

    with pytest.raises(Refused, match="đề nghị xếp loại vẫn còn"):
        applied(sitting, trial)

    assert Trial.objects.get().applied_at is None


def test_a_grade_of_the_committee_alone_is_taken_away(sitting):
    sitting.give("B002", GradingStep.CELL, "")
    sitting.draft(Scope.PEOPLE, B002="fulfilled")
    trial = saved(made(sitting), member("B002", None), by=sitting.office)

    applied(sitting, trial)

    assert trial_view(sitting.campaign, trial.changes).changes == ()


def test_a_regraded_row_is_not_applied_as_if_its_draft_still_counted(sitting):
    sitting.decide_all()
    review = sitting.review("B005")
    seen = Grading.objects.get(review=review, step=GradingStep.DECISION, current=True).pk
    papers = {"number": "09-QĐ/ĐU", "signed_on": make.TODAY, "reason": "Xếp loại xuất sắc không đúng (3.7)"}
    regrade(by=sitting.committee, review_id=review.pk, grade="fulfilled", seen=seen, on=make.TODAY, **papers)
    trial = saved(made(sitting), member("B005", "good"), by=sitting.office)

    with pytest.raises(Refused, match="đã ký"):
        applied(sitting, trial)


@pytest.mark.parametrize("reason", ["", "   "])
def test_applying_asks_for_a_reason(sitting, reason):
    trial = saved(made(sitting), member("B002", "fulfilled"), by=sitting.office)

    with pytest.raises(Refused, match="vì sao"):
        applied(sitting, trial, reason=reason)


def test_an_applied_trial_stays_as_it_was(sitting):
    trial = saved(made(sitting), member("B002", "fulfilled"), by=sitting.office)
    applied(sitting, trial)
    trial.refresh_from_db()

    for deed in (
        lambda: saved(trial, by=sitting.office),
        lambda: applied(sitting, trial),
        lambda: trials.discard_trial(by=sitting.office, trial_id=trial.pk, on=make.TODAY),
    ):
        with pytest.raises(Refused):
            deed()


def test_nobody_applies_a_change_of_the_own_row(sitting):
    sitting.committee.member = sitting.others[2]
    sitting.committee.save()
    trial = saved(made(sitting), member("B003", "excellent"), by=sitting.office)

    with pytest.raises(Refused, match="của chính"):
        applied(sitting, trial)


@pytest.mark.parametrize("role", ["secretary", "district", "admin"])
def test_only_office_and_committee_make_trials(sitting, role):
    place = sitting.first if role == "secretary" else sitting.ward

    with pytest.raises(NotPermitted):
        made(sitting, by=make.make_account("ai-do", role, place))


def test_the_office_applies_nothing(sitting):
    trial = saved(made(sitting), member("B002", "fulfilled"), by=sitting.office)

    with pytest.raises(NotPermitted):
        applied(sitting, trial, by=sitting.office)

    assert Trial.objects.get().applied_at is None


def test_a_discarded_trial_is_gone_and_in_the_journal(sitting):
    trial = made(sitting)

    trials.discard_trial(by=sitting.committee, trial_id=trial.pk, on=make.TODAY)

    assert not Trial.objects.exists()
    assert JournalEntry.objects.filter(action="trial.discarded").count() == 1


def test_new_weights_are_confirmed_by_applying_on_a_document(sitting):
    weights = {"excellent": 9, "good": 4, "fulfilled": 3, "unfulfilled": 0}
    trial = saved(made(sitting), {"target": "weights", "code": "", "to": weights}, by=sitting.office)

    with pytest.raises(Refused, match="Hãy ghi văn bản"):
        applied(sitting, trial)
    assert not ParameterChange.objects.exists()
    applied(sitting, trial, document="07-NQ/ĐU", document_date=make.TODAY)

    change = ParameterChange.objects.get()
    assert (change.name, change.after, change.document) == ("quota_weights", weights, "07-NQ/ĐU")
    sitting.campaign.refresh_from_db()
    assert sitting.campaign.quota_weights == weights
    assert sitting.campaign.weights_confirmed_by == "Thường vụ Một"


def test_the_view_costs_the_same_for_few_and_many(django_assert_num_queries):
    small, large = Sitting(members=3), Sitting(members=60, ward="P12")
    for sitting in (small, large):
        sitting.take_over(Scope.UNITS)
        with django_assert_num_queries(8):
            trial_view(sitting.campaign, [member("A002", "excellent")])


def test_once_quotas_are_issued_the_weights_stay_and_the_rest_is_applied(sitting):
    sitting.ready_for_people()
    weights = {"target": "weights", "code": "", "to": NINE}
    trial = saved(made(sitting), weights, member("A002", "excellent"), quota("KP01", 2), by=sitting.office)
    paper = {"document": "07-NQ/ĐU", "document_date": make.TODAY}

    with pytest.raises(Refused, match="Hãy bỏ hệ số khỏi bản thử"):
        applied(sitting, trial, **paper)
    assert not CellQuota.objects.exists()
    trial = saved(trial, member("A002", "excellent"), quota("KP01", 2), by=sitting.office)
    done = applied(sitting, trial)

    assert (done.grades, done.quotas, done.weights) == (1, 1, False)
    assert sitting.campaign.quota_issues.get().version == 1


NINE = {"excellent": 9, "good": 4, "fulfilled": 3, "unfulfilled": 0}


@pytest.mark.parametrize("change", [quota("KP02", 2), {"target": "weights", "code": "", "to": NINE}])
def test_a_year_without_quotas_takes_neither_quotas_nor_weights(change):
    """The rules of 2020 issue none; 2021 takes the same change."""
    before, after = Sitting(year=2020, quota_weights={}), Sitting(ward="P12")

    with pytest.raises(Refused, match="Bộ quy định 2020 không giao chỉ tiêu cho chi bộ"):
        saved(made(before), change, by=before.office)

    assert Trial.objects.get().changes == []
    assert saved(made(after), change, by=after.office).changes == [change]


def test_a_stored_quota_that_the_rules_do_not_know_is_told_and_not_applied():
    sitting = Sitting(year=2020, quota_weights={})
    trial = saved(made(sitting), member("B002", "fulfilled"), by=sitting.office)
    Trial.objects.update(changes=[*trial.changes, quota("KP02", 2)])

    view = trial_view(sitting.campaign, Trial.objects.get().changes)

    assert [change.code for change in view.changes] == ["B002"]
    [words] = view.lost
    assert "“chỉ tiêu giao riêng của chi bộ”" in words
    with pytest.raises(Refused, match="không giao chỉ tiêu"):
        applied(sitting, trial)
