"""Number and date of a decision: what may stand on the paper."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from assessments.models import Campaign, Decision, Meeting
from assessments.selectors.desk import DeskRow
from assessments.workflow import Scope
from assessments.workflow_scopes import earlier_scopes
from cells.document_numbers import tidy_number
from cells.refusals import Refusal


def checked_paper(
    *, campaign: Campaign, rows: Iterable[DeskRow], number: str, signed_on: date, on: date, scope: Scope
) -> tuple[str, list[Refusal]]:
    """The tidy number, and what is wrong with number or date.

    Not in the future; not before the meeting of any file decided; not before a decision that comes first (units before
    people before heads); one number is one paper with one date.
    """
    number = tidy_number(number)
    refusals = []
    if not number:
        refusals.append(Refusal(_("Write the number of the decision."), "number"))
    elif _other_date(campaign, number, signed_on):
        refusals.append(
            Refusal(_("Decision %(number)s is recorded with another date already.") % {"number": number}, "number")
        )
    if signed_on > on:
        refusals.append(Refusal(_("The date of the decision lies in the future."), "signed_on"))
    refusals += _before_meetings(rows, signed_on)
    refusals += _before_earlier(campaign, scope, signed_on)
    return number, refusals


def _other_date(campaign: Campaign, number: str, signed_on: date) -> bool:
    return Decision.objects.filter(campaign=campaign, number=number).exclude(signed_on=signed_on).exists()


def _before_meetings(rows: Iterable[DeskRow], signed_on: date) -> list[Refusal]:
    files = {row.review.file_id for row in rows if row.review.file_id}
    later = list(
        Meeting.objects.filter(file_id__in=files, held_on__gt=signed_on)
        .select_related("file")
        .order_by("-held_on", "file__position", "file__code")
    )
    if not later:
        return []
    words = _("The decision of %(signed)s lies before the meeting of “%(file)s” on %(held)s.")
    if len(later) > 1:
        words = _("The decision of %(signed)s lies before %(count)s meetings; the last is of “%(file)s” on %(held)s.")
    last = later[0]
    figures = {"signed": f"{signed_on:%d/%m/%Y}", "held": f"{last.held_on:%d/%m/%Y}", "count": len(later)}
    return [Refusal(words % {**figures, "file": last.file.name}, "signed_on")]


def _before_earlier(campaign: Campaign, scope: Scope, signed_on: date) -> list[Refusal]:
    if scope is Scope.REGRADE:
        return []
    latest = Decision.objects.filter(campaign=campaign, scope__in=earlier_scopes(scope)).aggregate(
        last=Max("signed_on")
    )["last"]
    if latest is None or latest <= signed_on:
        return []
    return [
        Refusal(
            _("The decision of %(signed)s lies before the one of %(earlier)s that it rests on.")
            % {"signed": f"{signed_on:%d/%m/%Y}", "earlier": f"{latest:%d/%m/%Y}"},
            "signed_on",
            "123-CV/ĐU 1(5)",
        )
    ]
