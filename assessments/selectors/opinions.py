"""Comments of the participating bodies as the cell's side, the office and the committee read them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import ngettext

from assessments.models import Opinion, Review, ReviewFile
from assessments.models.opinion import BODY_LABELS
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.review_forms import read_sheet
from assessments.selectors.criteria_sheets import language
from assessments.selectors.expected_opinions import Expectations, Expected


@dataclass(frozen=True, slots=True)
class ReadOpinion:
    """levels: (number, heading, words of the level) of each criterion that the body rated."""

    opinion: Opinion
    body: str
    levels: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class OpinionsOf:
    """One subject's comments, those still missing, and whether any is asked for at all."""

    given: tuple[ReadOpinion, ...]
    missing: tuple[tuple[str, Expected], ...]
    expected: int


@dataclass(frozen=True, slots=True)
class OpinionCount:
    """given: comments of bodies asked for; more: of others. expected: how many bodies are asked."""

    given: int
    expected: int
    more: int

    @property
    def words(self) -> str:
        """2/3, 2/3 + 1; – where nothing is asked for and nothing was said."""
        if not self.expected and not self.more:
            return "–"
        counted = f"{self.given}/{self.expected}" if self.expected else "0"
        return f"{counted} + {self.more}" if self.more else counted


def body_label(opinion: Opinion) -> str:
    label = str(BODY_LABELS[opinion.body])
    return f"{label}: {opinion.body_name}" if opinion.body_name else label


def opinions_of(review: Review) -> OpinionsOf:
    """Four queries; the review's file and campaign must be loaded."""
    opinions = sorted(Opinion.objects.filter(review=review), key=_place)
    expected = Expectations(review.file).of(review)
    said = {opinion.body for opinion in opinions}
    missing = tuple((str(BODY_LABELS[one.body]), one) for one in expected if one.body not in said)
    return OpinionsOf(tuple(_read(opinion) for opinion in opinions), missing, len(expected))


def opinions_by_review(file: ReviewFile) -> dict[int, list[Opinion]]:
    """Review id → its comments in the bodies' order; one query."""
    found: dict[int, list[Opinion]] = defaultdict(list)
    for opinion in sorted(Opinion.objects.filter(review__file=file), key=_place):
        found[opinion.review_id].append(opinion)
    return found


def _place(opinion: Opinion) -> tuple:
    return (list(BODY_LABELS).index(opinion.body), opinion.body_name, opinion.pk)


def _read(opinion: Opinion) -> ReadOpinion:
    lang, words = language(), dict(LEVEL_CHOICES)
    rated: tuple[tuple[str, str, str], ...] = ()
    if opinion.levels:
        sheet = read_sheet(opinion.sheet, opinion.sheet_version)
        rated = tuple(
            (one.number, one.heading(lang), str(words[opinion.levels[one.key]]))
            for one in sheet.criteria
            if one.key in opinion.levels
        )
    return ReadOpinion(opinion, body_label(opinion), rated)


def opinion_counts(file: ReviewFile, reviews: Iterable[Review]) -> dict[int, OpinionCount]:
    """Review id → count, for any number of reviews of the file. Four queries."""
    said: dict[int, Counter] = defaultdict(Counter)
    for review_id, body in Opinion.objects.filter(review__file=file).values_list("review_id", "body"):
        said[review_id][body] += 1
    expectations = Expectations(file)
    counts = {}
    for review in reviews:
        bodies, asked = said[review.pk], {one.body for one in expectations.of(review)}
        more = sum(number for body, number in bodies.items() if body not in asked)
        counts[review.pk] = OpinionCount(sum(body in bodies for body in asked), len(asked), more)
    return counts


def opinion_notices(file: ReviewFile) -> list[tuple[str, str]]:
    """(words, clause) of comments that are missing: notices, never a bar. Five queries."""
    reviews = list(Review.objects.filter(file=file, kind="member"))
    said = set(Opinion.objects.filter(review__file=file).values_list("review_id", "body"))
    expectations = Expectations(file)
    missing: Counter = Counter()
    clauses: dict[str, str] = {}
    for review in reviews:
        for one in expectations.of(review):
            if (review.pk, one.body) not in said:
                missing[one.body] += 1
                clauses[one.body] = one.citation
    found = []
    for body, label in BODY_LABELS.items():
        if count := missing[body]:
            words = ngettext(
                "%(count)d member has no comment by: %(body)s.",
                "%(count)d members have no comment by: %(body)s.",
                count,
            )
            found.append((words % {"count": count, "body": label}, clauses[body]))
    return found


def grades_by_bodies(**reviews) -> dict[int, list[tuple[str, str]]]:
    """Review id → (body, grade it proposes), in the bodies' order; one query. reviews: a filter, such as campaign=…"""
    chosen = {f"review__{name}": value for name, value in reviews.items()}
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for opinion in sorted(Opinion.objects.filter(**chosen).exclude(grade=""), key=_place):
        found[opinion.review_id].append((body_label(opinion), opinion.grade))
    return dict(found)
