"""Changes after the opening: the ground changes on a document, the open year follows, and the list of changes says so.

Each deed is one transaction: campaign, files and reviews are locked; the ground is written through its own services;
the year follows (`year_following`); the rules run before and after, and what came and went is kept with the change.
What takes effect after the grading date changes the ground alone: the year keeps its facts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign, LateChange, Review
from assessments.models.late_change import LATE_CHANGE_LABELS
from assessments.rules.dates import fewer_than_months
from assessments.selectors.year_differences import SubjectKey
from assessments.services import year_facts
from assessments.services.late_deed import LateDeed, Paper, review_of
from assessments.services.late_units import unit_keys
from assessments.services.year_following import Followed
from assessments.workflow import CampaignStage, SubjectKind
from cells.models import Account, Invitation, Member, StatusPeriod
from cells.refusals import Refused
from cells.services import headships, invitations, members, posts, seats
from cells.services.units import person_refusals
from cells.vietnamese import tidy
from cells.vocabulary import MemberStatus

#: Somebody who was so many months elsewhere brings that cell's comment [base, HD 21].
FORMER_CELL_MONTHS = 6
#: A standing's source may be longer than the document a list of changes names.
_DOCUMENT_LENGTH = 250


@dataclass(frozen=True)
class Former:
    """Where somebody came from; `since`: in that cell since, None when not known."""

    name: str = ""
    since: date | None = None


# --- people


NOWHERE = Former()


@transaction.atomic
def transfer_in(
    *,
    by: Account,
    campaign_id: int,
    paper: Paper,
    cell_id: int,
    member_id: int | None = None,
    values: dict | None = None,
    status: str = MemberStatus.ACTIVE,
    former: Former = NOWHERE,
    on: date,
) -> LateChange | None:
    """Somebody comes from elsewhere: new to the ward (`values` of the roster), or known to it and gone (`member_id`).

    The new cell grades; six months or more at the old place need its comment (HD 21). Raises NotPermitted, Refused.
    """
    change = LateDeed(by, campaign_id, "transfer_in", paper, on)
    arrival = {"arrived_on": paper.effective_on, "arrived_from": tidy(former.name)}
    if member_id is None:
        _refuse_twice(change, cell_id, values or {})
        member = members.create_member(
            by=by,
            ward_id=change.campaign.ward_id,
            cell_id=cell_id,
            values={**(values or {}), **arrival},
            status=status,
            on=on,
        )
    else:
        member = _of_the_ward(change.campaign, member_id)
        if not member.has_left(max(on, paper.effective_on)):
            message = _("%(name)s is in the ward already. For another cell, record a move.")
            raise Refused(message % {"name": member.full_name}, field="member")
        members.bring_back(by=by, member_id=member.pk, reason=change.words, revision=None, on=on)
        if member.cell_id != cell_id:
            members.transfer_member(
                by=by, member_id=member.pk, cell_id=cell_id, reason=change.words, revision=None, on=on
            )
        members.save_member(by=by, member_id=member.pk, values=arrival, revision=None, on=on)
    key = (SubjectKind.MEMBER, member.pk)
    return change.write(key, change.follow([key]), after=_former_cell(former, paper))


@transaction.atomic
def admission(
    *, by: Account, campaign_id: int, paper: Paper, cell_id: int, values: dict, on: date
) -> LateChange | None:
    """A new member, probationary from the day of admission: reviewed, and under six months not graded (A5)."""
    change = LateDeed(by, campaign_id, "admission", paper, on)
    day = paper.effective_on
    _refuse_twice(change, cell_id, values)
    member = members.create_member(
        by=by,
        ward_id=change.campaign.ward_id,
        cell_id=cell_id,
        values={**values, "admitted_on": day, "arrived_on": day},
        status=MemberStatus.PROBATIONARY,
        on=on,
    )
    key = (SubjectKind.MEMBER, member.pk)
    return change.write(key, change.follow([key]))


@transaction.atomic
def move(
    *, by: Account, campaign_id: int, paper: Paper, member_id: int, cell_id: int, since: date | None = None, on: date
) -> LateChange | None:
    """To another cell of the ward: the new cell grades, with critique and opinions at hand; ballots, levels and
    proposals of the old one no longer count. `since`: in the old cell since, for its comment. NotPermitted, Refused."""
    change = LateDeed(by, campaign_id, "move", paper, on)
    member = _of_the_ward(change.campaign, member_id)
    old = member.cell
    members.transfer_member(by=by, member_id=member.pk, cell_id=cell_id, reason=change.words, revision=None, on=on)
    key = (SubjectKind.MEMBER, member.pk)
    followed = change.follow([key])
    before = {"cell": old.code, "cell_id": old.pk}
    return change.write(key, followed, before=before, after=_former_cell(Former(old.name, since), paper))


@transaction.atomic
def transfer_out(*, by: Account, campaign_id: int, paper: Paper, member_id: int, on: date) -> LateChange | None:
    """The person leaves the ward; seats, headships and posts end that day. NotPermitted, Refused."""
    return _leave(LateDeed(by, campaign_id, "transfer_out", paper, on), member_id)


@transaction.atomic
def death(*, by: Account, campaign_id: int, paper: Paper, member_id: int, on: date) -> LateChange | None:
    """The person died; seats, headships and posts end that day, the account that a PIN opens is closed at once.

    Other accounts of the person are not the ward party office's to close: the page names them. NotPermitted, Refused.
    """
    if paper.effective_on > on:
        raise Refused(_("This day lies in the future. Enter the day of death."), field="effective_on")
    change = _leave(LateDeed(by, campaign_id, "death", paper, on), member_id)
    if Invitation.objects.filter(member=member_id, revoked_at__isnull=True).exists():
        invitations.revoke(by=by, member_id=member_id, reason=str(LATE_CHANGE_LABELS["death"]), on=on)
    return change


def _leave(change: LateDeed, member_id: int) -> LateChange | None:
    member = _of_the_ward(change.campaign, member_id)
    if refusals := person_refusals(member, change.campaign.ward_id):
        raise Refused(*refusals)
    keys = [(SubjectKind.MEMBER, member.pk), *_end_everything(change, member)]
    members.mark_left(
        by=change.by,
        member_id=member.pk,
        left_on=change.paper.effective_on,
        reason=change.words,
        revision=None,
        on=change.on,
    )
    return change.write(keys[0], change.follow(keys))


def _end_everything(change: LateDeed, member: Member) -> list[SubjectKey]:
    """End what the person holds beyond that day; answer the subjects it touches."""
    by, on, day, why = change.by, change.on, change.paper.effective_on, change.words
    keys: list[SubjectKey] = []
    for seat in member.seats.order_by("pk"):
        keys.append((SubjectKind.COLLECTIVE, seat.collective_id))
        if seat.to_date is None or seat.to_date > day:
            if seat.from_date is not None and seat.from_date >= day:
                seats.withdraw_seat(by=by, seat_id=seat.pk, reason=why, on=on)
            else:
                seats.end_seat(by=by, seat_id=seat.pk, to_date=day, on=on)
    for head in member.headships.select_related("organization", "collective").order_by("pk"):
        keys += unit_keys(head.unit)
        if head.ended_on is None or head.ended_on > day:
            if head.appointed_on >= day:
                headships.withdraw_headship(by=by, headship_id=head.pk, reason=why, on=on)
            else:
                headships.change_headship(by=by, headship_id=head.pk, values={"ended_on": day}, on=on)
    for post in member.posts.order_by("pk"):
        keys.append((SubjectKind.OFFICER, post.pk))
        if post.to_date is None or post.to_date > day:
            end = max(day, post.from_date) if post.from_date else day
            posts.change_post(by=by, post_id=post.pk, values={"to_date": end}, on=on)
    return keys


@transaction.atomic
def set_standing(
    *,
    by: Account,
    member_id: int,
    status: str,
    from_date: date | None,
    to_date: date | None,
    source: str,
    document_date: date | None = None,
    note: str = "",
    revision: int | None = None,
    check: bool = True,
    on: date,
) -> StatusPeriod:
    """A standing with dates and source, as `year_facts.set_status` (office, or the secretary while the file is with the
    cell); each open year whose facts follow lists it. `check` false: without what the findings make of it.
    Raises NotPermitted, StaleEdit, Refused."""
    kind = "exemption" if status == MemberStatus.EXEMPT else "other"
    paper = Paper(from_date or on, source.strip()[:_DOCUMENT_LENGTH] or "–", document_date, note)
    with _listed(by, Member.objects.get(pk=member_id), kind, paper, on, check=check):
        return year_facts.set_status(
            by=by,
            member_id=member_id,
            status=status,
            from_date=from_date,
            to_date=to_date,
            source=source,
            on=on,
            revision=revision,
        )


@transaction.atomic
def withdraw_standing(
    *,
    by: Account,
    period_id: int,
    reason: str,
    document: str = "",
    document_date: date | None = None,
    check: bool = True,
    on: date,
) -> Member:
    """Take back a standing recorded by mistake, as `year_facts.withdraw_status`; each open year whose facts follow lists
    it with the reason. `document`: on which it is taken back; without one, the document that was misread. `check` false:
    without what the findings make of it. Raises NotPermitted, Refused."""
    period = StatusPeriod.objects.select_related("member").get(pk=period_id)
    paper = Paper(
        period.from_date or on, document.strip() or period.source[:_DOCUMENT_LENGTH] or "–", document_date, reason
    )
    with _listed(by, period.member, "other", paper, on, check=check):
        return year_facts.withdraw_status(by=by, period_id=period_id, reason=reason, on=on)


@contextmanager
def _listed(by: Account, member: Member, kind: str, paper: Paper, on: date, *, check: bool) -> Iterator[None]:
    """What is done to a standing inside is listed in every open year whose facts of the person it changes."""
    open_years = Campaign.objects.filter(ward=member.ward_id, stage=CampaignStage.OPEN).order_by("pk")
    key = (SubjectKind.MEMBER, member.pk)
    changes = [
        LateDeed(by, pk, kind, paper, on, office=False, check=check) for pk in open_years.values_list("pk", flat=True)
    ]
    before = [review_of(change.campaign, key) for change in changes]
    yield
    for change, then in zip(changes, before, strict=True):
        now = review_of(change.campaign, key)
        if then is not None and now.facts_version != then.facts_version:
            change.refuse_settled(now)
            change.write(key, [_refrozen(then, now)])


def _refrozen(then: Review, now: Review) -> Followed:
    keys = [key for key in {**then.facts, **now.facts} if then.facts.get(key) != now.facts.get(key)]
    states = [
        {
            "review": row.pk,
            "kind": str(row.kind),
            "code": row.code,
            "name": row.name,
            "version": row.facts_version,
            "file": row.file.code if row.file_id else "",
            "facts": {key: row.facts[key] for key in keys if key in row.facts},
        }
        for row in (then, now)
    ]
    return Followed(now, states[0], states[1] | {"deed": "changed"})


# --- what the ground has already


@transaction.atomic
def take_over(
    *, by: Account, campaign_id: int, paper: Paper, kind: str, key: SubjectKey, on: date
) -> LateChange | None:
    """The ground was changed elsewhere (a page of the ground, an imported roster): let the year follow for one subject.

    `kind`: what it was, in the words of the list. Raises NotPermitted, Refused.
    """
    change = LateDeed(by, campaign_id, kind, paper, on)
    if not change.concerns_year:
        message = _(
            "After the grading date (%(day)s) a change does not concern this year; nothing is to be taken over."
        )
        day = f"{change.campaign.grading_date:%d/%m/%Y}"
        raise Refused(message % {"day": day}, field="effective_on")
    followed = change.follow([key])
    if not followed:
        raise Refused(_("The year follows the ground here already; nothing was left to take over."))
    return change.write(key, followed)


def _refuse_twice(change: LateDeed, cell_id: int, values: dict) -> None:
    """The same page sent again, or by two people, makes nobody twice."""
    name = tidy(values.get("full_name", ""))
    twins = Member.objects.filter(ward=change.campaign.ward_id, cell=cell_id, full_name=name, left_on__isnull=True)
    twin = twins.filter(arrived_on=change.paper.effective_on, born_on=values.get("born_on")).first()
    if twin is not None:
        message = _(
            "%(name)s (%(code)s) is recorded in this cell since that day already. For another person of the same name, "
            "enter the date of birth."
        )
        raise Refused(message % {"name": twin.full_name, "code": twin.code}, field="full_name")


def _of_the_ward(campaign: Campaign, member_id: int) -> Member:
    member = Member.objects.select_related("cell").filter(ward=campaign.ward_id, pk=member_id).first()
    if member is None:
        raise Refused(_("The person does not belong to this ward."), field="member")
    return member


def _former_cell(former: Former, paper: Paper) -> dict:
    """Whether the old cell's comment is required: six months or more there (HD 21); not known: asked for."""
    if not former.name.strip():
        return {}
    required = not fewer_than_months(former.since, FORMER_CELL_MONTHS, paper.effective_on)
    since = former.since.isoformat() if former.since else None
    return {"former_cell": {"name": tidy(former.name), "since": since, "opinion_required": required}}
