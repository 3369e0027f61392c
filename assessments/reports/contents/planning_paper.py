"""What the two papers on the planning of cadres share: their parts, and the tables of people (rules G5; 123-CV/ĐU 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.reports.contents.blocks import NOTHING, Part, Table, numbered, simple_heads
from assessments.reports.contents.party_document import Letterhead, Signature, long_date
from assessments.rules.citations import CV_123
from assessments.selectors.planning import Entry


@dataclass(frozen=True, slots=True)
class PlanningPaper:
    """A paper on the planning of cadres. `draft_mark`: what every page says while `draft`."""

    letterhead: Letterhead
    opening: str
    parts: tuple[Part, ...]
    closing: str
    signature: Signature
    draft: bool
    draft_mark: str
    dated_on: str


def after_the_grading(year: int, day: date) -> str:
    """How both papers begin: on the letter that asks for the review, with its section, once it was written."""
    result = _("after the result of the review and grading of the year %(year)s") % {"year": year}
    if day < CV_123.issued_on:
        return result[:1].upper() + result[1:]
    words = _("Carrying out section 4 of Official Letter No. %(number)s, %(day)s")
    return f"{words % {'number': CV_123.code, 'day': long_date(CV_123.issued_on)}}, {result}"


def people_table(caption: str, people: Iterable[tuple[str, Entry]], *, with_unit: bool, empty: str) -> Table:
    """(unit, entry) of each person: the name, in the ward's paper the unit, the post, and why."""
    rows = [(entry.name, *((unit,) if with_unit else ()), entry.post, entry.why or NOTHING) for unit, entry in people]
    heads = [
        pgettext("paper", "No"),
        pgettext("paper", "Full name"),
        _("Post planned for"),
        pgettext("paper", "Reason"),
    ]
    if with_unit:
        heads.insert(2, _("Cell or collective"))
    return Table(
        caption,
        simple_heads(*heads),
        numbered(rows),
        "planned-ward" if with_unit else "planned",
        words=tuple(range(1, len(heads))),
        empty=empty,
    )
