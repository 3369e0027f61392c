"""What a campaign sets for itself: values in force beside the rules' own, and their trail."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from assessments.models import Campaign, ParameterChange
from assessments.models.fields import BALLOT_THRESHOLD_LABELS
from assessments.models.parameter_change import PARAMETER_LABELS, VERIFICATION_OVERRIDE
from assessments.rules import CapBase, Cited, Rule, RuleSet, rule_set
from assessments.rules.facts import QuotaWeights
from assessments.rules.rule_book.parameter_words import value_words
from assessments.rules.rule_book.source_words import source_words
from assessments.selectors.finding_words import page_language
from assessments.selectors.trials import weights_of

DEADLINES = ("cell_deadline", "office_deadline", "district_deadline")


@dataclass(frozen=True)
class LocalValues:
    """The four values in force, as plain JSON values; an exception is {code, text, citation}."""

    cap_percent: int
    cap_base: str
    head_exceptions: tuple[Mapping[str, str], ...]
    ballot_threshold: str

    def plain(self) -> dict[str, object]:
        return {**asdict(self), "head_exceptions": [dict(listed) for listed in self.head_exceptions]}

    def parameters(self, rules: RuleSet) -> dict[str, object]:
        """As the dossier carries them: what the rule set says itself is left out."""
        own: dict[str, object] = {}
        if self.cap_percent != rules.cap_percent.value:
            own["cap_percent"] = self.cap_percent
        if self.cap_base != rules.cap_base.value.value:
            own["cap_base"] = self.cap_base
        if self.head_exceptions:
            own["head_exceptions"] = [dict(listed) for listed in self.head_exceptions]
        return own


def values_of(campaign: Campaign) -> LocalValues:
    rules, own = rule_set(campaign.rule_set), campaign.parameters
    return LocalValues(
        own.get("cap_percent") or rules.cap_percent.value,
        own.get("cap_base") or rules.cap_base.value.value,
        tuple(own.get("head_exceptions", ())),
        campaign.ballot_threshold,
    )


@dataclass(frozen=True)
class ParameterLine:
    """One value in force beside the rules' own; without `law` the rules say nothing of it."""

    name: str
    label: str
    value: str
    law: str
    source: str
    is_own: bool


def lines_of(campaign: Campaign) -> list[ParameterLine]:
    lang, rules = page_language(), rule_set(campaign.rule_set)
    cited: dict[str, Cited] = {name: rules.parameters()[name] for name in ("cap_percent", "cap_base")}
    law = {name: _plain(entry.value) for name, entry in cited.items()} | {
        "head_exceptions": [],
        "ballot_threshold": str(rules.ballot_threshold.value),
    }
    source = {name: source_words(entry.citation, lang) for name, entry in cited.items()} | {
        "head_exceptions": source_words(rules.citations[Rule.HEAD_ABOVE_UNIT], lang),
        "ballot_threshold": source_words(rules.ballot_threshold.citation, lang),
    }
    if rules.quotas_issued.value:
        law["quota_weights"] = asdict(rules.quota_weights.value)
        source["quota_weights"] = source_words(rules.quota_weights.citation, lang)
    return [
        ParameterLine(
            name,
            str(PARAMETER_LABELS[name]),
            value_text(name, value),
            value_text(name, law[name]) if name in law else "",
            source.get(name, ""),
            name in law and value != law[name],
        )
        for name, value in in_force(campaign).items()
    ]


def in_force(campaign: Campaign) -> dict[str, object]:
    """Every value of the year's own by name, as the trail keeps them."""
    rules, values = rule_set(campaign.rule_set), values_of(campaign).plain()
    if rules.quotas_issued.value:
        values["quota_weights"] = asdict(weights_of(campaign))
    return values | {name: day_kept(getattr(campaign, name)) for name in DEADLINES}


def day_kept(day: date | None) -> str | None:
    """A day as the trail keeps it."""
    return day.isoformat() if day else None


def _plain(value: object) -> object:
    return value.value if isinstance(value, CapBase) else value


def value_text(name: str, value: object) -> str:
    """A stored value as people read it."""
    lang = page_language()
    if name == "cap_percent":
        return value_words(name, value, lang)
    if name == "cap_base":
        return CapBase(value).label(lang)
    if name == "ballot_threshold":
        return str(BALLOT_THRESHOLD_LABELS.get(value, value))
    if name == "head_exceptions":
        listed = [f"{entry['code']}: {entry['text']} ({entry['citation']})" for entry in value]
        return "\n".join(listed) or _("none beyond those of the rules")
    if name == "quota_weights":
        return value_words(name, QuotaWeights(**value), lang)
    if name in DEADLINES:
        return f"{date.fromisoformat(value):%d/%m/%Y}" if value else "–"
    return str(value)


@dataclass(frozen=True)
class TrailLine:
    label: str
    before: str
    after: str
    document: str
    document_date: date | None
    by_name: str
    at: datetime


def trail_of(campaign: Campaign) -> list[TrailLine]:
    """Every change, the newest first."""
    changes = ParameterChange.objects.filter(campaign=campaign).order_by("-at", "-pk")
    return [
        TrailLine(
            str(PARAMETER_LABELS[change.name]),
            _before(change),
            value_text(change.name, change.after),
            change.document,
            change.document_date,
            change.by_name,
            change.at,
        )
        for change in changes
    ]


def _before(change: ParameterChange) -> str:
    if change.name == VERIFICATION_OVERRIDE:
        return _("last verified %(day)s") % {"day": f"{date.fromisoformat(change.before):%d/%m/%Y}"}
    return value_text(change.name, change.before)


@dataclass(frozen=True)
class CapLine:
    """The members' cap in one line. `law`: the rules' own percent and base, when the year has others."""

    percent: int
    base: str
    clause: str
    law: str


def cap_line(campaign: Campaign) -> CapLine:
    """No query."""
    lang, rules, values = page_language(), rule_set(campaign.rule_set), values_of(campaign)
    law = (rules.cap_percent.value, rules.cap_base.value.value)
    own = (values.cap_percent, values.cap_base)
    words = "" if own == law else f"{law[0]}%, {rules.cap_base.value.label(lang)}"
    base = CapBase(values.cap_base).label(lang)
    return CapLine(values.cap_percent, base, str(rules.cap_percent.citation), words)
