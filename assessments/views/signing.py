"""Sign: what will be decided in numbers, what stands in the way, reasons given, then number, date and password."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from assessments.forms.signing import SigningForm
from assessments.models.fields import SCOPE_LABELS, SUBJECT_LABELS
from assessments.selectors.desk import desk_of
from assessments.selectors.signing import Signing, reasons_of, signing_of
from assessments.services import decisions
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.views.decision_table import known_scope
from assessments.views.signer import SECRETS, signer_of
from cells.access import require
from cells.clock import today
from cells.refusals import Refused
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS, GivenGrade


@login_required
@sensitive_post_parameters(*SECRETS)
@require_http_methods(GET_POST)
def sign(request: HttpRequest, campaign_id: int, scope: str) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    wanted = known_scope(scope)
    require(access.is_committee(campaign.ward_id), str(ROLE_LABELS[Role.COMMITTEE]))
    form = SigningForm(request.POST if request.method == "POST" else None, signer=signer_of(request))
    refusals = []
    if request.method == "POST" and form.is_valid():
        try:
            decision = decisions.sign(
                by=request.user,
                campaign_id=campaign.pk,
                scope=wanted,
                number=form.cleaned_data["number"],
                signed_on=form.cleaned_data["signed_on"],
                on=today(),
                expected=form.cleaned_data["expected"],
            )
        except Refused as refused:
            refusals = refused.refusals
        else:
            signed = ngettext(
                "%(count)d grade signed: decision %(number)s.",
                "%(count)d grades signed: decision %(number)s.",
                decision.rows,
            )
            messages.success(request, signed % {"count": decision.rows, "number": decision.number})
            return redirect("assessments:decision_detail", decision.pk)
    desk = desk_of(campaign)
    signing = signing_of(desk, wanted, request.user)
    form.change_shown(expected=signing.token)  # the page always carries the fingerprint of the numbers it shows
    obstacles = decisions.obstacles_to(signing)
    found = [decisions.finding_refusal(finding) for finding in signing.blocking]
    context = {
        "campaign": campaign,
        "scope": wanted,
        "label": SCOPE_LABELS[wanted],
        "signing": signing,
        "counts": _counted(signing),
        "grades": GivenGrade.choices,
        "obstacles": obstacles,
        "order": [refusal for refusal in obstacles if refusal not in found],
        "waiting": [decisions.wait_words(row.review.name, signing.waits[row.person]) for row in signing.waiting],
        "reasons": reasons_of(desk),
        "form": form,
        "refusals": refusals,
    }
    return render(request, "assessments/decision/sign.html", context)


def _counted(signing: Signing) -> list[tuple[str, list[int], int]]:
    """(kind of subject, how many of each grade, how many in all)."""
    return [(str(SUBJECT_LABELS[kind]), list(given.values()), sum(given.values())) for kind, given in signing.counts]
