"""The rule sets that ship, by code and by review year."""

from assessments.rules.ruleset import RuleSet

from .y2020 import Y2020
from .y2021 import Y2021

ALL: dict[str, RuleSet] = {rules.code: rules for rules in (Y2020, Y2021)}


class UnknownRuleSet(LookupError):
    """No rule set has this code."""


class NoRuleSetForYear(LookupError):
    """No rule set that ships holds for this review year."""


def rule_set(code: str) -> RuleSet:
    """The rule set of that code, for any dossier: trials and comparisons may apply any set. UnknownRuleSet if none."""
    try:
        return ALL[code]
    except KeyError:
        raise UnknownRuleSet(
            f"Không có bộ quy tắc “{code}”; hiện có: {', '.join(ALL)}. / "
            f"There is no rule set “{code}”; there are: {', '.join(ALL)}."
        ) from None


def rule_set_for_year(year: int) -> RuleSet:
    """The rule set in force for a review year. NoRuleSetForYear for years whose rules do not ship."""
    for rules in ALL.values():
        if rules.holds_for(year):
            return rules
    years = ", ".join(str(year) for rules in ALL.values() for year in rules.review_years)
    raise NoRuleSetForYear(
        f"Chưa có bộ quy tắc cho năm kiểm điểm {year}; hiện có cho các năm {years}. / "
        f"No rule set ships for the review year {year}; there are sets for {years}."
    )
