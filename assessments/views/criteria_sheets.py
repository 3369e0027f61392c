"""The criteria sheet of one cell, collective or member: the levels that count, and where the cell's side gives them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms.ids import read_revision
from assessments.models import Review
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.permissions import may_write_file
from assessments.selectors.criteria_sheets import WITH_SHEET, FilledSheet, filled_sheet
from assessments.selectors.meetings import meeting_of
from assessments.services import levels
from assessments.services.criteria_sheets import MAX_COMMENT, save_cell_sheet
from assessments.views.seen import seen_review
from assessments.workflow import SubjectKind
from cells.clock import today
from cells.refusals import Refused, StaleEdit

#: What a field of the page can hold; a page shown again shows nothing else.
_KNOWN = frozenset(("", *dict(LEVEL_CHOICES)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def criteria_sheet(request: HttpRequest, review_id: int) -> HttpResponse:
    access, review = seen_review(request, review_id)
    if review.kind not in WITH_SHEET:
        raise Http404
    is_cell = review.kind == SubjectKind.CELL
    meeting = None if is_cell else meeting_of(review.file)
    filled = filled_sheet(review)
    revision = _revision(filled, meeting, is_cell)
    comment = filled.stored.comment if filled.stored else ""
    context: dict = {}
    if request.method == "POST":
        typed = {key: request.POST[f"level_{key}"] for key in filled.sheet.groups if f"level_{key}" in request.POST}
        comment = request.POST.get("comment", "")
        try:
            _save(request, review, is_cell, typed, comment)
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as edit:
            current = edit.current
            context["stale"] = _stale(request, filled, typed, comment, current, is_cell)
            revision = current.revision if current else 0
        else:
            messages.success(request, _("The sheet has been saved."))
            return redirect("assessments:criteria_sheet", review.pk)
        filled = filled_sheet(review, {key: level for key, level in typed.items() if level in _KNOWN})
    context |= {
        "review": review,
        "file": review.file,
        "campaign": review.campaign,
        "filled": filled,
        "is_cell": is_cell,
        "meeting": meeting,
        "revision": revision,
        "comment": comment,
        "max_comment": MAX_COMMENT,
        "levels": LEVEL_CHOICES,
        # What somebody typed into a file that was sent meanwhile is still shown.
        "writes": (may_write_file(access, review.file) or request.method == "POST")
        and filled.is_open
        and (is_cell or meeting is not None),
    }
    return render(request, "assessments/opinion/sheet.html", context)


def _revision(filled: FilledSheet, meeting, is_cell: bool) -> int:
    """Of what the levels are kept with: the cell's own sheet, or the meeting that gives the others."""
    kept = filled.stored if is_cell else meeting
    return kept.revision if kept else 0


def _save(request: HttpRequest, review: Review, is_cell: bool, typed: dict[str, str], comment: str) -> None:
    revision = read_revision(request.POST.get("revision", ""))
    if is_cell:
        save_cell_sheet(
            by=request.user, review_id=review.pk, levels=typed, comment=comment, revision=revision, on=today()
        )
        return
    wanted = {(review.pk, key): level for key, level in typed.items()}
    levels.save_levels(by=request.user, file_id=review.file_id, levels=wanted, revision=revision, on=today())


def _stale(
    request: HttpRequest, filled: FilledSheet, typed: dict[str, str], comment: str, current, is_cell: bool
) -> dict:
    words = {"": "", **{level: str(label) for level, label in LEVEL_CHOICES}}
    changes = [
        (f"{row.criterion.number}. {row.heading}", words[row.level], words.get(typed[row.criterion.key], ""))
        for part in filled.parts
        for row in part.rows
        if row.criterion.key in typed and typed[row.criterion.key] != row.level
    ]
    theirs = filled.stored.comment if filled.stored else ""
    if is_cell and theirs != comment:
        changes.append((_("General comment"), theirs, comment))
    return {
        "by": current.saved_by if current else "",
        "at": current.saved_at if current else None,
        "changes": changes,
        "reload_url": request.path,
    }
