"""Changes after the opening: somebody comes, is admitted, moves, leaves, is exempted."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.dates import DayField
from assessments.forms.late_paper import Deed, PaperForm
from assessments.selectors.late_changes import gone_people
from assessments.services import late_changes
from assessments.services.late_changes import Former
from assessments.services.late_deed import Paper
from cells.clock import today
from cells.forms.fields import PersonField
from cells.vocabulary import Gender, MemberStatus

_ROSTER = ("full_name", "gender", "born_on", "ethnicity", "admitted_on", "official_on", "card_number", "position")


class RosterFields(PaperForm):
    """What the member list says of somebody new."""

    full_name = forms.CharField(label=gettext_lazy("Full name"), max_length=150)
    gender = forms.ChoiceField(label=gettext_lazy("Gender"), choices=Gender.choices, required=False)
    born_on = DayField(label=gettext_lazy("Date of birth"), required=False)
    ethnicity = forms.CharField(label=gettext_lazy("Ethnicity"), max_length=50, required=False)
    card_number = forms.CharField(label=gettext_lazy("Card number"), max_length=30, required=False)
    position = forms.CharField(label=gettext_lazy("Position"), max_length=200, required=False)

    def roster(self, values: dict) -> dict:
        return {name: values[name] for name in _ROSTER if name in values}


class TransferIn(RosterFields):
    admitted_on = DayField(label=gettext_lazy("Admitted on"), required=False)
    official_on = DayField(label=gettext_lazy("Full member since"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Standing"),
        choices=[(status, status.label) for status in (MemberStatus.ACTIVE, MemberStatus.PROBATIONARY)],
        widget=forms.RadioSelect,
        initial=MemberStatus.ACTIVE,
    )
    former_name = forms.CharField(
        label=gettext_lazy("Comes from: cell and Party organization"), max_length=200, required=False
    )
    former_since = DayField(
        label=gettext_lazy("Was there since"),
        required=False,
        help_text=gettext_lazy("Six months or more there: the old cell's comment is required (HD 21)."),
    )
    first = ("member", *_ROSTER, "cell", "status", "former_name", "former_since")

    def build(self) -> None:
        self.add_cell()
        self.fields["full_name"].required = False
        self.fields["member"] = PersonField(
            label=_("Known to the ward and left before"),
            people=gone_people(self.ward, today()),
            required=False,
            help_text=_("Only for somebody who comes back; leave empty for somebody new."),
        )

    def clean(self) -> dict:
        values = super().clean()
        if not values.get("member") and not values.get("full_name") and "member" not in self.errors:
            self.add_error("full_name", _("Enter the full name."))
        return values

    def deed(self, values: dict) -> Deed:
        return late_changes.transfer_in, {
            "cell_id": values["cell"],
            "member_id": values["member"],
            "values": self.roster(values),
            "status": values["status"],
            "former": Former(values["former_name"], values["former_since"]),
        }


class Admission(RosterFields):
    first = (*_ROSTER, "cell")

    def build(self) -> None:
        self.add_cell()
        self.fields["effective_on"].label = _("Admitted on")

    def deed(self, values: dict) -> Deed:
        return late_changes.admission, {"cell_id": values["cell"], "values": self.roster(values)}


class Move(PaperForm):
    since = DayField(
        label=gettext_lazy("In the old cell since"),
        required=False,
        help_text=gettext_lazy("Six months or more there: the old cell's comment is required (HD 21)."),
    )
    first = ("member", "cell", "since")

    def build(self) -> None:
        self.add_person(_("Person"))
        self.add_cell()
        self.fields["cell"].label = _("Moves to the cell")

    def deed(self, values: dict) -> Deed:
        return late_changes.move, {
            "member_id": values["member"],
            "cell_id": values["cell"],
            "since": values["since"],
        }


class Leaving(PaperForm):
    """Transfer out or death."""

    first = ("member",)
    service: Callable

    def build(self) -> None:
        self.add_person(_("Person"))
        self.fields["effective_on"].label = _("First day the person no longer belongs to the ward")

    def deed(self, values: dict) -> Deed:
        return type(self).service, {"member_id": values["member"]}


class TransferOut(Leaving):
    service = staticmethod(late_changes.transfer_out)


class Death(Leaving):
    service = staticmethod(late_changes.death)


class Exemption(PaperForm):
    to_date = DayField(label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: still holds."))
    first = ("member",)

    def build(self) -> None:
        self.add_person(_("Person"))

    def deed(self, values: dict) -> Deed:
        return _exempt, {"member_id": values["member"], "to_date": values["to_date"]}


def _exempt(*, by, campaign_id: int, paper: Paper, member_id: int, to_date, on):
    return late_changes.set_standing(
        by=by,
        member_id=member_id,
        status=MemberStatus.EXEMPT,
        from_date=paper.effective_on,
        to_date=to_date,
        source=paper.document,
        document_date=paper.document_date,
        note=paper.note,
        on=on,
    )
