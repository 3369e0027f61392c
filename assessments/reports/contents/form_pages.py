"""Forms 01 and 02 to be filled in by hand: blank, or with what the portal knows of the subject already (HD 21)."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import Review, ReviewFile
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.reports.contents.blocks import paragraphs_of
from assessments.reports.contents.bundle import Bundle, bundle_of
from assessments.reports.contents.party_document import Letterhead, long_date
from assessments.reports.contents.unit_head import unit_head, year_words
from assessments.review_forms import Form, Section, form_for
from assessments.rules import Grade
from assessments.selectors.critique_header import HeaderLine, lines_of
from assessments.selectors.paper_entry import entry_rows
from assessments.selectors.printing import PrintedForm, printed_forms
from assessments.workflow import SubjectKind

#: Lines to write on, in threes: where a text is owed, where it is written only in some cases, and beside a text that is there.
_LINES, _FEW_LINES, _NO_LINES = range(2), range(1), range(0)
_BLOCK_LINES = range(1)
_OPEN_BOX, _CHOSEN = "□", "■"
_HINTS, _REMEDIES = "hints", "remedies"


@dataclass(frozen=True, slots=True)
class Choice:
    """One box with its word; a filled box where it is chosen. Plain letters: many small frames are slow to lay out."""

    word: str
    chosen: bool = False

    @property
    def text(self) -> str:
        """Box and word, which no line end parts."""
        return f"{_CHOSEN if self.chosen else _OPEN_BOX} {self.word}".replace(" ", "\N{NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True)
class FormSection:
    """One heading of the form. notes: what is to be answered here, under `notes_title`. lines: three to write on for each."""

    title: str
    guidance: str
    notes_title: str
    notes: tuple[str, ...]
    text: tuple[str, ...]
    lines: range
    levels: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class GradeQuestion:
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A block that others fill in: comment, grades, who signs. text: the comment, where it is given."""

    title: str
    comment: str
    lines: range
    questions: tuple[tuple[GradeQuestion, str], ...]
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormPages:
    """One form of one subject."""

    letterhead: Letterhead
    mark: str
    header: tuple[HeaderLine, ...]
    sections: tuple[FormSection, ...]
    grades_title: str
    grades: tuple[GradeQuestion, ...]
    signature: str
    signatory: str
    assessments: tuple[Assessment, ...]
    dated_on: str
    draft: bool = False


def owes_forms(file: ReviewFile) -> bool:
    return bool(entry_rows(file))


def owing(file: ReviewFile) -> set[int]:
    """Review ids of those who owe a self-critique; five queries."""
    return {row.review.pk for row in entry_rows(file)}


def has_collective(file: ReviewFile) -> bool:
    return Review.objects.filter(file=file, kind=SubjectKind.COLLECTIVE).exists()


def is_cells(file: ReviewFile) -> bool:
    return file.cell_id is not None


def prefilled_form(review: Review) -> FormPages:
    """One subject's form with head, earlier shortcomings, points of hints, and what is written so far."""
    return _filled(review.file, printed_forms(review.file, review)[0])


def owes_form(review: Review) -> bool:
    return any(row.review.pk == review.pk for row in entry_rows(review.file))


def all_prefilled(file: ReviewFile) -> Bundle:
    """The same of everybody in the file who owes a self-critique."""
    forms = [_filled(file, one) for one in printed_forms(file)]
    return bundle_of(forms, _("Self-critique forms of %(unit)s") % {"unit": file.name})


def blank_collective_form(file: ReviewFile) -> FormPages:
    body = Review.objects.filter(file=file, kind=SubjectKind.COLLECTIVE).order_by("pk").first()
    return _blank(
        file, form_for("collective", body.facts, file.campaign.special_topics, rule_set=file.campaign.rule_set)
    )


def blank_person_form(file: ReviewFile) -> FormPages:
    return _blank(file, form_for("member", {}, rule_set=file.campaign.rule_set))


def blank_leader_form(file: ReviewFile) -> FormPages:
    return _blank(file, form_for("member", {}, leads=True, rule_set=file.campaign.rule_set))


def filled_pages(file: ReviewFile, one: PrintedForm, day: date) -> FormPages:
    """A form that is handed in: nothing is left to write on, and its day is known."""
    form = _filled(file, one)
    head = replace(form.letterhead, place_and_date=f"{file.campaign.ward.profile.place}, {long_date(day)}")
    sections = tuple(replace(section, guidance="", lines=_NO_LINES) for section in form.sections)
    return replace(form, letterhead=head, sections=sections, assessments=(), dated_on=day.isoformat())


def _blank(file: ReviewFile, form: Form) -> FormPages:
    header = tuple(HeaderLine(line.label, "") for line in lines_of({"name": ""})) if form.officer_grade else ()
    sections = tuple(_section(section) for section in form.sections)
    return _pages(file, form, header, sections, "", "", "")


def _filled(file: ReviewFile, one: PrintedForm) -> FormPages:
    form, critique = one.row.form, one.row.critique
    answers = {answer.section: answer for answer in critique.answers.all()} if critique else {}
    sections = []
    for section in form.sections:
        answer = answers.get(section.key)
        notes = {_REMEDIES: one.shortcomings, _HINTS: one.points}.get(section.key, ())
        text = paragraphs_of(answer.text) if answer else ()
        sections.append(_section(section, text, answer.level_self if answer else "", notes))
    header = tuple(HeaderLine(line.label, line.value if line.value != "–" else "") for line in one.header)
    name = one.row.review.name
    if not header:
        header = (HeaderLine(_("Collective"), name),)
    signatory = name if one.row.review.member_id else ""
    return _pages(file, form, header, tuple(sections), one.row.self_grade, one.row.self_grade_officer, signatory)


def _section(section: Section, text: tuple[str, ...] = (), level: str = "", notes: tuple[str, ...] = ()) -> FormSection:
    titles = {_REMEDIES: _("Shortcomings of earlier years:"), _HINTS: _("Points of the review hint:")}
    lines = _NO_LINES if text else _LINES if section.required else _FEW_LINES
    return FormSection(
        title=f"{section.number}. {section.heading('vi')}",
        guidance="" if text else section.guidance("vi"),
        notes_title=titles[section.key] if notes else "",
        notes=tuple(f"{number}) {note}" for number, note in enumerate(notes, start=1)),
        text=text,
        lines=lines,
        levels=tuple(Choice(str(word), value == level) for value, word in LEVEL_CHOICES) if section.group else (),
    )


def _pages(
    file: ReviewFile,
    form: Form,
    header: tuple[HeaderLine, ...],
    sections: tuple[FormSection, ...],
    grade: str,
    officer_grade: str,
    signatory: str,
) -> FormPages:
    is_person = form.officer_grade
    grades = (
        (
            grade_question(_("1. As officer, civil servant or public employee (if any):"), officer_grade),
            grade_question(_("2. As Party member:"), grade),
        )
        if is_person
        else (grade_question("", grade),)
    )
    return FormPages(
        letterhead=unit_head(file, form.title("vi").partition(" (")[0].upper(), year_words(file)),
        mark=_("Form %(number)s HD KĐ.ĐG 2019") % {"number": form.code[:2]},
        header=header,
        sections=sections,
        grades_title=_("VII. Grade proposed for oneself") if is_person else _("VII. Grade proposed for the collective"),
        grades=grades,
        signature=pgettext("paper", "THE PERSON REVIEWED") if is_person else pgettext("paper", "FOR THE COLLECTIVE"),
        signatory=signatory,
        assessments=_assessments() if is_person else (),
        dated_on=file.campaign.review_date.isoformat(),
    )


def grade_question(label: str, grade: str) -> GradeQuestion:
    return GradeQuestion(label, tuple(Choice(one.vi, one.value == grade) for one in Grade))


def _assessments() -> tuple[Assessment, ...]:
    """Blocks A and B of form 02."""
    return (
        Assessment(
            _("A. Assessment of the officer, civil servant or public employee"),
            _("Comment and assessment of the head of the agency or unit:"),
            _BLOCK_LINES,
            ((grade_question(_("Grade:"), ""), pgettext("paper", "HEAD OF THE AGENCY OR UNIT")),),
        ),
        Assessment(
            _("B. Assessment of the Party member"),
            _("Comment and assessment of the cell committee:"),
            _BLOCK_LINES,
            (
                (
                    grade_question(_("The cell proposes the grade:"), ""),
                    pgettext("paper", "FOR THE CELL COMMITTEE (CELL)"),
                ),
                (
                    grade_question(_("The Party committee decides the grade:"), ""),
                    pgettext("paper", "FOR THE PARTY COMMITTEE (CELL COMMITTEE)"),
                ),
            ),
        ),
    )
