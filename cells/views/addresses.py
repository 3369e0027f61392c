"""Where reminders go by e-mail: one's own address, and that of an account one manages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.forms.accounts import AddressForm
from cells.services.addresses import set_address
from cells.views.accounts import AccountPage
from cells.views.form_page import Crumb, FormPage


class OwnAddress(FormPage):
    """Everybody's own; nobody else's is told here."""

    form_class = AddressForm
    heading = gettext_lazy("My e-mail address")
    intro = gettext_lazy("Reminders of deadlines go there too. Without an address they stand in the portal only.")
    submit_label = gettext_lazy("Save")
    done_message = gettext_lazy("Saved.")

    def load(self) -> None:
        self.row = self.request.user

    def serve(self, values: dict) -> None:
        set_address(by=self.request.user, account_id=self.request.user.pk, on=self.on, **values)

    def crumbs(self) -> list[Crumb]:
        return []

    def done_url(self) -> str:
        return "/"


class AccountAddress(AccountPage):
    form_class = AddressForm
    submit_label = gettext_lazy("Save")
    done_message = gettext_lazy("Saved.")

    def load(self, account_id: int) -> None:
        super().load(account_id)
        self.row = self.account
        self.heading = _("E-mail address of %(name)s") % {"name": self.account.display_name}
        self.intro = OwnAddress.intro

    def serve(self, values: dict) -> None:
        set_address(by=self.request.user, account_id=self.account.pk, on=self.on, **values)
