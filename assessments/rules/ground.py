"""The ground all rules stand on: one dossier under one rule set, with who counts worked out once.

A grade given to a subject that may not be graded is void: `standing` grades leave it out, so that no rule beyond
part A ever sees it.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from .eligibility import cell_not_gradable, collective_not_gradable, member_not_gradable
from .facts import (
    Agency,
    Cell,
    Collective,
    Dossier,
    Head,
    Member,
    Officer,
    Organization,
    QuotaWeights,
    Unit,
)
from .rule_ids import Rule
from .ruleset import RuleSet
from .vocabulary import CapBase, Grade, ManagementLevel, NotGradable

GOOD_OR_BETTER = frozenset({Grade.EXCELLENT, Grade.GOOD})


class Ground:
    """Read-only view of a dossier under a rule set; every index is built once."""

    def __init__(self, dossier: Dossier, rule_set: RuleSet) -> None:
        self.dossier = dossier
        self.rule_set = rule_set
        parameters = dossier.parameters
        self.cap_percent: int = parameters.cap_percent or rule_set.cap_percent.value
        self.cap_base: CapBase = parameters.cap_base or rule_set.cap_base.value
        self.weights: QuotaWeights = dossier.quota_weights or rule_set.quota_weights.value
        self.listed_exceptions = {listed.code: listed for listed in parameters.head_exceptions}

    def cite(self, rule: Rule) -> str:
        return self.rule_set.cite(rule)

    @cached_property
    def people(self) -> dict[str, Member]:
        """Everyone in the dossier by code, people outside the Party included."""
        return {member.code: member for member in self.dossier.members}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Organization, cells, collectives and agencies by code."""
        dossier = self.dossier
        units = (dossier.organization, *dossier.cells, *dossier.collectives, *dossier.agencies)
        return {unit.code: unit for unit in units}

    @cached_property
    def member_bars(self) -> dict[str, NotGradable | None]:
        """Why each person gets no member's grade; None: one is due."""
        dossier, rules = self.dossier, self.rule_set
        return {member.code: member_not_gradable(member, dossier, rules) for member in dossier.members}

    @cached_property
    def unit_bars(self) -> dict[str, NotGradable | None]:
        """Why each unit is not graded; organization and agencies always are."""
        return {code: self._unit_bar(unit) for code, unit in self.units.items()}

    def _unit_bar(self, unit: Unit) -> NotGradable | None:
        match unit:
            case Cell():
                return cell_not_gradable(unit, self.dossier, self.rule_set)
            case Collective():
                return collective_not_gradable(unit, self.dossier, self.rule_set)
            case Organization() | Agency():
                return None

    @cached_property
    def graded_members(self) -> dict[str, Grade]:
        """Standing grade of every member who has one: neither void nor missing."""
        bars = self.member_bars
        return {m.code: m.grade for m in self.dossier.members if m.grade is not None and bars[m.code] is None}

    @cached_property
    def graded_units(self) -> dict[str, Grade]:
        """Standing grade of every unit that has one: neither void nor missing."""
        bars = self.unit_bars
        return {c: unit.grade for c, unit in self.units.items() if unit.grade is not None and bars[c] is None}

    def grade_in_shares(self, unit: str) -> Grade:
        """A unit's grade in weights and ties: an ungraded or void one counts as fulfilled [choice]."""
        return self.graded_units.get(unit, self.rule_set.ungraded_unit_counts_as.value)

    @cached_property
    def members_of(self) -> dict[str, list[Member]]:
        """Party members by cell; people outside the Party have none, and are in no count."""
        by_cell: dict[str, list[Member]] = {cell.code: [] for cell in self.dossier.cells}
        for member in self.dossier.members:
            if member.cell is not None:
                by_cell[member.cell].append(member)
        return by_cell

    @cached_property
    def standing_of(self) -> dict[str, list[Grade]]:
        """Standing members' grades by cell."""
        graded = self.graded_members
        return {
            cell: [graded[member.code] for member in members if member.code in graded]
            for cell, members in self.members_of.items()
        }

    @cached_property
    def posts_of(self) -> dict[str, list[Officer]]:
        """Officers' posts by person."""
        posts: dict[str, list[Officer]] = defaultdict(list)
        for post in self.dossier.officers:
            posts[post.member].append(post)
        return dict(posts)

    def posts_at(self, level: ManagementLevel) -> list[Officer]:
        return [post for post in self.dossier.officers if post.management_level is level]

    @cached_property
    def headships_of(self) -> dict[str, list[Head]]:
        """Headships by person."""
        headships: dict[str, list[Head]] = defaultdict(list)
        for head in self.dossier.heads:
            headships[head.member].append(head)
        return dict(headships)

    def held_grades(self, person: str) -> list[Grade]:
        """All grades a person holds: the member's unless void, and that of every officer's post."""
        own = self.graded_members.get(person)
        posts = [post.grade for post in self.posts_of.get(person, ()) if post.grade is not None]
        return posts if own is None else [own, *posts]

    def limit(self, base: int) -> int:
        """floor(cap percent × base), in whole numbers."""
        return self.cap_percent * base // 100

    def base(self, grades: Iterable[Grade]) -> int:
        """How many of these grades the cap is a share of, under the base reading in force."""
        if self.cap_base is CapBase.GOOD_ONLY:
            return sum(grade is Grade.GOOD for grade in grades)
        return sum(grade in GOOD_OR_BETTER for grade in grades)
