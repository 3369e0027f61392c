"""Choosing a workbook."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class WorkbookForm(forms.Form):
    """One .xlsx file. It is read by the service; here only its size is looked at, before it is taken into memory."""

    workbook = forms.FileField(
        label=_("Workbook (.xlsx)"),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
        error_messages={
            "required": _("Choose the workbook."),
            "empty": _("The file is empty (0 bytes). Choose the workbook again."),
        },
    )

    def clean_workbook(self):
        file = self.cleaned_data["workbook"]
        if file.size > settings.ROSTER_MAX_BYTES:
            raise ValidationError(
                gettext("The file is larger than %(limit)s MB. Remove pictures and other sheets, then try again.")
                % {"limit": settings.ROSTER_MAX_BYTES // (1024 * 1024)}
            )
        return file
