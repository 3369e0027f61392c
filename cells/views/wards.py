"""The ward: its units on one page, its profile."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView, TemplateView

from cells.forms.wards import ProfileForm
from cells.models import Organization, WardProfile
from cells.selectors.units import seen_wards, units_of_ward, visible_collectives, visible_organizations
from cells.services import wards
from cells.views.form_page import Crumb, FormPage, SignedIn
from cells.vocabulary import OrganizationKind

ward_home = RedirectView.as_view(pattern_name="cells:organization_list", query_string=True)


def ward_crumb(ward: Organization) -> Crumb:
    return ward.name, f"{reverse('cells:organization_list')}?ward={ward.pk}"


class OrganizationList(SignedIn, TemplateView):
    """All units of the ward for office and committee; their own for secretaries."""

    template_name = "cells/organization_list.html"

    def load(self) -> None:
        ids = set(seen_wards(self.access))
        ids |= set(visible_organizations(self.access).exclude(ward=None).values_list("ward_id", flat=True).distinct())
        ids |= set(visible_collectives(self.access).values_list("ward_id", flat=True).distinct())
        self.wards = list(Organization.objects.filter(pk__in=ids).order_by("code"))
        wanted = self.request.GET.get("ward", "")
        chosen = [ward for ward in self.wards if str(ward.pk) == wanted] if wanted else self.wards[:1]
        if not chosen:
            raise Http404
        self.ward = chosen[0]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            ward=self.ward,
            wards=self.wards if len(self.wards) > 1 else [],
            units=units_of_ward(self.access, self.ward, self.on, dissolved="dissolved" in self.request.GET),
            shows_dissolved="dissolved" in self.request.GET,
            may_edit=self.access.is_office(self.ward.pk),
            sees_ward=self.access.sees_ward(self.ward.pk),
            **kwargs,
        )


class Profile(FormPage):
    form_class = ProfileForm
    heading = _("What the ward's papers print")
    intro = _("Heading, signature and recipients of every paper come from here.")
    submit_label = _("Save")
    done_message = _("The profile is saved.")

    def load(self, ward_id: int) -> None:
        self.ward = get_object_or_404(Organization, pk=ward_id, kind=OrganizationKind.WARD)
        self.admit(seen=self.access.sees_ward(ward_id), allowed=self.access.is_office(ward_id))
        self.row = get_object_or_404(WardProfile.objects.select_related("ward"), ward_id=ward_id)
        self.journal_subject = self.ward

    def get_form_kwargs(self) -> dict:
        # The form works on a copy: what is typed must not look saved when the service refuses it.
        return {**super().get_form_kwargs(), "instance": WardProfile(pk=self.row.pk)}

    def fields_of(self, row: WardProfile) -> dict:
        return {"name": row.ward.name, **{name: getattr(row, name) for name in ProfileForm.Meta.fields}}

    def serve(self, values: dict) -> None:
        name, revision = values.pop("name"), values.pop("revision")
        wards.save_profile(
            by=self.request.user, ward_id=self.ward.pk, name=name, values=values, revision=revision, on=self.on
        )

    def crumbs(self) -> list[Crumb]:
        return [ward_crumb(self.ward)]

    def done_url(self) -> str:
        return ward_crumb(self.ward)[1]
