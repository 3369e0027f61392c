"""Passkeys as a second factor (WebAuthn): made, used, taken away. `webauthn` does the cryptography.

A passkey belongs to the host name it was made at. Browsers make none at an IP address, and none without https, the
machine itself (localhost) excepted.
"""

import ipaddress
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    UserVerificationRequirement,
)

from cells.journal import record
from cells.models import Account, Passkey
from cells.refusals import Refused
from cells.selectors.sign_in import app_of, passkeys_of, recovery_codes_left
from cells.services.edits import locked
from cells.services.mandates import ward_code_of_account
from cells.services.recovery_codes import make_recovery_codes
from cells.services.second_factors import forget_codes_without_factor, refuse_last_factor
from cells.vietnamese import tidy

MOST = 10


@dataclass(frozen=True)
class Site:
    """Where the browser believes to be: `rp_id` the host name, `origin` with scheme and port."""

    rp_id: str
    origin: str

    @property
    def takes_passkeys(self) -> bool:
        try:
            ipaddress.ip_address(self.rp_id.strip("[]"))
        except ValueError:
            return self.origin.startswith("https://") or self.rp_id == "localhost"
        return False


@dataclass(frozen=True)
class Ceremony:
    """`options` for the browser as JSON; `challenge`, base64url, is kept in the session until the answer comes."""

    options: str
    challenge: str


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _descriptor(passkey: Passkey) -> PublicKeyCredentialDescriptor:
    known = {one.value for one in AuthenticatorTransport}
    transports = [AuthenticatorTransport(one) for one in passkey.transports if one in known]
    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.credential_id), transports=transports or None)


def begin_passkey(*, by: Account, site: Site) -> Ceremony:
    """What the browser is asked to make."""
    options = generate_registration_options(
        rp_id=site.rp_id,
        rp_name=site.rp_id,
        user_id=str(by.pk).encode(),
        user_name=by.username,
        user_display_name=by.get_full_name(),
        authenticator_selection=AuthenticatorSelectionCriteria(user_verification=UserVerificationRequirement.PREFERRED),
        exclude_credentials=[_descriptor(one) for one in passkeys_of(by).filter(rp_id=site.rp_id)],
    )
    return Ceremony(options_to_json(options), _text(options.challenge))


@transaction.atomic
def add_passkey(
    *, by: Account, credential: str, challenge: str, site: Site, transports: list[str], name: str, now: datetime
) -> list[str]:
    """Keep the passkey the browser made. Answers the recovery codes when there were none left. Raises Refused."""
    locked(Account.objects, by.pk)
    name = tidy(name)[:60] or _("Passkey")
    if passkeys_of(by).count() >= MOST:
        raise Refused(_("There are %(count)d passkeys already. Take one away first.") % {"count": MOST})
    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError) as wrong:
        raise Refused(_("The device's answer could not be read. Nothing was kept; try again.")) from wrong
    credential_id = _text(made.credential_id)
    if Passkey.objects.filter(credential_id=credential_id).exists():
        raise Refused(_("This device or key is set up already."))
    Passkey.objects.create(
        account=by,
        name=name,
        rp_id=site.rp_id,
        credential_id=credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        transports=[one for one in transports if isinstance(one, str)][:8],
        made_at=now,
    )
    record(by=by, action="account.passkey_added", subject=by, ward_code=ward_code_of_account(by), after={"name": name})
    return [] if recovery_codes_left(by) else make_recovery_codes(by=by)


def ask_for_passkey(*, account: Account, site: Site) -> Ceremony | None:
    """What the browser is asked to sign with; None where the account has no passkey for this host name."""
    usable = list(passkeys_of(account).filter(rp_id=site.rp_id))
    if not usable:
        return None
    options = generate_authentication_options(
        rp_id=site.rp_id,
        allow_credentials=[_descriptor(one) for one in usable],
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Ceremony(options_to_json(options), _text(options.challenge))


@transaction.atomic
def use_passkey(
    *, account: Account, credential: str, credential_id: str, challenge: str, site: Site, now: datetime
) -> bool:
    """Whether one of the account's passkeys signed this challenge. A counter that runs backwards is a copied key: no."""
    passkey = (
        Passkey.objects.select_for_update(of=("self",)).filter(account=account, credential_id=credential_id).first()
    )
    if passkey is None or passkey.rp_id != site.rp_id:
        return False
    try:
        signed = verify_authentication_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
        )
    except (WebAuthnException, ValueError):
        return False
    passkey.sign_count, passkey.last_used_at = signed.new_sign_count, now
    passkey.save(update_fields=["sign_count", "last_used_at"])
    return True


@transaction.atomic
def remove_passkey(*, by: Account, passkey_id: int, on: date) -> str:
    """Take one of the own passkeys away; answers its name. Raises DoesNotExist, Refused for the last factor of an account
    that needs one."""
    locked(Account.objects, by.pk)
    passkey = passkeys_of(by).get(pk=passkey_id)
    others = passkeys_of(by).exclude(pk=passkey_id).exists()
    refuse_last_factor(by, on, others or app_of(by) is not None)
    passkey.delete()
    record(
        by=by,
        action="account.passkey_removed",
        subject=by,
        ward_code=ward_code_of_account(by),
        before={"name": passkey.name},
    )
    forget_codes_without_factor(by)
    return passkey.name
