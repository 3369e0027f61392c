"""What the district hands in: a report's file, the key of a ward, a reason."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.reports.proof.reading import MOST_BYTES

_MEGABYTE = 1024 * 1024
_ACCEPTED = ".pdf,.json,application/pdf,application/json"


class ReportFile(forms.Form):
    """`replaces`: the received report that the page showed as standing; `reason`: why this one takes its place."""

    file = forms.FileField(
        label=_("Report (PDF) or dossier (JSON)"),
        widget=forms.ClearableFileInput(attrs={"accept": _ACCEPTED}),
        error_messages={
            "required": _("Choose the file, or drop it onto the field."),
            "empty": _("The file is empty (0 bytes). Choose it again."),
        },
    )
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why this report takes the place of the one that is here"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )

    def __init__(self, *args, supersedes: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not supersedes:
            del self.fields["reason"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                gettext("The file is larger than %(limit)s MB: no report is.") % {"limit": MOST_BYTES // _MEGABYTE}
            )
        return file


class SupersedeReport(forms.Form):
    """Receiving a report of this installation in the place of another."""

    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why this report takes the place of the one that is here"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NewKey(forms.Form):
    """The key as text or as file."""

    ward_code = forms.CharField(
        label=_("Code of the ward"), max_length=30, help_text=_("As its reports print it in their id, for example P11.")
    )
    ward_name = forms.CharField(label=_("Name of the ward's Party organization"), max_length=200)
    key = forms.CharField(
        label=_("Public key, pasted"),
        required=False,
        max_length=4000,
        help_text=_("The text of the file, or the 64 hexadecimal digits printed on the report's last page."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )
    key_file = forms.FileField(
        label=_("or as a file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".pem,.txt,text/plain"}),
    )

    def clean(self) -> dict:
        values = super().clean()
        file = values.pop("key_file", None)
        if file:
            values["key"] = file.read(4000).decode("ascii", "replace")
        if not values.get("key"):
            self.add_error("key", gettext("Paste the key, or choose its file."))
        return values


class WithdrawKey(forms.Form):
    reason = forms.CharField(
        label=_("Why the key is withdrawn"),
        max_length=300,
        help_text=_("For example: the ward has a new key; the old one may have been copied."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
