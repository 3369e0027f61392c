"""What differs between two answers, as plain JSON values: findings gone and come, caps, quotas, counts.

Findings are the same when rule, severity, subject and unit are; sentences and clauses are left out, for they follow
the language and the rule set.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .answer import Answer

Row = Mapping[str, object]
Pair = tuple[Row | None, Row | None]
_COMPARED = ("figures", "suggestion", "ties")


@dataclass(frozen=True, slots=True)
class Difference:
    """Pairs are (before, after); None where one side has no such row. `counts`: (name, before, after)."""

    gone: tuple[Row, ...] = ()
    come: tuple[Row, ...] = ()
    changed: tuple[tuple[Row, Row], ...] = ()
    caps: tuple[Pair, ...] = ()
    quotas: tuple[Pair, ...] = ()
    counts: tuple[tuple[str, object, object], ...] = ()

    def __bool__(self) -> bool:
        return any((self.gone, self.come, self.changed, self.caps, self.quotas, self.counts))

    def as_dict(self) -> dict[str, object]:
        return {
            "findings": {
                "gone": list(self.gone),
                "come": list(self.come),
                "changed": [{"then": then, "now": now} for then, now in self.changed],
            },
            "caps": [{"then": then, "now": now} for then, now in self.caps],
            "quotas": [{"then": then, "now": now} for then, now in self.quotas],
            "counts": [{"count": name, "then": then, "now": now} for name, then, now in self.counts],
        }


def plain(answer: Answer, lang: str = "vi") -> dict:
    """The answer as it would be read back from a file."""
    return json.loads(json.dumps(answer.as_dict(lang)))


def difference(before: Mapping, after: Mapping) -> Difference:
    """Of two answers in plain values."""
    then, now = _by_key(before["findings"]), _by_key(after["findings"])
    return Difference(
        gone=tuple(row for key, row in then.items() if key not in now),
        come=tuple(row for key, row in now.items() if key not in then),
        changed=tuple(
            (row, now[key])
            for key, row in then.items()
            if key in now and any(row.get(name) != now[key].get(name) for name in _COMPARED)
        ),
        caps=tuple(_pairs(before["caps"], after["caps"], "pool")),
        quotas=tuple(_pairs(before["quotas"], after["quotas"], "unit")),
        counts=tuple(_counts(before["counts"], after["counts"])),
    )


def finding_key(finding: Mapping) -> tuple[str, str, str, str]:
    unit = (finding.get("figures") or {}).get("unit", "")
    return finding["rule"], finding["severity"], finding["subject"], str(unit)


def _by_key(findings: list[Row]) -> dict[tuple, Row]:
    """Numbered, should one key come twice."""
    keyed: dict[tuple, Row] = {}
    for finding in findings:
        key, number = finding_key(finding), 1
        while (*key, number) in keyed:
            number += 1
        keyed[(*key, number)] = finding
    return keyed


def _pairs(before: list[Row], after: list[Row], name: str) -> Iterator[Pair]:
    then = {(row["rule"], row[name]): row for row in before}
    now = {(row["rule"], row[name]): row for row in after}
    for key in {**then, **now}:
        if then.get(key) != now.get(key):
            yield then.get(key), now.get(key)


def _counts(before: Mapping, after: Mapping, name: str = "") -> Iterator[tuple[str, object, object]]:
    for key in {**after, **before}:  # the fresh answer has its order, a stored one may have lost it
        then, now = before.get(key), after.get(key)
        full = f"{name}.{key}" if name else key
        if isinstance(then, Mapping) or isinstance(now, Mapping):
            yield from _counts(then or {}, now or {}, full)
        elif then != now:
            yield full, then, now
