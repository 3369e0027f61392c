"""Who did what: the office reads the journal of its ward."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cells.access import visible_wards
from cells.forms.dates import DayField
from cells.roles import Role
from cells.selectors.journal import entries_of_ward, head_of
from cells.selectors.journal_words import ACTIONS, THINGS, action_words, changes_of
from cells.views.form_page import SignedIn

PAGE_SIZE = 50


class JournalFilter(forms.Form):
    about = forms.CharField(label=_("About whom or what"), required=False)
    actor = forms.CharField(label=_("Done by"), required=False)
    action = forms.ChoiceField(label=_("What was done"), required=False)
    since = DayField(label=_("Since"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        words = sorted(((code, str(text)) for code, text in ACTIONS.items()), key=lambda pair: pair[1])
        self.fields["action"].choices = [("", _("everything")), *words]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name == "action" else "form-control"


class Journal(SignedIn, TemplateView):
    template_name = "cells/journal.html"

    def load(self) -> None:
        self.ward = visible_wards(self.access, Role.OFFICE, Role.COMMITTEE).order_by("code").first()
        if self.ward is None:
            raise Http404

    def get_context_data(self, **kwargs) -> dict:
        form = JournalFilter(self.request.GET or None)
        asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
        page = Paginator(entries_of_ward(self.ward.code, **asked), PAGE_SIZE).get_page(self.request.GET.get("page"))
        lines = [
            {
                "entry": entry,
                "action": action_words(entry.action),
                "thing": THINGS.get(entry.object_type, entry.object_type),
                "changes": changes_of(entry),
            }
            for entry in page.object_list
        ]
        kept = {name: self.request.GET.get(name, "") for name in asked}
        return super().get_context_data(
            ward=self.ward,
            head=head_of(self.ward.code),
            form=form,
            lines=lines,
            page_obj=page,
            query=urlencode(kept),
            **kwargs,
        )
