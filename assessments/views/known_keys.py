"""The keys wards are known by: registered, their fingerprints, withdrawn."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from assessments.forms.district import NewKey, WithdrawKey
from assessments.models import KnownKey
from assessments.permissions import may_receive_reports
from assessments.reports.proof.keys import fingerprint
from assessments.selectors.received_reports import all_keys
from assessments.services import known_keys as service
from assessments.views.district import district_access
from cells.views.form_page import Crumb, FormPage


@login_required
@require_safe
def known_keys(request: HttpRequest) -> HttpResponse:
    district_access(request)
    keys = [(key, fingerprint(key.public_key)) for key in all_keys()]
    return render(request, "assessments/district/keys.html", {"keys": keys})


class _KeyPage(FormPage):
    def load(self, **ids) -> None:
        self.admit(seen=may_receive_reports(self.access))

    def crumbs(self) -> list[Crumb]:
        return [
            (_("Reports of wards"), reverse("assessments:district")),
            (_("Keys of wards"), reverse("assessments:known_keys")),
        ]

    def done_url(self) -> str:
        return reverse("assessments:known_keys")


class KnownKeyNew(_KeyPage):
    template_name = "assessments/district/key_new.html"
    form_class = NewKey
    heading = gettext_lazy("Register the key of a ward")
    intro = gettext_lazy(
        "The ward's office hands its public key over as a file. Read the fingerprint with the office over the telephone: "
        "it must be the same on both sides."
    )
    submit_label = gettext_lazy("Register the key")

    def serve(self, values: dict) -> HttpResponse | None:
        key = service.register_key(by=self.request.user, on=self.on, **values)
        self.done_message = _("Registered. Fingerprint to compare with the ward: %(mark)s") % {
            "mark": fingerprint(key.public_key)
        }
        return None


class KnownKeyWithdraw(_KeyPage):
    form_class = WithdrawKey
    heading = gettext_lazy("Withdraw the key")
    submit_label = gettext_lazy("Withdraw the key")
    danger = True

    def load(self, key_id: int) -> None:
        super().load()
        self.key = get_object_or_404(KnownKey, pk=key_id)
        if self.key.withdrawn_at:
            raise Http404
        self.intro = _(
            "%(ward)s, fingerprint %(mark)s: from now on this key vouches for no report. Reports received before "
            "that it signed are shown as signed with a withdrawn key: ask the ward for them anew."
        ) % {"ward": self.key.ward_name, "mark": fingerprint(self.key.public_key)}

    def serve(self, values: dict) -> HttpResponse | None:
        service.withdraw_key(by=self.request.user, key_id=self.key.pk, on=self.on, **values)
        self.done_message = _("The key of %(ward)s is withdrawn.") % {"ward": self.key.ward_name}
        return None
