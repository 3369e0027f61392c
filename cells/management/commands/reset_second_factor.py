"""Take an account's second factor away from the command line: for the one whom nobody else can help."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from cells.management.one_line import OneLineCommand, refuse
from cells.refusals import Refused
from cells.services.account_security import reset_factor_from_command_line


class Command(OneLineCommand):
    help = (
        "Take app, passkeys and recovery codes of an account away and end its sessions. At the next sign-in a new second "
        "factor is set up. For whoever lost phone and sheet, where no other account may reset it."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("username", help="account name")

    def handle(self, *args, username: str, **options) -> None:
        with override("vi"):
            try:
                account = reset_factor_from_command_line(username=username, command="reset_second_factor")
            except Refused as refused:
                refuse(str(refused))
            words = _("The second factor of %(name)s (%(username)s) is reset; every session of the account has ended.")
            self.stdout.write(words % {"name": account.display_name, "username": account.username})
