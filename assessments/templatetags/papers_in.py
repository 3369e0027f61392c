"""Papers that stand for a self-critique, on the pages of that self-critique."""

from django import template
from django.template import Context

from assessments.models import Review
from assessments.permissions import may_write_file
from assessments.selectors.attachments import papers_of_critique
from assessments.selectors.standings import WRITES_CRITIQUE
from cells.access import access_of
from cells.clock import today

register = template.Library()


@register.inclusion_tag("assessments/attachment/_of_critique.html", takes_context=True)
def paper_note(context: Context, review: Review, *, writing: bool = False) -> dict:
    """Which pages there are; for whoever may write the file the way to attach some. `writing`: the form stands below."""
    access = access_of(context["request"].user, today())
    attaches = review.kind in WRITES_CRITIQUE and review.left_on is None and may_write_file(access, review.file)
    return {
        "papers": papers_of_critique(review),
        "writing": writing,
        "attach_to": review if attaches else None,
    }
