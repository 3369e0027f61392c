"""The rules run again over a campaign, against what was kept with its decisions. Reads only.

Each check that a decision or an issue of quotas rests on is run again on the facts it kept: it differs when the rules
answer otherwise today. The latest check is also run on the facts of today: it differs when something was changed since.
"""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Campaign, CheckRun, Decision, QuotaIssue
from assessments.models.fields import SCOPE_LABELS
from assessments.rules import (
    Answer,
    DossierFaults,
    Grade,
    ManagementLevel,
    Rule,
    RuleSet,
    Severity,
    UnknownRuleSet,
    check,
    read_dossier,
    rule_set,
)
from assessments.rules.plain_difference import Difference, Pair, difference, plain
from assessments.rules.rule_book.effect_words import names_in
from assessments.selectors.facts import dossier_dict, dossier_digest, few_ballots, withhold
from assessments.selectors.finding_words import page_language
from cells.refusals import Refused

_SUBMISSION, _SIGNATURE = "submit ", "sign:"
_PURPOSES = {
    "quotas": gettext_lazy("Quotas issued"),
    "regrade:before": gettext_lazy("Before a re-grade"),
    "regrade": gettext_lazy("Re-grade"),
}
_COUNTED = {
    "members": gettext_lazy("Members"),
    "cells": gettext_lazy("Cells"),
    "collectives": gettext_lazy("Collectives"),
    "officers": gettext_lazy("Officers"),
    "present": gettext_lazy("present"),
    "exempt": gettext_lazy("exempt or suspended"),
    "not_gradable": gettext_lazy("not to be graded"),
    "ungraded": gettext_lazy("without a grade"),
}


@dataclass(frozen=True)
class FindingLine:
    """`sign`: gone, come or changed. A finding that is gone stands in the words of then, in Vietnamese."""

    sign: str
    severity: Severity
    title: str
    message: str
    message_then: str = ""


@dataclass(frozen=True)
class PairLine:
    """A row of a cap or quota, then and now."""

    what: str
    where: str
    then: dict | None
    now: dict | None


@dataclass(frozen=True)
class Compared:
    """One kept check and its answer today. `on_todays_facts`: else on the facts that were kept with it."""

    run: CheckRun
    decisions: tuple[Decision, ...]
    issues: tuple[QuotaIssue, ...]
    on_todays_facts: bool
    rules_now: str
    facts_now: str
    answer: Answer
    difference: Difference

    @property
    def rules_differ(self) -> bool:
        return self.run.rule_set_digest != self.rules_now

    @property
    def facts_differ(self) -> bool:
        return self.run.dossier_digest != self.facts_now

    @property
    def differs(self) -> bool:
        return self.rules_differ or self.facts_differ or bool(self.difference)

    @property
    def purpose(self) -> str:
        """What the check was run for, in words."""
        purpose = self.run.purpose
        if purpose.startswith(_SUBMISSION):
            return _("File sent: %(file)s") % {"file": purpose.removeprefix(_SUBMISSION)}
        if purpose.startswith(_SIGNATURE):
            scope = purpose.removeprefix(_SIGNATURE)
            return _("Signature: %(scope)s") % {"scope": SCOPE_LABELS.get(scope, scope)}
        return str(_PURPOSES.get(purpose, purpose))

    def findings(self) -> list[FindingLine]:
        found = self.difference
        return [
            *(_finding("gone", finding) for finding in found.gone),
            *(_finding("come", finding) for finding in found.come),
            *(_finding("changed", now, then) for then, now in found.changed),
        ]

    def caps(self) -> list[PairLine]:
        return self._pairs(self.difference.caps, "pool")

    def quotas(self) -> list[PairLine]:
        return self._pairs(self.difference.quotas, "unit")

    def _pairs(self, pairs: tuple[Pair, ...], key: str) -> list[PairLine]:
        lang = page_language()
        names = names_in(self.answer.dossier, lang)
        rows = [(then or now or {}, then, now) for then, now in pairs]
        return [
            PairLine(Rule(row["rule"]).title(lang), names.get(row[key], row[key]), then, now) for row, then, now in rows
        ]

    def counts(self) -> list[tuple[str, object, object]]:
        return [(count_words(name), then, now) for name, then, now in self.difference.counts]

    def as_dict(self) -> dict[str, object]:
        run = self.run
        return {
            "purpose": run.purpose,
            "at": run.at.isoformat(),
            "by": run.by_name,
            "decisions": [decision.number for decision in self.decisions],
            "quota_issues": [issue.version for issue in self.issues],
            "facts": "now" if self.on_todays_facts else "kept",
            "ruleset": run.rule_set,
            "ruleset_digest": {"then": run.rule_set_digest, "now": self.rules_now},
            "facts_digest": {"then": run.dossier_digest, "now": self.facts_now},
            "differs": self.differs,
            **self.difference.as_dict(),
        }


@dataclass(frozen=True)
class Recheck:
    """`today`: the latest check on the facts of today. `kept`: the checks of decisions and issues, newest first."""

    campaign: Campaign
    rules: RuleSet
    today: Compared
    kept: tuple[Compared, ...]

    @property
    def all(self) -> tuple[Compared, ...]:
        return self.today, *self.kept

    @property
    def differing(self) -> int:
        return sum(compared.differs for compared in self.all)

    @property
    def differs(self) -> bool:
        return self.pin_differs or self.differing > 0

    @property
    def pin_differs(self) -> bool:
        """The campaign was opened under rules that read otherwise today."""
        return self.campaign.rule_set_digest != self.rules.digest()

    def as_dict(self) -> dict[str, object]:
        return {
            "organization": self.campaign.ward.code,
            "year": self.campaign.year,
            "differs": self.differs,
            "ruleset": self.rules.code,
            "ruleset_digest": {"then": self.campaign.rule_set_digest, "now": self.rules.digest()},
            "checks": [compared.as_dict() for compared in self.all],
        }


def recheck_of(campaign: Campaign) -> Recheck:
    """Three queries beside those of the dossier. Refused when nothing was kept or the rules cannot read it."""
    runs = CheckRun.objects.filter(campaign=campaign).prefetch_related(
        Prefetch("decisions", Decision.objects.order_by("pk")),
        Prefetch("quota_issues", QuotaIssue.objects.order_by("version").defer("rows")),
    )
    latest = CheckRun.objects.filter(campaign=campaign).order_by("-at", "-pk").values_list("pk", flat=True).first()
    if latest is None:
        raise Refused(
            _("No check of %(year)s is kept yet; there is nothing to compare with.") % {"year": campaign.year}
        )
    supporting = {
        *Decision.objects.filter(campaign=campaign).values_list("check_run_id", flat=True),
        *QuotaIssue.objects.filter(campaign=campaign).values_list("check_run_id", flat=True),
    }
    found = {run.pk: run for run in runs.filter(pk__in=supporting | {latest})}
    try:
        rules = rule_set(campaign.rule_set)
        few = few_ballots(campaign)
        today = _compare(found[latest], dossier_dict(campaign, _grades(found[latest])), few, on_todays_facts=True)
        kept = [
            _compare(found[pk], found[pk].dossier, few, on_todays_facts=False)
            for pk in sorted(supporting, reverse=True)
        ]
    except UnknownRuleSet as unknown:
        raise Refused(str(unknown)) from unknown
    except DossierFaults as faults:
        raise Refused(
            _("The facts cannot be read: %(fault)s") % {"fault": "; ".join(faults.lines(page_language()))}
        ) from faults
    return Recheck(campaign, rules, today, tuple(kept))


def _grades(run: CheckRun) -> str:
    """A submission is checked on the cells' proposals, everything else on the working grades."""
    return "cell" if run.purpose.startswith(_SUBMISSION) else "working"


def _compare(run: CheckRun, dossier: dict, few: frozenset[str], *, on_todays_facts: bool) -> Compared:
    rules = rule_set(run.rule_set)
    answer = check(withhold(read_dossier(dossier), few), rules)
    return Compared(
        run=run,
        decisions=tuple(run.decisions.all()),
        issues=tuple(run.quota_issues.all()),
        on_todays_facts=on_todays_facts,
        rules_now=rules.digest(),
        facts_now=dossier_digest(dossier),
        answer=answer,
        difference=difference(run.answer, plain(answer, page_language())),
    )


def _finding(sign: str, finding: dict, then: dict | None = None) -> FindingLine:
    return FindingLine(
        sign=sign,
        severity=Severity(finding["severity"]),
        title=Rule(finding["rule"]).title(page_language()),
        message=finding["message"],
        message_then=then["message"] if then else "",
    )


def count_words(name: str) -> str:
    """`members.good` → Members: Good; `officers.ward.good` → Officers, ward level: Good."""
    lang = page_language()
    known = {one.value: one.label(lang) for one in (*Grade, *ManagementLevel)}
    *where, what = [known.get(part) or str(_COUNTED.get(part, part)) for part in name.split(".")]
    return f"{', '.join(where)}: {what}"
