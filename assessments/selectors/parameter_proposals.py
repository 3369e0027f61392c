"""Other values of a year's own parameters on the campaign as it stands: what they are now, and what they would change."""

import hashlib
import json
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from functools import cached_property

from assessments.models import Campaign
from assessments.models.parameter_change import PARAMETER_LABELS
from assessments.rules import RuleSet, check, read_dossier, rule_set
from assessments.rules.differences import Difference
from assessments.selectors.facts import FORMAT, dossier_dict, dossier_digest, few_ballots, withhold
from assessments.selectors.local_parameters import LocalValues, value_text, values_of
from assessments.selectors.trials import TrialView, weights_of
from assessments.workflow import CampaignStage


@dataclass(frozen=True)
class Proposed(ABC):
    """Values of one page. `dossier`: the ward now; before opening only its frame."""

    campaign: Campaign
    dossier: dict

    @abstractmethod
    def now(self) -> dict[str, object]:
        """Name → value in force, as plain JSON values."""

    @abstractmethod
    def wanted(self) -> dict[str, object]:
        """Name → value that is tried."""

    @property
    @abstractmethod
    def dossier_then(self) -> dict:
        """The ward as it would stand with the values that are tried."""

    @property
    def rules(self) -> RuleSet:
        return rule_set(self.campaign.rule_set)

    @cached_property
    def changed(self) -> dict[str, tuple[object, object]]:
        """Name → (before, after) of each value that would change."""
        before, after = self.now(), self.wanted()
        return {name: (before[name], after[name]) for name in after if before[name] != after[name]}

    @property
    def fingerprint(self) -> str:
        """Of the ward as it was looked at and of the values that were tried on it."""
        values = json.dumps(self.wanted(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(f"{dossier_digest(self.dossier)} {values}".encode()).hexdigest()

    @cached_property
    def view(self) -> TrialView | None:
        """The answers now and then; None before opening. DossierFaults for values the reader refuses."""
        if self.campaign.stage == CampaignStage.PREPARING:
            return None
        few = few_ballots(self.campaign)
        dossiers = (withhold(read_dossier(dossier), few) for dossier in (self.dossier, self.dossier_then))
        now, then = (check(dossier, self.rules) for dossier in dossiers)
        return TrialView(now, then, (), ())

    @property
    def difference(self) -> Difference | None:
        return self.view.difference if self.view else None

    def told(self) -> list[tuple[str, str, str]]:
        """(label, before, after) of each value that would change, in words."""
        return [
            (str(PARAMETER_LABELS[name]), value_text(name, before), value_text(name, after))
            for name, (before, after) in self.changed.items()
        ]


@dataclass(frozen=True)
class Proposal(Proposed):
    """Percent and base of the cap, exceptions for heads, share of the ballots."""

    values: LocalValues

    def now(self) -> dict[str, object]:
        return values_of(self.campaign).plain()

    def wanted(self) -> dict[str, object]:
        return self.values.plain()

    @property
    def dossier_then(self) -> dict:
        return {**self.dossier, "parameters": self.values.parameters(self.rules)}


@dataclass(frozen=True)
class WeightsProposal(Proposed):
    """Quota weights; `weights` as the dossier carries them."""

    weights: dict[str, int]

    def now(self) -> dict[str, object]:
        return {"quota_weights": asdict(weights_of(self.campaign))}

    def wanted(self) -> dict[str, object]:
        return {"quota_weights": self.weights}

    @property
    def dossier_then(self) -> dict:
        return {**self.dossier, "quota_weights": self.weights}

    @property
    def must_be_looked_at(self) -> bool:
        """Other weights of an open year change quotas: they are shown before they are confirmed."""
        return bool(self.changed) and self.campaign.stage != CampaignStage.PREPARING


def propose(campaign: Campaign, values: LocalValues) -> Proposal:
    return Proposal(campaign, _dossier(campaign), values)


def propose_weights(campaign: Campaign, weights: dict[str, int]) -> WeightsProposal:
    return WeightsProposal(campaign, _dossier(campaign), weights)


def _dossier(campaign: Campaign) -> dict:
    """The ward; before opening a dossier without anybody in it, enough for the reader to judge the parameters."""
    if campaign.stage != CampaignStage.PREPARING:
        return dossier_dict(campaign)
    return {
        "format": FORMAT,
        "ruleset": campaign.rule_set,
        "year": campaign.year,
        "review_date": campaign.review_date.isoformat(),
        "grading_date": campaign.grading_date.isoformat(),
        "parameters": campaign.parameters,
        "organization": {"code": campaign.ward.code},
    }
