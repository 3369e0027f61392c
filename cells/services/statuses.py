"""A person's standing towards the Party, with its dates and the paper it rests on (rules A5)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cells.journal import record
from cells.models import Account, Member, StatusPeriod
from cells.refusals import Refusal, Refused
from cells.services.dates import shown
from cells.services.edits import locked, require_current, save_next_revision
from cells.services.year_records import editable_person
from cells.vietnamese import tidy
from cells.vocabulary import MemberStatus


@transaction.atomic
def set_status(
    *,
    by: Account,
    member_id: int,
    status: str,
    from_date: date | None,
    to_date: date | None,
    source: str,
    on: date,
    revision: int | None = None,
) -> StatusPeriod:
    """Record a standing: one period with its source; the open period before it ends the day before.

    `Member.status` follows when the period covers `on`. The standing becomes decided: an import leaves it alone.
    Office for everyone, a secretary for the own cell. Raises Refused, StaleEdit.
    """
    member = editable_person(by, member_id, on)
    require_current(member, revision)
    periods = list(member.status_periods.order_by("pk"))
    refusals = _refusals(member, status, from_date, to_date, source)
    refusals += _overlaps(periods, from_date, to_date) if from_date else _undated(periods)
    if refusals:
        raise Refused(*refusals)
    _end_earlier(member, periods, from_date, on)
    period = StatusPeriod.objects.create(
        member=member, status=status, from_date=from_date, to_date=to_date, source=tidy(source)
    )
    before = {"status": member.status}
    if (from_date is None or from_date <= on) and (to_date is None or on <= to_date):
        member.status = status
    member.decided_fields = sorted({*member.decided_fields, "status"})
    save_next_revision(member)
    record(
        by=by,
        action="member.status_set",
        subject=member,
        ward_code=member.ward.code,
        before=before,
        after={"status": status, "from": from_date, "to": to_date, "source": source},
    )
    return period


def _refusals(member: Member, status: str, from_date: date | None, to_date: date | None, source: str) -> list[Refusal]:
    refusals = []
    if status not in MemberStatus.values:
        refusals.append(Refusal(_("Choose a standing."), field="status"))
    elif (status == MemberStatus.NON_MEMBER) != (member.cell_id is None):
        refusals.append(
            Refusal(_("Only people without a cell stand outside the Party, and all of them do."), field="status")
        )
    if not source.strip():
        refusals.append(
            Refusal(
                _("Name the document the standing rests on: it decides whether the person is reviewed and graded."),
                field="source",
                citation="HD 21",
            )
        )
    if from_date and to_date and to_date < from_date:
        refusals.append(
            Refusal(
                _("It ends (%(end)s) before it begins (%(start)s). Mend one of the dates.")
                % {"end": shown(to_date), "start": shown(from_date)},
                field="to_date",
            )
        )
    return refusals


def _undated(periods: list[StatusPeriod]) -> list[Refusal]:
    """Beside dated standings one without a beginning could not be placed in time."""
    if all(period.from_date is None for period in periods):
        return []
    return [Refusal(_("Enter from when: an earlier standing of this person has dates."), field="from_date")]


def _overlaps(periods: list[StatusPeriod], from_date: date, to_date: date | None) -> list[Refusal]:
    """Periods with an end never overlap the new one; an open one is ended by it, so it must have begun earlier.

    What stood in the list before any date was known (no beginning, no document) may be overlapped: dated ones win.
    """
    return [
        Refusal(
            _("It overlaps “%(status)s” from %(start)s to %(end)s. Mend the dates.")
            % {"status": period.get_status_display(), "start": shown(period.from_date), "end": shown(period.to_date)},
            field="from_date",
        )
        for period in periods
        if (period.from_date or period.source)
        and (period.from_date or date.min) <= (to_date or date.max)
        and from_date <= (period.to_date or date.max)
        and (period.to_date is not None or (period.from_date is not None and period.from_date >= from_date))
    ]


def _end_earlier(member: Member, periods: list[StatusPeriod], from_date: date | None, on: date) -> None:
    """End the open period the day before; a first period gets the standing so far as its predecessor.

    Without a known beginning the new standing replaces the open one as of today.
    """
    last_day = (from_date or on) - timedelta(days=1)
    if not periods:
        StatusPeriod.objects.create(member=member, status=member.status, to_date=last_day)
    for period in periods:
        begins = period.from_date
        if period.to_date is None and (from_date is None or begins is None or begins < from_date):
            period.to_date = last_day if begins is None else max(last_day, begins)
            period.save(update_fields=["to_date"])


@transaction.atomic
def withdraw_status(*, by: Account, period_id: int, reason: str, on: date) -> Member:
    """Take back a standing recorded by mistake; the one before it holds again. The journal keeps what it was."""
    period = StatusPeriod.objects.get(pk=period_id)
    member = editable_person(by, period.member_id, on)
    period = locked(StatusPeriod.objects, period_id)
    if not reason.strip():
        raise Refused(_("Say why it is taken back."), field="reason")
    taken_back = {"status": period.status, "from": period.from_date, "to": period.to_date, "source": period.source}
    _reopen_before(member, period)
    period.delete()
    before = member.status
    member.status = status_on(member.status_periods.all(), on) or before
    save_next_revision(member)
    record(
        by=by,
        action="member.status_withdrawn",
        subject=member,
        ward_code=member.ward.code,
        before=taken_back,
        after={"status": member.status},
        reason=reason,
    )
    return member


def _reopen_before(member: Member, withdrawn: StatusPeriod) -> None:
    """The predecessor was ended by the withdrawn period alone; with nothing after it, it holds again."""
    earlier = [period for period in member.status_periods.all() if period.pk < withdrawn.pk and period.to_date]
    latest = max(earlier, key=lambda period: (period.to_date, period.pk), default=None)
    later_exists = member.status_periods.filter(pk__gt=withdrawn.pk).exists()
    if latest is None or later_exists:
        return
    if withdrawn.from_date is None or latest.to_date == withdrawn.from_date - timedelta(days=1):
        latest.to_date = None
        latest.save(update_fields=["to_date"])


def status_on(periods: Iterable[StatusPeriod], day: date) -> str:
    """The standing on a day: that of the period entered last among those covering it; "" when none does."""
    covering = [
        period
        for period in periods
        if (period.from_date is None or period.from_date <= day) and (period.to_date is None or day <= period.to_date)
    ]
    return max(covering, key=lambda period: period.pk).status if covering else ""
