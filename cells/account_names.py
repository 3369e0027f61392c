"""Account names: small letters that anyone can type. No database."""

import re

from django.utils.translation import gettext as _

from cells.vietnamese import fold

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
_OTHER = re.compile(r"[^a-z0-9._-]+")


def username_problem(username: str) -> str:
    """What is wrong with the shape of a username; "" when nothing is."""
    if _USERNAME.fullmatch(username):
        return ""
    message = _(
        "“%(username)s” is no account name: use 3 to 60 small letters without accents, digits, dots or hyphens."
    )
    return message % {"username": username}


def suggested_username(prefix: str, code: str, taken: set[str]) -> str:
    """`bithu.kp03`; with a number behind when that name is taken. Adds its answer to `taken`."""
    base = f"{prefix}.{_OTHER.sub('', fold(code))}"[:50]
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}.{number}"
    taken.add(name)
    return name
