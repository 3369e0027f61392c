"""Trying to get in, without a browser: what a service test asks of the door."""

from datetime import datetime

from django.utils import timezone

from cells.models import Account
from cells.services.proofs import try_secret
from cells.services.sign_in_doors import Waiting


def try_pin(*, username: str, pin: str, address: str = "", now: datetime | None = None) -> Account | None:
    """The account that a right password or PIN opens; None for a wrong one, and while the door waits."""
    try:
        opened = try_secret(username=username, secret=pin, address=address, now=now or timezone.now())
    except Waiting:
        return None
    return opened.account if opened else None
