"""The page after sign-in: what waits, by mandate."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.models import ReviewFile
from assessments.reports.proof.keys import installation_key, public_hex
from assessments.selectors.campaigns import all_years
from assessments.selectors.district_works import district_works
from assessments.selectors.file_works import file_works
from assessments.selectors.hint_works import reviews_to_follow
from assessments.selectors.own_files import own_files, released_campaigns
from assessments.selectors.reminders import open_reminders
from assessments.selectors.work_queue import own_works, work_for
from cells.access import Access, access_of
from cells.clock import today
from cells.roles import Role

_WARD = {Role.OFFICE, Role.COMMITTEE}
_WORKING = {*_WARD, Role.SECRETARY, Role.DISTRICT, Role.ADMIN}


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    on = today()
    access = access_of(request.user, on)
    if access.roles() == {Role.MEMBER}:
        return redirect("assessments:my_review")
    roles = access.roles() & _WORKING
    files = own_files(access) if Role.SECRETARY in roles else []
    if roles == {Role.SECRETARY} and "all" not in request.GET:
        running = [own for own in files if not own.is_over]
        if len(running) == 1 and not _waits_elsewhere(access, on, running[0].file):
            return redirect("assessments:cell_home", running[0].file.pk)
    if roles == {Role.ADMIN}:
        return redirect("cells:account_list")
    context = {
        "roles": {role.value for role in roles},
        "on": on,
        "files": files,
        "queue": work_for(request.user, access, on) if roles & _WARD else None,
        "own_works": [] if roles & _WARD else own_works(access, on),
        "years": all_years(access) if roles & _WARD else [],
        "reminders": open_reminders(request.user, on),
        "district_works": district_works(access, public_hex(installation_key())) if Role.DISTRICT in roles else [],
        "released": released_campaigns(access) if Role.DISTRICT in roles else [],
    }
    context["has_work"] = bool(roles or context["own_works"])
    return render(request, "assessments/dashboard.html", context)


def _waits_elsewhere(access: Access, on: date, file: ReviewFile) -> bool:
    """The file's own page says what it asks; anything else is told on the page of all work."""
    return bool(reviews_to_follow(access, on) or file_works(access, on, besides=file))
