"""Issuing and withdrawing a review hint: pages of their own that say what will happen."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from assessments.forms.hints import IssuedHint, WithdrawnHint, initial_issue
from assessments.models import ReviewHint
from assessments.selectors.hints import may_be_in_charge, with_points
from assessments.services import hints
from assessments.views.campaigns import GET_POST
from assessments.views.hints import ward_hint, with_revision
from assessments.views.signer import SECRETS, signer_of
from cells.acting import is_about_self
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role


@login_required
@sensitive_post_parameters(*SECRETS)
@require_http_methods(GET_POST)
def hint_issue(request: HttpRequest, hint_id: int) -> HttpResponse:
    _access, row = ward_hint(request, hint_id, Role.COMMITTEE)
    hint, review = row.hint, row.hint.review
    people = may_be_in_charge(review.campaign.ward_id, today())
    data = request.POST if request.method == "POST" else None
    form = IssuedHint(data, people=people, signer=signer_of(request), initial=initial_issue(hint, people))
    context: dict = {"refusals": []}
    if data is not None and form.is_valid():
        try:
            hints.issue_hint(
                by=request.user,
                hint_id=hint.pk,
                document=form.document(),
                in_charge_id=form.cleaned_data["in_charge"],
                due_on=form.cleaned_data["due_on"],
                revision=form.cleaned_data["revision"],
                on=today(),
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as edit:
            form.change_shown(revision=edit.current.revision)
            context["stale"] = _stale(request, edit.current)
        else:
            messages.success(request, _("The hint for %(name)s has been issued.") % {"name": review.name})
            return redirect("assessments:hint_detail", hint.pk)
        [row] = with_points(ReviewHint.objects.filter(pk=hint.pk))
    own = is_about_self(request.user, review.member_id)
    context |= {
        "row": row,
        "hint": row.hint,
        "review": review,
        "campaign": review.campaign,
        "form": form,
        "reopening": hints.reopening(review),
        "own": own,
        "may_issue": row.hint.state == "draft" and not own,
    }
    return render(request, "assessments/hint/hint_issue.html", context)


@login_required
@require_http_methods(GET_POST)
def hint_withdraw(request: HttpRequest, hint_id: int) -> HttpResponse:
    _access, row = ward_hint(request, hint_id, None)
    hint, review = row.hint, row.hint.review
    data = request.POST if request.method == "POST" else None
    form = WithdrawnHint(data, initial={"revision": hint.revision})
    context: dict = {"refusals": []}
    if data is not None and form.is_valid():
        try:
            hints.withdraw_hint(by=request.user, hint_id=hint.pk, on=today(), **form.cleaned_data)
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as edit:
            form = WithdrawnHint(with_revision(request, edit.current))
            context["stale"] = _stale(request, edit.current)
        else:
            messages.success(request, _("The hint for %(name)s has been withdrawn.") % {"name": review.name})
            return redirect("assessments:hint_detail", hint.pk)
        [row] = with_points(ReviewHint.objects.filter(pk=hint.pk))
    context |= {
        "row": row,
        "hint": row.hint,
        "review": review,
        "campaign": review.campaign,
        "form": form,
        "may_withdraw": row.hint.state != "withdrawn",
    }
    return render(request, "assessments/hint/hint_withdraw.html", context)


def _stale(request: HttpRequest, current: ReviewHint) -> dict:
    """Somebody changed, issued or withdrew it meanwhile: the page shows it as it stands now."""
    changes = [(_("State"), current.get_state_display(), "")]
    at = current.issued_at or current.drafted_at
    return {
        "by": current.issued_by or current.drafted_by,
        "at": at,
        "changes": changes,
        "reload_url": request.path,
    }
