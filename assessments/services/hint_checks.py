"""What a review hint must say before it is kept: points, who is in charge, the day, the document (rules G2)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from assessments.models import Review, ReviewHint
from assessments.selectors.hints import CITATION, ISSUED, may_be_in_charge
from cells.refusals import Refusal, Refused
from cells.vietnamese import tidy_text

#: Most points of one hint, longest point in characters.
MAX_POINTS, MAX_POINT = 30, 2000
OUTSIDE_ISSUERS = ("district", "city")
WARD = "ward"


@dataclass(frozen=True)
class HintValues:
    """What a hint asks, by when, and who directs the review there. Blank points are left out."""

    points: tuple[str, ...]
    due_on: date | None = None
    in_charge_id: int | None = None


@dataclass(frozen=True)
class HintDocument:
    """The paper a hint stands on; the body only for one from outside."""

    number: str
    dated_on: date
    issuing_body: str = ""


def tidied_points(values: HintValues) -> tuple[str, ...]:
    """Tidied points; none at all, too many or too long ones are refused."""
    points = tuple(text for text in map(tidy_text, values.points) if text)
    if not points:
        raise Refused(_("A hint names at least one concrete point. Write it."), field="point_1", citation=CITATION)
    if len(points) > MAX_POINTS:
        raise Refused(_("A hint holds at most %(most)s points.") % {"most": MAX_POINTS}, field="point_1")
    refuse(
        [
            Refusal(
                _("Point %(position)s is too long: %(found)s characters, at most %(most)s. Shorten it.")
                % {"position": place, "found": len(text), "most": MAX_POINT},
                f"point_{place}",
            )
            for place, text in enumerate(points, start=1)
            if len(text) > MAX_POINT
        ]
    )
    return points


def faults_of_values(review: Review, values: HintValues, on: date, *, issuing: bool) -> list[Refusal]:
    """The ward's own hint, when issued, names who is in charge and a day to come."""
    refusals = []
    if issuing and values.due_on is None:
        refusals.append(Refusal(_("Say by which day the points are to be answered."), "due_on", CITATION))
    if issuing and values.due_on is not None and values.due_on < on:
        refusals.append(Refusal(_("The day by which to answer lies in the past."), "due_on"))
    if issuing and values.in_charge_id is None:
        words = _("Name the committee member in charge of directing this review.")
        refusals.append(Refusal(words, "in_charge", "123-CV/ĐU 3.5"))
    if values.in_charge_id is not None:
        if values.in_charge_id == review.member_id:
            words = _("Nobody is in charge of directing their own review. Name somebody else.")
            refusals.append(Refusal(words, "in_charge"))
        elif values.in_charge_id not in {person.pk for person in may_be_in_charge(review.campaign.ward_id, on)}:
            words = _("The person in charge must sit in the ward's Party committee. Choose from the list.")
            refusals.append(Refusal(words, "in_charge", "123-CV/ĐU 3.5"))
    return refusals


def faults_of_document(review: Review, issuer: str, document: HintDocument, on: date) -> list[Refusal]:
    refusals = []
    if not document.number:
        refusals.append(Refusal(_("The hint needs the number of its document."), "number"))
    if document.dated_on > on:
        refusals.append(Refusal(_("The document is dated after today."), "dated_on"))
    if not document.issuing_body:
        refusals.append(Refusal(_("Name the body that issued the hint."), "issuing_body"))
    if (
        document.number
        and ReviewHint.objects.filter(review=review, issuer=issuer, number=document.number, state=ISSUED).exists()
    ):
        words = _("A hint for %(name)s under the number %(number)s stands already.")
        refusals.append(Refusal(words % {"name": review.name, "number": document.number}, "number"))
    return refusals


def refuse(refusals: list[Refusal]) -> None:
    if refusals:
        raise Refused(*refusals)
