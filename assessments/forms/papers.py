"""What the office types for a paper: its number and date, its own words; never a figure."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.dates import DayField
from assessments.models import Campaign, IssuedPaper
from assessments.reports.report_data import NARRATIVE_KEYS
from assessments.services.narratives import MAX_CHARACTERS, narrative_revision


class IssuePaper(forms.Form):
    """Number and date; the reason only where a copy stands. `replaces`: the copy that stood when the page was read."""

    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("Running number"),
        max_length=10,
        help_text=_("The running number alone, as in the register of outgoing papers."),
    )
    dated_on = DayField(label=_("Date of the paper"))
    reason = forms.CharField(
        label=_("Why a new copy takes the place of the old one"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, *args, standing: IssuedPaper | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        if standing is None:
            del self.fields["reason"]

    def values(self) -> dict:
        kept = self.cleaned_data
        return {
            "number": kept["number"],
            "dated_on": kept["dated_on"],
            "replaces": kept["replaces"],
            "reason": kept.get("reason", ""),
        }


class Narrative(forms.Form):
    """The parts in the office's own words; each line becomes a paragraph."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    situation = forms.CharField(
        label=_("Situation, leadership and direction of the review"),
        help_text=_("How the ward led the review this year. Each line becomes a paragraph."),
        required=False,
    )
    hints = forms.CharField(
        label=_("How the review hints were carried out"),
        help_text=_("Stands below the number of hints and of the points answered."),
        required=False,
    )
    remediation = forms.CharField(
        label=_("How earlier shortcomings were remedied"),
        help_text=_("Stands below the figures of the remediation plans."),
        required=False,
    )
    planning = forms.CharField(
        label=_("Review of the planning of cadres"),
        help_text=_("Stands below the figures of the summary submitted to the Party Committee."),
        required=False,
    )
    shortcomings = forms.CharField(label=_("Shortcomings and their causes"), required=False)
    proposals = forms.CharField(label=_("Proposals to the level above"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for key in NARRATIVE_KEYS:
            self.fields[key].widget = forms.Textarea(attrs={"rows": 8, "maxlength": MAX_CHARACTERS})

    def values(self) -> dict[str, str]:
        return {key: self.cleaned_data[key] for key in NARRATIVE_KEYS}


def narrative_initial(campaign: Campaign) -> dict:
    texts = {key: campaign.narrative.get(key, "") for key in NARRATIVE_KEYS}
    return texts | {"revision": narrative_revision(campaign)}


def issue_initial(standing: IssuedPaper | None, on: date) -> dict:
    return {"replaces": standing.pk if standing else None, "dated_on": on}
