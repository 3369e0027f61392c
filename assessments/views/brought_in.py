"""Handing out a file that somebody sent. All such addresses, and no others, lie under `assessments/brought-in/`, so that a
proxy may treat them apart (docs/local-network.md)."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def as_download(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """The bytes as they came, as a download only: nothing that somebody sent is ever shown as a page of the portal."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(bytes(content), content_type=content_type, headers=headers)
