"""Names under which a browser keeps what an account types."""

from django import template

from cells.acting import mark_of
from cells.device_keys import device_name, device_tag
from cells.models import Account

register = template.Library()


@register.simple_tag
def typing_name(account: Account, place: str) -> str:
    return device_name(account, place)


@register.simple_tag
def writer_mark(account: Account) -> str:
    """Who writes on this page, and in whose place: the page is sent in no other name."""
    return mark_of(account)


@register.simple_tag
def typing_tag(account: Account) -> str:
    return device_tag(account)
