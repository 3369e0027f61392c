"""The browser's half of a passkey: the question as JSON, its challenge kept in the session, the answer read once."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from cells.selectors.sign_in import passkeys_of
from cells.services.passkeys import Ceremony, ask_for_passkey, use_passkey
from cells.views.entering import site_of

_KEPT = "passkey_challenge_"
_LIFE_SECONDS = 300
MOST_BYTES = 20_000


def keep(request: HttpRequest, ceremony: Ceremony, purpose: str) -> HttpResponse:
    request.session[_KEPT + purpose] = [ceremony.challenge, int(timezone.now().timestamp())]
    return HttpResponse(ceremony.options, content_type="application/json")


def kept_challenge(request: HttpRequest, purpose: str) -> str:
    """The challenge that was given out for this purpose, once; "" when there is none or it is old."""
    challenge, at = request.session.pop(_KEPT + purpose, ["", 0])
    return challenge if timezone.now().timestamp() - at < _LIFE_SECONDS else ""


def has_passkey_here(request: HttpRequest) -> bool:
    """Whether the account has a passkey that works under this host name."""
    site = site_of(request)
    return site.takes_passkeys and passkeys_of(request.user).filter(rp_id=site.rp_id).exists()


def offer(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    ceremony = ask_for_passkey(account=request.user, site=site) if site.takes_passkeys else None
    if ceremony is None:
        return JsonResponse({"state": "none"}, status=404)
    return keep(request, ceremony, "use")


def read_answer(text: str) -> dict | None:
    """The browser's answer, if it is JSON with an id."""
    if len(text) > MOST_BYTES:
        return None
    try:
        answer = json.loads(text)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and isinstance(answer.get("id"), str) else None


def check_of(request: HttpRequest, field: str = "passkey") -> Callable[[], bool]:
    """Whether the answer in the posted field is one of the account's passkeys'."""
    text = request.POST.get(field, "")
    challenge = kept_challenge(request, "use")

    def check() -> bool:
        answer = read_answer(text)
        return bool(answer and challenge) and use_passkey(
            account=request.user,
            credential=text,
            credential_id=answer["id"].rstrip("="),
            challenge=challenge,
            site=site_of(request),
            now=timezone.now(),
        )

    return check
