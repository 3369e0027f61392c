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
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.critiques import CritiqueForm, initial_of
from assessments.models import Review, SelfCritique
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.permissions import may_read_opinions, may_write_file
from assessments.selectors.criteria_sheets import cell_sheet_state
from assessments.selectors.critique_header import header_lines
from assessments.selectors.critiques import CritiqueRow, critique_rows, filled_sections, form_of
from assessments.selectors.opinions import opinion_counts, opinions_of
from assessments.selectors.standings import WRITES_CRITIQUE, Standings
from assessments.services import self_critiques
from assessments.views.seen import seen_file, seen_review
from assessments.workflow import SubjectKind
from cells.clock import today
from cells.refusals import Refusal, Refused, StaleEdit
from cells.vietnamese import tidy_text


@login_required
@require_safe
def critique_list(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    rows = critique_rows(file)
    counts = opinion_counts(file, [row.review for row in rows])
    rows = [replace(row, comments=counts[row.review.pk].words) for row in rows]
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
        "cell_sheet": cell_sheet_state(file),
    }
    return render(request, "assessments/critique_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def critique_edit(request: HttpRequest, review_id: int) -> HttpResponse:
    access, review = seen_review(request, review_id)
    critique = _critique(review)
    owes = review.kind in WRITES_CRITIQUE and Standings(review.campaign).no_review(review.kind, review.facts) is None
    settled = critique is not None and critique.is_submitted
    if not owes or (request.method != "POST" and (settled or not may_write_file(access, review.file))):
        return redirect("assessments:critique_read", review.pk)
    if request.method != "POST":
        form = CritiqueForm(form_of(review, critique), initial=initial_of(critique))
        return _edit_page(request, review, critique, form)
    return _save(request, review, critique)


def _save(request: HttpRequest, review: Review, critique: SelfCritique | None) -> HttpResponse:
    form = CritiqueForm(form_of(review, critique), request.POST)
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
    return CritiqueForm(form.form, data)


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
        if refusal.field.startswith("text_"):
            told = {"aria-invalid": "true", "aria-describedby": f"error_{refusal.field}"}
            form.fields[refusal.field].widget.attrs.update(told)
    lang = _lang()
    sections = [
        {
            "section": filled.section,
            "heading": filled.section.heading(lang),
            "guidance": filled.section.guidance(lang),
            "text": form[f"text_{filled.section.key}"],
            "level": form[f"level_{filled.section.key}"] if filled.section.group else None,
            "last_year": filled.last_year,
            "written": bool(filled.text),
            "text_errors": at_field[f"text_{filled.section.key}"],
            "level_errors": at_field[f"level_{filled.section.key}"],
        }
        for filled in filled_sections(review, critique)
    ]
    before, after = _neighbours(critique_rows(review.file), review.pk)
    context = {
        "review": review,
        "file": review.file,
        "campaign": review.campaign,
        "critique": critique,
        "header": header_lines(review, critique),
        "form": form,
        "form_title": form.form.title(lang),
        "sections": sections,
        "grade_errors": at_field["self_grade"],
        "refusals": refusals,
        "submit_refused": kept,
        "stale": stale,
        "before": before,
        "after": after,
    }
    return render(request, "assessments/critique_edit.html", context)


def _stale(review: Review, critique: SelfCritique | None, form: CritiqueForm) -> dict:
    """Theirs beside yours, for every section, level and grade that differs."""
    headings = {section.key: f"{section.number}. {section.heading(_lang())}" for section in form.form.sections}
    labels = {f"{prefix}_{key}": heading for key, heading in headings.items() for prefix in ("text", "level")}
    labels |= {
        "self_grade": _("Grade proposed for oneself"),
        "self_grade_officer": _("As officer or civil servant (if any)"),
    }
    theirs, changes = initial_of(critique), []
    for name, label in labels.items():
        saved, typed = theirs.get(name, ""), tidy_text(form.data.get(name, ""))
        if name in form.fields and saved != typed:
            words = {value: str(word) for value, word in getattr(form.fields[name], "choices", ()) if value}
            shown = (saved, typed) if name.startswith("text_") else (words.get(saved, ""), words.get(typed, ""))
            changes.append((label, *shown))
    return {
        "by": critique.saved_by if critique else "",
        "at": critique.saved_at if critique else None,
        "changes": changes,
        "reload_url": reverse("assessments:critique_edit", args=[review.pk]),
    }


@login_required
@require_safe
def critique_read(request: HttpRequest, review_id: int) -> HttpResponse:
    access, review = seen_review(request, review_id)
    critique = _critique(review)
    writes = may_write_file(access, review.file)
    lang = _lang()
    owed = review.kind in WRITES_CRITIQUE
    rows = [
        (filled, filled.section.heading(lang), _level_label(filled.level_self), _level_label(filled.level_cell))
        for filled in (filled_sections(review, critique) if owed and critique else ())
    ]
    before, after = _neighbours(critique_rows(review.file), review.pk)
    context = {
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
    _access, review = seen_review(request, review_id)
    if request.method != "POST":
        return redirect("assessments:critique_read", review.pk)
    revision = request.POST.get("revision", "")
    try:
        self_critiques.withdraw_critique(
            by=request.user, review_id=review.pk, revision=int(revision) if revision.isdigit() else -1, on=today()
        )
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
