"""Names under which a browser keeps what an account types."""

from django import template

from cells.device_keys import device_name, device_tag
from cells.models import Account

register = template.Library()


@register.simple_tag
def typing_name(account: Account, place: str) -> str:
    return device_name(account, place)


@register.simple_tag
def typing_tag(account: Account) -> str:
    return device_tag(account)
