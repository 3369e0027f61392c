"""Who has a file and what comes next, in words."""

from django import template
from django.utils.functional import Promise

from assessments.selectors.custody import holder_of, next_step_of

register = template.Library()


@register.simple_tag
def holder(stage: str) -> str | Promise:
    """Who has a file at this stage."""
    return holder_of(stage)


@register.simple_tag
def next_step(stage: str) -> str | Promise:
    return next_step_of(stage)
