"""Choosing a paper to attach; taking one out again."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.models.attachment import ATTACHMENT_KIND_LABELS
from assessments.services.attachments import MAX_REASON
from cells.paper_files import ENDINGS, too_large

#: What a browser offers first; the service looks at the bytes.
ACCEPT = ",".join([*ENDINGS, *(ending for endings in ENDINGS.values() for ending in endings)])


class AttachForm(forms.Form):
    """kinds: what a paper may be here. Only the size is looked at before the file is taken into memory."""

    kind = forms.ChoiceField(label=_("Kind of paper"), widget=forms.RadioSelect)
    upload = forms.FileField(
        label=_("Scan, photo, PDF or Word file"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_(
            "JPEG, PNG, PDF or .docx without macros; at most 10 MB. A paper of several pages: one PDF, or a photo each."
        ),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty (0 bytes). Choose it again."),
        },
    )

    def __init__(self, *args, kinds: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, ATTACHMENT_KIND_LABELS[kind]) for kind in kinds]
        self.fields["kind"].initial = kinds[0]

    def clean_upload(self):
        file = self.cleaned_data["upload"]
        if file.size > settings.ATTACHMENT_MAX_BYTES:
            raise ValidationError(too_large().refusals[0].message)
        return file


class WithdrawAttachment(forms.Form):
    """Whether a reason is given is the service's to ask."""

    reason = forms.CharField(label=_("Why it is withdrawn"), required=False, max_length=MAX_REASON)
