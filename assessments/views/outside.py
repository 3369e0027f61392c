"""Grades decided elsewhere: the table of them, and the page that records one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.campaign import shown
from assessments.forms.outside import OutsideGrade, OutsideWithdrawal, recorded
from assessments.models import Grading, Review
from assessments.permissions import visible_reviews
from assessments.selectors.outside import is_decided_outside, missing_outside, outside_rows, standing_outside
from assessments.services.outside_grades import OutsideDecision, record_outside_grade, withdraw_outside_grade
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.workflow import GradingStep
from cells.access import Access, access_of, require
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS, GivenGrade


@login_required
@require_safe
def outside_grades(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    rows = outside_rows(campaign)
    missing, left_only = missing_outside(rows), bool(request.GET.get("left"))
    context = {
        "campaign": campaign,
        "rows": missing if left_only else rows,
        "all": len(rows),
        "missing": len(missing),
        "left_only": left_only,
        "may_record": access.is_office(campaign.ward_id),
    }
    return render(request, "assessments/outside_grades.html", context)


@login_required
@require_http_methods(GET_POST)
def outside_grade(request: HttpRequest, review_id: int) -> HttpResponse:
    access, review = _seen_subject(request, review_id)
    campaign, standing = review.campaign, standing_outside(review)
    data = request.POST if request.method == "POST" else None
    form = OutsideGrade(data, initial=recorded(standing), replaces=_is_recorded(standing))
    context: dict = {"refusals": []}
    if data is not None and form.is_valid():
        try:
            record_outside_grade(
                by=request.user,
                review_id=review.pk,
                decision=_decision(form),
                seen=form.cleaned_data["seen"],
                on=today(),
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as stale:
            form = OutsideGrade(_seeing(data, stale.current), replaces=_is_recorded(stale.current))
            context["stale"] = _stale(form, stale.current, request.path)
        else:
            messages.success(request, _("The grade of %(name)s has been recorded.") % {"name": review.name})
            return redirect("assessments:outside_grades", campaign.pk)
    context |= {
        "campaign": campaign,
        "review": review,
        "form": form,
        "standing": standing,
        "history": Grading.objects.filter(review=review, step=GradingStep.OUTSIDE)
        .exclude(current=True, grade__gt="")
        .order_by("-pk"),
        "may_record": access.is_office(campaign.ward_id),
    }
    return render(request, "assessments/outside_grade.html", context)


@login_required
@require_http_methods(GET_POST)
def outside_withdraw(request: HttpRequest, review_id: int) -> HttpResponse:
    access, review = _seen_subject(request, review_id)
    campaign = review.campaign
    require(access.is_office(campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))
    standing = standing_outside(review)
    data = request.POST if request.method == "POST" else None
    form = OutsideWithdrawal(data, initial={"seen": standing.pk if standing else None})
    context: dict = {"refusals": []}
    if data is not None and form.is_valid():
        try:
            withdraw_outside_grade(by=request.user, review_id=review.pk, on=today(), **form.cleaned_data)
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as stale:
            form = OutsideWithdrawal(_seeing(data, stale.current))
            context["stale"] = _stale_withdrawal(stale.current, request.path)
            standing = stale.current
        else:
            messages.success(request, _("The recorded grade of %(name)s has been withdrawn.") % {"name": review.name})
            return redirect("assessments:outside_grades", campaign.pk)
    context |= {"campaign": campaign, "review": review, "form": form, "standing": standing}
    return render(request, "assessments/outside_withdraw.html", context)


def _seen_subject(request: HttpRequest, review_id: int) -> tuple[Access, Review]:
    """The subject graded elsewhere, for office and committee; nothing for everybody else."""
    access = access_of(request.user, today())
    review = get_object_or_404(visible_reviews(access).select_related("campaign__ward", "file"), pk=review_id)
    if not access.sees_ward(review.campaign.ward_id) or not is_decided_outside(review):
        raise Http404
    return access, review


def _is_recorded(standing: Grading | None) -> bool:
    return standing is not None and bool(standing.grade)


def _decision(form: OutsideGrade) -> OutsideDecision:
    return OutsideDecision(**{name: value for name, value in form.cleaned_data.items() if name != "seen"})


def _seeing(data, current: Grading | None):
    data = data.copy()
    data["seen"] = str(current.pk) if current else ""
    return data


def _stale(form: OutsideGrade, current: Grading | None, reload_url: str) -> dict:
    """What the other person recorded beside what was typed."""
    form.is_valid()
    theirs, typed = recorded(current), form.cleaned_data
    words = {"grade": lambda code: str(GivenGrade(code).label) if code else ""}
    changes = [
        (str(form.fields[name].label), words.get(name, shown)(theirs.get(name)), words.get(name, shown)(typed[name]))
        for name in ("grade", "document_number", "document_date", "deciding_body")
        if theirs.get(name) != typed.get(name)
    ]
    by = {"by": current.by_name, "at": current.at} if current else {"by": "", "at": None}
    return by | {"changes": changes, "reload_url": reload_url}


def _stale_withdrawal(current: Grading | None, reload_url: str) -> dict:
    """What stands now, where this page showed another grade."""
    grade = str(GivenGrade(current.grade).label) if _is_recorded(current) else ""
    by = {"by": current.by_name, "at": current.at} if current else {"by": "", "at": None}
    return by | {"changes": [(_("Recorded grade"), grade, "")], "reload_url": reload_url}
