"""Dates as people here write them: 08/01/2022, typed on any keyboard; points and dashes are understood too."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHOWN = "%d/%m/%Y"
#: Years that a record of a living Party can speak of: 1021 or 3021 is a slip of the finger.
FIRST_YEAR, LAST_YEAR = 1900, 2100
READ = [SHOWN, "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A day, shown and read day first whatever the browser's own habit."""

    default_error_messages = {
        "invalid": _("Not a date. Write day/month/year, for example 08/01/2022."),
        "year": _("The year %(year)s cannot be meant. Check it."),
    }

    def __init__(self, **options) -> None:
        widget = forms.DateInput(
            format=SHOWN, attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": _("dd/mm/yyyy")}
        )
        super().__init__(input_formats=READ, widget=widget, **options)

    def clean(self, value) -> date | None:
        day = super().clean(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["year"], code="year", params={"year": day.year})
        return day
