"""Who and what a row refers to: people by code or by a name only one person has, units by code. Pure."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cells.ground_workbook.reading import FileRow
from cells.ground_workbook.tables import KnownName, Tables, Value
from cells.vietnamese import fold_words

#: Marks a person who is new in this very workbook and has no code yet: `+` and the folded name.
NEW_PERSON = "+"


def new_person(full_name: Value) -> KnownName:
    return KnownName(NEW_PERSON + fold_words(str(full_name)), str(full_name))


class Unclear(Exception):
    """A reference that names nothing, or more than one. `column` is the column to mend."""

    def __init__(self, column: str, message: str):
        self.column, self.message = column, message
        super().__init__(message)


class References:
    """Those of the ward, and those the workbook itself adds."""

    def __init__(self, tables: Tables, new_people: Iterable[KnownName], unit_rows: Iterable[FileRow]):
        self.people = {person.code.lower(): person for person in (*tables.people, *tables.left)}
        self.names: dict[str, list[KnownName]] = {}
        for person in (*tables.people, *new_people):
            self.names.setdefault(person.folded, []).append(person)
        self.units = {unit.code.lower(): unit.code for unit in tables.units}
        for row in unit_rows:
            if code := str(row.values.get("code") or ""):
                self.units.setdefault(code.lower(), code)

    def unit(self, column: str, code: str) -> str:
        """The code as the ward writes it. Raises Unclear."""
        if code.lower() not in self.units:
            message = _("“%(code)s” is the code of no organization or collective of the ward.") % {"code": code}
            raise Unclear(column, message)
        return self.units[code.lower()]

    def person(self, code: str, name: str) -> str:
        """The person's code, or that of somebody new. Raises Unclear."""
        return self._by_code(code, name) if code else self._by_name(name)

    def label(self, code: str, name: str) -> str:
        """What a preview calls the person."""
        person = self.people.get(code.lower())
        return f"{person.name} ({person.code})" if person else name or "–"

    def _by_code(self, code: str, name: str) -> str:
        person = self.people.get(code.lower())
        if person is None:
            raise Unclear("person", _("Nobody of the ward has the code %(code)s.") % {"code": code})
        if name and fold_words(name) != person.folded:
            message = _("%(code)s is %(name)s, not “%(typed)s”. Mend one of them.")
            raise Unclear("person_name", message % {"code": person.code, "name": person.name, "typed": name})
        return person.code

    def _by_name(self, name: str) -> str:
        if not name:
            raise Unclear("person", _("Say who it is: the code, or the full name."))
        found = self.names.get(fold_words(name), [])
        if not found:
            raise Unclear("person", _("Nobody of the ward is called “%(name)s”.") % {"name": name})
        if len(found) > 1:
            raise Unclear("person", self._several(name, found))
        return found[0].code

    def _several(self, name: str, found: list[KnownName]) -> str:
        codes = ", ".join(person.code for person in found if not person.code.startswith(NEW_PERSON))
        if any(person.code.startswith(NEW_PERSON) for person in found):
            message = _(
                "“%(name)s” may be somebody new in this workbook or somebody of the ward (%(codes)s). Import the sheet of "
                "new people first; then fill in the code."
            )
        else:
            message = _("Several people are called “%(name)s”: %(codes)s. Fill in the code.")
        return message % {"name": name, "codes": codes or "–"}
