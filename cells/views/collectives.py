"""Collectives and their seats."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cells.forms.people import NewSeatForm, SeatForm
from cells.forms.units import CollectiveForm, DissolveForm, ReasonForm
from cells.models import Collective, Organization, Seat
from cells.selectors.people import people_of_ward
from cells.selectors.units import collective_page, standing_units, visible_collectives
from cells.services import collectives, seats
from cells.views.form_page import Crumb, FormPage, SignedIn
from cells.views.organizations import unit_crumbs
from cells.views.wards import ward_crumb
from cells.vocabulary import OrganizationKind


class CollectiveDetail(SignedIn, TemplateView):
    template_name = "cells/collective_detail.html"

    def load(self, collective_id: int) -> None:
        seen = visible_collectives(self.access).select_related("ward__profile", "organization")
        self.collective = get_object_or_404(seen, pk=collective_id)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            unit=self.collective,
            ward=self.collective.ward,
            page=collective_page(self.collective, self.on),
            on=self.on,
            may_edit=self.access.is_office(self.collective.ward_id),
            **kwargs,
        )


class CollectivePage(FormPage):
    """Pages of the office about one collective."""

    def load(self, collective_id: int) -> None:
        self.row = get_object_or_404(visible_collectives(self.access).select_related("ward"), pk=collective_id)
        self.admit(seen=True, allowed=self.access.is_office(self.row.ward_id))

    def crumbs(self) -> list[Crumb]:
        return unit_crumbs(self.row)

    def done_url(self) -> str:
        return reverse("cells:collective_detail", args=[self.row.pk])


class CollectiveNew(FormPage):
    form_class = CollectiveForm
    heading = gettext_lazy("New collective")
    submit_label = gettext_lazy("Save")

    def load(self, ward_id: int) -> None:
        self.ward = get_object_or_404(Organization, pk=ward_id, kind=OrganizationKind.WARD)
        self.admit(seen=self.access.sees_ward(ward_id), allowed=self.access.is_office(ward_id))

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "organizations": standing_units(self.ward)[0]}

    def serve(self, values: dict) -> None:
        values.pop("revision")
        self.made = collectives.create_collective(by=self.request.user, ward_id=self.ward.pk, values=values, on=self.on)
        self.done_message = _("%(name)s is entered. Now add its seats.") % {"name": self.made.name}

    def crumbs(self) -> list[Crumb]:
        return [ward_crumb(self.ward)]

    def done_url(self) -> str:
        made = getattr(self, "made", None)
        return reverse("cells:collective_detail", args=[made.pk]) if made else ward_crumb(self.ward)[1]


class CollectiveEdit(CollectivePage):
    form_class = CollectiveForm
    submit_label = gettext_lazy("Save")
    done_message = gettext_lazy("Saved.")

    @property
    def heading(self) -> str:
        return _("Change %(name)s") % {"name": self.row.name}

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "organizations": standing_units(self.row.ward)[0]}

    def serve(self, values: dict) -> None:
        collectives.save_collective(
            by=self.request.user, collective_id=self.row.pk, revision=values.pop("revision"), values=values, on=self.on
        )


class CollectiveDissolve(CollectivePage):
    form_class = DissolveForm
    intro = gettext_lazy("Its open seats and its headship end on the same day. It stays on record.")
    submit_label = gettext_lazy("Dissolve")
    danger = True

    @property
    def heading(self) -> str:
        return _("Dissolve %(name)s") % {"name": self.row.name}

    def fields_of(self, row: Collective) -> dict:
        return {}

    def serve(self, values: dict) -> None:
        collectives.dissolve_collective(by=self.request.user, collective_id=self.row.pk, on=self.on, **values)
        self.done_message = _("%(name)s is dissolved.") % {"name": self.row.name}


class SeatNew(CollectivePage):
    form_class = NewSeatForm
    heading = gettext_lazy("New seat")
    submit_label = gettext_lazy("Save the seat")

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "people": people_of_ward(self.row.ward_id, self.on)}

    def late_about(self) -> dict:
        return {"ward_id": self.row.ward_id, "kind": "seat", "collective": self.row.pk}

    def get_initial(self) -> dict:
        return {"from_date": self.row.established_on}

    def serve(self, values: dict) -> None:
        seat = seats.add_seat(
            by=self.request.user,
            collective_id=self.row.pk,
            member_id=values.pop("member"),
            on=self.on,
            **values,
        )
        self.done_message = _("%(name)s has a seat.") % {"name": seat.member.full_name}


class SeatPage(FormPage):
    """Pages of the office about one seat."""

    def load(self, seat_id: int) -> None:
        seen = Seat.objects.filter(collective__in=visible_collectives(self.access))
        self.seat = get_object_or_404(seen.select_related("collective__ward", "member"), pk=seat_id)
        self.admit(seen=True, allowed=self.access.is_office(self.seat.collective.ward_id))

    def late_about(self) -> dict:
        return {"ward_id": self.seat.collective.ward_id, "kind": "seat_end", "seat": self.seat.pk}

    def crumbs(self) -> list[Crumb]:
        return unit_crumbs(self.seat.collective)

    def done_url(self) -> str:
        return reverse("cells:collective_detail", args=[self.seat.collective_id])


class SeatEdit(SeatPage):
    form_class = SeatForm
    template_name = "cells/seat_edit.html"
    submit_label = gettext_lazy("Save the seat")
    done_message = gettext_lazy("The seat is saved.")

    @property
    def heading(self) -> str:
        return _("Seat of %(name)s") % {"name": self.seat.member.full_name}

    def get_initial(self) -> dict:
        return {"title": self.seat.title, "from_date": self.seat.from_date, "to_date": self.seat.to_date}

    def serve(self, values: dict) -> None:
        seats.change_seat(by=self.request.user, seat_id=self.seat.pk, on=self.on, **values)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(withdraw_url=reverse("cells:seat_withdraw", args=[self.seat.pk]), **kwargs)


class SeatWithdraw(SeatPage):
    form_class = ReasonForm
    intro = gettext_lazy(
        "Only for a mistake: the seat disappears, the journal keeps it. To end a seat, give it an end date."
    )
    submit_label = gettext_lazy("Take back")
    done_message = gettext_lazy("The seat is taken back.")
    danger = True

    @property
    def heading(self) -> str:
        return _("Take back the seat of %(name)s") % {"name": self.seat.member.full_name}

    def serve(self, values: dict) -> None:
        seats.withdraw_seat(by=self.request.user, seat_id=self.seat.pk, on=self.on, **values)
