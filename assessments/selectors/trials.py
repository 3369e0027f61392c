"""What if: a campaign's dossier with a trial's changes in it, beside the dossier as it stands. Stores nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from assessments.models import Campaign, Trial
from assessments.rules import Answer, Cap, Finding, Grade, ManagementLevel, Quota, Rule, RuleSet, check, rule_set
from assessments.rules.change_words import in_words, subject
from assessments.rules.changes import Change, Target
from assessments.rules.differences import Difference, difference
from assessments.rules.facts import Dossier, Member, QuotaWeights, Unit
from assessments.rules.trial import ChangesRefused, apply, changing, describe, describe_result, posts_alike
from assessments.selectors.facts import dossier_of
from assessments.selectors.finding_words import page_language
from cells.vietnamese import fold, sort_key

#: At most so many people are offered by one search.
OFFERED = 20


@dataclass(frozen=True)
class PersonLine:
    """One value of a person that the trial may change: as a member, or in one post."""

    key: str
    name: str
    role: str
    now: Grade | None
    then: Grade | None

    @property
    def is_changed(self) -> bool:
        return self.now is not self.then


@dataclass(frozen=True)
class UnitLine:
    """One cell or collective: grade now and then; for a cell its quota row now and then, and the one set by hand."""

    code: str
    name: str
    is_cell: bool
    now: Grade | None
    then: Grade | None
    quota_now: Quota | None = None
    quota_then: Quota | None = None
    hand: int | None = None

    @property
    def is_changed(self) -> bool:
        return self.now is not self.then or self.quota_now != self.quota_then


@dataclass(frozen=True)
class TrialView:
    """`lost`: changes that can no longer be made, in words; they are left out of `then`."""

    now: Answer
    then: Answer
    changes: tuple[Change, ...]
    lost: tuple[str, ...]

    @cached_property
    def difference(self) -> Difference:
        return difference(self.now, self.then)

    @property
    def caps(self) -> list[tuple[Cap | None, Cap | None]]:
        """Every cap now and then, in the order of the answer."""
        before = {(cap.rule, cap.pool): cap for cap in self.now.caps}
        after = {(cap.rule, cap.pool): cap for cap in self.then.caps}
        return [(before.get(key), after.get(key)) for key in {**before, **after}]

    @property
    def weights(self) -> QuotaWeights:
        return self.then.dossier.quota_weights or self.then.rule_set.quota_weights.value

    @cached_property
    def units(self) -> list[UnitLine]:
        now = {unit.code: unit for unit in (*self.now.dossier.cells, *self.now.dossier.collectives)}
        quotas_now, quotas_then = _quotas(self.now), _quotas(self.then)
        cells = [
            UnitLine(
                cell.code,
                cell.name or cell.code,
                True,
                now[cell.code].grade,
                cell.grade,
                quotas_now.get(cell.code),
                quotas_then.get(cell.code),
                cell.quota,
            )
            for cell in self.then.dossier.cells
        ]
        bodies = [
            UnitLine(body.code, body.name or body.code, False, now[body.code].grade, body.grade)
            for body in self.then.dossier.collectives
        ]
        return [*cells, *bodies]

    @cached_property
    def people(self) -> list[PersonLine]:
        """The people whose grade the trial changes, by given name."""
        touched = {key_of(change) for change in self.changes if change.target in (Target.MEMBER, Target.POST)}
        return [line for line in person_lines(self.now.dossier, self.then.dossier) if line.key in touched]

    def found(self, words: str) -> list[PersonLine]:
        """People whose name or code holds these words, accents aside."""
        wanted = fold(words)
        if not wanted:
            return []
        codes = {
            member.code
            for member in self.now.dossier.members
            if wanted in fold(member.name or "") or wanted == fold(member.code)
        }
        lines = person_lines(self.now.dossier, self.then.dossier)
        return [line for line in lines if line.key.split("|")[0] in codes][:OFFERED]

    def told(self) -> list[str]:
        """The changes in words, in the language of the page."""
        return [describe(change, page_language(), self._names) for change in self.changes]

    def told_applied(self, trial: Trial) -> list[str]:
        """What an applied trial put in, as it was then. The first applied trials kept no `from`: only what became."""
        told = []
        for entry in trial.changes:
            words = describe if "from" in entry else describe_result
            told.append(words(Change.from_dict({"from": None, **entry}), page_language(), self._names))
        return told

    def beside(self, other: "TrialView") -> list[tuple[str, str, str, str]]:
        """(what, now, here, in the other trial) of each value that one of two trials of the same ward changes."""
        sides = [{change.address: change for change in view.changes} for view in (self, other)]
        lang, lines = page_language(), []
        for address in sorted(sides[0] | sides[1]):
            found = [side.get(address) for side in sides]
            known = found[0] or found[1]
            after = [in_words(one.after if one else known.before).within(lang) for one in found]
            lines.append((subject(known, self._names).within(lang), in_words(known.before).within(lang), *after))
        return lines

    @cached_property
    def _names(self) -> dict[str, Member | Unit]:
        dossier = self.now.dossier
        entries = (dossier.organization, *dossier.cells, *dossier.collectives, *dossier.agencies, *dossier.members)
        return {entry.code: entry for entry in entries}

    @property
    def new_findings(self) -> tuple[Finding, ...]:
        return self.difference.came

    @property
    def moved_findings(self) -> tuple[Finding, ...]:
        """Findings that stay, with other figures than now."""
        return tuple(pair.after for pair in self.difference.stayed if pair.before.figures != pair.after.figures)

    @property
    def gone_findings(self) -> tuple[Finding, ...]:
        return self.difference.went


def _quotas(answer: Answer) -> dict[str, Quota]:
    return {quota.unit: quota for quota in answer.quotas if quota.rule is Rule.MEMBER_EXCELLENT_QUOTA}


def key_of(change: Change) -> str:
    """A change's address in a form field: `M0001`, or `M0001|UBND|ward|1` for a post."""
    if change.target is Target.POST:
        return "|".join((change.code, change.unit, change.level.value, str(change.place)))
    return change.code


def person_lines(now: Dossier, then: Dossier) -> list[PersonLine]:
    """Every grade of every person, member first, then posts; sorted by given name."""
    names = {member.code: member.name or member.code for member in now.members}
    units = {
        unit.code: unit.name or unit.code for unit in (now.organization, *now.cells, *now.collectives, *now.agencies)
    }
    grades = {member.code: member.grade for member in then.members}
    lines = [
        PersonLine(member.code, names[member.code], "", member.grade, grades[member.code]) for member in now.members
    ]
    for (person, unit, level), rows in posts_alike(now.officers).items():
        for place, row in enumerate(rows, start=1):
            key = "|".join((person, unit, level, str(place)))
            lines.append(
                PersonLine(
                    key, names.get(person, person), units[unit], now.officers[row].grade, then.officers[row].grade
                )
            )
    return sorted(lines, key=lambda line: (sort_key(line.name), line.key))


def trial_view(campaign: Campaign, stored: Iterable[Mapping], now: Answer | None = None) -> TrialView:
    """The campaign now and with these stored changes. The queries of one dossier; two checks of the rules."""
    rules = rule_set(campaign.rule_set)
    now = now or check(dossier_of(campaign), rules)
    changes, lost = _changes(now.dossier, rules, stored)
    then = check(apply(now.dossier, changes), rules) if changes else now
    return TrialView(now, then, tuple(changes), tuple(lost))


def _changes(dossier: Dossier, rules: RuleSet, stored: Iterable[Mapping]) -> tuple[list[Change], list[str]]:
    """The stored changes on the dossier as it stands; what is so already says nothing any more."""
    changes, lost = [], []
    for entry in stored:
        if words := unknown_to(rules, entry):
            lost.append(words)
            continue
        try:
            change = changing_to(dossier, entry)
        except ChangesRefused as refused:
            lost += refused.lines(page_language())
        else:
            if change.before != change.after:
                changes.append(change)
    return changes, lost


def unknown_to(rules: RuleSet, entry: Mapping) -> str:
    """Why these rules know no such change, in the language of the page; blank when they do."""
    target = Target(entry["target"])
    if target not in (Target.QUOTA, Target.WEIGHTS) or rules.quotas_issued.value:
        return ""
    words = _("The rules %(rules)s issue no quotas to the cells: a trial cannot change “%(what)s”. Leave it out.")
    return words % {"rules": rules.code, "what": target.label(page_language())}


def changing_to(dossier: Dossier, entry: Mapping) -> Change:
    """One stored change on this dossier. ChangesRefused when its subject is not there."""
    target = Target(entry["target"])
    post = {}
    if target is Target.POST:
        level = ManagementLevel(entry["management_level"])
        post = {"unit": entry["unit"], "level": level, "place": entry["place"]}
    return changing(dossier, target, entry["code"], _value(target, entry["to"]), **post)


def _value(target: Target, value: object) -> Grade | int | QuotaWeights | None:
    if value is None or target is Target.QUOTA:
        return value
    return QuotaWeights(**value) if target is Target.WEIGHTS else Grade(value)


def weights_of(campaign: Campaign) -> QuotaWeights:
    """The weights in force: the campaign's, else the rule set's example."""
    if campaign.quota_weights:
        return QuotaWeights(**campaign.quota_weights)
    return rule_set(campaign.rule_set).quota_weights.value


def trials_of(campaign: Campaign) -> list[Trial]:
    return list(Trial.objects.filter(campaign=campaign).order_by("-saved_at", "-pk"))
