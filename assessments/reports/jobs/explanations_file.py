"""Why everybody has the grade they have: all explanations of a year as JSON, in both languages.

{"format": "ward-explanations/1", "ward", "year", "explanations": [{"kind", "code", "name", "vi": …, "en": …}, …]}; `vi`
and `en` are an `Explanation.as_dict`, without the number of few ballots (docs/decisions/0007).
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import override

from assessments.models import BallotCount, Campaign, Grading, Review
from assessments.reports.catalogue import Keep
from assessments.reports.jobs.places import CannotBeMade, Place
from assessments.rules import DossierFaults, UnknownRuleSet, check
from assessments.rules.explaining import Explainer
from assessments.selectors.explanations import Subjects, in_confidence
from assessments.selectors.facts import dossier_of
from assessments.selectors.gradings import ReviewGrades
from assessments.workflow import GradingStep, SubjectKind

FORMAT = "ward-explanations/1"
_LANGUAGES = ("vi", "en")


def count_explained(place: Place) -> int:
    return Review.objects.filter(campaign=place.campaign).count()


def write_explanations(place: Place, out: BinaryIO, _keep: Keep) -> Iterator[None]:
    """One step for each subject; never more than one explanation in memory."""
    campaign = place.campaign
    head = {"format": FORMAT, "ward": campaign.ward.code, "year": campaign.year}
    out.write(json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "explanations": [')
    before = b"\n"
    for said in _explained(campaign):
        out.write(before + json.dumps(said, ensure_ascii=False).encode())
        before = b",\n"
        yield
    out.write(b"\n]}\n")


def _explained(campaign: Campaign) -> Iterator[dict]:
    """The dossier's queries and three more, whatever the size of the ward."""
    try:
        dossier = dossier_of(campaign)
    except (UnknownRuleSet, DossierFaults) as fault:
        raise CannotBeMade("record") from fault
    explainer, subjects = Explainer(check(dossier)), Subjects(dossier)
    counts = BallotCount.objects.filter(review__campaign=campaign).select_related("meeting")
    secret = {count.review_id for count in counts if not count.is_told}
    grades = _officers_grades(campaign)
    for review in Review.objects.filter(campaign=campaign).order_by("kind", "sort_key", "pk").iterator():
        said = explainer.explain(*subjects.of(review, grades.get(review.pk, ""))).as_dicts(*_LANGUAGES)
        told = {}
        for language in _LANGUAGES:
            with override(language):
                told[language] = in_confidence(said[language], told=review.pk not in secret)
        yield {"kind": review.kind, "code": review.code, "name": review.name, **told}


def _officers_grades(campaign: Campaign) -> dict[int, str]:
    """A post is found in the dossier by its grade (`Subjects.of`)."""
    steps: dict[int, dict[GradingStep, Grading]] = defaultdict(dict)
    given = Grading.objects.filter(review__campaign=campaign, review__kind=SubjectKind.OFFICER, current=True)
    for grading in given:
        steps[grading.review_id][GradingStep(grading.step)] = grading
    return {pk: ReviewGrades(held).working for pk, held in steps.items()}
