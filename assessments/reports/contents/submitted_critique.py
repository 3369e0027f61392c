"""The self-critique as it was handed in (forms 01, 02): its words, levels, own grade; what the bodies say of the person;
and the three signatures of the form: the cell committee's comment, the cell's proposal, the Party committee's grade."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import Opinion, Review, ReviewFile, SelfCritique
from assessments.reports.contents.blocks import paragraphs_of
from assessments.reports.contents.bundle import Bundle, bundle_of
from assessments.reports.contents.form_pages import Assessment, FormPages, filled_pages, grade_question
from assessments.reports.contents.party_document import Letterhead, long_date
from assessments.selectors.attachments import on_paper_words
from assessments.selectors.gradings import NO_GRADES, ReviewGrades, grades_of
from assessments.selectors.opinions import body_label, opinions_by_review
from assessments.selectors.printing import PrintedForm, printed_forms
from assessments.workflow import GradingStep, Stage

_EMPLOYER, _COMMITTEE = "employer", "cell_committee"


@dataclass(frozen=True, slots=True)
class SubmittedCritique:
    """form: the form with what was written. submitted: by whom and when it was handed in. assessments: blocks A and B of
    form 02 as far as they are given; of form 01 the comments. open_day: beside their signatures, written in by hand."""

    letterhead: Letterhead
    form: FormPages
    submitted: str
    assessments: tuple[Assessment, ...]
    open_day: str
    dated_on: str
    draft: bool = False


def is_submitted(review: Review) -> bool:
    """One query."""
    return SelfCritique.objects.filter(review=review, submitted_at__isnull=False).exists()


def handed_in(file: ReviewFile) -> set[int]:
    """Review ids; one query. Those who have left the year are passed over."""
    critiques = SelfCritique.objects.filter(review__file=file, submitted_at__isnull=False, review__left_on__isnull=True)
    return set(critiques.values_list("review_id", flat=True))


def any_submitted(file: ReviewFile) -> bool:
    return bool(handed_in(file))


def submitted_critique(review: Review) -> SubmittedCritique:
    [one] = _all(review.file, review)
    return one


def submitted_critiques(file: ReviewFile) -> Bundle:
    """Everybody's of the file that is handed in; collectives first. A fixed number of queries."""
    return bundle_of(_all(file), _("Self-critiques of %(unit)s, as handed in") % {"unit": file.name})


def _all(file: ReviewFile, review: Review | None = None) -> list[SubmittedCritique]:
    forms = [one for one in printed_forms(file, review) if one.row.is_submitted]
    opinions, grades = opinions_by_review(file), grades_of(file.campaign, file)
    return [
        _one(file, one, opinions.get(one.row.review.pk, []), grades.get(one.row.review.pk, NO_GRADES)) for one in forms
    ]


def _one(file: ReviewFile, one: PrintedForm, opinions: list[Opinion], grades: ReviewGrades) -> SubmittedCritique:
    critique = one.row.critique
    day = timezone.localdate(critique.submitted_at)
    form = filled_pages(file, one, day)
    submitted = _("Handed in on %(day)s by %(name)s.") % {"day": f"{day:%d/%m/%Y}", "name": critique.submitted_by}
    if one.row.papers:
        written = _("Written %(where)s.") % {"where": on_paper_words(one.row.papers)}
        submitted = f"{submitted} {written}"
    return SubmittedCritique(
        letterhead=form.letterhead,
        form=form,
        submitted=submitted,
        assessments=_assessments(file, one, opinions, grades),
        open_day=f"{file.campaign.ward.profile.place}, {long_date(None)}",
        dated_on=day.isoformat(),
    )


def _assessments(
    file: ReviewFile, one: PrintedForm, opinions: list[Opinion], grades: ReviewGrades
) -> tuple[Assessment, ...]:
    """The committee's grade is printed once the results are released, whoever asks: no paper tells it earlier."""
    others = [told for told in opinions if told.body not in (_EMPLOYER, _COMMITTEE)]
    if not one.row.form.officer_grade:
        return (_comments(_("Comments of the participating bodies"), opinions),) if opinions else ()
    decided = grades.final if Stage(file.stage) is Stage.RELEASED else ""
    employer = [told for told in opinions if told.body == _EMPLOYER]
    committee = [told for told in opinions if told.body == _COMMITTEE]
    officer_grade = next((told.grade for told in employer if told.grade), "")
    blocks = [
        Assessment(
            title=_("A. Assessment of the officer, civil servant or public employee"),
            comment=_("Comment and assessment of the head of the agency or unit:"),
            lines=range(0),
            questions=((grade_question(_("Grade:"), officer_grade), pgettext("paper", "HEAD OF THE AGENCY OR UNIT")),),
            text=_said(employer),
        ),
        Assessment(
            title=_("B. Assessment of the Party member"),
            comment=_("Comment and assessment of the cell committee:"),
            lines=range(0),
            questions=(
                (
                    grade_question(_("The cell proposes the grade:"), grades.grade(GradingStep.CELL)),
                    pgettext("paper", "FOR THE CELL COMMITTEE (CELL)"),
                ),
                (
                    grade_question(_("The Party committee decides the grade:"), decided),
                    pgettext("paper", "FOR THE PARTY COMMITTEE (CELL COMMITTEE)"),
                ),
            ),
            text=_said(committee),
        ),
    ]
    if others:
        blocks.append(_comments(_("Comments of other bodies"), others))
    return tuple(blocks)


def _comments(title: str, opinions: list[Opinion]) -> Assessment:
    lines = []
    for opinion in opinions:
        first, *more = paragraphs_of(opinion.text) or (_("No comment in words."),)
        lines += [f"{body_label(opinion)}: {first}", *more]
    return Assessment(title, "", range(0), (), tuple(lines))


def _said(opinions: list[Opinion]) -> tuple[str, ...]:
    """The words of one kind of body; several of them by name."""
    if not opinions:
        return (_("No comment recorded."),)
    lines = []
    for opinion in opinions:
        first, *more = paragraphs_of(opinion.text) or (_("No comment in words."),)
        lines += [f"{opinion.body_name}: {first}" if opinion.body_name else first, *more]
    return tuple(lines)
