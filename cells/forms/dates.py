"""Dates as people here write them: 08/01/2022; points and dashes are understood too."""

from django import forms
from django.utils.translation import gettext_lazy as _

SHOWN = "%d/%m/%Y"
READ = [SHOWN, "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A day, shown and read day first whatever the browser's own habit."""

    default_error_messages = {"invalid": _("Not a date. Write day/month/year, for example 08/01/2022.")}

    def __init__(self, **options) -> None:
        widget = forms.DateInput(
            format=SHOWN, attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": _("dd/mm/yyyy")}
        )
        super().__init__(input_formats=READ, widget=widget, **options)
