"""Reasons of the deciding level, and quotas set by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.forms.fields import WholeNumberField


class ReasonForm(forms.Form):
    """One reason for one finding. `seen`: the reason the page showed, 0 for none."""

    rule = forms.CharField(widget=forms.HiddenInput, max_length=60)
    subject = forms.CharField(widget=forms.HiddenInput, max_length=80)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Reason of the deciding level"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It lifts this finding for this subject and nothing else, and is kept with the decision."),
    )


class HandQuotaForm(forms.Form):
    """A cell's quota set by hand; left empty: the computed one again."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    quota = WholeNumberField(
        label=_("Quota of the cell"),
        required=False,
        min_value=0,
        max_value=9999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Leave it empty to return to the computed quota."),
    )
    reason = forms.CharField(
        label=_("Why the quota is set by hand"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
