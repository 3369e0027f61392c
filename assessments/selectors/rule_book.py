"""A rule set as a page of the rule book: drawn from the set itself and the words kept beside it. No query."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from assessments.rules import ALL_RULE_SETS, OpenReading, Rule, RuleSet, Severity
from assessments.rules.citations import DOCUMENTS, Document
from assessments.rules.rule_book.not_rules import NOT_RULES, NotARule
from assessments.rules.rule_book.parameter_words import PARAMETER_WORDS, value_words
from assessments.rules.rule_book.rule_words import RULE_WORDS, in_force, severities_of
from assessments.rules.rule_book.source_words import source_words
from assessments.selectors.finding_words import page_language

PARTS = {
    "A": _("Who is reviewed, who is graded"),
    "B": _("What a grade needs"),
    "C": _("Excellent members: cap and quotas"),
    "D": _("Excellent officers: cap and quotas"),
    "E": _("Excellent collectives and cells"),
    "F": _("Heads"),
}


@dataclass(frozen=True)
class ParameterLine:
    """`choice`: key of the open reading that the value settles, where the set lists one."""

    name: str
    words: str
    value: str
    source: str
    choice: str


@dataclass(frozen=True)
class RuleLine:
    rule: Rule
    title: str
    text: str
    severities: list[Severity]
    source: str
    in_force: bool
    parameters: list[ParameterLine]


@dataclass(frozen=True)
class ReadingLine:
    """What is asked, what this set takes, and by which parameters it takes it."""

    key: str
    question: str
    taken: str
    source: str
    parameters: list[ParameterLine]


@dataclass(frozen=True)
class NoRuleLine:
    place: str
    said: str
    why: str
    served: str


@dataclass(frozen=True)
class Book:
    rule_set: RuleSet
    title: str
    digest: str
    parts: list[tuple[str, str, list[RuleLine]]]
    parameters: list[ParameterLine]
    readings: list[ReadingLine]
    not_rules: list[NoRuleLine]
    documents: tuple[Document, ...]
    other_sets: list[RuleSet]


def book_of(rules: RuleSet) -> Book:
    lang = page_language()
    parameters = parameter_lines(rules, lang)
    return Book(
        rule_set=rules,
        title=rules.title(lang),
        digest=rules.digest(),
        parts=_parts(rules, parameters, lang),
        parameters=list(parameters.values()),
        readings=[_reading(reading, parameters, lang) for reading in rules.open_readings],
        not_rules=[no_rule_line(entry, lang) for entry in NOT_RULES],
        documents=DOCUMENTS,
        other_sets=[other for other in ALL_RULE_SETS.values() if other.code != rules.code],
    )


def parameter_lines(rules: RuleSet, lang: str) -> dict[str, ParameterLine]:
    known = {reading.key for reading in rules.open_readings}
    return {
        name: ParameterLine(
            name=name,
            words=PARAMETER_WORDS[name].text(lang),
            value=value_words(name, cited.value, lang),
            source=source_words(cited.citation, lang),
            choice=cited.choice if cited.choice in known else "",
        )
        for name, cited in rules.parameters().items()
    }


def no_rule_line(entry: NotARule, lang: str) -> NoRuleLine:
    return NoRuleLine(entry.place(lang), entry.said(lang), entry.why(lang), entry.served.label(lang))


def _parts(rules: RuleSet, parameters: dict[str, ParameterLine], lang: str) -> list[tuple[str, str, list[RuleLine]]]:
    lines = [
        RuleLine(
            rule=rule,
            title=rule.title(lang),
            text=words.text(lang),
            severities=list(severities_of(rule, rules)),
            source=source_words(rules.citations[rule], lang),
            in_force=in_force(rule, rules),
            parameters=[parameters[name] for name in words.parameters],
        )
        for rule, words in RULE_WORDS.items()
    ]
    return [(part, str(PARTS[part]), list(group)) for part, group in groupby(lines, key=lambda line: line.rule.item[0])]


def _reading(reading: OpenReading, parameters: dict[str, ParameterLine], lang: str) -> ReadingLine:
    vi = lang == "vi"
    return ReadingLine(
        key=reading.key,
        question=reading.question_vi if vi else reading.question_en,
        taken=reading.taken_vi if vi else reading.taken_en,
        source=source_words(reading.citation, lang),
        parameters=[line for line in parameters.values() if line.choice == reading.key],
    )
