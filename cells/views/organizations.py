"""Committees, cells, agencies: one unit, its form, its end; the cell's committee from the list's positions."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from cells.forms.units import CellCommitteeForm, DissolveForm, OrganizationForm
from cells.models import Organization
from cells.selectors.cell_committees import cells_to_complete
from cells.selectors.units import organization_page, parents_for, visible_organizations
from cells.services import cell_committees, organizations
from cells.views.form_page import Crumb, FormPage, SignedIn
from cells.views.wards import ward_crumb
from cells.vocabulary import OrganizationKind

NEW_HEADINGS = {
    OrganizationKind.COMMITTEE: gettext_lazy("New subordinate committee"),
    OrganizationKind.CELL: gettext_lazy("New cell"),
    OrganizationKind.AGENCY: gettext_lazy("New agency"),
}


def ward_of(unit) -> Organization:
    return unit if unit.ward_id is None else unit.ward


def unit_crumbs(unit) -> list[Crumb]:
    """ward › unit, for pages about something of the unit."""
    name = "cells:organization_detail" if isinstance(unit, Organization) else "cells:collective_detail"
    return [ward_crumb(ward_of(unit)), (unit.name, reverse(name, args=[unit.pk]))]


class OrganizationDetail(SignedIn, TemplateView):
    template_name = "cells/organization_detail.html"

    def load(self, organization_id: int) -> None:
        seen = visible_organizations(self.access).select_related("ward__profile", "parent", "profile")
        self.organization = get_object_or_404(seen, pk=organization_id)

    def get_context_data(self, **kwargs) -> dict:
        organization = self.organization
        return super().get_context_data(
            unit=organization,
            ward=ward_of(organization),
            page=organization_page(organization, self.on),
            is_cell=organization.kind == OrganizationKind.CELL,
            is_ward=organization.kind == OrganizationKind.WARD,
            may_edit=self.access.is_office(organization.ward_root_id),
            **kwargs,
        )


class OrganizationPage(FormPage):
    """Pages of the office about one organization."""

    def load(self, organization_id: int) -> None:
        self.row = get_object_or_404(visible_organizations(self.access).select_related("ward"), pk=organization_id)
        if self.row.kind == OrganizationKind.WARD:
            raise Http404
        self.admit(seen=True, allowed=self.access.is_office(self.row.ward_id))

    def crumbs(self) -> list[Crumb]:
        return unit_crumbs(self.row)

    def done_url(self) -> str:
        return reverse("cells:organization_detail", args=[self.row.pk])


class OrganizationNew(FormPage):
    form_class = OrganizationForm
    submit_label = gettext_lazy("Save")

    def load(self, ward_id: int, kind: str) -> None:
        self.ward = get_object_or_404(Organization, pk=ward_id, kind=OrganizationKind.WARD)
        if kind not in NEW_HEADINGS:
            raise Http404
        self.admit(seen=self.access.sees_ward(ward_id), allowed=self.access.is_office(ward_id))
        self.kind = OrganizationKind(kind)
        self.heading = NEW_HEADINGS[self.kind]

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "kind": self.kind, "parents": parents_for(self.ward, self.kind)}

    def serve(self, values: dict) -> None:
        values.pop("revision")
        made = organizations.create_organization(
            by=self.request.user, ward_id=self.ward.pk, kind=self.kind, values=values, on=self.on
        )
        self.done_message = _("%(name)s is entered.") % {"name": made.name}

    def crumbs(self) -> list[Crumb]:
        return [ward_crumb(self.ward)]

    def done_url(self) -> str:
        return ward_crumb(self.ward)[1]


class OrganizationEdit(OrganizationPage):
    form_class = OrganizationForm
    submit_label = gettext_lazy("Save")
    done_message = gettext_lazy("Saved.")

    @property
    def heading(self) -> str:
        return _("Change %(name)s") % {"name": self.row.name}

    def get_form_kwargs(self) -> dict:
        parents = parents_for(self.row.ward, self.row.kind)
        if all(parent.pk != self.row.parent_id for parent in parents):
            parents.append(self.row.parent)
        return {**super().get_form_kwargs(), "kind": self.row.kind, "parents": parents}

    def serve(self, values: dict) -> None:
        organizations.save_organization(
            by=self.request.user,
            organization_id=self.row.pk,
            revision=values.pop("revision"),
            values=values,
            on=self.on,
        )


class OrganizationDissolve(OrganizationPage):
    form_class = DissolveForm
    intro = gettext_lazy("It stays on record and can still be read; it takes no part in later years.")
    submit_label = gettext_lazy("Dissolve")
    danger = True

    @property
    def heading(self) -> str:
        return _("Dissolve %(name)s") % {"name": self.row.name}

    def fields_of(self, row: Organization) -> dict:
        return {}

    def serve(self, values: dict) -> None:
        organizations.dissolve_organization(by=self.request.user, organization_id=self.row.pk, on=self.on, **values)
        self.done_message = _("%(name)s is dissolved.") % {"name": self.row.name}


class CellCommitteeNew(OrganizationPage):
    form_class = CellCommitteeForm
    heading = gettext_lazy("Make the cell committee from the positions in the list")
    intro = gettext_lazy(
        "People whose position in the list is secretary, deputy secretary or committee member get a seat from that "
        "day; the secretary is recorded as head of the cell. Fewer than three make no committee, only the head is "
        "recorded."
    )
    submit_label = gettext_lazy("Make the committee")

    def load(self, organization_id: int) -> None:
        super().load(organization_id)
        if self.row.kind != OrganizationKind.CELL:
            raise Http404

    def get_initial(self) -> dict:
        return {}

    def serve(self, values: dict) -> None:
        made = cell_committees.cell_committee_from_positions(
            by=self.request.user, cell_id=self.row.pk, on=self.on, **values
        )
        if made.collective:
            self.done_message = _("%(name)s is made. Check its seats.") % {"name": made.collective.name}
        else:
            self.done_message = _(
                "The head is recorded. The list names fewer than three people, so no committee is made."
            )


class CellCommitteesNew(FormPage):
    """All cells at once: what the list names for each, one date, one confirmation."""

    template_name = "cells/cell_committees.html"
    form_class = CellCommitteeForm
    heading = gettext_lazy("Committees and heads of the cells, from the positions in the list")
    intro = gettext_lazy("Cells that have neither a committee nor a head yet, and what the member list names for them.")
    submit_label = gettext_lazy("Make them all")

    def load(self, ward_id: int) -> None:
        self.ward = get_object_or_404(Organization, pk=ward_id, kind=OrganizationKind.WARD)
        self.admit(seen=self.access.sees_ward(ward_id), allowed=self.access.is_office(ward_id))

    def get_context_data(self, **kwargs) -> dict:
        waiting = cells_to_complete(self.ward)
        return super().get_context_data(
            waiting=waiting, able=[named for named in waiting if not named.hindrance], **kwargs
        )

    def serve(self, values: dict) -> None:
        made = cell_committees.complete_cells_from_positions(
            by=self.request.user, ward_id=self.ward.pk, on=self.on, **values
        )
        words = ngettext("%(count)d cell has its head now.", "%(count)d cells have their heads now.", len(made))
        self.done_message = words % {"count": len(made)}

    def crumbs(self) -> list[Crumb]:
        return [ward_crumb(self.ward)]

    def done_url(self) -> str:
        return ward_crumb(self.ward)[1]
