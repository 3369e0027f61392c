"""Mends written short, for exact comparison in tests."""

from assessments.rules import Target, mends


def short(change):
    """M1: excellent>good; a post with its unit, M1@A1; a quota K1#: 2>3."""
    mark = {Target.POST: f"@{change.unit}", Target.QUOTA: "#"}.get(change.target, "")
    return f"{change.code}{mark}: {told(change.before)}>{told(change.after)}"


def told(value):
    return "-" if value is None else str(getattr(value, "value", value))


def offered(answer, rule=None, way=None):
    """[(way, changes, (count, among) …)] of all mends, advice included, in order."""
    return [
        (
            mend.way.value,
            [short(change) for change in mend.changes],
            *((choice.count, [short(change) for change in choice.among]) for choice in mend.choices),
        )
        for mend in mends(answer)
        if rule in {None, mend.finding.rule.value} and way in {None, mend.way.value}
    ]


def brought(answer, rule):
    """[(what comes always, what may come)] of the mends of a rule that change something."""
    return [
        ([found.key for found in mend.brings], [found.key for found in mend.may_bring])
        for mend in mends(answer)
        if mend.finding.rule == rule and mend.offered
    ]
