"""People, their seats, headships and posts."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.forms.dates import DayField
from cells.forms.fields import PersonField, UnitField, revision_field
from cells.models import Collective, Member, Organization
from cells.vocabulary import Gender, ManagementLevel, MemberStatus


class MemberForm(forms.Form):
    """What is recorded of a Party member."""

    full_name = forms.CharField(label=_("Full name"), max_length=150)
    gender = forms.ChoiceField(label=_("Gender"), choices=Gender.choices, required=False)
    born_on = DayField(label=_("Date of birth"), required=False)
    ethnicity = forms.CharField(label=_("Ethnicity"), max_length=50, required=False)
    admitted_on = DayField(
        label=_("Admitted on"),
        required=False,
        help_text=_("Under six months before the grading date: reviewed, not graded."),
    )
    official_on = DayField(label=_("Full member since"), required=False)
    card_number = forms.CharField(label=_("Card number"), max_length=30, required=False)
    position = forms.CharField(
        label=_("Position"), max_length=200, required=False, help_text=_("As in the list, for example: Bí thư chi bộ.")
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    revision = revision_field()


class NewMemberForm(MemberForm):
    status = forms.ChoiceField(
        label=_("Standing"),
        choices=[(status, status.label) for status in (MemberStatus.ACTIVE, MemberStatus.PROBATIONARY)],
        help_text=_("Exemptions and suspensions are recorded on the person's page, with their document."),
    )
    field_order = ("full_name", "status")


class OutsiderForm(forms.Form):
    """A person outside the Party who sits or leads."""

    full_name = forms.CharField(label=_("Full name"), max_length=150)
    gender = forms.ChoiceField(label=_("Gender"), choices=Gender.choices, required=False)
    born_on = DayField(label=_("Date of birth"), required=False)
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    revision = revision_field()


class TransferForm(forms.Form):
    cell = forms.TypedChoiceField(label=_("Moves to the cell"), coerce=int)
    reason = forms.CharField(label=_("Decision or paper"), max_length=300, required=False)
    revision = revision_field()

    def __init__(self, *args, cells: Iterable[Organization], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cell"].choices = [("", "–"), *((cell.pk, cell.name) for cell in cells)]


class LeftForm(forms.Form):
    left_on = DayField(label=_("Left on"), help_text=_("The first day the person no longer belongs to the ward."))
    reason = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("Transferred (where to), deceased, taken off the list …")
    )
    revision = revision_field()


class BringBackForm(forms.Form):
    reason = forms.CharField(label=_("Why the person is here after all"), max_length=200)
    revision = revision_field()


class SeatForm(forms.Form):
    title = forms.CharField(
        label=_("Seat"), max_length=100, required=False, help_text=_("For example: Phó Bí thư, Ủy viên.")
    )
    from_date = DayField(label=_("From"), required=False, help_text=_("Empty: since the beginning."))
    to_date = DayField(
        label=_("To"), required=False, help_text=_("The first day the seat no longer counts. Empty: still held.")
    )


class NewSeatForm(SeatForm):
    def __init__(self, *args, people: Iterable[Member], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"] = PersonField(label=_("Person"), people=people)
        self.order_fields(["member", "title"])


class HeadshipForm(forms.Form):
    appointed_on = DayField(
        label=_("Appointed on"),
        help_text=_("Under three months before the grading date the head is not bound by the unit's grade."),
    )
    ended_on = DayField(
        label=_("Ended on"), required=False, help_text=_("The first day without. Empty: still heads it.")
    )
    main_duty = forms.TypedChoiceField(
        label=_("Is heading it the main duty?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
        help_text=_("“No” lifts the ceiling for the head of a Party unit; name the evidence (123-CV/ĐU 1(5))."),
    )
    main_duty_evidence = forms.CharField(
        label=_("Evidence"), max_length=300, required=False, help_text=_("Number and date of the decision or paper.")
    )
    exception = forms.CharField(
        label=_("Exception"),
        max_length=30,
        required=False,
        help_text=_("Code of an exception listed in the year's settings; the letter of 2021 lists none."),
    )


class NewHeadshipForm(HeadshipForm):
    def __init__(self, *args, people: Iterable[Member], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"] = PersonField(label=_("Person"), people=people)
        self.order_fields(["member"])


class PostForm(forms.Form):
    title = forms.CharField(label=_("Post"), max_length=150, help_text=_("As the decision names it."))
    management_level = forms.ChoiceField(
        label=_("Managed by"),
        choices=ManagementLevel.choices,
        widget=forms.RadioSelect,
        help_text=_("The cap on officers counts per management level (123-CV/ĐU 1(4))."),
    )
    from_date = DayField(label=_("From"), required=False)
    to_date = DayField(label=_("To"), required=False, help_text=_("The first day without. Empty: still held."))


class NewPostForm(PostForm):
    def __init__(
        self, *args, organizations: Iterable[Organization], collectives: Iterable[Collective], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(label=_("Unit"), organizations=organizations, collectives=collectives)
        self.order_fields(["title", "unit"])
