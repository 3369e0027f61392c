"""Acceptance in two steps: files laid aside one by one, their totals looked at, accepted together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.forms.ids import read_id
from assessments.selectors.acceptance import acceptance_of
from assessments.selectors.desk import desk_of
from assessments.services.acceptance import accept_staged, stage_file
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.views.files import ward_file
from cells.clock import today
from cells.refusals import Refused
from cells.vocabulary import GivenGrade

_MARK = "mark-"


@login_required
@require_http_methods(GET_POST)
def acceptance(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    refusals = []
    if request.method == "POST":
        try:
            accepted = accept_staged(by=request.user, campaign_id=campaign.pk, seen=_seen(request), on=today())
        except Refused as refused:
            refusals = refused.refusals
        else:
            done = ngettext("%(count)d file has been accepted.", "%(count)d files have been accepted.", len(accepted))
            messages.success(request, done % {"count": len(accepted)})
            return redirect("assessments:acceptance", campaign.pk)
    desk = desk_of(campaign)
    context = {
        "campaign": campaign,
        "acceptance": acceptance_of(desk),
        "caps": desk.answer.caps,
        "desk": desk,
        "grades": GivenGrade.choices,
        "is_office": access.is_office(campaign.ward_id),
        "refusals": refusals,
    }
    return render(request, "assessments/rounds/acceptance.html", context)


def _seen(request: HttpRequest) -> dict[int, str]:
    """File id → the mark of what the page showed of it."""
    typed = {name.removeprefix(_MARK): value for name, value in request.POST.items() if name.startswith(_MARK)}
    return {pk: mark for text, mark in typed.items() if (pk := read_id(text)) is not None}


@login_required
@require_POST
def file_stage(request: HttpRequest, file_id: int) -> HttpResponse:
    """Lay a file aside (`staged`), or take it back; then to where one came from: the list or the file."""
    _access, file = ward_file(request, file_id)
    staged = "staged" in request.POST
    try:
        stage_file(by=request.user, file_id=file.pk, staged=staged, on=today())
    except Refused as refused:
        messages.error(request, " ".join(map(str, refused.refusals)))
    else:
        words = _("“%(file)s” is laid aside to be accepted.") if staged else _("“%(file)s” is no longer laid aside.")
        messages.success(request, words % {"file": file.name})
    if "list" in request.POST:
        return redirect("assessments:acceptance", file.campaign_id)
    return redirect("assessments:file_detail", file.pk)
