"""How many of each: the figures of the summary tables, by the identity of part A."""

from collections.abc import Iterable, Sequence

from .facts import Cell, Collective, Officer
from .ground import Ground
from .vocabulary import Grade, ManagementLevel, MemberStatus, NotGradable

Counts = dict[str, int]

_APART = frozenset({NotGradable.EXEMPT, NotGradable.SUSPENDED})


def member_counts(ground: Ground) -> Counts:
    """present = exempt (and suspended) + not gradable + ungraded + the four grades; nobody from outside the Party."""
    inside = [member for member in ground.dossier.members if member.status is not MemberStatus.NON_MEMBER]
    bars = [bar for member in inside if (bar := ground.member_bars[member.code]) is not None]
    exempt = sum(bar in _APART for bar in bars)
    grades = ground.graded_members.values()
    return {
        "present": len(inside),
        "exempt": exempt,
        "not_gradable": len(bars) - exempt,
        "ungraded": len(inside) - len(bars) - len(grades),
        **_by_grade(grades),
    }


def unit_counts(ground: Ground, units: Iterable[Cell | Collective]) -> Counts:
    """Cells or collectives: not gradable (void grades stand here), ungraded, and the four grades."""
    units = list(units)
    barred = sum(ground.unit_bars[unit.code] is not None for unit in units)
    grades = [ground.graded_units[unit.code] for unit in units if unit.code in ground.graded_units]
    return {"not_gradable": barred, "ungraded": len(units) - barred - len(grades), **_by_grade(grades)}


def officer_counts(ground: Ground) -> dict[str, Counts]:
    """Posts by management level present, in whatever pool the rule set caps them."""
    return {level.value: _post_counts(posts) for level in ManagementLevel if (posts := ground.posts_at(level))}


def _post_counts(posts: Sequence[Officer]) -> Counts:
    grades = [post.grade for post in posts if post.grade is not None]
    return {"ungraded": len(posts) - len(grades), **_by_grade(grades)}


def _by_grade(grades: Iterable[Grade]) -> Counts:
    grades = list(grades)
    return {grade.value: grades.count(grade) for grade in Grade}


def all_counts(ground: Ground) -> dict[str, Counts | dict[str, Counts]]:
    return {
        "members": member_counts(ground),
        "cells": unit_counts(ground, ground.dossier.cells),
        "collectives": unit_counts(ground, ground.dossier.collectives),
        "officers": officer_counts(ground),
    }
