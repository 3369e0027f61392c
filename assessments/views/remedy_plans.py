"""The remediation plan of one subject: measures under its shortcomings, and what came of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms.ids import read_id
from assessments.forms.remedies import MeasureLine, shown_measures, typed_measures
from assessments.selectors.remedies import MeasureRow, ShortcomingRow, Subject, subject_of
from assessments.selectors.remedy_people import people_in
from assessments.services.remedy_plans import save_plan
from assessments.views.campaigns import GET_POST
from assessments.views.remedies import remedied_review, subject_page
from cells.access import require
from cells.clock import today
from cells.refusals import Refused, StaleEdit


@login_required
@require_http_methods(GET_POST)
def remedy_plan(request: HttpRequest, review_id: int) -> HttpResponse:
    access, review = remedied_review(request, review_id)
    context = subject_page(access, review)
    require(context["may_plan"], _("unit's secretary or ward party office"))
    subject, settled = context["subject"], context["settled"]
    lines = shown_measures(_planned(subject), free=settled is None)
    if request.method == "POST":
        more_for = read_id(request.POST.get("more", ""))
        lines = typed_measures(request.POST, more_for)
        if more_for is None and all(line.is_valid() for line in lines):
            try:
                save_plan(by=request.user, review_id=review.pk, values=[line.value() for line in lines], on=today())
            except Refused as refused:
                context["refusals"] = refused.refusals
                lines = typed_measures(_refreshed(request.POST, subject_of(review), keep_revisions=True))
            except StaleEdit as edit:
                now = subject_of(review)
                context["stale"] = _stale(request, now, lines, edit.current)
                lines = typed_measures(_refreshed(request.POST, now))
            else:
                messages.success(request, _("The remediation plan of %(name)s is saved.") % {"name": review.name})
                return redirect("assessments:remedies", review.pk)
    if settled:
        lines = [line.settle() for line in lines]
    context |= {
        "groups": _groups(_planned(subject), lines),
        "rows": len(lines),
        "lines": lines,
        "row_errors": any(line.errors for line in lines),
        "names": sorted({person.full_name for person in people_in(review.file)}) if settled is None else [],
    }
    return render(request, "assessments/remedy/plan.html", context)


def _planned(subject: Subject) -> list[ShortcomingRow]:
    """What calls for measures, and what has some although it is mended by now."""
    return [row for row in subject.rows if row.needs_measures or row.measures]


def _groups(rows: list[ShortcomingRow], lines: list[MeasureLine]) -> list[tuple[ShortcomingRow, list[MeasureLine]]]:
    return [(row, [line for line in lines if str(line["shortcoming"].value()) == str(row.pk)]) for row in rows]


def _measures(subject: Subject) -> dict[str, MeasureRow]:
    return {str(measure.pk): measure for row in subject.rows for measure in row.measures}


def _refreshed(typed, subject: Subject, *, keep_revisions: bool = False):
    """What was typed, resting on the plan as it stands; a measure that is gone becomes a new one."""
    known, data = _measures(subject), typed.copy()
    for name in [name for name in data if name.startswith("pk-") and data[name]]:
        measure = known.get(data[name])
        if measure is None:
            data[name] = data[name.replace("pk-", "revision-")] = ""
        elif not keep_revisions:
            data[name.replace("pk-", "revision-")] = str(measure.revision)
    return data


def _stale(request: HttpRequest, subject: Subject, lines: list[MeasureLine], current) -> dict:
    """Theirs beside yours, for every field of a kept measure that differs."""
    known, changes = _measures(subject), []
    for line in lines:
        value, kept = line.value(), known.get(str(line["pk"].value() or ""))
        if kept is None:
            continue
        for name in ("measure", "person", "due_on", "done_on", "result"):
            theirs, yours = _shown(getattr(kept, name)), _shown(getattr(value, name))
            if theirs != yours:
                label = _("Measure %(number)s: %(field)s") % {"number": line.number + 1, "field": line[name].label}
                changes.append((label, theirs, yours))
    return {"by": current.saved_by, "at": current.saved_at, "changes": changes, "reload_url": request.path}


def _shown(value) -> str:
    return f"{value:%d/%m/%Y}" if hasattr(value, "year") else (value or "").strip()
