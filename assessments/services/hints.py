"""Review hints: the office drafts, the committee issues; hints of district and city are recorded (rules G2)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.models import HintPoint, Review, ReviewHint, SelfCritique
from assessments.models.fields import STAGE_LABELS
from assessments.permissions import visible_reviews
from assessments.selectors.gradings import NO_GRADES, grades_of
from assessments.selectors.hands import hands_on_hints, is_own_work
from assessments.selectors.hints import CITATION, ISSUED
from assessments.selectors.standings import WRITES_CRITIQUE, Standings
from assessments.services.campaigns import lock_campaign
from assessments.services.hint_checks import (
    OUTSIDE_ISSUERS,
    WARD,
    HintDocument,
    HintValues,
    faults_of_document,
    faults_of_values,
    refuse,
    tidied_points,
)
from assessments.services.self_critiques import back_to_draft
from assessments.services.steps import lock_file, take_step
from assessments.workflow import Stage
from cells import clock
from cells.access import NotPermitted, access_of, require
from cells.acting import is_about_self
from cells.document_numbers import tidy_number
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.roles import Role
from cells.vietnamese import tidy, tidy_text
from cells.vocabulary import ROLE_LABELS

_OVER = frozenset({Stage.DECIDED, Stage.RELEASED})
_AT_THE_WARD = frozenset({Stage.SUBMITTED, Stage.ACCEPTED})


@transaction.atomic
def draft_hint(*, by: Account, review_id: int, values: HintValues, on: date) -> ReviewHint:
    """The office writes a hint for the committee to issue; nobody else sees it. Raises NotPermitted, Refused."""
    review = _lock_subject(by, review_id, Role.OFFICE, on)
    points = tidied_points(values)
    refuse(faults_of_values(review, values, on, issuing=False))
    hint = ReviewHint.objects.create(
        review=review,
        due_on=values.due_on,
        in_charge_id=values.in_charge_id,
        drafted_by=by.signature,
        drafted_at=clock.now(),
    )
    _write_points(hint, points)
    _record(by, hint, review, "hint.drafted")
    return hint


@transaction.atomic
def change_hint(*, by: Account, hint_id: int, values: HintValues, revision: int, on: date) -> ReviewHint:
    """The office changes its draft. Raises NotPermitted, Refused, StaleEdit."""
    review, hint = _lock_hint(by, hint_id, Role.OFFICE, on)
    _require_draft(hint)
    _require_revision(hint, revision)
    points = tidied_points(values)
    refuse(faults_of_values(review, values, on, issuing=False))
    hint.due_on, hint.in_charge_id = values.due_on, values.in_charge_id
    hint.drafted_by, hint.drafted_at = by.signature, clock.now()
    hint.revision += 1
    hint.save()
    hint.points.all().delete()
    _write_points(hint, points)
    _record(by, hint, review, "hint.changed")
    return hint


@transaction.atomic
def issue_hint(
    *,
    by: Account,
    hint_id: int,
    document: HintDocument,
    in_charge_id: int | None,
    due_on: date | None,
    revision: int,
    on: date,
) -> ReviewHint:
    """The committee issues a draft under number and date, names who is in charge and the day.

    A critique submitted already becomes a draft again, its text kept; a file that was sent goes back to its cell.
    Raises NotPermitted; Refused, nothing written; StaleEdit.
    """
    review, hint = _lock_hint(by, hint_id, Role.COMMITTEE, on)
    if is_own_work(by, hands_on_hints(review)):
        raise Refused(
            _(
                "A hint for %(name)s was drafted by the same hands. Nobody approves their own work through a deputy; "
                "another committee account issues it."
            )
            % {"name": review.name}
        )
    _require_draft(hint)
    _require_revision(hint, revision)
    document = HintDocument(
        tidy_number(document.number), document.dated_on, review.campaign.ward.profile.committee_name
    )
    values = HintValues((), due_on, in_charge_id)
    refuse(
        [
            *faults_of_values(review, values, on, issuing=True),
            *faults_of_document(review, WARD, document, on),
        ]
    )
    hint.due_on, hint.in_charge_id = due_on, in_charge_id
    hint.revision += 1
    return _issue(by, hint, review, document, on)


@transaction.atomic
def record_outside_hint(
    *, by: Account, review_id: int, issuer: str, values: HintValues, document: HintDocument, on: date
) -> ReviewHint:
    """The office records a hint of district or city with its document; it holds at once and reopens as the ward's own.

    Raises NotPermitted; Refused, nothing written.
    """
    review = _lock_subject(by, review_id, Role.OFFICE, on)
    points = tidied_points(values)
    document = HintDocument(tidy(document.number), document.dated_on, tidy(document.issuing_body))
    faults = [
        *faults_of_values(review, values, on, issuing=False),
        *faults_of_document(review, issuer, document, on),
    ]
    if issuer not in OUTSIDE_ISSUERS:
        faults.append(Refusal(_("What is recorded here was issued by the district or the city."), "issuer"))
    if values.due_on is None:
        faults.append(Refusal(_("Say by which day the points are to be answered."), "due_on", CITATION))
    elif values.due_on < document.dated_on:
        faults.append(Refusal(_("The day by which to answer lies before the document."), "due_on"))
    refuse(faults)
    hint = ReviewHint(
        review=review,
        issuer=issuer,
        due_on=values.due_on,
        in_charge_id=values.in_charge_id,
        drafted_by=by.signature,
        drafted_at=clock.now(),
    )
    return _issue(by, hint, review, document, on, points=points)


@transaction.atomic
def withdraw_hint(*, by: Account, hint_id: int, reason: str, revision: int, on: date) -> ReviewHint:
    """A hint is taken back with a reason; its points need no answer, answers given stay readable beside them.

    A draft and a hint of an outside body: by the office; one the ward issued: by the committee. Raises NotPermitted,
    Refused, StaleEdit.
    """
    review, hint = _lock_hint(by, hint_id, None, on)
    if hint.state == "withdrawn" and access_of(by, on).sees_ward(review.campaign.ward_id):
        raise Refused(_("This hint has been withdrawn already."))
    _require_role(by, review, withdrawing_role(hint), on)
    _require_revision(hint, revision)
    reason = tidy_text(reason)
    if not reason:
        raise Refused(_("Say why the hint is withdrawn; the reason stays with it."), field="reason")
    former = hint.state
    hint.state, hint.withdrawn_reason = "withdrawn", reason
    hint.revision += 1
    hint.save()
    _record(by, hint, review, "hint.withdrawn", before={"state": former}, reason=reason)
    return hint


def withdrawing_role(hint: ReviewHint) -> Role:
    """Whose right it is to take this hint back, or was, where it has been."""
    return Role.COMMITTEE if hint.issued_at is not None and hint.issuer == WARD else Role.OFFICE


def reopening(review: Review) -> str:
    """What issuing a hint will do to this review, for the page to say before it is done.

    "over": refused, "file": the file goes back, "critique": the submitted critique becomes a draft, "": nothing of these.
    """
    stage = Stage(review.file.stage)
    if stage in _OVER or _is_graded(review):
        return "over"
    if stage in _AT_THE_WARD:
        return "file"
    submitted = SelfCritique.objects.filter(review=review, submitted_at__isnull=False).exists()
    return "critique" if submitted else ""


def _issue(
    by: Account, hint: ReviewHint, review: Review, document: HintDocument, on: date, points: Iterable[str] = ()
) -> ReviewHint:
    now = clock.now()
    hint.state = ISSUED
    hint.number, hint.dated_on, hint.issuing_body = document.number, document.dated_on, document.issuing_body
    hint.issued_by, hint.issued_at = by.signature, now
    hint.save()
    _write_points(hint, points)
    after = {
        "dated_on": document.dated_on,
        "due_on": hint.due_on,
        "in_charge": hint.in_charge.code if hint.in_charge_id else "",
    }
    _record(by, hint, review, "hint.issued" if hint.issuer == WARD else "hint.recorded", after=after)
    _reopen(by, hint, review, now, on)
    return hint


def _reopen(by: Account, hint: ReviewHint, review: Review, at: datetime, on: date) -> None:
    """The file back to its cell if it was sent, the critique back to a draft if it was submitted."""
    with override("vi"):  # the cell reads the reason in its own language, whoever issues
        words = _("Review hint %(number)s of %(day)s (%(body)s) for %(name)s: answer it point by point.") % {
            "number": hint.number,
            "day": f"{hint.dated_on:%d/%m/%Y}",
            "body": hint.issuing_body,
            "name": review.name,
        }
        reasons = [
            {
                "section": "hints",
                "text": _("%(name)s, point %(position)s: %(text)s")
                % {"name": review.name, "position": point.position, "text": point.text},
            }
            for point in hint.points.all()
        ]
    if Stage(review.file.stage) in _AT_THE_WARD:
        due_on = hint.due_on if hint.due_on and hint.due_on >= on else None
        take_step(
            by=by,
            file_id=review.file_id,
            step="hint",
            on=on,
            note=words,
            section_reasons=reasons,
            due_on=due_on,
        )
    critique = SelfCritique.objects.select_for_update().filter(review=review, submitted_at__isnull=False).first()
    if critique is not None:
        back_to_draft(by=by, review=review, critique=critique, action="critique.reopened", reason=words, at=at)


def _lock_subject(by: Account, review_id: int, role: Role, on: date) -> Review:
    """The review with campaign and file locked, after permission, conflict of interest and stage."""
    review = _locked(by, review_id, on)
    _require_role(by, review, role, on)
    _require_open(review)
    return review


def _lock_hint(by: Account, hint_id: int, role: Role | None, on: date) -> tuple[Review, ReviewHint]:
    """The hint's row locked below its campaign and file. `role` None: the caller asks, and a stage bars nothing."""
    review = _locked(by, ReviewHint.objects.values_list("review_id", flat=True).get(pk=hint_id), on)
    if role is not None:
        _require_role(by, review, role, on)
    hint = ReviewHint.objects.select_for_update().get(pk=hint_id)
    hint.review = review
    if role is not None and hint.state == "draft":
        _require_open(review)
    return review, hint


def _locked(by: Account, review_id: int, on: date) -> Review:
    review = Review.objects.select_related("member").get(pk=review_id)
    if not visible_reviews(access_of(by, on)).filter(pk=review_id).exists():
        raise NotPermitted(_("This file is not yours."))
    review.campaign = lock_campaign(review.campaign_id)
    if review.file_id is not None:
        review.file = lock_file(review.file_id)
        review.file.campaign = review.campaign
    return review


def _require_role(by: Account, review: Review, role: Role, on: date) -> None:
    require(access_of(by, on).has(role, review.campaign.ward_id), str(ROLE_LABELS[role]))
    if is_about_self(by, review.member_id):
        raise Refused(
            _(
                "%(name)s: this is your own review. Nobody writes or issues a hint about themselves; another account does."
            )
            % {"name": review.name}
        )


def _require_open(review: Review) -> None:
    """Only a subject that owes a critique, and only while nothing about it is decided."""
    bar = Standings(review.campaign).no_review(review.kind, review.facts)
    if review.file_id is None or review.kind not in WRITES_CRITIQUE or bar is not None:
        message = _("%(name)s owes no self-critique: %(why)s.") % {
            "name": review.name,
            "why": bar.words if bar else "–",
        }
        raise Refused(message, field="review", citation=bar.citation if bar else "")
    if Stage(review.file.stage) in _OVER or _is_graded(review):
        raise Refused(
            _(
                "%(name)s: the grade is decided, so a hint comes too late (“%(file)s” is at “%(stage)s”). To have the "
                "review done anew, the committee orders a re-review."
            )
            % {"name": review.name, "file": review.file.name, "stage": STAGE_LABELS[Stage(review.file.stage)]},
            field="review",
            citation="123-CV/ĐU 3.7",
        )


def _is_graded(review: Review) -> bool:
    return grades_of(review.campaign, review.file).get(review.pk, NO_GRADES).final_grading is not None


def _require_draft(hint: ReviewHint) -> None:
    if hint.state != "draft":
        raise Refused(_("This hint is no draft any more: only a draft is changed or issued. Look at it again."))


def _require_revision(hint: ReviewHint, revision: int) -> None:
    if hint.revision != revision:
        raise StaleEdit(hint)


def _write_points(hint: ReviewHint, points: Iterable[str]) -> None:
    HintPoint.objects.bulk_create(
        HintPoint(hint=hint, position=place, text=text) for place, text in enumerate(points, start=1)
    )


def _record(
    by: Account,
    hint: ReviewHint,
    review: Review,
    action: str,
    *,
    before: dict | None = None,
    after: dict | None = None,
    reason: str = "",
) -> None:
    """Number, issuer, how many points: their words stay out of the journal."""
    told = {"number": hint.number, "issuer": hint.issuer, "state": hint.state, "points": hint.points.count()}
    record(
        by=by,
        action=action,
        subject=review,
        ward_code=review.campaign.ward.code,
        before=before,
        after=told | (after or {}),
        reason=reason,
    )
