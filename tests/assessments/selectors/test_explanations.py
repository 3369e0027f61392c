"""What was kept with the decisions on a review, and what two explanations say differently."""

import pytest
from django.utils import translation

from assessments.models import KeptExplanation
from assessments.selectors.explanations import Difference, differences, explanation_of, signed_explanations
from assessments.workflow import GradingStep
from tests.assessments.rules.explaining.asked import of_member
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


def test_an_unsigned_review_has_none():
    assert signed_explanations(Sitting().review("B004")) == []


def test_a_signed_review_has_one_for_each_decision(django_assert_num_queries):
    sitting = Sitting()
    sitting.decide_all()
    review = sitting.review("B004")

    with django_assert_num_queries(2):
        (one,) = signed_explanations(review)

    assert (one.decision.number, one.decision.scope) == ("05-QĐ/ĐU", "people")
    assert one.kept == KeptExplanation.objects.get(review=review)


def test_a_decision_of_before_has_none_kept():
    sitting = Sitting()
    sitting.sign_units()
    KeptExplanation.objects.all().delete()

    (one,) = signed_explanations(sitting.review("KP01"))

    assert (one.decision.scope, one.kept) == ("units", None)


def test_a_post_is_explained_on_its_working_grade():
    sitting = Sitting()
    sitting.give("@", GradingStep.OFFICE, "fulfilled")

    assert explanation_of(sitting.review("@")).given == "fulfilled"


def test_the_same_says_nothing():
    assert differences(of_member().as_dict("vi"), of_member().as_dict("vi"), "vi") == []


def test_another_grade_is_said_with_every_sentence_that_it_changes():
    with translation.override("en"):
        lines = differences(of_member("good").as_dict("en"), of_member("fulfilled").as_dict("en"), "en")

    assert lines[0] == Difference("Grade", "", "Good", "Fulfilled")
    assert {line.what for line in lines} >= {"Grade", "What is missing for the next higher grade"}
    assert all(line.then != line.now for line in lines)


def test_another_rule_set_is_said_with_its_digest():
    then, now = of_member(rule_set="2020").as_dict("en"), of_member(rule_set="2021").as_dict("en")

    with translation.override("en"):
        (line,) = (line for line in differences(then, now, "en") if line.what == "Rules")

    assert (line.then, line.now) == (
        f"2020 ({then['ruleset']['digest']})",
        f"2021 ({now['ruleset']['digest']})",
    )


def test_a_point_that_one_does_not_make_is_blank_there():
    then = of_member().as_dict("en")
    now = then | {"points": then["points"][1:]}
    point = then["points"][0]

    assert differences(then, now, "en") == [
        Difference(point["topic"], point["item"], f"{point['text']} ({point['mark_text']}; {point['citation']})", "")
    ]


def test_facts_that_no_sentence_speaks_of_are_a_difference_too():
    then = of_member().as_dict("en")
    now = then | {"facts": then["facts"] | {"name": "Lê Văn An"}, "facts_digest": "0" * 64}

    with translation.override("en"):
        lines = differences(then, now, "en")

    assert lines == [Difference("Facts it rested on", "", then["facts_digest"], "0" * 64)]
