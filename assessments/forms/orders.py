"""Orders on paper: what the office writes, what the committee puts under it, why a draft is taken away."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.forms.file_steps import ReturnedFile
from assessments.forms.signing import NOT_GRADED, FindingReasonForm
from assessments.models import ReviewFile
from assessments.services.orders import OrderValues
from cells.vocabulary import GivenGrade


class FileOrderForm(ReturnedFile):
    """A return or a re-review of one file: which, why part by part, due when. `files`: those that can be reached."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    file = forms.TypedChoiceField(label=_("File"), coerce=int)
    field_order = ("revision", "file", "note", "due_on")

    def __init__(self, *args, files: list[ReviewFile] | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if files is None:
            del self.fields["file"]
        else:
            self.fields["file"].choices = [("", "–"), *((file.pk, file.name) for file in files)]

    def main_fields(self):
        return [self[name] for name in ("file", "note", "due_on") if name in self.fields]

    def values(self) -> OrderValues:
        return OrderValues(
            note=self.cleaned_data["note"],
            section_reasons=self.section_reasons(),
            due_on=self.cleaned_data["due_on"],
        )


class RegradeOrderForm(forms.Form):
    """A re-grade of one subject: to what, and why."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    grade = forms.ChoiceField(
        label=_("New grade"),
        choices=[*GivenGrade.choices, (NOT_GRADED, _("No grade is given any more"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Why the grade is given anew"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the order; the old grade stays readable beside it."),
    )

    def main_fields(self):
        return [self["grade"], self["note"]]

    def section_fields(self):
        return []

    def values(self) -> OrderValues:
        grade = self.cleaned_data["grade"]
        return OrderValues(note=self.cleaned_data["note"], grade="" if grade == NOT_GRADED else grade)


class IssuedOrder(FindingReasonForm):
    """The paper and the re-authentication. `expected`: the signed grade that the page showed, for a re-grade."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    expected = forms.CharField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("Number of the order"), max_length=50, help_text=_("As it will be printed, for example 15-CV/ĐU.")
    )
    dated_on = DayField(label=_("Date of the order"))
    field_order = ("revision", "expected", "finding_reason", "number", "dated_on")


class WithdrawnOrder(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why the draft is taken away"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
