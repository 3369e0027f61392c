"""First passwords on paper: shown in one answer, kept nowhere."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from cells.access import NotPermitted
from cells.forms.accounts import SecretaryRow
from cells.forms.fields import read_unit_key, unit_key
from cells.models import Organization
from cells.refusals import Refused
from cells.selectors.accounts import account_wards, units_without_secretary
from cells.services.accounts import NewAccount, Slip, create_accounts
from cells.vietnamese import fold
from cells.views.form_page import SignedIn


def slips_page(request: HttpRequest, slips: Sequence[Slip], back_url: str) -> HttpResponse:
    """The slips, in the answer to the POST that made them: no address shows them again."""
    context = {"slips": slips, "back_url": back_url, "address": request.build_absolute_uri("/")}
    response = render(request, "cells/slips.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


class SecretariesNew(SignedIn, View):
    """One line per cell or collective that has no secretary's account yet; the chosen ones are made at once."""

    template_name = "cells/secretaries_new.html"

    def load(self, ward_id: int) -> None:
        self.admit(seen=ward_id in account_wards(self.access))
        self.ward = get_object_or_404(Organization, pk=ward_id)
        self.waiting = units_without_secretary(self.ward, self.on)

    def forms(self) -> list[SecretaryRow]:
        return [
            SecretaryRow(
                self.request.POST if self.request.method == "POST" else None,
                prefix=unit_key(line.unit),
                waiting=line,
                initial={"make": True, "username": line.username, "display_name": line.display_name},
            )
            for line in self.waiting
        ]

    def get(self, request: HttpRequest, ward_id: int) -> HttpResponse:
        return self.page(self.forms(), [])

    def post(self, request: HttpRequest, ward_id: int) -> HttpResponse:
        forms = self.forms()
        if any(not form.is_valid() for form in forms):
            return self.page(forms, [])
        chosen = [form for form in forms if form.cleaned_data["make"]]
        if not chosen:  # with nothing left to choose the slips were reloaded: their passwords are not shown again
            return self.page(forms, [(_("Choose at least one cell or collective."), "")] if forms else [])
        try:
            slips = create_accounts(
                by=request.user, rows=[_row(form) for form in chosen], from_date=self.on, on=self.on
            )
        except NotPermitted as refused:
            raise Http404 from refused
        except Refused as refused:
            return self.refuse(forms, refused)
        return slips_page(request, slips, reverse("cells:account_list"))

    def refuse(self, forms: list[SecretaryRow], refused: Refused) -> HttpResponse:
        by_prefix = {form.prefix: form for form in forms}
        errors = []
        for refusal in refused.refusals:
            prefix, _dash, name = refusal.field.partition("-")
            form = by_prefix[prefix]
            if name in form.fields:
                form.add_error(name, refusal.message)
            errors.append((f"{form.waiting.unit.name}: {refusal.message}", f"id_{refusal.field}"))
        return self.page(forms, errors)

    def page(self, forms: list[SecretaryRow], errors: list[tuple[str, str]]) -> HttpResponse:
        context = {"ward": self.ward, "rows": forms, "errors": errors}
        return render(self.request, self.template_name, context)


def _row(form: SecretaryRow) -> NewAccount:
    values, head = form.cleaned_data, form.waiting.head
    is_head = head is not None and fold(values["display_name"]) == head.folded_name
    return NewAccount(
        username=values["username"],
        display_name=values["display_name"],
        member_id=head.pk if is_head else None,
        key=form.prefix,
        **read_unit_key(form.prefix),
    )
