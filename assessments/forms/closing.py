"""Why a closed year is opened again."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReopenedYear(forms.Form):
    """The reason, for the journal."""

    reason = forms.CharField(
        label=_("Why the year is opened again"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example the order of the superior body, with its number. Kept in the journal."),
    )
