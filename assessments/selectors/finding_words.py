"""Findings and labels of the rules in the language of the page; the rule core carries both."""

from django.utils.translation import get_language

from assessments.rules import Finding


def page_language() -> str:
    """`vi` or `en`: the two languages the rules speak."""
    return "en" if get_language() == "en" else "vi"


def finding_words(finding: Finding) -> str:
    return finding.message(page_language())
