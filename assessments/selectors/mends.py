"""Ways to mend what stands against the rules now, each as the rules offer it. Nothing is applied here."""

import hashlib
import json
from dataclasses import dataclass

from assessments.models import Campaign
from assessments.rules import Answer, Finding, Mend, Rule, Severity, check, mends, rule_set
from assessments.rules.changes import Change
from assessments.rules.trial import describe
from assessments.selectors.facts import dossier_of
from assessments.selectors.finding_words import page_language

#: A needs-reason that has ways of its own: seats can be moved, or nominees.
_ALSO = frozenset({Rule.MEMBER_EXCELLENT_QUOTA, Rule.OFFICER_EXCELLENT_QUOTA})


@dataclass(frozen=True)
class WayLine:
    """One way: `key` names it in a form; `told` its certain changes in words; `choices` = (how many, [(key, words)])."""

    mend: Mend
    key: str
    said: str
    told: tuple[str, ...]
    choices: tuple[tuple[int, tuple[tuple[str, str], ...]], ...]

    def chosen(self, keys: set[str]) -> list[Change]:
        """The changes behind the boxes that were ticked."""
        offered = [change for choice in self.mend.choices for change in choice.among]
        return [change for change in offered if choice_key(change) in keys]


@dataclass(frozen=True)
class MendLine:
    """One finding, whom it is about, and its ways, if there are any."""

    finding: Finding
    about: str
    ways: tuple[WayLine, ...]


def mend_lines(campaign: Campaign) -> list[MendLine]:
    """Every violation and every quota passed, by gravity. The queries of one dossier."""
    answer = check(dossier_of(campaign), rule_set(campaign.rule_set))
    wanted = [f for f in answer.findings if f.severity is Severity.VIOLATION or f.rule in _ALSO]
    offered: dict[int, list[Mend]] = {id(finding): [] for finding in wanted}
    for mend in mends(answer, wanted):
        offered[id(mend.finding)].append(mend)
    names = _names(answer)
    return [MendLine(f, _about(f, names), tuple(_way(mend, names) for mend in offered[id(f)])) for f in wanted]


def _about(finding: Finding, names: dict) -> str:
    """The name behind the code of a person or unit; a pool stays as it is written."""
    entry = names.get(finding.subject)
    return f"{entry.name} ({entry.code})" if entry and entry.name else finding.subject


def _way(mend: Mend, names: dict) -> WayLine:
    lang = page_language()
    choices = tuple(
        (choice.count, tuple((choice_key(change), describe(change, lang, names)) for change in choice.among))
        for choice in mend.choices
    )
    told = tuple(describe(change, lang, names) for change in mend.changes)
    return WayLine(mend, way_key(mend), mend.message(lang), told, choices)


def way_key(mend: Mend) -> str:
    """The same as long as the finding and what would change stay the same."""
    said = mend.as_dict()
    kept = {name: said[name] for name in ("rule", "subject", "way", "changes", "choices")}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def choice_key(change: Change) -> str:
    return "|".join(map(str, change.address))


def _names(answer: Answer) -> dict:
    dossier = answer.dossier
    entries = (dossier.organization, *dossier.cells, *dossier.collectives, *dossier.agencies, *dossier.members)
    return {entry.code: entry for entry in entries}
