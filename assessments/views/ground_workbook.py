"""The rest of the ground by a workbook: download it, choose it again, see what it would change, confirm, see what was done."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from assessments.selectors.ground_workbook import grouped, open_years, years_to_download
from assessments.services import ground_workbook as service
from assessments.services.ground_workbook import GroundFaults
from assessments.views.year_facts import YEARS
from cells.access import NotPermitted
from cells.ground_workbook.plan import GroundPlan
from cells.ground_workbook.reading import Fault
from cells.models import WorkbookUpload
from cells.refusals import Refusal, Refused
from cells.selectors.ground import ground_workbook
from cells.services.handing_out import GROUND, note_handed_out
from cells.services.workbook_uploads import PlanChanged, discard_upload
from cells.views.workbook_pages import ChooseWorkbook, OfficePage, UploadPage, workbook_response


class GroundUpload(ChooseWorkbook):
    template_name = "assessments/ground_upload.html"
    preview = "assessments:ground_preview"
    stage = staticmethod(service.stage_ground)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(years=years_to_download(self.ward, self.on), **kwargs)


class GroundExport(OfficePage, View):
    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        data = ground_workbook(self.ward, year, self.on)
        note_handed_out(GROUND, by=request.user, subject=self.ward, ward_code=self.ward.code, after={"year": year})
        return workbook_response(data, f"to-chuc-tap-the-{self.ward.code}-{year}")

    def load(self, year: int) -> None:
        if year not in YEARS:
            raise Http404
        super().load()


class GroundPreview(UploadPage, TemplateView):
    """What the workbook would change. Nothing is written by looking at it."""

    kind = WorkbookUpload.GROUND
    template_name = "assessments/ground_preview.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.upload.applied_at is not None:
            return redirect("assessments:ground_result", upload_id=self.upload.pk)
        plan = self.plan()
        return self.show(plan, plan.faults or found_before(self.upload, plan))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if "discard" in request.POST:
            return self.discard()
        digest = request.POST.get("digest", "")
        try:
            service.apply_upload(by=request.user, upload_id=self.upload.pk, expected_digest=digest, on=self.on)
        except GroundFaults as refused:
            return self.show(self.plan(), refused.faults, refused.refusals)
        except PlanChanged as refused:
            return self.show_anew(refused)
        except Refused as refused:
            messages.warning(request, str(refused))
            return self.to_result()
        except NotPermitted as refused:
            raise PermissionDenied(str(refused)) from refused
        messages.success(request, _("The workbook is applied."))
        return self.to_result()

    def discard(self) -> HttpResponse:
        try:
            discard_upload(by=self.request.user, upload_id=self.upload.pk, kind=self.kind, on=self.on)
        except Refused as refused:
            messages.warning(self.request, str(refused))
            return self.to_result()
        messages.info(self.request, _("The workbook was thrown away; nothing was written."))
        return redirect("assessments:ground_workbook")

    def plan(self) -> GroundPlan:
        return service.plan_ground(self.ward, bytes(self.upload.content), self.on)

    def show_anew(self, changed: PlanChanged) -> HttpResponse:
        """The ward is another one now: rehearse on it before anybody confirms."""
        self.upload = service.check_upload(by=self.request.user, upload_id=self.upload.pk, on=self.on)
        plan = self.plan()
        return self.show(plan, plan.faults or found_before(self.upload, plan), changed.refusals)

    def to_result(self) -> HttpResponse:
        return redirect("assessments:ground_result", upload_id=self.upload.pk)

    def show(self, plan: GroundPlan, faults: Sequence[Fault], refusals: Sequence[Refusal] = ()) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(
                upload=self.upload,
                ward=self.ward,
                crumbs=self.crumbs(),
                plan=plan,
                counts=plan.counts(),
                groups=grouped(plan),
                faults=faults,
                errors=[(str(refusal), refusal.field) for refusal in refusals],
                open_years=open_years(self.ward, plan),
                digest=plan.digest(),
                can_apply=bool(plan.deeds) and not faults,
            )
        )


class GroundResult(UploadPage, TemplateView):
    kind = WorkbookUpload.GROUND
    template_name = "assessments/ground_result.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.upload.applied_at is None:
            return redirect("assessments:ground_preview", upload_id=self.upload.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            upload=self.upload, outcome=self.upload.outcome, ward=self.ward, crumbs=self.crumbs(), **kwargs
        )


def found_before(upload: WorkbookUpload, plan: GroundPlan) -> list[Fault]:
    """What the rehearsal found, as long as the plan is still the one that was rehearsed."""
    checked = upload.checked or {}
    return [Fault(*fault) for fault in checked.get("faults", [])] if checked.get("digest") == plan.digest() else []
