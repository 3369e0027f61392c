"""What is said for each grade that a decision signs, kept with it."""

from collections.abc import Iterable

from django.db import connection

from assessments.models import Decision, KeptExplanation, Review
from assessments.rules import Answer
from assessments.rules.explaining import Explainer
from assessments.selectors.explanations import Subjects
from cells.journal import OutsideTransaction

LANGUAGES = ("vi", "en")
_AT_ONCE = 500


def keep_explanations(
    *, decision: Decision, signed: Iterable[tuple[Review, str]], answer: Answer
) -> list[KeptExplanation]:
    """One for each (review, grade as signed), in the transaction of the signature and from the answer that it rests on:
    nothing is read or checked again."""
    if not connection.in_atomic_block:
        raise OutsideTransaction("explanation")
    explainer, subjects = Explainer(answer), Subjects(answer.dossier)
    kept = []
    for review, grade in signed:
        said = explainer.explain(*subjects.of(review, grade))
        in_words = said.as_dicts(*LANGUAGES)
        kept.append(
            KeptExplanation(
                decision=decision,
                review=review,
                rule_set=said.rule_set_code,
                rule_set_digest=said.rule_set_digest,
                facts_digest=in_words[LANGUAGES[0]]["facts_digest"],
                explanation=in_words,
                at=decision.at,
            )
        )
    return KeptExplanation.objects.bulk_create(kept, batch_size=_AT_ONCE)
