"""The forms of one page taken together, with what changed meanwhile when somebody else saved first."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from assessments.forms.campaign import (
    CampaignSettings,
    ConfirmedWeights,
    Deadlines,
    Topics,
    Weights,
    settings_of,
    shown,
)
from assessments.models import Campaign
from assessments.rules import rule_set
from assessments.workflow import CampaignStage

Change = tuple[str, str, str]


class SettingsPage:
    """Settings, weights and topics while the year is prepared; the deadlines alone once it is open."""

    def __init__(self, campaign: Campaign, data: QueryDict | None) -> None:
        self.campaign, self.data = campaign, data.copy() if data is not None else None
        data, self.weights, self.topics = self.data, None, None
        if campaign.stage != CampaignStage.PREPARING:
            self.form = Deadlines(data, initial=settings_of(campaign))
            return
        self.form = CampaignSettings(data, initial=settings_of(campaign), year=campaign.year)
        self.topics = Topics(data, initial=campaign.special_topics, prefix="topics")
        if rule_set(campaign.rule_set).quotas_issued.value:
            self.weights = Weights(data, initial=campaign.quota_weights, prefix="weights")

    @property
    def forms(self) -> list:
        topics = list(self.topics.forms) if self.topics is not None else []
        return [form for form in (self.form, self.weights, *topics) if form is not None]

    @property
    def has_errors(self) -> bool:
        return self.data is not None and not self.is_valid()

    def is_valid(self) -> bool:
        """Every part is asked, so that all errors show at once."""
        answers = [part.is_valid() for part in (self.form, self.weights, self.topics) if part is not None]
        return all(answers)

    @property
    def revision(self) -> int:
        return self.form.cleaned_data["revision"]

    def values(self) -> dict:
        values = self.form.values()
        if self.topics is not None:
            values["special_topics"] = self.topics.values()
        if self.weights is not None:
            values["quota_weights"] = self.weights.values()
        return values

    def expect(self, fingerprint: str) -> None:
        """The page carries what it shows."""
        self.data["expected"] = fingerprint

    def with_revision(self, revision: int) -> QueryDict:
        """What was typed, on top of the state as it is now."""
        return _with_revision(self.data, revision)

    def differences(self) -> list[Change]:
        """(label, theirs, yours) of every field that is not the same."""
        self.is_valid()
        typed = self.form.values()
        changes = [
            (str(self.form.fields[name].label), shown(getattr(self.campaign, name)), shown(typed[name]))
            for name in typed
            if typed[name] != getattr(self.campaign, name)
        ]
        if self.weights is not None:
            changes += _weight_changes(self.weights, self.campaign)
        if self.topics is not None and self.topics.values() != self.campaign.special_topics:
            theirs, yours = (
                "\n".join(topic["title"] for topic in topics)
                for topics in (self.campaign.special_topics, self.topics.values())
            )
            changes.append((_("Special topics"), theirs, yours))
        return changes


class WeightsPage:
    """The committee's page of weights."""

    def __init__(self, campaign: Campaign, data: QueryDict | None) -> None:
        self.campaign, self.data = campaign, data.copy() if data is not None else None
        data = self.data
        initial = campaign.quota_weights | {"revision": campaign.revision}
        self.form = ConfirmedWeights(data, initial=initial)

    def expect(self, fingerprint: str) -> None:
        """The page carries what it shows."""
        self.data["expected"] = fingerprint

    def with_revision(self, revision: int) -> QueryDict:
        return _with_revision(self.data, revision)

    def differences(self) -> list[Change]:
        self.form.is_valid()
        return _weight_changes(self.form, self.campaign)


def _with_revision(data: QueryDict, revision: int) -> QueryDict:
    data = data.copy()
    data["revision"], data["expected"] = str(revision), ""
    return data


def _weight_changes(form: Weights, campaign: Campaign) -> list[Change]:
    typed = form.values()
    return [
        (str(form.fields[grade].label), str(campaign.quota_weights.get(grade, "")), str(weight))
        for grade, weight in typed.items()
        if campaign.quota_weights.get(grade) != weight
    ]
