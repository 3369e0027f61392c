"""What review hints ask of an account: drafts to issue, points to answer, reviews to follow."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import ReviewHint
from assessments.permissions import hints_in_charge, own_files
from assessments.selectors.hints import ISSUED, HintRow, with_points
from assessments.selectors.works import Work
from assessments.workflow import WRITABLE, CampaignStage, Stage
from cells.access import Access
from cells.acting import is_about_self
from cells.models import Account
from cells.roles import Role

_DECIDED = (Stage.DECIDED, Stage.RELEASED)


def drafts_to_issue(account: Account, access: Access) -> list[Work]:
    """For the committee, without a draft about the account's own person; at most three queries."""
    wards = access.wards.get(Role.COMMITTEE, frozenset())
    drafts = _running(ReviewHint.objects.filter(state="draft", review__campaign__ward__in=wards))
    return [
        Work(
            _("Issue the review hint for %(name)s") % {"name": row.hint.review.name},
            reverse("assessments:hint_issue", args=[row.hint.pk]),
            timezone.localdate(row.hint.drafted_at),
        )
        for row in with_points(drafts.exclude(review__file__stage__in=_DECIDED))
        if not is_about_self(account, row.hint.review.member_id)
    ]


def points_to_answer(access: Access, on: date) -> list[Work]:
    """For the cell's side, while it may write; at most three queries."""
    hints = _running(ReviewHint.objects.filter(state=ISSUED, review__file__in=own_files(access)))
    rows = with_points(hints.filter(review__file__stage__in=WRITABLE))
    works = []
    for row in rows:
        if row.is_open:
            left = row.total - row.answered
            what = ngettext(
                "Answer %(count)d point of the review hint for %(name)s",
                "Answer %(count)d points of the review hint for %(name)s",
                left,
            )
            url = reverse("assessments:critique_edit", args=[row.hint.review_id]) + "#section-hints"
            works.append(_work(row, what % {"count": left, "name": row.hint.review.name}, url, on))
    return works


def reviews_to_follow(access: Access, on: date) -> list[Work]:
    """For the member in charge, until the grade is decided; at most three queries."""
    rows = with_points(_running(hints_in_charge(access)).exclude(review__file__stage__in=_DECIDED))
    what = _("Follow the review of %(name)s: %(answered)s of %(total)s points answered")
    return [
        _work(
            row,
            what % {"name": row.hint.review.name, "answered": row.answered, "total": row.total},
            reverse("assessments:hint_detail", args=[row.hint.pk]),
            on,
        )
        for row in rows
    ]


def _running(hints: QuerySet[ReviewHint]) -> QuerySet[ReviewHint]:
    return hints.filter(review__campaign__stage=CampaignStage.OPEN)


def _work(row: HintRow, what: str, url: str, on: date) -> Work:
    """Waiting since it was issued; once its day has passed, since that day."""
    if row.is_overdue(on):
        return Work(what, url, row.hint.due_on, overdue=True)
    return Work(what, url, timezone.localdate(row.hint.issued_at))
