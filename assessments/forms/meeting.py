"""The fields of the meeting: when and where, who led it, the ballot papers. Who was there follows by name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.services.meetings import MeetingValues
from cells.forms.fields import WholeNumberField

_MOST = 9999


def _number(label: str, hint: str = "") -> WholeNumberField:
    field = WholeNumberField(label=label, help_text=hint, min_value=0, max_value=_MOST)
    field.widget.attrs["class"] = "form-control"
    return field


def _line(label: str, length: int, hint: str = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control"})
    return forms.CharField(label=label, help_text=hint, max_length=length, required=False, widget=widget)


class MeetingForm(forms.Form):
    """Sums and dates are checked by the service, against the file and the day."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    held_on = forms.DateField(
        label=_("Held on"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"],
        help_text=_("Day/month/year, for example 18/12/2021."),
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"invalid": _("This is no date. Write day/month/year, for example 18/12/2021.")},
    )
    place = _line(_("Place"), 200)
    chair = _line(_("Chair"), 150)
    clerk = _line(_("Clerk"), 150)
    ballots_issued = _number(
        _("Ballots issued"),
        _(
            "One for each person present with a vote: in a cell the official members only, probationary members do not "
            "vote; in a collective all who sit in it."
        ),
    )
    ballots_collected = _number(_("Ballots collected"))
    ballots_valid = _number(_("Valid ballots"))

    def values(self) -> MeetingValues:
        return MeetingValues(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})
