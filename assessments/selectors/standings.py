"""Who owes a review and who is due a grade, asked of the rules, with words and clause for those who are not."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.models import Campaign, Review, ReviewFile
from assessments.rules import (
    CollectiveKind,
    ManagementLevel,
    MemberStatus,
    NotGradable,
    Rule,
    RuleSet,
    cell_not_gradable,
    collective_not_gradable,
    collective_not_reviewable,
    facts,
    member_not_gradable,
    member_not_reviewable,
    rule_set,
)
from assessments.workflow import SubjectKind

#: Kinds that write a self-critique: one for each member and each collective.
WRITES_CRITIQUE = frozenset({SubjectKind.MEMBER, SubjectKind.COLLECTIVE})
_COLLECTIVE_RULES = {
    NotGradable.TOO_SMALL: Rule.COLLECTIVE_TOO_SMALL_TO_GRADE,
    NotGradable.TOO_NEW: Rule.COLLECTIVE_TOO_NEW_TO_GRADE,
    NotGradable.KIND_NOT_SUBJECT: Rule.COLLECTIVE_KIND_NOT_SUBJECT,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """Why no review or no grade is due: words for people, and the clause."""

    words: str
    citation: str


class Standings:
    """Answers for every review of one campaign; asks the database nothing."""

    def __init__(self, campaign: Campaign):
        self.rules: RuleSet = rule_set(campaign.rule_set)
        self.frame = facts.Dossier(
            campaign.rule_set,
            campaign.year,
            campaign.review_date,
            campaign.grading_date,
            facts.Organization(""),
        )

    def no_review(self, kind: str, row: dict) -> Bar | None:
        """Why this subject owes no self-critique; None when it owes one (A1, A4, A5). Cells and officers write none."""
        if kind == SubjectKind.MEMBER:
            return self._bar(member_not_reviewable(member_of(row), self.rules), Rule.MEMBER_NOT_GRADABLE)
        if kind == SubjectKind.COLLECTIVE:
            found = collective_not_reviewable(collective_of(row), self.frame, self.rules)
            too_small = found is NotGradable.TOO_SMALL
            rule = Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW if too_small else Rule.COLLECTIVE_KIND_NOT_SUBJECT
            return self._bar(found, rule)
        return Bar(_("writes no self-critique of its own"), "HD 21")

    def no_grade(self, kind: str, row: dict) -> Bar | None:
        """Why the meeting proposes no grade for this subject; None when one is due (A2–A6, D1)."""
        if kind == SubjectKind.MEMBER:
            found = member_not_gradable(member_of(row), self.frame, self.rules)
            return self._bar(found, Rule.MEMBER_NOT_GRADABLE, self.rules.member_months.value)
        if kind == SubjectKind.CELL:
            cell = facts.Cell(row["code"], established_on=_day(row, "established_on"))
            found = cell_not_gradable(cell, self.frame, self.rules)
            return self._bar(found, Rule.CELL_TOO_NEW_TO_GRADE, self.rules.cell_months.value)
        if kind == SubjectKind.COLLECTIVE:
            found = collective_not_gradable(collective_of(row), self.frame, self.rules)
            rule = _COLLECTIVE_RULES.get(found, Rule.COLLECTIVE_KIND_NOT_SUBJECT)
            return self._bar(found, rule, self.rules.collective_months.value)
        if kind == SubjectKind.OFFICER:
            if ManagementLevel(row["management_level"]) in self.rules.levels_decided_here.value:
                return None
            return Bar(_("graded by the level that manages this officer"), self.rules.cite(Rule.OFFICER_EXCELLENT_CAP))
        return Bar(_("graded by the level above"), "HD 21")

    def _bar(self, found: NotGradable | None, rule: Rule, months: int = 0) -> Bar | None:
        if found is None:
            return None
        if found is NotGradable.TOO_NEW:
            words = _("fewer than %(months)s months on the grading date") % {"months": months}
        elif found is NotGradable.TOO_SMALL:
            words = _("fewer than %(least)s members in their seats") % {"least": self.rules.smallest_collective.value}
        else:
            words = found.label("en" if get_language() == "en" else "vi")
        return Bar(words, self.rules.cite(rule))


def leaving_bar(review: Review) -> Bar | None:
    """Why somebody still here, whose leaving is recorded for a day to come, owes this year nothing."""
    if review.left_on is None:
        return None
    return Bar(_("leaves on %(day)s") % {"day": f"{review.left_on:%d/%m/%Y}"}, "HD 21")


def member_of(row: dict) -> facts.Member:
    """What part A reads of a member's frozen facts."""
    return facts.Member(row["code"], row["cell"], MemberStatus(row["status"]), admitted_on=_day(row, "admitted_on"))


def collective_of(row: dict) -> facts.Collective:
    """A collective's frozen facts with its seats."""
    return facts.Collective(
        row["code"],
        CollectiveKind(row["kind"]),
        tuple(facts.Seat(seat["member"], _day(seat, "from"), _day(seat, "to")) for seat in row["seats"]),
        established_on=_day(row, "established_on"),
    )


def _day(row: dict, key: str) -> date | None:
    value = row.get(key)
    return date.fromisoformat(value) if value else None


def collective_bar(file: ReviewFile) -> Bar | None:
    """Why the file's collective owes no report; None where it has none, or one that does. One query."""
    body = Review.objects.filter(file=file, kind=SubjectKind.COLLECTIVE).order_by("pk").first()
    return Standings(file.campaign).no_review(body.kind, body.facts) if body else None
