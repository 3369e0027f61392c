"""The fields of one self-critique, made from its form."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.forms.hints import answer_fields
from assessments.models import SelfCritique
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.review_forms import Form
from assessments.selectors.hints import PointRow
from assessments.services.self_critiques import CritiqueValues
from cells.forms.fields import TypedTextField
from cells.vocabulary import GivenGrade


class CritiqueForm(forms.Form):
    """Texts and levels by section, own grades, the revision. What is incomplete is the service's to say."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, form: Form, *args, points: Sequence[PointRow] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.form, self.points = form, points
        lang = "en" if get_language() == "en" else "vi"
        for section in form.sections:
            self.fields[f"text_{section.key}"] = TypedTextField(rows=5, label=section.heading(lang))
            if section.group:
                self.fields[f"level_{section.key}"] = _choice(LEVEL_CHOICES)
        self.fields |= answer_fields(points)
        self.fields["self_grade"] = _choice(GivenGrade.choices)
        if form.officer_grade:
            self.fields["self_grade_officer"] = _choice([("", _("No such grade")), *GivenGrade.choices])

    def values(self) -> CritiqueValues:
        data = self.cleaned_data
        return CritiqueValues(
            texts={section.key: data[f"text_{section.key}"] for section in self.form.sections},
            levels={section.key: data[f"level_{section.key}"] for section in self.form.rated},
            self_grade=data["self_grade"],
            self_grade_officer=data.get("self_grade_officer", ""),
            hint_answers={point.pk: data[f"hint_{point.pk}"] for point in self.points},
        )


def _choice(choices) -> forms.ChoiceField:
    widget = forms.RadioSelect(attrs={"class": "form-check-input"})
    return forms.ChoiceField(choices=choices, required=False, widget=widget)


def initial_of(critique: SelfCritique | None) -> dict:
    """What a critique holds now, as the form's initial values."""
    if critique is None:
        return {"revision": 0}
    initial = {
        "revision": critique.revision,
        "self_grade": critique.self_grade,
        "self_grade_officer": critique.self_grade_officer,
    }
    for answer in critique.answers.all():
        initial[f"text_{answer.section}"] = answer.text
        initial[f"level_{answer.section}"] = answer.level_self
    return initial
