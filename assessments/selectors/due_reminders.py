"""Which reminders are due by themselves: before a stage's day, and again after it; drafts that wait for the office."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Campaign, ReminderBatch
from assessments.selectors.reminder_stages import REMINDED_STAGES, YearLeft
from assessments.selectors.works import Work
from cells.access import Access
from cells.roles import Role


def stages_due(campaign: Campaign, on: date, before: int, after: int) -> Iterator[tuple[str, date]]:
    """(stage, day) of each reminder to be drafted now: from `before` days before a day on, and from `after` days after
    one, once each. A draft that waits, or one made since the window began, whatever became of it, counts as made.
    One query beside those of `YearLeft`."""
    made: dict[str, list[ReminderBatch]] = defaultdict(list)
    for batch in ReminderBatch.objects.filter(campaign=campaign):
        made[batch.stage].append(batch)
    for left in YearLeft(campaign, on).all():
        batches = made[left.code]
        if not left.recipients or any(batch.state == "draft" for batch in batches):
            continue
        for day, begins in _windows(left.days, on, timedelta(before), timedelta(after)):
            if not any(timezone.localdate(batch.drafted_at) >= begins for batch in batches):
                yield left.code, day
                break


def _windows(days: list[date], on: date, before: timedelta, after: timedelta) -> Iterator[tuple[date, date]]:
    """(day, since when a reminder of it counts): of the day passed last, then of the day that comes next."""
    if passed := [day for day in days if day + after <= on]:
        yield passed[-1], passed[-1] + after
    if coming := [day for day in days if day - before <= on <= day]:
        yield coming[0], coming[0] - before


def drafts_to_send(access: Access) -> list[Work]:
    """For the office: reminders that are drafted and not sent; one query."""
    wards = access.wards.get(Role.OFFICE, frozenset())
    drafts = ReminderBatch.objects.filter(state="draft", campaign__ward__in=wards).order_by("drafted_at", "pk")
    return [
        Work(
            _("Look at the reminder and send it: %(stage)s") % {"stage": REMINDED_STAGES[batch.stage]},
            reverse("assessments:reminder_detail", args=[batch.pk]),
            timezone.localdate(batch.drafted_at),
        )
        for batch in drafts
    ]
