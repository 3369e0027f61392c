"""How long the session still lasts: asked by the page that is open (session_end.js), prolonged by whoever works in it."""

import math

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cells import session_marks


@never_cache
@require_http_methods(["GET", "POST"])
def session_state(request: HttpRequest) -> JsonResponse:
    """{"seconds": left, at least 1}; 401 {"signed_out"} once it is over. A POST is work and has prolonged the session already
    (SessionEndMiddleware)."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    now = timezone.now().timestamp()
    idle = request.session.get(session_marks.LAST_SEEN, 0) + settings.SESSION_IDLE_SECONDS
    longest = request.session.get(session_marks.SINCE, 0) + settings.SESSION_COOKIE_AGE
    # A begun second counts: a page told 0 would leave for the sign-in, which would send it back.
    return JsonResponse({"seconds": max(1, math.ceil(min(idle, longest) - now))})
