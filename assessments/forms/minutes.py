"""The minutes' own fields: the times, the discussion in general, and what was said about each subject."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Review
from assessments.services.minutes import MinutesValues

_TIMES = ["%H:%M", "%Hh%M", "%Hh", "%H.%M"]


def _time(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=_TIMES,
        help_text=_("Hours and minutes, for example 18:30."),
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"invalid": _("This is no time of day. Write hours and minutes, for example 18:30.")},
    )


def _text(label: str, rows: int, hint: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "class": "form-control"})
    return forms.CharField(label=label, help_text=hint, required=False, strip=False, widget=widget)


class MinutesForm(forms.Form):
    """`reviews`: the subjects in the order of the minutes; each has one field `note_<id>`."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    began_at = _time(_("Began at"))
    ended_at = _time(_("Ended at"))
    minutes = _text(
        _("Discussion in general"),
        8,
        _("Opening, how the meeting went, what concerns everybody. Names are taken over."),
    )

    def __init__(self, *args, reviews: Iterable[Review], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.notes = {f"note_{review.pk}": review.pk for review in reviews}
        for review in reviews:
            self.fields[f"note_{review.pk}"] = _text(review.name, 3)

    def values(self) -> MinutesValues:
        given = self.cleaned_data
        return MinutesValues(
            began_at=given["began_at"],
            ended_at=given["ended_at"],
            minutes=given["minutes"],
            notes={pk: given[name] for name, pk in self.notes.items()},
        )
