"""What a ward's papers print."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.forms.fields import revision_field
from cells.models import WardProfile

HINTS = {
    "superior_name": _("First line of the heading, for example: ĐẢNG BỘ QUẬN GÒ VẤP."),
    "committee_name": _("Second line of the heading, for example: ĐẢNG ỦY PHƯỜNG 11."),
    "deciding_body": _("Who decides the grades, as the decision names it."),
    "place": _("Before the date, for example: Phường 11."),
    "document_symbol": _("Behind the number of a document, for example: ĐU."),
    "signing_authority": _("For example: T/M BAN THƯỜNG VỤ."),
    "signatory_position": _("For example: PHÓ BÍ THƯ THƯỜNG TRỰC."),
    "receiving_body": _("Where the results go, for example: Ban Tổ chức Quận ủy."),
    "recipients": _("The list under “Nơi nhận”, one a line."),
}


class ProfileForm(forms.ModelForm):
    """The ward's name and profile. Saved by the service, never by the form."""

    name = forms.CharField(label=_("Name of the ward organization"), max_length=200)
    revision = revision_field()

    class Meta:
        model = WardProfile
        fields = (
            "superior_name",
            "committee_name",
            "deciding_body",
            "place",
            "document_symbol",
            "signing_authority",
            "signatory_position",
            "signatory_name",
            "receiving_body",
            "recipients",
        )
        help_texts = HINTS
        widgets = {"recipients": forms.Textarea(attrs={"rows": 4})}

    field_order = ("name", *Meta.fields)
