"""The people of a file as they were frozen: members of a cell, seats and officers of a collective."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from assessments.models import Review, ReviewFile
from assessments.selectors.standings import Bar, Standings, collective_of, leaving_bar
from assessments.workflow import SubjectKind
from cells.models import Member
from cells.models.member import here_on
from cells.vocabulary import MemberStatus


@dataclass(frozen=True, slots=True)
class Person:
    """status: words. no_review, no_grade: why none is due. posts: titles held in this file's unit."""

    name: str
    code: str
    status: str
    born_on: date | None
    admitted_on: date | None
    posts: tuple[str, ...]
    no_review: Bar | None
    no_grade: Bar | None


def people_of(file: ReviewFile, on: date) -> list[Person]:
    """In given-name order; who leaves later than `on` is still among them. Two or three queries."""
    posts: dict[int, list[str]] = {}
    officers = Review.objects.filter(file=file, kind=SubjectKind.OFFICER)
    for member_id, facts in officers.values_list("member_id", "facts"):
        posts.setdefault(member_id, []).append(facts.get("title", ""))
    return _seated(file, posts) if file.collective_id else _members(file, posts, on)


def _members(file: ReviewFile, posts: dict[int, list[str]], on: date) -> list[Person]:
    standing = Standings(file.campaign)
    reviews = Review.everyone.filter(here_on(on), file=file, kind=SubjectKind.MEMBER).select_related("member")
    return [
        Person(
            name=review.name,
            code=review.code,
            status=str(MemberStatus(review.facts["status"]).label),
            born_on=review.member.born_on,
            admitted_on=review.member.admitted_on,
            posts=tuple(posts.get(review.member_id, ())),
            no_review=leaving_bar(review) or standing.no_review(review.kind, review.facts),
            no_grade=leaving_bar(review) or standing.no_grade(review.kind, review.facts),
        )
        for review in reviews.order_by("sort_key", "code")
    ]


def _seated(file: ReviewFile, posts: dict[int, list[str]]) -> list[Person]:
    """Who sits on the review date or the grading date, and the officers of the unit; names only, no grades."""
    body = collective_of(Review.objects.get(file=file, kind=SubjectKind.COLLECTIVE).facts)
    sitting = {day: body.sitting_on(day) for day in (file.campaign.review_date, file.campaign.grading_date)}
    codes = frozenset().union(*sitting.values())
    people = Member.objects.filter(ward=file.campaign.ward_id, code__in=codes) | Member.objects.filter(pk__in=posts)
    return [
        Person(
            name=member.full_name,
            code=member.code,
            status=_seat_words(member.code, sitting[file.campaign.review_date], sitting[file.campaign.grading_date]),
            born_on=member.born_on,
            admitted_on=member.admitted_on,
            posts=tuple(posts.get(member.pk, ())),
            no_review=None,
            no_grade=None,
        )
        for member in people.order_by("sort_key", "code")
    ]


def _seat_words(code: str, reviewing: frozenset[str], grading: frozenset[str]) -> str:
    if code in reviewing and code in grading:
        return _("Sits in the collective")
    if code in reviewing:
        return _("Sits on the review date only")
    if code in grading:
        return _("Sits on the grading date only")
    return _("Officer of the unit, no seat")
