"""Review hints: the list, one hint, drafting, changing, recording what came from outside; what a file was asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.hints import ChangedHint, NewHint, OutsideHint, initial_points, points_asked_for
from assessments.forms.ids import read_id
from assessments.models import Campaign, Review, ReviewHint
from assessments.models.hint import HINT_ISSUER_LABELS, HINT_STATE_LABELS
from assessments.permissions import hints_in_charge, may_see_file, may_write_file, visible_hints
from assessments.selectors.hints import (
    ISSUED,
    HintFilter,
    HintRow,
    hint_list,
    hints_of_file,
    may_be_in_charge,
    with_points,
)
from assessments.selectors.standings import WRITES_CRITIQUE
from assessments.services import hints
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.views.seen import seen_file
from cells.access import Access, access_of, require
from cells.acting import is_about_self
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS

ONLY = ("open", "answered", "overdue")


def seen_hint(request: HttpRequest, hint_id: int) -> tuple[Access, HintRow]:
    """A hint this account may see, with its points; 404 otherwise."""
    access = access_of(request.user, today())
    rows = with_points(visible_hints(access).filter(pk=hint_id))
    if not rows:
        raise Http404
    return access, rows[0]


def ward_hint(request: HttpRequest, hint_id: int, role: Role | None) -> tuple[Access, HintRow]:
    """A hint for office and committee, 404 for everybody else; 403 without the `role` that does this. No `role`: whose
    right it is to take the hint back; one taken back already is told to both."""
    access, row = seen_hint(request, hint_id)
    ward_id = row.hint.review.campaign.ward_id
    if not access.sees_ward(ward_id):
        raise Http404
    if role is None and row.hint.state != "withdrawn":
        role = hints.withdrawing_role(row.hint)
    if role is not None:
        require(access.has(role, ward_id), str(ROLE_LABELS[role]))
    return access, row


@login_required
@require_safe
def hints_of_campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """All of the year for office and committee; for a member in charge the own ones."""
    on = today()
    access = access_of(request.user, on)
    campaign = get_object_or_404(Campaign.objects.select_related("ward"), pk=campaign_id)
    sees_ward = access.sees_ward(campaign.ward_id)
    asked = request.GET
    wanted = HintFilter(
        state=asked.get("state", "") if asked.get("state") in HINT_STATE_LABELS else "",
        issuer=asked.get("issuer", "") if asked.get("issuer") in HINT_ISSUER_LABELS else "",
        only=asked.get("only", "") if asked.get("only") in ONLY else "",
        mine="mine" in asked or not sees_ward,
        search=asked.get("q", "").strip()[:100],
    )
    found = hint_list(access, campaign.pk, wanted, on)
    if not sees_ward and not found.mine:
        raise Http404
    context = {
        "campaign": campaign,
        "sees_ward": sees_ward,
        "rows": [(row, row.is_overdue(on), row.hint.pk in found.mine) for row in found.rows],
        "all": len(found.everything) if sees_ward else len(found.mine),
        "open": sum(row.is_open for row in found.rows),
        "overdue": sum(row.is_overdue(on) for row in found.rows),
        "has_mine": bool(found.mine),
        "wanted": wanted,
        "states": list(HINT_STATE_LABELS.items()),
        "issuers": list(HINT_ISSUER_LABELS.items()),
        "on": on,
        "may_draft": access.is_office(campaign.ward_id),
    }
    return render(request, "assessments/hint/hint_list.html", context)


@login_required
@require_safe
def hint_detail(request: HttpRequest, hint_id: int) -> HttpResponse:
    access, row = seen_hint(request, hint_id)
    hint, review, on = row.hint, row.hint.review, today()
    sees_ward = access.sees_ward(review.campaign.ward_id)
    own = is_about_self(request.user, review.member_id)
    context = {
        "row": row,
        "hint": hint,
        "review": review,
        "file": review.file,
        "campaign": review.campaign,
        "sees_ward": sees_ward,
        "sees_file": may_see_file(access, review.file),
        "in_charge": hints_in_charge(access).filter(pk=hint.pk).exists(),
        "overdue": row.is_overdue(on),
        "on": on,
        "may_change": hint.state == "draft" and access.is_office(review.campaign.ward_id) and not own,
        "may_issue": hint.state == "draft" and access.is_committee(review.campaign.ward_id) and not own,
        "may_withdraw": sees_ward
        and hint.state != "withdrawn"
        and access.has(hints.withdrawing_role(hint), review.campaign.ward_id)
        and not own,
        "may_answer": hint.state == ISSUED and may_write_file(access, review.file),
    }
    return render(request, "assessments/hint/hint.html", context)


@login_required
@require_http_methods(GET_POST)
def hint_new(request: HttpRequest, campaign_id: int) -> HttpResponse:
    return _new_page(request, campaign_id, NewHint, _draft, outside=False)


@login_required
@require_http_methods(GET_POST)
def hint_record(request: HttpRequest, campaign_id: int) -> HttpResponse:
    return _new_page(request, campaign_id, OutsideHint, _record, outside=True)


def _new_page(request: HttpRequest, campaign_id: int, form_class, save, *, outside: bool) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    require(access.is_office(campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))
    reviews = (
        Review.objects.filter(campaign=campaign, kind__in=WRITES_CRITIQUE, file__isnull=False)
        .select_related("file")
        .order_by("kind", "sort_key", "code")
    )
    needs = {"reviews": reviews, "people": may_be_in_charge(campaign.ward_id, today())}
    refusals = []
    if request.method != "POST":
        form = form_class(initial=_wanted_subject(request, campaign), **needs)
    elif more := points_asked_for(request.POST):
        form = form_class(initial=request.POST.dict(), points=more, **needs)
    else:
        form = form_class(request.POST, **needs)
        if form.is_valid():
            try:
                hint = save(request, form)
            except Refused as refused:
                refusals = refused.refusals
            else:
                return redirect("assessments:hint_detail", hint.pk)
    context = {"campaign": campaign, "form": form, "refusals": refusals, "outside": outside}
    return render(request, "assessments/hint/hint_new.html", context)


def _wanted_subject(request: HttpRequest, campaign: Campaign) -> dict:
    """`?review=` puts a subject into the field."""
    review_id = read_id(request.GET.get("review", ""))
    review = Review.objects.filter(campaign=campaign, pk=review_id).first() if review_id else None
    return {"review": review.code} if review else {}


def _draft(request: HttpRequest, form: NewHint) -> ReviewHint:
    hint = hints.draft_hint(
        by=request.user, review_id=form.cleaned_data["review"], values=form.hint_values(), on=today()
    )
    messages.success(request, _("The draft is saved; it waits for the committee to issue it."))
    return hint


def _record(request: HttpRequest, form: OutsideHint) -> ReviewHint:
    hint = hints.record_outside_hint(
        by=request.user,
        review_id=form.cleaned_data["review"],
        issuer=form.cleaned_data["issuer"],
        values=form.hint_values(),
        document=form.document(),
        on=today(),
    )
    messages.success(request, _("The hint is recorded; its points are to be answered."))
    return hint


@login_required
@require_http_methods(GET_POST)
def hint_edit(request: HttpRequest, hint_id: int) -> HttpResponse:
    _access, row = ward_hint(request, hint_id, Role.OFFICE)
    hint, campaign = row.hint, row.hint.review.campaign
    people = may_be_in_charge(campaign.ward_id, today())
    context: dict = {"refusals": []}
    if request.method != "POST":
        form = ChangedHint(people=people, points=row.total + 1, initial=initial_points(hint, row.points, people))
    elif more := points_asked_for(request.POST):
        form = ChangedHint(people=people, points=more, initial=request.POST.dict())
    else:
        form = ChangedHint(request.POST, people=people)
        if form.is_valid():
            revision = form.cleaned_data["revision"]
            try:
                hints.change_hint(
                    by=request.user, hint_id=hint.pk, values=form.hint_values(), revision=revision, on=today()
                )
            except Refused as refused:
                context["refusals"] = refused.refusals
            except StaleEdit as edit:
                context["stale"] = _stale(request, row, edit.current, form)
                form = ChangedHint(with_revision(request, edit.current), people=people)
            else:
                messages.success(request, _("The draft is saved; it waits for the committee to issue it."))
                return redirect("assessments:hint_detail", hint.pk)
    context |= {"campaign": campaign, "hint": hint, "review": hint.review, "form": form}
    return render(request, "assessments/hint/hint_edit.html", context)


def with_revision(request: HttpRequest, current: ReviewHint):
    """What was typed, now resting on the hint as it stands: sending again is a decision."""
    data = request.POST.copy()
    data["revision"] = str(current.revision)
    return data


def _stale(request: HttpRequest, row: HintRow, current: ReviewHint, form: ChangedHint) -> dict:
    """The points as they stand beside those typed."""
    [now] = with_points(ReviewHint.objects.filter(pk=current.pk))
    theirs = {f"point_{point.position}": point.text for point in now.points}
    names = [*form.point_names, *(name for name in theirs if name not in form.point_names)]
    changes = [
        (_("Point %(place)s") % {"place": name.removeprefix("point_")}, theirs.get(name, ""), typed)
        for name in names
        if (typed := request.POST.get(name, "").strip()) != theirs.get(name, "")
    ]
    return {"by": current.drafted_by, "at": current.drafted_at, "changes": changes, "reload_url": request.path}


@login_required
@require_safe
def file_hints(request: HttpRequest, file_id: int) -> HttpResponse:
    """What the subjects of one file were asked, with the way to each answer."""
    access, file = seen_file(request, file_id)
    on = today()
    rows = [row for row in hints_of_file(file, access) if row.hint.issued_at is not None]
    writes = may_write_file(access, file)
    context = {
        "file": file,
        "campaign": file.campaign,
        "rows": [(row, row.is_overdue(on)) for row in rows],
        "left": sum(row.total - row.answered for row in rows if row.is_open),
        "writes": writes,
        "sees_ward": access.sees_ward(file.campaign.ward_id),
        "on": on,
        "onward": next(
            (
                reverse("assessments:critique_edit", args=[row.hint.review_id]) + "#section-hints"
                for row in rows
                if row.is_open
            ),
            "",
        )
        if writes
        else "",
    }
    return render(request, "assessments/hint/file_hints.html", context)
