"""The committee's page of the year's own parameters: values, exceptions for heads, and the document they rest on."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.campaign import THRESHOLDS
from assessments.forms.on_document import OnDocument
from assessments.models import Campaign
from assessments.models.parameter_change import PARAMETER_LABELS
from assessments.rules import CapBase, rule_set
from assessments.selectors.finding_words import page_language
from assessments.selectors.local_parameters import LocalValues, values_of
from assessments.selectors.parameter_proposals import propose
from cells.forms.fields import WholeNumberField
from cells.refusals import Refusal
from cells.vietnamese import tidy, tidy_text

_PREFIX = "exceptions"


class LocalParameters(OnDocument):
    """The values. The document is asked for when they are set."""

    field_order = ("revision", "expected", "cap_percent", "cap_base", "ballot_threshold")
    cap_percent = WholeNumberField(label=PARAMETER_LABELS["cap_percent"])
    cap_base = forms.ChoiceField(label=PARAMETER_LABELS["cap_base"], widget=forms.RadioSelect)
    ballot_threshold = forms.ChoiceField(
        label=PARAMETER_LABELS["ballot_threshold"], choices=THRESHOLDS, widget=forms.RadioSelect
    )

    def __init__(self, *args, campaign: Campaign, has_ballots: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        most = rule_set(campaign.rule_set).cap_percent.value
        self.fields["cap_percent"].help_text = gettext("From 1 to %(most)s.") % {"most": most}
        self.fields["cap_base"].choices = [(base.value, base.label(page_language())) for base in CapBase]
        if has_ballots:
            del self.fields["ballot_threshold"]


class HeadException(forms.Form):
    """One exception; a line left empty is none."""

    code = forms.CharField(label=_("Code"), required=False, max_length=30)
    text = forms.CharField(label=_("Words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    citation = forms.CharField(label=_("Source"), required=False, max_length=100)
    drop = forms.BooleanField(label=_("Take this exception away"), required=False)

    def clean(self) -> dict:
        values = super().clean()
        given = {name: tidy_text(values.get(name) or "") for name in ("code", "text", "citation")}
        if any(given.values()) and not values.get("drop"):
            for name in (name for name, text in given.items() if not text and name not in self.errors):
                self.add_error(name, gettext("Each exception needs its code, its words and its source."))
        return values | given


HeadExceptions = forms.formset_factory(HeadException, extra=1, max_num=20)


class ParametersPage:
    """The values and the exceptions taken together. `data` None: as they are in force."""

    def __init__(self, campaign: Campaign, data: QueryDict | None, *, has_ballots: bool) -> None:
        self.campaign, self.has_ballots = campaign, has_ballots
        self.data = data.copy() if data is not None else None
        current = values_of(campaign)
        initial = current.plain() | {"revision": campaign.revision}
        self.form = LocalParameters(self.data, initial=initial, campaign=campaign, has_ballots=has_ballots)
        # What was typed stands for itself: a line equal to one in force is not taken for an empty one.
        listed = list(current.head_exceptions) if self.data is None else None
        self.exceptions = HeadExceptions(self.data, initial=listed, prefix=_PREFIX)

    @property
    def forms(self) -> list[forms.Form]:
        return [self.form, *self.exceptions.forms]

    @property
    def has_errors(self) -> bool:
        return self.data is not None and not self.is_valid()

    def is_valid(self) -> bool:
        answers = [self.form.is_valid(), self.exceptions.is_valid()]
        return all(answers)

    def values(self) -> LocalValues:
        typed = self.form.cleaned_data
        kept = [line for line in (form.cleaned_data for form in self.exceptions.forms) if line and not line.get("drop")]
        return LocalValues(
            typed["cap_percent"],
            typed["cap_base"],
            tuple(
                {"code": tidy(line["code"]), "text": line["text"], "citation": tidy(line["citation"])}
                for line in kept
                if line.get("code")
            ),
            typed.get("ballot_threshold", self.campaign.ballot_threshold),
        )

    def take(self, refusals: Iterable[Refusal]) -> list[Refusal]:
        """Put each refusal at its field; give back those that belong to none."""
        left = []
        for refusal in refusals:
            if refusal.field in self.form.fields:
                self.form.add_error(refusal.field, str(refusal))
            else:
                left.append(refusal)
        return left

    def expect(self, fingerprint: str) -> None:
        """The page carries what it shows."""
        self.data["expected"] = fingerprint

    def on_top_of(self, campaign: Campaign) -> "ParametersPage":
        """What was typed, on the campaign as somebody else has left it meanwhile."""
        self.data["revision"], self.data["expected"] = str(campaign.revision), ""
        page = ParametersPage(campaign, self.data, has_ballots=self.has_ballots)
        page.is_valid()
        return page

    def differences(self) -> list[tuple[str, str, str]]:
        """(label, theirs, yours)"""
        return propose(self.campaign, self.values()).told()
