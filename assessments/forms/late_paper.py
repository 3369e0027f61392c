"""What every change after the opening is asked: the day it takes effect and the document it rests on.

A form's `deed(values)` answers the service to call and what it is told beside the paper.
"""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.dates import DayField
from assessments.models import Campaign
from assessments.models.late_change import LATE_CHANGE_LABELS
from assessments.selectors.year_differences import SubjectKey
from assessments.services import late_changes
from assessments.services.late_deed import Paper
from cells.clock import today
from cells.forms.fields import PersonField, UnitField, person_text
from cells.models import Member
from cells.selectors.people import people_of_ward
from cells.selectors.units import standing_cells, standing_units

Deed = tuple[Callable, dict]


class PaperForm(forms.Form):
    """The day and the document every change rests on. `about`: names of fields → what the address said of them."""

    effective_on = DayField(label=gettext_lazy("Takes effect on"))
    document = forms.CharField(
        label=gettext_lazy("Document: number and issuing body"),
        max_length=250,
        help_text=gettext_lazy("For example 15-QĐ/ĐU, Ban Thường vụ Đảng ủy."),
    )
    document_date = DayField(label=gettext_lazy("Day of the document"))
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    #: Fields of this kind, asked before the paper.
    first: tuple[str, ...] = ()
    #: What each kind does; the form itself is of no kind.
    deed: Callable[[dict], Deed]

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.campaign, self.ward = campaign, campaign.ward
        self.fields["effective_on"].help_text = _(
            "The first day it holds. After %(day)s, the grading date, it changes the lists alone and not this year."
        ) % {"day": f"{campaign.grading_date:%d/%m/%Y}"}
        self.build()
        self.order_fields([*self.first, "effective_on", "document", "document_date", "note"])

    def build(self) -> None:
        """Add the fields that need the ward."""

    def paper(self) -> Paper:
        values = self.cleaned_data
        return Paper(values["effective_on"], values["document"], values["document_date"], values["note"])

    # --- fields the kinds share

    def add_person(self, label, **options) -> None:
        self.fields["member"] = PersonField(label=label, people=people_of_ward(self.ward.pk, today()), **options)

    def add_cell(self) -> None:
        self.fields["cell"] = forms.TypedChoiceField(
            label=_("Cell"),
            coerce=int,
            choices=[("", "–"), *((cell.pk, cell.name) for cell in standing_cells(self.ward.pk))],
        )

    def add_unit(self) -> None:
        organizations, collectives = standing_units(self.ward)
        self.fields["unit"] = UnitField(label=_("Unit"), organizations=organizations, collectives=collectives)

    def about(self, query: dict[str, str]) -> dict[str, object]:
        """Initial values from an address such as `?member=12&cell=3`."""
        initial: dict[str, object] = {}
        if "member" in self.fields and query.get("member", "").isdecimal():
            member = Member.objects.filter(ward=self.ward, pk=query["member"]).select_related("cell").first()
            if member is not None:
                initial["member"] = person_text(member)
        for name in ("cell", "collective", "unit", "seat", "post"):
            if name in self.fields and query.get(name):
                initial[name] = query[name]
        return initial


class TakeOver(PaperForm):
    """What the ground says already. `kinds`: what it may have been."""

    first = ("kind",)

    def __init__(self, *args, key: SubjectKey, kinds: tuple[str, ...], **kwargs) -> None:
        self.key, self.kinds = key, kinds
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        self.fields["kind"] = forms.ChoiceField(
            label=_("What it was"),
            choices=[(kind, LATE_CHANGE_LABELS[kind]) for kind in self.kinds],
            widget=forms.RadioSelect,
            initial=self.kinds[0],
        )

    def deed(self, values: dict) -> Deed:
        return late_changes.take_over, {"kind": values["kind"], "key": self.key}
