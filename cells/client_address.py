"""Where a request comes from, as far as the portal can know it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's address; "" when there is none. An IPv6 client is its /64 network, of which it may use every address.

    Only behind the proxy that BEHIND_PROXY declares its header counts, and there the last entry alone: the proxy wrote it,
    whatever stands before it came from the client. A proxy that writes none leaves no address: it is nobody's own.
    """
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2]
    return network_of(said)


def network_of(said: str) -> str:
    """What counts as one client: an IPv4 address, the /64 network of an IPv6 one; "" for what is no address."""
    said = said.strip()
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return ""
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def shortened(address: str) -> str:
    """Enough to tell one's own network from another: 192.168.1.… or 2001:db8:1:…; "" stays ""."""
    if not address:
        return ""
    if "." in address:
        return address.rpartition(".")[0] + ".…"
    return ":".join(ipaddress.ip_address(address).exploded.split(":")[:3]) + ":…"
