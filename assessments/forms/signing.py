"""Number, date, and who signs: the last page before a decision; the reason and who signs it before a doubtful opening."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.services.reauthentication import Signer, before_signing
from cells.vocabulary import GivenGrade

NOT_GRADED = "none"


class UnshownInput(forms.HiddenInput):
    """What a script puts in at the moment of sending; the page never carries it back."""

    def format_value(self, _value: object) -> None:
        return None


class ReauthenticatedForm(forms.Form):
    """Asks below its own fields whether it is really this person, now: once for each sending, when all else is right, for a
    code opens once. So a page that comes back takes this same form along (`change_shown`), never a second one."""

    def __init__(self, *args, signer: Signer, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.signer = signer
        self.reauthentication = before_signing()
        takes_passkey = self.reauthentication.takes_passkey
        self.offers_passkey = takes_passkey and signer.has_passkey
        answered = takes_passkey and signer.passkey is not None
        for question in self.reauthentication.questions:
            widget = forms.PasswordInput if question.secret else forms.TextInput
            self.fields[question.name] = forms.CharField(
                label=question.label,
                help_text=question.hint,
                required=not answered,
                widget=widget(attrs={"autocomplete": "off"}),
            )
        if self.offers_passkey:
            self.fields["passkey"] = forms.CharField(required=False, widget=UnshownInput)

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            answers = {question.name: cleaned[question.name] for question in self.reauthentication.questions}
            for refusal in self.reauthentication.check(self.signer, answers):
                self.add_error(refusal.field or None, refusal.message)
        return cleaned

    def change_shown(self, **values: object) -> None:
        """The page comes back with what was typed, and with these hidden values as they stand now."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data.update({name: str(value) for name, value in values.items()})
        self.initial = self.initial | values


class FindingReasonForm(ReauthenticatedForm):
    """Asks besides for a reason, when what is signed brings about a finding that stands only with one."""

    finding_reason = forms.CharField(
        label=_("Why the deciding level lets these findings stand"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The findings above come about by this re-grade. The reason is recorded with each of them."),
    )

    def __init__(self, *args, asks_for_findings: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not asks_for_findings:
            self._finding_reason = self.fields.pop("finding_reason")

    def ask_for_findings(self) -> None:
        """From the next sending on."""
        if "finding_reason" not in self.fields:
            self.fields["finding_reason"] = self._finding_reason
            self.order_fields(self.field_order)


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


class RegradeForm(FindingReasonForm, SigningForm):
    """The new grade with its reason, above number, date and re-authentication."""

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
    field_order = ("expected", "grade", "reason", "finding_reason", "number", "signed_on")

    @property
    def new_grade(self) -> str:
        grade = self.cleaned_data["grade"]
        return "" if grade == NOT_GRADED else grade
