"""What a guide is made of: two pages of steps, a sketch of the screen, what to do when something is refused."""

from dataclasses import dataclass

from django.utils.functional import Promise

from cells.roles import Role

Words = str | Promise


@dataclass(frozen=True)
class Step:
    """One thing to do. `icon`: its picture in templates/reports/guide/_icon.html."""

    icon: str
    title: Words
    text: Words


@dataclass(frozen=True)
class Refusal:
    """What somebody meets, and what to do then."""

    what: Words
    mend: Words


@dataclass(frozen=True)
class Guide:
    """`first` and `second`: the steps of each page, numbered on. `own`: the part of a file's path that is this role's;
    blank when none is. `marks`: the five places of the sketched screen, from the navigation to the own name. Labels of
    the portal stand in “…”, word for word as on the screen."""

    role: Role
    title: Words
    lead: Words
    own: str
    first: tuple[Step, ...]
    second: tuple[Step, ...]
    marks: tuple[Words, ...]
    refused: tuple[Refusal, ...]
    ask: tuple[Words, ...]
