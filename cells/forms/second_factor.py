"""Codes, and the reason of somebody who helps another in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.services.second_factors import DIGITS


class CodeForm(forms.Form):
    """The six digits that the app shows now."""

    code = forms.CharField(
        label=_("The six digits in the app"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "class": "code-field",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        digits = "".join(self.cleaned_data["code"].split())
        if not (digits.isascii() and digits.isdigit() and len(digits) == DIGITS):
            raise forms.ValidationError(_("The code has six digits and nothing else."))
        return digits


class RecoveryForm(forms.Form):
    """One line of the printed sheet."""

    recovery_code = forms.CharField(
        label=_("A recovery code from your sheet"),
        max_length=60,
        help_text=_("For example bame-kitu-hoca-472. Each one opens once; cross it out."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For example: phone lost, seen in person on 12/01/2022. The journal keeps it with your name."),
    )
