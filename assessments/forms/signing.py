"""Number, date, and who signs: the last page before a decision; the reason and who signs it before a doubtful opening."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.services.reauthentication import before_signing
from cells.models import Account
from cells.vocabulary import GivenGrade

NOT_GRADED = "none"


class ReauthenticatedForm(forms.Form):
    """Asks below its own fields whether it is really this person, now."""

    def __init__(self, *args, account: Account, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.reauthentication = before_signing()
        for question in self.reauthentication.questions:
            widget = forms.PasswordInput if question.secret else forms.TextInput
            self.fields[question.name] = forms.CharField(
                label=question.label, help_text=question.hint, widget=widget(attrs={"autocomplete": "off"})
            )

    def clean(self) -> dict:
        cleaned = super().clean()
        names = [question.name for question in self.reauthentication.questions]
        if all(name in cleaned for name in names):
            for refusal in self.reauthentication.check(self.account, {name: cleaned[name] for name in names}):
                self.add_error(refusal.field or None, refusal.message)
        return cleaned


class SigningForm(ReauthenticatedForm):
    """The paper and the re-authentication. `expected`: fingerprint of the numbers shown."""

    expected = forms.CharField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("Number of the decision"), max_length=50, help_text=_("As it will be printed, for example 05-QĐ/ĐU.")
    )
    signed_on = DayField(label=_("Date of the decision"))


class OverrideForm(ReauthenticatedForm):
    """Opening a year under rules that nobody verified since before it began."""

    override = forms.CharField(
        label=_("Why the year is opened under rules that were not verified again"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the year's parameters and in the journal, with your name."),
    )


class RegradeForm(SigningForm):
    """The new grade with its reason, above number, date and re-authentication. `asks_for_findings`: the change brings
    about something that stands only with a reason, which is asked here."""

    grade = forms.ChoiceField(
        label=_("New grade"),
        choices=[*GivenGrade.choices, (NOT_GRADED, _("No grade is given any more"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why the grade is given anew"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the order; the old grade stays readable beside it."),
    )
    finding_reason = forms.CharField(
        label=_("Why the deciding level lets these findings stand"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The findings above come about by this re-grade. The reason is recorded with each of them."),
    )
    field_order = ("expected", "grade", "reason", "finding_reason", "number", "signed_on")

    def __init__(self, *args, asks_for_findings: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not asks_for_findings:
            del self.fields["finding_reason"]

    @property
    def new_grade(self) -> str:
        grade = self.cleaned_data["grade"]
        return "" if grade == NOT_GRADED else grade
