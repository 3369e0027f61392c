"""People: the list with its search, one person, and what the office does to one."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cells.access import visible_members
from cells.forms.people import BringBackForm, LeftForm, MemberForm, NewMemberForm, OutsiderForm, TransferForm
from cells.models import Member, Organization
from cells.selectors.people import cells_to_choose, find_members, person_page
from cells.selectors.units import seen_wards, standing_cells
from cells.services import members
from cells.views.form_page import Crumb, FormPage, SignedIn
from cells.views.wards import ward_crumb
from cells.vocabulary import MemberStatus, OrganizationKind

PAGE_SIZE = 50


class MemberList(SignedIn, TemplateView):
    template_name = "cells/member_list.html"

    def load(self) -> None:
        self.admit(seen=bool(self.access.cells or seen_wards(self.access)))

    def get_context_data(self, **kwargs) -> dict:
        asked = {name: self.request.GET.get(name, "").strip() for name in ("q", "cell", "status")}
        left = "left" in self.request.GET
        found = find_members(
            self.access, self.on, left=left, text=asked["q"], cell=asked["cell"], status=asked["status"]
        )
        page = Paginator(found, PAGE_SIZE).get_page(self.request.GET.get("page"))
        kept = {name: value for name, value in {**asked, "left": "1" if left else ""}.items() if value}
        offices = [pk for pk in sorted(self.access.ward_ids()) if self.access.is_office(pk)]
        return super().get_context_data(
            page_obj=page,
            people=page.object_list,
            asked=asked,
            left=left,
            query=urlencode(kept),
            cells=cells_to_choose(self.access),
            statuses=MemberStatus.choices,
            sees_ward=bool(seen_wards(self.access)),
            office_ward_id=offices[0] if offices else None,
            **kwargs,
        )


class MemberDetail(SignedIn, TemplateView):
    template_name = "cells/member_detail.html"

    def load(self, member_id: int) -> None:
        self.member = get_object_or_404(visible_members(self.access).select_related("cell", "ward"), pk=member_id)

    def get_context_data(self, **kwargs) -> dict:
        member = self.member
        page = person_page(member)
        return super().get_context_data(
            member=member,
            page=page,
            crumbs=list_crumbs(),
            year=page.years[0].year if page.years else self.on.year - (self.on.month < 7),
            may_edit=self.access.is_office(member.ward_id),
            has_left=member.has_left(self.on),
            **kwargs,
        )


def list_crumbs() -> list[Crumb]:
    return [(_("Members"), reverse("cells:member_list"))]


class MemberNew(FormPage):
    """A Party member of a cell, or (`outside`) somebody outside the Party."""

    submit_label = gettext_lazy("Save")
    outside = False

    def load(self, ward_id: int) -> None:
        self.ward = get_object_or_404(Organization, pk=ward_id, kind=OrganizationKind.WARD)
        self.admit(seen=self.access.sees_ward(ward_id), allowed=self.access.is_office(ward_id))
        self.heading = _("New person outside the Party") if self.outside else _("New member")
        if self.outside:
            self.intro = _("For people who sit in a collective or lead a unit without being Party members.")

    def get_form_class(self):
        return OutsiderForm if self.outside else NewMemberForm

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not self.outside:
            form.fields["cell"] = TransferForm(cells=standing_cells(self.ward.pk)).fields["cell"]
            form.fields["cell"].label = _("Cell")
            form.order_fields(["full_name", "cell", "status"])
        return form

    def get_initial(self) -> dict:
        return {"cell": self.request.GET.get("cell", "")}

    def late_about(self) -> dict:
        kind = {} if self.outside else {"kind": "transfer_in", "cell": self.request.GET.get("cell", "")}
        return {"ward_id": self.ward.pk} | kind

    def serve(self, values: dict) -> None:
        values.pop("revision")
        status = values.pop("status", MemberStatus.NON_MEMBER)
        self.made = members.create_member(
            by=self.request.user,
            ward_id=self.ward.pk,
            cell_id=values.pop("cell", None),
            values=values,
            status=status,
            on=self.on,
        )
        self.done_message = _("%(name)s is entered.") % {"name": self.made.full_name}

    def crumbs(self) -> list[Crumb]:
        return [ward_crumb(self.ward), *list_crumbs()]

    def done_url(self) -> str:
        made = getattr(self, "made", None)
        return reverse("cells:member_detail", args=[made.pk]) if made else reverse("cells:member_list")


class MemberPage(FormPage):
    """Pages of the office about one person. `late_kind`: the change after the opening it would be in an open year."""

    late_kind = ""

    def load(self, member_id: int) -> None:
        self.row = get_object_or_404(visible_members(self.access).select_related("ward", "cell"), pk=member_id)
        self.admit(seen=True, allowed=self.access.is_office(self.row.ward_id))

    def late_about(self) -> dict:
        return {"ward_id": self.row.ward_id, "kind": self.late_kind, "member": self.row.pk}

    def crumbs(self) -> list[Crumb]:
        return [*list_crumbs(), (self.row.full_name, self.done_url())]

    def done_url(self) -> str:
        return reverse("cells:member_detail", args=[self.row.pk])


class MemberEdit(MemberPage):
    submit_label = gettext_lazy("Save")
    done_message = gettext_lazy("Saved. A later import leaves what you changed alone.")

    @property
    def heading(self) -> str:
        return _("Change %(name)s") % {"name": self.row.full_name}

    def get_form_class(self):
        return MemberForm if self.row.cell_id else OutsiderForm

    def fields_of(self, row: Member) -> dict:
        return {name: getattr(row, name) for name in self.get_form_class().base_fields}

    def serve(self, values: dict) -> None:
        members.save_member(
            by=self.request.user, member_id=self.row.pk, revision=values.pop("revision"), values=values, on=self.on
        )


class MemberTransfer(MemberPage):
    form_class = TransferForm
    late_kind = "move"
    submit_label = gettext_lazy("Move to this cell")

    def load(self, member_id: int) -> None:
        super().load(member_id)
        if self.row.cell_id is None:
            raise Http404
        self.intro = _("Now in %(cell)s. A review year that is open keeps the person in the cell it began with.") % {
            "cell": self.row.cell.name
        }

    @property
    def heading(self) -> str:
        return _("Move %(name)s to another cell") % {"name": self.row.full_name}

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "cells": standing_cells(self.row.ward_id)}

    def fields_of(self, row: Member) -> dict:
        return {}

    def serve(self, values: dict) -> None:
        members.transfer_member(
            by=self.request.user,
            member_id=self.row.pk,
            cell_id=values["cell"],
            reason=values["reason"],
            revision=values["revision"],
            on=self.on,
        )
        self.done_message = _("%(name)s is moved.") % {"name": self.row.full_name}


class MemberLeft(MemberPage):
    form_class = LeftForm
    late_kind = "transfer_out"
    submit_label = gettext_lazy("Record that the person left")
    danger = True

    @property
    def heading(self) -> str:
        return _("%(name)s left the ward") % {"name": self.row.full_name}

    def fields_of(self, row: Member) -> dict:
        return {}

    def serve(self, values: dict) -> None:
        members.mark_left(by=self.request.user, member_id=self.row.pk, on=self.on, **values)
        self.done_message = _("%(name)s is no longer in the lists.") % {"name": self.row.full_name}


class MemberBringBack(MemberPage):
    form_class = BringBackForm
    late_kind = "transfer_in"
    submit_label = gettext_lazy("Put back into the lists")

    @property
    def heading(self) -> str:
        return _("%(name)s is here after all") % {"name": self.row.full_name}

    def fields_of(self, row: Member) -> dict:
        return {}

    def serve(self, values: dict) -> None:
        members.bring_back(by=self.request.user, member_id=self.row.pk, on=self.on, **values)
        self.done_message = _("%(name)s is in the lists again.") % {"name": self.row.full_name}
