"""What both tables say after proposals were taken over into empty rows."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext


def tell_taken_over(request: HttpRequest, taken: int, nothing: str) -> None:
    """How many rows were filled; `nothing`: what to say when none was."""
    words = ngettext(
        "%(count)d empty row now holds its proposal.", "%(count)d empty rows now hold their proposals.", taken
    )
    if taken:
        messages.success(request, words % {"count": taken})
    else:
        messages.info(request, nothing)
