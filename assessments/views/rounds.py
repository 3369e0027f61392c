"""Rounds of a file: the list, one as it was sent, what changed from one to the next."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.models import ReviewFile
from assessments.permissions import is_cell_side
from assessments.selectors.rounds import changes_since, kept_round, parts_of, rounds_of
from assessments.services.critique_reading import note_file_reading
from assessments.views.seen import seen_file
from cells.access import Access
from cells.clock import today


@login_required
@require_safe
def file_rounds(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    return render(request, "assessments/rounds/file_rounds.html", _page(access, file) | {"rounds": rounds_of(file)})


@login_required
@require_safe
def file_round(request: HttpRequest, file_id: int, number: int) -> HttpResponse:
    """One round as it was sent; nothing written since is in it."""
    access, file = seen_file(request, file_id)
    _hold_number(file, number)
    kept = kept_round(file, number)
    if kept:
        note_file_reading(by=request.user, file=file, on=today(), page="file_round", round_number=number)
    context = {
        "number": number,
        "kept": kept,
        "parts": parts_of(kept.content, counts_ballots=is_cell_side(access, file)) if kept else [],
    }
    return render(request, "assessments/rounds/file_round.html", _page(access, file) | context)


@login_required
@require_safe
def file_changes(request: HttpRequest, file_id: int, number: int) -> HttpResponse:
    """What reads otherwise in round `number` than in the one before."""
    access, file = seen_file(request, file_id)
    _hold_number(file, number)
    side = is_cell_side(access, file)
    changes = changes_since(file, number, counts_ballots=side) if number > 1 else None
    if changes:
        note_file_reading(by=request.user, file=file, on=today(), page="file_changes", round_number=number)
    context = {"number": number, "before": number - 1, "changes": changes, "is_current": number == file.round}
    return render(request, "assessments/rounds/file_changes.html", _page(access, file) | context)


def _hold_number(file: ReviewFile, number: int) -> None:
    if not 1 <= number <= file.round:
        raise Http404


def _page(access: Access, file: ReviewFile) -> dict:
    sees_ward = access.sees_ward(file.campaign.ward_id)
    return {"file": file, "campaign": file.campaign, "sees_ward": sees_ward}
