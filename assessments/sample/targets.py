"""What the fictional year is to come to: a target grade per subject that the rules will bear, levels and ballots to match."""

from dataclasses import dataclass
from random import Random

from assessments.selectors.meetings import SheetRow
from assessments.workflow import SubjectKind
from cells.vocabulary import GivenGrade

EXCELLENT, GOOD, FULFILLED, UNFULFILLED = GivenGrade.values
#: Out of 100 graded members: how many are only `fulfilled`, and how many are put forward as `excellent`, by cell grade.
_SHARES = {EXCELLENT: (4, 24), GOOD: (6, 18), FULFILLED: (40, 10)}
#: Levels of (task criteria, other criteria) that go with a grade.
_LEVELS = {
    EXCELLENT: (("excellent",), ("excellent", "good")),
    GOOD: (("good", "good", "excellent"), ("good", "good", "excellent")),
    FULFILLED: (("average", "good"), ("good", "average")),
    UNFULFILLED: (("poor", "average"), ("average",)),
}


@dataclass(frozen=True)
class Aim:
    """One file's year. `lean`: percent points of nominations above the usual; `few`: percent only fulfilled, if not
    usual; `best`: code of the one officer of the ward put forward as excellent, blank for nobody."""

    unit_grade: str
    lean: int = 0
    few: int | None = None
    best: str = ""


def targets(rows: list[SheetRow], aim: Aim, random: Random) -> dict[int, str]:
    """Review id → the grade to come out of the meeting; only subjects that are due one."""
    chosen: dict[int, str] = {}
    people = []
    for row in rows:
        if row.bar is not None:
            continue
        kind = SubjectKind(row.review.kind)
        if kind is SubjectKind.CELL or kind is SubjectKind.COLLECTIVE:
            chosen[row.review.pk] = aim.unit_grade
        elif kind is SubjectKind.OFFICER:
            is_best = row.review.facts["member"] == aim.best
            chosen[row.review.pk] = EXCELLENT if is_best else _worse(aim.unit_grade, GOOD)
        else:
            people.append(row.review)
    chosen |= _people(people, aim, random)
    return chosen


def _people(reviews, aim: Aim, random: Random) -> dict[int, str]:
    few, best = _SHARES[aim.unit_grade]
    few = few if aim.few is None else aim.few
    chosen = {review.pk: UNFULFILLED if must_fail(review.facts) else GOOD for review in reviews}
    open_to_all = [review for review in reviews if chosen[review.pk] == GOOD]
    held = [review for review in open_to_all if _is_held_back(review.facts)]
    plain = [review for review in open_to_all if review not in held and not review.heads_something]
    random.shuffle(plain)
    plain.sort(key=lambda review: review.code == aim.best)
    for review in [*held, *plain[: len(open_to_all) * few // 100]]:
        chosen[review.pk] = FULFILLED
    good = [review for review in reversed(plain) if chosen[review.pk] == GOOD and may_excel(review.facts)]
    room = sum(grade == GOOD for grade in chosen.values()) * (best + aim.lean) // 100
    for review in good[:room]:
        chosen[review.pk] = EXCELLENT
    if aim.unit_grade == FULFILLED:  # a head is never above the unit
        for review in reviews:
            if review.heads_something and chosen[review.pk] == GOOD:
                chosen[review.pk] = FULFILLED
    return chosen


def _is_held_back(facts: dict) -> bool:
    """Three months of sick leave allow no more than `fulfilled`; nor does the cell go beyond such a grade at work."""
    return (facts.get("sick_leave_months") or 0) >= 3 or facts.get("employer_grade") == FULFILLED


def must_fail(facts: dict) -> bool:
    """Disciplined, found degraded, or failed at work (rules B2)."""
    return bool(facts.get("disciplined") or facts.get("found_degraded") or facts.get("employer_grade") == UNFULFILLED)


def may_excel(facts: dict) -> bool:
    return facts.get("employer_grade", "") in (None, EXCELLENT)


def _worse(one: str, other: str) -> str:
    return max(one, other, key=GivenGrade.values.index)


def level(group: str, grade: str, random: Random) -> str:
    """A level for one criterion of this group that goes with the grade."""
    tasks, others = _LEVELS[grade]
    return random.choice(tasks if group == "task" else others)


def ballots(grade: str, valid: int, random: Random) -> tuple[int, int, int, int]:
    """Counts from excellent to unfulfilled that sum to `valid` and carry the grade."""
    place = GivenGrade.values.index(grade)
    astray = random.randint(0, max(0, (valid - 1) // 4))
    counts = [0, 0, 0, 0]
    counts[place] = valid - astray
    counts[place + 1 if place < 3 else 2] += astray
    return tuple(counts)
