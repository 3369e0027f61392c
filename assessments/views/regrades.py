"""An order to grade again one subject whose grade was signed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from assessments.forms.ids import read_id
from assessments.forms.signing import RegradeForm
from assessments.models import Grading
from assessments.permissions import visible_reviews
from assessments.services.regrades import regrade as give_again
from assessments.views.campaigns import GET_POST
from assessments.views.signer import SECRETS, signer_of
from assessments.workflow import GradingStep
from cells.access import access_of, require
from cells.acting import is_about_self
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS, GivenGrade


@login_required
@sensitive_post_parameters(*SECRETS)
@require_http_methods(GET_POST)
def regrade(request: HttpRequest, review_id: int) -> HttpResponse:
    on = today()
    access = access_of(request.user, on)
    review = get_object_or_404(visible_reviews(access).select_related("campaign__ward", "file"), pk=review_id)
    campaign = review.campaign
    if not access.sees_ward(campaign.ward_id):
        raise Http404
    require(access.is_committee(campaign.ward_id), str(ROLE_LABELS[Role.COMMITTEE]))
    given = list(
        Grading.objects.filter(review=review, step=GradingStep.DECISION).select_related("decision").order_by("-pk")
    )
    standing = next((grading for grading in given if grading.current), None)
    shown = {"expected": standing.pk if standing else 0}
    data = request.POST if request.method == "POST" else None
    asks = data is not None and "finding_reason" in data
    form = RegradeForm(data, signer=signer_of(request), initial=shown, asks_for_findings=asks)
    context: dict = {"refusals": []}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["expected"]
        try:
            decision = give_again(
                by=request.user,
                review_id=review.pk,
                grade=form.new_grade,
                reason=form.cleaned_data["reason"],
                finding_reason=form.cleaned_data.get("finding_reason", ""),
                number=form.cleaned_data["number"],
                signed_on=form.cleaned_data["signed_on"],
                seen=read_id(seen) or 0,
                on=on,
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
            if any(refusal.field == "finding_reason" for refusal in refused.refusals):
                form.ask_for_findings()
        except StaleEdit as stale:
            form.change_shown(expected=stale.current.pk)
            context["stale"] = _stale(request, form, stale.current)
        else:
            messages.success(request, _("%(name)s has been graded anew.") % {"name": review.name})
            return redirect("assessments:decision_detail", decision.pk)
    context |= {
        "campaign": campaign,
        "review": review,
        "standing": standing,
        "former": [grading for grading in given if not grading.current],
        "is_own": is_about_self(request.user, review.member_id),
        "form": form,
    }
    return render(request, "assessments/decision/regrade.html", context)


def _stale(request: HttpRequest, typed: RegradeForm, current: Grading) -> dict:
    words = {grade: str(label) for grade, label in GivenGrade.choices}
    return {
        "by": current.by_name,
        "at": current.at,
        "changes": [(_("New grade"), words.get(current.grade, ""), words.get(typed.new_grade, ""))],
        "reload_url": request.path,
    }
