"""Journal entries in words."""

from django import template

from cells.models import JournalEntry
from cells.selectors.journal_words import action_words

register = template.Library()


@register.filter
def deed(entry: JournalEntry) -> str:
    """What was done, in words."""
    return action_words(entry.action)
