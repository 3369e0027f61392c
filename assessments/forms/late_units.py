"""Changes after the opening: seats of a collective, heads, officers' posts."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.late_paper import Deed, PaperForm
from assessments.services import late_units
from assessments.services.late_units import NewHead
from cells.models import OfficerPost, Seat
from cells.selectors.units import standing_units
from cells.vocabulary import ManagementLevel

_HEADS_DUTY = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class SeatNew(PaperForm):
    title = forms.CharField(label=gettext_lazy("Seat"), max_length=100, required=False)
    first = ("collective", "member", "title")

    def build(self) -> None:
        self.add_person(_("Person"))
        self.fields["collective"] = forms.TypedChoiceField(
            label=_("Collective"),
            coerce=int,
            choices=[("", "–"), *((body.pk, body.name) for body in standing_units(self.ward)[1])],
        )

    def deed(self, values: dict) -> Deed:
        return late_units.add_seat, {
            "collective_id": values["collective"],
            "member_id": values["member"],
            "title": values["title"],
        }


class SeatEnd(PaperForm):
    first = ("seat",)

    def build(self) -> None:
        held = Seat.objects.filter(collective__ward=self.ward, to_date__isnull=True, collective__dissolved_on=None)
        held = held.select_related("collective", "member").order_by("collective__name", "member__sort_key", "pk")
        choices = [(seat.pk, f"{seat.collective.name}: {seat.member.full_name}") for seat in held]
        self.fields["seat"] = forms.TypedChoiceField(label=_("Seat"), coerce=int, choices=[("", "–"), *choices])
        self.fields["effective_on"].label = _("First day without the seat")

    def deed(self, values: dict) -> Deed:
        return late_units.end_seat, {"seat_id": values["seat"]}


class Headship(PaperForm):
    main_duty = forms.TypedChoiceField(
        label=gettext_lazy("Is heading it the main duty?"),
        choices=_HEADS_DUTY,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
        help_text=gettext_lazy(
            "“No” lifts the ceiling for the head of a Party unit; name the evidence (123-CV/ĐU 1(5))."
        ),
    )
    main_duty_evidence = forms.CharField(label=gettext_lazy("Evidence"), max_length=300, required=False)
    exception = forms.CharField(label=gettext_lazy("Exception"), max_length=30, required=False)
    first = ("unit", "member", "main_duty", "main_duty_evidence", "exception")

    def build(self) -> None:
        self.add_unit()
        self.add_person(
            _("New head"),
            required=False,
            help_text=_("Whoever heads it now ceases that day. Empty: nobody follows yet."),
        )

    def deed(self, values: dict) -> Deed:
        new = None
        if values["member"]:
            new = NewHead(values["member"], values["main_duty"], values["main_duty_evidence"], values["exception"])
        return late_units.change_head, {**values["unit"], "new": new}


class PostNew(PaperForm):
    title = forms.CharField(
        label=gettext_lazy("Post"), max_length=150, help_text=gettext_lazy("As the decision names it.")
    )
    management_level = forms.ChoiceField(
        label=gettext_lazy("Managed by"), choices=ManagementLevel.choices, widget=forms.RadioSelect, initial="ward"
    )
    first = ("member", "unit", "title", "management_level")

    def build(self) -> None:
        self.add_person(_("Person"))
        self.add_unit()

    def deed(self, values: dict) -> Deed:
        return late_units.add_post, {
            "member_id": values["member"],
            **values["unit"],
            "title": values["title"],
            "management_level": values["management_level"],
        }


class PostEnd(PaperForm):
    first = ("post",)

    def build(self) -> None:
        held = OfficerPost.objects.filter(member__ward=self.ward, to_date__isnull=True)
        held = held.select_related("member", "organization", "collective").order_by("member__sort_key", "pk")
        choices = [(post.pk, f"{post.member.full_name}: {post.title}, {post.unit.name}") for post in held]
        self.fields["post"] = forms.TypedChoiceField(label=_("Post"), coerce=int, choices=[("", "–"), *choices])
        self.fields["effective_on"].label = _("First day without the post")

    def deed(self, values: dict) -> Deed:
        return late_units.end_post, {"post_id": values["post"]}
