"""A ground workbook × the ward as it stands -> what would be new, changed and taken back. Pure.

A row missing in the workbook says nothing: nothing is ever removed by leaving it out. A row that carries the mark of what
it said when it was written out never overwrites what somebody changed in the portal since.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cells.ground_workbook.columns import Kind, SheetLayout
from cells.ground_workbook.layout import SHEETS, sheet_of
from cells.ground_workbook.marks import content_of, mark_of
from cells.ground_workbook.plan import Deed, GroundChange, GroundPlan, Kept, RowDeed, faults_in_order, in_order, is_told
from cells.ground_workbook.reading import Fault, FileRow, GroundReading
from cells.ground_workbook.references import References, Unclear, new_person
from cells.ground_workbook.tables import GroundRow, Tables, Value


def compare(reading: GroundReading, tables: Tables) -> GroundPlan:
    """Compare what was read with the ward; faults of both are kept together, in the order of the sheets."""
    outsiders = sheet_of("outsiders")
    known = {content_of(outsiders, row.values) for row in tables.rows.get("outsiders", ())}
    new_people = [
        new_person(row.values["full_name"])
        for row in reading.rows.get("outsiders", ())
        if row.values.get("full_name") and not row.values.get("code") and content_of(outsiders, row.values) not in known
    ]
    unit_rows = [row for key in ("organizations", "collectives") for row in reading.rows.get(key, ())]
    references = References(tables, new_people, unit_rows)
    sheets = [_SheetComparer(layout, tables, references) for layout in SHEETS]
    for sheet in sheets:
        sheet.take(reading.rows.get(sheet.layout.key, ()))
    faults = [*reading.faults, *(fault for sheet in sheets for fault in sheet.faults)]
    return GroundPlan(
        in_order([deed for sheet in sheets for deed in sheet.deeds]),
        faults_in_order(faults),
        tuple(kept for sheet in sheets for kept in sheet.kept),
        sum(sheet.unchanged for sheet in sheets),
    )


class _SheetComparer:
    def __init__(self, layout: SheetLayout, tables: Tables, references: References):
        self.layout, self.tables, self.references = layout, tables, references
        self.held = tables.held(layout.key)
        #: What the rows of the ward say: a new row saying the same was entered before, by this very workbook perhaps.
        self.said = {content_of(layout, row.values) for row in self.held.values()} if self._is_numbered() else set()
        self.marks = {mark_of(layout, row.key, row.values): row.key for row in self.held.values()}
        self.keys: set[str] = set()
        self.deeds: list[RowDeed] = []
        self.faults: list[Fault] = []
        self.kept: list[Kept] = []
        self.unchanged = 0

    def take(self, rows: Iterable[FileRow]) -> None:
        seen: dict[str | tuple[str, ...], int] = {}
        resolved = [(row, values) for row in rows if (values := self._resolved(row)) is not None]
        self.keys = {_key(self.layout, values).lower() for _row, values in resolved}
        for row, values in resolved:
            key = _key(self.layout, values)
            identity = key.lower() or (content_of(self.layout, values) if not row.unread else "")
            if identity in seen:
                message = _("The same row stands already in row %(row)d. Leave one of them.")
                self._fault(row, "", message % {"row": seen[identity]})
                continue
            if identity:
                seen[identity] = row.row
            held = self.held.get(key.lower()) if key else None
            self._held(row, values, held) if held else self._unknown(row, values, key)

    def _is_numbered(self) -> bool:
        """The portal names the rows of this sheet; the workbook leaves the name of a new one empty."""
        return self.layout.has(Kind.ROW) or self.layout.key == "outsiders"

    def _is_prepared(self, values: dict[str, Value]) -> bool:
        """A line for a person whose year holds nothing yet: no row, and no order to clear what was recorded since."""
        return self.layout.key == "year_facts" and _says_nothing(values)

    # --- a row the ward has

    def _held(self, row: FileRow, values: dict[str, Value], held: GroundRow) -> None:
        merged = {**held.values, **values}
        changes = tuple(_changes(self.layout, held, values))
        label = self._label(merged)
        if not changes and not merged.get("reason"):
            self.unchanged += 1
        elif self._is_prepared(values) and not values.get("mark"):
            self.kept.append(Kept(self.layout.title, row.row, label))
        elif self._is_stale(held, values):
            self._stale(row, merged, held, label)
        elif merged.get("reason"):
            taken = {**held.values, "reason": values["reason"]}
            self.deeds.append(RowDeed(self.layout, Deed.TAKEN_BACK, row.row, held.key, taken, (), label))
        else:
            self._changed(row, merged, held, changes, label)

    def _is_stale(self, held: GroundRow, values: dict[str, Value]) -> bool:
        """Somebody changed the row in the portal after the workbook was written out."""
        return bool(values.get("mark")) and values["mark"] != mark_of(self.layout, held.key, held.values)

    def _stale(self, row: FileRow, merged: dict[str, Value], held: GroundRow, label: str) -> None:
        if not merged.get("reason") and not row.unread and mark_of(self.layout, held.key, merged) == merged["mark"]:
            self.kept.append(Kept(self.layout.title, row.row, label))
            return
        now = "; ".join(f"{one.header}: {one.old_shown}" for one in _changes(self.layout, held, merged)) or "–"
        message = _(
            "Somebody changed this row in the portal after the workbook was downloaded (there now: %(now)s). Download the "
            "workbook again and enter it there."
        )
        self._fault(row, "", message % {"now": now})

    def _changed(
        self, row: FileRow, merged: dict[str, Value], held: GroundRow, changes: tuple[GroundChange, ...], label: str
    ) -> None:
        for change in changes:
            if change.column.name in row.unread:
                continue
            if change.column.fixed or not self.layout.changeable:
                message = _("A recorded row keeps this. Fill in “Lý do rút lại” and enter a new row.")
                if not self.layout.has(Kind.REASON):
                    message = _("This cannot be changed by a workbook.")
                self._fault(row, change.header, message)
            elif change.column.required and not is_told(change.new):
                self._fault(row, change.header, _("Fill this in."))
        self.deeds.append(RowDeed(self.layout, Deed.CHANGED, row.row, held.key, merged, changes, label))

    # --- a row the ward does not have

    def _unknown(self, row: FileRow, values: dict[str, Value], key: str) -> None:
        if self._is_prepared(values):
            return
        if key and self._is_numbered():
            self._gone(row, values, untouched=values.get("mark") == mark_of(self.layout, key, values))
        elif content_of(self.layout, values) in self.said:
            self.unchanged += 1
        else:
            self._new(row, values)

    def _gone(self, row: FileRow, values: dict[str, Value], untouched: bool) -> None:
        if values.get("reason") or untouched:
            self.kept.append(Kept(self.layout.title, row.row, self._label(values)))
            return
        column = "row" if self.layout.has(Kind.ROW) else "code"
        message = _("The portal has no such row, or no longer. Leave this empty to enter a new one.")
        self._fault(row, self.layout.column(column).header, message)

    def _new(self, row: FileRow, values: dict[str, Value]) -> None:
        if values.get("reason"):
            header = self.layout.column("reason").header
            self._fault(row, header, _("A new row cannot be taken back. Clear the row instead."))
        for column in self.layout.columns:
            asked = column.required and column.kind is not Kind.PERSON and column.name in values
            if asked and not is_told(values[column.name]) and column.name not in row.unread:
                self._fault(row, column.header, _("Fill this in."))
        if self.layout.key == "outsiders":
            self._may_be_known(row, values)
        former = self.marks.get(str(values.get("mark")), "")
        if former and values.get("code") and former.lower() not in self.keys:
            message = _(
                "This row was %(code)s when it was downloaded; a code is not changed by a workbook. Put the code back; for a "
                "new unit use an empty row."
            )
            self._fault(row, self.layout.column("code").header, message % {"code": former})
        self.deeds.append(RowDeed(self.layout, Deed.NEW, row.row, "", values, (), self._label(values)))

    def _may_be_known(self, row: FileRow, values: dict[str, Value]) -> None:
        """The same name outside the Party is the same person, unless both dates of birth say otherwise."""
        name = new_person(values.get("full_name") or "").folded
        others = [(row_.key, row_.values) for row_ in self.held.values()]
        others += [("", deed.values) for deed in self.deeds if deed.deed is Deed.NEW]
        for code, other in others:
            if new_person(other.get("full_name") or "").folded != name:
                continue
            born = values.get("born_on"), other.get("born_on")
            if not all(born) or born[0] == born[1]:
                message = _(
                    "%(name)s is there already (%(code)s). Fill in the code; if it is somebody else, give both dates of birth."
                )
                names = {"name": values.get("full_name"), "code": code or _("new in this workbook")}
                self._fault(row, self.layout.column("code").header, message % names)
                return

    # --- shared

    def _resolved(self, row: FileRow) -> dict[str, Value] | None:
        """The row with the codes of people and units as the ward writes them; None when one is unclear."""
        values = dict(row.values)
        try:
            for column in self.layout.columns:
                if column.kind is Kind.UNIT and column.name in values:
                    code = str(values[column.name] or (self.tables.ward_code if column.default == "ward" else ""))
                    values[column.name] = self.references.unit(column.header, code) if code else ""
            if self.layout.has(Kind.PERSON):
                typed = str(values.get("person") or ""), str(values.get("person_name") or "")
                values["person"] = self.references.person(*typed)
        except Unclear as unclear:
            column = self.layout.column(unclear.column)
            self._fault(row, column.header if column else unclear.column, unclear.message)
            return None
        return values

    def _label(self, values: dict[str, Value]) -> str:
        """What the preview calls the row."""
        if self.layout.has(Kind.PERSON):
            return self.references.label(str(values.get("person") or ""), str(values.get("person_name") or ""))
        name, code = values.get("name") or values.get("full_name") or "", values.get("code") or ""
        return f"{name} ({code})" if name and code else str(name or code or "–")

    def _fault(self, row: FileRow, column: str, message: str) -> None:
        self.faults.append(Fault(self.layout.title, row.row, column, message))


def _key(layout: SheetLayout, values: dict[str, Value]) -> str:
    if layout.key == "year_facts":
        return f"{values['year']}/{values['person']}" if values.get("year") else ""
    return str(values.get("row" if layout.has(Kind.ROW) else "code") or "")


def _changes(layout: SheetLayout, held: GroundRow, values: dict[str, Value]) -> Iterable[GroundChange]:
    for column in layout.compared:
        if column.name in values:
            old, new = held.values.get(column.name), values[column.name]
            if (old if is_told(old) else None) != (new if is_told(new) else None):
                yield GroundChange(column, old, new)


def _says_nothing(values: dict[str, Value]) -> bool:
    return not any(
        is_told(value) for name, value in values.items() if name not in ("year", "person", "person_name", "mark")
    )
