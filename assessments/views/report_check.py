"""“Check a report”: drop a PDF, read what agrees and what does not; nothing is stored unless the district receives it."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.district import ReportFile
from assessments.models import ReceivedReport
from assessments.permissions import may_check_reports, may_receive_reports
from assessments.reports.district.figures import WardFigures, taken_apart
from assessments.reports.proof.keys import fingerprint, installation_key, public_hex, public_pem
from assessments.selectors.received_reports import standing_report
from assessments.services import received_reports as service
from assessments.views.campaigns import GET_POST
from cells.access import Access, access_of
from cells.clock import today
from cells.refusals import Refused
from cells.roles import Role


@dataclass(frozen=True)
class Shown:
    """The answer as the page tells it."""

    found: service.Examined
    figures: WardFigures
    standing: ReceivedReport | None
    signer_mark: str
    printed_mark: str
    already: bool


@login_required
@require_http_methods(GET_POST)
def report_check(request: HttpRequest) -> HttpResponse:
    access = _checking(request)
    context: dict = {"refusals": [], "may_receive": may_receive_reports(access)}
    form = ReportFile(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = service.examine(by=request.user, content=form.cleaned_data["file"].read(), on=today())
        except Refused as refused:
            context["refusals"] = refused.refusals
        else:
            context["shown"] = shown = _shown(found)
            form = _next_form(shown)
    return render(request, "assessments/district/check.html", context | {"form": form})


@login_required
@require_http_methods(GET_POST)
def report_receive(request: HttpRequest) -> HttpResponse:
    """The same file once more, to be kept. Read without a file it leads to the check."""
    access = _checking(request)
    if not may_receive_reports(access):
        raise Http404
    if request.method != "POST":
        return redirect("assessments:report_check")
    form = ReportFile(request.POST, request.FILES, supersedes=True)
    context: dict = {"refusals": [], "may_receive": True, "form": form}
    if form.is_valid():
        try:
            row = service.receive_report(
                by=request.user,
                content=form.cleaned_data["file"].read(),
                on=today(),
                replaces=form.cleaned_data["replaces"],
                reason=form.cleaned_data["reason"],
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        else:
            messages.success(request, _("The report of %(ward)s is received.") % {"ward": row.ward_name})
            return redirect("assessments:received_report", row.pk)
    return render(request, "assessments/district/check.html", context)


@login_required
@require_safe
def public_key(request: HttpRequest) -> HttpResponse:
    """The public half of this installation's key as a file, for the office to hand over."""
    access = access_of(request.user, today())
    if not access.wards.get(Role.OFFICE) and not access.wards.get(Role.COMMITTEE):
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="public-key.pem"', "Cache-Control": "private, no-store"}
    return HttpResponse(public_pem(installation_key()), content_type="application/x-pem-file", headers=headers)


def own_key() -> dict[str, str]:
    """What the papers page shows of the key."""
    key = public_hex(installation_key())
    return {"public_key": key, "fingerprint": fingerprint(key)}


def _checking(request: HttpRequest) -> Access:
    access = access_of(request.user, today())
    if not may_check_reports(access):
        raise Http404
    return access


def _shown(found: service.Examined) -> Shown:
    standing = standing_report(found.ward_code, found.dossier.year)
    return Shown(
        found=found,
        figures=taken_apart(found.dossier, found.verdict.data if found.verdict else None).figures,
        standing=standing,
        signer_mark=fingerprint(found.signer.public_key) if found.signer else "",
        printed_mark=fingerprint(found.verdict.seal.public_key) if found.verdict else "",
        already=bool(standing and standing.sha256 == found.sha256),
    )


def _next_form(shown: Shown) -> ReportFile:
    """For receiving: the browser lets nobody choose a file for somebody else, so the field is empty again where scripts are
    off; with them the chosen file stays."""
    initial = {"replaces": shown.standing.pk if shown.standing else None}
    return ReportFile(initial=initial, supersedes=bool(shown.standing))
