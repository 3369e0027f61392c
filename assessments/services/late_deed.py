"""One late change under way: everything locked and looked at before the deed, the list written after it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from assessments.models import Campaign, LateChange, Review, ReviewFile
from assessments.models.late_change import LATE_CHANGE_LABELS
from assessments.rules.plain_difference import Difference, difference, plain
from assessments.selectors.frozen_ground import LINKS
from assessments.selectors.year_differences import SubjectKey
from assessments.services.campaigns import lock_campaign
from assessments.services.checks import check_campaign
from assessments.services.year_following import Followed, Follower, settled
from assessments.workflow import CampaignStage
from cells import clock
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.roles import Role
from cells.vietnamese import tidy, tidy_text
from cells.vocabulary import ROLE_LABELS

#: A decision names a day to come; one further off than this is a slip of the finger.
_FURTHEST_AHEAD = timedelta(days=366)
#: What the rules said is kept in the language of the Party's documents.
_LANGUAGE = "vi"


@dataclass(frozen=True)
class Paper:
    """What a change rests on. `effective_on`: the first day it holds; of somebody who leaves, the first day without."""

    effective_on: date
    document: str
    document_date: date | None
    note: str = ""


class LateDeed:
    """Locks campaign, files, reviews; `follow` after the ground is written; `write` at the end.

    The findings run live on every desk; what came and went with this change is kept with it, no check is stored.
    Raises NotPermitted (unless `office` is asked by the service called), Refused.
    """

    def __init__(
        self,
        by: Account,
        campaign_id: int,
        kind: str,
        paper: Paper,
        on: date,
        *,
        office: bool = True,
        check: bool = True,
    ):
        self.by, self.kind, self.paper, self.on = by, kind, paper, on
        self.campaign = lock_campaign(campaign_id)
        if office:
            require(access_of(by, on).is_office(self.campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))
        if self.campaign.stage != CampaignStage.OPEN:
            raise Refused(_("The review year %(year)s is not open.") % {"year": self.campaign.year})
        for rows in (ReviewFile.objects, Review.everyone):
            list(rows.select_for_update().filter(campaign=self.campaign).order_by("pk").values_list("pk", flat=True))
        if refusals := _paper_refusals(paper, on):
            raise Refused(*refusals)
        self.at = clock.now()
        self.concerns_year = paper.effective_on <= self.campaign.grading_date
        self.words = f"{LATE_CHANGE_LABELS[kind]}: {tidy(paper.document)}"
        self.answer = self._answer() if check else None

    def follow(self, keys: Collection[SubjectKey]) -> list[Followed]:
        if not self.concerns_year:
            return []
        follower = Follower(
            by=self.by,
            campaign=self.campaign,
            effective_on=self.paper.effective_on,
            reason=self.words,
            at=self.at,
        )
        return follower.follow(keys)

    def refuse_settled(self, review: Review) -> None:
        """For facts frozen anew by another service. Raises Refused where the year is settled for this review."""
        if refusal := settled(review):
            raise Refused(refusal)

    def write(
        self,
        key: SubjectKey,
        followed: list[Followed],
        *,
        before: dict | None = None,
        after: dict | None = None,
    ) -> LateChange | None:
        """The row of the list, for the subject `key`; None where the year knows no such subject."""
        review = review_of(self.campaign, key)
        if review is None:
            return None
        dropped = {name: value for one in followed for name, value in one.dropped.items()}
        found = difference(self.answer, self._answer()) if self.concerns_year and self.answer else None
        told = [[sign, row["severity"], row["subject"], row["message"]] for sign, row in told_of(found)]
        change = LateChange.objects.create(
            campaign=self.campaign,
            review=review,
            kind=self.kind,
            effective_on=self.paper.effective_on,
            document=tidy(self.paper.document),
            document_date=self.paper.document_date,
            note=tidy_text(self.paper.note),
            concerns_year=self.concerns_year,
            before={"reviews": [one.before for one in followed], **dropped, **(before or {})},
            after={"reviews": [one.after for one in followed], "findings": told, **(after or {})},
            by_name=self.by.signature,
            at=self.at,
        )
        day = f", {change.document_date:%d/%m/%Y}" if change.document_date else ""
        record(
            by=self.by,
            action="late_change.recorded",
            subject=review,
            ward_code=self.campaign.ward.code,
            before={one.before["code"]: one.before["version"] for one in followed} or None,
            after={
                "kind": self.kind,
                "year": self.campaign.year,
                "effective_on": self.paper.effective_on,
                **{one.after["code"]: one.after["version"] for one in followed},
            },
            reason=f"{change.document}{day}",
        )
        return change

    def _answer(self) -> dict:
        return plain(check_campaign(self.campaign)[1], _LANGUAGE)


def review_of(campaign: Campaign, key: SubjectKey) -> Review | None:
    """The review of a subject of the ground, in the year or gone from it."""
    kind, pk = key
    found = Review.everyone.filter(campaign=campaign, kind=kind, **{LINKS[kind]: pk})
    review = found.select_related("file").first()
    if review is not None:
        review.campaign = campaign
    return review


def told_of(found: Difference | None) -> list[tuple[str, dict]]:
    if found is None:
        return []
    return [
        *(("gone", row) for row in found.gone),
        *(("come", row) for row in found.come),
        *(("changed", now) for _then, now in found.changed),
    ]


def _paper_refusals(paper: Paper, on: date) -> list[Refusal]:
    refusals = []
    if paper.effective_on > on + _FURTHEST_AHEAD:
        refusals.append(Refusal(_("This day lies more than a year ahead. Check the year."), "effective_on"))
    if not paper.document.strip():
        refusals.append(Refusal(_("Name the document: its number and the body that issued it."), "document"))
    if paper.document_date is not None and paper.document_date > on:
        refusals.append(Refusal(_("The document lies in the future."), "document_date"))
    return refusals
