"""Who of a cell's members was invited to write, who has a PIN, who wrote when. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import CritiqueVersion, Review, ReviewFile, SelfCritique
from assessments.selectors.critiques import CritiqueRow
from assessments.selectors.standings import Bar, Standings
from assessments.workflow import SubjectKind
from cells.models import Invitation
from cells.selectors.invitations import State, newest_invitations, state_of
from cells.selectors.sign_in import waits_of


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """One member of the file. `bar`: why no self-critique is owed. `wrote_at`: when the member last saved a text."""

    review: Review
    bar: Bar | None
    critique: SelfCritique | None
    invitation: Invitation | None
    state: State
    wrote_at: datetime | None
    waits_until: datetime | None

    @property
    def is_new(self) -> bool:
        """Neither a link that can be opened nor a PIN: invited together with all others who have none."""
        return self.bar is None and self.state in (State.NONE, State.EXPIRED)

    @property
    def is_lost(self) -> bool:
        """The link was not opened in time, and nothing is submitted: a new one is wanted."""
        is_submitted = self.critique is not None and self.critique.is_submitted
        return self.bar is None and self.state is State.EXPIRED and not is_submitted

    @property
    def has_access(self) -> bool:
        return self.state in (State.OPEN, State.EXPIRED, State.SET, State.CLOSED)

    @property
    def is_writing(self) -> bool:
        """The draft as it stands is the member's own."""
        if self.critique is None or self.critique.is_submitted or self.invitation is None:
            return False
        return self.state is State.SET and self.critique.saved_by == self.invitation.account.display_name

    @property
    def words(self) -> str:
        invitation = self.invitation
        if self.state is State.OPEN:
            return _("invited until %(at)s") % {"at": _shown(invitation.expires_at)}
        if self.state is State.EXPIRED:
            return _("link not opened until %(at)s") % {"at": _shown(invitation.expires_at)}
        if self.state is State.SET:
            return _("PIN set on %(at)s") % {"at": _shown(invitation.used_at)}
        if self.state is State.REVOKED:
            words = _("revoked on %(at)s by %(by)s") % {
                "at": _shown(invitation.revoked_at),
                "by": invitation.revoked_by,
            }
            return f"{words}: {invitation.revoked_reason}" if invitation.revoked_reason else words
        return _("account closed") if self.state is State.CLOSED else _("not invited")


def invited_rows(file: ReviewFile, now: datetime) -> list[InvitedRow]:
    """The members of a cell's file by given name; four queries."""
    reviews = Review.objects.filter(file=file, kind=SubjectKind.MEMBER).select_related("member")
    ordered = sorted(reviews, key=lambda review: (review.sort_key, review.code))
    critiques = {critique.review_id: critique for critique in SelfCritique.objects.filter(review__file=file)}
    return _rows(file, ordered, critiques, now)


def list_words(file: ReviewFile, rows: Iterable[CritiqueRow], now: datetime) -> dict[int, str]:
    """Review id → what the list of self-critiques says of a member's own hand; blank where there is nothing. Two queries."""
    persons = [row for row in rows if row.review.kind == SubjectKind.MEMBER]
    critiques = {row.review.pk: row.critique for row in persons if row.critique}
    short = {State.OPEN: _("invited"), State.SET: _("has a PIN")}
    return {
        row.review.pk: _("writing") if row.is_writing else short.get(row.state, "")
        for row in _rows(file, [row.review for row in persons], critiques, now)
    }


def _rows(
    file: ReviewFile, reviews: list[Review], critiques: dict[int, SelfCritique], now: datetime
) -> list[InvitedRow]:
    invitations = newest_invitations(review.member_id for review in reviews)
    kept = CritiqueVersion.objects.filter(critique__review__file=file, critique__review__kind=SubjectKind.MEMBER)
    saved = {
        (review_id, name): at
        for review_id, name, at in kept.values_list("critique__review", "by_name").annotate(last=Max("at"))
    }
    standing = Standings(file.campaign)
    waits = waits_of((one.account_id for one in invitations.values()), timezone.now())
    rows = []
    for review in reviews:
        invitation, critique = invitations.get(review.member_id), critiques.get(review.pk)
        account = invitation.account if invitation else None
        name = account.display_name if account else ""
        times = [saved.get((review.pk, name)), critique.saved_at if critique and critique.saved_by == name else None]
        rows.append(
            InvitedRow(
                review=review,
                bar=standing.no_review(review.kind, review.facts),
                critique=critique,
                invitation=invitation,
                state=state_of(invitation, now),
                wrote_at=max(filter(None, times), default=None),
                waits_until=waits.get(account.pk) if account else None,
            )
        )
    return rows


def _shown(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}"
