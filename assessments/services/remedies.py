"""Shortcomings: last year's assessed, this year's named, the ward's notes on neglect (rules G3, 123-CV/ĐU 3.5, 3.2).

Their words never enter the journal. The plans that mend them: `services.remedy_plans`.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import RemedyNote, Review, Shortcoming
from assessments.models.remedy import OUTCOME_LABELS
from assessments.permissions import may_see_critique, may_write_file
from assessments.selectors.remedies import CITATION, FIXING, MAX_ROWS, MAX_TEXT
from assessments.services.campaigns import lock_campaign
from assessments.services.remedy_locks import lock_review, refuse, require_open_plan, too_long
from assessments.services.steps import lock_file
from cells import clock
from cells.access import NotPermitted, access_of, require
from cells.acting import is_about_self
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.roles import Role
from cells.vietnamese import fold, tidy, tidy_text
from cells.vocabulary import ROLE_LABELS

#: How many years back a shortcoming from before the portal may lie.
YEARS_BACK = 10
MAX_NOTE, MAX_DOCUMENT = 5000, 250


@dataclass(frozen=True)
class Assessed:
    """What the review finds about one earlier shortcoming; outcome "" leaves it open, progress says how far."""

    pk: int
    outcome: str
    progress: str
    revision: int


@dataclass(frozen=True)
class ShortcomingValue:
    """One line as typed: `pk` None is a new one, a kept one with a blank text is taken out. `found_year` of new ones."""

    text: str
    found_year: int
    pk: int | None = None
    revision: int = 0


@transaction.atomic
def assess_shortcomings(*, by: Account, review_id: int, values: list[Assessed], on: date) -> int:
    """Say of each earlier shortcoming: fixed, being fixed and how far, not fixed. How many changed.

    Part of the review: only while the file is with the cell. Raises NotPermitted; Refused, nothing written; StaleEdit.
    """
    review = lock_review(by, review_id, on)
    if not may_write_file(access_of(by, on), review.file):
        message = _("“%(file)s” has been sent; nothing in it can be changed until it is returned.")
        raise Refused(message % {"file": review.file.name})
    rows = {row.pk: row for row in _locked(review) if row.found_year < review.campaign.year}
    refusals, changed = [], []
    for value in values:
        row = rows.get(value.pk)
        if row is None:
            raise Refused(_("One of these shortcomings has been taken out in between. Look at the page again."))
        progress = tidy_text(value.progress)
        if (value.outcome, progress) == (row.outcome, row.progress):
            continue
        if row.revision != value.revision:
            raise StaleEdit(row)
        refusals += _faults_of_assessment(row, value.outcome, progress)
        row.outcome, row.progress = value.outcome, progress
        changed.append(row)
    refuse(refusals)
    for row in changed:
        row.assessed_by = by.signature if row.outcome else ""
        row.assessed_at = clock.now() if row.outcome else None
        _save(row, by)
    if changed:
        _record(by, review, "remedy.assessed", {row.pk: row.outcome for row in changed})
    return len(changed)


def _faults_of_assessment(row: Shortcoming, outcome: str, progress: str) -> list[Refusal]:
    if outcome not in ("", *OUTCOME_LABELS):
        return [Refusal(_("Choose one of: fixed, being fixed, not fixed."), f"outcome_{row.pk}", CITATION)]
    if outcome == FIXING and not progress:
        words = _("“%(text)s” is being fixed: say how far, what is done and what is left.")
        return [Refusal(words % {"text": _short(row.text)}, f"progress_{row.pk}", CITATION)]
    if progress and not outcome:
        words = _("“%(text)s”: choose fixed, being fixed or not fixed, then say how far.")
        return [Refusal(words % {"text": _short(row.text)}, f"outcome_{row.pk}", CITATION)]
    if len(progress) > MAX_TEXT:
        return [Refusal(too_long(progress), f"progress_{row.pk}")]
    return []


@transaction.atomic
def save_shortcomings(*, by: Account, review_id: int, values: list[ShortcomingValue], on: date) -> int:
    """Add, change and take out what was found this year, and what is known from years before the portal.

    Refusals name the place in `values`: "text-<place>". New ones may be added until the year is closed or the next one
    has taken over; what was sent with the file is changed and taken out only by the office. What was carried over stays
    as it was written. How many rows were written or removed. Raises NotPermitted; Refused, nothing written; StaleEdit.
    """
    review = lock_review(by, review_id, on)
    year, rows = review.campaign.year, {row.pk: row for row in _locked(review)}
    own = {pk: row for pk, row in rows.items() if row.carried_from_id is None}
    may_rewrite = may_write_file(access_of(by, on), review.file) or access_of(by, on).is_office(review.campaign.ward_id)
    refusals, fresh, changed, removed = [], [], [], []
    told = {fold(row.text) for pk, row in rows.items() if pk not in own}
    for place, value in enumerate(values):
        text, where = tidy_text(value.text), f"text-{place}"
        if value.pk is None:
            if not text:
                continue
            row = Shortcoming(review=review, found_year=value.found_year, text=text, revision=0)
            refusals += _faults_of_year(review, value.found_year, f"found_year-{place}")
            fresh.append(row)
        else:
            row = own.get(value.pk)
            if row is None:
                raise Refused(_("One of these shortcomings has been taken out in between. Look at the page again."))
            if text != row.text:
                if row.revision != value.revision:
                    raise StaleEdit(row)
                if not may_rewrite:
                    refusals.append(_sent(review, row, where))
                elif not text:
                    refusals += _faults_of_removal(row, where)
                (changed if text else removed).append(row)
                row.text = text
        if text and fold(text) in told:
            words = _("“%(text)s” stands here twice. Leave one of them.")
            refusals.append(Refusal(words % {"text": _short(text)}, where))
        if len(text) > MAX_TEXT:
            refusals.append(Refusal(too_long(text), where))
        told.add(fold(text))
    if len(rows) + len(fresh) - len(removed) > MAX_ROWS:
        refusals.append(Refusal(_("At most %(most)s shortcomings fit one review.") % {"most": MAX_ROWS}))
    if fresh or changed or removed:
        require_open_plan(review)
    refuse(refusals)
    for row in removed:
        row.delete()
    last = max((row.position for row in rows.values()), default=0)
    for place, row in enumerate(fresh, start=last + 1):
        row.position = place
        _save(row, by)
    for row in changed:
        _save(row, by)
    written = {"added": len(fresh), "changed": len(changed), "removed": len(removed)}
    if any(written.values()):
        _record(by, review, "remedy.shortcomings_saved", {**written, "of": year})
    return sum(written.values())


def _faults_of_year(review: Review, found_year: int, where: str) -> list[Refusal]:
    year = review.campaign.year
    if not year - YEARS_BACK <= found_year <= year:
        words = _("A shortcoming is of this review year or of one of the %(back)s before it.")
        return [Refusal(words % {"back": YEARS_BACK}, where)]
    if found_year < year and not review.file.is_writable:
        words = _(
            "A shortcoming of an earlier year is assessed in the review, and “%(file)s” has been sent: enter it when the "
            "file is returned."
        )
        return [Refusal(words % {"file": review.file.name}, where, CITATION)]
    return []


def _faults_of_removal(row: Shortcoming, where: str) -> list[Refusal]:
    if not row.measures.exists():
        return []
    words = _("The plan has measures against this shortcoming. Take them out of the plan first.")
    return [Refusal(words, where)]


def _sent(review: Review, row: Shortcoming, where: str) -> Refusal:
    words = _(
        "“%(text)s” was sent with “%(file)s”: it stays as it is until the file is returned; the office may mend it."
    )
    return Refusal(words % {"text": _short(Shortcoming.objects.get(pk=row.pk).text), "file": review.file.name}, where)


@transaction.atomic
def add_note(*, by: Account, review_id: int, text: str, document: str, noted_on: date, on: date) -> RemedyNote:
    """Office or committee notes how a subject that neglected its plan was corrected; notes are never changed.

    Nobody notes about themselves. Raises NotPermitted; Refused, nothing written.
    """
    review = Review.objects.get(pk=review_id)
    review.campaign = lock_campaign(review.campaign_id, closed_too=True)
    if review.file_id is None:
        raise NotPermitted(_("This file is not yours."))
    review.file = lock_file(review.file_id, closed_too=True)
    access, ward_id = access_of(by, on), review.campaign.ward_id
    if not may_see_critique(access, review.file):
        raise NotPermitted(_("This file is not yours."))
    office_or_committee = f"{ROLE_LABELS[Role.OFFICE]}, {ROLE_LABELS[Role.COMMITTEE]}"
    require(access.sees_ward(ward_id), office_or_committee)
    text, document = tidy_text(text), tidy(document)
    refusals = []
    if is_about_self(by, review.member_id):
        words = _("%(name)s: this is your own plan. Nobody notes about themselves; another account does.")
        refusals.append(Refusal(words % {"name": review.name}))
    if not review.shortcomings.exists():
        words = _("%(name)s has no shortcoming on record, so there is no plan to neglect.")
        refusals.append(Refusal(words % {"name": review.name}, "text"))
    if not text:
        words = _("Write how the subject was corrected: when, by whom, what is to follow.")
        refusals.append(Refusal(words, "text", CITATION))
    if len(text) > MAX_NOTE:
        refusals.append(Refusal(too_long(text, MAX_NOTE), "text"))
    if len(document) > MAX_DOCUMENT:
        refusals.append(Refusal(too_long(document, MAX_DOCUMENT), "document"))
    if noted_on > on:
        refusals.append(Refusal(_("This date lies in the future. Write the day on which it was done."), "noted_on"))
    refuse(refusals)
    note = RemedyNote.objects.create(
        review=review, text=text, document=document, noted_on=noted_on, by_name=by.signature, at=clock.now()
    )
    _record(by, review, "remedy.noted", {"document": document, "noted_on": noted_on})
    return note


def _locked(review: Review) -> list[Shortcoming]:
    return list(Shortcoming.objects.select_for_update().filter(review=review).order_by("position", "pk"))


def _save(row: Shortcoming, by: Account) -> None:
    row.saved_by, row.saved_at = by.signature, clock.now()
    row.revision += 1
    row.save()


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80].rstrip()}…"


def _record(by: Account, review: Review, action: str, after: dict) -> None:
    record(by=by, action=action, subject=review, ward_code=review.campaign.ward.code, after=after)
