"""Deeds for somebody who cannot get in: reset the second factor, end all sessions, lift a wait. Each with its reason."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cells.forms.second_factor import ReasonForm
from cells.services import account_security
from cells.views.accounts import AccountPage


class FactorReset(AccountPage):
    form_class = ReasonForm
    heading = gettext_lazy("Reset the second factor")
    submit_label = gettext_lazy("Reset")
    done_message = gettext_lazy("The second factor is reset; every session of the account has ended.")
    danger = True

    def load(self, account_id: int) -> None:
        super().load(account_id)
        self.intro = _(
            "For a lost phone or key, after you have seen %(name)s in person: app, passkeys and recovery codes are taken away, "
            "every session ends. At the next sign-in a new second factor is set up where the work needs one."
        ) % {"name": self.account.display_name}

    def serve(self, values: dict) -> None:
        account_security.reset_factor(by=self.request.user, account_id=self.account.pk, on=self.on, **values)


class SessionsEnd(AccountPage):
    form_class = ReasonForm
    heading = gettext_lazy("End all sessions of the account")
    submit_label = gettext_lazy("End all sessions")
    danger = True

    def load(self, account_id: int) -> None:
        super().load(account_id)
        self.intro = _(
            "For a stolen laptop or a forgotten desk: wherever %(name)s is signed in, the next click leads to the sign-in. "
            "What was typed there stays on the device. The password stays as it is; a new first password is given separately."
        ) % {"name": self.account.display_name}

    def serve(self, values: dict) -> None:
        ended = account_security.end_all_sessions(
            by=self.request.user, account_id=self.account.pk, on=self.on, **values
        )
        self.done_message = ngettext("%(count)d session ended.", "%(count)d sessions ended.", ended) % {"count": ended}


class WaitLift(AccountPage):
    form_class = ReasonForm
    heading = gettext_lazy("Lift the wait after wrong tries")
    submit_label = gettext_lazy("Lift the wait")
    done_message = gettext_lazy("The account can be signed in to at once.")

    def load(self, account_id: int) -> None:
        super().load(account_id)
        self.intro = _(
            "Password, PIN or code of %(name)s were typed wrong too often. Ask first whether it was really this person; a "
            "stranger who guesses would be let on."
        ) % {"name": self.account.display_name}

    def serve(self, values: dict) -> None:
        account_security.lift_wait(
            by=self.request.user, account_id=self.account.pk, on=self.on, now=timezone.now(), **values
        )
