"""The page of somebody who writes the own review and sees nothing else."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.selectors.own_reviews import own_years
from assessments.selectors.reminders import open_reminders
from cells.access import access_of
from cells.clock import today
from cells.roles import Role


@login_required
@never_cache
@require_safe
def my_review(request: HttpRequest) -> HttpResponse:
    on = today()
    access = access_of(request.user, on)
    if Role.MEMBER not in access.roles():
        raise Http404
    years = own_years(access)
    running = next((year for year in years if year.is_running), None)
    context = {
        "running": running,
        "earlier": [year for year in years if year is not running],
        "reminders": open_reminders(request.user, on),
        "on": on,
    }
    return render(request, "assessments/my_review.html", context)
