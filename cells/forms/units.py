"""Committees, cells, agencies, collectives; how a unit ends."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.forms.dates import DayField
from cells.forms.fields import WholeNumberField, revision_field
from cells.models import Organization
from cells.vocabulary import CellKind, CollectiveKind, OrganizationKind

CODE_HINT = _("Short and unique in the ward, for example KP03; papers and findings name the unit by it.")


class OrganizationForm(forms.Form):
    """One form for the three kinds; a cell also says its kind of base."""

    code = forms.CharField(label=_("Code"), max_length=30, help_text=CODE_HINT)
    name = forms.CharField(label=_("Name"), max_length=200)
    parent_id = forms.TypedChoiceField(label=_("Stands directly below"), coerce=int)
    cell_kind = forms.ChoiceField(label=_("Kind of base"), choices=[("", "–"), *CellKind.choices], required=False)
    established_on = DayField(
        label=_("Founded on"),
        required=False,
        help_text=_("Under six months before the grading date it is not graded. Left empty: long ago."),
    )
    position = WholeNumberField(
        label=_("Place in lists"), min_value=0, max_value=9999, required=False, help_text=_("1 stands first.")
    )
    revision = revision_field()

    def __init__(self, *args, kind: str, parents: Iterable[Organization], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_id"].choices = [(parent.pk, parent.name) for parent in parents]
        if kind != OrganizationKind.CELL:
            del self.fields["cell_kind"]
        if kind != OrganizationKind.CELL or len(self.fields["parent_id"].choices) == 1:
            # Only a cell may stand below a committee; elsewhere there is nothing to choose.
            self.fields["parent_id"].widget = forms.HiddenInput()
            self.fields["parent_id"].initial = self.fields["parent_id"].choices[0][0]

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0


class CollectiveForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=30, help_text=CODE_HINT)
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of collective"), choices=[("", "–"), *CollectiveKind.choices])
    organization_id = forms.TypedChoiceField(label=_("It leads"), coerce=int)
    established_on = DayField(
        label=_("Founded on"),
        required=False,
        help_text=_("Under six months before the grading date it is not graded (123-CV/ĐU 1(3)). Empty: long ago."),
    )
    revision = revision_field()

    def __init__(self, *args, organizations: Iterable[Organization], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization_id"].choices = [(one.pk, one.name) for one in organizations]


class DissolveForm(forms.Form):
    dissolved_on = DayField(label=_("Dissolved on"), help_text=_("The first day without it."))
    reason = forms.CharField(label=_("Reason, with the decision"), max_length=500)
    revision = revision_field()


class ReasonForm(forms.Form):
    """For taking back something entered by mistake."""

    reason = forms.CharField(label=_("Why it is taken back"), max_length=500)


class CellCommitteeForm(forms.Form):
    established_on = DayField(
        label=_("Elected on"), help_text=_("The day the present committee began: seats and headship count from it.")
    )
