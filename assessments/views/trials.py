"""What if: trials of a campaign, one trial, two side by side, and its way into the ordinary tables."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.forms.dates import DayField
from assessments.forms.ids import read_id, read_revision
from assessments.forms.trial import TypedTrial
from assessments.models import Campaign, Trial
from assessments.permissions import visible_campaigns
from assessments.rules import check, rule_set
from assessments.rules.changes import Target
from assessments.selectors.facts import dossier_of
from assessments.selectors.last_change import last_change
from assessments.selectors.trials import TrialView, trial_view, trials_of, weights_of
from assessments.services import trials as service
from assessments.views.campaigns import GET_POST, seen_campaign
from cells.access import Access, access_of, require
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.services.handing_out import DATA, note_handed_out
from cells.vocabulary import ROLE_LABELS, GivenGrade


def seen_trial(request: HttpRequest, trial_id: int) -> tuple[Access, Trial]:
    access = access_of(request.user, today())
    trials = Trial.objects.filter(campaign__in=visible_campaigns(access)).select_related("campaign__ward")
    return access, get_object_or_404(trials, pk=trial_id)


@login_required
@require_http_methods(GET_POST)
def trial_list(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """GET lists; POST makes a new one, empty or as a copy."""
    _access, campaign = seen_campaign(request, campaign_id)
    context: dict = {"campaign": campaign, "trials": trials_of(campaign), "name": request.POST.get("name", "")}
    if request.method == "POST":
        try:
            trial = service.create_trial(
                by=request.user,
                campaign_id=campaign.pk,
                name=context["name"],
                copy_of=read_id(request.POST.get("copy_of", "")),
                on=today(),
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        else:
            return redirect("assessments:trial", trial.pk)
    return render(request, "assessments/trial/trial_list.html", context)


@login_required
@require_http_methods(GET_POST)
def trial(request: HttpRequest, trial_id: int) -> HttpResponse:
    access, held = seen_trial(request, trial_id)
    context: dict = {"refusals": [], "revision": held.revision}
    data, entries = QueryDict(), held.changes
    if request.method == "POST":
        typed = TypedTrial(weights_of(held.campaign), request.POST)
        # The revision that was changed goes back with what was refused, so that others' saves still show.
        context["revision"] = _revision(request)
        try:
            if typed.refusals:
                raise Refused(*typed.refusals)
            service.save_trial(
                by=request.user,
                trial_id=held.pk,
                changes=typed.entries,
                revision=context["revision"],
                on=today(),
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as stale:
            context["stale"] = last_change(held) | {"reload_url": request.path}
            context["revision"] = stale.current.revision
        else:
            messages.success(request, _("The trial is saved. Nothing in the ward has changed."))
            return redirect("assessments:trial", held.pk)
        data, entries = request.POST, typed.entries
    view = trial_view(held.campaign, entries)
    if "stale" in context:
        lines = trial_view(held.campaign, held.changes, view.now).beside(view)
        context["stale"]["changes"] = [(what, theirs, yours) for what, _now, theirs, yours in lines if theirs != yours]
    words = request.GET.get("q", "").strip()[:100]
    context |= {
        "trial": held,
        "campaign": held.campaign,
        "view": view,
        "weights": [
            (code, label, data.get(f"weight-{code}", getattr(view.weights, code))) for code, label in GivenGrade.choices
        ],
        "units": [(line, data.get(f"quota-{line.code}", _shown(line.hand))) for line in view.units],
        "grades": GivenGrade.choices,
        "q": words,
        "found": view.found(words),
        "applied": view.told_applied(held) if held.applied_at else [],
        "others": [other for other in trials_of(held.campaign) if other.pk != held.pk],
        "has_quotas": view.now.rule_set.quotas_issued.value,
        "may_apply": access.is_committee(held.campaign.ward_id) and held.applied_at is None,
    }
    return render(request, "assessments/trial/trial.html", context)


def _revision(request: HttpRequest) -> int:
    return read_revision(request.POST.get("revision", ""))


def _shown(quota: int | None) -> str:
    return "" if quota is None else str(quota)


@login_required
@require_POST
def trial_preview(request: HttpRequest, trial_id: int) -> HttpResponse:
    """What the choices on the page make of the ward, before they are saved: parts of the page. Stores nothing."""
    _access, held = seen_trial(request, trial_id)
    typed = TypedTrial(weights_of(held.campaign), request.POST)
    view = trial_view(held.campaign, typed.entries)
    context = {"view": view, "refusals": typed.refusals, "has_quotas": view.now.rule_set.quotas_issued.value}
    return render(request, "assessments/trial/preview.html", context)


@login_required
@require_safe
def trial_json(request: HttpRequest, trial_id: int) -> JsonResponse:
    """The trial's answer as data, marked as a trial."""
    _access, held = seen_trial(request, trial_id)
    view = trial_view(held.campaign, held.changes)
    note_handed_out(DATA, by=request.user, subject=held, ward_code=held.campaign.ward.code, after={"data": "trial"})
    data = {
        "trial": held.name,
        "official": False,
        "changes": held.changes if held.applied_at else [change.as_dict() for change in view.changes],
        "now": view.now.as_dict(),
        "then": view.then.as_dict(),
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@login_required
@require_safe
def trial_compare(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Two trials beside the ward as it stands."""
    _access, campaign = seen_campaign(request, campaign_id)
    trials = trials_of(campaign)
    chosen = [_chosen(trials, request.GET.get(name, "")) for name in ("a", "b")]
    context: dict = {"campaign": campaign, "trials": trials, "chosen": chosen}
    if all(chosen):
        now = check(dossier_of(campaign), rule_set(campaign.rule_set))
        views = [trial_view(campaign, trial.changes, now) for trial in chosen]
        changes = views[0].beside(views[1])
        context |= {"views": views, "changes": changes, "caps": _cap_rows(views), "units": _unit_rows(campaign, views)}
    return render(request, "assessments/trial/trial_compare.html", context)


def _chosen(trials: list[Trial], key: str) -> Trial | None:
    return next((trial for trial in trials if str(trial.pk) == key), None)


def _cap_rows(views: list[TrialView]) -> list[tuple]:
    """(now, in the first, in the second) of each cap."""
    first, second = (view.caps for view in views)
    return [(now, one, two) for (now, one), (_now, two) in zip(first, second, strict=True)]


def _unit_rows(campaign: Campaign, views: list[TrialView]) -> list[tuple]:
    """Units that one of the trials changes, each as (first, second)."""
    pairs = zip(*(view.units for view in views), strict=True)
    return [pair for pair in pairs if any(line.is_changed for line in pair)]


@login_required
@require_http_methods(GET_POST)
def trial_apply(request: HttpRequest, trial_id: int) -> HttpResponse:
    """A page of its own: what would go into the ordinary tables, and why."""
    access, held = seen_trial(request, trial_id)
    require(access.is_committee(held.campaign.ward_id), str(ROLE_LABELS[Role.COMMITTEE]))
    if held.applied_at:
        if request.method == "POST":
            messages.warning(request, _("This trial has been applied already."))
        return redirect("assessments:trial", held.pk)
    typed = {name: request.POST.get(name, "") for name in ("reason", "document", "document_date")}
    context: dict = {"refusals": [], **typed}
    if request.method == "POST":
        try:
            done = service.apply_trial(
                by=request.user,
                trial_id=held.pk,
                reason=typed["reason"],
                document=typed["document"][:250],
                document_date=_day(typed["document_date"]),
                revision=_revision(request),
                on=today(),
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit:
            context["stale"] = last_change(held) | {"changes": [], "reload_url": request.path}
        else:
            words = _("Put into the ordinary tables: %(what)s. Nothing is signed yet.")
            messages.success(request, words % {"what": _put_in(done)})
            if done.quotas and held.campaign.quota_issues.exists():
                messages.warning(request, _("Quotas set by hand reach the cells once they are issued anew."))
            return redirect("assessments:decision_list", held.campaign_id)
    view = trial_view(held.campaign, held.changes)
    has_weights = any(change.target is Target.WEIGHTS for change in view.changes)
    context |= {"trial": held, "campaign": held.campaign, "view": view, "has_weights": has_weights}
    return render(request, "assessments/trial/trial_apply.html", context)


def _put_in(done: service.Applied) -> str:
    """2 grades, 1 quota, the weights"""
    grades = ngettext("%(count)d grade", "%(count)d grades", done.grades) % {"count": done.grades}
    quotas = ngettext("%(count)d quota", "%(count)d quotas", done.quotas) % {"count": done.quotas}
    return ", ".join([grades, quotas, *([_("the weights")] if done.weights else [])])


def _day(typed: str) -> date | None:
    """The day typed. Refused for what is no day; empty is none."""
    try:
        return DayField(required=False).clean(typed)
    except ValidationError as error:
        raise Refused(error.messages[0], field="document_date") from error


@login_required
@require_POST
def trial_discard(request: HttpRequest, trial_id: int) -> HttpResponse:
    _access, held = seen_trial(request, trial_id)
    try:
        service.discard_trial(by=request.user, trial_id=held.pk, on=today())
    except Refused as refused:
        messages.error(request, str(refused.refusals[0]))
    else:
        messages.success(request, _("The trial “%(name)s” is taken away.") % {"name": held.name})
    return redirect("assessments:trial_list", held.campaign_id)
