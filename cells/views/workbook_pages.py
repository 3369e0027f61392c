"""What the pages of uploaded workbooks share: the office's ward, the kept upload, the file sent back."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.views.generic import FormView

from cells.access import visible_wards
from cells.forms.workbooks import WorkbookForm
from cells.models import Organization, WorkbookUpload
from cells.refusals import Refusal, Refused
from cells.roles import Role
from cells.views.form_page import Crumb, SignedIn
from cells.views.wards import ward_crumb

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Refusals shown at once; the rest is counted.
SHOWN_REFUSALS = 20


class OfficePage(SignedIn):
    """Only the office of a ward has these pages; for everybody else they do not exist."""

    ward: Organization

    def load(self, **ids) -> None:
        self.wards = list(visible_wards(self.access, Role.OFFICE).order_by("code"))
        wanted = self.request.GET.get("ward", "")
        found = [ward for ward in self.wards if str(ward.pk) == wanted] if wanted else self.wards[:1]
        if not found:
            raise Http404
        self.ward = found[0]

    def crumbs(self) -> list[Crumb]:
        return [ward_crumb(self.ward)]


class ChooseWorkbook(OfficePage, FormView):
    """Choose a workbook; it is kept and looked at on the next page. Subclasses give `stage` and `preview`."""

    form_class = WorkbookForm
    preview: str
    #: The one service that keeps it: (by, ward_id, filename, data, on).
    stage: Callable[..., WorkbookUpload]

    def form_valid(self, form: WorkbookForm) -> HttpResponse:
        file = form.cleaned_data["workbook"]
        try:
            upload = self.stage(
                by=self.request.user, ward_id=self.ward.pk, filename=file.name, data=file.read(), on=self.on
            )
        except Refused as refused:
            for refusal in refused.refusals:
                form.add_error("workbook", str(refusal))
            return self.form_invalid(form)
        return redirect(self.preview, upload_id=upload.pk)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(ward=self.ward, crumbs=self.crumbs(), **kwargs)


class UploadPage(OfficePage):
    """A page about one kept workbook of a ward of the office."""

    kind: str
    upload: WorkbookUpload

    def load(self, upload_id: int) -> None:
        wards = visible_wards(self.access, Role.OFFICE)
        self.upload = get_object_or_404(
            WorkbookUpload.objects.select_related("ward", "by").filter(ward__in=wards, kind=self.kind), pk=upload_id
        )
        self.ward = self.upload.ward


def workbook_response(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.xlsx"'
    response["Cache-Control"] = "no-store, private"
    return response


def shortened(refusals: list[Refusal]) -> tuple[list[Refusal], int]:
    """(the first refusals, how many more there are)."""
    return refusals[:SHOWN_REFUSALS], max(0, len(refusals) - SHOWN_REFUSALS)
