"""Each signed grade keeps why it was given, from the answer the signature rested on; nothing later touches it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Decision, Grading, KeptExplanation, Review
from assessments.rules import check, read_dossier
from assessments.rules.explaining import Explainer
from assessments.selectors.explanations import Subjects, explanation_of
from assessments.services import year_facts
from assessments.services.kept_explanations import keep_explanations
from assessments.workflow import GradingStep, Scope
from cells.journal import OutsideTransaction
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.services.test_regrades import again
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


class TwoPosts(Sitting):
    """B002 holds two posts in the same unit at the same level."""

    def before_opening(self):
        make.make_post(self.others[1], self.ubnd, title="Ủy viên")


@pytest.fixture
def sitting():
    return Sitting()


def kept_of(review: Review) -> list[KeptExplanation]:
    return list(KeptExplanation.objects.filter(review=review).order_by("pk"))


def assert_rests_on_its_check(decision: Decision) -> None:
    """One for each grade signed, and each word for word what the decision's own check says, worked out again here."""
    run = decision.check_run
    answer = check(read_dossier(run.dossier))
    explainer, subjects = Explainer(answer), Subjects(answer.dossier)
    signed = dict(Grading.objects.filter(decision=decision).values_list("review_id", "grade"))
    kept = list(decision.explanations.select_related("review"))

    assert {one.review_id for one in kept} == set(signed)
    assert len(kept) == decision.rows
    for one in kept:
        said = explainer.explain(*subjects.of(one.review, signed[one.review_id]))
        assert one.explanation == {"vi": said.as_dict("vi"), "en": said.as_dict("en")}
        assert (one.explanation["vi"]["facts"]["given"] or "") == signed[one.review_id]
        assert (one.rule_set, one.rule_set_digest) == (run.rule_set, run.rule_set_digest)
        assert one.facts_digest == said.facts_digest
        assert one.at == decision.at
        assert one.is_intact


def test_every_signature_keeps_one_for_each_grade_signed(sitting):
    sitting.decide_all()

    decisions = list(Decision.objects.order_by("pk"))
    assert [(one.scope, one.rows) for one in decisions] == [("units", 3), ("people", 11), ("heads", 1)]
    for decision in decisions:
        assert_rests_on_its_check(decision)


def test_rows_left_for_later_are_kept_with_the_later_decision(sitting):
    sitting.ready_for_people()
    sitting.draft(Scope.PEOPLE, A002="good")
    first = sitting.sign(Scope.PEOPLE)
    sitting.take_over(Scope.PEOPLE)
    second = sitting.sign(Scope.PEOPLE, number="06-QĐ/ĐU")

    assert [one.review.code for one in first.explanations.all()] == ["A002"]
    assert second.explanations.count() == second.rows
    assert_rests_on_its_check(first)
    assert_rests_on_its_check(second)


def test_a_refused_signature_keeps_nothing(sitting):
    sitting.ready_for_people()
    sitting.take_over(Scope.PEOPLE)
    sitting.draft(Scope.PEOPLE, A002="excellent", A003="excellent", B001="excellent")
    before = KeptExplanation.objects.count()

    with pytest.raises(Refused):
        sitting.sign(Scope.PEOPLE)

    assert KeptExplanation.objects.count() == before == 3


def test_a_regrade_keeps_its_own_and_the_first_stays(sitting):
    sitting.decide_all()
    (first,) = kept_of(sitting.review("B005"))
    before = first.explanation

    decision = again(sitting, "B005", "fulfilled")

    old, new = kept_of(sitting.review("B005"))
    assert (old.pk, old.explanation) == (first.pk, before)
    assert (old.decision.number, new.decision) == ("05-QĐ/ĐU", decision)
    assert [one.explanation["en"]["facts"]["given"] for one in (old, new)] == ["good", "fulfilled"]
    assert_rests_on_its_check(decision)


def test_a_regrade_that_records_a_reason_keeps_what_was_said_with_the_reason(sitting):
    sitting.decide_all()

    decision = again(sitting, "B005", "", finding_reason="Đang chờ kết luận của Ủy ban Kiểm tra.")

    assert_rests_on_its_check(decision)
    said = decision.explanations.get().explanation["vi"]
    assert said["facts"]["given"] is None
    assert any("Đang chờ kết luận của Ủy ban Kiểm tra." in point["text"] for point in said["points"])


def test_facts_recorded_later_do_not_change_it(sitting):
    sitting.decide_all()
    review = sitting.review("B005")
    (before,) = kept_of(review)
    assert explanation_of(review).facts_digest == before.facts_digest

    year_facts.add_discipline(
        by=sitting.office, member_id=review.member_id, year=2021, form="warning", decided_on=date(2021, 9, 1),
        violated_on=date(2021, 3, 1), source="QĐ 12-QĐ/ĐU ngày 01/9/2021", on=make.TODAY,
    )  # fmt: skip

    (after,) = kept_of(review)
    assert (after.explanation, after.facts_digest) == (before.explanation, before.facts_digest)
    assert explanation_of(sitting.review("B005")).facts_digest != after.facts_digest


def test_two_posts_alike_keep_each_its_own_grade():
    sitting = TwoPosts()
    sitting.ready_for_people()
    posts = list(sitting.reviews().filter(kind="officer").order_by("pk"))
    assert len(posts) == 2
    sitting.give(posts[0], GradingStep.CELL, "fulfilled")

    sitting.take_over(Scope.PEOPLE)
    decision = sitting.sign(Scope.PEOPLE)

    said = {one.review_id: one.explanation["vi"]["facts"] for one in decision.explanations.all()}
    assert [said[post.pk]["given"] for post in posts] == ["fulfilled", "good"]
    assert said[posts[0].pk]["code"] != said[posts[1].pk]["code"]
    assert [explanation_of(post).given for post in posts] == ["fulfilled", "good"]
    assert_rests_on_its_check(decision)


def test_a_subject_is_explained_once_in_a_decision(sitting):
    sitting.sign_units()
    one = KeptExplanation.objects.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        KeptExplanation.objects.create(
            decision=one.decision, review=one.review, rule_set="2021", rule_set_digest="", facts_digest="",
            explanation={}, at=one.at,
        )  # fmt: skip


@pytest.mark.parametrize("members", [6, 30])
def test_all_are_kept_in_one_query(django_assert_num_queries, members):
    sitting = Sitting(members=members)
    sitting.decide_all()
    decision = Decision.objects.get(scope="people")
    answer = check(read_dossier(decision.check_run.dossier))
    signed = [(row.review, row.grade) for row in Grading.objects.filter(decision=decision).select_related("review")]
    KeptExplanation.objects.filter(decision=decision).delete()

    with django_assert_num_queries(1):
        keep_explanations(decision=decision, signed=signed, answer=answer)

    assert_rests_on_its_check(decision)


@pytest.mark.django_db(transaction=True)
def test_it_is_kept_in_the_transaction_of_the_signature_alone(sitting):
    sitting.sign_units()
    decision = Decision.objects.get()
    answer = check(read_dossier(decision.check_run.dossier))

    with pytest.raises(OutsideTransaction):
        keep_explanations(decision=decision, signed=[], answer=answer)
