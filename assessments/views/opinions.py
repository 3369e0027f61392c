"""Comments of the participating bodies on one person, collective or cell: the list, one to write, one to take back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.ids import read_revision
from assessments.forms.opinions import OpinionForm, initial_of_opinion
from assessments.models import Opinion, Review, ReviewFile
from assessments.permissions import may_read_opinions, may_write_file
from assessments.selectors.criteria_sheets import cell_sheet_state, critique_of, sheet_for, sheet_notice
from assessments.selectors.expected_opinions import BODIES
from assessments.selectors.opinions import body_label, opinion_notices, opinions_of
from assessments.services import opinions
from assessments.views.seen import seen_review
from assessments.workflow import SubjectKind
from cells.access import Access
from cells.clock import today
from cells.refusals import Refused, StaleEdit

GET_POST = ["GET", "HEAD", "POST"]


def paper_notices(file: ReviewFile) -> list[tuple[str, str, str]]:
    """(words, clause, address) of what the check tells of comments and of the cell's sheet; none of it is a bar."""
    url = reverse("assessments:critique_list", args=[file.pk])
    found = [(words, clause, url) for words, clause in opinion_notices(file)]
    state = cell_sheet_state(file)
    if state and (words := sheet_notice(state)):
        found.append((words, "HD 21, Mẫu 03", reverse("assessments:criteria_sheet", args=[state.review_id])))
    return found


def commented_review(request: HttpRequest, review_id: int) -> tuple[Access, Review]:
    """A review whose comments this account may read; 404 otherwise, also for an officer's post."""
    access, review = seen_review(request, review_id)
    if review.kind not in BODIES or not may_read_opinions(access, review.file):
        raise Http404
    return access, review


def _page(access: Access, review: Review) -> dict:
    return {
        "review": review,
        "file": review.file,
        "campaign": review.campaign,
        "writes": may_write_file(access, review.file),
    }


@login_required
@require_safe
def opinion_list(request: HttpRequest, review_id: int) -> HttpResponse:
    access, review = commented_review(request, review_id)
    context = _page(access, review) | {"said": opinions_of(review)}
    return render(request, "assessments/opinion/list.html", context)


@login_required
@require_http_methods(GET_POST)
def opinion_new(request: HttpRequest, review_id: int) -> HttpResponse:
    access, review = commented_review(request, review_id)
    return _edit(request, access, review, None)


@login_required
@require_http_methods(GET_POST)
def opinion_edit(request: HttpRequest, opinion_id: int) -> HttpResponse:
    opinion = get_object_or_404(Opinion, pk=opinion_id)
    access, review = commented_review(request, opinion.review_id)
    return _edit(request, access, review, opinion)


def _edit(request: HttpRequest, access: Access, review: Review, opinion: Opinion | None) -> HttpResponse:
    context = _page(access, review) | {"opinion": opinion}
    if request.method != "POST" and not context["writes"]:
        return redirect("assessments:opinion_list", review.pk)
    form = _form(request, review, opinion)
    context["form"] = form
    if request.method == "POST" and form.is_valid():
        try:
            opinions.save_opinion(
                by=request.user,
                review_id=review.pk,
                opinion_id=opinion.pk if opinion else None,
                values=form.values(),
                revision=form.cleaned_data["revision"],
                on=today(),
            )
        except Refused as refused:
            for refusal in refused.refusals:
                if refusal.field in form.fields:
                    form.add_error(refusal.field, str(refusal))
            context["refusals"] = [one for one in refused.refusals if one.field not in form.fields]
        except StaleEdit as edit:
            context["stale"] = _stale(request, form, edit.current)
            data = form.data.copy()
            data["revision"] = str(edit.current.revision)
            context["form"] = _form(request, review, opinion, data)
        else:
            messages.success(request, _("The comment has been saved."))
            return redirect("assessments:opinion_list", review.pk)
    return render(request, "assessments/opinion/edit.html", context)


def _form(request: HttpRequest, review: Review, opinion: Opinion | None, data=None) -> OpinionForm:
    stored = getattr(review, "criteria_sheet", None) if review.kind == SubjectKind.CELL else None
    critique = critique_of(review) if review.kind != SubjectKind.CELL else None
    bodies = BODIES[SubjectKind(review.kind)]
    wanted = request.GET.get("body", "")
    initial = (
        initial_of_opinion(opinion) if opinion else {"revision": 0, "body": wanted if wanted in bodies else bodies[0]}
    )
    typed = data if data is not None else request.POST if request.method == "POST" else None
    return OpinionForm(typed, initial=initial, bodies=bodies, sheet=sheet_for(review, critique, stored))


def _stale(request: HttpRequest, form: OpinionForm, current: Opinion) -> dict:
    theirs, changes = initial_of_opinion(current), []
    for name, field in form.fields.items():
        saved, typed = theirs.get(name) or "", form.cleaned_data.get(name) or ""
        if name != "revision" and saved != typed:
            words = dict(getattr(field, "choices", ()))
            changes.append((field.label, words.get(saved, saved), words.get(typed, typed)))
    return {"by": current.saved_by, "at": current.saved_at, "changes": changes, "reload_url": request.path}


@login_required
@require_http_methods(GET_POST)
def opinion_withdraw(request: HttpRequest, opinion_id: int) -> HttpResponse:
    opinion = get_object_or_404(Opinion, pk=opinion_id)
    access, review = commented_review(request, opinion.review_id)
    context = _page(access, review) | {"opinion": opinion, "body": body_label(opinion)}
    if request.method == "POST":
        try:
            opinions.withdraw_opinion(
                by=request.user,
                review_id=review.pk,
                opinion_id=opinion.pk,
                revision=read_revision(request.POST.get("revision", "")),
                on=today(),
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as edit:
            context["opinion"] = edit.current
            context["stale"] = {"by": edit.current.saved_by, "at": edit.current.saved_at, "changes": []}
        else:
            messages.success(request, _("The comment has been taken back."))
            return redirect("assessments:opinion_list", review.pk)
    elif not context["writes"]:
        return redirect("assessments:opinion_list", review.pk)
    return render(request, "assessments/opinion/withdraw.html", context)
