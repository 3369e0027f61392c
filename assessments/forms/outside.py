"""Recording a grade that another body decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.models import Grading
from cells.vocabulary import GivenGrade


class OutsideGrade(forms.Form):
    """The grade and the paper it stands on. `seen`: the recorded grade this page showed."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    grade = forms.ChoiceField(label=_("Grade"), choices=GivenGrade.choices, widget=forms.RadioSelect)
    document_number = forms.CharField(
        label=_("Number of the decision"), max_length=50, help_text=_("As printed, for example 45-QĐ/QU.")
    )
    document_date = DayField(label=_("Date of the decision"))
    deciding_body = forms.CharField(
        label=_("Body that decided"), max_length=200, help_text=_("For example: Ban Thường vụ Quận ủy Gò Vấp.")
    )
    reason = forms.CharField(
        label=_("Why the recorded grade is replaced"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, replaces: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["reason"]


class OutsideWithdrawal(forms.Form):
    """Why a recorded grade is taken back. `seen`: the recorded grade this page showed."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why the recorded grade is withdrawn"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def recorded(grading: Grading | None) -> dict:
    """Initial values from the grade that stands."""
    if grading is None:
        return {}
    if not grading.grade:
        return {"seen": grading.pk}
    names = ("grade", "document_number", "document_date", "deciding_body")
    return {name: getattr(grading, name) for name in names} | {"seen": grading.pk}
