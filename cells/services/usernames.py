"""A username that is free: one account each."""

from django.utils.translation import gettext as _

from cells.account_names import username_problem
from cells.models import Account
from cells.refusals import Refused


def free_username(username: str, field: str = "username") -> str:
    """The username as it will be stored. Raises Refused when its shape is wrong or an account has it."""
    username = username.strip().lower()
    if problem := username_problem(username):
        raise Refused(problem, field=field)
    if Account.objects.filter(username=username).exists():
        raise Refused(
            _("The account name %(username)s is taken. Choose another.") % {"username": username}, field=field
        )
    return username
