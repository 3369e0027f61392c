"""Short words of grades for narrow tables, fractions, widths of gauges."""

from collections.abc import Mapping
from fractions import Fraction
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from assessments.rules import Cap, Finding, ManagementLevel, NotGradable, Rule, Severity
from assessments.selectors.finding_words import page_language
from assessments.selectors.fractions import decimals, mixed
from assessments.templatetags.grades import GRADE_SHAPES, NOTHING
from cells.vocabulary import GivenGrade

register = template.Library()

SHORT = {
    GivenGrade.EXCELLENT: pgettext_lazy("short grade", "Excellent"),
    GivenGrade.GOOD: pgettext_lazy("short grade", "Good"),
    GivenGrade.FULFILLED: pgettext_lazy("short grade", "Fulfilled"),
    GivenGrade.UNFULFILLED: pgettext_lazy("short grade", "Not fulfilled"),
}
CAPS = {
    Rule.MEMBER_EXCELLENT_CAP: gettext_lazy("Excellent members"),
    Rule.OFFICER_EXCELLENT_CAP: gettext_lazy("Excellent officers"),
    Rule.CELL_EXCELLENT_CAP: gettext_lazy("Excellent cells"),
    Rule.COLLECTIVE_EXCELLENT_CAP: gettext_lazy("Excellent collectives"),
}


@register.simple_tag
def grade_short(grade: str | None) -> SafeString:
    """A grade in one or two words with its shape; the full words for readers who hear the page."""
    if not grade:
        return format_html('<span class="grade-short is-none">{}</span>', NOTHING)
    known = GivenGrade(grade)
    return format_html(
        '<span class="grade-short is-{}"><span aria-hidden="true">{} {}</span>'
        '<span class="visually-hidden">{}</span></span>',
        known.value,
        GRADE_SHAPES[known],
        SHORT[known],
        known.label,
    )


@register.filter
def grade_label(grade: str) -> str:
    """The official words; blank grade: –."""
    return str(GivenGrade(grade).label) if grade else NOTHING


@register.filter
def exact(share: Fraction) -> str:
    """1 3/11, as a whole and a fraction."""
    return mixed(share)


@register.filter
def two_decimals(share: Fraction) -> str:
    """1,27: half up, worked out in whole numbers."""
    return decimals(share, "." if page_language() == "en" else ",")


@register.filter
def cap_name(cap: Cap) -> str:
    return str(CAPS[cap.rule])


@register.filter
def pool_name(cap: Cap) -> str:
    """Whose officers: a management level in words, or the unit's code where the pool is a unit."""
    levels = {level.value: level for level in ManagementLevel}
    return levels[cap.pool].label(page_language()) if cap.pool in levels else cap.pool


@register.simple_tag
def cap_gauge(cap: Cap) -> SafeString:
    """The pool as a bar: used up to the limit, what is over it, and the limit as a line."""
    scale = max(cap.limit, cap.actual, 1)
    fill = 100 * min(cap.actual, cap.limit) // scale
    over = 100 * cap.excess // scale
    return format_html(
        '<svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="gauge-track" width="100" height="6"/><rect class="gauge-fill" width="{}" height="6"/>'
        '<rect class="gauge-over" x="{}" width="{}" height="6"/>'
        '<line class="gauge-limit" x1="{}" x2="{}" y1="0" y2="6"/></svg>',
        fill,
        100 * cap.limit // scale,
        over,
        100 * cap.limit // scale,
        100 * cap.limit // scale,
    )


@register.filter
def bar_words(bar: NotGradable) -> str:
    """Why a subject gets no grade."""
    return bar.label(page_language())


@register.filter
def rule_title(finding: Finding) -> str:
    return finding.rule.title(page_language())


@register.filter
def needs_reason(finding: Finding) -> bool:
    return finding.severity is Severity.NEEDS_REASON


@register.simple_tag
def decided_by(grading) -> str:
    """On which paper a final grade stands."""
    if grading.decision_id:
        return _("decision %(number)s of %(date)s") % {
            "number": grading.decision.number,
            "date": f"{grading.decision.signed_on:%d/%m/%Y}",
        }
    return _("recorded: %(number)s of %(date)s") % {
        "number": grading.document_number,
        "date": f"{grading.document_date:%d/%m/%Y}",
    }


@register.simple_tag
def reason_query(finding: Finding, back: str) -> str:
    """Query of the page that records a reason for this finding and comes back here."""
    return urlencode({"rule": finding.rule.value, "subject": finding.subject, "next": back})


@register.simple_tag
def reason_for(reasons: Mapping, finding: Finding):
    """The recorded reason of a finding, or None."""
    return (reasons or {}).get(finding.key)


@register.simple_tag
def quota_subject(names: Mapping[str, str], finding: Finding) -> str:
    """The cell or unit a quota's finding is about; blank for a pool, which its title names."""
    about_unit = finding.rule in (Rule.MEMBER_EXCELLENT_QUOTA, Rule.OFFICER_EXCELLENT_QUOTA)
    return names.get(finding.subject, finding.subject) if about_unit else ""
