"""Orders (rules G4): the list, drafting by the office, issuing by the committee, taking a draft away."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.ids import read_id
from assessments.forms.orders import FileOrderForm, IssuedOrder, RegradeOrderForm, WithdrawnOrder
from assessments.forms.signing import NOT_GRADED
from assessments.models import Campaign, Order, Review, ReviewFile
from assessments.models.order import ORDER_KIND_LABELS, ORDER_STATE_LABELS
from assessments.permissions import visible_campaigns
from assessments.selectors.hands import why_not_issued
from assessments.selectors.last_change import last_change
from assessments.selectors.orders import (
    KIND_AT,
    STEP_OF_KIND,
    files_for,
    laid_aside,
    order_rows,
    row_of,
    signed_subjects,
    standing_grade,
)
from assessments.services import orders
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.views.signer import SECRETS, signer_of
from assessments.workflow import Stage
from cells.access import Access, access_of, require
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS


def seen_order(request: HttpRequest, order_id: int) -> tuple[Access, Order]:
    """An order of one's ward, for office and committee; 404 otherwise."""
    access = access_of(request.user, today())
    found = Order.objects.filter(campaign__in=visible_campaigns(access)).select_related(
        "campaign__ward", "file", "review__file", "event", "decision"
    )
    return access, get_object_or_404(found, pk=order_id)


def _require_office(access: Access, campaign: Campaign) -> None:
    require(access.is_office(campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))


@login_required
@require_safe
def order_list(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    state = request.GET.get("state", "")
    state = state if state in ORDER_STATE_LABELS else ""
    context = {
        "campaign": campaign,
        "rows": order_rows(campaign, state=state),
        "states": ORDER_STATE_LABELS.items(),
        "state": state,
        "is_office": access.is_office(campaign.ward_id),
        "is_committee": access.is_committee(campaign.ward_id),
        "on": today(),
    }
    return render(request, "assessments/rounds/order_list.html", context)


@login_required
@require_http_methods(GET_POST)
def order_new(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Which order, over what (from the address), then its words."""
    access, campaign = seen_campaign(request, campaign_id)
    _require_office(access, campaign)
    file = _asked(ReviewFile, campaign, request.GET.get("file", ""))
    review = _asked(Review, campaign, request.GET.get("review", ""))
    kind = request.GET.get("kind", "") or ("regrade" if review else KIND_AT.get(Stage(file.stage)) if file else "")
    context: dict = {"campaign": campaign, "kind": kind, "refusals": []}
    if kind not in ORDER_KIND_LABELS or (kind == "regrade" and review is None):
        return render(request, "assessments/rounds/order_choose.html", context)
    data = request.POST if request.method == "POST" else None
    form = _form_for(kind, data, campaign, {"file": file.pk if file else ""})
    if data is not None and form.is_valid():
        target = {"review_id": review.pk} if kind == "regrade" else {"file_id": form.cleaned_data["file"]}
        try:
            order = orders.draft_order(
                by=request.user, campaign_id=campaign.pk, kind=kind, values=form.values(), on=today(), **target
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        else:
            messages.success(request, _("The order has been drafted. The standing committee issues it."))
            return redirect("assessments:order_detail", order.pk)
    standing = standing_grade(review) if review else None
    context |= {"form": form, "review": review, "standing": standing, "label": ORDER_KIND_LABELS[kind]}
    return render(request, "assessments/rounds/order_form.html", context)


def _asked(model, campaign: Campaign, text: str):
    """The row of this campaign that the address names, or None."""
    return model.objects.filter(campaign=campaign, pk=read_id(text)).first()


def _form_for(kind: str, data, campaign: Campaign, initial: dict):
    if kind == "regrade":
        return RegradeOrderForm(data, initial=initial)
    return FileOrderForm(data, initial=initial, files=files_for(campaign, kind))


@login_required
@require_safe
def order_detail(request: HttpRequest, order_id: int) -> HttpResponse:
    access, order = seen_order(request, order_id)
    context = {
        "campaign": order.campaign,
        "order": order,
        "row": row_of(order),
        "laid_aside": laid_aside(order),
        "is_office": access.is_office(order.campaign.ward_id),
        "is_committee": access.is_committee(order.campaign.ward_id),
        "why_not": why_not_issued(order, request.user) if order.state == "draft" else "",
    }
    return render(request, "assessments/rounds/order_detail.html", context)


@login_required
@require_http_methods(GET_POST)
def order_edit(request: HttpRequest, order_id: int) -> HttpResponse:
    access, order = seen_order(request, order_id)
    _require_office(access, order.campaign)
    data = request.POST if request.method == "POST" else None
    form = _edit_form(order, data)
    context: dict = {"refusals": []}
    if data is not None and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            orders.save_order(by=request.user, order_id=order.pk, values=form.values(), revision=revision, on=today())
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as stale:
            form = _edit_form(order, _with_revision(data, stale.current.revision))
            context["stale"] = _stale(stale.current, request.path, form)
        else:
            messages.success(request, _("The draft has been saved."))
            return redirect("assessments:order_detail", order.pk)
    context |= {
        "campaign": order.campaign,
        "order": order,
        "form": form,
        "review": order.review,
        "standing": standing_grade(order.review) if order.review_id else None,
        "label": ORDER_KIND_LABELS[order.kind],
    }
    return render(request, "assessments/rounds/order_form.html", context)


def _edit_form(order: Order, data):
    reasons = {f"section_{reason['section']}": reason["text"] for reason in order.section_reasons}
    initial = {"revision": order.revision, "note": order.note, "due_on": order.due_on, **reasons}
    if order.kind == "regrade":
        return RegradeOrderForm(data, initial=initial | {"grade": order.grade or NOT_GRADED})
    return FileOrderForm(data, initial=initial)


def _with_revision(data, revision: int):
    typed = data.copy()
    typed["revision"] = str(revision)
    return typed


def _stale(order: Order, address: str, typed=None) -> dict:
    """Who wrote the order anew, and its words beside those `typed` where the page asks for them."""
    fields = typed.main_fields() + typed.section_fields() if typed is not None else []
    theirs = _edit_form(order, None).initial
    changes = [
        (str(field.label), saved, yours)
        for field in fields
        if (saved := _shown(field, theirs.get(field.name))) != (yours := _shown(field, field.value()))
    ]
    return last_change(order) | {"changes": changes, "reload_url": address}


def _shown(field, value) -> str:
    """A value of a form's field in words."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    words = {code: str(label) for code, label in getattr(field.field, "choices", ())}
    return words.get(value, (value or "").strip())


@login_required
@sensitive_post_parameters(*SECRETS)
@require_http_methods(GET_POST)
def order_issue(request: HttpRequest, order_id: int) -> HttpResponse:
    """What will happen in a sentence, then number, date and who signs."""
    access, order = seen_order(request, order_id)
    require(access.is_committee(order.campaign.ward_id), str(ROLE_LABELS[Role.COMMITTEE]))
    data = request.POST if request.method == "POST" else None
    standing = standing_grade(order.review) if order.review_id else None
    shown = {"revision": order.revision, "expected": standing.pk if standing else ""}
    asks = data is not None and "finding_reason" in data
    form = IssuedOrder(data, signer=signer_of(request), initial=shown, asks_for_findings=asks)
    context: dict = {"refusals": []}
    if data is not None and form.is_valid():
        values = form.cleaned_data
        try:
            orders.issue_order(
                by=request.user,
                order_id=order.pk,
                number=values["number"],
                dated_on=values["dated_on"],
                revision=values["revision"],
                seen=read_id(values["expected"]) or 0,
                finding_reason=values.get("finding_reason", ""),
                on=today(),
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
            if any(refusal.field == "finding_reason" for refusal in refused.refusals):
                form.ask_for_findings()
        except StaleEdit:
            order.refresh_from_db()
            standing = standing_grade(order.review) if order.review_id else None
            form.change_shown(revision=order.revision, expected=standing.pk if standing else "")
            context["stale"] = _stale(order, request.path)
        else:
            messages.success(request, _("The order has been issued and carried out."))
            return redirect("assessments:order_detail", order.pk)
    context |= {
        "campaign": order.campaign,
        "order": order,
        "row": row_of(order),
        "standing": standing,
        "subjects": signed_subjects(order),
        "why_not": why_not_issued(order, request.user) if order.state == "draft" else "",
        "goes_back": order.kind in STEP_OF_KIND,
        "form": form,
    }
    return render(request, "assessments/rounds/order_issue.html", context)


@login_required
@require_http_methods(GET_POST)
def order_withdraw(request: HttpRequest, order_id: int) -> HttpResponse:
    _access, order = seen_order(request, order_id)
    data = request.POST if request.method == "POST" else None
    form = WithdrawnOrder(data, initial={"revision": order.revision})
    context: dict = {"refusals": []}
    if data is not None and form.is_valid():
        try:
            orders.withdraw_order(
                by=request.user,
                order_id=order.pk,
                reason=form.cleaned_data["reason"],
                revision=form.cleaned_data["revision"],
                on=today(),
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as stale:
            form = WithdrawnOrder(_with_revision(data, stale.current.revision))
            context["stale"] = _stale(stale.current, request.path)
        else:
            messages.success(request, _("The draft has been taken away; it stays in the list."))
            return redirect("assessments:order_list", order.campaign_id)
    context |= {"campaign": order.campaign, "order": order, "row": row_of(order), "form": form}
    return render(request, "assessments/rounds/order_withdraw.html", context)
