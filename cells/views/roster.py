"""The roster: choose a workbook, see what it would change, confirm, see what was done."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from cells.access import NotPermitted
from cells.models import WorkbookUpload
from cells.refusals import Refusal, Refused
from cells.roster.plan import Answers, Entry, Plan
from cells.selectors.cell_committees import cells_to_complete
from cells.selectors.roster import roster_workbook
from cells.services import roster
from cells.services.handing_out import ROSTER, note_handed_out
from cells.services.workbook_uploads import discard_upload
from cells.views.workbook_pages import ChooseWorkbook, OfficePage, UploadPage, shortened, workbook_response

ROW, CELL, LEFT = "row:", "cell:", "left"


class RosterUpload(ChooseWorkbook):
    template_name = "cells/roster_upload.html"
    preview = "cells:roster_preview"
    stage = staticmethod(roster.stage_roster)


class RosterExport(OfficePage, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        data = roster_workbook(self.ward, self.on)
        note_handed_out(ROSTER, by=request.user, subject=self.ward, ward_code=self.ward.code)
        return workbook_response(data, f"danh-sach-dang-vien-{self.ward.code}")


class RosterPreview(UploadPage, TemplateView):
    """What the workbook would change. Nothing is written by looking at it."""

    kind = WorkbookUpload.ROSTER
    template_name = "cells/roster_preview.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.upload.applied_at is not None:
            return redirect("cells:roster_result", upload_id=self.upload.pk)
        return self.show(Answers())

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if "discard" in request.POST:
            return self.discard()
        answers = answers_of(request)
        try:
            roster.apply_upload(
                by=request.user,
                upload_id=self.upload.pk,
                answers=answers,
                expected_digest=request.POST.get("digest", "") or "-",
                on=self.on,
            )
        except Refused as refused:
            if WorkbookUpload.objects.filter(pk=self.upload.pk, applied_at__isnull=False).exists():
                messages.warning(request, str(refused))
                return redirect("cells:roster_result", upload_id=self.upload.pk)
            return self.show(answers, refused.refusals)
        except NotPermitted as refused:
            raise PermissionDenied(str(refused)) from refused
        messages.success(request, _("The roster is applied."))
        return redirect("cells:roster_result", upload_id=self.upload.pk)

    def discard(self) -> HttpResponse:
        try:
            discard_upload(by=self.request.user, upload_id=self.upload.pk, kind=self.kind, on=self.on)
        except Refused as refused:
            messages.warning(self.request, str(refused))
            return redirect("cells:roster_result", upload_id=self.upload.pk)
        messages.info(self.request, _("The workbook was thrown away; nothing was written."))
        return redirect("cells:roster_upload")

    def show(self, answers: Answers, refusals: list[Refusal] | None = None) -> HttpResponse:
        plan = roster.preview_roster(self.ward, bytes(self.upload.content), answers, on=self.on)
        # Whether it may be confirmed depends on the workbook; an answer that does not fit can be given anew.
        asked = (
            plan if answers == Answers() else roster.preview_roster(self.ward, bytes(self.upload.content), on=self.on)
        )
        shown, more = shortened(refusals or [])
        return self.render_to_response(
            self.get_context_data(
                upload=self.upload,
                ward=self.ward,
                crumbs=self.crumbs(),
                plan=plan,
                asked=asked,
                questions=len(plan.doubts) + len(plan.unknown_cells),
                digest=asked.digest(),
                refusals=shown,
                more_refusals=more,
                new_by_cell=by_cell(plan),
                ticked=answers.left,
                can_apply=not asked.problems and bool(asked.doubts or asked.gone or not asked.changes_nothing),
                answers=answers,
            )
        )


class RosterResult(UploadPage, TemplateView):
    kind = WorkbookUpload.ROSTER
    template_name = "cells/roster_result.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.upload.applied_at is None:
            return redirect("cells:roster_preview", upload_id=self.upload.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            upload=self.upload,
            outcome=self.upload.outcome,
            ward=self.ward,
            waiting=cells_to_complete(self.ward),
            crumbs=self.crumbs(),
            **kwargs,
        )


@dataclass(frozen=True)
class NewPeople:
    """New people of one cell, as the preview folds them."""

    cell: str
    entries: list[Entry]


def by_cell(plan: Plan) -> list[NewPeople]:
    names = {cell.key: cell.name for cell in plan.reading.cells}
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in plan.new:
        groups[entry.row.cell].append(entry)
    return [NewPeople(names.get(key, "–"), entries) for key, entries in groups.items()]


def answers_of(request: HttpRequest) -> Answers:
    """The answers of the preview form; what was not offered is sorted out by the plan."""
    given = request.POST
    return Answers(
        rows={name.removeprefix(ROW): given[name] for name in given if name.startswith(ROW)},
        cells={name.removeprefix(CELL): given[name] for name in given if name.startswith(CELL)},
        left=frozenset(given.getlist(LEFT)),
    )
