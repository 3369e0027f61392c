"""Why this grade, why not a higher one: one explanation, or those of a whole dossier from one index."""

from collections.abc import Callable, Iterator
from functools import cached_property

from assessments.rules.answer import Answer
from assessments.rules.facts import Dossier, Officer

from .case import Case
from .cells import cell_case
from .collectives import collective_case
from .desk import Desk
from .explanation import Explanation, Kind
from .people import head_case, member_case, officer_case
from .units import unit_case


class UnknownSubject(LookupError):
    """The dossier has no subject of that kind with that code."""


def post_codes(dossier: Dossier) -> dict[str, Officer]:
    """Posts have no code of their own: person/unit/level, and a number where one row stands twice."""
    posts: dict[str, Officer] = {}
    for post in sorted(dossier.officers, key=_post_order):
        stem = code = f"{post.member}/{post.unit}/{post.management_level.value}"
        number = 1
        while code in posts:
            number += 1
            code = f"{stem}/{number}"
        posts[code] = post
    return posts


def _post_order(post: Officer) -> tuple[str, str, str, int]:
    return post.member, post.unit, post.management_level.value, -(post.grade.rank if post.grade else 0)


class Explainer:
    """Built once for an answer; each explanation then costs no search. Use this for a table or a whole dossier."""

    def __init__(self, answer: Answer) -> None:
        self.desk = Desk(answer)

    @cached_property
    def _cases(self) -> dict[Kind, dict[str, Callable[[], Case]]]:
        desk, dossier = self.desk, self.desk.ground.dossier
        people = desk.ground.people
        return {
            Kind.MEMBER: {one.code: lambda one=one: member_case(desk, one) for one in dossier.members},
            Kind.OFFICER: {
                code: lambda code=code, post=post: officer_case(desk, code, post)
                for code, post in post_codes(dossier).items()
            },
            Kind.HEAD: {code: lambda code=code: head_case(desk, people[code]) for code in desk.ground.headships_of},
            Kind.COLLECTIVE: {one.code: lambda one=one: collective_case(desk, one) for one in dossier.collectives},
            Kind.CELL: {one.code: lambda one=one: cell_case(desk, one) for one in dossier.cells},
            Kind.ORGANIZATION: {
                dossier.organization.code: lambda: unit_case(desk, Kind.ORGANIZATION, dossier.organization)
            },
            Kind.AGENCY: {one.code: lambda one=one: unit_case(desk, Kind.AGENCY, one) for one in dossier.agencies},
        }

    def explain(self, kind: Kind | str, code: str) -> Explanation:
        """UnknownSubject when there is none."""
        kind, desk = Kind(kind), self.desk
        found = self._cases[kind].get(code)
        if found is None:
            said = f"Hồ sơ không có “{code}” ({kind.vi}). / The dossier has no “{code}” ({kind.en})."
            raise UnknownSubject(said)
        case = found()
        highest = case.highest()
        return Explanation(
            case.kind,
            case.code,
            case.name,
            desk.ground.dossier.year,
            desk.day,
            case.given,
            highest,
            case.highest_said(highest),
            case.points,
            case.nearest(highest),
            desk.rules.code,
            desk.rule_set_digest,
        )

    def all(self, kind: Kind | str) -> Iterator[Explanation]:
        """Every subject of a kind, by code."""
        return (self.explain(kind, code) for code in sorted(self._cases[Kind(kind)]))


def explain(answer: Answer, kind: Kind | str, code: str) -> Explanation:
    """One explanation. For many of one answer build an `Explainer`, which indexes the trace once."""
    return Explainer(answer).explain(kind, code)
