"""Changes of seats, heads and officers' posts after the opening: as `late_changes`, for units instead of people."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import LateChange
from assessments.selectors.year_differences import SubjectKey
from assessments.services.late_deed import LateDeed, Paper
from assessments.workflow import SubjectKind
from cells.models import Account, Headship, Organization
from cells.refusals import Refused
from cells.services import headships, posts, seats
from cells.vocabulary import OrganizationKind

_KINDS = {
    OrganizationKind.WARD: SubjectKind.ORGANIZATION,
    OrganizationKind.CELL: SubjectKind.CELL,
    OrganizationKind.AGENCY: SubjectKind.AGENCY,
}


@transaction.atomic
def add_seat(
    *, by: Account, campaign_id: int, paper: Paper, collective_id: int, member_id: int, title: str = "", on: date
) -> LateChange | None:
    """A new seat in a collective from the effective date. NotPermitted, Refused."""
    change = LateDeed(by, campaign_id, "seat", paper, on)
    seats.add_seat(
        by=by, collective_id=collective_id, member_id=member_id, title=title, from_date=paper.effective_on, on=on
    )
    key = (SubjectKind.COLLECTIVE, collective_id)
    return change.write(key, change.follow([key]))


@transaction.atomic
def end_seat(*, by: Account, campaign_id: int, paper: Paper, seat_id: int, on: date) -> LateChange | None:
    """The seat no longer counts from the effective date. NotPermitted, Refused."""
    change = LateDeed(by, campaign_id, "seat", paper, on)
    seat = seats.end_seat(by=by, seat_id=seat_id, to_date=paper.effective_on, on=on)
    key = (SubjectKind.COLLECTIVE, seat.collective_id)
    return change.write(key, change.follow([key]))


@dataclass(frozen=True)
class NewHead:
    """Who heads the unit from then on. `main_duty` false needs its evidence (rules F1 (1))."""

    member_id: int
    main_duty: bool = True
    evidence: str = ""
    exception: str = ""


@transaction.atomic
def change_head(
    *,
    by: Account,
    campaign_id: int,
    paper: Paper,
    organization_id: int | None = None,
    collective_id: int | None = None,
    new: NewHead | None,
    on: date,
) -> LateChange | None:
    """Whoever heads the unit ceases on the effective date; `new` begins, None leaves it without a head."""
    change = LateDeed(by, campaign_id, "headship", paper, on)
    unit = {"organization_id": organization_id} if organization_id else {"collective_id": collective_id}
    now = Headship.objects.filter(**unit, ended_on__isnull=True).order_by("pk").first()
    if now is None and new is None:
        raise Refused(_("Nobody heads this unit; name the new head."), field="member")
    if now is not None:
        headships.change_headship(by=by, headship_id=now.pk, values={"ended_on": paper.effective_on}, on=on)
    if new is not None:
        headships.appoint_head(
            by=by,
            member_id=new.member_id,
            appointed_on=paper.effective_on,
            main_duty=new.main_duty,
            main_duty_evidence=new.evidence,
            exception=new.exception,
            on=on,
            **unit,
        )
    keys = unit_keys(Organization.objects.get(pk=organization_id)) if organization_id else []
    keys = keys or [(SubjectKind.COLLECTIVE, collective_id)]
    return change.write(keys[0], change.follow(keys))


@transaction.atomic
def add_post(
    *,
    by: Account,
    campaign_id: int,
    paper: Paper,
    member_id: int,
    organization_id: int | None = None,
    collective_id: int | None = None,
    title: str,
    management_level: str,
    on: date,
) -> LateChange | None:
    """A post graded as leader from the effective date; a review of it joins the year. NotPermitted, Refused."""
    change = LateDeed(by, campaign_id, "post", paper, on)
    post = posts.add_post(
        by=by,
        member_id=member_id,
        organization_id=organization_id,
        collective_id=collective_id,
        title=title,
        management_level=management_level,
        from_date=paper.effective_on,
        on=on,
    )
    key = (SubjectKind.OFFICER, post.pk)
    return change.write(key, change.follow([key]))


@transaction.atomic
def end_post(*, by: Account, campaign_id: int, paper: Paper, post_id: int, on: date) -> LateChange | None:
    """The post is not held any more from the effective date. NotPermitted, Refused."""
    change = LateDeed(by, campaign_id, "post", paper, on)
    posts.change_post(by=by, post_id=post_id, values={"to_date": paper.effective_on}, on=on)
    key = (SubjectKind.OFFICER, post_id)
    return change.write(key, change.follow([key]))


def unit_keys(unit) -> list[SubjectKey]:
    """The subject a head's unit is; a subordinate committee is none."""
    if not isinstance(unit, Organization):
        return [(SubjectKind.COLLECTIVE, unit.pk)]
    kind = _KINDS.get(OrganizationKind(unit.kind))
    return [(kind, unit.pk)] if kind else []
