"""Writing, submitting and taking back a self-critique. The texts themselves never enter the journal."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.models import Answer, Review, SelfCritique
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.review_forms import Form
from assessments.selectors.critique_header import header_of
from assessments.selectors.critiques import form_of
from assessments.selectors.standings import WRITES_CRITIQUE, Standings
from assessments.services.campaigns import lock_campaign
from assessments.services.copied_texts import copied, fingerprint
from assessments.services.gradings import give_grade
from assessments.services.writable_files import lock_writable
from assessments.workflow import GradingStep
from cells import clock
from cells.access import NotPermitted
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.vietnamese import fold_words, tidy_text
from cells.vocabulary import GivenGrade

#: Longest text of one section, in characters: about eight printed pages.
MAX_TEXT = 20_000
_LEVELS = frozenset(level for level, _label in LEVEL_CHOICES)


@dataclass(frozen=True)
class CritiqueValues:
    """What is typed: section key → text, section key → level or blank, the grades proposed for oneself."""

    texts: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    self_grade: str = ""
    self_grade_officer: str = ""


@transaction.atomic
def save_draft(*, by: Account, review_id: int, values: CritiqueValues, revision: int, on: date) -> SelfCritique:
    """Keep what is typed, complete or not. `revision` 0: not begun yet. Raises NotPermitted, Refused, StaleEdit."""
    review = _lock(by, review_id, on)
    critique = _write(by, review, values, revision)
    _record(by, review, critique, "critique.saved")
    return critique


def submit_critique(*, by: Account, review_id: int, values: CritiqueValues, revision: int, on: date) -> SelfCritique:
    """Save, then submit. Refuses, all at once: empty sections, missing levels or grade, text copied from another.

    Two deeds, each with its own transaction: what was typed stays saved as a draft when submitting is refused.
    Raises NotPermitted, Refused, StaleEdit.
    """
    critique = save_draft(by=by, review_id=review_id, values=values, revision=revision, on=on)
    return _submit(by, critique, on)


@transaction.atomic
def _submit(by: Account, saved: SelfCritique, on: date) -> SelfCritique:
    """Submissions of one campaign follow one another, so that of two equal texts the second is refused."""
    lock_campaign(saved.review.campaign_id)
    review = _lock(by, saved.review_id, on)
    critique = SelfCritique.objects.select_for_update().get(review=review)
    if critique.revision != saved.revision or critique.is_submitted:
        raise StaleEdit(critique)
    form = form_of(review, critique)
    refusals = [*_incomplete(form, critique), *_copies(review, critique, form)]
    if refusals:
        raise Refused(*refusals)
    now = clock.now()
    critique.submitted_at, critique.submitted_by, critique.header = now, by.display_name, header_of(review)
    critique.save(update_fields=["submitted_at", "submitted_by", "header"])
    give_grade(by=by, review=review, step=GradingStep.SELF, grade=critique.self_grade, at=now)
    _record(by, review, critique, "critique.submitted")
    return critique


@transaction.atomic
def withdraw_critique(*, by: Account, review_id: int, revision: int, on: date) -> SelfCritique:
    """Back to a draft while the file is with the cell. Raises NotPermitted, Refused, StaleEdit."""
    review = _lock(by, review_id, on)
    critique = SelfCritique.objects.select_for_update().filter(review=review).first()
    if critique is None or not critique.is_submitted:
        raise Refused(_("This self-critique has not been submitted."))
    if critique.revision != revision:
        raise StaleEdit(critique)
    critique.submitted_at, critique.submitted_by = None, ""
    critique.revision += 1
    critique.saved_at, critique.saved_by = clock.now(), by.display_name
    critique.save()
    give_grade(by=by, review=review, step=GradingStep.SELF, grade="", at=critique.saved_at)
    _record(by, review, critique, "critique.withdrawn")
    return critique


def _lock(by: Account, review_id: int, on: date) -> Review:
    """The review with its file locked, after permission and stage; a subject that owes no review is refused."""
    review = Review.objects.select_related("campaign__ward", "member", "collective").get(pk=review_id)
    if review.file_id is None:
        raise NotPermitted(_("This file is not yours."))
    file = lock_writable(by, review.file_id, on)
    bar = Standings(file.campaign).no_review(review.kind, review.facts)
    if review.kind not in WRITES_CRITIQUE or bar is not None:
        words = bar.words if bar else ""
        message = _("%(name)s owes no self-critique: %(why)s.") % {"name": review.name, "why": words}
        raise Refused(message, citation=bar.citation if bar else "")
    review.file, review.campaign = file, file.campaign
    return review


def _write(by: Account, review: Review, values: CritiqueValues, revision: int) -> SelfCritique:
    critique = SelfCritique.objects.select_for_update().filter(review=review).first()
    if (critique.revision if critique else 0) != revision:
        raise StaleEdit(critique)
    if critique and critique.is_submitted:
        raise Refused(_("This self-critique has been submitted. Take it back first, then change it."))
    form = form_of(review, critique)
    values = _checked(form, values)
    saved = {
        "self_grade": values.self_grade,
        "self_grade_officer": values.self_grade_officer if form.officer_grade else "",
        "saved_at": clock.now(),
        "saved_by": by.display_name,
        "revision": revision + 1,
    }
    if critique is None:
        critique = SelfCritique(review=review, form=form.code, form_version=form.version)
    for name, value in saved.items():
        setattr(critique, name, value)
    critique.save()
    _write_answers(review, critique, form, values)
    return critique


def _checked(form: Form, values: CritiqueValues) -> CritiqueValues:
    """Tidied values; what cannot be kept is refused at its section."""
    refusals = []
    texts = {section.key: tidy_text(values.texts.get(section.key, "")) for section in form.sections}
    for section in form.sections:
        if len(texts[section.key]) > MAX_TEXT:
            message = _("Section %(number)s is too long: %(found)s characters, at most %(most)s. Shorten it.") % {
                "number": section.number,
                "found": len(texts[section.key]),
                "most": MAX_TEXT,
            }
            refusals.append(Refusal(message, f"text_{section.key}"))
    levels = {section.key: values.levels.get(section.key, "") for section in form.rated}
    if not set(levels.values()) <= {"", *_LEVELS}:
        refusals.append(Refusal(_("A level is one of: excellent, good, average, poor.")))
    if not {values.self_grade, values.self_grade_officer} <= {"", *GivenGrade.values}:
        refusals.append(Refusal(_("A grade is one of the four."), "self_grade"))
    if refusals:
        raise Refused(*refusals)
    return CritiqueValues(texts, levels, values.self_grade, values.self_grade_officer)


def _write_answers(review: Review, critique: SelfCritique, form: Form, values: CritiqueValues) -> None:
    kept = {answer.section: answer for answer in critique.answers.all()}
    new, changed = [], []
    for section in form.sections:
        text, level = values.texts[section.key], values.levels.get(section.key, "")
        answer = kept.get(section.key)
        if answer and (answer.text, answer.level_self) == (text, level):
            continue
        (changed if answer else new).append(answer := answer or Answer(critique=critique, section=section.key))
        answer.text, answer.level_self = text, level
        answer.fingerprint = fingerprint(text, review.name)
    Answer.objects.bulk_create(new)
    Answer.objects.bulk_update(changed, ["text", "level_self", "fingerprint"])


def _incomplete(form: Form, critique: SelfCritique) -> list[Refusal]:
    """Every section left empty, every level and the grade that is missing, each with its place."""
    answers = {answer.section: answer for answer in critique.answers.all()}
    lang = "en" if get_language() == "en" else "vi"
    refusals = []
    for section in form.sections:
        answer = answers[section.key]
        named = {"number": section.number, "heading": _short(section.heading(lang))}
        if section.required and not fold_words(answer.text):
            message = _("Section %(number)s “%(heading)s” is empty. Write it before submitting.") % named
            refusals.append(Refusal(message, f"text_{section.key}", section.citation))
        if section.level_required and not answer.level_self:
            message = _("Section %(number)s “%(heading)s” has no level. Choose one of the four.") % named
            refusals.append(Refusal(message, f"level_{section.key}", section.citation))
    if form.one_topic_required and not any(fold_words(answers[topic.key].text) for topic in form.topics):
        message = _("None of the special topics of the year is answered. Answer those that concern your unit.")
        refusals.append(Refusal(message, f"text_{form.topics[0].key}", form.topics[0].citation))
    if not critique.self_grade:
        refusals.append(Refusal(_("The grade proposed for oneself is missing. Choose one of the four."), "self_grade"))
    return refusals


def _short(heading: str) -> str:
    """The first part of a heading: enough to know the section by, in a list of many."""
    return Truncator(heading.split(";")[0]).chars(70)


def _copies(review: Review, critique: SelfCritique, form: Form) -> list[Refusal]:
    """Sections, or the whole, that say the same as another's submitted critique of this year (123-CV/ĐU 2.1).

    The other's text is never shown; the other is named only where it lies in the same file.
    """
    refusals = []
    for section_key, other in copied(review, critique, form):
        section = form.section(section_key) if section_key else None
        named = {"number": section.number if section else "", "name": other.name}
        same_file = other.file_id == review.file_id
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


def _record(by: Account, review: Review, critique: SelfCritique, action: str) -> None:
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
        },
    )
