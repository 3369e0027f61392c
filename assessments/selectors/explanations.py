"""Why a subject has its grade and not a higher one: the rule core's explanation of one review as it stands now, those
kept with the decisions that signed it, and where they differ."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import BallotCount, Decision, Grading, KeptExplanation, Review
from assessments.rules import Grade, check, facts
from assessments.rules.explaining import Explainer, Explanation, Kind, post_codes
from assessments.selectors.facts import dossier_of
from assessments.selectors.gradings import ReviewGrades
from assessments.workflow import GradingStep, SubjectKind


class Subjects:
    """Under which kind and code a dossier knows a review.

    A post has no code of its own there: it is found by person, unit, level and grade; of two alike in all four either
    is explained in the same way.
    """

    def __init__(self, dossier: facts.Dossier) -> None:
        self._posts: dict[tuple, str] = {}
        for code, post in post_codes(dossier).items():
            self._posts.setdefault((post.member, post.unit, post.management_level, post.grade), code)

    def of(self, review: Review, grade: str) -> tuple[Kind, str]:
        """`grade`: the one that the dossier has for the review; blank for none."""
        kind = Kind(review.kind)
        if kind is not Kind.OFFICER:
            return kind, review.code
        frozen = review.facts
        return kind, self._posts[frozen["member"], frozen["unit"], frozen["management_level"], grade or None]


def explanation_of(review: Review) -> Explanation:
    """On the working grades, undecided ones included: for the office and the committee alone. The dossier's queries."""
    dossier = dossier_of(review.campaign)
    grade = _working_grade(review) if review.kind == SubjectKind.OFFICER else ""
    return Explainer(check(dossier)).explain(*Subjects(dossier).of(review, grade))


def _working_grade(review: Review) -> str:
    given = Grading.objects.filter(review=review, current=True)
    return ReviewGrades({GradingStep(grading.step): grading for grading in given}).working


@dataclass(frozen=True)
class SignedExplanation:
    """A decision that signed a grade of the review; `kept` None: signed before explanations were kept."""

    decision: Decision
    kept: KeptExplanation | None


def signed_explanations(review: Review) -> list[SignedExplanation]:
    """Every decision on the review, newest first. Two queries."""
    gradings = Grading.objects.filter(review=review, step=GradingStep.DECISION).select_related("decision")
    decisions = {grading.decision_id: grading.decision for grading in gradings.order_by("-pk")}
    kept = {one.decision_id: one for one in KeptExplanation.objects.filter(review=review)}
    return [SignedExplanation(decision, kept.get(pk)) for pk, decision in decisions.items()]


def tally_is_told(review: Review) -> bool:
    """Whether the numbers behind the review's ballots may be read (docs/decisions/0007). One query."""
    count = BallotCount.objects.filter(review=review).select_related("meeting").first()
    return count is None or count.is_told


def in_confidence(said: dict, *, told: bool) -> dict:
    """An `Explanation.as_dict`, of today or kept long ago, without the number of few ballots."""
    if told:
        return said
    words = str(_("few ballots: not shown in detail"))
    points = [point | {"text": words} if point["aspect"] == "ballots" else point for point in said["points"]]
    facts = [fact | {"figures": {}} if fact["aspect"] == "ballots" else fact for fact in said["facts"]["looked_at"]]
    return said | {"points": points, "facts": said["facts"] | {"looked_at": facts}}


@dataclass(frozen=True)
class Difference:
    """One thing that two explanations of a subject say differently; blank: one of them does not speak of it."""

    what: str
    item: str
    then: str
    now: str


def differences(then: dict, now: dict, lang: str) -> list[Difference]:
    """What differs between two `Explanation.as_dict` of one language; empty when they say the same."""
    if then == now:
        return []
    lines = [
        (_("Grade"), "", _grade(then, lang), _grade(now, lang)),
        (_("What the record allows"), "", then["highest_text"], now["highest_text"]),
        (_("What is missing for the next higher grade"), "", _nearest(then), _nearest(now)),
        *_points(_by_place(then), _by_place(now)),
        (_("Rules"), "", _rules(then), _rules(now)),
    ]
    found = [Difference(*line) for line in lines if line[2] != line[3]]
    return found or [Difference(_("Facts it rested on"), "", then["facts_digest"], now["facts_digest"])]


def _grade(said: dict, lang: str) -> str:
    given = said["facts"]["given"]
    return Grade(given).label(lang) if given else _("No grade yet")


def _nearest(said: dict) -> str:
    """The step of the highest grade is its own name and says nothing more."""
    texts = ((step["kind_text"], step["text"]) for step in said["nearest"])
    return "; ".join(text if kind == text else f"{kind}: {text}" for kind, text in texts)


def _rules(said: dict) -> str:
    return f"{said['ruleset']['code']} ({said['ruleset']['digest']})"


def _by_place(said: dict) -> dict[tuple, dict]:
    """Points by rule and aspect, and a number where one rule says several things of one kind."""
    placed, counted = {}, Counter()
    for point in said["points"]:
        place = point["rule"], point["aspect"]
        counted[place] += 1
        placed[*place, counted[place]] = point
    return placed


def _points(then: dict[tuple, dict], now: dict[tuple, dict]) -> list[tuple[str, str, str, str]]:
    lines = []
    for place in dict.fromkeys([*then, *now]):
        point = now.get(place) or then[place]
        lines.append((point["topic"], point["item"], _point(then.get(place)), _point(now.get(place))))
    return lines


def _point(point: dict | None) -> str:
    return f"{point['text']} ({point['mark_text']}; {point['citation']})" if point else ""
