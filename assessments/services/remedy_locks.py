"""The door of shortcomings and plans: campaign, file locked, permission asked; until when a plan may change."""

from datetime import date

from django.utils.translation import gettext as _

from assessments.models import Review
from assessments.permissions import may_plan_remedies, may_see_critique
from assessments.selectors.remedies import CITATION, MAX_TEXT, newer_year
from assessments.selectors.standings import WRITES_CRITIQUE
from assessments.services.campaigns import lock_campaign
from assessments.services.steps import lock_file
from assessments.workflow import CampaignStage
from cells.access import NotPermitted, access_of
from cells.models import Account
from cells.refusals import Refusal, Refused


def lock_review(by: Account, review_id: int, on: date) -> Review:
    """The review with campaign and file locked, for the cell's side and the office. Raises NotPermitted, Refused."""
    review = Review.objects.get(pk=review_id)
    if review.file_id is None:
        raise NotPermitted(_("This file is not yours."))
    review.campaign = lock_campaign(review.campaign_id, closed_too=True)
    review.file = lock_file(review.file_id, closed_too=True)
    review.file.campaign = review.campaign
    access = access_of(by, on)
    if not may_see_critique(access, review.file):
        raise NotPermitted(_("This file is not yours."))
    if not may_plan_remedies(access, review.file):
        raise NotPermitted(_("Only the unit's secretary or the ward party office writes here."))
    if review.kind not in WRITES_CRITIQUE:
        raise Refused(_("Shortcomings are recorded for a member or a collective; an officer's with the person."))
    return review


def why_settled(review: Review) -> Refusal | None:
    """Why neither shortcomings nor measures of this year change any more; None while they do. One query."""
    campaign = review.campaign
    if campaign.stage == CampaignStage.CLOSED:
        words = _("The review year %(year)s is closed; only what came of the measures can still be recorded.")
        return Refusal(words % {"year": campaign.year})
    if newer := newer_year(campaign):
        words = _(
            "The review year %(newer)s has taken over the shortcomings of %(year)s; here only what came of the measures "
            "can still be recorded. Enter anything else in %(newer)s."
        )
        return Refusal(words % {"newer": newer.year, "year": campaign.year}, citation=CITATION)
    return None


def require_open_plan(review: Review) -> None:
    if refusal := why_settled(review):
        raise Refused(refusal)


def refuse(refusals: list[Refusal]) -> None:
    if refusals:
        raise Refused(*refusals)


def too_long(text: str, most: int = MAX_TEXT) -> str:
    return _("Too long: %(found)s characters, at most %(most)s.") % {"found": len(text), "most": most}
