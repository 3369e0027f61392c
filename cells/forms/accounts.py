"""Accounts, mandates, slips."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.forms.dates import DayField
from cells.forms.fields import PersonField, UnitField
from cells.models import Account, Collective, Member, Organization

USERNAME_HINT = _("Small letters without accents, digits, dots or hyphens; for example bithu.kp03.")
EMAIL_LABEL = _("E-mail address")


class SecretaryRow(forms.Form):
    """One line of the page that makes many accounts at once; the prefix names the unit."""

    make = forms.BooleanField(required=False)
    username = forms.CharField(max_length=60, required=False)
    display_name = forms.CharField(max_length=150, required=False)

    def __init__(self, *args, waiting, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        for name, label in (("username", _("Account name")), ("display_name", _("Whose account"))):
            self.fields[name].label = label
            self.fields[name].widget.attrs |= {
                "class": "form-control",
                "aria-label": f"{waiting.unit.name}: {label}",
                "autocapitalize": "none",
                "autocomplete": "off",
            }
        self.fields["make"].widget.attrs |= {"class": "form-check-input", "aria-label": waiting.unit.name}


def last_day_field() -> DayField:
    return DayField(label=_("Last day"), required=False, help_text=_("Empty: until it is ended."))


def principal_field() -> forms.TypedChoiceField:
    """In whose place: cleans to the account's id, or None."""
    return forms.TypedChoiceField(
        label=_("In the place of"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_(
            "For a deputy: the account whose role this is. Then the last day is needed, the deputy says each time that it "
            "acts in the other's place, and both names are kept."
        ),
    )


def _principal_choices(principals: Iterable[Account]) -> list[tuple[str | int, str]]:
    named = [(account.pk, f"{account.display_name} ({account.username})") for account in principals]
    return [("", _("nobody: a mandate of its own")), *named]


class AccountForm(forms.Form):
    username = forms.CharField(label=_("Account name"), max_length=60, help_text=USERNAME_HINT)
    display_name = forms.CharField(label=_("Whose account"), max_length=150)
    email = forms.EmailField(
        label=EMAIL_LABEL, required=False, help_text=_("For reminders. Empty: they stand in the portal only.")
    )
    role = forms.ChoiceField(label=_("Role"))
    from_date = DayField(label=_("From"))
    to_date = last_day_field()
    acts_for = principal_field()

    def __init__(
        self,
        *args,
        roles: list[tuple[str, str]],
        organizations: Iterable[Organization],
        collectives: Iterable[Collective],
        people: Iterable[Member],
        principals: Iterable[Account],
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles
        self.fields["acts_for"].choices = _principal_choices(principals)
        self.fields["unit"] = UnitField(
            label=_("Works for"),
            organizations=organizations,
            collectives=collectives,
            help_text=_("Secretaries work for a cell or a collective; the other roles for the whole ward."),
        )
        self.fields["member"] = PersonField(
            label=_("Which person of the ward"),
            required=False,
            people=people,
            help_text=_("Nobody decides their own row: link the account of a committee member to the person."),
        )
        self.order_fields(
            ["username", "display_name", "email", "role", "unit", "from_date", "to_date", "acts_for", "member"]
        )


class AddressForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    email = forms.EmailField(label=EMAIL_LABEL, required=False, help_text=_("Empty: none."))


class MandateForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))
    from_date = DayField(label=_("From"))
    to_date = last_day_field()
    acts_for = principal_field()

    def __init__(
        self,
        *args,
        roles: list[tuple[str, str]],
        organizations: Iterable[Organization],
        collectives: Iterable[Collective],
        principals: Iterable[Account],
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles
        self.fields["acts_for"].choices = _principal_choices(principals)
        self.fields["unit"] = UnitField(label=_("Works for"), organizations=organizations, collectives=collectives)
        self.order_fields(["role", "unit"])


class EndMandateForm(forms.Form):
    to_date = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class ConfirmForm(forms.Form):
    """A page of its own for a deed that needs no figures."""


class CloseForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class LinkForm(forms.Form):
    def __init__(self, *args, people: Iterable[Member], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"] = PersonField(
            label=_("Which person of the ward"),
            required=False,
            people=people,
            help_text=_("Empty: nobody of the ward."),
        )


class HandOverForm(forms.Form):
    from_date = DayField(
        label=_("The successor begins on"), help_text=_("The day before is the last day of the present holder.")
    )
    successor = forms.TypedChoiceField(
        label=_("Successor"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Or fill in a new account below."),
    )
    username = forms.CharField(
        label=_("New account: account name"), max_length=60, required=False, help_text=USERNAME_HINT
    )
    display_name = forms.CharField(label=_("New account: whose account"), max_length=150, required=False)

    def __init__(self, *args, successors: Iterable[Account], people: Iterable[Member], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [(account.pk, f"{account.display_name} ({account.username})") for account in successors]
        self.fields["successor"].choices = [("", _("a new account")), *choices]
        self.fields["member"] = PersonField(
            label=_("New account: which person of the ward"), required=False, people=people
        )

    def clean(self) -> dict:
        values = super().clean()
        if values.get("successor") and values.get("username"):
            self.add_error("username", _("Choose an account or make a new one, not both."))
        return values
