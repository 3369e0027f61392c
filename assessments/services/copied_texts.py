"""Text copied from another person, found by fingerprints: nobody's words are compared in the open."""

import hashlib
import re
from collections import defaultdict

from assessments.models import Answer, Review, SelfCritique
from assessments.review_forms import Form
from cells.vietnamese import fold_words

#: Shorter answers (“Không có.”) may well be the same by chance; longer ones are not.
LEAST_LENGTH = 40


def comparable(text: str, own_name: str) -> str:
    """The words of a text, folded, without the writer's own name: a copy with the name exchanged stays a copy."""
    words = fold_words(text)
    name = fold_words(own_name)
    if name:
        words = re.sub(rf"\b{re.escape(name)}\b", " ", words)
    return " ".join(words.split())


def fingerprint(text: str, own_name: str) -> str:
    """SHA-256 of the comparable words; blank for a text without words."""
    words = comparable(text, own_name)
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


def copied(review: Review, critique: SelfCritique, form: Form) -> list[tuple[str, Review]]:
    """(section key, whose) of every copied section; ("", whose) when the whole critique is another's, at any length.

    Compared with submitted critiques of other subjects of the campaign. A section that says there was nothing to
    rate (its level left open where it may be) is compared only as part of the whole. One query, more for what is found.
    """
    own = {answer.section: answer for answer in critique.answers.all() if answer.fingerprint}
    # Asked for by fingerprint alone: with the campaign named, SQLite would go through every answer of the year.
    alike = (
        Answer.objects.filter(fingerprint__in={answer.fingerprint for answer in own.values()})
        .exclude(critique=critique)
        .order_by("pk")
        .values_list(
            "fingerprint",
            "critique_id",
            "critique__review_id",
            "critique__review__campaign_id",
            "critique__submitted_at",
        )
    )
    others = [
        (one, critique_id, review_id)
        for one, critique_id, review_id, campaign_id, submitted_at in alike
        if campaign_id == review.campaign_id and submitted_at is not None
    ]
    whose = Review.everyone.in_bulk({review_id for _print, _critique, review_id in others}) if others else {}
    by_fingerprint: dict[str, Review] = {}
    candidates: dict[int, Review] = {}
    for one, critique_id, review_id in others:
        by_fingerprint.setdefault(one, whose[review_id])
        candidates[critique_id] = whose[review_id]
    found = [
        (section.key, by_fingerprint[own[section.key].fingerprint])
        for section in form.sections
        if section.key in own
        and own[section.key].fingerprint in by_fingerprint
        and len(comparable(own[section.key].text, review.name)) >= LEAST_LENGTH
        and not (section.level_optional and not own[section.key].level_self)
    ]
    if found or not own:
        return found
    prints = {key: answer.fingerprint for key, answer in own.items()}
    wholes: dict[int, dict[str, str]] = defaultdict(dict)
    whole_answers = Answer.objects.filter(critique__in=candidates).exclude(fingerprint="")
    for critique_id, section, one in whole_answers.values_list("critique_id", "section", "fingerprint"):
        wholes[critique_id][section] = one
    return [("", candidates[pk]) for pk, whole in sorted(wholes.items()) if whole == prints][:1]
