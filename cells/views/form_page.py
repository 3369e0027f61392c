"""A page with one form and one service behind it: the same manners everywhere.

Strangers get 404, those who may see but not change 403; refusals stand at their fields; a stale save comes back
with everything typed, the current revision and both versions side by side.
"""

from datetime import date

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.views.generic import FormView

from cells.access import Access, NotPermitted, access_of
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.selectors.journal import last_change

Crumb = tuple[str, str]


class SignedIn(LoginRequiredMixin):
    """Loads what the page is about before anything else; `load` raises Http404 or PermissionDenied."""

    access: Access
    on: date

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.on = today()
        self.access = access_of(request.user, self.on)
        self.load(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def load(self, **ids) -> None:
        """Find the objects of the address."""

    def admit(self, *, seen: bool, allowed: bool = True) -> None:
        """404 to those who may not see, 403 to those who may see and not act."""
        if not seen:
            raise Http404
        if not allowed:
            raise PermissionDenied


class FormPage(SignedIn, FormView):
    """Subclasses give `load`, `heading`, `crumbs`, `fields_of` (initial values of a row), and the two below.

    serve(values) -> HttpResponse | None: calls the one service; a response replaces the redirect.
    done_url() -> str: where to go afterwards, and where "Cancel" leads.
    """

    template_name = "cells/form_page.html"
    heading: str | Promise = ""
    intro: str | Promise = ""
    submit_label: str | Promise = ""
    done_message: str | Promise = ""
    danger = False
    #: The row being edited, if any; its `revision` travels in the form.
    row: Model | None = None
    #: What the last change of the row is looked up under in the journal, where that is another thing than the row.
    journal_subject: Model | None = None

    def crumbs(self) -> list[Crumb]:
        return []

    def late_about(self) -> dict:
        """For pages of the ground whose change an open year does not follow by itself: `ward_id`, and what its own form
        is told: `kind`, `member`, `collective`, `unit`, `seat`, `post`, `cell`."""
        return {}

    def fields_of(self, row: Model) -> dict:
        """Initial values of the form, from the row as it stands."""
        return {name: getattr(row, name) for name in self.form_class.base_fields if hasattr(row, name)}

    def get_initial(self) -> dict:
        if self.row is None:
            return super().get_initial()
        return {**self.fields_of(self.row), "revision": getattr(self.row, "revision", None)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            response = self.serve(dict(form.cleaned_data))
        except Refused as refused:
            return self.refuse(form, refused)
        except StaleEdit as stale:
            return self.tell_stale(stale.current)
        except NotPermitted as refused:
            raise PermissionDenied(str(refused)) from refused
        if response is not None:
            return response
        if self.done_message:
            messages.success(self.request, self.done_message)
        return redirect(self.done_url())

    def refuse(self, form: forms.Form, refused: Refused) -> HttpResponse:
        for refusal in refused.refusals:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return self.form_invalid(form)

    def tell_stale(self, current: Model) -> HttpResponse:
        data = self.request.POST.copy()
        data["revision"] = current.revision
        form = self.get_form_class()(**{**self.get_form_kwargs(), "data": data})
        form.is_valid()
        stale = {
            **last_change(self.journal_subject or current),
            "changes": differences(form, self.fields_of(current)),
            "reload_url": self.request.path,
        }
        return self.render_to_response(self.get_context_data(form=form, stale=stale))

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            heading=self.heading,
            intro=self.intro,
            crumbs=self.crumbs(),
            late=self.late_about(),
            submit_label=self.submit_label,
            danger=self.danger,
            cancel_url=self.done_url(),
            **kwargs,
        )


def differences(form: forms.Form, current: dict) -> list[tuple[str, str, str]]:
    """(label, theirs, yours) of each field where what is saved now and what was typed differ."""
    rows = []
    for bound in form:
        if bound.is_hidden or bound.name not in current:
            continue
        theirs = _as_shown(bound, current[bound.name])
        yours = _as_shown(bound, bound.value())
        if theirs != yours:
            rows.append((str(bound.label), theirs, yours))
    return rows


def _as_shown(bound: forms.BoundField, value) -> str:
    if isinstance(bound.field, forms.BooleanField):
        value = bool(value) and value != "False"
    if isinstance(bound.field, forms.ChoiceField):
        return str(dict(_flat(bound.field.choices)).get("" if value is None else str(value), value or ""))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value).strip()


def _flat(choices) -> list[tuple[str, str]]:
    flat = []
    for value, label in choices:
        flat += [(str(key), text) for key, text in label] if isinstance(label, (list, tuple)) else [(str(value), label)]
    return flat
