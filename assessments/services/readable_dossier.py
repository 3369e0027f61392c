"""The frozen ground must make a dossier that the rules' reader accepts; what it does not is said in the office's words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.models import Campaign
from assessments.rules import DossierFaults, Rule, read_dossier, rule_set
from assessments.selectors.facts import dossier_dict
from assessments.selectors.finding_words import page_language
from cells.refusals import Refusal, Refused


def refuse_unreadable(campaign: Campaign) -> None:
    """Raises Refused with every fault. Inside the transaction of the deed, so that nothing of it stays."""
    dossier = dossier_dict(campaign)
    refusals = list(_unlisted_exceptions(campaign, dossier))
    if not refusals:
        try:
            read_dossier(dossier)
        except DossierFaults as faults:
            refusals = [Refusal(line) for line in faults.lines(page_language())]
    if refusals:
        raise Refused(*refusals)


def _unlisted_exceptions(campaign: Campaign, dossier: dict) -> Iterator[Refusal]:
    """Headships of the ground know no year: only here does it show whether the year lists their exception (F1 (3))."""
    listed = {entry["code"] for entry in campaign.parameters.get("head_exceptions", ())}
    names = {member["code"]: member.get("name") or member["code"] for member in dossier.get("members", ())}
    message = _(
        "%(name)s is recorded as head under the exception %(code)s, which the parameters of %(year)s do not list. Have "
        "the standing committee list it there, or correct the headship."
    )
    clause = str(rule_set(campaign.rule_set).cite(Rule.HEAD_ABOVE_UNIT))
    for head in dossier.get("heads", ()):
        code = head.get("exception")
        if code and code not in listed:
            told = {"name": names.get(head["member"], head["member"]), "code": code, "year": campaign.year}
            yield Refusal(message % told, "", clause)
