"""docs/access.md from the measured table: what is open to whom, in words and in one table per area."""

from collections import defaultdict
from collections.abc import Iterable

from tests.access.deeds import COMMANDS, OWN, PARTS
from tests.access.matrix import METHODS, ROLES, moments, pages

TITLES = {
    "office": "Ward party office",
    "committee": "Standing committee",
    "district": "District",
    "admin": "Accounts administrator",
    "secretary": "Secretary of the cell or collective",
    "member": "Member, invited to write the own review",
}
STAGES = ("collecting", "submitted", "accepted", "decided", "released")
#: Where the file is with the cell, with the ward, out.
WITH_THE_CELL, AT_THE_WARD, OUT = ("collecting",), ("submitted", "accepted", "decided"), ("released",)
INTRODUCTION = """# Who may open and do what

Generated, do not edit: `python benchmarks/access_matrix.py --write` measures every page (GET and POST) and every service of the running
code, as everybody, at every stage of a file and of the year, keeps the table (`tests/access/matrix.json`) and writes this page. Tests in
`tests/access` hold that no address and no service is missing, that the page is the table's, and ask anew.

**A mandate decides**: an account holds a role over an organization or a collective from a day to a day. It is asked of the object, by
querysets (`permissions.visible_…`), pages and services alike. What an account has no mandate over does not exist for it: 404, in the same
words as an id that was never given out, whatever the method. 403 is told to those alone who may read a thing and not do this to it.

| somebody else | what is open |
| --- | --- |
| secretary of another cell or collective, office, committee or administrator of another ward | nothing of this one |
| mandate ended yesterday, or beginning tomorrow | nothing |
| deputy | exactly what the one acted for may do, while it is turned on and both mandates hold; else nothing of it |
| committee member in charge of a review hint | that hint and that one critique, to read, while the hint is issued |
| not signed in | the sign-in |

**Texts of people** (self-critique, comments of others, shortcomings, plans): the unit's secretary, office, committee; the member reads and
writes the own critique alone, never what others said of it; a member in charge of a hint reads that one critique. District and administrator
read none. Whoever reads from outside the unit leaves an entry in the journal.
**Results** (grades of office and committee, decisions, reasons, reports): office and committee at once; unit, member and district after the
release, and not a byte of any page or paper of theirs depends on them before (`tests/access/test_secrets.py`).
**The own affairs**: nobody decides, signs, re-grades, accepts, gives a reason for, records or takes back what concerns the own person, nor
through a deputy's mandate; nobody approves through a deputy what the same hands made; nobody grants, ends or resets the own mandate or account.

Signs: **r** opens · **w** answers what is sent: taken, or told what is wrong with it and why not now · **(r)** is told that another mandate is needed · – does not exist.
Stages: *cell* = with the cell (collecting, returned); *ward* = submitted, accepted, decided; *out* = released.
A leading sign without a stage holds at all of them. In services: **yes** – the mandate suffices, the guards of the deed follow.
"""


def page_text(found: dict) -> str:
    """The whole page."""
    parts = [INTRODUCTION, "## By role\n", *(_role(found["pages"], role) for role in ROLES), "## Pages\n"]
    for area, names in _areas().items():
        parts.append(_table(area, names, found["pages"]))
    parts += ["## Services\n", *_services(found["services"])]
    return "\n".join(parts)


def _areas() -> dict[str, list[str]]:
    """The module of the view is the area."""
    from django.urls import resolve, reverse  # noqa: PLC0415 -- read where the tables are made

    areas = defaultdict(list)
    for page in pages():
        words = {word: "1" if word.endswith("_id") or word in ("number", "year") else "cell" for word in page.words}
        view = resolve(reverse(page.name, kwargs=words)).func
        module = getattr(view, "view_class", view).__module__
        areas[module.rpartition(".")[2].replace("_", " ")].append(page.name)
    return dict(sorted(areas.items()))


def _sign(get: str, post: str) -> str:
    reads = "r" if get in ("200", "302") else "(r)" if get == "403" else ""
    writes = "w" if post in ("200", "302", "422", "400", "409") else ""
    return (reads + writes) or "–"


def _signs(rows: dict, name: str, role: str) -> dict[str, str]:
    """Moment → sign."""
    at = ROLES.index(role)
    both = [rows[f"{method} {name}"] for method in METHODS]
    return {moment: _sign(*(answers[moment].split()[at] for answers in both)) for moment in moments()}


def _told(signs: dict[str, str]) -> str:
    """The signs over the stages, as short as they can be said."""
    values = {signs[stage] for stage in STAGES}
    if len(values) == 1:
        return values.pop()
    groups = {"cell": WITH_THE_CELL, "ward": AT_THE_WARD, "out": OUT}
    said = []
    for group, stages in groups.items():
        inside = {signs[stage] for stage in stages}
        if len(inside) == 1:
            said.append(f"{group} {inside.pop()}")
        else:
            said += [f"{stage} {signs[stage]}" for stage in stages]
    return " · ".join(said)


def _words(name: str) -> str:
    return name.rpartition(":")[2].replace("_", " ")


def _table(title: str, names: Iterable[str], rows: dict) -> str:
    lines = [f"### {title}\n", f"| page | {' | '.join(ROLES)} |", f"| --- |{' --- |' * len(ROLES)}"]
    for name in names:
        lines.append(f"| {_words(name)} | {' | '.join(_told(_signs(rows, name, role)) for role in ROLES)} |")
    return "\n".join(lines) + "\n"


def _role(rows: dict, role: str) -> str:
    """What is open to one role, in words."""
    always, writes, later = [], [], []
    for page in pages():
        signs = _signs(rows, page.name, role)
        opens = {stage for stage in STAGES if "r" in signs[stage].replace("(r)", "")}
        takes = [stage for stage in STAGES if "w" in signs[stage]]
        if opens == set(STAGES):
            always.append(_words(page.name))
        elif opens:
            later.append(f"{_words(page.name)} ({', '.join(stage for stage in STAGES if stage in opens)})")
        if takes:
            writes.append(_words(page.name) + ("" if len(takes) == len(STAGES) else f" ({', '.join(takes)})"))
    return "\n".join(
        [
            f"### {TITLES[role]}\n",
            f"- opens at every stage ({len(always)}): {', '.join(always) or 'nothing'}",
            f"- opens at some stages only: {', '.join(later) or 'nothing'}",
            f"- sends ({len(writes)}): {', '.join(writes) or 'nothing'}",
            "",
        ]
    )


def _services(rows: dict) -> Iterable[str]:
    areas = defaultdict(list)
    for name in sorted(rows):
        module, _dot, function = name.rpartition(".")
        areas[f"{module.partition('.')[0]} · {module.rpartition('.')[2].replace('_', ' ')}"].append((name, function))
    head = f"| service | {' | '.join(ROLES)} |\n| --- |{' --- |' * len(ROLES)}"
    yield head
    for area, deeds in areas.items():
        for name, function in deeds:
            answers = [_yes(rows[name], index) for index in range(len(ROLES))]
            yield f"| {area}: {function.replace('_', ' ')} | {' | '.join(answers)} |"
    for title, names in (
        ("Done to the own account and messages alone", OWN),
        ("Commands on the machine", COMMANDS),
        ("Parts and guards of other deeds; no page calls them", PARTS),
    ):
        short = [f"`{name.partition('.services.')[2]}`" for name in sorted(names)]
        yield f"\n{title}: {', '.join(short)}."
    yield ""


def _yes(row: dict[str, str], index: int) -> str:
    at = [moment for moment in moments() if row[moment].split()[index] == "y"]
    if len(at) == len(moments()):
        return "yes"
    return ", ".join(at) if at else "–"
