"""A new first password from the command line: for the administrator whom nobody else can help."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from cells.management.one_line import OneLineCommand, refuse
from cells.refusals import Refused
from cells.services.passwords import reset_from_command_line


class Command(OneLineCommand):
    help = "Give an account a new single-use first password, printed once. For an administrator who is locked out."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username", help="account name")

    def handle(self, *args, username: str, **options) -> None:
        with override("vi"):
            try:
                password = reset_from_command_line(username=username, command="new_first_password")
            except Refused as refused:
                refuse(str(refused))
            self.stdout.write(_("First password, shown only now: %(password)s") % {"password": password})
