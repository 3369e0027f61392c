"""On pages of the ground: a year is open, and how it follows what is changed here."""

from urllib.parse import urlencode

from django import template

from assessments.models import LateChange, Opinion, Review, ReviewFile
from assessments.selectors.late_changes import ahead_of, changes_in_file, following_years
from assessments.workflow import CampaignStage
from cells.access import access_of
from cells.clock import today

register = template.Library()


@register.inclusion_tag("assessments/late/_open_years.html")
def open_years(ward_id: int | None, kind: str = "", **about) -> dict:
    """The open years of a ward with the way to record a change there; nothing without one.

    kind: of the change, where the page knows it. about: `member`, `collective`, `cell` … as the form's address has them.
    """
    years = list(following_years(ward_id)) if ward_id else []
    query = {"kind": kind} if kind else {}
    query |= {name: value for name, value in about.items() if value}
    return {"years": years, "query_text": urlencode(query), "kind": kind}


@register.inclusion_tag("assessments/late/_open_years_list.html")
def open_years_and_list(ward_id: int, plan) -> dict:
    """Before a member list is applied: what of it an open year will not follow by itself."""
    moved = sum(any(change.field == "cell" for change in entry.changes) for entry in plan.changed)
    return {
        "years": list(following_years(ward_id)),
        "new": len(plan.new),
        "moved": moved,
        "other": len(plan.changed) - moved,
        "gone": len(plan.gone),
    }


@register.inclusion_tag("assessments/late/_open_years_after.html")
def open_years_after_list(ward_id: int) -> dict:
    """After a list or workbook is applied: where an open year is brought up to it."""
    return {"years": [(year, len(ahead_of(year))) for year in following_years(ward_id)]}


@register.inclusion_tag("assessments/late/_note.html")
def late_note(review: Review) -> dict:
    """What came of a review after the opening: it left the year, or its former cell's comment is required."""
    changes = list(LateChange.objects.filter(review=review).order_by("-at", "-pk"))
    last = next((change for change in changes if change.concerns_year), None)
    former = last.after.get("former_cell") if last else None
    told = former and Opinion.objects.filter(review=review, body="former_cell").exists()
    return {
        "review": review,
        "change": last,
        "former": former if former and former["opinion_required"] and not told else None,
    }


@register.inclusion_tag("assessments/late/_people.html", takes_context=True)
def late_people(context, file: ReviewFile) -> dict:
    """Below the list of people: who came and went after the opening, and whom to tell that somebody is missing."""
    access = access_of(context["request"].user, today())
    return {
        "file": file,
        "changes": changes_in_file(file),
        "is_office": access.is_office(file.campaign.ward_id) and file.campaign.stage == CampaignStage.OPEN,
    }


@register.inclusion_tag("assessments/late/_of_file.html")
def late_of_file(file: ReviewFile) -> dict:
    """In the history of a file: who came and went, on which paper."""
    return {"file": file, "changes": changes_in_file(file)}
