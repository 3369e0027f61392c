"""Shortcomings of one subject: last year's to assess, this year's to name, the ward's note; the lists of file and ward."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.ids import read_id
from assessments.forms.remedies import MORE, AssessForm, NoteForm, shown_lines, typed_lines, with_taken
from assessments.models import Review
from assessments.models.remedy import OUTCOME_LABELS
from assessments.permissions import may_plan_remedies, may_see_critique, may_write_file, visible_reviews
from assessments.selectors.cell_progress import Progress
from assessments.selectors.remedies import (
    CITATION,
    FILTERS,
    RemedyFilter,
    Subject,
    own_words,
    subject_of,
    subjects_of_file,
    suggestions_for,
    unplanned_words,
    ward_remedies,
)
from assessments.selectors.standings import WRITES_CRITIQUE
from assessments.services import remedies
from assessments.services.remedy_locks import why_settled
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.views.seen import seen_file, seen_review
from cells.access import Access, require
from cells.acting import is_about_self
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS

#: Subjects on one page of the ward's list.
PAGE_SIZE = 100


def plan_notices(progress: Progress) -> list[tuple[str, str, str]]:
    """(words, clause, address) of the subjects whose shortcomings have no plan yet; none of it is a bar."""
    return [
        (unplanned_words(one), CITATION, reverse("assessments:remedy_plan", args=[one.review_id]))
        for one in progress.unplanned
    ]


def remedied_review(request: HttpRequest, review_id: int) -> tuple[Access, Review]:
    """A person's or collective's review whose texts this account may read; 404 otherwise."""
    access, review = seen_review(request, review_id)
    if review.kind not in WRITES_CRITIQUE or not may_see_critique(access, review.file):
        raise Http404
    return access, review


def subject_page(access: Access, review: Review, subject: Subject | None = None) -> dict:
    """What every page about one subject shows; its neighbours in the file, so that nobody goes back to the list."""
    subjects = subjects_of_file(review.file)
    place = next((place for place, one in enumerate(subjects) if one.review.pk == review.pk), None)
    others = (None, None)
    if place is not None:
        others = (
            subjects[place - 1] if place else None,
            subjects[place + 1] if place + 1 < len(subjects) else None,
        )
    return {
        "review": review,
        "file": review.file,
        "campaign": review.campaign,
        "subject": subject or subject_of(review),
        "before": others[0],
        "after": others[1],
        "settled": why_settled(review),
        "may_assess": may_write_file(access, review.file),
        "may_plan": may_plan_remedies(access, review.file),
        "may_note": access.sees_ward(review.campaign.ward_id),
        "clause": CITATION,
        "on": today(),
        "refusals": [],
    }


@login_required
@require_http_methods(GET_POST)
def subject_remedies(request: HttpRequest, review_id: int) -> HttpResponse:
    """Everything about one subject; what is posted assesses the shortcomings of the year before."""
    access, review = remedied_review(request, review_id)
    context = subject_page(access, review)
    earlier = context["subject"].earlier
    form = AssessForm(request.POST if request.method == "POST" else None, rows=earlier)
    if request.method == "POST":
        require(context["may_plan"], _("unit's secretary or ward party office"))
    if request.method == "POST" and form.is_valid():
        try:
            remedies.assess_shortcomings(by=request.user, review_id=review.pk, values=form.values(), on=today())
        except Refused as refused:
            # What somebody typed into a file that was sent meanwhile is still shown.
            context |= {"refusals": refused.refusals, "may_assess": True}
        except StaleEdit as edit:
            subject = context["subject"] = subject_of(review)
            context["stale"] = _stale_assessment(request, subject, edit.current)
            form = AssessForm(_with_revisions(request, subject), rows=subject.earlier)
        else:
            return _assessed(request, review, access)
    context |= {
        "form": form,
        "own_words": own_words(review) if context["subject"].earlier else "",
        "overdue": context["subject"].overdue(today()),
        "earlier_reviews": _seen_earlier(access, context["subject"]),
    }
    return render(request, "assessments/remedy/subject.html", context)


def _seen_earlier(access: Access, subject: Subject) -> set[int]:
    """Where last year's measures stand and this account reads them: somebody may have come from another cell since."""
    told = {row.earlier_review for row in subject.earlier if row.earlier_review}
    return set(visible_reviews(access).filter(pk__in=told).values_list("pk", flat=True))


def _assessed(request: HttpRequest, review: Review, access: Access) -> HttpResponse:
    """On to the next subject of the file that still waits for a word."""
    messages.success(request, _("The assessment of %(name)s is saved.") % {"name": review.name})
    subjects = subjects_of_file(review.file)
    if not next(one for one in subjects if one.review.pk == review.pk).to_assess:
        waiting = next((one for one in subjects if one.to_assess), None)
        if waiting is not None:
            return redirect("assessments:remedies", waiting.review.pk)
    return redirect("assessments:remedies", review.pk)


def _with_revisions(request: HttpRequest, subject: Subject):
    """What was typed, now resting on the rows as they stand: saving again is a decision."""
    data = request.POST.copy()
    for row in subject.earlier:
        data[f"revision_{row.pk}"] = str(row.revision)
    return data


def _stale_assessment(request: HttpRequest, subject: Subject, current) -> dict:
    changes = []
    for row in subject.earlier:
        typed = request.POST.get(f"outcome_{row.pk}", ""), request.POST.get(f"progress_{row.pk}", "").strip()
        if typed != (row.outcome, row.progress):
            words = {row.outcome: row.outcome_label} | dict(OUTCOME_LABELS)
            theirs = ": ".join(filter(None, (row.outcome_label, row.progress)))
            yours = ": ".join(filter(None, (str(words.get(typed[0], "")), typed[1])))
            changes.append((row.text, theirs, yours))
    return {"by": current.saved_by, "at": current.saved_at, "changes": changes, "reload_url": request.path}


@login_required
@require_http_methods(GET_POST)
def remedy_shortcomings(request: HttpRequest, review_id: int) -> HttpResponse:
    """The shortcomings found this year, and those known from years before the portal."""
    access, review = remedied_review(request, review_id)
    context = subject_page(access, review)
    require(context["may_plan"], _("unit's secretary or ward party office"))
    year, subject = review.campaign.year, context["subject"]
    offered = suggestions_for(review, subject.rows)
    own = [row for row in subject.rows if row.earlier_review is None]
    lines = shown_lines(own, year)
    if request.method == "POST":
        data = with_taken(request.POST, request.POST.getlist("take"))
        lines = typed_lines(data, year, more=MORE if "more" in request.POST else 0)
        offered = [line for line in offered if line not in request.POST.getlist("take")]
        if "more" not in request.POST and all(line.is_valid() for line in lines):
            values = [line.value() for line in lines]
            try:
                remedies.save_shortcomings(by=request.user, review_id=review.pk, values=values, on=today())
            except Refused as refused:
                context["refusals"] = refused.refusals
            except StaleEdit as edit:
                context["stale"] = _stale_lines(request, subject_of(review), lines, edit.current)
                lines = typed_lines(_lines_refreshed(data, subject_of(review)), year)
            else:
                messages.success(request, _("The shortcomings of %(name)s are saved.") % {"name": review.name})
                return redirect("assessments:remedies", review.pk)
    context |= {"lines": lines, "offered": offered, "row_errors": any(line.errors for line in lines)}
    return render(request, "assessments/remedy/shortcomings.html", context)


def _lines_refreshed(data, subject: Subject):
    revisions = {str(row.pk): str(row.revision) for row in subject.rows}
    data = data.copy()
    for name in [name for name in data if name.startswith("pk-")]:
        data[name.replace("pk-", "revision-")] = revisions.get(data[name], "")
        data[name] = data[name] if data[name] in revisions else ""
    return data


def _stale_lines(request: HttpRequest, subject: Subject, lines: list, current) -> dict:
    saved = {row.pk: row.text for row in subject.rows}
    changes = [
        (_("Shortcoming %(number)s") % {"number": line.number + 1}, saved.get(line.value().pk, ""), line.value().text)
        for line in lines
        if line.value().pk and line.value().text.strip() != saved.get(line.value().pk, "")
    ]
    return {"by": current.saved_by, "at": current.saved_at, "changes": changes, "reload_url": request.path}


@login_required
@require_http_methods(GET_POST)
def remedy_note(request: HttpRequest, review_id: int) -> HttpResponse:
    """How the ward corrected a subject that neglected its plan."""
    access, review = remedied_review(request, review_id)
    context = subject_page(access, review)
    require(context["may_note"], f"{ROLE_LABELS[Role.OFFICE]}, {ROLE_LABELS[Role.COMMITTEE]}")
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"noted_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            remedies.add_note(by=request.user, review_id=review.pk, on=today(), **form.cleaned_data)
        except Refused as refused:
            context["refusals"] = refused.refusals
        else:
            messages.success(request, _("The note on %(name)s is kept.") % {"name": review.name})
            return redirect("assessments:remedies", review.pk)
    own = is_about_self(request.user, review.member_id)
    context |= {"form": form, "own": own, "overdue": context["subject"].overdue(today())}
    return render(request, "assessments/remedy/note.html", context)


@login_required
@require_safe
def file_remedies(request: HttpRequest, file_id: int) -> HttpResponse:
    """The subjects of one file with their counts, and the way to the first that waits."""
    access, file = seen_file(request, file_id)
    if not may_see_critique(access, file):
        raise Http404
    subjects, on = subjects_of_file(file), today()
    writes = may_plan_remedies(access, file)
    waiting = next((one for one in subjects if one.to_assess), None) if file.is_writable else None
    unplanned = next((one for one in subjects if one.lacks_plan), None)
    onward = ""
    if writes and waiting:
        onward = reverse("assessments:remedies", args=[waiting.review.pk])
    elif writes and unplanned:
        onward = reverse("assessments:remedy_plan", args=[unplanned.review.pk])
    context = {
        "file": file,
        "campaign": file.campaign,
        "rows": [(one, one.overdue(on)) for one in subjects],
        "to_assess": sum(len(one.to_assess) for one in subjects),
        "earlier": sum(len(one.earlier) for one in subjects if one.owes),
        "unplanned": sum(one.lacks_plan for one in subjects),
        "onward": onward,
        "onward_subject": waiting or unplanned,
        "assesses": bool(waiting),
        "sees_ward": access.sees_ward(file.campaign.ward_id),
        "clause": CITATION,
    }
    return render(request, "assessments/remedy/file.html", context)


@login_required
@require_safe
def ward_list(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """All plans of the year: what is overdue, not assessed, without a plan, neglected; for office and committee."""
    _access, campaign = seen_campaign(request, campaign_id)
    on, asked = today(), request.GET
    wanted = RemedyFilter(
        only=asked.get("only", "") if asked.get("only") in FILTERS else "",
        search=asked.get("q", "").strip()[:100],
        file_id=read_id(asked.get("file", "")),
    )
    found = ward_remedies(campaign, wanted, on)
    size = max(len(found.rows), 1) if "all" in asked else PAGE_SIZE
    page = Paginator(found.rows, size).get_page(asked.get("page"))
    query = asked.copy()
    query.pop("page", None)
    context = {
        "campaign": campaign,
        "found": found,
        "page": page,
        "rows": [(subject, subject.overdue(on), subject.is_neglected(on)) for subject in page],
        "wanted": wanted,
        "labels": [(name, label, found.counts[name]) for name, label in _filter_labels()],
        "query": query.urlencode(),
        "is_long": len(found.rows) > PAGE_SIZE,
        "on": on,
        "clause": CITATION,
    }
    return render(request, "assessments/remedy/ward.html", context)


def _filter_labels() -> list[tuple[str, str]]:
    return [
        ("overdue", _("with overdue measures")),
        ("unassessed", _("earlier shortcomings not assessed")),
        ("no_plan", _("shortcomings without a plan")),
        ("neglected", _("plan neglected")),
        ("not_corrected", _("neglected, no correction noted")),
        ("noted", _("correction noted")),
    ]
