"""Sending a file back: a reason for each part, one for the whole, the day it is due again."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.models.fields import FILE_SECTION_LABELS

_SMALL = {"rows": 2}


class ReturnedFile(forms.Form):
    """At least one reason, so that the cell knows what to mend."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What the cell should do"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The secretary reads this first."),
    )
    due_on = DayField(label=_("Due again on"), help_text=_("After this day the board shows the file as overdue."))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for code, label in FILE_SECTION_LABELS.items():
            self.fields[f"section_{code}"] = forms.CharField(
                label=label, required=False, max_length=4000, widget=forms.Textarea(attrs=_SMALL)
            )

    def clean(self) -> dict:
        values = super().clean()
        if not values.get("note") and not self.section_reasons():
            self.add_error("note", gettext("Say why the file goes back, so that the cell knows what to mend."))
        return values

    def section_reasons(self) -> list[dict[str, str]]:
        typed = ((code, self.cleaned_data.get(f"section_{code}", "")) for code in FILE_SECTION_LABELS)
        return [{"section": code, "text": text} for code, text in typed if text]

    def main_fields(self):
        return [self["note"], self["due_on"]]

    def section_fields(self):
        return [self[f"section_{code}"] for code in FILE_SECTION_LABELS]


class AcceptedFile(forms.Form):
    """The state of the file that was read before it is accepted."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
