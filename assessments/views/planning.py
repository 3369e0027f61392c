"""The planning review after the decision: a unit's page, the ward's list with the office's summary, its submission."""

from itertools import zip_longest

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms.planning import PlanningPage, SubmittedSummary, SummaryPage, shown_rows, typed_rows
from assessments.models import PlanningReview, PlanningSummary, ReviewFile
from assessments.permissions import is_cell_side, is_office_side
from assessments.reports.catalogue import PLANNING_SUMMARY
from assessments.reports.file_catalogue import PLANNING_REVIEW
from assessments.selectors.file_people import people_of
from assessments.selectors.papers import standing_copy
from assessments.selectors.planning import (
    CHANGE_LABELS,
    PLANNING_CLAUSE,
    Entry,
    entries_of,
    planning_of,
    ward_planning,
)
from assessments.services import planning as services
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.views.seen import seen_file
from cells.access import require
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS


@login_required
@require_http_methods(GET_POST)
def planning_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """`save` keeps what is typed, `file` keeps and sends it, `back` takes it back."""
    access, file = seen_file(request, file_id)
    row = planning_of(file)
    revision = row.planning.revision if row.planning else 0
    data = request.POST if request.method == "POST" else None
    context: dict = {"refusals": []}
    form = PlanningPage(data, initial={"revision": revision, "text": row.planning.text if row.planning else ""})
    rows = shown_rows(row.entries)
    if data is not None:
        rows = rows if "back" in data else typed_rows(data)
        faulty = [one for one in (form, *([] if "back" in data else rows)) if not one.is_valid()]
        if not faulty:
            try:
                done = _deed(request, file, form, rows)
            except Refused as refused:
                context["refusals"] = refused.refusals
            except StaleEdit as stale:
                form = PlanningPage(_on_top_of(data, stale.current))
                context["stale"] = _stale(stale.current, request)
                if "back" not in data:
                    context["stale"]["changes"] = _rows_beside(stale.current, data)
            else:
                messages.success(request, done)
                return redirect("assessments:planning_file", file.pk)
        row = planning_of(file)
    writes = is_cell_side(access, file) or is_office_side(access, file)
    context |= {
        "file": file,
        "campaign": file.campaign,
        "row": row,
        "form": form,
        "rows": rows,
        "names": sorted({person.name for person in people_of(file, today())}),
        "writes": writes and row.is_due and not row.is_filed,
        "may_take_back": writes and row.is_due and row.may_be_taken_back,
        "sees_ward": access.sees_ward(file.campaign.ward_id),
        "paper": PLANNING_REVIEW if row.planning else None,
        "clause": PLANNING_CLAUSE,
    }
    return render(request, "assessments/rounds/planning_file.html", context)


def _deed(request: HttpRequest, file: ReviewFile, form: PlanningPage, rows: list) -> str:
    deed = {"by": request.user, "file_id": file.pk, "on": today()}
    revision = form.cleaned_data["revision"]
    if "back" in request.POST:
        services.take_back_planning(revision=revision, **deed)
        return _("The planning review is back and can be changed.")
    kept = services.save_planning(
        entries=[row.entry() for row in rows], text=form.cleaned_data["text"], revision=revision, **deed
    )
    if "file" not in request.POST:
        return _("The planning review has been saved; it has not been filed yet.")
    services.file_planning(revision=kept.revision, **deed)
    return _("The planning review has been filed with the ward party office.")


def _on_top_of(data, current: PlanningReview | PlanningSummary | None):
    """What was typed, now resting on what stands: sending again is a decision."""
    typed = data.copy()
    typed["revision"] = str(current.revision if current else 0)
    return typed


def _stale(current: PlanningReview | PlanningSummary | None, request: HttpRequest) -> dict:
    by = {"by": current.saved_by, "at": current.saved_at} if current else {"by": "", "at": None}
    return by | {"changes": [], "reload_url": request.path}


def _rows_beside(current: PlanningReview | None, data) -> list[tuple[str, str, str]]:
    """The people saved beside those typed, row by row, and the remarks; also where the form is closed meanwhile."""
    theirs, yours = (list(map(_line, rows)) for rows in (entries_of(current), _typed_entries(data)))
    rows = [
        (_("Person %(number)s") % {"number": number}, saved, typed)
        for number, (saved, typed) in enumerate(zip_longest(theirs, yours, fillvalue=""), start=1)
        if saved != typed
    ]
    return rows + _text_beside(current, data, _("Remarks"))


def _typed_entries(data) -> list[Entry]:
    """Rows as typed, whether or not they could be saved; a proposal that is none of the three is told as nothing."""
    fields = ("name", "post", "change", "why")
    typed = ([row.data.get(row.add_prefix(name), "").strip() for name in fields] for row in typed_rows(data))
    return [Entry(name, post, change, why) for name, post, change, why in typed if name or post or why]


def _line(entry: Entry) -> str:
    change = str(CHANGE_LABELS.get(entry.change, ""))
    return "; ".join(filter(None, (entry.name, entry.post, change, entry.why)))


def _text_beside(current: PlanningReview | PlanningSummary | None, data, label: str) -> list[tuple[str, str, str]]:
    theirs, yours = current.text if current else "", data.get("text", "").strip()
    return [(label, theirs, yours)] if theirs != yours else []


@login_required
@require_http_methods(GET_POST)
def planning_ward(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Who filed and what; the office writes its summary here."""
    access, campaign = seen_campaign(request, campaign_id)
    planning = ward_planning(campaign)
    summary = planning.summary
    data = request.POST if request.method == "POST" else None
    shown = {"revision": summary.revision if summary else 0, "text": summary.text if summary else ""}
    form = SummaryPage(data, initial=shown)
    context: dict = {"refusals": []}
    if data is not None:
        require(access.is_office(campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))
    if data is not None and form.is_valid():
        try:
            services.save_summary(by=request.user, campaign_id=campaign.pk, on=today(), **form.cleaned_data)
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as stale:
            form = SummaryPage(_on_top_of(data, stale.current))
            changes = _text_beside(stale.current, data, str(form.fields["text"].label))
            context["stale"] = _stale(stale.current, request) | {"changes": changes}
        else:
            messages.success(request, _("The summary has been saved."))
            return redirect("assessments:planning_ward", campaign.pk)
    context |= {
        "campaign": campaign,
        "planning": planning,
        "form": form,
        "is_office": access.is_office(campaign.ward_id),
        "clause": PLANNING_CLAUSE,
        "paper": PLANNING_SUMMARY if planning.filed else None,
        "standing": standing_copy(campaign, PLANNING_SUMMARY.code),
    }
    return render(request, "assessments/rounds/planning_ward.html", context)


@login_required
@require_http_methods(GET_POST)
def planning_submit(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    require(access.is_office(campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))
    planning = ward_planning(campaign)
    data = request.POST if request.method == "POST" else None
    standing = standing_copy(campaign, PLANNING_SUMMARY.code)
    initial = {"revision": planning.summary.revision if planning.summary else 0}
    form = SubmittedSummary(data, initial=initial, again=standing is not None)
    context: dict = {"refusals": []}
    if data is not None and form.is_valid():
        try:
            services.submit_summary(by=request.user, campaign_id=campaign.pk, on=today(), **form.cleaned_data)
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as stale:
            standing = standing_copy(campaign, PLANNING_SUMMARY.code)
            form = SubmittedSummary(_on_top_of(data, stale.current), again=standing is not None)
            context["stale"] = _stale(stale.current, request)
        else:
            messages.success(
                request,
                _("The paper is printed and kept; its submission to the Party Committee is recorded."),
            )
            return redirect("assessments:planning_ward", campaign.pk)
    context |= {"campaign": campaign, "planning": planning, "form": form, "standing": standing}
    context["paper"] = PLANNING_SUMMARY if planning.filed else None
    return render(request, "assessments/rounds/planning_submit.html", context)
