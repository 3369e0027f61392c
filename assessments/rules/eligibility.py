"""Part A, the question: is this subject reviewed, is it graded? Two separate answers, each with its reason."""

from collections.abc import Mapping

from .dates import fewer_than_months
from .facts import Cell, Collective, Dossier, Member
from .ruleset import RuleSet
from .vocabulary import MemberStatus, NotGradable

_OUTSIDE = {
    MemberStatus.NON_MEMBER: NotGradable.NON_MEMBER,
    MemberStatus.EXEMPT: NotGradable.EXEMPT,
    MemberStatus.SUSPENDED: NotGradable.SUSPENDED,
}


def member_not_reviewable(member: Member, rule_set: RuleSet) -> NotGradable | None:
    """Why this person owes no self-critique as a member (HD 21), or None. The newly admitted do owe one."""
    if member.status is MemberStatus.NON_MEMBER or member.status in rule_set.statuses_not_graded.value:
        return _OUTSIDE[member.status]
    return None


def member_not_gradable(member: Member, dossier: Dossier, rule_set: RuleSet) -> NotGradable | None:
    """Why this person gets no member's grade (A5), or None when one is due."""
    outside = member_not_reviewable(member, rule_set)
    if outside is not None:
        return outside
    if fewer_than_months(member.admitted_on, rule_set.member_months.value, dossier.grading_date):
        return NotGradable.TOO_NEW
    return None


def cell_not_gradable(cell: Cell, dossier: Dossier, rule_set: RuleSet) -> NotGradable | None:
    """Why this cell is not graded (A6), or None when a grade is due."""
    if fewer_than_months(cell.established_on, rule_set.cell_months.value, dossier.grading_date):
        return NotGradable.TOO_NEW
    return None


def collective_bars(collective: Collective, dossier: Dossier, rule_set: RuleSet) -> Mapping[NotGradable, bool]:
    """Each thing that keeps a collective from being graded (A2, A3, A4), and whether it applies."""
    smallest = rule_set.smallest_collective.value
    months = rule_set.collective_months.value
    return {
        NotGradable.TOO_SMALL: smallest is not None and len(collective.sitting_on(dossier.grading_date)) < smallest,
        NotGradable.TOO_NEW: fewer_than_months(collective.established_on, months, dossier.grading_date),
        NotGradable.KIND_NOT_SUBJECT: collective.kind in rule_set.kinds_not_subject.value,
    }


def collective_not_gradable(collective: Collective, dossier: Dossier, rule_set: RuleSet) -> NotGradable | None:
    """The first reason why this collective is not graded (A2, A3, A4), or None when a grade is due."""
    bars = collective_bars(collective, dossier, rule_set)
    return next((bar for bar, applies in bars.items() if applies), None)


def collective_not_reviewable(collective: Collective, dossier: Dossier, rule_set: RuleSet) -> NotGradable | None:
    """Why this collective is not reviewed (A1 on the review date, A4), or None when it owes a review."""
    if collective.kind in rule_set.kinds_not_reviewed.value:
        return NotGradable.KIND_NOT_SUBJECT
    smallest = rule_set.smallest_collective.value
    if smallest is not None and len(collective.sitting_on(dossier.review_date)) < smallest:
        return NotGradable.TOO_SMALL
    return None
