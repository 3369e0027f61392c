"""A grade is superseded, never edited; the working grade is the latest step's."""

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Grading, Review
from assessments.selectors.gradings import NO_GRADES, grades_of
from assessments.services.gradings import give_grade
from cells.journal import OutsideTransaction
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    ward = make.make_ward()
    make.make_member(make.make_cell(ward))
    campaign = make.make_open_campaign(ward)
    review = Review.objects.select_related("campaign__ward", "file").get(kind="member")
    return campaign, review, make.make_account("vanphong", "office", ward)


def give(review, by, step, grade, **more):
    with transaction.atomic():
        return give_grade(by=by, review=review, step=step, grade=grade, at=make.now(), **more)


def test_a_new_grade_supersedes_and_the_old_stays(scene):
    campaign, review, office = scene
    give(review, office, "cell", "good")
    give(review, office, "cell", "excellent", reason="Bỏ phiếu lại")
    rows = list(Grading.objects.order_by("pk").values_list("grade", "current"))
    assert rows == [("good", False), ("excellent", True)]


def test_the_same_grade_again_writes_nothing(scene):
    campaign, review, office = scene
    first = give(review, office, "cell", "good")
    assert give(review, office, "cell", "good") == first
    assert Grading.objects.count() == 1


def test_the_working_grade_is_the_latest_step_and_never_the_self_proposal(scene):
    campaign, review, office = scene
    assert grades_of(campaign).get(review.pk, NO_GRADES).working == ""
    give(review, office, "self", "excellent")
    assert grades_of(campaign)[review.pk].working == ""
    give(review, office, "cell", "good")
    assert grades_of(campaign)[review.pk].working == "good"
    give(review, office, "draft", "fulfilled")
    assert grades_of(campaign)[review.pk].working == "fulfilled"
    give(review, office, "outside", "unfulfilled", document_number="12-QĐ/QU", document_date=make.TODAY)
    grades = grades_of(campaign)[review.pk]
    assert (grades.working, grades.final, grades.proposal) == ("unfulfilled", "unfulfilled", "good")


def test_outside_a_transaction_nothing_is_graded(scene, transactional_db):
    campaign, review, office = scene
    with pytest.raises(OutsideTransaction):
        give_grade(by=office, review=review, step="cell", grade="good", at=make.now())


def test_the_database_refuses_a_signed_grade_without_decision_and_an_outside_one_without_document(scene):
    campaign, review, office = scene
    for step in ("decision", "outside"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grading.objects.create(review=review, step=step, grade="good", by_name="x", at=make.now())
