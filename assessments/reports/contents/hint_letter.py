"""The letter of a review hint (gợi ý kiểm điểm): points, due day, the committee member in charge (123-CV/ĐU 3.5)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import ReviewHint
from assessments.reports.contents.blocks import paragraphs_of
from assessments.reports.contents.party_document import Letterhead, Signature
from assessments.reports.contents.ward_letter import LETTER, carrying_out, short_date, ward_head, ward_signature
from assessments.selectors.hints import ISSUED, SECTION_NUMBER
from cells.models import WardProfile


@dataclass(frozen=True, slots=True)
class HintLetter:
    """points: what is to be made clear, numbered, in the issuer's words. asks: by when, who directs the review there."""

    letterhead: Letterhead
    opening: str
    points: tuple[str, ...]
    asks: tuple[str, ...]
    signature: Signature
    draft: bool
    draft_mark: str
    dated_on: str


def is_written_here(hint: ReviewHint) -> bool:
    """The ward's own hint, drafted or issued. One from the district or the city has its own paper, and one that was
    withdrawn stands no more."""
    return hint.issuer == "ward" and hint.state != "withdrawn"


def hint_letter(hint: ReviewHint) -> HintLetter:
    """One query, for the points. The hint's review with campaign, ward, file and person in charge must be loaded."""
    review = hint.review
    campaign = review.campaign
    profile = campaign.ward.profile
    issued = hint.state == ISSUED
    day = hint.dated_on or campaign.review_date
    name = _("Comrade %(name)s") % {"name": review.name} if review.member_id else review.name
    to = f"{name}, {review.file.name}" if review.member_id else name
    opening = _("%(basis)s; the %(body)s puts the following points to %(name)s, to be made clear in the review:") % {
        "basis": carrying_out("3.5", day),
        "body": hint.issuing_body or profile.deciding_body or profile.committee_name,
        "name": _as_inside(review.name, is_person=bool(review.member_id)),
    }
    return HintLetter(
        letterhead=ward_head(
            profile,
            number=hint.number if issued else "",
            day=hint.dated_on if issued else None,
            kind=LETTER,
            subject=_("On points for the review of the year %(year)s") % {"year": campaign.year},
            to=to,
        ),
        opening=opening,
        points=_numbered([point.text for point in hint.points.all()]),
        asks=_asks(hint, profile),
        signature=ward_signature(profile, _("As above"), review.file.name)
        if review.member_id
        else ward_signature(profile, _("As above")),
        draft=not issued,
        draft_mark=_("DRAFT – not issued yet"),
        dated_on=day.isoformat(),
    )


def _as_inside(name: str, *, is_person: bool) -> str:
    """A person's name as it stands inside a sentence."""
    return _("comrade %(name)s") % {"name": name} if is_person else name


def _numbered(points: list[str]) -> tuple[str, ...]:
    lines: list[str] = []
    for number, text in enumerate(points, start=1):
        first, *more = paragraphs_of(text) or ("",)
        lines += [f"{number}. {first}", *more]
    return tuple(lines)


def _asks(hint: ReviewHint, profile: WardProfile) -> tuple[str, ...]:
    answer = _("Every point is answered in section %(section)s of the self-critique.") % {"section": SECTION_NUMBER}
    if hint.due_on:
        answer = _(
            "Every point is answered in section %(section)s of the self-critique; the answers are due at the Office of "
            "the %(committee)s by %(day)s."
        ) % {"section": SECTION_NUMBER, "committee": profile.committee_name, "day": short_date(hint.due_on)}
    if hint.in_charge is None:
        return (f"{answer[:-1]}./.",)
    charge = _("Comrade %(name)s, member of the Party Committee, is assigned to direct the review there./.")
    return answer, charge % {"name": hint.in_charge.full_name}
