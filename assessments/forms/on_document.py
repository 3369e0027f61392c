"""Forms of values that a year sets for itself: the state they were read in, what was shown, the document."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField


class OnDocument(forms.Form):
    """`expected`: fingerprint of what was shown. The service asks for the document when the values are set."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    expected = forms.CharField(required=False, widget=forms.HiddenInput)
    document = forms.CharField(
        label=_("Document: number and issuing body"),
        required=False,
        max_length=250,
        help_text=_("Asked when the values are set; for example 07-NQ/ĐU, Ban Thường vụ Đảng ủy."),
    )
    document_date = DayField(label=_("Day of the document"), required=False)

    def paper(self) -> dict:
        """The document as the services take it."""
        return {"document": self.cleaned_data["document"], "document_date": self.cleaned_data["document_date"]}
