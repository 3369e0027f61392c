"""What the page sends by itself while somebody writes; every answer is JSON with the words for the state line."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments.forms.critiques import CritiqueForm
from assessments.models import SelfCritique
from assessments.selectors.critiques import form_of
from assessments.selectors.hints import issued_points
from assessments.services import self_critiques
from assessments.views.seen import seen_critique
from cells.access import NotPermitted
from cells.acting import mark_of
from cells.clock import today
from cells.models import Account
from cells.refusals import Refused, StaleEdit


@never_cache
@require_POST
def critique_autosave(request: HttpRequest, review_id: int) -> JsonResponse:
    """200 saved {state, revision, saved_at, words}; 401 {signed_out}; 403 another account, or no right to write;
    404 as everywhere; 409 another hand saved first {by, at}; 422 refused. All but 401 carry `words`."""
    if not request.user.is_authenticated:
        return JsonResponse({"state": "signed_out", "signed_out": True}, status=401)
    if request.POST.get("writer", mark_of(request.user)) != mark_of(request.user):
        return _said("other_account", other_account_words(request.user, request.POST["writer"]), 403)
    _access, review = seen_critique(request, review_id)
    critique = SelfCritique.objects.filter(review=review).first()
    form = CritiqueForm(form_of(review, critique), request.POST, points=issued_points(review))
    if not form.is_valid():
        return _said("refused", " ".join(error for errors in form.errors.values() for error in errors), 422)
    try:
        saved = self_critiques.autosave(
            by=request.user,
            review_id=review.pk,
            values=form.values(),
            revision=form.cleaned_data["revision"],
            on=today(),
        )
    except NotPermitted as refusal:
        return _said("not_permitted", str(refusal), 403)
    except Refused as refused:
        return _said("refused", " ".join(str(refusal) for refusal in refused.refusals), 422)
    except StaleEdit as edit:
        return _stale(edit.current)
    at = _clock_time(saved)
    words = _("Saved at %(at)s") % {"at": at}
    return JsonResponse({"state": "saved", "revision": saved.revision, "saved_at": at, "words": words})


def other_account_words(account: Account, writer: str) -> str:
    """`writer`: whose hand the page was opened for; the same account may have acted for another then, or for itself."""
    if writer.partition("-")[0] == str(account.pk):
        return _(
            "Not saved: since this page was opened it was changed in whose place you act. Change it back and open the page "
            "again; what you typed is kept for that place."
        )
    message = _(
        "Not saved: this browser has since signed in as %(name)s. Sign in again as the account that wrote this text; "
        "it is kept for that account."
    )
    return message % {"name": account.display_name}


def _stale(critique: SelfCritique | None) -> JsonResponse:
    by, at = (critique.saved_by, _clock_time(critique)) if critique else ("", "")
    message = _(
        "%(by)s changed this self-critique at %(at)s. What you type is not saved by itself any more: "
        "press “Save draft” to see both side by side."
    )
    return _said("stale", message % {"by": by, "at": at}, 409, by=by, at=at)


def _said(state: str, words: str, status: int, **more: str) -> JsonResponse:
    return JsonResponse({"state": state, "words": words, **more}, status=status)


def _clock_time(critique: SelfCritique) -> str:
    """14:32 of today, 14:32 08/01/2022 of another day."""
    saved = timezone.localtime(critique.saved_at)
    return f"{saved:%H:%M}" if saved.date() == today() else f"{saved:%H:%M %d/%m/%Y}"
