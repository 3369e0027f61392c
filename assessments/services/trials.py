"""Trials (what-if): kept under a name, changed as often as people like, applied only through the ordinary steps."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import count

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign, CellQuota, Review, Trial
from assessments.rules import rule_set
from assessments.rules.changes import Change, Target
from assessments.rules.trial import ChangesRefused, apply, posts_alike
from assessments.selectors.desk import Desk, DeskRow, desk_of
from assessments.selectors.facts import dossier_of
from assessments.selectors.finding_words import page_language
from assessments.selectors.trials import changing_to, trial_view, unknown_to
from assessments.services import quotas
from assessments.services.campaigns import lock_campaign
from assessments.services.desk_locks import lock_desk
from assessments.services.drafts import save_drafts
from assessments.services.quota_weights import proposed_weights, put_weights
from assessments.services.quotas import CLAUSE
from assessments.workflow import CampaignStage, Scope, SubjectKind
from cells import clock
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.roles import Role
from cells.vietnamese import tidy, tidy_text

#: More changes than this are no trial any more but another ward.
MOST_CHANGES = 2000
MOST_LETTERS = Trial._meta.get_field("name").max_length


@transaction.atomic
def create_trial(*, by: Account, campaign_id: int, name: str, copy_of: int | None = None, on: date) -> Trial:
    """A new trial, empty or with the changes of another one. Raises NotPermitted, Refused."""
    campaign = _open_campaign(by, campaign_id, on)
    name = tidy(name)
    if not name:
        raise Refused(_("Give the trial a name."), field="name")
    if len(name) > MOST_LETTERS:
        raise Refused(_("The name of a trial has at most %(count)d letters.") % {"count": MOST_LETTERS}, field="name")
    if Trial.objects.filter(campaign=campaign, name=name).exists():
        raise Refused(_("There is a trial of this name already."), field="name")
    model = Trial.objects.filter(campaign=campaign, pk=copy_of).first() if copy_of else None
    trial = Trial.objects.create(
        campaign=campaign,
        name=name,
        changes=model.changes if model else [],
        by_name=by.signature,
        saved_at=clock.now(),
    )
    _record(by, "trial.created", trial, after={"name": name, "changes": len(trial.changes)})
    return trial


@transaction.atomic
def trial_of_changes(*, by: Account, campaign_id: int, name: str, changes: Iterable[Change], on: date) -> Trial:
    """A new trial that holds these changes, under this name or the next free one. Raises NotPermitted, Refused."""
    campaign = _open_campaign(by, campaign_id, on)
    taken = set(Trial.objects.filter(campaign=campaign).values_list("name", flat=True))
    name = tidy(tidy(name)[: MOST_LETTERS - 5])
    free = next(one for number in count(1) if (one := name if number == 1 else f"{name} {number}") not in taken)
    trial = create_trial(by=by, campaign_id=campaign_id, name=free, on=on)
    return save_trial(
        by=by, trial_id=trial.pk, changes=[change.as_dict() for change in changes], revision=trial.revision, on=on
    )


@transaction.atomic
def save_trial(*, by: Account, trial_id: int, changes: Iterable[Mapping], revision: int, on: date) -> Trial:
    """Replace the changes of a trial. Each must be possible on the campaign as it stands.

    Raises NotPermitted; StaleEdit; Refused for an applied trial, an impossible change, or too many.
    """
    trial = _locked(by, trial_id, on)
    if trial.applied_at:
        raise Refused(_("This trial has been applied and stays as it was. Make a copy to go on trying."))
    if trial.revision != revision:
        raise StaleEdit(trial)
    entries = list(changes)
    if len(entries) > MOST_CHANGES:
        raise Refused(_("A trial holds at most %(count)d changes.") % {"count": MOST_CHANGES})
    kept = _possible(trial.campaign, entries)
    before = len(trial.changes)
    trial.changes, trial.by_name, trial.saved_at = kept, by.signature, clock.now()
    trial.revision += 1
    trial.save()
    _record(by, "trial.saved", trial, before={"changes": before}, after={"changes": len(kept)})
    return trial


@transaction.atomic
def discard_trial(*, by: Account, trial_id: int, on: date) -> None:
    """Take a trial away; an applied one stays on record. Raises NotPermitted, Refused."""
    trial = _locked(by, trial_id, on)
    if trial.applied_at:
        raise Refused(_("This trial has been applied and stays on record."))
    _record(by, "trial.discarded", trial, before={"name": trial.name, "changes": len(trial.changes)})
    trial.delete()


@dataclass(frozen=True)
class Applied:
    """How many values went into the ordinary tables."""

    grades: int
    quotas: int
    weights: bool


@transaction.atomic
def apply_trial(
    *,
    by: Account,
    trial_id: int,
    reason: str,
    revision: int,
    on: date,
    document: str = "",
    document_date: date | None = None,
) -> Applied:
    """Put a trial's changes where the committee would type them: drafts, hand quotas, weights. Nothing is signed.

    All or none, each through its own service with its own guards; new weights rest on a document here as on their own
    page. Raises NotPermitted, Refused, StaleEdit.
    """
    campaign_id = Trial.objects.values_list("campaign_id", flat=True).get(pk=trial_id)
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.COMMITTEE, on=on)
    trial = Trial.objects.select_for_update().get(pk=trial_id)
    reason = tidy_text(reason)
    if trial.applied_at:
        raise Refused(_("This trial has been applied already."))
    if trial.revision != revision:
        raise StaleEdit(trial)
    if not reason:
        raise Refused(_("Write why these changes are made; it is kept in the journal."), field="reason")
    view = trial_view(campaign, trial.changes)
    if view.lost:
        raise Refused(*[Refusal(words) for words in view.lost])
    if not view.changes:
        raise Refused(_("The trial changes nothing: the ward already stands as it says."))
    weights = next((change.after for change in view.changes if change.target is Target.WEIGHTS), None)
    if weights is not None and campaign.quota_issues.exists():
        words = _(
            "Quotas have been issued on the weights in force. Take the weights out of the trial to apply the rest."
        )
        raise Refused(words, citation=CLAUSE)
    if weights is not None:
        proposal = proposed_weights(campaign, asdict(weights))
        put_weights(by=by, campaign=campaign, proposal=proposal, document=document, document_date=document_date, on=on)
    done = _apply(by, campaign, view.changes, reason, on)
    trial.changes = [change.as_dict() for change in view.changes]
    trial.applied_at, trial.applied_by, trial.applied_reason = clock.now(), by.signature, reason
    trial.revision += 1
    trial.save()
    after = {"grades": done.grades, "quotas": done.quotas, "weights": done.weights}
    _record(by, "trial.applied", trial, after=after, reason=reason)
    return done


def _apply(by: Account, campaign: Campaign, changes: tuple[Change, ...], reason: str, on: date) -> Applied:
    hand = [change for change in changes if change.target is Target.QUOTA]
    for change in hand:
        _set_quota(by, campaign, change, reason, on)
    grades = _grades_by_scope(desk_of(campaign), changes)
    for scope, rows in grades.items():
        save_drafts(
            by=by,
            campaign_id=campaign.pk,
            scope=scope,
            grades={pk: grade for pk, grade, _seen in rows},
            seen={pk: seen for pk, _grade, seen in rows},
            on=on,
        )
    return Applied(
        sum(map(len, grades.values())), len(hand), any(change.target is Target.WEIGHTS for change in changes)
    )


def _set_quota(by: Account, campaign: Campaign, change: Change, reason: str, on: date) -> None:
    cell_id = Review.objects.values_list("organization_id", flat=True).get(
        campaign=campaign, kind=SubjectKind.CELL, code=change.code
    )
    former = CellQuota.objects.filter(campaign=campaign, cell_id=cell_id, current=True).first()
    quotas.set_quota_by_hand(
        by=by,
        campaign_id=campaign.pk,
        cell_id=cell_id,
        quota=change.after,
        reason=reason,
        seen=former.pk if former else 0,
        on=on,
    )


def _grades_by_scope(desk: Desk, changes: Iterable[Change]) -> dict[Scope, list[tuple[int, str, int]]]:
    """(review id, grade, id of the standing draft) by table, in the order of signing. Refused for what others decide."""
    reviews = _Reviews(desk)
    rows: dict[Scope, list[tuple[int, str, int]]] = {}
    refusals = []
    for change in changes:
        if change.target in (Target.WEIGHTS, Target.QUOTA):
            continue
        row = desk.rows[reviews.of(change)]
        words = _why_not(row, change)
        if words:
            refusals.append(Refusal(words % {"name": row.review.name}))
            continue
        grade = change.after.value if change.after else ""
        rows.setdefault(row.scope, []).append((row.review.pk, grade, row.draft.pk if row.draft else 0))
    if refusals:
        raise Refused(*refusals)
    return {scope: rows[scope] for scope in Scope if scope in rows}


def _why_not(row: DeskRow, change: Change) -> str:
    """Why a draft cannot bring this change about; empty when it can."""
    if row.scope is None:
        return _("%(name)s is graded elsewhere; record that grade with its document instead.")
    if row.is_signed:
        return _("%(name)s: the grade is signed; only a re-grade changes it.")
    if change.after is None and row.grades.proposal:
        return _("%(name)s: without a grade of the committee the proposal still stands; have the proposal taken back.")
    return ""


class _Reviews:
    """The review that a change is about."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.by_code = {row.review.code: pk for pk, row in desk.rows.items() if row.kind is not SubjectKind.OFFICER}
        officers = [row.review for row in desk.rows.values() if row.kind is SubjectKind.OFFICER]
        # The rows of the dossier's officers stand in this order.
        self.posts = [review.pk for review in sorted(officers, key=lambda review: (review.position, review.pk))]

    def of(self, change: Change) -> int:
        if change.target is Target.POST:
            alike = posts_alike(self.desk.dossier.officers)[change.code, change.unit, change.level.value]
            return self.posts[alike[change.place - 1]]
        return self.by_code[change.code]


def _possible(campaign: Campaign, entries: list[Mapping]) -> list[dict]:
    """The entries as they are stored, without what says nothing new. Refused with every fault."""
    dossier, rules = dossier_of(campaign), rule_set(campaign.rule_set)
    changes, refusals = [], []
    for entry in entries:
        if words := unknown_to(rules, entry):
            refusals.append(Refusal(words))
            continue
        try:
            changes.append(changing_to(dossier, entry))
        except ChangesRefused as refused:
            refusals += [Refusal(line) for line in refused.lines(page_language())]
    if not refusals:
        changes = [change for change in changes if change.before != change.after]
        try:
            apply(dossier, changes)
        except ChangesRefused as refused:
            refusals = [Refusal(line) for line in refused.lines(page_language())]
    if refusals:
        raise Refused(*refusals)
    return [{key: value for key, value in change.as_dict().items() if key != "from"} for change in changes]


def _open_campaign(by: Account, campaign_id: int, on: date) -> Campaign:
    campaign = lock_campaign(campaign_id)
    access = access_of(by, on)
    require(access.is_office(campaign.ward_id) or access.is_committee(campaign.ward_id), _("office or committee"))
    if campaign.stage != CampaignStage.OPEN:
        raise Refused(_("The review year %(year)s is not open.") % {"year": campaign.year})
    return campaign


def _locked(by: Account, trial_id: int, on: date) -> Trial:
    trial = Trial.objects.get(pk=trial_id)
    campaign = _open_campaign(by, trial.campaign_id, on)
    trial = Trial.objects.select_for_update().get(pk=trial_id)
    trial.campaign = campaign
    return trial


def _record(by: Account, action: str, trial: Trial, **told) -> None:
    record(by=by, action=action, subject=trial, ward_code=trial.campaign.ward.code, **told)
