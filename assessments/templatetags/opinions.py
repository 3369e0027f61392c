"""What the bodies said of one row, out of what was read for the whole table."""

from django import template

register = template.Library()


@register.filter
def of_review(told, review_id: int):
    """The value held for a review in a dictionary by review id; nothing where there is none."""
    return (told or {}).get(review_id, ())
