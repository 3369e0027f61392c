"""What changed between two answers: findings that went, came and stayed; caps, quotas and counts before and after."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from .answer import Answer
from .caps import Cap
from .findings import Finding
from .quota import Quota
from .vocabulary import Severity

Row = TypeVar("Row")
FindingKey = tuple[str, str, str, str]


def finding_key(finding: Finding) -> FindingKey:
    """Which finding it is, whatever its figures: severity, rule, subject, and the unit where a head has several."""
    return finding.severity.value, finding.rule.value, finding.subject, str(finding.figures.get("unit", ""))


@dataclass(frozen=True, slots=True)
class Pair(Generic[Row]):
    """The same thing before and after; None on the side where it is not there."""

    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure of the counts, such as ("members", "excellent") or ("officers", "ward", "good")."""

    of: tuple[str, ...]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Difference:
    """`stayed` pairs a finding with itself, whose figures and sentence may have changed. Rows that stayed equal are
    left out of `caps`, `quotas` and `counts`."""

    went: tuple[Finding, ...]
    came: tuple[Finding, ...]
    stayed: tuple[Pair[Finding], ...]
    caps: tuple[Pair[Cap], ...]
    quotas: tuple[Pair[Quota], ...]
    counts: tuple[Counted, ...]

    @property
    def new_violations(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.came if finding.severity is Severity.VIOLATION)

    @property
    def new_needs_reason(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.came if finding.severity is Severity.NEEDS_REASON)


def difference(before: Answer, after: Answer) -> Difference:
    """What the second answer has otherwise than the first; the order of either file is irrelevant."""
    went, came, stayed = compare_findings(before.findings, after.findings)
    return Difference(
        went,
        came,
        stayed,
        _changed(before.caps, after.caps, lambda cap: (cap.rule, cap.pool)),
        _changed(before.quotas, after.quotas, lambda row: (row.rule, row.unit)),
        tuple(_counted(before.counts, after.counts)),
    )


def compare_findings(
    before: Iterable[Finding], after: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Pair[Finding], ...]]:
    """Findings that went, that came, and those that stayed, each in the order of its answer."""
    old = {finding_key(finding): finding for finding in before}
    new = {finding_key(finding): finding for finding in after}
    return (
        tuple(finding for key, finding in old.items() if key not in new),
        tuple(finding for key, finding in new.items() if key not in old),
        tuple(Pair(finding, new[key]) for key, finding in old.items() if key in new),
    )


def _changed(before: Iterable[Row], after: Iterable[Row], key: Callable[[Row], object]) -> tuple[Pair[Row], ...]:
    old, new = {key(row): row for row in before}, {key(row): row for row in after}
    pairs = (Pair(old.get(name), new.get(name)) for name in dict.fromkeys([*old, *new]))
    return tuple(pair for pair in pairs if pair.before != pair.after)


def _counted(before: Mapping, after: Mapping, of: tuple[str, ...] = ()) -> Iterator[Counted]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, 0), after.get(name, 0)
        if isinstance(old, Mapping) or isinstance(new, Mapping):
            yield from _counted(old or {}, new or {}, (*of, name))
        elif old != new:
            yield Counted((*of, name), old, new)
