"""The year: set it up, open it (the roster is frozen into it)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign, ParameterChange, Review
from assessments.models.parameter_change import VERIFICATION_OVERRIDE
from assessments.rules import (
    ALL_RULE_SETS,
    NoRuleSetForYear,
    RuleSet,
    rule_set,
    rule_set_for_year,
)
from assessments.selectors.frozen_ground import member_facts_now
from assessments.selectors.local_parameters import DEADLINES, day_kept
from assessments.services import parameter_trail as trail
from assessments.services.carry_over import carry_over
from assessments.services.closed_years import refuse_closed
from assessments.services.freezing import Freezer, refreeze_review
from assessments.services.readable_dossier import refuse_unreadable
from assessments.services.weights import checked_weights
from assessments.workflow import CampaignStage, SubjectKind
from cells import clock
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account, Member, Organization
from cells.refusals import Refusal, Refused, StaleEdit
from cells.vietnamese import tidy, tidy_text
from cells.vocabulary import OrganizationKind

#: What the office may set while the campaign is being prepared.
EDITABLE = (
    "review_date",
    "grading_date",
    *DEADLINES,
    "special_topics",
    "quota_weights",
    "ballot_threshold",
)


def lock_campaign(campaign_id: int, *, closed_too: bool = False) -> Campaign:
    """The year's row, locked. Refused when the year is closed, unless the caller writes in closed years too."""
    campaign = Campaign.objects.select_for_update(of=("self",)).select_related("ward").get(pk=campaign_id)
    if not closed_too:
        refuse_closed(campaign)
    return campaign


@transaction.atomic
def create_campaign(*, by: Account, ward_id: int, values: dict, on: date) -> Campaign:
    """A campaign being prepared. The rule set follows from the review year; a year without one is refused.

    values: `year` and the EDITABLE fields. Raises NotPermitted, Refused.
    """
    ward = Organization.objects.select_for_update().get(pk=ward_id, kind=OrganizationKind.WARD)
    require(access_of(by, on).is_office(ward.pk), _("ward party office"))
    year = values["year"]
    if Campaign.objects.filter(ward=ward, year=year).exists():
        raise Refused(_("The review year %(year)s has already been created.") % {"year": year}, field="year")
    try:
        rules = rule_set_for_year(year)
    except NoRuleSetForYear as error:
        years = ", ".join(str(known) for rules in ALL_RULE_SETS.values() for known in rules.review_years)
        message = _("No rules ship for the review year %(year)s; the portal holds those of %(years)s.")
        raise Refused(message % {"year": year, "years": years}, field="year") from error
    campaign = Campaign(ward=ward, year=year, rule_set=rules.code, rule_set_digest=rules.digest())
    _set(campaign, values, EDITABLE)
    campaign.save()
    record(
        by=by,
        action="campaign.created",
        subject=campaign,
        ward_code=ward.code,
        after={"year": year, "rule_set": rules.code} | {name: getattr(campaign, name) for name in EDITABLE},
    )
    return campaign


@transaction.atomic
def save_campaign(
    *,
    by: Account,
    campaign_id: int,
    values: dict,
    revision: int,
    on: date,
    document: str = "",
    document_date: date | None = None,
) -> Campaign:
    """Change the settings of a year in preparation; an open year's deadlines move through `deadlines`.

    `document`: what the deadlines rest on, where one is there already. Raises NotPermitted, Refused, StaleEdit.
    """
    campaign = lock_campaign(campaign_id)
    require(access_of(by, on).is_office(campaign.ward_id), _("ward party office"))
    if campaign.revision != revision:
        raise StaleEdit(campaign)
    if campaign.stage != CampaignStage.PREPARING:
        raise Refused(_("The review year %(year)s has already been opened.") % {"year": campaign.year})
    before = {name: getattr(campaign, name) for name in EDITABLE}
    _hold_what_the_committee_set(campaign, values)
    _set(campaign, values, EDITABLE)
    campaign.revision += 1
    campaign.save()
    after = {name: getattr(campaign, name) for name in EDITABLE}
    changed = [name for name in EDITABLE if before[name] != after[name]]
    _keep_deadlines(by, campaign, before, tidy(document), document_date, on)
    record(
        by=by,
        action="campaign.saved",
        subject=campaign,
        ward_code=campaign.ward.code,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return campaign


def _hold_what_the_committee_set(campaign: Campaign, values: dict) -> None:
    """Once the committee has set the share of the ballots or the weights, only the committee changes them."""
    for name in ("ballot_threshold", "quota_weights"):
        changes = values.get(name) not in (None, getattr(campaign, name))
        confirmed = name == "quota_weights" and campaign.weights_confirmed_at is not None
        if changes and (confirmed or campaign.parameter_changes.filter(name=name).exists()):
            raise Refused(_("The standing committee has set this on a document and changes it itself."), field=name)


def _keep_deadlines(
    by: Account, campaign: Campaign, before: dict, document: str, document_date: date | None, on: date
) -> None:
    """Deadlines onto the trail, where their document is named; it must be once one of them rests on a document."""
    kept = {row.name: row.after for row in campaign.parameter_changes.filter(name__in=DEADLINES).order_by("pk")}
    now = {name: day_kept(getattr(campaign, name)) for name in DEADLINES}
    new = {name: (day_kept(before[name]), now[name]) for name in DEADLINES if now[name] != kept.get(name)}
    if not document and document_date is None and not (new and kept):
        return
    refusals = list(trail.paper_refusals(document, document_date, on))
    if refusals:
        raise Refused(*refusals)
    trail.keep(by=by, campaign=campaign, changed=new, document=document, day=document_date)


def _set(campaign: Campaign, values: dict, fields: tuple[str, ...]) -> None:
    for name in fields:
        if name in values:
            setattr(campaign, name, values[name])
    refusals = []
    if campaign.review_date > campaign.grading_date:
        refusals.append(Refusal(_("The review date must not lie after the grading date."), "review_date"))
    if campaign.quota_weights:
        campaign.quota_weights = checked_weights(campaign.quota_weights)
    refusals += deadline_refusals({name: getattr(campaign, name) for name in DEADLINES})
    if refusals:
        raise Refused(*refusals)


def deadline_refusals(days: Mapping[str, date | None]) -> list[Refusal]:
    """The later deadlines that lie before the cells'."""
    first = days["cell_deadline"]
    early = [name for name in DEADLINES[1:] if first and days[name] and days[name] < first]
    return [Refusal(_("This deadline must not lie before the cells' deadline."), name) for name in early]


@transaction.atomic
def open_campaign(*, by: Account, campaign_id: int, on: date, override: str = "") -> Campaign:
    """Freeze the roster into the campaign and open it to the cells. Raises NotPermitted, Refused.

    `override`: why the year is opened under rules last verified before it began; asked only then, and kept.
    The frozen ground must make a dossier that the rules' reader accepts; its faults are the refusals.
    """
    campaign = lock_campaign(campaign_id)
    require(access_of(by, on).is_office(campaign.ward_id), _("ward party office"))
    if campaign.stage != CampaignStage.PREPARING:
        raise Refused(_("The review year %(year)s has already been opened.") % {"year": campaign.year})
    rules = rule_set(campaign.rule_set)
    override = _override(campaign, rules, override)
    now = clock.now()
    freezer = Freezer(campaign, now, by.signature)
    if not freezer.has_cells:
        raise Refused(_("The ward has no cells yet: import the roster first."))
    freezer.freeze()
    carried = carry_over(campaign, freezer.reviews, by_name=by.signature, at=now)
    refuse_unreadable(campaign)
    campaign.rule_set_digest = rules.digest()
    campaign.stage = CampaignStage.OPEN
    campaign.opened_at, campaign.opened_by = now, by.signature
    campaign.revision += 1
    campaign.save()
    if override:
        ParameterChange.objects.create(
            campaign=campaign,
            name=VERIFICATION_OVERRIDE,
            before=rules.verified_on.isoformat(),
            after=override,
            by_name=by.signature,
            at=now,
        )
    record(
        by=by,
        action="campaign.opened",
        subject=campaign,
        ward_code=campaign.ward.code,
        after={"files": len(freezer.files), "reviews": len(freezer.reviews), "shortcomings": carried},
        reason=override,
    )
    return campaign


def _override(campaign: Campaign, rules: RuleSet, reason: str) -> str:
    """The reason to open under rules that were not verified again; blank when none is needed. Refused without one."""
    if not rules.verification_is_old(campaign.year):
        return ""
    reason = tidy_text(reason)
    if not reason:
        message = _(
            "The rules were last verified on %(day)s, before the review year %(year)s. Say why it is opened so."
        )
        values = {"day": f"{rules.verified_on:%d/%m/%Y}", "year": campaign.year}
        raise Refused(message % values, field="override")
    return reason


@transaction.atomic
def refreeze_member(*, by: Account, member: Member, campaign: Campaign, reason: str) -> bool:
    """Bring a member's frozen facts up to the ground as a new version, in the transaction of the change itself.

    The member stays in the cell it was frozen in: moving between cells after opening is a late change, not a fact.
    Whoever left by the grading date has no facts of the year any more.
    """
    if member.left_on is not None and member.left_on <= campaign.grading_date:
        return False
    review = (
        Review.objects.select_for_update(of=("self",))
        .filter(campaign=campaign, member=member, kind=SubjectKind.MEMBER)
        .first()
    )
    if review is None:
        return False
    facts = {**member_facts_now(member, campaign), "cell": review.facts["cell"]}
    return refreeze_review(review=review, facts=facts, reason=reason, by_name=by.signature, at=clock.now())
