"""What else waits for the office, beside the files: accounts to make, a year behind its lists, comments, answers."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from assessments.models import Campaign
from assessments.selectors.hints import HintFilter, hint_list
from assessments.selectors.late_changes import ahead_of, late_changes_of
from assessments.selectors.works import Work
from cells.access import Access
from cells.selectors.accounts import units_without_secretary


def accounts_to_make(campaign: Campaign, on: date) -> Iterator[Work]:
    """Units of an open year for which nobody can enter anything; a fixed number of queries."""
    if waiting := units_without_secretary(campaign.ward, on):
        what = ngettext(
            "%(count)d cell or collective has no secretary's account",
            "%(count)d cells and collectives have no secretary's account",
            len(waiting),
        )
        yield Work(what % {"count": len(waiting)}, reverse("cells:secretaries_new", args=[campaign.ward_id]))


def year_behind_its_lists(campaign: Campaign) -> Iterator[Work]:
    """What was changed in the lists since the opening, and former cells' comments that are still required; a fixed
    number of queries."""
    url = reverse("assessments:late_changes", args=[campaign.pk])
    if ahead := ahead_of(campaign):
        what = ngettext(
            "%(count)d place where the lists have changed and the year %(year)s has not",
            "%(count)d places where the lists have changed and the year %(year)s has not",
            len(ahead),
        )
        yield Work(what % {"count": len(ahead), "year": campaign.year}, f"{url}#ahead")
    missing = [row for row in late_changes_of(campaign) if row.opinion_missing]
    if missing:
        what = ngettext(
            "%(count)d person moved here without the former cell's comment",
            "%(count)d people moved here without the former cell's comment",
            len(missing),
        )
        since = min(row.change.effective_on for row in missing)
        yield Work(what % {"count": len(missing)}, f"{url}?only=comment", since)


def answers_overdue(access: Access, campaign: Campaign, on: date) -> Iterator[Work]:
    """Review hints with a point not answered after their day: for the office to remind; the list asks the same."""
    late = hint_list(access, campaign.pk, HintFilter(only="overdue"), on).rows
    if late:
        what = ngettext(
            "%(count)d review hint is not answered in time",
            "%(count)d review hints are not answered in time",
            len(late),
        )
        url = reverse("assessments:hint_list", args=[campaign.pk]) + "?only=overdue"
        yield Work(what % {"count": len(late)}, url, min(row.hint.due_on for row in late), overdue=True)
