"""Bringing in a scan, a photo, a PDF or a Word file as a paper of the file, and taking it out again with a reason.

What is in a paper never enters the journal. None is ever replaced or deleted: a wrong one is withdrawn and stays.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from assessments.models import Attachment, Review, ReviewFile, SelfCritique
from assessments.selectors.attachments import CRITIQUE, kinds_for
from assessments.selectors.standings import Standings
from assessments.services.writable_files import lock_writable
from cells import clock
from cells.access import NotPermitted
from cells.journal import record
from cells.models import Account
from cells.paper_files import PaperFile, UnreadablePaper, checked_paper
from cells.refusals import Refusal, Refused
from cells.vietnamese import tidy

MAX_REASON = 300
#: With what was withdrawn, a file may grow to this many times what may stand in it.
_WITH_WITHDRAWN = 2
FIELD = "upload"


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name is only a name."""

    name: str
    data: bytes


def attach(*, by: Account, file_id: int, review_id: int | None, kind: str, upload: Upload, on: date) -> Attachment:
    """Keep one paper with a subject, or with the whole file (`review_id` None). It is looked at between two locks.

    Raises NotPermitted; Refused with what is wrong with the paper, or why none is taken here.
    """
    with transaction.atomic():
        lock_writable(by, file_id, on)
    try:
        paper = checked_paper(upload.name, upload.data)
    except UnreadablePaper as bad:
        raise UnreadablePaper(*(replace(refusal, field=FIELD) for refusal in bad.refusals)) from None
    with transaction.atomic():
        file = lock_writable(by, file_id, on)
        review = _review_in(file, review_id)
        room = Room(file)
        if refusals := [*_not_here(file, review, kind), *room.refusals(review, kind, paper)]:
            raise Refused(*refusals)
        return keep_paper(by=by, file=file, review=review, kind=kind, paper=paper, at=clock.now())


@transaction.atomic
def withdraw_attachment(*, by: Account, attachment_id: int, reason: str, on: date) -> Attachment:
    """Take one out of the file; it stays readable as withdrawn. Raises NotPermitted, Refused."""
    file_id = Attachment.objects.values_list("file_id", flat=True).get(pk=attachment_id)
    file = lock_writable(by, file_id, on)
    kept = Attachment.objects.select_for_update(of=("self",)).defer("content").get(pk=attachment_id)
    reason = tidy(reason)
    refusals = []
    if kept.withdrawn_at is not None:
        raise Refused(_("%(by)s has withdrawn this paper already.") % {"by": kept.withdrawn_by})
    if not reason:
        refusals.append(Refusal(_("Say why the paper is withdrawn; it is kept beside it."), "reason"))
    elif len(reason) > MAX_REASON:
        words = _("The reason is too long: at most %(most)s characters.") % {"most": MAX_REASON}
        refusals.append(Refusal(words, "reason"))
    if kept.kind == CRITIQUE and _is_submitted(kept.review_id):
        refusals.append(_submitted())
    if refusals:
        raise Refused(*refusals)
    kept.withdrawn_at, kept.withdrawn_by, kept.withdrawn_reason = clock.now(), by.signature, reason
    kept.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    _record(by, file, kept, "attachment.withdrawn", reason)
    return kept


def keep_paper(
    *, by: Account, file: ReviewFile, review: Review | None, kind: str, paper: PaperFile, at: datetime
) -> Attachment:
    """Write one paper that was looked at. Part of a deed: the caller holds the lock of the file and has asked `Room`."""
    kept = Attachment.objects.create(
        file=file,
        review=review,
        kind=kind,
        name=paper.name,
        content_type=paper.content_type,
        size=len(paper.data),
        sha256=fingerprint_of(paper),
        content=paper.data,
        by_name=by.signature,
        at=at,
    )
    _record(by, file, kept, "attachment.added")
    return kept


class Room:
    """What lies in a file already: how much more it takes, and which papers it has. Three queries when made."""

    def __init__(self, file: ReviewFile) -> None:
        self.file = file
        rows = Attachment.objects.filter(file=file)
        sums = rows.aggregate(standing=Sum("size", filter=Q(withdrawn_at__isnull=True)), everything=Sum("size"))
        self.standing, self.everything = sums["standing"] or 0, sums["everything"] or 0
        here = rows.filter(withdrawn_at__isnull=True).values_list("sha256", "kind", "review_id", "review__name")
        self.here = {(sha256, kind, review_id): name or "" for sha256, kind, review_id, name in here}

    def refusals(self, review: Review | None, kind: str, paper: PaperFile) -> list[Refusal]:
        """Why this paper is not taken; counted in when it is, so that several are asked about one after the other."""
        most, found = settings.ATTACHMENTS_MAX_BYTES_A_FILE, []
        self.standing += len(paper.data)
        self.everything += len(paper.data)
        if self.standing > most or self.everything > _WITH_WITHDRAWN * most:
            message = _(
                "The papers of one file may have %(most)s MB together; with “%(name)s” they would have more. Scan in black "
                "and white, or type the texts instead."
            )
            found.append(Refusal(message % {"most": most // (1024 * 1024), "name": paper.name}, FIELD))
        same, subject = fingerprint_of(paper), review.pk if review else None
        others = [
            name for (sha256, its, pk), name in self.here.items() if (sha256, its) == (same, kind) and pk != subject
        ]
        if (same, kind, subject) in self.here:
            found.append(Refusal(_("“%(name)s” is attached here already.") % {"name": paper.name}, FIELD))
        elif others and kind == CRITIQUE:  # of a whole cell's with the same pages each is told once
            message = _("“%(name)s” is the very file attached for %(person)s. Attach each person's own pages.")
            found.append(Refusal(message % {"name": paper.name, "person": others[0]}, FIELD, "123-CV/ĐU 2.1"))
        self.here[same, kind, subject] = review.name if review else ""
        return found


def fingerprint_of(paper: PaperFile) -> str:
    return hashlib.sha256(paper.data).hexdigest()


def _review_in(file: ReviewFile, review_id: int | None) -> Review | None:
    if review_id is None:
        return None
    review = Review.objects.filter(pk=review_id, file=file).first()
    if review is None:
        raise NotPermitted(_("This file is not yours."))
    return review


def _not_here(file: ReviewFile, review: Review | None, kind: str) -> Iterable[Refusal]:
    """The kind does not fit; or a self-critique that is not owed, or has been submitted."""
    if kind not in kinds_for(review):
        yield Refusal(_("A paper of this kind is not attached here. Choose another kind."), "kind")
    elif kind == CRITIQUE:
        bar = Standings(file.campaign).no_review(review.kind, review.facts)
        if bar is not None:
            message = _("%(name)s owes no self-critique: %(why)s.") % {"name": review.name, "why": bar.words}
            yield Refusal(message, "kind", bar.citation)
        if _is_submitted(review.pk):
            yield _submitted()


def _is_submitted(review_id: int | None) -> bool:
    return SelfCritique.objects.filter(review=review_id, submitted_at__isnull=False).exists()


def _submitted() -> Refusal:
    return Refusal(_("This self-critique has been submitted. Take it back first, then change it."))


def _record(by: Account, file: ReviewFile, kept: Attachment, action: str, reason: str = "") -> None:
    record(
        by=by,
        action=action,
        subject=kept.review or file,
        ward_code=file.campaign.ward.code,
        after={"kind": kept.kind, "name": kept.name, "size": kept.size, "sha256": kept.sha256},
        reason=reason,
    )
