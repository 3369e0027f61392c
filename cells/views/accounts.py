"""Accounts of the ward: the list, one account, what may be done with it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cells.access import access_of
from cells.account_rights import may_grant, may_manage, ward_id_of
from cells.clock import today
from cells.forms.accounts import (
    AccountForm,
    CloseForm,
    ConfirmForm,
    EndMandateForm,
    HandOverForm,
    LinkForm,
    MandateForm,
)
from cells.models import Account, Mandate, Organization
from cells.roles import Role
from cells.selectors.accounts import (
    ACCOUNT_STATES,
    account_counts,
    account_lines,
    account_wards,
    deputies_of,
    find_accounts,
    principals_for,
    successors_for,
    units_without_secretary,
    visible_accounts,
    with_mandates,
)
from cells.selectors.journal import history_of
from cells.selectors.people import people_of_ward
from cells.selectors.sign_in import sign_in_facts
from cells.selectors.units import standing_units
from cells.services import accounts, mandates
from cells.views.form_page import Crumb, FormPage, SignedIn
from cells.views.slips import slips_page
from cells.vocabulary import ROLE_LABELS

PAGE_SIZE = 50
HISTORY_SHOWN = 30


def list_crumbs() -> list[Crumb]:
    return [(_("Accounts"), reverse("cells:account_list"))]


class AccountList(SignedIn, TemplateView):
    template_name = "cells/account_list.html"

    def load(self) -> None:
        self.admit(seen=bool(account_wards(self.access)))

    def get_context_data(self, **kwargs) -> dict:
        text = self.request.GET.get("q", "").strip()
        state = self.request.GET.get("state", "")
        found = find_accounts(self.access, text, state, self.on)
        page = Paginator(found, PAGE_SIZE).get_page(self.request.GET.get("page"))
        wards = list(Organization.objects.filter(pk__in=account_wards(self.access)).order_by("code"))
        return super().get_context_data(
            page_obj=page,
            lines=account_lines(self.access, page.object_list, self.on),
            text=text,
            state=state if state in ACCOUNT_STATES else "",
            query=urlencode({name: value for name, value in (("q", text), ("state", state)) if value}),
            wards=wards,
            waiting=[(ward, len(units_without_secretary(ward, self.on))) for ward in wards],
            counts=account_counts(self.access, self.on),
            **kwargs,
        )


class AccountDetail(SignedIn, TemplateView):
    template_name = "cells/account_detail.html"

    def load(self, account_id: int) -> None:
        self.account = get_object_or_404(with_mandates(visible_accounts(self.access)), pk=account_id)

    def get_context_data(self, **kwargs) -> dict:
        held = [
            (
                mandate,
                mandate.to_date is not None and mandate.to_date < self.on,
                self.account.pk not in self.access.hands and may_grant(self.access, mandate.role, ward_id_of(mandate)),
            )
            for mandate in self.account.mandates.all()
        ]
        manageable = may_manage(self.access, self.account, self.account.mandates.all(), self.on)
        return super().get_context_data(
            account=self.account,
            held=held,
            manageable=manageable,
            sign_in=sign_in_facts(self.account, self.on, timezone.now()) if manageable else None,
            is_own=self.account.pk == self.access.account_id,
            may_give=self.account.pk not in self.access.hands,
            deputies=[(one, one.to_date < self.on) for one in deputies_of(self.account)],
            history=history_of(self.account)[:HISTORY_SHOWN],
            crumbs=list_crumbs(),
            **kwargs,
        )


def roles_to_give(access, ward_ids) -> list[tuple[str, str]]:
    given = [role for role in Role if any(may_grant(access, role, pk) for pk in ward_ids)]
    return [(role.value, ROLE_LABELS[role]) for role in given if role is not Role.MEMBER]


class AccountNew(FormPage):
    form_class = AccountForm
    heading = gettext_lazy("New account")
    intro = gettext_lazy("The first password is shown once, on the slip that comes next.")
    submit_label = gettext_lazy("Make the account")

    def load(self, ward_id: int) -> None:
        self.admit(seen=ward_id in account_wards(self.access))
        self.ward = get_object_or_404(Organization, pk=ward_id)

    def get_form_kwargs(self) -> dict:
        organizations, collectives = standing_units(self.ward)
        return {
            **super().get_form_kwargs(),
            "roles": roles_to_give(self.access, [self.ward.pk]),
            "organizations": [one for one in organizations if one.kind != "agency"],
            "collectives": collectives,
            "people": people_of_ward(self.ward.pk, self.on),
            "principals": principals_for(self.access),
        }

    def get_initial(self) -> dict:
        return {"from_date": self.on, "role": Role.SECRETARY.value}

    def serve(self, values: dict) -> HttpResponse:
        unit = values.pop("unit")
        slip = accounts.create_account(
            by=self.request.user,
            role=Role(values.pop("role")),
            member_id=values.pop("member"),
            acts_for_id=values.pop("acts_for"),
            on=self.on,
            **unit,
            **values,
        )
        return slips_page(self.request, [slip], self.done_url())

    def crumbs(self) -> list[Crumb]:
        return list_crumbs()

    def done_url(self) -> str:
        return reverse("cells:account_list")


def seen_account(request: HttpRequest, account_id: int) -> Account:
    """An account within one's reach; 404 for everybody else."""
    return get_object_or_404(visible_accounts(access_of(request.user, today())), pk=account_id)


class AccountPage(FormPage):
    """Deeds on an account within one's reach; the own account and those above are refused."""

    def load(self, account_id: int) -> None:
        self.account = get_object_or_404(with_mandates(visible_accounts(self.access)), pk=account_id)
        self.held = list(self.account.mandates.all())
        self.admit(seen=True, allowed=may_manage(self.access, self.account, self.held, self.on))

    def ward_ids(self) -> set[int]:
        return {ward_id_of(mandate) for mandate in self.held}

    def crumbs(self) -> list[Crumb]:
        return [*list_crumbs(), (self.account.display_name, self.done_url())]

    def done_url(self) -> str:
        return reverse("cells:account_detail", args=[self.account.pk])


class PasswordReset(AccountPage):
    form_class = ConfirmForm
    heading = gettext_lazy("New first password")
    submit_label = gettext_lazy("Make a new slip")

    def load(self, account_id: int) -> None:
        super().load(account_id)
        self.intro = _(
            "%(name)s gets a new first password on a slip. The present password and open sessions end at once."
        ) % {"name": self.account.display_name}

    def serve(self, values: dict) -> HttpResponse:
        slip = accounts.reset_password(by=self.request.user, account_id=self.account.pk, on=self.on)
        return slips_page(self.request, [slip], self.done_url())


class HandOver(AccountPage):
    form_class = HandOverForm
    submit_label = gettext_lazy("Hand over")
    danger = True
    intro = gettext_lazy(
        "Every mandate of this account passes to the successor; the present holder keeps none of them."
    )

    @property
    def heading(self) -> str:
        return _("Hand over from %(name)s") % {"name": self.account.display_name}

    def get_form_kwargs(self) -> dict:
        ward_id = min(self.ward_ids())
        return {
            **super().get_form_kwargs(),
            "successors": successors_for(self.access, self.account, self.on),
            "people": people_of_ward(ward_id, self.on),
        }

    def get_initial(self) -> dict:
        return {"from_date": self.on}

    def serve(self, values: dict) -> HttpResponse | None:
        slip = accounts.hand_over(
            by=self.request.user,
            account_id=self.account.pk,
            successor_id=values.pop("successor"),
            member_id=values.pop("member"),
            on=self.on,
            **values,
        )
        if slip is not None:
            return slips_page(self.request, [slip], self.done_url())
        self.done_message = _("Handed over.")
        return None


class AccountActive(AccountPage):
    form_class = CloseForm

    def load(self, account_id: int) -> None:
        super().load(account_id)
        self.closing = self.account.is_active
        self.danger = self.closing
        names = {"name": self.account.display_name}
        self.heading = (
            _("Close the account of %(name)s") if self.closing else _("Open the account of %(name)s")
        ) % names
        self.submit_label = _("Close the account") if self.closing else _("Open the account")
        self.intro = _("It can no longer sign in; open sessions end at the next click.") if self.closing else ""

    def serve(self, values: dict) -> None:
        accounts.set_active(
            by=self.request.user, account_id=self.account.pk, active=not self.closing, on=self.on, **values
        )
        self.done_message = _("The account is closed.") if self.closing else _("The account is open again.")


class AccountLink(AccountPage):
    form_class = LinkForm
    heading = gettext_lazy("Which person of the ward is it?")
    intro = gettext_lazy("Nobody decides their own row: the portal needs to know whose account it is.")
    submit_label = gettext_lazy("Save")
    done_message = gettext_lazy("Saved.")

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "people": people_of_ward(min(self.ward_ids()), self.on)}

    def get_initial(self) -> dict:
        return {"member": self.account.member.code if self.account.member_id else ""}

    def serve(self, values: dict) -> None:
        accounts.link_member(by=self.request.user, account_id=self.account.pk, member_id=values["member"], on=self.on)


class MandateNew(FormPage):
    form_class = MandateForm
    submit_label = gettext_lazy("Give the mandate")
    done_message = gettext_lazy("The mandate is given.")

    def load(self, account_id: int) -> None:
        self.account = get_object_or_404(with_mandates(visible_accounts(self.access)), pk=account_id)
        if self.account.pk in self.access.hands:
            raise PermissionDenied
        reach = account_wards(self.access)
        own = sorted({ward_id_of(mandate) for mandate in self.account.mandates.all()} & reach)
        self.ward = Organization.objects.get(pk=own[0])

    @property
    def heading(self) -> str:
        return _("New mandate for %(name)s") % {"name": self.account.display_name}

    def get_form_kwargs(self) -> dict:
        organizations, collectives = standing_units(self.ward)
        return {
            **super().get_form_kwargs(),
            "roles": roles_to_give(self.access, [self.ward.pk]),
            "organizations": [one for one in organizations if one.kind != "agency"],
            "collectives": collectives,
            "principals": principals_for(self.access, self.account),
        }

    def get_initial(self) -> dict:
        return {"from_date": self.on, "role": Role.SECRETARY.value}

    def serve(self, values: dict) -> None:
        unit = values.pop("unit")
        mandates.grant_mandate(
            by=self.request.user,
            account_id=self.account.pk,
            acts_for_id=values.pop("acts_for"),
            on=self.on,
            **unit,
            **values,
        )

    def crumbs(self) -> list[Crumb]:
        return [*list_crumbs(), (self.account.display_name, self.done_url())]

    def done_url(self) -> str:
        return reverse("cells:account_detail", args=[self.account.pk])


class MandateEnd(FormPage):
    form_class = EndMandateForm
    heading = gettext_lazy("End a mandate")
    submit_label = gettext_lazy("End the mandate")
    done_message = gettext_lazy("The mandate is ended.")
    danger = True

    def load(self, mandate_id: int) -> None:
        seen = Mandate.objects.filter(account__in=visible_accounts(self.access))
        self.mandate = get_object_or_404(
            seen.select_related("account", "acts_for", "organization__ward", "collective__ward"), pk=mandate_id
        )
        allowed = may_grant(self.access, self.mandate.role, ward_id_of(self.mandate))
        self.admit(seen=True, allowed=allowed and self.mandate.account_id not in self.access.hands)
        unit = self.mandate.organization or self.mandate.collective
        words = _("%(name)s: %(role)s, %(unit)s.")
        if self.mandate.acts_for_id:
            words = _("%(name)s in the place of %(principal)s: %(role)s, %(unit)s.")
        self.intro = words % {
            "name": self.mandate.account.display_name,
            "principal": self.mandate.acts_for.display_name if self.mandate.acts_for_id else "",
            "role": self.mandate.get_role_display(),
            "unit": unit.name,
        }

    def get_initial(self) -> dict:
        return {"to_date": self.on}

    def serve(self, values: dict) -> None:
        mandates.end_mandate(by=self.request.user, mandate_id=self.mandate.pk, on=self.on, **values)

    def crumbs(self) -> list[Crumb]:
        return [*list_crumbs(), (self.mandate.account.display_name, self.done_url())]

    def done_url(self) -> str:
        return reverse("cells:account_detail", args=[self.mandate.account_id])
