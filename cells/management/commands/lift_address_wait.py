"""Let an address that waits after wrong tries be tried from at once: for an office that shut itself out."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from cells.management.one_line import OneLineCommand, refuse
from cells.refusals import Refused
from cells.services.account_security import lift_address_wait


class Command(OneLineCommand):
    help = (
        "Forget the wrong tries made from an address, so that nobody there has to wait. Ask first whether they were your "
        "own people's. The wait of one account is lifted on its page."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("address", help="the address the tries came from, for example 192.168.1.20")

    def handle(self, *args, address: str, **options) -> None:
        with override("vi"):
            try:
                lift_address_wait(address=address, command="lift_address_wait")
            except Refused as refused:
                refuse(str(refused))
            words = _("From the address %(address)s one can sign in at once.")
            self.stdout.write(words % {"address": address.strip()})
