"""Earlier versions of a self-critique: the list, one to read, two side by side, one taken back as a draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models import CritiqueVersion, Review, SelfCritique
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.permissions import may_see_file, may_write_critique
from assessments.selectors.critique_versions import SectionState, differences_of, sections_of, versions_of
from assessments.services import critique_reading, self_critiques
from assessments.views.seen import seen_critique
from cells.access import Access
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.vocabulary import GivenGrade


@login_required
@never_cache
@require_safe
def critique_versions(request: HttpRequest, review_id: int) -> HttpResponse:
    """`left` and `right` are numbers of versions: then both lie side by side."""
    access, review = seen_critique(request, review_id)
    versions = versions_of(review)
    left, right = (_number(request.GET.get(side, "")) for side in ("left", "right"))
    compared = None
    if left and right and left != right:
        compared = _compared(request, review, *sorted((left, right)))
    newest = versions[0].number if versions else 0
    context = {
        **_where(access, review),
        "versions": versions,
        "left": left or max(newest - 1, 1),
        "right": right or newest,
        "same_chosen": bool(left) and left == right,
        "compared": compared,
    }
    return render(request, "assessments/critique/versions.html", context)


@login_required
@never_cache
@require_safe
def critique_version(request: HttpRequest, review_id: int, number: int) -> HttpResponse:
    access, review = seen_critique(request, review_id)
    [version] = _read(request, review, [number])
    rows = [(_heading(state), state, _level(state.level_self)) for state in sections_of(review, version)]
    context = {**_where(access, review), "version": version, "rows": rows}
    return render(request, "assessments/critique/version.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def critique_restore(request: HttpRequest, review_id: int, number: int) -> HttpResponse:
    """Only read after the sign-in that a click ran into: then the version comes back."""
    _access, review = seen_critique(request, review_id)
    if request.method != "POST":
        return redirect("assessments:critique_version", review.pk, number)
    if not CritiqueVersion.objects.filter(critique__review=review, number=number).exists():
        raise Http404
    try:
        self_critiques.restore_version(
            by=request.user,
            review_id=review.pk,
            number=number,
            revision=_number(request.POST.get("revision", "")),
            on=today(),
        )
    except Refused as refused:
        for refusal in refused.refusals:
            messages.error(request, str(refusal))
    except StaleEdit as edit:
        words = _("%(by)s saved this self-critique in between. Look at it again.") % {"by": edit.current.saved_by}
        messages.error(request, words)
    else:
        messages.success(request, _("Version %(number)s is back in the form as a draft.") % {"number": number})
        return redirect("assessments:critique_edit", review.pk)
    return redirect("assessments:critique_version", review.pk, number)


def _compared(request: HttpRequest, review: Review, first: int, second: int) -> dict:
    before, after = _read(request, review, [first, second])
    rows = [
        {
            "heading": _heading(row.after),
            "row": row,
            "level_before": _level(row.before.level_self),
            "level_after": _level(row.after.level_self),
        }
        for row in differences_of(review, before, after)
    ]
    grades = dict(GivenGrade.choices)
    grade_before, grade_after = (str(grades.get(version.self_grade, "")) for version in (before, after))
    changed = [row for row in rows if row["row"].changed]
    return {
        "before": before,
        "after": after,
        "changed": changed,
        "unchanged": [row for row in rows if not row["row"].changed],
        "grades": (grade_before, grade_after) if grade_before != grade_after else None,
    }


def _read(request: HttpRequest, review: Review, numbers: list[int]) -> list[CritiqueVersion]:
    versions = critique_reading.read_versions(by=request.user, review=review, numbers=numbers, on=today())
    if len(versions) != len(numbers):
        raise Http404
    return versions


def _where(access: Access, review: Review) -> dict:
    critique = SelfCritique.objects.filter(review=review).first()
    may_restore = critique is not None and not critique.is_submitted and may_write_critique(access, review)
    return {
        "review": review,
        "file": review.file,
        "campaign": review.campaign,
        "critique": critique,
        "may_restore": may_restore,
        "own_only": not may_see_file(access, review.file),
    }


def _heading(state: SectionState) -> str:
    if state.section is None:
        return _("Answer to the point: %(point)s") % {"point": state.label}
    return f"{state.section.number}. {state.section.heading('en' if get_language() == 'en' else 'vi')}"


def _level(level: str) -> str:
    return str(dict(LEVEL_CHOICES).get(level, ""))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
