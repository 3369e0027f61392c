"""Who is about to sign, as the browser shows it: before every signature (services.reauthentication)."""

from django.http import HttpRequest

from assessments.services.reauthentication import Signer
from cells.client_address import client_address
from cells.views.passkey_answers import check_of, has_passkey_here

PASSKEY = "passkey"
#: Posted fields that no report of a fault may show.
SECRETS = ("password", PASSKEY)


def signer_of(request: HttpRequest) -> Signer:
    return Signer(
        account=request.user,
        address=client_address(request),
        has_passkey=has_passkey_here(request),
        passkey=check_of(request, PASSKEY) if request.POST.get(PASSKEY) else None,
    )
