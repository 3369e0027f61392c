"""On pages that retention left blank: that it did, when, by which rule."""

from django import template

from assessments.models import Campaign
from assessments.selectors.erased_years import erased_details, erased_year
from cells.models import Member

register = template.Library()


@register.inclusion_tag("assessments/closing/_erased_year.html")
def erased_note(campaign: Campaign) -> dict:
    """Above what a year holds in words; nothing while it stands."""
    return {"erased": erased_year(campaign)}


@register.inclusion_tag("assessments/closing/_erased_details.html")
def erased_person_note(member: Member) -> dict:
    """Above the details of somebody who left; nothing while they stand."""
    return {"erased": erased_details(member)}


@register.simple_tag
def erased_on(campaign: Campaign):
    """When the texts of this year were erased; None while they stand."""
    erased = erased_year(campaign)
    return erased and erased.at
