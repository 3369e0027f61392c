"""Who may be named in charge of a measure: the people of the file, offered by name."""

from assessments.models import Review, ReviewFile
from assessments.selectors.standings import collective_of
from assessments.workflow import SubjectKind
from cells.models import Member
from cells.vietnamese import fold


def people_in(file: ReviewFile) -> list[Member]:
    """Members of the cell, or who sits in the collective; by given name. At most two queries."""
    if file.cell_id:
        people = Member.objects.filter(reviews__file=file, reviews__kind=SubjectKind.MEMBER, reviews__left_on=None)
    else:
        body = Review.objects.filter(file=file, kind=SubjectKind.COLLECTIVE).first()
        codes = [seat.member for seat in collective_of(body.facts).seats] if body else []
        people = Member.objects.filter(ward=file.campaign.ward_id, code__in=codes)
    return list(people.order_by("sort_key", "code"))


def ids_by_name(file: ReviewFile) -> dict[str, int | None]:
    """Folded full name → the member's id; None where several share it."""
    found: dict[str, int | None] = {}
    for person in people_in(file):
        name = fold(person.full_name)
        found[name] = None if name in found else person.pk
    return found
