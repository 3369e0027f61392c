"""The secretary invites the members of the cell to write, hands out the links, and ends an access again."""

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.forms.invitations import RevokeForm
from assessments.models import ReviewFile
from assessments.selectors.invitations import InvitedRow, invited_rows
from assessments.views.seen import seen_file
from cells import clock
from cells.access import Access
from cells.account_rights import may_invite
from cells.clock import today
from cells.refusals import Refusal, Refused
from cells.selectors.invitations import State
from cells.services.invitations import InvitationSlip, invite, revoke


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest, file_id: int) -> HttpResponse:
    """What is posted invites: `member`, once for each, and `all` where those who have set a PIN by now are left out.
    The links stand in the answer to that and nowhere else."""
    access, file = _cell_file(request, file_id)
    rows = invited_rows(file, clock.now())
    if request.method != "POST":
        return _page(request, access, file, rows)
    if not any(may_invite(access, row.review.member) for row in rows):
        raise PermissionDenied
    wanted = set(request.POST.getlist("member"))
    chosen = [row.review.member_id for row in rows if str(row.review.member_id) in wanted and row.bar is None]
    if not chosen:
        return _page(request, access, file, rows, [Refusal(_("Nobody was chosen who could be invited."))])
    try:
        slips = invite(by=request.user, member_ids=chosen, only_without_pin="all" in request.POST, on=today())
    except Refused as refused:
        return _page(request, access, file, rows, refused.refusals)
    if not slips:
        messages.info(request, _("All of them have set their PIN by now; nobody needs a link."))
        return redirect("assessments:invitations", file.pk)
    return _slips_page(request, file, slips)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_revoke(request: HttpRequest, file_id: int, member_id: int) -> HttpResponse:
    access, file = _cell_file(request, file_id)
    rows = (row for row in invited_rows(file, clock.now()) if row.review.member_id == member_id)
    if (row := next(rows, None)) is None:
        raise Http404
    if not may_invite(access, row.review.member):
        raise PermissionDenied
    if request.method != "POST" and not row.has_access:
        return redirect("assessments:invitations", file.pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            revoke(by=request.user, member_id=member_id, reason=form.cleaned_data["reason"], on=today())
        except Refused as refused:
            for refusal in refused.refusals:
                form.add_error(refusal.field or None, str(refusal))
        else:
            words = _("%(name)s can no longer sign in. What was written stays.") % {"name": row.review.name}
            messages.success(request, words)
            return redirect("assessments:invitations", file.pk)
    context = {"file": file, "campaign": file.campaign, "row": row, "form": form}
    return render(request, "assessments/invitation/revoke.html", context)


def _cell_file(request: HttpRequest, file_id: int) -> tuple[Access, ReviewFile]:
    """A collective that is no cell has no members who write."""
    access, file = seen_file(request, file_id)
    if file.cell_id is None:
        raise Http404
    return access, file


def _page(
    request: HttpRequest,
    access: Access,
    file: ReviewFile,
    rows: list[InvitedRow],
    refusals: list[Refusal] | None = None,
) -> HttpResponse:
    allowed = {row.review.pk for row in rows if may_invite(access, row.review.member)}
    only = "state" in request.GET and request.GET["state"] == State.EXPIRED
    context = {
        "file": file,
        "campaign": file.campaign,
        "rows": [row for row in rows if row.is_lost] if only else rows,
        "left_only": only,
        "allowed": allowed,
        "new": [row for row in rows if row.is_new and row.review.pk in allowed],
        "with_pin": sum(row.state is State.SET for row in rows),
        "owed": sum(row.bar is None for row in rows),
        "refusals": refusals,
    }
    return render(request, "assessments/invitation/list.html", context)


def _slips_page(request: HttpRequest, file: ReviewFile, slips: list[InvitationSlip]) -> HttpResponse:
    """The links, in the answer to the post that made them: no address shows them again."""
    rows = []
    for slip in slips:
        link = request.build_absolute_uri(reverse("invitation_link", args=[slip.token]))
        rows.append({"slip": slip, "link": link, "code": segno.make(link, error="m").svg_data_uri(scale=3)})
    context = {
        "file": file,
        "campaign": file.campaign,
        "rows": rows,
        "address": request.build_absolute_uri("/"),
    }
    response = render(request, "assessments/invitation/slips.html", context)
    response["Cache-Control"] = "no-store, private"
    return response
