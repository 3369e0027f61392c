"""Explanations for tests: asked by parts of a dossier, read by rule and aspect."""

from assessments.rules.explaining import Explainer, Explanation
from tests.assessments.rules.dossiers import answer, member, members

ROOM = members(good=20)
"""Enough good members for one excellent to be within the cap and the quota."""

RECORD = {
    "levels": {"tasks": ["excellent", "excellent"], "others": ["good"]},
    "employer_grade": None,
    "sick_leave_months": 0,
    "task_completion": 90,
    "found_degraded": False,
}


def why(kind, code, rule_set=None, **parts) -> Explanation:
    return Explainer(answer(rule_set, **parts)).explain(kind, code)


def of_member(grade="good", rule_set=None, parts=None, **facts) -> Explanation:
    """Member M1 with everything recorded and in order, but for the facts given."""
    one = member("M1", grade, **RECORD | facts)
    return why("member", "M1", rule_set, **{"members": [*ROOM, one]} | (parts or {}))


def points(explanation, item, aspect=None):
    """(mark, text) in Vietnamese, of one item of the rule list."""
    return [
        (point.mark.value, point.said.vi)
        for point in explanation.points
        if point.rule.item == item and (aspect is None or point.aspect == aspect)
    ]


def said(explanation, rule, aspect, lang="vi"):
    """The one point of that rule and aspect: mark, text, clause, and since when it holds."""
    (point,) = (one for one in explanation.points if (one.rule, one.aspect) == (rule, aspect))
    return point.mark.value, point.said.within(lang), str(point.citation), point.holds_from.isoformat()


def nearest(explanation, lang="vi"):
    return [(step.kind.value, step.said.within(lang)) for step in explanation.nearest]


def highest(explanation):
    return explanation.highest and explanation.highest.value
