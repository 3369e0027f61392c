"""Posts graded as leader (cán bộ lãnh đạo, quản lý) and the level that manages them (rules D); each row one post."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of, require
from cells.journal import record
from cells.models import Account, Member, OfficerPost
from cells.refusals import Refusal, Refused
from cells.services.edits import locked, put_values
from cells.services.units import period_refusals, person_refusals, unit_field, unit_of, ward_of
from cells.vietnamese import tidy
from cells.vocabulary import ManagementLevel

FIELDS = frozenset({"title", "management_level", "from_date", "to_date"})


@transaction.atomic
def add_post(
    *,
    by: Account,
    member_id: int,
    organization_id: int | None = None,
    collective_id: int | None = None,
    title: str,
    management_level: str,
    from_date: date | None = None,
    to_date: date | None = None,
    on: date,
) -> OfficerPost:
    """Record a post in a unit. Raises Refused."""
    unit = unit_of(organization_id, collective_id)
    require(access_of(by, on).is_office(ward_of(unit).pk), _("ward party office"))
    member = locked(Member.objects.select_related("ward"), member_id)
    post = OfficerPost(
        member=member,
        title=tidy(title),
        management_level=management_level,
        from_date=from_date,
        to_date=to_date,
        **unit_field(unit),
    )
    _guard(post, person_refusals(member, ward_of(unit).pk))
    post.save()
    record(by=by, action="post.added", subject=member, ward_code=member.ward.code, after=facts_of(post))
    return post


@transaction.atomic
def change_post(*, by: Account, post_id: int, values: dict, on: date) -> OfficerPost:
    """Mend or end a post. `values` may hold: title, management_level, from_date, to_date. Raises Refused."""
    post = _locked_post(by, post_id, on)
    before = facts_of(post)
    put_values(post, values, FIELDS)
    post.title = tidy(post.title)
    _guard(post, [])
    post.save()
    record(
        by=by,
        action="post.changed",
        subject=post.member,
        ward_code=post.member.ward.code,
        before=before,
        after=facts_of(post),
    )
    return post


@transaction.atomic
def withdraw_post(*, by: Account, post_id: int, reason: str, on: date) -> None:
    """Take back a post entered by mistake that no review rests on. Raises Refused."""
    post = _locked_post(by, post_id, on)
    if not reason.strip():
        raise Refused(_("Say why it is taken back."), field="reason")
    if _is_referred_to(post):
        raise Refused(_("A review of this post exists. End the post with a date instead."))
    record(
        by=by,
        action="post.withdrawn",
        subject=post.member,
        ward_code=post.member.ward.code,
        before=facts_of(post),
        reason=reason,
    )
    post.delete()


def facts_of(post: OfficerPost) -> dict:
    return {
        "title": post.title,
        "unit": post.unit.code,
        "management_level": post.management_level,
        "from": post.from_date,
        "to": post.to_date,
    }


def _is_referred_to(post: OfficerPost) -> bool:
    """Whether a later room of the house holds on to the post; asked through the reverse relations, not by import."""
    return any(
        getattr(post, relation.get_accessor_name()).exists()
        for relation in OfficerPost._meta.related_objects
        if relation.one_to_many
    )


def _locked_post(by: Account, post_id: int, on: date) -> OfficerPost:
    post = locked(OfficerPost.objects.select_related("member__ward", "organization", "collective"), post_id)
    require(access_of(by, on).is_office(post.member.ward_id), _("ward party office"))
    return post


def _guard(post: OfficerPost, refusals: list[Refusal]) -> None:
    refusals = refusals + period_refusals(post.from_date, post.to_date, "to_date")
    if not post.title:
        refusals.append(Refusal(_("Enter the post, as the decision names it."), field="title"))
    if post.management_level not in ManagementLevel.values:
        refusals.append(Refusal(_("Say which level manages the officer."), field="management_level"))
    if refusals:
        raise Refused(*refusals)
