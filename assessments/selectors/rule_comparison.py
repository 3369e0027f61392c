"""What the letter changed, item by item, and what that does to one campaign's figures.

Without a campaign no query is asked; with one, those of its dossier.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.models import Campaign
from assessments.rules import ALL_RULE_SETS, Answer, Cap, Grade, Quota, Rule, RuleSet, Severity
from assessments.rules.citations import CV_123, KH_15
from assessments.rules.rule_book.amendments import AFTER, AMENDMENTS, BEFORE, Amendment
from assessments.rules.rule_book.effect_words import Line, effect_lines, names_in
from assessments.rules.rule_book.effects import effects_on
from assessments.selectors.facts import dossier_of
from assessments.selectors.finding_words import page_language
from assessments.selectors.rule_book import ParameterLine, parameter_lines


@dataclass(frozen=True)
class ChangeLine:
    place: str
    before: str
    after: str


@dataclass(frozen=True)
class ItemLine:
    """One item of the letter. `moved`: (before, after) of its parameters; `shared`: those that another item names
    too, with that clause; `restated`: unchanged ones. `effects`: sentences on figures."""

    clause: str
    anchor: str
    title: str
    changes: list[ChangeLine]
    moved: list[tuple[ParameterLine, ParameterLine]]
    shared: list[tuple[ParameterLine, ParameterLine, str]]
    restated: list[ParameterLine]
    readings: list[tuple[str, str]]
    effects: list[Line]
    text_only: bool


@dataclass(frozen=True)
class CapLine:
    """The same pool under both sets; a set that does not know the pool has none."""

    rule: Rule
    pool: str
    before: Cap | None
    after: Cap | None


@dataclass(frozen=True)
class QuotaLine:
    name: str
    grade: str
    before: Quota | None
    after: Quota | None

    @property
    def one(self) -> Quota:
        return self.after or self.before  # type: ignore[return-value]


@dataclass(frozen=True)
class Verdict:
    """One set on the whole dossier."""

    rules: RuleSet
    violations: int
    needs_reason: int
    notices: int


@dataclass(frozen=True)
class Figures:
    campaign: Campaign
    verdicts: list[Verdict]
    caps: list[CapLine]
    cell_quotas: list[QuotaLine]
    unit_quotas: list[QuotaLine]


@dataclass(frozen=True)
class Comparison:
    before: RuleSet
    after: RuleSet
    plan: str
    items: list[ItemLine]
    figures: Figures | None


def compare_sets(campaign: Campaign | None = None) -> Comparison:
    lang = page_language()
    old, new = ALL_RULE_SETS[BEFORE], ALL_RULE_SETS[AFTER]
    said: dict[str, list[Line]] = {}
    figures = None
    if campaign is not None:
        dossier = dossier_of(campaign)
        effects = effects_on(dossier, lang)
        names = names_in(dossier, lang)
        said = {effect.amendment.item: effect_lines(effect, names, lang) for effect in effects.items}
        figures = _figures(campaign, effects.before, effects.after, names)
    before, after = parameter_lines(old, lang), parameter_lines(new, lang)
    readings = {reading.key: reading for reading in new.open_readings}
    owner = {name: amendment for amendment in AMENDMENTS for name in amendment.parameters}
    items = [
        ItemLine(
            clause=_clause(amendment),
            anchor=_anchor(amendment),
            title=amendment.title(lang),
            changes=[ChangeLine(one.place(lang), one.before(lang), one.after(lang)) for one in amendment.changes],
            moved=[(before[name], after[name]) for name in amendment.parameters],
            shared=[(before[name], after[name], _clause(owner[name])) for name in amendment.shares],
            restated=[after[name] for name in amendment.restated],
            readings=[
                (readings[key].question_vi, readings[key].taken_vi)
                if lang == "vi"
                else (readings[key].question_en, readings[key].taken_en)
                for key in amendment.readings
            ],
            effects=said.get(amendment.item, []),
            text_only=amendment.text_only,
        )
        for amendment in AMENDMENTS
    ]
    return Comparison(old, new, KH_15.code, items, figures)


def _clause(amendment: Amendment) -> str:
    return f"{CV_123.code} {amendment.item}"


def _anchor(amendment: Amendment) -> str:
    return "item-" + amendment.item.replace("(", "-").replace(")", "").replace(".", "-")


def _figures(campaign: Campaign, before: Answer, after: Answer, names: dict[str, str]) -> Figures:
    return Figures(
        campaign=campaign,
        verdicts=[_verdict(before), _verdict(after)],
        caps=_caps(before.caps, after.caps, names),
        cell_quotas=_quotas(before.quotas, after.quotas, Rule.MEMBER_EXCELLENT_QUOTA, names),
        unit_quotas=_quotas(before.quotas, after.quotas, Rule.OFFICER_EXCELLENT_QUOTA, names),
    )


def _verdict(answer: Answer) -> Verdict:
    count = {severity: sum(one.severity is severity for one in answer.findings) for severity in Severity}
    return Verdict(answer.rule_set, *(count[severity] for severity in Severity))


def _caps(before: Sequence[Cap], after: Sequence[Cap], names: dict[str, str]) -> list[CapLine]:
    old, new = ({(cap.rule, cap.pool): cap for cap in caps} for caps in (before, after))
    keys = sorted({**old, **new}, key=lambda key: list(Rule).index(key[0]))
    return [CapLine(rule, names.get(pool, pool), old.get((rule, pool)), new.get((rule, pool))) for rule, pool in keys]


def _quotas(before: Sequence[Quota], after: Sequence[Quota], rule: Rule, names: dict[str, str]) -> list[QuotaLine]:
    old, new = ({quota.unit: quota for quota in quotas if quota.rule is rule} for quotas in (before, after))
    return [
        QuotaLine(names.get(unit, unit), Grade((new.get(unit) or old[unit]).grade).value, old.get(unit), new.get(unit))
        for unit in {**old, **new}
    ]
