"""Shortcomings and plans as typed: assessments of last year's, lines of this year's, rows of measures, the ward's note."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.forms.ids import read_id
from assessments.models.remedy import OUTCOME_LABELS
from assessments.selectors.remedies import MAX_ROWS, MeasureRow, ShortcomingRow
from assessments.services.remedies import YEARS_BACK, Assessed, ShortcomingValue
from assessments.services.remedy_plans import MeasureValue

#: Empty lines under this year's shortcomings; empty rows under a shortcoming of the plan; how many more at a time.
FREE_LINES, FREE_MEASURES, MORE = 2, 1, 3


class AssessForm(forms.Form):
    """Radio buttons and “how far” for each earlier shortcoming, with the state that was read."""

    def __init__(self, data: Mapping | None = None, *, rows: Iterable[ShortcomingRow]) -> None:
        super().__init__(data)
        self.rows = list(rows)
        for row in self.rows:
            self.fields[f"outcome_{row.pk}"] = forms.ChoiceField(
                choices=list(OUTCOME_LABELS.items()),
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                required=False,
                initial=row.outcome,
            )
            self.fields[f"progress_{row.pk}"] = forms.CharField(
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
                initial=row.progress,
            )
            self.fields[f"revision_{row.pk}"] = forms.IntegerField(widget=forms.HiddenInput, initial=row.revision)

    def lines(self) -> list[tuple]:
        """(row, outcome, progress, revision) for the page."""
        return [
            (row, self[f"outcome_{row.pk}"], self[f"progress_{row.pk}"], self[f"revision_{row.pk}"])
            for row in self.rows
        ]

    def values(self) -> list[Assessed]:
        data = self.cleaned_data
        return [
            Assessed(row.pk, data[f"outcome_{row.pk}"], data[f"progress_{row.pk}"], data[f"revision_{row.pk}"])
            for row in self.rows
        ]


class _Row(forms.Form):
    """One row among many: its fields are named text-0, text-1 … so that a refusal finds its place."""

    def __init__(self, number: int, **options) -> None:
        self.number = number
        super().__init__(**options)

    def add_prefix(self, field_name: str) -> str:
        return f"{field_name}-{self.number}"


class ShortcomingLine(_Row):
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Shortcoming"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    found_year = forms.TypedChoiceField(label=_("Found in the year"), coerce=int, required=False)

    def __init__(self, number: int, *, year: int, **options) -> None:
        super().__init__(number, **options)
        years = range(year, year - YEARS_BACK - 1, -1)
        self.year = year
        self.fields["found_year"].choices = [(one, one) for one in years]
        self.fields["found_year"].initial = year

    @property
    def is_kept(self) -> bool:
        return bool(self["pk"].value())

    def value(self) -> ShortcomingValue:
        data = self.cleaned_data
        return ShortcomingValue(data["text"], data["found_year"] or self.year, data["pk"], data["revision"] or 0)


def shown_lines(rows: Iterable[ShortcomingRow], year: int) -> list[ShortcomingLine]:
    """What may be rewritten, and a few empty lines."""
    lines = [
        ShortcomingLine(
            number,
            year=year,
            initial={"pk": row.pk, "revision": row.revision, "text": row.text, "found_year": row.found_year},
        )
        for number, row in enumerate(rows)
    ]
    free = range(len(lines), min(len(lines) + FREE_LINES, MAX_ROWS))
    return lines + [ShortcomingLine(number, year=year) for number in free]


def with_taken(data, lines: Iterable[str]):
    """What was typed, the ticked lines of the critique added as rows of this year."""
    typed = data.copy()
    first = _count(data)
    for number, line in enumerate(lines, start=first):
        typed[f"text-{number}"] = line
        first = number + 1
    typed["rows"] = str(min(first, MAX_ROWS + MORE))
    return typed


def typed_lines(data, year: int, more: int = 0) -> list[ShortcomingLine]:
    lines = [ShortcomingLine(number, year=year, data=data) for number in range(_count(data))]
    return lines + [ShortcomingLine(number, year=year) for number in range(len(lines), len(lines) + more)]


class MeasureLine(_Row):
    shortcoming = forms.IntegerField(widget=forms.HiddenInput)
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    measure = forms.CharField(label=_("Measure"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 2}))
    person = forms.CharField(
        label=_("Person in charge"),
        required=False,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    due_on = DayField(label=_("To be done by"), required=False)
    done_on = DayField(label=_("Done on"), required=False)
    result = forms.CharField(label=_("Result"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 2}))

    def settle(self) -> "MeasureLine":
        """The promise stands; what came of it is still written."""
        for name in ("measure", "person", "due_on"):
            self.fields[name].widget.attrs["readonly"] = True
        return self

    @property
    def is_kept(self) -> bool:
        return bool(self["pk"].value())

    def value(self) -> MeasureValue:
        data = self.cleaned_data
        return MeasureValue(
            data["shortcoming"],
            data["measure"],
            data["person"],
            data["due_on"],
            data["done_on"],
            data["result"],
            data["pk"],
            data["revision"] or 0,
        )


def shown_measures(rows: Iterable[ShortcomingRow], *, free: bool) -> list[MeasureLine]:
    """The rows kept, and an empty one under each shortcoming that has none."""
    lines: list[MeasureLine] = []
    for row in rows:
        for measure in row.measures:
            lines.append(MeasureLine(len(lines), initial=_initial(row, measure)))
        if free and not row.measures:
            for _free in range(FREE_MEASURES):
                lines.append(MeasureLine(len(lines), initial={"shortcoming": row.pk}))
    return lines


def _initial(row: ShortcomingRow, measure: MeasureRow) -> dict:
    names = ("pk", "revision", "measure", "person", "due_on", "done_on", "result")
    return {"shortcoming": row.pk, **{name: getattr(measure, name) for name in names}}


def typed_measures(data, more_for: int | None = None) -> list[MeasureLine]:
    """The rows as typed; with an empty one more under the shortcoming `more_for`."""
    lines = [MeasureLine(number, data=data) for number in range(_count(data))]
    return lines if more_for is None else [*lines, MeasureLine(len(lines), initial={"shortcoming": more_for})]


def _count(data) -> int:
    return min(read_id(data.get("rows", "")) or 0, MAX_ROWS + MORE)


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("How it was corrected"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("When and by whom the subject was reminded or criticized, and what is to follow by when."),
    )
    document = forms.CharField(
        label=_("Document (if any)"), required=False, max_length=250, help_text=_("For example 18-TB/ĐU, 08/01/2022.")
    )
    noted_on = DayField(label=_("Done on"))
