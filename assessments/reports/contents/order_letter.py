"""The letters that send a file back: to be put right, or to be reviewed again (rules G4; 123-CV/ĐU 3.7)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Order
from assessments.models.fields import FILE_SECTION_LABELS
from assessments.reports.contents.blocks import paragraphs_of
from assessments.reports.contents.party_document import Letterhead, Signature
from assessments.reports.contents.ward_letter import LETTER, carrying_out, short_date, ward_head, ward_signature


@dataclass(frozen=True, slots=True)
class OrderLetter:
    """reasons: in general, then section by section, as they were typed. asks: what is to be done, by when."""

    letterhead: Letterhead
    opening: str
    reasons: tuple[str, ...]
    asks: tuple[str, ...]
    signature: Signature
    draft: bool
    draft_mark: str
    dated_on: str


def order_letter(order: Order) -> OrderLetter:
    """No query: the order's campaign, ward, profile and file must be loaded. Of a re-grade: see regrade_decision."""
    campaign, unit = order.campaign, order.file.name
    profile, issued = campaign.ward.profile, order.state == "issued"
    day = order.dated_on or campaign.review_date
    words = {"basis": carrying_out("3.7", day), "body": profile.deciding_body or profile.committee_name, "unit": unit}
    if order.kind == "re_review":
        subject = _("On reviewing the year %(year)s again")
        opening = _("%(basis)s; the %(body)s asks %(unit)s to hold its review again, for these reasons:") % words
    else:
        subject = _("On completing the file of the review and grading of the year %(year)s")
        opening = _("%(basis)s; the %(body)s returns the file of %(unit)s to be put right, for these reasons:") % words
    return OrderLetter(
        letterhead=ward_head(
            profile,
            number=order.number if issued else "",
            day=order.dated_on if issued else None,
            kind=LETTER,
            subject=subject % {"year": campaign.year},
            to=unit,
        ),
        opening=opening,
        reasons=_reasons(order),
        asks=_asks(order, profile.committee_name),
        signature=ward_signature(profile, _("As above")),
        draft=not issued,
        draft_mark=_("DRAFT – not issued yet"),
        dated_on=day.isoformat(),
    )


def _reasons(order: Order) -> tuple[str, ...]:
    """What was typed in general, then for each section under its name."""
    lines = list(paragraphs_of(order.note))
    for number, reason in enumerate(order.section_reasons, start=1):
        first, *more = paragraphs_of(reason["text"]) or ("",)
        label = FILE_SECTION_LABELS.get(reason["section"], reason["section"])
        lines += [f"{number}. {label}: {first}", *more]
    return tuple(lines)


def _asks(order: Order, committee: str) -> tuple[str, ...]:
    lines = []
    if order.kind == "re_review":
        lines.append(
            _(
                "The grades decided before stay on record and are decided anew after the review; until then they are "
                "not used."
            )
        )
    due = _("The file is sent again to the Office of the %(committee)s./.") % {"committee": committee}
    if order.due_on:
        due = _("The file is sent again to the Office of the %(committee)s by %(day)s./.") % {
            "committee": committee,
            "day": short_date(order.due_on),
        }
    return *lines, due
