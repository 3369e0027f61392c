"""The fields of one body's comment, with the levels of the subject's sheet."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.models import Opinion
from assessments.models.opinion import BODY_LABELS
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.review_forms import Sheet
from assessments.services.opinions import MAX_TEXT, OpinionValues
from cells.vocabulary import GivenGrade

NO_GRADE = ("", _("Proposes no grade"))


class OpinionForm(forms.Form):
    """bodies: codes that may comment on the subject. Whether it is complete is the service's to say."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    body = forms.ChoiceField(label=_("Whose comment"))
    body_name = forms.CharField(
        label=_("Name of the body"),
        required=False,
        max_length=200,
        help_text=_(
            "For example: Chi ủy Khu phố 5, Trường Tiểu học Lê Đức Thọ. Of the own cell's committee: leave empty."
        ),
    )
    text = forms.CharField(
        label=_("Comment"),
        required=False,
        strip=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("As it stands on the paper: strengths, shortcomings, what the body proposes."),
    )
    grade = forms.ChoiceField(
        label=_("Grade the body proposes"), required=False, choices=[NO_GRADE, *GivenGrade.choices],
        widget=forms.RadioSelect,
    )  # fmt: skip
    document = forms.CharField(
        label=_("Number of the paper"), required=False, max_length=100, help_text=_("If it has one.")
    )
    signed_by = forms.CharField(label=_("Signed by"), required=False, max_length=150)
    dated_on = DayField(label=_("Date on the paper"), required=False)

    def __init__(self, *args, bodies: tuple[str, ...], sheet: Sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.fields["body"].choices = [(body, BODY_LABELS[body]) for body in bodies]
        lang = "en" if get_language() == "en" else "vi"
        for one in sheet.criteria:
            self.fields[f"level_{one.key}"] = forms.ChoiceField(
                label=f"{one.number}. {one.heading(lang)}",
                required=False,
                choices=[("", "–"), *LEVEL_CHOICES],
            )

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What every comment has; the levels stand apart."""
        return [self[name] for name in self.fields if not name.startswith("level_") and name != "revision"]

    @property
    def level_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("level_")]

    @property
    def has_levels(self) -> bool:
        return any(field.value() or field.errors for field in self.level_fields)

    def values(self) -> OpinionValues:
        data = self.cleaned_data
        return OpinionValues(
            body=data["body"],
            body_name=data["body_name"],
            text=data["text"],
            levels={one.key: data[f"level_{one.key}"] for one in self.sheet.criteria},
            grade=data["grade"],
            document=data["document"],
            signed_by=data["signed_by"],
            dated_on=data["dated_on"],
        )


def initial_of_opinion(opinion: Opinion) -> dict:
    """What a comment holds now, as the form's initial values."""
    names = ("revision", "body", "body_name", "text", "grade", "document", "signed_by", "dated_on")
    levels = {f"level_{key}": level for key, level in opinion.levels.items()}
    return {name: getattr(opinion, name) for name in names} | levels
