"""The attendance page as it was typed: who was there, why somebody was not, and one later review at a time."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.forms.ids import read_revision
from assessments.selectors.attendance import AttendanceRow, Roll
from assessments.services.attendance import AttendanceValue

#: Offered beside the field; anything else can be typed.
REASONS = (
    _("on duty elsewhere"),
    _("ill"),
    _("private matter"),
    _("away from home"),
    _("caring for a sick relative"),
    _("without a reason"),
)


@dataclass(slots=True)
class TypedRow:
    """One person as the page shows him or her. `shown`: stood on the page that was posted, so that no tick means absent."""

    row: AttendanceRow
    present: bool
    reason: str
    shown: bool = True

    @property
    def value(self) -> AttendanceValue:
        return AttendanceValue(self.row.person.member.pk, self.present, self.reason)


@dataclass(slots=True)
class AttendanceSheet:
    rows: list[TypedRow]
    guests: str
    revision: int

    @property
    def values(self) -> list[AttendanceValue]:
        return [one.value for one in self.rows if one.shown]


def stored_attendance(roll: Roll, guests: str, revision: int) -> AttendanceSheet:
    """As it is saved; whoever has no row yet is taken as present until somebody says otherwise."""
    rows = [
        TypedRow(row, row.record.present, row.record.absent_reason) if row.record else TypedRow(row, True, "")
        for row in roll.rows
    ]
    return AttendanceSheet(rows, guests, revision)


def posted_attendance(roll: Roll, data: QueryDict) -> AttendanceSheet:
    """As it was typed; “all” marks everybody as present, whatever is ticked.

    Whoever is called only since the page was opened was on no row: nothing is said about that person.
    """
    everybody = "all" in data
    listed = set(data.getlist("listed"))
    rows = []
    for row in roll.rows:
        pk = row.person.member.pk
        name, shown = f"person_{pk}", str(pk) in listed
        present = everybody or not shown or name in data
        rows.append(TypedRow(row, present, data.get(f"{name}_reason", "").strip(), shown))
    return AttendanceSheet(rows, data.get("guests", ""), read_revision(data.get("revision", "")))


class LaterReviewForm(forms.Form):
    """The review of one absent member; an empty day takes it back. Give `member_id` for the names of the fields."""

    def __init__(self, *args, member_id: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.day, self.note = f"later_{member_id}_on", f"later_{member_id}_note"
        self.fields[self.day] = DayField(label=_("Reviewed on"), required=False)
        self.fields[self.note] = forms.CharField(
            label=_("Note"),
            required=False,
            max_length=300,
            help_text=_("Where, and before whom."),
        )
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def values(self) -> dict:
        return {"reviewed_on": self.cleaned_data[self.day], "note": self.cleaned_data[self.note]}
