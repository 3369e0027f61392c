"""The public keys wards are known by: registered by the district, withdrawn with a reason, never deleted."""

import re
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.models import KnownKey, ReceivedReport
from assessments.permissions import may_receive_reports
from assessments.reports.proof.checking import verdict_on
from assessments.reports.proof.keys import NoPublicKeyError, fingerprint, read_public_key
from assessments.reports.proof.reading import NotAReportError
from assessments.selectors.received_reports import Trust, trust_in
from cells import clock
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.roles import Role
from cells.vietnamese import tidy_text
from cells.vocabulary import ROLE_LABELS

_CODE = re.compile(r"\S{1,30}")


@transaction.atomic
def register_key(*, by: Account, ward_code: str, ward_name: str, key: str, on: date) -> KnownKey:
    """`key`: PEM or 64 hexadecimal digits, as the ward handed it over; reports that came before are looked at again.

    Raises NotPermitted; Refused (code, name, no such key, registered already)."""
    require(may_receive_reports(access_of(by, on)), str(ROLE_LABELS[Role.DISTRICT]))
    code, name = tidy_text(ward_code), tidy_text(ward_name)
    refusals = []
    if not _CODE.fullmatch(code):
        refusals.append(Refusal(_("Write the ward's code as its reports print it, for example P11."), "ward_code"))
    if not name:
        refusals.append(Refusal(_("Write the name of the ward's Party organization."), "ward_name"))
    try:
        public_key = read_public_key(key)
    except NoPublicKeyError:
        public_key = ""
        refusals.append(
            Refusal(
                _("This is no public key: it is a file that begins with BEGIN PUBLIC KEY, or 64 hexadecimal digits."),
                "key",
            )
        )
    if refusals:
        raise Refused(*refusals)
    try:
        with transaction.atomic():
            row = KnownKey.objects.create(
                ward_code=code, ward_name=name[:200], public_key=public_key, added_by=by.signature, added_at=clock.now()
            )
    except IntegrityError:
        raise Refused(_("This key of %(ward)s is registered already.") % {"ward": code}, field="key") from None
    record(
        by=by, action="known_key.registered", subject=row, ward_code=code,
        after={
            "public_key": public_key, "fingerprint": fingerprint(public_key), "ward": name,
            "recognised": _recognised(code, public_key),
        },
    )  # fmt: skip
    return row


def _recognised(ward_code: str, public_key: str) -> list[str]:
    """Ids of the ward's reports that came before the key was known and are signed with it: it vouches for them now."""
    found = []
    rows = list(ReceivedReport.objects.select_for_update().filter(ward_code=ward_code, source="pdf").order_by("pk"))
    trust = trust_in(rows, own_key="")
    for row in rows:
        if trust[row.pk] is Trust.KNOWN:
            continue
        try:
            signed = verdict_on(bytes(row.content)).is_signed_with(public_key)
        except NotAReportError:
            continue
        if signed:
            ReceivedReport.objects.filter(pk=row.pk).update(authentic=True, public_key=public_key)
            found.append(row.report_id)
    return found


@transaction.atomic
def withdraw_key(*, by: Account, key_id: int, reason: str, on: date) -> KnownKey:
    """From now on it vouches for nobody; what it signed shows so, also what came before (`received_reports.trust_in`).
    Raises NotPermitted; Refused (no reason, withdrawn already)."""
    require(may_receive_reports(access_of(by, on)), str(ROLE_LABELS[Role.DISTRICT]))
    row = KnownKey.objects.select_for_update().get(pk=key_id)
    if row.withdrawn_at:
        raise Refused(_("%(name)s has withdrawn this key already.") % {"name": row.withdrawn_by})
    reason = tidy_text(reason)
    if not reason:
        raise Refused(_("Say why the key is withdrawn."), field="reason")
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = by.signature, clock.now(), reason[:300]
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    record(
        by=by, action="known_key.withdrawn", subject=row, ward_code=row.ward_code,
        before={"public_key": row.public_key, "fingerprint": fingerprint(row.public_key)}, reason=reason,
    )  # fmt: skip
    return row
