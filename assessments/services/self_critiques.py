"""Writing, submitting and taking back a self-critique. The texts themselves never enter the journal."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.models import CritiqueVersion, Review, SelfCritique
from assessments.permissions import may_see_file
from assessments.review_forms import Form
from assessments.selectors.attachments import is_on_paper
from assessments.selectors.critique_header import header_of
from assessments.selectors.critiques import form_of
from assessments.services.campaigns import lock_campaign
from assessments.services.copied_texts import copied
from assessments.services.critique_versions import keep_version
from assessments.services.critique_writing import (
    CritiqueValues,
    holds,
    lock_review,
    write_critique,
)
from assessments.services.gradings import give_grade
from assessments.services.hint_answers import unanswered
from assessments.workflow import GradingStep
from cells import clock
from cells.access import access_of
from cells.journal import record
from cells.models import Account, Member
from cells.refusals import Refusal, Refused, StaleEdit
from cells.vietnamese import fold_words


@transaction.atomic
def save_draft(*, by: Account, review_id: int, values: CritiqueValues, revision: int, on: date) -> SelfCritique:
    """Keep what is typed, complete or not, as a version of its own. `revision` 0: not begun yet.

    Raises NotPermitted, Refused, StaleEdit.
    """
    review = lock_review(by, review_id, on)
    critique = write_critique(by, review, values, revision)
    keep_version(critique, "saved", by.signature, critique.saved_at)
    _record(by, review, critique, "critique.saved")
    return critique


@transaction.atomic
def autosave(*, by: Account, review_id: int, values: CritiqueValues, revision: int, on: date) -> SelfCritique:
    """Keep what is being typed: no version, no entry in the journal. What is saved already is not saved again.

    The same text sent twice, because its first answer was lost on the way, is saved; another's is never overwritten.
    Raises NotPermitted, Refused, StaleEdit.
    """
    review = lock_review(by, review_id, on)
    critique = SelfCritique.objects.select_for_update().filter(review=review).first()
    if critique and not critique.is_submitted and holds(review, critique, values):
        return critique
    return write_critique(by, review, values, revision)


@transaction.atomic
def restore_version(*, by: Account, review_id: int, number: int, revision: int, on: date) -> SelfCritique:
    """An earlier version written into the form again as a draft; every version stays. Raises as `save_draft` does."""
    review = lock_review(by, review_id, on)
    version = CritiqueVersion.objects.get(critique__review=review, number=number)
    critique = SelfCritique.objects.select_for_update().get(review=review)
    critique.review = review
    if critique.revision == revision and not critique.is_submitted:
        keep_version(critique, "replaced", critique.saved_by, critique.saved_at)
    critique = write_critique(by, review, _values_of(version), revision)
    keep_version(critique, "saved", by.signature, critique.saved_at)
    _record(by, review, critique, "critique.restored", version=number)
    return critique


def submit_critique(*, by: Account, review_id: int, values: CritiqueValues, revision: int, on: date) -> SelfCritique:
    """Save, then submit. Refuses, all at once: empty sections, missing levels or grade, text copied from another.

    What was typed stays saved as a draft when submitting is refused. Raises NotPermitted, Refused, StaleEdit.
    """
    with transaction.atomic():
        review = _lock_for_submission(by, review_id, on)
        critique = write_critique(by, review, values, revision)
        _record(by, review, critique, "critique.saved")
        refusals = _submit(by, review, critique, on)
        if refusals:
            keep_version(critique, "saved", by.signature, critique.saved_at)
    if refusals:
        raise Refused(*refusals)
    return critique


@transaction.atomic
def submit_saved(*, by: Account, review_id: int, revision: int, on: date) -> SelfCritique:
    """Submit a draft as it is saved, under the same checks. Raises NotPermitted, Refused, StaleEdit."""
    review = _lock_for_submission(by, review_id, on)
    critique = SelfCritique.objects.select_for_update().get(review=review)
    if critique.revision != revision or critique.is_submitted:
        raise StaleEdit(critique)
    critique.review = review
    if refusals := _submit(by, review, critique, on):
        raise Refused(*refusals)
    return critique


def _lock_for_submission(by: Account, review_id: int, on: date) -> Review:
    """Submissions of one campaign follow one another, so that of two equal texts the second is refused."""
    campaign_id = Review.objects.values_list("campaign_id", flat=True).get(pk=review_id)
    return lock_review(by, review_id, on, campaign=lock_campaign(campaign_id))


def _submit(by: Account, review: Review, critique: SelfCritique, on: date) -> list[Refusal]:
    """Hand in what the rows hold, under the locks; or say what stands in the way, and change nothing."""
    prefetch_related_objects([critique], "answers")  # asked for twice below
    form = form_of(review, critique)
    sees_file = may_see_file(access_of(by, on), review.file)
    refusals = [
        *_incomplete(form, critique, may_attach=sees_file),
        *unanswered(review),
        *_copies(review, critique, form, sees_file),
    ]
    if refusals:
        return refusals
    now = clock.now()
    if review.member_id:
        review.member = Member.objects.select_related("cell").get(pk=review.member_id)
    critique.submitted_at, critique.submitted_by, critique.header = now, by.signature, header_of(review)
    critique.save(update_fields=["submitted_at", "submitted_by", "header"])
    give_grade(by=by, review=review, step=GradingStep.SELF, grade=critique.self_grade, at=now)
    keep_version(critique, "submitted", by.signature, now)
    _record(by, review, critique, "critique.submitted")
    return []


@transaction.atomic
def withdraw_critique(*, by: Account, review_id: int, revision: int, on: date) -> SelfCritique:
    """Back to a draft while the file is with the cell. Raises NotPermitted, Refused, StaleEdit."""
    review = lock_review(by, review_id, on)
    critique = SelfCritique.objects.select_for_update().filter(review=review).first()
    if critique is None or not critique.is_submitted:
        raise Refused(_("This self-critique has not been submitted."))
    if critique.revision != revision:
        raise StaleEdit(critique)
    critique.saved_at, critique.saved_by = clock.now(), by.signature
    return back_to_draft(by=by, review=review, critique=critique, action="critique.withdrawn", at=critique.saved_at)


def back_to_draft(
    *, by: Account, review: Review, critique: SelfCritique, action: str, at: datetime, reason: str = ""
) -> SelfCritique:
    """A submitted critique becomes a draft, its text kept: taken back by its writers, or reopened by a review hint.

    Part of a deed: the caller has asked permission, holds the locks of file and critique and the transaction.
    """
    critique.submitted_at, critique.submitted_by = None, ""
    critique.revision += 1
    critique.save()
    give_grade(by=by, review=review, step=GradingStep.SELF, grade="", at=at)
    _record(by, review, critique, action, reason)
    return critique


def _incomplete(form: Form, critique: SelfCritique, *, may_attach: bool) -> list[Refusal]:
    """Every section left empty, every level and the grade that is missing, each with its place. The texts of a critique
    on paper stand in its pages; a member cannot attach those (`may_attach`), the secretary does."""
    answers = {answer.section: answer for answer in critique.answers.all()}
    lang = "en" if get_language() == "en" else "vi"
    empty = {section.key for section in form.sections if section.required and not fold_words(answers[section.key].text)}
    no_topic = form.one_topic_required and not any(fold_words(answers[topic.key].text) for topic in form.topics)
    if (empty or no_topic) and is_on_paper(critique.review):
        empty, no_topic = set(), False
    refusals = []
    for section in form.sections:
        is_empty = section.key in empty
        has_no_level = section.level_required and not answers[section.key].level_self
        if not (is_empty or has_no_level):
            continue
        named = {"number": section.number, "heading": _short(section.heading(lang))}
        if is_empty:
            message = _(
                "Section %(number)s “%(heading)s” is empty. Write it, or attach the critique on paper, before submitting."
            )
            if not may_attach:
                message = _(
                    "Section %(number)s “%(heading)s” is empty. Write it before submitting, or hand your critique on paper "
                    "to the cell's secretary, who attaches it."
                )
            message = message % named
            refusals.append(Refusal(message, f"text_{section.key}", section.citation))
        if has_no_level:
            message = _("Section %(number)s “%(heading)s” has no level. Choose one of the four.") % named
            refusals.append(Refusal(message, f"level_{section.key}", section.citation))
    if no_topic:
        message = _("None of the special topics of the year is answered. Answer those that concern your unit.")
        refusals.append(Refusal(message, f"text_{form.topics[0].key}", form.topics[0].citation))
    if not critique.self_grade:
        refusals.append(Refusal(_("The grade proposed for oneself is missing. Choose one of the four."), "self_grade"))
    return refusals


def _short(heading: str) -> str:
    """The first part of a heading: enough to know the section by, in a list of many."""
    return Truncator(heading.split(";")[0]).chars(70)


def _copies(review: Review, critique: SelfCritique, form: Form, sees_file: bool) -> list[Refusal]:
    """Sections, or the whole, that say the same as another's submitted critique of this year (123-CV/ĐU 2.1).

    The other's text is never shown; the other is named only where it lies in the same file, and only to those who see
    that file: a member who writes the own critique learns nothing of others.
    """
    refusals = []
    for section_key, other in copied(review, critique, form):
        section = form.section(section_key) if section_key else None
        named = {"number": section.number if section else "", "name": other.name}
        same_file = sees_file and other.file_id == review.file_id
        if section is None and same_file:
            message = _("The whole text is the same as that of %(name)s. Everybody reviews themselves.") % named
        elif section is None:
            message = _("The whole text is the same as that of another person. Everybody reviews themselves.")
        elif same_file:
            message = _("Section %(number)s is the same text as that of %(name)s. Write it in own words.") % named
        else:
            message = _("Section %(number)s is the same text as that of another person. Write it in own words.") % named
        field_name = f"text_{section.key if section else form.sections[0].key}"
        refusals.append(Refusal(message, field_name, "123-CV/ĐU 2.1"))
    return refusals


def _values_of(version: CritiqueVersion) -> CritiqueValues:
    """What somebody had typed; a section that the form has no longer is left out when the values are checked."""
    return CritiqueValues(
        texts={key: answer["text"] for key, answer in version.answers.items()},
        levels={key: answer["level_self"] for key, answer in version.answers.items()},
        self_grade=version.self_grade,
        self_grade_officer=version.self_grade_officer,
        hint_answers={int(point_id): text for point_id, text in version.hints.items()},
    )


def _record(by: Account, review: Review, critique: SelfCritique, action: str, reason: str = "", **more: int) -> None:
    record(
        by=by,
        action=action,
        subject=review,
        ward_code=review.campaign.ward.code,
        after={
            "form": critique.form,
            "version": critique.form_version,
            "revision": critique.revision,
            "self_grade": critique.self_grade,
            **more,
        },
        reason=reason,
    )
