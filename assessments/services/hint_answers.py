"""Answers to the points of review hints: written with the draft of the critique, asked for when it is submitted."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from assessments.models import HintAnswer, HintPoint, Review
from assessments.selectors.hints import CITATION, issued_points, open_words
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.vietnamese import tidy_text

#: Longest answer to one point, in characters.
MAX_ANSWER = 20_000


def keep_answers(*, by: Account, review: Review, answers: Mapping[int, str], at: datetime) -> int:
    """Write what is answered: point id → text. Points not named keep theirs; equal ones are not written again.

    Part of saving a draft: the caller has asked permission, holds the file's lock and the transaction. What is typed
    for a point withdrawn meanwhile is kept with it. Returns how many changed. Raises Refused.
    """
    if not answers:
        return 0
    points = {
        point.pk: point
        for point in HintPoint.objects.filter(hint__review=review, hint__issued_at__isnull=False).select_related(
            "answer", "hint"
        )
    }
    typed = {point_id: tidy_text(text) for point_id, text in answers.items()}
    refusals = [
        Refusal(_("This point belongs to no hint issued for this review. Load the page again."), f"hint_{point_id}")
        for point_id in typed
        if point_id not in points
    ]
    refusals += [
        Refusal(
            _("The answer to point %(position)s is too long: %(found)s characters, at most %(most)s. Shorten it.")
            % {"position": points[point_id].position, "found": len(text), "most": MAX_ANSWER},
            f"hint_{point_id}",
        )
        for point_id, text in typed.items()
        if point_id in points and len(text) > MAX_ANSWER
    ]
    if refusals:
        raise Refused(*refusals)
    changed = 0
    for point_id, text in typed.items():
        answer = getattr(points[point_id], "answer", None)
        if text == (answer.text if answer else ""):
            continue
        answer = answer or HintAnswer(point=points[point_id])
        answer.text, answer.saved_by, answer.saved_at = text, by.signature, at
        answer.save()
        changed += 1
    return changed


def answers_stand(review: Review, answers: Mapping[int, str]) -> bool:
    """Everything typed is what is saved already, tidied as a save would tidy it."""
    saved = dict(HintAnswer.objects.filter(point__hint__review=review).values_list("point_id", "text"))
    return all(saved.get(point_id, "") == tidy_text(text) for point_id, text in answers.items())


def unanswered(review: Review) -> list[Refusal]:
    """One refusal for each issued point without an answer, at its field (123-CV/ĐU 3.5, 3.2)."""
    return [
        Refusal(open_words(point), f"hint_{point.pk}", CITATION)
        for point in issued_points(review)
        if not point.is_answered
    ]
