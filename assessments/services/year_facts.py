"""A person's facts of the year, written to the ground and, where a campaign stands on them, frozen anew at once.

Every change of a standing, a discipline or a year record by hand goes through here: ground and frozen facts never
part. Locks: the ward's campaigns first, then the person, then the review.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign, ReviewFile
from assessments.permissions import may_write_file
from assessments.selectors.frozen_ground import member_facts_now
from assessments.services.campaigns import refreeze_member
from assessments.services.closed_years import refuse_closed
from assessments.workflow import CampaignStage, Stage
from cells.access import access_of, require
from cells.acting import is_about_self
from cells.models import Account, Discipline, Member, StatusPeriod, YearRecord
from cells.refusals import Refusal, Refused, StaleEdit
from cells.services import statuses, year_records

_DECIDED = (Stage.DECIDED, Stage.RELEASED)


@dataclass(frozen=True)
class FactsRow:
    """What was typed for one person: `values` holds fields of the year record, `revision` what the page was read at."""

    member_id: int
    values: dict
    revision: int


class RowsNotSaved(Refused):
    """Nothing of the page was saved. `refusals` carry fields `<member id>-<field>`; `stale` are the records as they
    stand now of people somebody else saved meanwhile, by member id."""

    def __init__(self, refusals: list[Refusal], stale: dict[int, YearRecord | None]):
        self.stale = stale
        super().__init__(*refusals)


@transaction.atomic
def record_rows(*, by: Account, year: int, rows: Sequence[FactsRow], on: date) -> int:
    """Record the facts of several people, all or none; answers how many changed.

    Raises NotPermitted, RowsNotSaved.
    """
    if not rows:
        return 0
    members = {row.member_id: row for row in rows}
    people = list(Member.objects.filter(pk__in=members).select_related("cell").order_by("pk"))
    campaigns = _locked_campaigns({member.ward_id for member in people}, year=year)
    _require_writable(by, people, campaigns, on)
    refusals, stale, changed = [], {}, 0
    for member in people:
        row = members[member.pk]
        try:
            changed += _record_one(by, member, year, row.values, row.revision, campaigns, on)
        except StaleEdit as edit:
            stale[member.pk] = edit.current
        except Refused as refused:
            refusals += [_of_row(member, refusal) for refusal in refused.refusals]
    if refusals or stale:
        raise RowsNotSaved(refusals, stale)
    return changed


def record_year_facts(
    *, by: Account, member_id: int, year: int, values: dict, revision: int | None, on: date
) -> YearRecord:
    """One person's facts of a year. Raises NotPermitted, StaleEdit, Refused."""
    with transaction.atomic():
        member = Member.objects.select_related("cell").get(pk=member_id)
        campaigns = _locked_campaigns({member.ward_id}, year=year)
        _require_writable(by, [member], campaigns, on)
        facts = year_records.record_year_facts(
            by=by, member_id=member_id, year=year, values=values, revision=revision, on=on
        )
        _refreeze(by, member, campaigns, _("Facts of the year recorded"))
        return facts


@transaction.atomic
def add_discipline(
    *,
    by: Account,
    member_id: int,
    year: int,
    form: str,
    decided_on: date,
    violated_on: date | None,
    source: str,
    on: date,
) -> Discipline:
    """A discipline that counts in `year`. Raises NotPermitted, Refused."""
    member = Member.objects.select_related("cell").get(pk=member_id)
    campaigns = _locked_campaigns({member.ward_id}, year=year)
    _require_writable(by, [member], campaigns, on)
    discipline = year_records.add_discipline(
        by=by,
        member_id=member_id,
        year=year,
        form=form,
        decided_on=decided_on,
        violated_on=violated_on,
        source=source,
        on=on,
    )
    _refreeze(by, member, campaigns, _("Discipline recorded: %(source)s") % {"source": discipline.source})
    return discipline


@transaction.atomic
def remove_discipline(*, by: Account, discipline_id: int, reason: str, on: date) -> Member:
    """Withdraw a discipline; never the own one. Raises NotPermitted, Refused."""
    discipline = Discipline.objects.select_related("member__cell").get(pk=discipline_id)
    member = discipline.member
    campaigns = _locked_campaigns({member.ward_id}, year=discipline.counted_in_year)
    _require_writable(by, [member], campaigns, on)
    if is_about_self(by, member.pk):
        raise Refused(
            _("This discipline is your own. Nobody withdraws a discipline about themselves; another account does.")
        )
    year_records.remove_discipline(by=by, discipline_id=discipline_id, reason=reason, on=on)
    _refreeze(by, member, campaigns, _("Discipline withdrawn: %(reason)s") % {"reason": reason})
    return member


@transaction.atomic
def set_status(
    *,
    by: Account,
    member_id: int,
    status: str,
    from_date: date | None,
    to_date: date | None,
    source: str,
    revision: int | None = None,
    on: date,
) -> StatusPeriod:
    """A standing with dates and source; open years of the ward follow. Raises NotPermitted, StaleEdit, Refused."""
    member = Member.objects.select_related("cell").get(pk=member_id)
    campaigns = _locked_campaigns({member.ward_id})
    _require_standing(by, member, campaigns, on)
    with _decided_years_untouched(by, member, campaigns, on) as followers:
        period = statuses.set_status(
            by=by,
            member_id=member_id,
            status=status,
            from_date=from_date,
            to_date=to_date,
            source=source,
            on=on,
            revision=revision,
        )
    _refreeze(by, member, followers, _("Standing recorded: %(source)s") % {"source": period.source})
    return period


@transaction.atomic
def withdraw_status(*, by: Account, period_id: int, reason: str, on: date) -> Member:
    """Take back a standing recorded by mistake. Raises NotPermitted, Refused."""
    member = StatusPeriod.objects.select_related("member__cell").get(pk=period_id).member
    campaigns = _locked_campaigns({member.ward_id})
    _require_standing(by, member, campaigns, on)
    with _decided_years_untouched(by, member, campaigns, on) as followers:
        statuses.withdraw_status(by=by, period_id=period_id, reason=reason, on=on)
    _refreeze(by, member, followers, _("Standing taken back: %(reason)s") % {"reason": reason})
    return member


def may_set_standing(by: Account, member: Member, campaigns: Sequence[Campaign], on: date) -> bool:
    """As for the facts of a year, over every year of `campaigns` that is not decided for the person's cell."""
    decided = _decided(member, campaigns)
    return may_record(by, [member], [campaign for campaign in campaigns if campaign.pk not in decided], on)


def may_record(by: Account, people: Sequence[Member], campaigns: Sequence[Campaign], on: date) -> bool:
    """Office for everyone; a secretary for the own cell before the year is opened or while its file is with the cell.

    `people` belong to one ward; `campaigns` are those of the year concerned.
    """
    access = access_of(by, on)
    cells = {member.cell_id for member in people}
    if all(access.is_office(member.ward_id) for member in people):
        return True
    if not cells <= access.cells:
        return False
    started = [campaign for campaign in campaigns if campaign.stage != CampaignStage.PREPARING]
    files = ReviewFile.objects.filter(campaign__in=started, cell_id__in=cells).select_related("campaign", "cell")
    held = list(files)
    return len(held) == len(started) * len(cells) and all(may_write_file(access, file) for file in held)


def _require_writable(by: Account, people: list[Member], campaigns: list[Campaign], on: date) -> None:
    require(
        may_record(by, people, campaigns, on),
        _("ward party office, or secretary while the file is with the cell"),
    )


def _require_standing(by: Account, member: Member, campaigns: list[Campaign], on: date) -> None:
    require(
        may_set_standing(by, member, campaigns, on),
        _("ward party office, or secretary while the file is with the cell"),
    )


def _decided(member: Member, campaigns: Sequence[Campaign]) -> set[int]:
    """Ids of the campaigns in which the file of the person's cell is decided."""
    files = ReviewFile.objects.filter(campaign__in=campaigns, cell_id=member.cell_id, stage__in=_DECIDED)
    return set(files.values_list("campaign_id", flat=True))


@contextmanager
def _decided_years_untouched(
    by: Account, member: Member, campaigns: list[Campaign], on: date
) -> Iterator[list[Campaign]]:
    """Gives the campaigns that follow the change: all of them for the office. A secretary's must leave the facts of
    decided years as they are; one that would not is refused."""
    decided = set() if access_of(by, on).is_office(member.ward_id) else _decided(member, campaigns)
    settled = [campaign for campaign in campaigns if campaign.pk in decided]
    before = [member_facts_now(member, campaign) for campaign in settled]
    yield [campaign for campaign in campaigns if campaign.pk not in decided]
    member.refresh_from_db()
    for campaign, facts in zip(settled, before, strict=True):
        if member_facts_now(member, campaign) != facts:
            message = _(
                "This reaches back into the year %(year)s, which has been decided. Give the first day it holds from; "
                "if it did hold in that year, the ward party office records it."
            )
            raise Refused(Refusal(message % {"year": campaign.year}, "from_date"))


def _locked_campaigns(ward_ids: set[int], year: int | None = None) -> list[Campaign]:
    """Campaigns the change may touch: those of the year, or every open one. Locked before anything else.

    Raises Refused when the year named is closed.
    """
    campaigns = Campaign.objects.select_for_update(of=("self",)).select_related("ward").filter(ward_id__in=ward_ids)
    campaigns = campaigns.filter(year=year) if year is not None else campaigns.exclude(stage=CampaignStage.CLOSED)
    locked = list(campaigns.order_by("pk"))
    for campaign in locked:
        refuse_closed(campaign)
    return locked


def _record_one(
    by: Account, member: Member, year: int, values: dict, revision: int, campaigns: list[Campaign], on: date
) -> bool:
    facts = year_records.record_year_facts(
        by=by, member_id=member.pk, year=year, values=values, revision=revision, on=on
    )
    if facts.revision == revision:
        return False
    _refreeze(by, member, campaigns, _("Facts of the year recorded"))
    return True


def _refreeze(by: Account, member: Member, campaigns: list[Campaign], reason: str) -> None:
    running = [campaign for campaign in campaigns if campaign.stage == CampaignStage.OPEN]
    if not running:
        return
    member.refresh_from_db()
    for campaign in running:
        if campaign.ward_id == member.ward_id:
            refreeze_member(by=by, member=member, campaign=campaign, reason=reason[:300])


def _of_row(member: Member, refusal: Refusal) -> Refusal:
    return Refusal(f"{member.full_name}: {refusal.message}", f"{member.pk}-{refusal.field}", refusal.citation)
