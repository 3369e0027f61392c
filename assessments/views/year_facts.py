"""What the year says of each person of a cell, one page per cell; saves only the rows somebody touched."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from assessments.forms.year_facts import COLUMNS, FACT_NAMES, FactsForm, in_words, typed_values
from assessments.selectors.year_facts import FactsPage, facts_page
from assessments.services import year_facts
from assessments.services.year_facts import FactsRow, RowsNotSaved
from cells.access import NotPermitted
from cells.models import Organization
from cells.views.form_page import SignedIn
from cells.vocabulary import OrganizationKind

#: Beyond these no year record is kept.
YEARS = range(2000, 2101)
KINDS = (OrganizationKind.CELL, OrganizationKind.WARD)


class YearFacts(SignedIn, View):
    """`cell_id` is a cell's id, or the ward's for its people outside the Party (office only)."""

    template_name = "assessments/year_facts.html"

    def load(self, cell_id: int, year: int) -> None:
        unit = get_object_or_404(Organization.objects.select_related("ward"), pk=cell_id, kind__in=KINDS)
        self.admit(seen=year in YEARS)
        is_ward = unit.kind == OrganizationKind.WARD
        self.admit(seen=self.access.sees_ward(unit.pk) if is_ward else self.access.sees_cell(unit))
        self.facts: FactsPage = facts_page(unit, year)
        campaigns = [self.facts.campaign] if self.facts.campaign else []
        people = [member for member, _record in self.facts.people]
        self.may_edit = bool(people) and year_facts.may_record(self.request.user, people, campaigns, self.on)

    def forms(self, data=None) -> list[FactsForm]:
        return [FactsForm(data, member=member, facts=record) for member, record in self.facts.people]

    def get(self, request: HttpRequest, **ids) -> HttpResponse:
        return self.page(self.forms())

    def post(self, request: HttpRequest, **ids) -> HttpResponse:
        if not self.may_edit:
            raise PermissionDenied
        forms = self.forms(request.POST)
        touched = [form for form in forms if form.add_prefix("was") in form.data and form.was_touched()]
        if any(not form.is_valid() for form in touched):
            return self.page(forms, errors=_errors_of(touched))
        try:
            changed = year_facts.record_rows(
                by=request.user, year=self.facts.year, rows=[_row(form) for form in touched], on=self.on
            )
        except NotPermitted as refused:
            raise PermissionDenied(str(refused)) from refused
        except RowsNotSaved as refused:
            return self.refuse(forms, refused)
        message = ngettext("%(count)d row is saved.", "%(count)d rows are saved.", changed) % {"count": changed}
        messages.success(request, message) if changed else messages.info(request, _("Nothing was changed."))
        return redirect(request.path)

    def refuse(self, forms: list[FactsForm], refused: RowsNotSaved) -> HttpResponse:
        by_id = {form.member.pk: form for form in forms}
        for refusal in refused.refusals:
            member_id, _dash, name = refusal.field.partition("-")
            by_id[int(member_id)].add_error(name, str(refusal).split(": ", 1)[-1])
        errors = [(str(refusal), f"id_{refusal.field}") for refusal in refused.refusals]
        for member_id, current in refused.stale.items():
            form = by_id[member_id]
            form.theirs = _differences(form, current)
            form.carry_current(current)
            message = _("%(name)s: somebody else saved this row meanwhile. Compare, then save again or take theirs.")
            errors.append((message % {"name": form.member.full_name}, f"row_{member_id}"))
        return self.page(forms, errors=errors)

    def page(self, forms: list[FactsForm], errors=()) -> HttpResponse:
        context = {
            "facts": self.facts,
            "rows": forms,
            "columns": COLUMNS,
            "errors": list(errors),
            "may_edit": self.may_edit,
            "may_use_workbook": self.access.is_office(self.facts.ward.pk),
            "is_ward": self.facts.unit == self.facts.ward,
            "recorded": sum(form.facts is not None for form in forms),
            "years": (self.facts.year - 1, self.facts.year + 1),
        }
        return render(self.request, self.template_name, context)


def _row(form: FactsForm) -> FactsRow:
    return FactsRow(form.member.pk, form.values(), form.cleaned_data["revision"] or 0)


def _errors_of(forms: list[FactsForm]) -> list[tuple[str, str]]:
    return [
        (f"{form.member.full_name}: {form.fields[name].label}: {error}", form[name].id_for_label)
        for form in forms
        for name, errors in form.errors.items()
        for error in errors
    ]


def _differences(form: FactsForm, current) -> list[tuple[str, str, str]]:
    """(label, theirs, yours) where what is saved now and what was typed differ."""
    theirs, rows = typed_values(current), []
    for name in FACT_NAMES:
        typed = (form.data.get(form.add_prefix(name)) or "").strip()
        if typed != theirs[name]:
            field = form.fields[name]
            rows.append((field.label, in_words(field, theirs[name]), in_words(field, typed)))
    return rows
