"""The minutes: their own words typed, everything else taken over from meeting, attendance and ballots."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms.minutes import MinutesForm
from assessments.models import Meeting, ReviewFile
from assessments.permissions import may_write_file
from assessments.selectors.meetings import SheetRow, meeting_of, sheet_of
from assessments.services.minutes import save_minutes
from assessments.views.seen import seen_file
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.vietnamese import tidy_text


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def minutes_edit(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    meeting = meeting_of(file)
    rows = sheet_of(file, meeting)
    reviews = [row.review for row in rows]
    refusals, stale = [], None
    form = MinutesForm(request.POST or None, reviews=reviews, initial=_initial(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            save_minutes(
                by=request.user,
                file_id=file.pk,
                values=form.values(),
                revision=form.cleaned_data["revision"],
                on=today(),
            )
        except Refused as refused:
            refusals = refused.refusals
            for refusal in refusals:
                if refusal.field in form.fields:
                    form.add_error(refusal.field, str(refusal))
        except StaleEdit as edit:
            stale, meeting = _stale(file, form, edit.current), edit.current
            data = form.data.copy()
            data["revision"] = str(meeting.revision if meeting else 0)
            form = MinutesForm(data, reviews=reviews)
        else:
            messages.success(request, _("The minutes have been saved."))
            return redirect("assessments:minutes_edit", file.pk)
    context = {
        "file": file,
        "campaign": file.campaign,
        "meeting": meeting,
        "form": form,
        "subjects": [_subject(row, form, meeting) for row in rows],
        "written": sum(str(row.review.pk) in meeting.notes for row in rows) if meeting else 0,
        # What somebody typed into a file that was sent meanwhile is still shown, to be copied.
        "writes": (may_write_file(access, file) or form.is_bound) and meeting is not None,
        "refusals": [refusal for refusal in refusals if refusal.field not in form.fields],
        "stale": stale,
    }
    return render(request, "assessments/minutes_edit.html", context)


def _initial(meeting: Meeting | None) -> dict:
    if meeting is None:
        return {"revision": 0}
    values = {name: getattr(meeting, name) for name in ("revision", "began_at", "ended_at", "minutes")}
    return values | {f"note_{pk}": text for pk, text in meeting.notes.items()}


def _subject(row: SheetRow, form: MinutesForm, meeting: Meeting | None) -> dict:
    note = meeting.notes.get(str(row.review.pk), "") if meeting else ""
    return {"row": row, "field": form[f"note_{row.review.pk}"], "note": note}


def _stale(file: ReviewFile, form: MinutesForm, current: Meeting | None) -> dict:
    saved, changes = _initial(current), []
    for name, typed in form.cleaned_data.items():
        yours = tidy_text(typed) if isinstance(typed, str) else typed
        theirs = saved.get(name)
        if name != "revision" and (theirs or "") != (yours or ""):
            changes.append((form.fields[name].label, theirs, yours))
    by, at = (current.saved_by, current.saved_at) if current else ("", None)
    return {"by": by, "at": at, "changes": changes, "reload_url": reverse("assessments:minutes_edit", args=[file.pk])}
