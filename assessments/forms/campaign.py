"""Setting up a review year: dates, special topics, the share of ballots, the example of the weights."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.forms.on_document import OnDocument
from assessments.models import Campaign
from assessments.models.fields import BALLOT_THRESHOLD_LABELS
from assessments.selectors.local_parameters import DEADLINES
from cells.forms.fields import WholeNumberField
from cells.vietnamese import tidy, tidy_text
from cells.vocabulary import GivenGrade

DATES = ("review_date", "grading_date", *DEADLINES)
THRESHOLDS = list(BALLOT_THRESHOLD_LABELS.items())


class CampaignDates(forms.Form):
    """The days of one review year; they must lie in the year itself or the year after."""

    review_date = DayField(
        label=_("Review date"), help_text=_("Who sits in a collective is counted on this day (123-CV/ĐU 1(1)).")
    )
    grading_date = DayField(
        label=_("Grading date"), help_text=_("Six months of membership or standing are counted up to this day.")
    )
    cell_deadline = DayField(label=_("Deadline of the cells"), help_text=_("The cell's file reaches the office."))
    office_deadline = DayField(label=_("Deadline of the office"), required=False)
    district_deadline = DayField(label=_("Deadline at the district"), required=False)

    def review_year(self) -> int | None:
        return self.cleaned_data.get("year")

    def clean(self) -> dict:
        values = super().clean()
        year = self.review_year()
        for name in DATES:
            day = values.get(name)
            if year and day and day.year not in (year, year + 1):
                words = gettext("This day lies in %(day_year)s; the year %(year)s is reviewed in %(year)s or %(next)s.")
                self.add_error(name, words % {"day_year": day.year, "year": year, "next": year + 1})
        return values


class NewCampaign(CampaignDates):
    """The first page: which year, and its days."""

    year = WholeNumberField(
        label=_("Review year"),
        min_value=2000,
        max_value=2100,
        help_text=_("The rules follow from the review year, never from today's date."),
    )
    field_order = ("year", *DATES)

    def values(self) -> dict:
        return {"year": self.cleaned_data["year"]} | {name: self.cleaned_data.get(name) for name in DATES}


class Deadlines(OnDocument):
    """What may still move once the year is open, on a document."""

    field_order = ("revision", "expected", *DEADLINES)
    cell_deadline = DayField(label=_("Deadline of the cells"), help_text=_("The cell's file reaches the office."))
    office_deadline = DayField(label=_("Deadline of the office"), required=False)
    district_deadline = DayField(label=_("Deadline at the district"), required=False)

    def values(self) -> dict:
        return {name: self.cleaned_data.get(name) for name in DEADLINES}


class CampaignSettings(OnDocument, CampaignDates):
    """Everything the office sets while the year is being prepared, but the topics and the weights."""

    field_order = ("revision", "expected", *DATES)
    ballot_threshold = forms.ChoiceField(
        label=_("A meeting proposes a grade when it has"), choices=THRESHOLDS, widget=forms.RadioSelect
    )

    def __init__(self, *args, year: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.fields["document"].label = gettext("Document that sets the deadlines: number and issuing body")
        self.fields["document"].help_text = gettext("If there is one already; it is kept with the deadlines.")

    def review_year(self) -> int:
        return self.year

    def values(self) -> dict:
        return {name: self.cleaned_data.get(name) for name in (*DATES, "ballot_threshold")}


class Weights(forms.Form):
    """The rate of each cell grade against the others (123-CV/ĐU 1(2)). The service checks that they fall."""

    excellent = WholeNumberField(min_value=0, max_value=1000)
    good = WholeNumberField(min_value=0, max_value=1000)
    fulfilled = WholeNumberField(min_value=0, max_value=1000)
    unfulfilled = WholeNumberField(min_value=0, max_value=1000)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for grade in GivenGrade:
            self.fields[grade.value].label = gettext("Cell graded “%(grade)s”") % {"grade": grade.label}
            self.fields[grade.value].widget.attrs["inputmode"] = "numeric"

    def values(self) -> dict[str, int]:
        return {grade: self.cleaned_data[grade] for grade in GivenGrade.values}


class ConfirmedWeights(OnDocument, Weights):
    """The weights on the committee's page."""

    field_order = ("revision", "expected", *GivenGrade.values)


class Topic(forms.Form):
    """One special topic of the year; an empty line is no topic."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Topic"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    text = forms.CharField(label=_("What to answer"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    citation = forms.CharField(label=_("Source"), required=False, max_length=100)
    drop = forms.BooleanField(label=_("Leave this topic out"), required=False)

    def clean(self) -> dict:
        values = super().clean()
        values["title"], values["text"] = tidy(values.get("title", "")), tidy_text(values.get("text", ""))
        if (values["text"] or values.get("citation")) and not values["title"] and not values.get("drop"):
            self.add_error("title", gettext("This topic has no title. Give it one, or leave the topic out."))
        return values


class TopicList(forms.BaseFormSet):
    """The list of topics, in order. A key once given stays: answers are stored under it."""

    def values(self) -> list[dict]:
        kept = [form.cleaned_data for form in self.forms if form.cleaned_data.get("title")]
        kept = [topic for topic in kept if not topic.get("drop")]
        taken = {topic["key"] for topic in kept if topic.get("key")}
        topics = []
        for topic in kept:
            key = topic.get("key") or _free_key(taken)
            taken.add(key)
            topics.append({"key": key, **{name: topic.get(name, "") for name in ("title", "text", "citation")}})
        return topics


Topics = forms.formset_factory(Topic, formset=TopicList, extra=2, max_num=40)


def _free_key(taken: set[str]) -> str:
    return next(key for number in range(1, 200) if (key := f"topic_{number}") not in taken)


def settings_of(campaign: Campaign) -> dict:
    """Initial values of the settings form."""
    return {name: getattr(campaign, name) for name in (*DATES, "ballot_threshold", "revision")}


def shown(value: object) -> str:
    """A value as the page of a stale edit shows it."""
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value or "")
