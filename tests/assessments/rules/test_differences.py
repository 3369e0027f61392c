"""What two answers have otherwise: findings, caps, quotas, counts."""

from assessments.rules import difference
from tests.assessments.rules.dossiers import answer, body, cell, head, member, members, officer


def rules(findings):
    return [finding.rule.value for finding in findings]


def test_equal_answers_have_no_difference_but_findings_that_stay():
    one = answer(members=members(excellent=3, good=7))
    change = difference(one, one)

    assert (change.went, change.came, change.caps, change.quotas, change.counts) == ((),) * 5
    assert [(pair.before, pair.after) for pair in change.stayed] == [(found, found) for found in one.findings]


def test_findings_go_come_and_stay_with_their_figures():
    before = answer(members=[*members(excellent=4, good=7), member("S", sick_leave_months=3)])
    after = answer(members=[*members(excellent=3, good=8), member("S", "fulfilled"), member("U", None)])
    change = difference(before, after)

    assert rules(change.went) == ["sick-leave-ceiling"]
    assert rules(change.came) == rules(change.new_needs_reason) == ["grade-missing"]
    assert change.new_violations == ()
    assert [(p.before.rule.value, p.before.figures["excess"], p.after.figures["excess"]) for p in change.stayed] == [
        ("member-excellent-cap", 2, 1),
        ("member-excellent-quota", 2, 1),
    ]


def test_caps_quotas_and_counts_before_and_after():
    before = answer(members=members(excellent=2, good=8))
    after = answer(
        cells=[cell("K01"), cell("K02", "excellent")],
        members=[*members(excellent=1, good=4), *members("K02", good=5)],
        officers=[officer("K01-good-001", "K01")],
    )
    change = difference(before, after)

    def figures(row):
        return row and (row.base, getattr(row, "limit", None) or row.quota, row.actual)

    assert [(p.after.rule.value, p.after.pool, figures(p.before), figures(p.after)) for p in change.caps[:1]] == [
        ("member-excellent-cap", "P11", (10, 2, 2), (10, 2, 1))
    ]
    assert [(pair.before, pair.after.pool) for pair in change.caps if pair.before is None] == [(None, "ward")]
    assert [(p.after.rule.value, p.after.unit, figures(p.before), figures(p.after)) for p in change.quotas[:2]] == [
        ("member-excellent-quota", "K01", (10, 2, 2), (5, 1, 1)),
        ("member-excellent-quota", "K02", None, (5, 1, 0)),
    ]
    assert {(one.of, one.before, one.after) for one in change.counts} == {
        (("members", "excellent"), 2, 1),
        (("members", "good"), 8, 9),
        (("cells", "excellent"), 0, 1),
        (("officers", "ward", "good"), 0, 1),
    }


def test_what_is_gone_has_nothing_after():
    change = difference(answer(officers=[officer("M", "K01")], members=[member("M")]), answer(members=[member("M")]))

    assert [(pair.before.pool, pair.after) for pair in change.caps] == [("ward", None)]
    assert [(one.of, one.after) for one in change.counts] == [(("officers", "ward", "good"), 0)]


def test_a_head_s_findings_are_told_apart_by_unit_and_a_rule_s_by_severity():
    heads = [head("M1", "K01"), head("M1", "P11")]
    before = answer(members=[member("M1", "excellent")], heads=heads)
    after = answer(members=[member("M1", "excellent")], heads=heads, cells=[cell("K01", "excellent")])
    kind = {"kind": "peoples_council_standing", "reviewed": True}
    seated = [member("M1"), member("M2"), member("M3")]
    graded = answer(members=seated, collectives=[body("T", "M1", "M2", "M3", **kind)])
    ungraded = answer(members=seated, collectives=[body("T", "M1", "M2", "M3", grade=None, **kind)])

    assert [f.figures["unit"] for f in difference(before, after).went if f.rule == "head-above-unit"] == ["K01"]
    assert [f.severity.value for f in difference(graded, ungraded).went] == ["violation"]
    assert rules(p.after for p in difference(graded, ungraded).stayed) == ["collective-kind-not-subject"]
