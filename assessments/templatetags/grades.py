"""Grades, stages, percents and dates as people read them: always a word, a shape beside it, never colour alone."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from assessments.models.fields import CAMPAIGN_STAGE_LABELS, FILE_SECTION_LABELS, STAGE_LABELS
from assessments.rules import Finding, Rule, Severity
from assessments.selectors.finding_words import finding_words, page_language
from assessments.selectors.percents import percent_text
from assessments.workflow import CampaignStage, Stage
from cells.vocabulary import GivenGrade

register = template.Library()

NOTHING = "–"
#: One shape for each grade, so that a column can be read without its colours.
GRADE_SHAPES = {
    GivenGrade.EXCELLENT: "★",
    GivenGrade.GOOD: "▲",
    GivenGrade.FULFILLED: "●",
    GivenGrade.UNFULFILLED: "▼",
}
STAGE_CLASSES = {
    Stage.COLLECTING: "is-working",
    Stage.SUBMITTED: "is-waiting",
    Stage.RETURNED: "is-returned",
    Stage.ACCEPTED: "is-done",
    Stage.DECIDED: "is-done",
    Stage.RELEASED: "is-released",
}
CAMPAIGN_STAGE_CLASSES = {
    CampaignStage.PREPARING: "is-waiting",
    CampaignStage.OPEN: "is-working",
    CampaignStage.CLOSED: "is-done",
}
BADGE = '<span class="badge-word {}">{}</span>'


@register.simple_tag
def grade_badge(grade: str | None) -> SafeString:
    """The grade in the official words with its shape; blank or None: no grade yet."""
    if not grade:
        return format_html(BADGE, "is-none", _("No grade yet"))
    known = GivenGrade(grade)
    return format_html(
        '<span class="badge-word is-{}"><span aria-hidden="true">{}</span> {}</span>',
        known.value,
        GRADE_SHAPES[known],
        known.label,
    )


@register.simple_tag
def stage_badge(stage: str) -> SafeString:
    """Stage of a file or of a campaign, in words."""
    if stage in STAGE_LABELS:
        known = Stage(stage)
        return format_html(BADGE, STAGE_CLASSES[known], STAGE_LABELS[known])
    campaign_stage = CampaignStage(stage)
    return format_html(BADGE, CAMPAIGN_STAGE_CLASSES[campaign_stage], CAMPAIGN_STAGE_LABELS[campaign_stage])


@register.simple_tag
def percent(part: int, whole: int) -> str:
    """`part` of `whole` with one decimal, half up, in whole numbers only: 18,6%. Of nothing: –."""
    return percent_text(part, whole, mark="." if get_language() == "en" else ",")


@register.filter
def vn_date(value: date | None) -> str:
    """08/01/2022; a moment gives its day in Việt Nam; nothing known: –."""
    if value is None or value == "":
        return NOTHING
    return f"{_local(value):%d/%m/%Y}"


@register.filter
def vn_datetime(value: datetime | None) -> str:
    """14:32 08/01/2022; nothing known: –."""
    return f"{_local(value):%H:%M %d/%m/%Y}" if value else NOTHING


@register.filter
def section_label(code: str) -> str:
    """The part of a file that a return names, in words; a code unknown here is shown as it is."""
    if code.startswith("finding:"):  # the cell's own note on a finding: finding:<rule>:<subject>
        _prefix, rule, subject = code.split(":", 2)
        known = Rule(rule)
        return f"{known.en if get_language() == 'en' else known.vi} ({subject})"
    return str(FILE_SECTION_LABELS.get(code, code))


@register.filter
def finding_text(finding: Finding) -> str:
    """The finding's own sentence, in the language of the page; it carries its clause."""
    return finding_words(finding)


@register.filter
def severity_word(severity: Severity) -> str:
    return severity.label(page_language())


@register.simple_tag
def deadline(due_on: date | None, today: date) -> SafeString | str:
    """How far away a due date is; what is overdue is marked by its word and a shape."""
    if due_on is None:
        return NOTHING
    left = (due_on - today).days
    if left < 0:
        words = ngettext("%(count)d day overdue", "%(count)d days overdue", -left) % {"count": -left}
        return format_html(BADGE, "is-overdue", words)
    if left == 0:
        return format_html(BADGE, "is-working", _("due today"))
    return format_html("{}", ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left})


def _local(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
