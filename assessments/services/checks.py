"""Run the rules over a campaign, and keep what they answered."""

from datetime import datetime

from assessments.models import Campaign, CheckRun
from assessments.rules import check, facts, rule_set
from assessments.selectors.facts import dossier_dict, dossier_digest, dossier_of, read_told
from cells.models import Account


def check_campaign(campaign: Campaign, grades: str = "working"):
    """(dossier, answer) of the campaign under its own rule set. Writes nothing."""
    dossier = dossier_of(campaign, grades)
    return dossier, check(dossier, rule_set(campaign.rule_set))


def store_check(*, by: Account, campaign: Campaign, purpose: str, grades: str, at: datetime):
    """Run and keep one check with its dossier; returns (CheckRun, dossier, answer)."""
    as_dict = dossier_dict(campaign, grades)
    dossier: facts.Dossier = read_told(campaign, as_dict)
    rules = rule_set(campaign.rule_set)
    answer = check(dossier, rules)
    run = CheckRun.objects.create(
        campaign=campaign,
        purpose=purpose,
        rule_set=campaign.rule_set,
        rule_set_digest=rules.digest(),
        dossier_digest=dossier_digest(as_dict),
        dossier=as_dict,
        answer=answer.as_dict(),
        by_name=by.signature,
        at=at,
    )
    return run, dossier, answer
