"""What changed in frozen facts, in words: a label, before, after."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.selectors.year_differences import Deed
from cells.vocabulary import DisciplineForm, EmployerAnswer, ManagementLevel, MemberStatus

Line = tuple[str, str, str]
NOTHING = "–"
DEED_WORDS: dict[Deed, Promise] = {
    Deed.JOINED: gettext_lazy("joins the year"),
    Deed.BACK: gettext_lazy("counts in the year again"),
    Deed.LEFT: gettext_lazy("leaves the year"),
    Deed.MOVED: gettext_lazy("moves to another file"),
    Deed.CHANGED: gettext_lazy("new version of the facts"),
}
#: Keys of frozen facts that people read, in this order; the others follow from them.
_LABELS: dict[str, Promise] = {
    "name": gettext_lazy("Name"),
    "cell": gettext_lazy("Cell"),
    "unit": gettext_lazy("Unit"),
    "title": gettext_lazy("Post"),
    "management_level": gettext_lazy("Managed by"),
    "status": gettext_lazy("Standing"),
    "admitted_on": gettext_lazy("Admitted on"),
    "established_on": gettext_lazy("Founded on"),
    "disciplined": gettext_lazy("Discipline"),
    "employer_grade": gettext_lazy("Employer's grade"),
    "task_completion": gettext_lazy("Tasks done (percent)"),
    "sick_leave_months": gettext_lazy("Sick leave, months"),
    "found_degraded": gettext_lazy("Found degraded"),
    "unfulfilled_reason": gettext_lazy("Reason of an unfulfilled"),
    "seats": gettext_lazy("Seats"),
    "heads": gettext_lazy("Head"),
}
_WORDS = {"status": MemberStatus, "management_level": ManagementLevel, "disciplined": DisciplineForm}


def lines_of(before: Mapping, after: Mapping, names: Mapping[str, str]) -> list[Line]:
    """(label, before, after) of each key that differs. `names`: code of a person or unit → name."""
    lines = []
    for key, label in _LABELS.items():
        then, now = before.get(key), after.get(key)
        if then == now:
            continue
        if key in ("seats", "heads"):
            then, now = _apart(then or [], now or [])
        lines.append((str(label), _words(key, then, names), _words(key, now, names)))
    return lines


def _apart(then: list, now: list) -> tuple[list, list]:
    """What one side holds and the other does not."""
    return [row for row in then if row not in now], [row for row in now if row not in then]


def _words(key: str, value, names: Mapping[str, str]) -> str:
    if value in (None, "", []):
        return NOTHING
    if key == "seats":
        return "; ".join(_seat(row, names) for row in value)
    if key == "heads":
        return "; ".join(_head(row, names) for row in value)
    if key in ("cell", "unit"):
        return names.get(value, value)
    if key.endswith("_on"):
        return _day(value)
    if key in _WORDS:
        return str(_WORDS[key](value).label)
    if key == "employer_grade":
        return str(EmployerAnswer(value).label)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)


def _seat(row: Mapping, names: Mapping[str, str]) -> str:
    name = names.get(row["member"], row["member"])
    if row.get("to"):
        return _("%(name)s, until %(day)s") % {"name": name, "day": _day(row["to"])}
    if row.get("from"):
        return _("%(name)s, from %(day)s") % {"name": name, "day": _day(row["from"])}
    return name


def _head(row: Mapping, names: Mapping[str, str]) -> str:
    words = _("%(name)s, from %(day)s") % {
        "name": names.get(row["member"], row["member"]),
        "day": _day(row["appointed_on"]),
    }
    more = []
    if not row.get("main_duty", True):
        evidence = row.get("evidence")
        more.append(f"{_('not the main duty')}: {evidence}" if evidence else _("not the main duty"))
    if row.get("exception"):
        more.append(_("exception %(code)s") % {"code": row["exception"]})
    return f"{words} ({'; '.join(more)})" if more else words


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"
