"""Mend: for each violation, and for each quota passed, the smallest sets of changes that make it go.

Every set offered has been tried: the finding goes, no new violation comes, and the new needs-reason it brings are
named. Where the first thought would bring a new violation (a lowered member takes a seat from the cap, a lowered
collective leaves its head above it), what mends that goes along. `Mend` says what is for certain and what people
choose; nothing is applied by itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from . import mending_words as words
from .answer import Answer
from .changes import Change
from .differences import finding_key
from .faults import Said
from .findings import Finding
from .mend import Choice, Mend, Way
from .mending_choices import brought
from .mending_ways import Draft, Scene, ways
from .rechecking import Trial, Trials
from .rule_ids import Rule

MOST_ROUNDS = 8
"""A set that still brings new violations after so many additions is not offered."""

_CAPS = frozenset({Rule.COLLECTIVE_EXCELLENT_CAP, Rule.CELL_EXCELLENT_CAP})


def mends(answer: Answer, findings: Iterable[Finding] | None = None) -> tuple[Mend, ...]:
    """Mends of all findings of the answer, in its order, or of the findings given alone.

    A finding may have several; those of one way have the same size, the smallest of that way. One without anything to
    apply is advice. The order of the dossier is irrelevant.
    """
    trials = Trials(answer)
    scene = Scene(trials.ground, answer.findings)
    wanted = answer.findings if findings is None else tuple(findings)
    return tuple(mend for finding in wanted for mend in _mends_of(trials, scene, finding))


def _mends_of(trials: Trials, scene: Scene, finding: Finding) -> Iterator[Mend]:
    found = False
    for draft in ways(scene, finding):
        # Of the officers' quota every number of moves is a draft: the fewest that do are enough.
        if found and finding.rule is Rule.OFFICER_EXCELLENT_QUOTA:
            return
        mend = _tried(trials, finding, draft)
        if mend is not None:
            found = True
            yield mend


def _tried(trials: Trials, finding: Finding, draft: Draft) -> Mend | None:
    if not (draft.changes or draft.choices):
        return _advice(finding, draft.way, draft.said)
    if draft.way is Way.RAISE_UNIT:
        (raised,) = draft.changes
        blocking = _blocking(trials, raised)
        if blocking:
            said = words.unit_not_raised(trials.ground, raised, blocking)
            return _advice(finding, draft.way, said)
    done = _completed(trials, finding, _Set(draft.changes, draft.choices))
    if done is None:
        return None
    said = draft.said
    if (done.changes, done.choices) != (draft.changes, draft.choices):
        # What was thought of first leads; the sentence names the rest after it.
        added, choices = done.changes[len(draft.changes) :], done.choices[len(draft.choices) :]
        said = words.along(trials.ground, said, added, choices)
    brings, may_bring = brought(trials, done.changes, done.choices)
    return Mend(finding, draft.way, done.changes, done.choices, brings, may_bring, said.vi, said.en)


def _advice(finding: Finding, way: Way, said: Said) -> Mend:
    return Mend(finding, way, (), (), (), (), said.vi, said.en)


def _blocking(trials: Trials, raised: Change) -> list[Finding]:
    """What stands against a raised unit: a violation that comes, its own criteria (B5), a cap (E1) passed further."""
    trial = trials.of([raised])
    before = {finding_key(found): found.figures["excess"] for found in trials.answer.findings if found.rule in _CAPS}
    blocking = list(trial.new_violations)
    for found in trial.findings:
        if found.rule is Rule.CELL_GRADE_NOT_EARNED:
            blocks = found.subject == raised.code
        elif found.rule in _CAPS:
            key = finding_key(found)
            blocks = key not in before or found.figures["excess"] > before[key]
        else:
            continue
        if blocks:
            blocking.append(found)
    return blocking


@dataclass(frozen=True, slots=True)
class _Set:
    changes: tuple[Change, ...]
    choices: tuple[Choice, ...]

    def sample(self) -> tuple[Change, ...]:
        """The set with the first of what is to be chosen: no choice differs in the violations that it brings."""
        return self.changes + tuple(change for choice in self.choices for change in choice.among[: choice.count])

    def and_then(self, draft: Draft) -> "_Set":
        """With a draft thought of when this set was already made; a value changed again keeps where it started."""
        changes = {change.address: change for change in self.changes}
        for change in draft.changes:
            first = changes.get(change.address)
            changes[change.address] = change if first is None else replace(first, after=change.after)
        return _Set(tuple(changes.values()), self.choices + draft.choices)


def _completed(trials: Trials, finding: Finding, done: _Set) -> _Set | None:
    """The set with what must go along so that no new violation comes. None: not possible.

    Nothing goes along that need not: what comes anew is mended in the order of the answer, heads, then caps, then
    quotas set by hand, and each of these changes nothing that a former one rests on.
    """
    for _ in range(MOST_ROUNDS):
        trial = trials.of(done.sample())
        if not trial.new_violations:
            break
        draft = _next_draft(trial)
        if draft is None:
            return None
        done = done.and_then(draft)
    trial = trials.of(done.sample())
    works = finding_key(finding) in {finding_key(gone) for gone in trial.went} and not trial.new_violations
    return done if works else None


def _next_draft(trial: Trial) -> Draft | None:
    """The first way to mend the first of the new violations: of a head, that he or she comes down."""
    (finding, *_) = trial.new_violations
    return next(ways(Scene(trial.ground, trial.findings), finding), None)
