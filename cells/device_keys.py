"""What keeps typed text on a device unreadable to everybody but its own account.

The browser encrypts with the account's key, which it is given only while that account is signed in, and stores under a
name that tells neither whose text it is nor where it was typed. Nothing of this is stored: it follows from SECRET_KEY.
"""

from base64 import b64encode

from django.utils.crypto import salted_hmac

from cells.acting import mark_of
from cells.models import Account

_SALT = "cells.device_keys."


def device_key(account: Account) -> str:
    """The account's AES-256 key, base64."""
    return b64encode(salted_hmac(_SALT + "key", str(account.pk), algorithm="sha256").digest()).decode()


def device_tag(account: Account) -> str:
    """Stands at the head of every name of this account, so that signing out finds them all; 32 hexadecimal digits."""
    return salted_hmac(_SALT + "tag", str(account.pk), algorithm="sha256").hexdigest()[:32]


def device_name(account: Account, place: str) -> str:
    """The name under which the text of one form is kept; `place` is the path of its page. 32 digits : 32 digits.

    What is typed in another's place is offered again in that place alone.
    """
    mark = salted_hmac(_SALT + "name", f"{mark_of(account)} {place}", algorithm="sha256").hexdigest()[:32]
    return f"{device_tag(account)}:{mark}"
