"""The key of the signed-in account, for its own browser and for no store on the way."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cells.device_keys import device_key, device_tag


@never_cache
@require_GET
def key_of_this_account(request: HttpRequest) -> JsonResponse:
    """{"key" in base64, "tag"}; 401 {"signed_out"} for somebody who is not signed in."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    return JsonResponse({"key": device_key(request.user), "tag": device_tag(request.user)})
