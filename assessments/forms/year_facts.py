"""The facts of the year: one form per person on the page of the cell; a standing; a discipline."""

import json

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from cells.forms.fields import WholeNumberField, revision_field
from cells.forms.units import ReasonForm
from cells.models import Member, YearRecord
from cells.vocabulary import DisciplineForm, EmployerAnswer, MemberStatus, UnfulfilledReason

_NOT_RECORDED = ("", _("not recorded"))
#: Each fact with its document, in the order of the columns.
PAIRS = (
    ("sick_leave_months", "sick_leave_source"),
    ("task_completion", "task_source"),
    ("employer_grade", "employer_source"),
    ("found_degraded", "degraded_source"),
    ("unfulfilled_reason", "unfulfilled_source"),
)
FACT_NAMES = tuple(name for pair in PAIRS for name in pair)
COLUMNS = (
    _("Sick leave, months"),
    _("Tasks done (percent)"),
    _("Employer's grade"),
    _("Found degraded"),
    _("Reason of an unfulfilled"),
)


def _source() -> forms.CharField:
    return forms.CharField(label=_("Source document"), max_length=300, required=False)


def _figure(largest: int, message) -> WholeNumberField:
    return WholeNumberField(
        min_value=0,
        max_value=largest,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), message),
    )


def typed_values(facts: YearRecord | None) -> dict[str, str]:
    """What the fields hold, as text; the page compares against it to find the rows a person touched."""
    if facts is None:
        return dict.fromkeys(FACT_NAMES, "")
    values = {name: getattr(facts, name) for name in FACT_NAMES}
    values["found_degraded"] = {True: "yes", False: "no", None: ""}[facts.found_degraded]
    return {name: "" if value is None else str(value) for name, value in values.items()}


def in_words(field: forms.Field, value: str) -> str:
    """A value as people read it; nothing recorded: –."""
    text = "" if value is None else str(value)
    return str(dict(getattr(field, "choices", ())).get(text, text)) or "–"


class FactsForm(forms.Form):
    """One person's row. `was` is what the row held when the page was read: only touched rows are saved."""

    sick_leave_months = _figure(12, _("Months of sick leave: a whole number from 0 to 12."))
    sick_leave_source = _source()
    task_completion = _figure(100, _("Tasks completed: a whole number from 0 to 100 percent."))
    task_source = _source()
    employer_grade = forms.ChoiceField(choices=EmployerAnswer.choices, required=False)
    employer_source = _source()
    found_degraded = forms.ChoiceField(choices=[_NOT_RECORDED, ("no", _("No")), ("yes", _("Yes"))], required=False)
    degraded_source = _source()
    unfulfilled_reason = forms.ChoiceField(choices=[("", "–"), *UnfulfilledReason.choices], required=False)
    unfulfilled_source = _source()
    revision = revision_field()
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, member: Member, facts: YearRecord | None, **kwargs) -> None:
        values = typed_values(facts)
        initial = {**values, "revision": facts.revision if facts else 0, "was": json.dumps(list(values.values()))}
        super().__init__(data, prefix=str(member.pk), initial=initial, **kwargs)
        self.member, self.facts = member, facts
        for (fact, source), label in zip(PAIRS, COLUMNS, strict=True):
            self.fields[fact].label = label
            self.fields[fact].widget.attrs["aria-label"] = f"{member.full_name}: {label}"
            self.fields[source].widget.attrs["aria-label"] = f"{member.full_name}: {label}, {self.fields[source].label}"
            self.fields[source].widget.attrs["placeholder"] = gettext("document")
            self.fields[source].label = f"{label}, {self.fields[source].label}"
        for name in FACT_NAMES:
            select = isinstance(self.fields[name].widget, forms.Select)
            self.fields[name].widget.attrs["class"] = "form-select" if select else "form-control"

    def pairs(self) -> list[tuple[str, forms.BoundField, forms.BoundField, str]]:
        """(column, fact, its document, the fact in words) for the template."""
        return [
            (label, self[fact], self[source], in_words(self.fields[fact], self[fact].value()))
            for (fact, source), label in zip(PAIRS, COLUMNS, strict=True)
        ]

    def was_touched(self) -> bool:
        """Somebody typed in this row since the page was read."""
        typed = [(self.data.get(self.add_prefix(name)) or "").strip() for name in FACT_NAMES]
        try:
            return json.loads(self.data.get(self.add_prefix("was")) or "null") != typed
        except ValueError:
            return True

    def values(self) -> dict:
        cleaned = {name: self.cleaned_data[name] for name in FACT_NAMES}
        return cleaned | {"found_degraded": {"yes": True, "no": False, "": None}[cleaned["found_degraded"]]}

    def carry_current(self, facts: YearRecord | None) -> None:
        """Keep what was typed, but over the row as it stands now: saving again is then a decision."""
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = facts.revision if facts else 0
        self.data[self.add_prefix("was")] = json.dumps(list(typed_values(facts).values()))


class StatusForm(forms.Form):
    status = forms.ChoiceField(
        label=_("Standing"),
        choices=[choice for choice in MemberStatus.choices if choice[0] != MemberStatus.NON_MEMBER],
        widget=forms.RadioSelect,
        help_text=_("Exempt or suspended: neither reviewed nor graded (HD 21)."),
    )
    from_date = DayField(label=_("From"), required=False, help_text=_("Empty: since when is not known."))
    to_date = DayField(label=_("Last day"), required=False, help_text=_("Empty: it still holds."))
    source = forms.CharField(
        label=_("Source document"), max_length=300, help_text=_("Number, date and issuer of the decision.")
    )
    revision = revision_field()


class DisciplineEntryForm(forms.Form):
    form = forms.ChoiceField(label=_("Form of discipline"), choices=DisciplineForm.choices, widget=forms.RadioSelect)
    decided_on = DayField(label=_("Decided on"))
    violated_on = DayField(
        label=_("Violation on"), required=False, help_text=_("One violation counts in one year only (HD 21).")
    )
    source = forms.CharField(
        label=_("Decision"), max_length=300, help_text=_("Number, date and issuer of the decision.")
    )
    year = WholeNumberField(label=_("Counts in the year"), min_value=2000, max_value=2100)


class StandingTakenBack(ReasonForm):
    """A standing entered by mistake; an open year lists that it was taken back."""

    document = forms.CharField(
        label=_("Document"),
        required=False,
        max_length=250,
        help_text=_("On which it is taken back; leave empty for a slip of the pen."),
    )
    document_date = DayField(label=_("Date of the document"), required=False)
