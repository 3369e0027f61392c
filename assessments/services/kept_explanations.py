"""What is said for each grade that a decision signs, kept with it."""

from collections.abc import Iterable
from itertools import islice

from django.db import connection

from assessments.models import Decision, KeptExplanation, Review
from assessments.rules import Answer
from assessments.rules.explaining import Explainer, Explanation
from assessments.selectors.explanations import Subjects
from cells.journal import OutsideTransaction

LANGUAGES = ("vi", "en")
_AT_ONCE = 500


def keep_explanations(*, decision: Decision, signed: Iterable[tuple[Review, str]], answer: Answer) -> int:
    """One for each (review, grade as signed), in the transaction of the signature and from the answer that it rests on:
    nothing is read or checked again. Answers how many. Never more than `_AT_ONCE` are held in memory."""
    if not connection.in_atomic_block:
        raise OutsideTransaction("explanation")
    explainer, subjects = Explainer(answer), Subjects(answer.dossier)
    told = (_told(decision, review, explainer.explain(*subjects.of(review, grade))) for review, grade in signed)
    count = 0
    while batch := list(islice(told, _AT_ONCE)):
        count += len(KeptExplanation.objects.bulk_create(batch))
    return count


def _told(decision: Decision, review: Review, said: Explanation) -> KeptExplanation:
    in_words = said.as_dicts(*LANGUAGES)
    return KeptExplanation(
        decision=decision,
        review=review,
        rule_set=said.rule_set_code,
        rule_set_digest=said.rule_set_digest,
        facts_digest=in_words["vi"]["facts_digest"],
        explanation=in_words,
        at=decision.at,
    )
