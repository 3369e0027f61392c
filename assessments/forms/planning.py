"""The planning review: rows of people and posts, a few empty ones below; the office's summary and its paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.forms.ids import read_id
from assessments.selectors.planning import CHANGE_LABELS, Entry
from assessments.services.planning import PlanningEntry

EMPTY_ROWS = 3
MOST_ROWS = 220


class PlanningRowForm(forms.Form):
    """One person and one post; an empty row says nothing."""

    name = forms.CharField(label=_("Full name"), max_length=150, required=False)
    post = forms.CharField(label=_("Post planned for"), max_length=200, required=False)
    change = forms.ChoiceField(label=_("Proposal"), choices=list(CHANGE_LABELS.items()), required=False)
    why = forms.CharField(label=_("Why"), max_length=1000, required=False)

    def entry(self) -> PlanningEntry:
        values = self.cleaned_data
        return PlanningEntry(values["name"], values["post"], values["change"] or "keep", values["why"])


class PlanningPage(forms.Form):
    """The free text and the state that was read; the rows stand beside it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Remarks"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example, that the planning stays as it is, or what the review showed."),
    )


def typed_rows(data) -> list[PlanningRowForm]:
    """The rows as they were typed."""
    count = min(read_id(data.get("rows", "")) or 0, MOST_ROWS)
    return [_row(number, data=data) for number in range(count)]


def shown_rows(entries: list[Entry]) -> list[PlanningRowForm]:
    """The rows kept, and a few empty ones."""
    kept = [
        _row(number, initial={"name": entry.name, "post": entry.post, "change": entry.change, "why": entry.why})
        for number, entry in enumerate(entries)
    ]
    return kept + [_row(number) for number in range(len(kept), len(kept) + EMPTY_ROWS)]


def _row(number: int, **options) -> PlanningRowForm:
    """Fields are named name-0, post-0 … so that a refusal finds its place."""
    form = PlanningRowForm(**options)
    form.add_prefix = lambda field: f"{field}-{number}"
    return form


class SummaryPage(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Summary of the planning reviews"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What the Party Office submits to the ward's Party Committee."),
    )


class SubmittedSummary(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("Number of the paper"), max_length=50, help_text=_("As it will be printed, for example 08-TTr/VP.")
    )
    dated_on = DayField(label=_("Date of the paper"))
    reason = forms.CharField(
        label=_("Why a new copy takes the place of the old one"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=_("For example, that more units have filed since."),
    )

    def __init__(self, *args, again: bool, **kwargs) -> None:
        """`again`: a paper was submitted already, this one takes its place."""
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]
