"""Papers brought in: the list of a subject's or a file's, the download, taking one out again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.attachments import AttachForm, WithdrawAttachment
from assessments.models import Attachment, Review, ReviewFile
from assessments.permissions import may_write_file
from assessments.selectors.attachments import attachments_of, kinds_for, openable_attachments
from assessments.services import attachments
from assessments.views.brought_in import as_download
from assessments.views.seen import seen_file, seen_review
from cells.access import Access, access_of
from cells.clock import today
from cells.refusals import Refused
from cells.services.handing_out import ATTACHMENT, note_handed_out

GET_POST = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(GET_POST)
def review_attachments(request: HttpRequest, review_id: int) -> HttpResponse:
    access, review = seen_review(request, review_id)
    return _list(request, access, review.file, review)


@login_required
@require_http_methods(GET_POST)
def file_attachments(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    return _list(request, access, file, None)


def _list(request: HttpRequest, access: Access, file: ReviewFile, review: Review | None) -> HttpResponse:
    refusals = []
    wanted = request.GET.get("kind", "")
    kinds = kinds_for(review)
    initial = {"kind": wanted if wanted in kinds else kinds[0]}
    form = AttachForm(request.POST or None, request.FILES or None, kinds=kinds, initial=initial)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            attachments.attach(
                by=request.user,
                file_id=file.pk,
                review_id=review.pk if review else None,
                kind=form.cleaned_data["kind"],
                upload=attachments.Upload(upload.name, upload.read()),
                on=today(),
            )
        except Refused as refused:
            refusals = _put_at_fields(form, refused)
        else:
            messages.success(request, _("“%(name)s” is attached.") % {"name": upload.name})
            return redirect(request.path)
    context = {
        "review": review,
        "file": file,
        "campaign": file.campaign,
        "rows": attachments_of(file, review),
        "writes": may_write_file(access, file),
        "form": form,
        "refusals": refusals,
    }
    return render(request, "assessments/attachment/list.html", context)


@login_required
@require_safe
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponse:
    access = access_of(request.user, today())
    kept = get_object_or_404(openable_attachments(access).select_related("file__campaign__ward"), pk=attachment_id)
    after = {"kind": kept.kind, "review": kept.review_id, "sha256": kept.sha256}
    ward_code = kept.file.campaign.ward.code
    note_handed_out(ATTACHMENT, by=request.user, subject=kept, ward_code=ward_code, after=after)
    return as_download(kept.content, name=kept.name, content_type=kept.content_type)


@login_required
@require_http_methods(GET_POST)
def attachment_withdraw(request: HttpRequest, attachment_id: int) -> HttpResponse:
    kept = get_object_or_404(Attachment.objects.defer("content"), pk=attachment_id)
    access, file = seen_file(request, kept.file_id)
    back = (
        redirect("assessments:review_attachments", kept.review_id)
        if kept.review_id
        else redirect("assessments:file_attachments", file.pk)
    )
    form, refusals = WithdrawAttachment(request.POST or None), []
    if request.method != "POST" and (kept.withdrawn_at or not may_write_file(access, file)):
        return back
    if request.method == "POST" and form.is_valid():
        try:
            attachments.withdraw_attachment(
                by=request.user, attachment_id=kept.pk, reason=form.cleaned_data["reason"], on=today()
            )
        except Refused as refused:
            refusals = _put_at_fields(form, refused)
        else:
            messages.success(request, _("“%(name)s” is withdrawn; it stays in the list.") % {"name": kept.name})
            return back
    context = {
        "attachment": kept,
        "review": kept.review,
        "file": file,
        "campaign": file.campaign,
        "form": form,
        "refusals": refusals,
        "back": back.url,
    }
    return render(request, "assessments/attachment/withdraw.html", context)


def _put_at_fields(form, refused: Refused) -> list:
    """Each refusal at its field; answers those that belong to none."""
    for refusal in refused.refusals:
        if refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal))
    return [one for one in refused.refusals if one.field not in form.fields]
