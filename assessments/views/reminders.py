"""Deadlines and reminders of a year: the stages, a draft with its letters, the record of what was sent.

An address that only takes posts leads a reader back to its page: the sign-in may have come between.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.reminders import LookedAt, ReminderForm
from assessments.models import Campaign, ReminderBatch
from assessments.permissions import visible_campaigns
from assessments.selectors.last_change import last_change
from assessments.selectors.reminder_stages import REMINDED_STAGES
from assessments.selectors.reminders import (
    fault_words,
    mail_goes_out,
    past_reminders,
    preview_of,
    record_of,
    stage_rows,
)
from assessments.services import outbox, reminders
from assessments.views.campaigns import GET_POST, seen_campaign
from cells.access import Access, access_of, require
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS

#: Stages whose letters name a day that the office sets.
_WITHOUT_DAY = frozenset({"planning"})


def _seen_batch(request: HttpRequest, batch_id: int) -> tuple[Access, ReminderBatch]:
    """A reminder of one's ward, for office and committee; 404 otherwise."""
    access = access_of(request.user, today())
    found = ReminderBatch.objects.filter(campaign__in=visible_campaigns(access)).select_related("campaign__ward")
    return access, get_object_or_404(found, pk=batch_id)


def _require_office(access: Access, campaign: Campaign) -> None:
    require(access.is_office(campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))


@login_required
@never_cache
@require_safe
def reminder_list(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    on = today()
    rows = stage_rows(campaign, on)
    context = {
        "campaign": campaign,
        "rows": rows,
        "open_stages": sum(not row.left.is_done for row in rows),
        "records": past_reminders(campaign),
        "is_office": access.is_office(campaign.ward_id),
        "mail_goes_out": mail_goes_out(),
        "on": on,
    }
    return render(request, "assessments/reminder/list.html", context)


@login_required
@require_http_methods(GET_POST)
def reminder_draft(request: HttpRequest, campaign_id: int, stage: str) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    if request.method != "POST":
        return redirect("assessments:reminder_list", campaign.pk)
    _require_office(access, campaign)
    if stage not in REMINDED_STAGES:
        raise Http404
    try:
        batch = reminders.draft_reminder(by=request.user, campaign_id=campaign.pk, stage=stage, on=today())
    except Refused as refused:
        for refusal in refused.refusals:
            messages.warning(request, str(refusal))
        return redirect("assessments:reminder_list", campaign.pk)
    return redirect("assessments:reminder_detail", batch.pk)


@login_required
@never_cache
@require_safe
def reminder_detail(request: HttpRequest, batch_id: int) -> HttpResponse:
    access, batch = _seen_batch(request, batch_id)
    return _show(request, access, batch)


def _show(request: HttpRequest, access: Access, batch: ReminderBatch, refusals=()) -> HttpResponse:
    """A draft with its letters; otherwise the record."""
    context = {
        "campaign": batch.campaign,
        "batch": batch,
        "label": REMINDED_STAGES[batch.stage],
        "is_office": access.is_office(batch.campaign.ward_id),
        "mail_goes_out": mail_goes_out(),
        "refusals": refusals,
        "on": today(),
    }
    if batch.state != "draft":
        return render(request, "assessments/reminder/record.html", context | {"record": record_of(batch)})
    preview = preview_of(batch, context["on"])
    form = LookedAt(initial={"revision": batch.revision, "expected": preview.fingerprint})
    return render(request, "assessments/reminder/preview.html", context | {"preview": preview, "form": form})


@login_required
@require_http_methods(GET_POST)
def reminder_edit(request: HttpRequest, batch_id: int) -> HttpResponse:
    access, batch = _seen_batch(request, batch_id)
    _require_office(access, batch.campaign)
    data = request.POST if request.method == "POST" else None
    form = _form(batch, data)
    context: dict = {"refusals": []}
    if data is not None and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            reminders.save_reminder(
                by=request.user, batch_id=batch.pk, words=form.words(), revision=revision, on=today()
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
            batch.refresh_from_db()
        except StaleEdit as stale:
            form, context["stale"] = _stale(request, stale.current, form)
        else:
            messages.success(request, _("The draft has been saved."))
            return redirect("assessments:reminder_detail", batch.pk)
    context |= {"campaign": batch.campaign, "batch": batch, "label": REMINDED_STAGES[batch.stage], "form": form}
    return render(request, "assessments/reminder/edit.html", context)


def _form(batch: ReminderBatch, data) -> ReminderForm:
    initial = {name: getattr(batch, name) for name in ("revision", "due_on", "subject", "text")}
    return ReminderForm(data, initial=initial, has_day=batch.stage not in _WITHOUT_DAY)


def _stale(request: HttpRequest, current: ReminderBatch, typed: ReminderForm) -> tuple[ReminderForm, dict]:
    """The form with what was typed and the current revision, and both versions side by side."""
    changes = [
        (str(typed[name].label), getattr(current, name), typed[name].value())
        for name in ("subject", "text")
        if getattr(current, name) != typed[name].value()
    ]
    data = request.POST.copy()
    data["revision"] = str(current.revision)
    stale = last_change(current) | {"changes": changes, "reload_url": request.path}
    return _form(current, data), stale


@login_required
@require_http_methods(GET_POST)
def reminder_send(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Into the portal and the outbox in one transaction, then the mails, as far as they go in the time of a page."""
    access, batch = _seen_batch(request, batch_id)
    if request.method != "POST":
        return redirect("assessments:reminder_detail", batch.pk)
    _require_office(access, batch.campaign)
    looked = LookedAt(request.POST)
    if not looked.is_valid():
        return _show(request, access, batch, [_("Look at the letters first, then send them.")])
    on = today()
    try:
        reminders.send_reminder(by=request.user, batch_id=batch.pk, on=on, **looked.cleaned_data)
    except Refused as refused:
        batch.refresh_from_db()
        return _show(request, access, batch, refused.refusals)
    except StaleEdit as stale:
        text = _("The draft was changed meanwhile. Look at the letters again, then send them.")
        return _show(request, access, stale.current, [text])
    _tell(request, outbox.deliver(on=on, batch_id=batch.pk, seconds=outbox.PAGE_SECONDS))
    return redirect("assessments:reminder_detail", batch.pk)


@login_required
@require_http_methods(GET_POST)
def reminder_rest(request: HttpRequest, batch_id: int) -> HttpResponse:
    access, batch = _seen_batch(request, batch_id)
    if request.method != "POST":
        return redirect("assessments:reminder_detail", batch.pk)
    _require_office(access, batch.campaign)
    _tell(request, outbox.send_rest(by=request.user, batch_id=batch.pk, on=today()))
    return redirect("assessments:reminder_detail", batch.pk)


@login_required
@require_http_methods(GET_POST)
def reminder_discard(request: HttpRequest, batch_id: int) -> HttpResponse:
    access, batch = _seen_batch(request, batch_id)
    if request.method != "POST":
        return redirect("assessments:reminder_detail", batch.pk)
    _require_office(access, batch.campaign)
    looked = LookedAt(request.POST)
    revision = looked.cleaned_data["revision"] if looked.is_valid() else 0
    try:
        reminders.discard_reminder(by=request.user, batch_id=batch.pk, revision=revision, on=today())
    except Refused as refused:
        batch.refresh_from_db()
        return _show(request, access, batch, refused.refusals)
    except StaleEdit as stale:
        text = _("The draft was changed meanwhile. Look at it again before you discard it.")
        return _show(request, access, stale.current, [text])
    messages.success(request, _("The draft is discarded; nothing was sent."))
    return redirect("assessments:reminder_list", batch.campaign_id)


def _tell(request: HttpRequest, delivery: outbox.Delivery) -> None:
    """What became of the mails; the letters stand in the portal in any case."""
    if not (delivery.sent or delivery.fault or delivery.waiting or delivery.failed):
        messages.success(request, _("The letters stand in the portal; there was no e-mail to send."))
        return
    sent = ngettext("%(count)d e-mail has been sent.", "%(count)d e-mails have been sent.", delivery.sent)
    messages.success(request, sent % {"count": delivery.sent})
    if delivery.fault:
        messages.warning(request, fault_words(delivery.fault))
    left = delivery.waiting + delivery.failed
    if left:
        words = ngettext(
            "%(count)d e-mail has not left yet. It stands in the portal; try “Send the rest” later.",
            "%(count)d e-mails have not left yet. They stand in the portal; try “Send the rest” later.",
            left,
        )
        messages.warning(request, words % {"count": left})
