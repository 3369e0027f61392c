"""Is whoever asks on this machine itself?"""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def is_local(request: HttpRequest) -> bool:
    """True only for the loopback. Through a proxy that is not declared (BEHIND_PROXY) nobody is: all would seem near."""
    said = request.META.get("REMOTE_ADDR", "")
    handed_on = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.BEHIND_PROXY:
        said = handed_on.rpartition(",")[2].strip() or said
    elif handed_on or "HTTP_FORWARDED" in request.META:
        return False
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
