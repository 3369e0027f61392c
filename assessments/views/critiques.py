"""Self-critiques: the list, one to write, one to read."""

from collections import defaultdict
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.critiques import CritiqueForm, initial_of
from assessments.forms.hints import initial_answers
from assessments.forms.ids import read_revision
from assessments.models import Review, SelfCritique
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.permissions import (
    is_own_review,
    may_read_opinions,
    may_see_file,
    may_write_critique,
    may_write_file,
)
from assessments.selectors.criteria_sheets import cell_sheet_state
from assessments.selectors.critique_header import header_lines
from assessments.selectors.critiques import CritiqueRow, critique_rows, filled_sections, form_of, leaving_reviews
from assessments.selectors.hints import SECTION as HINTS_SECTION
from assessments.selectors.hints import issued_points
from assessments.selectors.invitations import list_words
from assessments.selectors.opinions import opinion_counts, opinions_of
from assessments.selectors.remedies import subject_of
from assessments.selectors.standings import WRITES_CRITIQUE, Standings
from assessments.services import self_critiques
from assessments.services.critique_reading import note_reading
from assessments.views.critique_autosave import other_account_words
from assessments.views.critique_sections import list_context, section_rows
from assessments.views.seen import read_review, seen_critique, seen_file
from assessments.workflow import Stage, SubjectKind
from cells.access import access_of
from cells.acting import mark_of
from cells.clock import now, today
from cells.refusals import Refusal, Refused, StaleEdit
from cells.vietnamese import tidy_text


@login_required
@require_safe
def critique_list(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    rows = critique_rows(file)
    counts = opinion_counts(file, [row.review for row in rows])
    invited = list_words(file, rows, now()) if file.cell_id else {}
    rows = [replace(row, comments=counts[row.review.pk].words, invited=invited.get(row.review.pk, "")) for row in rows]
    owed = [row for row in rows if row.bar is None]
    context = {
        "file": file,
        "campaign": file.campaign,
        "collectives": [row for row in rows if row.review.kind == SubjectKind.COLLECTIVE],
        "persons": [row for row in rows if row.review.kind == SubjectKind.MEMBER],
        "owed": len(owed),
        "submitted": sum(row.critique is not None and row.critique.is_submitted for row in owed),
        "onward": next((row for row in owed if row.critique is None or not row.critique.is_submitted), None),
        "writes": may_write_file(access, file),
        "leaving": leaving_reviews(file, today()),
        "cell_sheet": cell_sheet_state(file),
    }
    return render(request, "assessments/critique_list.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def critique_edit(request: HttpRequest, review_id: int) -> HttpResponse:
    access, review = seen_critique(request, review_id)
    critique = _critique(review)
    owes = review.kind in WRITES_CRITIQUE and Standings(review.campaign).no_review(review.kind, review.facts) is None
    settled = critique is not None and critique.is_submitted
    if not owes or (request.method != "POST" and (settled or not may_write_critique(access, review))):
        return redirect("assessments:critique_read", review.pk)
    if request.method != "POST":
        points = issued_points(review)
        initial = initial_of(critique) | initial_answers(points)
        form = CritiqueForm(form_of(review, critique), initial=initial, points=points)
        if critique is not None:
            note_reading(by=request.user, review=review, on=today(), page="critique_edit")
        return _edit_page(request, review, critique, form)
    return _save(request, review, critique)


def _save(request: HttpRequest, review: Review, critique: SelfCritique | None) -> HttpResponse:
    if request.POST.get("writer", mark_of(request.user)) != mark_of(request.user):
        messages.error(request, other_account_words(request.user, request.POST["writer"]))
        return redirect("assessments:critique_edit", review.pk)
    form = CritiqueForm(form_of(review, critique), request.POST, points=issued_points(review))
    if not form.is_valid():
        return _edit_page(request, review, critique, form)
    submits = request.POST.get("action") == "submit"
    service = self_critiques.submit_critique if submits else self_critiques.save_draft
    try:
        service(
            by=request.user,
            review_id=review.pk,
            values=form.values(),
            revision=form.cleaned_data["revision"],
            on=today(),
        )
    except Refused as refused:
        critique = _critique(review)
        kept = critique is not None and critique.revision > form.cleaned_data["revision"]
        form = _with_revision(form, critique)
        return _edit_page(request, review, critique, form, refused.refusals, kept=submits and kept)
    except StaleEdit as edit:
        critique = edit.current
        stale = _stale(review, critique, form)
        # The same sent twice, by a second click or from an old page: it is saved, and so it is said.
        if stale["changes"] or critique is None or critique.is_submitted != submits:
            return _edit_page(request, review, critique, _with_revision(form, critique), stale=stale)
    if submits:
        messages.success(request, _("The self-critique of %(name)s has been submitted.") % {"name": review.name})
        if _own_only(request, review):
            return redirect("assessments:my_review")
        onward = _neighbours(critique_rows(review.file), review.pk)[1]
        if onward is not None:
            return redirect("assessments:critique_edit", onward.review.pk)
        return redirect("assessments:critique_list", review.file_id)
    messages.success(request, _("Draft saved."))
    return redirect("assessments:critique_edit", review.pk)


def _with_revision(form: CritiqueForm, critique: SelfCritique | None) -> CritiqueForm:
    """The same typed form, now resting on what is saved: saving again is a decision."""
    data = form.data.copy()
    data["revision"] = str(critique.revision if critique else 0)
    return CritiqueForm(form.form, data, points=form.points)


def _edit_page(
    request: HttpRequest,
    review: Review,
    critique: SelfCritique | None,
    form: CritiqueForm,
    refusals: list[Refusal] | None = None,
    stale: dict | None = None,
    kept: bool = False,
) -> HttpResponse:
    """`kept`: what was typed is saved as a draft although submitting it was refused."""
    at_field = defaultdict(list)
    for refusal in refusals or ():
        at_field[refusal.field].append(str(refusal))
        if refusal.field.startswith(("text_", "hint_")) and refusal.field in form.fields:
            told = {"aria-invalid": "true", "aria-describedby": f"error_{refusal.field}"}
            form.fields[refusal.field].widget.attrs.update(told)
    lang = _lang()
    sections = section_rows(review, critique, form, at_field, lang)
    for row in sections:
        row["points"] = _point_rows(form, at_field) if row["key"] == HINTS_SECTION else None
    own_only = _own_only(request, review)
    before, after = (None, None) if own_only else _neighbours(critique_rows(review.file), review.pk)
    context = {
        "own_only": own_only,
        "review": review,
        "file": review.file,
        "campaign": review.campaign,
        "critique": critique,
        "header": header_lines(review, critique),
        "remedied": subject_of(review),
        "form": form,
        "form_title": form.form.title(lang),
        **list_context(sections, form),
        "grade_errors": at_field["self_grade"],
        "refusals": refusals,
        "submit_refused": kept,
        "stale": stale,
        "before": before,
        "after": after,
    }
    return render(request, "assessments/critique_edit.html", context)


def _point_rows(form: CritiqueForm, at_field: dict[str, list[str]]) -> list[dict]:
    """The points of issued hints with their fields and what is wrong there."""
    return [
        {"point": point, "field": form[f"hint_{point.pk}"], "errors": at_field[f"hint_{point.pk}"]}
        for point in form.points
    ]


def _stale(review: Review, critique: SelfCritique | None, form: CritiqueForm) -> dict:
    """Theirs beside yours, for every section, level and grade that differs."""
    headings = {section.key: f"{section.number}. {section.heading(_lang())}" for section in form.form.sections}
    labels = {f"{prefix}_{key}": heading for key, heading in headings.items() for prefix in ("text", "level")}
    labels |= {
        "self_grade": _("Grade proposed for oneself"),
        "self_grade_officer": _("As officer or civil servant (if any)"),
    }
    labels |= {f"hint_{point.pk}": point.label for point in form.points}
    theirs, changes = initial_of(critique) | initial_answers(issued_points(review)), []
    for name, label in labels.items():
        saved, typed = theirs.get(name, ""), tidy_text(form.data.get(name, ""))
        if name in form.fields and saved != typed:
            words = {value: str(word) for value, word in getattr(form.fields[name], "choices", ()) if value}
            shown = (
                (saved, typed) if name.startswith(("text_", "hint_")) else (words.get(saved, ""), words.get(typed, ""))
            )
            changes.append((label, *shown))
    return {
        "by": critique.saved_by if critique else "",
        "at": critique.saved_at if critique else None,
        "changes": changes,
        "reload_url": reverse("assessments:critique_edit", args=[review.pk]),
    }


@login_required
@never_cache
@require_safe
def critique_read(request: HttpRequest, review_id: int) -> HttpResponse:
    access, review = read_review(request, review_id)
    critique = _critique(review)
    if critique is not None:
        note_reading(by=request.user, review=review, on=today(), page="critique_read")
    writes = may_write_critique(access, review) and review.left_on is None
    own_only = _own_only(request, review)
    tells_meeting = not own_only or review.file.stage == Stage.RELEASED
    lang = _lang()
    owed = review.kind in WRITES_CRITIQUE
    rows = [
        (
            filled,
            filled.section.heading(lang),
            _level_label(filled.level_self),
            _level_label(filled.level_cell if tells_meeting else ""),
        )
        for filled in (filled_sections(review, critique) if owed and critique else ())
    ]
    follows = not (own_only or may_see_file(access, review.file))
    before, after = (None, None) if follows or own_only else _neighbours(critique_rows(review.file), review.pk)
    context = {
        "follows": follows,
        "own_only": own_only,
        "points": issued_points(review),
        "remedied": subject_of(review) if owed else None,
        "review": review,
        "file": review.file,
        "campaign": review.campaign,
        "critique": critique,
        "form_title": form_of(review, critique).title(lang) if critique else "",
        "rows": rows,
        "header": header_lines(review, critique) if owed else [],
        "said": opinions_of(review) if may_read_opinions(access, review.file) else None,
        "bar": Standings(review.campaign).no_review(review.kind, review.facts),
        "writes": writes,
        "may_withdraw": writes and critique is not None and critique.is_submitted,
        "before": before,
        "after": after,
    }
    return render(request, "assessments/critique_read.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def critique_withdraw(request: HttpRequest, review_id: int) -> HttpResponse:
    """Only read after the sign-in that a click ran into: then the critique comes back."""
    _access, review = seen_critique(request, review_id)
    if request.method != "POST":
        return redirect("assessments:critique_read", review.pk)
    revision = read_revision(request.POST.get("revision", ""))
    try:
        self_critiques.withdraw_critique(by=request.user, review_id=review.pk, revision=revision, on=today())
    except Refused as refused:
        for refusal in refused.refusals:
            messages.error(request, str(refusal))
    except StaleEdit as edit:
        words = _("%(by)s saved this self-critique in between. Look at it again.") % {"by": edit.current.saved_by}
        messages.error(request, words)
    else:
        messages.success(request, _("The self-critique is a draft again."))
        return redirect("assessments:critique_edit", review.pk)
    return redirect("assessments:critique_read", review.pk)


def _own_only(request: HttpRequest, review: Review) -> bool:
    """Read by the person it is of, who sees nothing else of the file: no neighbours, no way into the file."""
    access = access_of(request.user, today())
    return is_own_review(access, review) and not may_see_file(access, review.file)


def _critique(review: Review) -> SelfCritique | None:
    return SelfCritique.objects.filter(review=review).prefetch_related("answers").first()


def _neighbours(rows: list[CritiqueRow], review_id: int) -> tuple[CritiqueRow | None, CritiqueRow | None]:
    """The critiques owed before and after this one in the list."""
    owed = [row for row in rows if row.bar is None or row.review.pk == review_id]
    place = next((place for place, row in enumerate(owed) if row.review.pk == review_id), None)
    if place is None:
        return None, None
    return (owed[place - 1] if place else None), (owed[place + 1] if place + 1 < len(owed) else None)


def _level_label(level: str) -> str:
    return str(dict(LEVEL_CHOICES).get(level, ""))


def _lang() -> str:
    return "en" if get_language() == "en" else "vi"
