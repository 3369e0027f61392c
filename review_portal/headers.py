"""What every answer tells the browser, files from the disk and refusals included. Stands before Django's own middleware."""

from collections.abc import Callable

from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

CSP = "Content-Security-Policy"
#: Whatever a file from outside holds, opened from here it is nobody, and reaches nothing.
DOWNLOAD_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
# What the portal never asks for stays shut, whatever a page may come to hold; passkeys are its own.
_SHUT = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media"),
    *("fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer"),
    *("microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb"),
    "xr-spatial-tracking",
)
_OWN = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in _SHUT), *(f"{name}=(self)" for name in _OWN)])


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers["Permissions-Policy"] = PERMISSIONS
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["X-Content-Type-Options"] = "nosniff"
        headers.setdefault("X-Frame-Options", "DENY")
        # After signing out, the way back shows nothing; files from the disk say themselves how long they stay.
        headers.setdefault("Cache-Control", "no-store, private")
        if headers.get("Content-Disposition", "").startswith("attachment"):
            headers[CSP] = DOWNLOAD_POLICY
            headers["Referrer-Policy"] = "no-referrer"
        elif CSP not in headers:  # answered before the middleware that says it
            headers[CSP] = build_policy()
        return response
