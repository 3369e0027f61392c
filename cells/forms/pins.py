"""Choosing a PIN: with an invitation's link, or for one's own account. Which digits may serve is the service's to say."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.services.pins import LONGEST, SHORTEST


def _digits(label, autocomplete: str, help_text="") -> forms.CharField:
    attrs = {"inputmode": "numeric", "autocomplete": autocomplete}
    return forms.CharField(label=label, help_text=help_text, widget=forms.PasswordInput(attrs=attrs))


class PinForm(forms.Form):
    """The same digits twice."""

    pin = _digits(gettext_lazy("PIN"), "new-password")
    pin_again = _digits(gettext_lazy("The same PIN once more"), "new-password")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pin"].help_text = _(
            "%(least)d to %(most)d digits that only you know; not your date of birth, not 123456."
        ) % {"least": SHORTEST, "most": LONGEST}

    def clean(self) -> dict:
        data = super().clean()
        if "pin" in data and "pin_again" in data and data["pin"] != data["pin_again"]:
            self.add_error("pin_again", _("The two PINs differ. Type the same digits twice."))
        return data


class OwnPinForm(PinForm):
    """Another PIN for the own account; whether the present one is right is the page's to ask."""

    present_pin = _digits(gettext_lazy("Present PIN"), "current-password")
    field_order = ("present_pin", "pin", "pin_again")
