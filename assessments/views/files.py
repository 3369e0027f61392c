"""One file as the office reads it: accept, return with reasons, its rounds."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.forms.file_steps import AcceptedFile, ReturnedFile
from assessments.models import ReviewFile
from assessments.permissions import is_cell_side, may_take
from assessments.selectors.board import due_days
from assessments.selectors.cell_progress import progress_of
from assessments.selectors.desk import desk_of
from assessments.selectors.file_rows import file_view, history_of
from assessments.selectors.last_change import last_change
from assessments.selectors.opinions import grades_by_bodies
from assessments.selectors.orders import KIND_AT
from assessments.selectors.rounds import changes_since
from assessments.services.steps import take_step
from assessments.views.campaigns import GET_POST
from assessments.views.seen import seen_file
from assessments.workflow import Stage
from cells.access import Access
from cells.clock import today
from cells.refusals import Refused, StaleEdit


def ward_file(request: HttpRequest, file_id: int) -> tuple[Access, ReviewFile]:
    """A file for office and committee; the cell's own pages show the rest."""
    access, file = seen_file(request, file_id)
    if not access.sees_ward(file.campaign.ward_id):
        raise Http404
    return access, file


@login_required
@require_safe
def file_detail(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    if is_cell_side(access, file) and not access.sees_ward(file.campaign.ward_id):
        return redirect("assessments:cell_home", file.pk)
    return render(request, "assessments/file_detail.html", _page(access, file))


def _page(access: Access, file: ReviewFile) -> dict:
    return {
        "file": file,
        "campaign": file.campaign,
        "view": file_view(file, desk_of(file.campaign)),
        "progress": progress_of([file])[file.pk],
        "by_bodies": grades_by_bodies(file=file),
        "due_on": due_days([file])[file.pk],
        "on": today(),
        "accept_form": AcceptedFile(initial={"revision": file.revision}, auto_id=False),
        "changes": changes_since(file, file.round, counts_ballots=is_cell_side(access, file))
        if file.round > 1
        else None,
        "order_kind": KIND_AT.get(Stage(file.stage)) if access.is_office(file.campaign.ward_id) else None,
        "may_accept": may_take(access, file, "accept"),
        "may_return": may_take(access, file, "return"),
    }


@login_required
@require_POST
def file_accept(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = ward_file(request, file_id)
    form = AcceptedFile(request.POST)
    context: dict = {"form": form}
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            take_step(by=request.user, file_id=file.pk, step="accept", on=today(), revision=revision)
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit:
            context["stale"] = last_change(file) | {"changes": [], "reload_url": ""}
        else:
            messages.success(request, _("The file of %(name)s has been accepted.") % {"name": file.name})
            return redirect("assessments:file_detail", file.pk)
    file.refresh_from_db()
    return render(request, "assessments/file_detail.html", context | _page(access, file))


@login_required
@require_http_methods(GET_POST)
def file_return(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = ward_file(request, file_id)
    data = request.POST if request.method == "POST" else None
    form = ReturnedFile(data, initial={"revision": file.revision})
    context: dict = {"refusals": []}
    if data is not None and form.is_valid():
        try:
            take_step(
                by=request.user,
                file_id=file.pk,
                step="return",
                on=today(),
                note=form.cleaned_data["note"],
                section_reasons=form.section_reasons(),
                due_on=form.cleaned_data["due_on"],
                revision=form.cleaned_data["revision"],
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as stale:
            typed = data.copy()
            typed["revision"] = str(stale.current.revision)
            form = ReturnedFile(typed)
            context["stale"] = last_change(file) | {"changes": [], "reload_url": request.path}
        else:
            done = _("The file of %(name)s is back with the cell, which may write in it again.")
            messages.success(request, done % {"name": file.name})
            return redirect("assessments:file_detail", file.pk)
    if data is not None:
        file.refresh_from_db()
    context |= {
        "file": file,
        "campaign": file.campaign,
        "form": form,
        "on": today(),
        "may_return": may_take(access, file, "return"),
    }
    return render(request, "assessments/file_return.html", context)


@login_required
@require_safe
def file_history(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    sees_ward = access.sees_ward(file.campaign.ward_id)
    context = {
        "file": file,
        "campaign": file.campaign,
        "history": history_of(file, of_the_ward=sees_ward),
        "sees_ward": sees_ward,
    }
    return render(request, "assessments/file_history.html", context)
