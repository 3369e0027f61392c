"""The rules as people read them: one page per rule set, and what the letter changed."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.rules import ALL_RULE_SETS
from assessments.selectors.campaigns import all_years, current_of
from assessments.selectors.local_parameters import lines_of
from assessments.selectors.rule_book import book_of
from assessments.selectors.rule_comparison import compare_sets
from assessments.workflow import CampaignStage
from cells.access import Access, access_of
from cells.clock import today


def _reader(request: HttpRequest) -> Access:
    """Anybody with a mandate; for an account without one the page does not exist."""
    access = access_of(request.user, today())
    if not access.roles():
        raise Http404
    return access


@login_required
@require_safe
def rule_book_home(request: HttpRequest) -> HttpResponse:
    """The newest set."""
    _reader(request)
    newest = max(ALL_RULE_SETS.values(), key=lambda rules: max(rules.review_years))
    return redirect("assessments:rule_book", newest.code)


@login_required
@require_safe
def rule_book(request: HttpRequest, code: str) -> HttpResponse:
    _reader(request)
    if code not in ALL_RULE_SETS:
        raise Http404
    return render(request, "assessments/rulebook/book.html", {"book": book_of(ALL_RULE_SETS[code])})


@login_required
@require_safe
def rule_book_json(request: HttpRequest, code: str) -> HttpResponse:
    """The set's own content, byte for byte as its fingerprint was taken of it."""
    _reader(request)
    if code not in ALL_RULE_SETS:
        raise Http404
    return HttpResponse(ALL_RULE_SETS[code].canonical(), content_type="application/json")


@login_required
@require_safe
def rule_compare(request: HttpRequest) -> HttpResponse:
    """The text for everybody; figures of one year for those who see the whole ward: `?campaign=`, else the running
    year. A year in preparation has no figures."""
    years = [year for year in all_years(_reader(request)) if year.stage != CampaignStage.PREPARING]
    chosen = request.GET.get("campaign", "")
    campaign = next((year for year in years if str(year.pk) == chosen), None) if chosen else current_of(years)
    if chosen and campaign is None:
        raise Http404
    own = [line for line in lines_of(campaign) if line.is_own] if campaign else []
    context = {"comparison": compare_sets(campaign), "years": years, "own": own}
    return render(request, "assessments/rulebook/compare.html", context)
