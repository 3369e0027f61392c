"""The district's table of a year: wards side by side and summed, the reports behind it, what waits to be received."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.district import SupersedeReport
from assessments.models import IssuedPaper, ReceivedReport
from assessments.permissions import may_receive_reports
from assessments.reports.district.figures import ward_report
from assessments.reports.district.year_table import table_as_json, year_table
from assessments.reports.proof.keys import fingerprint, installation_key, public_hex
from assessments.rules import Severity
from assessments.selectors.own_files import released_campaigns
from assessments.selectors.papers import YEAR_REPORT
from assessments.selectors.received_reports import (
    Waiting,
    former_reports,
    received_years,
    trust_in,
    waiting_reports,
)
from assessments.services import received_reports as service
from assessments.views.brought_in import as_download
from assessments.views.campaigns import GET_POST
from assessments.views.tally_page import tally_context
from cells.access import Access, access_of
from cells.clock import today
from cells.refusals import Refused
from cells.services.handing_out import DISTRICT_TABLE, RECEIVED_REPORT, note_handed_out
from cells.vocabulary import GivenGrade


@login_required
@require_safe
def district(request: HttpRequest) -> HttpResponse:
    access = district_access(request)
    years = sorted({*received_years(), *(one.year for one in released_campaigns(access))}, reverse=True)
    year = _year(request, years)
    context = {
        "years": years,
        "year": year,
        "table": year_table(year),
        "waiting": waiting_reports(access, year),
        "grades": [(grade.value, grade.label) for grade in GivenGrade],
    }
    return render(request, "assessments/district/table.html", context)


@login_required
@require_safe
def district_json(request: HttpRequest) -> HttpResponse:
    district_access(request)
    year = _year(request, received_years())
    note_handed_out(DISTRICT_TABLE, by=request.user, after={"year": year})
    answer = JsonResponse(table_as_json(year_table(year)), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="district-{year}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _year(request: HttpRequest, years: list[int]) -> int:
    """The year asked for, the newest, or the one before today where there is nothing yet."""
    asked = request.GET.get("year", "")
    if asked:
        if not asked.isascii() or not asked.isdigit() or len(asked) > 4:
            raise Http404
        return int(asked)
    return years[0] if years else today().year - 1


def district_access(request: HttpRequest) -> Access:
    access = access_of(request.user, today())
    if not may_receive_reports(access):
        raise Http404
    return access


@login_required
@require_http_methods(GET_POST)
def own_report_receive(request: HttpRequest, paper_id: int) -> HttpResponse:
    """A report of a ward of this installation: one click, or a page with the reason where another one is here."""
    waiting = _waiting(district_access(request), paper_id)
    supersedes = waiting.replaces is not None
    data = request.POST if request.method == "POST" else None
    form = SupersedeReport(data, initial={"replaces": waiting.replaces.pk if supersedes else None})
    form.fields["reason"].required = supersedes
    refusals = []
    if data is not None and form.is_valid():
        try:
            row = service.receive_own_report(by=request.user, paper_id=paper_id, on=today(), **form.cleaned_data)
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("The report of %(ward)s is received.") % {"ward": row.ward_name})
            return redirect("assessments:received_report", row.pk)
    if not supersedes:
        del form.fields["reason"]
    context = {"waiting": waiting, "campaign_year": waiting.campaign.year, "form": form, "refusals": refusals}
    return render(request, "assessments/district/receive_own.html", context)


def _waiting(access: Access, paper_id: int) -> Waiting:
    """Only what the account's own list offers: released, issued, not received."""
    copy = get_object_or_404(IssuedPaper.objects.defer("content", "data"), pk=paper_id, paper=YEAR_REPORT)
    found = [one for one in waiting_reports(access) if one.copy and one.copy.pk == copy.pk]
    if not found:
        raise Http404
    return found[0]


@login_required
@require_safe
def received_report(request: HttpRequest, received_id: int) -> HttpResponse:
    """One ward: its figures and lists. The narrative stands in the PDF alone."""
    district_access(request)
    row = get_object_or_404(ReceivedReport.objects.defer("content"), pk=received_id)
    report = ward_report(row)
    language = "vi" if get_language() == "vi" else "en"
    context = {
        "row": row,
        "figures": report.figures,
        "posts": report.posts,
        "signer_mark": fingerprint(row.public_key) if row.public_key else "",
        "trust": trust_in([row], public_hex(installation_key()))[row.pk],
        "former": former_reports(row),
        "findings": [
            (finding.message_vi if language == "vi" else finding.message_en, finding.citation, finding.severity.value)
            for finding in report.findings
            if finding.severity is not Severity.NOTICE
        ],
        "figures_only": row.source == service.DOSSIER,
    }
    context |= tally_context(report.tally, day=report.told_on, released=True)
    return render(request, "assessments/district/received.html", context)


def seen_file_of(request: HttpRequest, received_id: int) -> ReceivedReport:
    """A received report with its file, for the district alone."""
    district_access(request)
    return get_object_or_404(ReceivedReport.objects.defer("dossier", "data"), pk=received_id)


@login_required
@require_safe
def received_file(request: HttpRequest, received_id: int) -> HttpResponse:
    row = seen_file_of(request, received_id)
    pdf = row.source == service.PDF
    told = {"year": row.year, "sha256": row.sha256}
    note_handed_out(RECEIVED_REPORT, by=request.user, subject=row, ward_code=row.ward_code, after=told)
    name = f"{row.ward_code}-{row.year}.{'pdf' if pdf else 'json'}"
    return as_download(
        row.content, name=name, content_type="application/pdf" if pdf else "application/json; charset=utf-8"
    )
