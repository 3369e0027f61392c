"""A signed decision on grades (quyết định) with its list by cell or collective; and the decision that grades one subject
again (rules G4). Printed as it was signed: what a later order changed stands on that order."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import count, groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from assessments.models import Decision, Grading, Order, Review
from assessments.models.fields import SUBJECT_LABELS
from assessments.reports.contents.blocks import Head, Part, Row, Table, paragraphs_of, simple_heads
from assessments.reports.contents.party_document import Letterhead, Signature, basis, long_date
from assessments.reports.contents.ward_letter import ward_head, ward_signature
from assessments.reports.proof.seal import Seal
from assessments.rules import Grade
from assessments.selectors.decision_record import signed_rows
from assessments.selectors.orders import former_grade, standing_grade
from assessments.workflow import Scope, SubjectKind

#: So many of one unit stand on one page with its name.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GradeDecision:
    """bases: on what it rests, a line each. annexes: the list; none of a re-grade."""

    letterhead: Letterhead
    bases: tuple[str, ...]
    decides: str
    articles: tuple[Article, ...]
    signature: Signature
    annexes: tuple[Part, ...]
    draft: bool
    draft_mark: str
    dated_on: str
    seal: Seal | None = None


def decision_paper(decision: Decision) -> GradeDecision:
    """A fixed number of queries. The decision's campaign, ward and profile must be loaded."""
    if decision.scope == Scope.REGRADE:
        return _regrade_of(decision)
    rows = signed_rows(decision)
    profile, year = decision.campaign.ward.profile, decision.campaign.year
    return GradeDecision(
        letterhead=ward_head(
            profile,
            number=decision.number,
            day=decision.signed_on,
            kind=pgettext("paper", "DECISION"),
            subject=_("on the grades of %(whom)s in the year %(year)s") % {"whom": _whom(decision.scope), "year": year},
            to="",
        ),
        bases=_bases(decision),
        decides=_decides(decision.deciding_body),
        articles=_articles(decision, rows),
        signature=ward_signature(profile, _("The cells and collectives in the list"), profile.receiving_body),
        annexes=(Part(_title_of_list(decision), tables=_list(rows)),),
        draft=False,
        draft_mark="",
        dated_on=decision.signed_on.isoformat(),
    )


def order_regrade(order: Order) -> GradeDecision:
    """Of an order to grade again: the decision it brought, or the draft of one."""
    if order.decision is not None:
        order.decision.campaign = order.campaign
        return _regrade_of(order.decision)
    review = order.review
    return _regrade(order, review, standing_grade(review), order.grade, order.note)


def _regrade_of(decision: Decision) -> GradeDecision:
    [given] = signed_rows(decision)
    return _regrade(decision, given.review, former_grade(given), given.grade, decision.reason)


def _regrade(
    source: Decision | Order, review: Review, former: Grading | None, grade: str, reason: str
) -> GradeDecision:
    """`source`: a decision, signed; or an order still in draft, without number and day."""
    campaign, signed = source.campaign, isinstance(source, Decision)
    profile, day = campaign.ward.profile, source.signed_on if signed else campaign.grading_date
    body = source.deciding_body if signed else profile.deciding_body
    name, unit = _named(review), review.file.name if review.file_id else profile.committee_name
    words = {"name": name, "year": campaign.year, "old": grade_words(former), "new": _grade_name(grade)}
    if former is not None:
        number = {"number": former.decision.number, "day": long_date(former.decision.signed_on)}
        was = _("decided by Decision No. %(number)s, %(day)s") % number
    else:
        was = ""
    articles = (
        Article(
            _("Article %(number)s.") % {"number": 1},
            (
                _("The grade of %(name)s in the year %(year)s is given anew.") % words,
                _former_words(words["old"], was),
                _("New grade: “%(new)s”.") % words,
                *(_("Reason: %(reason)s") % {"reason": line} for line in paragraphs_of(reason)[:1]),
                *paragraphs_of(reason)[1:],
            ),
        ),
        Article(
            _("Article %(number)s.") % {"number": 2},
            (_("This grade takes the place of the former one, which stays on record."),),
        ),
        Article(_("Article %(number)s.") % {"number": 3}, (_carried_out(profile.committee_name, name, unit),)),
    )
    return GradeDecision(
        letterhead=ward_head(
            profile,
            number=source.number if signed else "",
            day=day if signed else None,
            kind=pgettext("paper", "DECISION"),
            subject=_("on grading %(name)s again in the year %(year)s") % words,
            to="",
        ),
        bases=_general_bases(day, campaign.year),
        decides=_decides(body),
        articles=articles,
        signature=ward_signature(profile, unit, name) if review.member_id else ward_signature(profile, unit),
        annexes=(),
        draft=not signed,
        draft_mark=_("DRAFT – not issued yet"),
        dated_on=day.isoformat(),
    )


def _former_words(old: str, was: str) -> str:
    return _("Former grade: “%(old)s” (%(was)s).") % {"old": old, "was": was} if was else _("Former grade: none.")


def grade_words(given: Grading | None) -> str:
    return _grade_name(given.grade) if given else ""


def _grade_name(grade: str) -> str:
    return Grade(grade).vi if grade else pgettext("paper", "Not graded")


def _named(review: Review) -> str:
    title = review.facts.get("title", "") if review.kind == SubjectKind.OFFICER else ""
    name = f"{review.name}, {title}" if title else review.name
    return _("comrade %(name)s") % {"name": name} if review.member_id else name


def _whom(scope: str) -> str:
    return {
        Scope.UNITS: _("cells and leadership collectives"),
        Scope.PEOPLE: _("members and leading officers"),
        Scope.HEADS: _("the heads of cells, collectives and agencies"),
    }[Scope(scope)]


def _bases(decision: Decision) -> tuple[str, ...]:
    return _general_bases(decision.signed_on, decision.campaign.year)


def _general_bases(day, year: int) -> tuple[str, ...]:
    on_the_basis = _("On the basis of %(documents)s")
    return (
        *(f"{on_the_basis % {'documents': document}};" for document in basis(day).split("; ")),
        _("Considering the result of the review of the year %(year)s and the proposals of the Party Office,")
        % {"year": year},
    )


def _decides(body: str) -> str:
    return _("%(body)s DECIDES:") % {"body": body.upper()}


def _articles(decision: Decision, rows: list[Grading]) -> tuple[Article, ...]:
    campaign = decision.campaign
    first = ngettext(
        "To grade %(count)d subject in the year %(year)s, as in the list attached:",
        "To grade %(count)d subjects in the year %(year)s, as in the list attached:",
        len(rows),
    ) % {"count": len(rows), "year": campaign.year}
    committee = campaign.ward.profile.committee_name
    second = _(
        "The Office of the %(committee)s tells each cell and collective its own result; what was found wanting goes into "
        "the remediation plans."
    ) % {"committee": committee}
    third = _(
        "The Office of the %(committee)s, the cells, the collectives and the comrades named carry out this decision./."
    ) % {"committee": committee}
    texts = ((first, *_figures(rows)), (*paragraphs_of(decision.reason), second), (third,))
    return tuple(
        Article(_("Article %(number)s.") % {"number": number}, paragraphs) for number, paragraphs in enumerate(texts, 1)
    )


def _figures(rows: list[Grading]) -> tuple[str, ...]:
    """A line for each kind of subject: how many of each grade."""
    given = Counter((row.review.kind, row.grade) for row in rows)
    lines = []
    for kind in SubjectKind:
        total = sum(count for (of, _grade), count in given.items() if of == kind)
        if total:
            grades = [f"{grade.vi}: {given[kind, grade]}" for grade in Grade if given[kind, grade]]
            if given[kind, ""]:
                grades.append(f"{pgettext('paper', 'Not graded')}: {given[kind, '']}")
            lines.append(f"- {SUBJECT_LABELS[kind]}: {total} ({'; '.join(grades)}).")
    return tuple(lines)


def _carried_out(committee: str, name: str, unit: str) -> str:
    words = _("The Office of the %(committee)s, %(unit)s and %(name)s carry out this decision./.")
    if name == unit:
        words = _("The Office of the %(committee)s and %(unit)s carry out this decision./.")
    return words % {"committee": committee, "unit": unit, "name": name}


def _title_of_list(decision: Decision) -> str:
    words = _("List of those graded by Decision No. %(number)s, %(day)s")
    return words % {"number": decision.number, "day": long_date(decision.signed_on)}


def _list(rows: list[Grading]) -> tuple[Table, ...]:
    """Unit by unit, numbered through. Where units have many, each has a table of its own, whose head names it again on
    every page; else one table, its few rows beside the unit's name on one page."""
    units = [(unit, list(group)) for unit, group in groupby(rows, key=_unit_of)]
    lines = _numbered(units)
    if max((len(given) for _unit, given in lines), default=0) > _FEW:
        return tuple(_table(given, unit) for unit, given in lines)
    whole: list[Row] = []
    for unit, given in lines:
        if unit:
            whole.append(Row((unit, "", "", ""), group=True))
        whole += [replace(row, kept=bool(unit) and place > 0) for place, row in enumerate(given)]
    return (_table(whole),)


def _unit_of(row: Grading) -> str:
    """The unit whose list a person stands in; a cell or collective is graded under its own name."""
    return row.review.file.name if row.review.member_id and row.review.file_id else ""


def _numbered(units: list[tuple[str, list[Grading]]]) -> list[tuple[str, list[Row]]]:
    number, lines = count(1), []
    for unit, given in units:
        told = [(row.review.name, _graded_as(row.review), _grade_name(row.grade)) for row in given]
        lines.append((unit, [Row((str(next(number)), *cells)) for cells in told]))
    return lines


def _table(rows: list[Row], unit: str = "") -> Table:
    heads = simple_heads(
        pgettext("paper", "No"), pgettext("paper", "Name"), pgettext("paper", "Graded as"), pgettext("paper", "Grade")
    )
    named = ((Head(unit, columns=4),), *heads) if unit else heads
    return Table("", named, tuple(rows), "graded", words=(1, 2))


def _graded_as(review: Review) -> str:
    title = review.facts.get("title", "") if review.kind == SubjectKind.OFFICER else ""
    return title or str(SUBJECT_LABELS[SubjectKind(review.kind)])
