"""How a self-critique gets into its rows: the review locked, the values looked at, every state kept as it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from assessments.models import Answer, Campaign, Review, SelfCritique
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.review_forms import Form
from assessments.selectors.critiques import form_of
from assessments.selectors.standings import WRITES_CRITIQUE, Standings
from assessments.services.copied_texts import fingerprint
from assessments.services.critique_versions import keep_version
from assessments.services.hint_answers import answers_stand, keep_answers
from assessments.services.writable_files import lock_writable
from cells import clock
from cells.access import NotPermitted
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.vietnamese import tidy_text
from cells.vocabulary import GivenGrade

#: Longest text of one section, in characters: about eight printed pages.
MAX_TEXT = 20_000
_LEVELS = frozenset(level for level, _label in LEVEL_CHOICES)


@dataclass(frozen=True)
class CritiqueValues:
    """What is typed: section key → text, section key → level or blank, the grades proposed for oneself, and the answers
    to points of review hints: point id → text."""

    texts: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    self_grade: str = ""
    self_grade_officer: str = ""
    hint_answers: Mapping[int, str] = field(default_factory=dict)


def lock_review(by: Account, review_id: int, on: date, campaign: Campaign | None = None) -> Review:
    """The review with its file locked, after permission and stage; a subject that owes no review is refused. `campaign`:
    its year, for a caller that has locked it."""
    review = Review.objects.get(pk=review_id)
    if review.file_id is None:
        raise NotPermitted(_("This file is not yours."))
    file = lock_writable(by, review.file_id, on, critique_of=review, campaign=campaign)
    bar = Standings(file.campaign).no_review(review.kind, review.facts)
    if review.kind not in WRITES_CRITIQUE or bar is not None:
        words = bar.words if bar else ""
        message = _("%(name)s owes no self-critique: %(why)s.") % {"name": review.name, "why": words}
        raise Refused(message, citation=bar.citation if bar else "")
    review.file, review.campaign = file, file.campaign
    return review


def write_critique(by: Account, review: Review, values: CritiqueValues, revision: int) -> SelfCritique:
    """The values put into the rows; what another hand wrote before is kept as a version. Raises Refused, StaleEdit."""
    critique = SelfCritique.objects.select_for_update().filter(review=review).first()
    if (critique.revision if critique else 0) != revision:
        raise StaleEdit(critique)
    if critique and critique.is_submitted:
        raise Refused(_("This self-critique has been submitted. Take it back first, then change it."))
    form = form_of(review, critique)
    values = checked(form, values)
    if critique:
        critique.review = review
    if critique and critique.saved_by != by.signature:
        keep_version(critique, "replaced", critique.saved_by, critique.saved_at)
    saved = {
        "self_grade": values.self_grade,
        "self_grade_officer": values.self_grade_officer if form.officer_grade else "",
        "saved_at": clock.now(),
        "saved_by": by.signature,
        "revision": revision + 1,
    }
    is_new = critique is None
    if is_new:
        critique = SelfCritique(review=review, form=form.code, form_version=form.version)
    for name, value in saved.items():
        setattr(critique, name, value)
    critique.save()
    kept = {} if is_new else {answer.section: answer for answer in critique.answers.all()}
    _write_answers(review, critique, form, values, kept)
    keep_answers(by=by, review=review, answers=values.hint_answers, at=critique.saved_at)
    return critique


def checked(form: Form, values: CritiqueValues) -> CritiqueValues:
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
    return replace(values, texts=texts, levels=levels)


def _write_answers(
    review: Review, critique: SelfCritique, form: Form, values: CritiqueValues, kept: dict[str, Answer]
) -> None:
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
    if changed:
        Answer.objects.bulk_update(changed, ["text", "level_self", "fingerprint"])


def holds(review: Review, critique: SelfCritique, values: CritiqueValues) -> bool:
    """The critique says exactly these values, tidied as a save would tidy them. Raises Refused as a save would."""
    form = form_of(review, critique)
    typed = checked(form, values)
    answers = {answer.section: (answer.text, answer.level_self) for answer in critique.answers.all()}
    if not answers_stand(review, typed.hint_answers):
        return False
    return (critique.self_grade, critique.self_grade_officer) == (
        typed.self_grade,
        typed.self_grade_officer if form.officer_grade else "",
    ) and all(
        answers.get(section.key, ("", "")) == (typed.texts[section.key], typed.levels.get(section.key, ""))
        for section in form.sections
    )
