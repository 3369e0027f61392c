"""Which ward a command means."""

from django.utils.translation import gettext as _

from cells.models import Organization
from cells.refusals import Refused
from cells.vocabulary import OrganizationKind


def ward_of_code(code: str = "") -> Organization:
    """The ward with this code; without a code the only ward there is. Raises Refused, naming how to make or choose one."""
    wards = list(Organization.objects.filter(kind=OrganizationKind.WARD).order_by("code").select_related("profile"))
    if code:
        found = [ward for ward in wards if ward.code.lower() == code.lower()]
        if not found:
            raise Refused(
                _("There is no ward with the code %(code)s. Make it with: manage.py setup_ward (--help shows how).")
                % {"code": code}
            )
        return found[0]
    if not wards:
        raise Refused(_("There is no ward yet. Make it with: manage.py setup_ward (--help shows how)."))
    if len(wards) > 1:
        codes = ", ".join(ward.code for ward in wards)
        raise Refused(_("There are several wards: %(codes)s. Name one with --organization.") % {"codes": codes})
    return wards[0]
