"""Finding a person of a year by name or code, without accents: “nguyen van an”."""

from dataclasses import dataclass

from assessments.models import Campaign, Review
from assessments.workflow import SubjectKind
from cells.vietnamese import fold

#: More than this nobody reads through; the words say how many there are.
MOST_SHOWN = 60


@dataclass(frozen=True)
class FoundPeople:
    """Those shown, and how many fit."""

    reviews: list[Review]
    count: int


def find_people(campaign: Campaign, text: str) -> FoundPeople:
    """Members and officers of the year, by given name; two queries, none without a text. An officer's post is reviewed
    in the unit where it is held, so a person may be found more than once."""
    wanted = fold(text)
    if not wanted:
        return FoundPeople([], 0)
    people = Review.objects.filter(campaign=campaign, kind__in=(SubjectKind.MEMBER, SubjectKind.OFFICER))
    named = people.order_by("sort_key", "code", "pk").values_list("pk", "name", "code")
    found = [pk for pk, name, code in named if wanted in fold(f"{name} {code}")]
    shown = Review.objects.filter(pk__in=found[:MOST_SHOWN]).select_related("file").order_by("sort_key", "code", "pk")
    return FoundPeople(list(shown), len(found))
