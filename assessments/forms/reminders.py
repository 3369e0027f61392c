"""What the office writes in a reminder, and what it looked at before it is sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.services.reminders import MAX_SUBJECT, MAX_TEXT, ReminderWords


class ReminderForm(forms.Form):
    """`has_day`: the stage has days of its own; otherwise the office names one."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    due_on = DayField(
        label=_("Until when"), help_text=_("No day is set for this stage: the letter names the one you write here.")
    )
    subject = forms.CharField(label=_("Subject of the letter"), max_length=MAX_SUBJECT)
    text = forms.CharField(
        label=_("Text of the letter"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "The portal adds the name above, and below it what is left to each one. Write no grades and nothing from a "
            "self-critique: the letter leaves by e-mail."
        ),
    )

    def __init__(self, *args, has_day: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if has_day:
            del self.fields["due_on"]

    def words(self) -> ReminderWords:
        values = self.cleaned_data
        return ReminderWords(values["subject"], values["text"], values.get("due_on"))


class LookedAt(forms.Form):
    """The draft and the letters as they were shown."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    expected = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
