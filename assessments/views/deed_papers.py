"""The paper of one hint, order or decision: read as pages, printed as PDF."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from assessments.models import Campaign, Decision, Order, ReviewHint
from assessments.permissions import may_see_file, visible_campaigns, visible_hints, visible_order_papers
from assessments.reports.catalogue import PAPER_LANGUAGE, context_of, deed_contents_of, printed
from assessments.reports.contents.hint_letter import is_written_here
from assessments.reports.deed_catalogue import DECISION, HINT_LETTER, DeedPaper, paper_of_order
from assessments.views.papers import pdf_response
from cells.access import Access, access_of
from cells.clock import today
from cells.services.handing_out import PAPER, note_handed_out


def _hint(request: HttpRequest, hint_id: int) -> tuple[Access, ReviewHint]:
    """A hint of the ward that the account may see; 404 for one with a paper of its own, or withdrawn."""
    access = access_of(request.user, today())
    hints = visible_hints(access).select_related("review__campaign__ward__profile", "review__file", "in_charge")
    hint = get_object_or_404(hints.prefetch_related("points"), pk=hint_id)
    if not is_written_here(hint):
        raise Http404
    return access, hint


def _order(request: HttpRequest, order_id: int) -> tuple[Access, Order]:
    access = access_of(request.user, today())
    orders = visible_order_papers(access).exclude(state="withdrawn")
    joined = orders.select_related("campaign__ward__profile", "file", "review__file", "decision")
    return access, get_object_or_404(joined, pk=order_id)


def _decision(request: HttpRequest, decision_id: int) -> tuple[Access, Decision]:
    access = access_of(request.user, today())
    decisions = Decision.objects.filter(campaign__in=visible_campaigns(access))
    return access, get_object_or_404(decisions.select_related("campaign__ward__profile"), pk=decision_id)


@login_required
@require_safe
def hint_paper(request: HttpRequest, hint_id: int) -> HttpResponse:
    _access, hint = _hint(request, hint_id)
    return _page(request, HINT_LETTER, hint, hint.review.campaign, reverse("assessments:hint_detail", args=[hint.pk]))


@login_required
@require_safe
def hint_paper_pdf(request: HttpRequest, hint_id: int) -> HttpResponse:
    _access, hint = _hint(request, hint_id)
    return _pdf(request, HINT_LETTER, hint, hint.review.campaign)


@login_required
@require_safe
def order_paper(request: HttpRequest, order_id: int) -> HttpResponse:
    access, order = _order(request, order_id)
    file = order.file or order.review.file
    back = reverse("assessments:order_detail", args=[order.pk])
    if not access.sees_ward(order.campaign.ward_id) and may_see_file(access, file):
        back = reverse("assessments:file_paper_list", args=[file.pk])
    return _page(request, paper_of_order(order), order, order.campaign, back)


@login_required
@require_safe
def order_paper_pdf(request: HttpRequest, order_id: int) -> HttpResponse:
    _access, order = _order(request, order_id)
    return _pdf(request, paper_of_order(order), order, order.campaign)


@login_required
@require_safe
def decision_paper(request: HttpRequest, decision_id: int) -> HttpResponse:
    _access, decision = _decision(request, decision_id)
    back = reverse("assessments:decision_detail", args=[decision.pk])
    return _page(request, DECISION, decision, decision.campaign, back)


@login_required
@require_safe
def decision_paper_pdf(request: HttpRequest, decision_id: int) -> HttpResponse:
    _access, decision = _decision(request, decision_id)
    return _pdf(request, DECISION, decision, decision.campaign)


def _pdf(request: HttpRequest, paper: DeedPaper, deed, campaign: Campaign) -> HttpResponse:
    contents = deed_contents_of(paper, deed)
    suffix = "-draft" if contents.draft else ""
    content = printed(paper, contents)
    told = {"paper": paper.code, "draft": contents.draft}
    note_handed_out(PAPER, by=request.user, subject=deed, ward_code=campaign.ward.code, after=told)
    return pdf_response(content, f"{paper.code}-{deed.pk}-{campaign.year}{suffix}.pdf")


def _page(request: HttpRequest, paper: DeedPaper, deed, campaign: Campaign, back: str) -> HttpResponse:
    contents = deed_contents_of(paper, deed)
    with override(PAPER_LANGUAGE):
        sheet = render_to_string("assessments/_paper_sheet.html", context_of(paper, contents))
    context = {"campaign": campaign, "paper": paper, "sheet": sheet, "draft": contents.draft, "back": back}
    return render(request, "assessments/deed_paper.html", context | {"pdf": f"{request.path}pdf/"})
