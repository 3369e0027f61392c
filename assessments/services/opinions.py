"""Recording and taking back the comments of participating bodies. Their texts never enter the journal."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Opinion, Review
from assessments.models.opinion import BODY_LABELS
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.review_forms import Sheet
from assessments.selectors.criteria_sheets import critique_of, sheet_for
from assessments.selectors.expected_opinions import BODIES, CELL_COMMITTEE
from assessments.services.writable_files import lock_writable
from assessments.workflow import SubjectKind
from cells import clock
from cells.access import NotPermitted
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.vietnamese import tidy, tidy_text
from cells.vocabulary import GivenGrade

#: Longest comment, in characters.
MAX_TEXT = 10_000
_LEVELS = frozenset(level for level, _label in LEVEL_CHOICES)
_LINES = {"body_name": 200, "document": 100, "signed_by": 150}


@dataclass(frozen=True)
class OpinionValues:
    """What a body's paper says. levels: criterion of the subject's sheet → level or blank."""

    body: str
    body_name: str = ""
    text: str = ""
    levels: dict[str, str] = field(default_factory=dict)
    grade: str = ""
    document: str = ""
    signed_by: str = ""
    dated_on: date | None = None


@transaction.atomic
def save_opinion(
    *, by: Account, review_id: int, opinion_id: int | None, values: OpinionValues, revision: int, on: date
) -> Opinion:
    """Record a comment (`opinion_id` None, `revision` 0) or change one. Each body comments once on a subject.

    Raises NotPermitted; Refused, nothing written; StaleEdit.
    """
    review = _lock(by, review_id, on)
    opinion = None
    if opinion_id is not None:
        opinion = Opinion.objects.select_for_update().filter(pk=opinion_id, review=review).first()
        if opinion is None:
            raise Refused(_("This comment has been taken back in between. Record it anew if it is still wanted."))
        if opinion.revision != revision:
            raise StaleEdit(opinion)
    sheet = _sheet_of(review, opinion)
    values = _checked(review, sheet, values, opinion, on)
    opinion = opinion or Opinion(review=review)
    opinion.body, opinion.body_name = values.body, values.body_name
    opinion.levels = values.levels
    opinion.sheet, opinion.sheet_version = (sheet.code, sheet.version) if values.levels else ("", "")
    opinion.text, opinion.grade = values.text, values.grade
    opinion.document, opinion.signed_by, opinion.dated_on = values.document, values.signed_by, values.dated_on
    opinion.saved_by, opinion.saved_at, opinion.revision = by.signature, clock.now(), revision + 1
    opinion.save()
    record(
        by=by,
        action="opinion.saved",
        subject=review,
        ward_code=review.campaign.ward.code,
        after=_told(opinion),
    )
    return opinion


@transaction.atomic
def withdraw_opinion(*, by: Account, review_id: int, opinion_id: int, revision: int, on: date) -> None:
    """Take a comment off the file. Raises NotPermitted, Refused, StaleEdit."""
    review = _lock(by, review_id, on)
    opinion = Opinion.objects.select_for_update().filter(pk=opinion_id, review=review).first()
    if opinion is None:
        raise Refused(_("This comment has been taken back already."))
    if opinion.revision != revision:
        raise StaleEdit(opinion)
    record(
        by=by,
        action="opinion.withdrawn",
        subject=review,
        ward_code=review.campaign.ward.code,
        before=_told(opinion),
    )
    opinion.delete()


def _lock(by: Account, review_id: int, on: date) -> Review:
    """The review with its file locked, after permission and stage."""
    review = Review.objects.select_related("campaign__ward").get(pk=review_id)
    if review.file_id is None:
        raise NotPermitted(_("This file is not yours."))
    file = lock_writable(by, review.file_id, on)
    review.file, review.campaign = file, file.campaign
    if review.kind not in BODIES:
        raise Refused(_("Comments are recorded for a member, a collective or a cell; an officer's with the person."))
    return review


def _sheet_of(review: Review, opinion: Opinion | None) -> Sheet:
    critique = critique_of(review) if review.kind != SubjectKind.CELL else None
    stored = getattr(review, "criteria_sheet", None) if review.kind == SubjectKind.CELL else None
    return sheet_for(review, critique, stored)


def _checked(review: Review, sheet: Sheet, values: OpinionValues, opinion: Opinion | None, on: date) -> OpinionValues:
    """Tidied values; everything that cannot be kept is refused at its field, all at once."""
    lines = {name: tidy(getattr(values, name)) for name in _LINES}
    text, refusals = tidy_text(values.text), []
    if values.body not in BODIES[SubjectKind(review.kind)]:
        refusals.append(Refusal(_("This body does not comment on such a subject. Choose another one."), "body"))
    elif values.body == CELL_COMMITTEE:
        lines["body_name"] = ""
    elif not lines["body_name"]:
        refusals.append(Refusal(_("Name the body, so that one knows whose comment it is."), "body_name"))
    for name, most in _LINES.items():
        if len(lines[name]) > most:
            message = _("Too long: %(found)s characters, at most %(most)s.")
            refusals.append(Refusal(message % {"found": len(lines[name]), "most": most}, name))
    if len(text) > MAX_TEXT:
        message = _("The comment is too long: %(found)s characters, at most %(most)s. Shorten it.")
        refusals.append(Refusal(message % {"found": len(text), "most": MAX_TEXT}, "text"))
    levels = {key: level for key, level in values.levels.items() if level}
    if not levels.keys() <= sheet.groups.keys() or not set(levels.values()) <= _LEVELS:
        refusals.append(Refusal(_("A level is one of: excellent, good, average, poor.")))
    if values.grade not in ("", *GivenGrade.values):
        refusals.append(Refusal(_("A grade is one of the four."), "grade"))
    if not text and not levels and not values.grade:
        refusals.append(
            Refusal(_("Write the comment, or give the levels or the grade that the body proposes."), "text")
        )
    if values.dated_on and values.dated_on > on:
        refusals.append(Refusal(_("This date lies in the future. Write the day on the paper."), "dated_on"))
    same = Opinion.objects.filter(review=review, body=values.body, body_name=lines["body_name"])
    if same.exclude(pk=opinion.pk if opinion else None).exists():
        message = _("A comment of %(body)s is recorded already. Open that one to change it.")
        refusals.append(Refusal(message % {"body": lines["body_name"] or BODY_LABELS[values.body]}, "body_name"))
    if refusals:
        raise Refused(*refusals)
    return OpinionValues(values.body, text=text, levels=levels, grade=values.grade, dated_on=values.dated_on, **lines)


def _told(opinion: Opinion) -> dict:
    """What the journal says: whose comment and which grade, never the words."""
    return {"body": opinion.body, "grade": opinion.grade, "levels": len(opinion.levels), "revision": opinion.revision}
