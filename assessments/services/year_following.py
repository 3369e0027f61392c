"""An open year follows its ground: new versions of facts, reviews that join, move, leave. Only late changes call it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from assessments.models import (
    Answer,
    BallotCount,
    Campaign,
    FactsVersion,
    FindingReason,
    Grading,
    Review,
    ReviewFile,
)
from assessments.models.fields import STAGE_LABELS
from assessments.selectors.tallies import is_decided
from assessments.selectors.year_differences import Deed, Difference, SubjectKey, YearAndGround
from assessments.services.carry_over import carry_over
from assessments.services.freezing import refreeze_review
from assessments.services.gradings import give_grade
from assessments.services.readable_dossier import refuse_unreadable
from assessments.workflow import GradingStep, Stage, SubjectKind
from cells.models import Account
from cells.refusals import Refusal, Refused

_SETTLED = frozenset({Stage.DECIDED, Stage.RELEASED})
_PEOPLE = (SubjectKind.MEMBER, SubjectKind.OFFICER)
_CLAUSE = "123-CV/ĐU 3.7"
#: Grades of the way to a decision that a review loses with its cell, or with the year.
_OF_THE_OLD_CELL = (GradingStep.CELL, GradingStep.OFFICE, GradingStep.DRAFT)
_OF_THE_TABLE = (GradingStep.OFFICE, GradingStep.DRAFT)


@dataclass(frozen=True)
class Followed:
    """One review that followed: what it was and what it is, as a LateChange keeps them."""

    review: Review
    before: dict
    after: dict
    dropped: dict = field(default_factory=dict)


class Follower:
    """Carries out the differences of some subjects; the caller holds the locks and the transaction."""

    def __init__(self, *, by: Account, campaign: Campaign, effective_on: date, reason: str, at: datetime):
        self.by, self.campaign, self.effective_on = by, campaign, effective_on
        self.reason, self.at = reason[:300], at

    def follow(self, keys: Collection[SubjectKey]) -> list[Followed]:
        """Bring these subjects up to the ground. Raises Refused, with nothing written, where the year is settled."""
        year = YearAndGround(self.campaign, keys)
        found = [difference for difference in year.differences() if difference.may_follow]
        flags = self._flags(year, found)
        self._guard(found, flags)
        self._ask_anew(found)
        followed = [self._carry_out(difference) for difference in found]
        for review in flags:
            Review.everyone.filter(pk=review.pk).update(heads_something=not review.heads_something)
        refuse_unreadable(self.campaign)
        return followed

    def _flags(self, year: YearAndGround, found: list[Difference]) -> list[Review]:
        """Reviews of people who begin or cease to head something through these differences."""
        rows = [
            (one.key[0], row)
            for one in found
            for row in (one.review and one.review.facts, one.subject and one.subject.facts)
            if row
        ]
        people = {head["member"] for _kind, row in rows for head in row.get("heads", ())}
        people |= {_person(kind, row) for kind, row in rows if kind in _PEOPLE}
        return [
            review
            for review in year.reviews.values()
            if review.left_on is None
            and review.kind in _PEOPLE
            and (code := _person(review.kind, review.facts)) in people
            and review.heads_something != (code in year.ground.head_codes)
        ]

    # --- what stands in the way

    def _guard(self, found: list[Difference], flags: list[Review]) -> None:
        signed = set(
            Grading.objects.filter(review__campaign=self.campaign, step=GradingStep.DECISION, current=True).values_list(
                "review_id", flat=True
            )
        )
        year_is_decided = is_decided(self.campaign)
        refusals = {}
        for one in found:
            for refusal in self._refusals(one, signed, year_is_decided):
                refusals.setdefault(str(refusal), refusal)
        for review in flags:
            refusal = _settled(review.file, review.name, review.pk in signed)
            if refusal:
                refusals.setdefault(str(refusal), refusal)
        if refusals:
            raise Refused(*refusals.values())

    def _refusals(self, one: Difference, signed: set[int], year_is_decided: bool) -> Iterable[Refusal]:
        review = one.review
        if (review is not None and (refusal := _settled(review.file, one.name, review.pk in signed))) or (
            one.target is not None and (refusal := _settled(one.target, one.name, False))
        ):
            yield refusal
        elif year_is_decided:
            yield _decided(_("Review year %(year)s") % {"year": self.campaign.year})
        if one.file_missing:
            message = _(
                "%(name)s belongs to a cell or collective the year %(year)s was opened without; it takes part from the "
                "next year on. Until then leave the person where the year has them."
            )
            yield Refusal(message % {"name": one.name, "year": self.campaign.year}, "cell")
        elif one.deed in (Deed.JOINED, Deed.BACK, Deed.MOVED) and one.target and not one.target.is_writable:
            message = _(
                "The file of %(file)s is at “%(stage)s”: nobody can write, vote or propose for somebody new there. "
                "Return the file to the cell first, then record the change."
            )
            if Stage(one.target.stage) not in _SETTLED:
                stage = STAGE_LABELS[Stage(one.target.stage)]
                yield Refusal(message % {"file": one.target.name, "stage": stage}, "cell")

    # --- writing

    def _carry_out(self, one: Difference) -> Followed:
        review = one.review
        before = _state(review)
        dropped: dict = {}
        if one.deed is Deed.JOINED:
            review = self._join(one)
        else:
            if one.deed is Deed.LEFT:
                self._leave(review)
            elif one.deed is not Deed.CHANGED:
                dropped = self._leave_the_old_cell(review) if one.deed is Deed.MOVED else {}
                review.left_on, review.file, review.name = None, one.target, one.subject.name
                review.save()
            if one.subject is not None:
                refreeze_review(
                    review=review, facts=one.subject.facts, reason=self.reason, by_name=self.by.signature, at=self.at
                )
        after = _state(review)
        keys = [
            key
            for key in {**before["facts"], **after["facts"]}
            if before["facts"].get(key) != after["facts"].get(key)
            or (key in before["facts"]) != (key in after["facts"])
        ]
        for state in (before, after):
            state["facts"] = {key: state["facts"][key] for key in keys if key in state["facts"]}
        identity = {"review": review.pk, "kind": str(review.kind), "code": review.code, "name": review.name}
        return Followed(review, identity | before, identity | after | {"deed": str(one.deed)}, dropped)

    def _join(self, one: Difference) -> Review:
        subject = one.subject
        reviews = Review.everyone.filter(campaign=self.campaign)
        code = subject.code
        if subject.kind is SubjectKind.OFFICER:
            stem, _mark, number = code.rpartition("#")
            taken = set(reviews.filter(kind=SubjectKind.OFFICER).values_list("code", flat=True))
            while f"{stem}#{number}" in taken:
                number = str(int(number) + 1)
            code = f"{stem}#{number}"
        review = Review.everyone.create(
            campaign=self.campaign,
            kind=subject.kind,
            code=code,
            name=subject.name,
            facts=subject.facts,
            file=one.target,
            heads_something=subject.heads_something,
            left_on=subject.left_on,
            position=(reviews.aggregate(last=Max("position"))["last"] or 0) + 1,
            **subject.links,
        )
        FactsVersion.objects.create(
            review=review,
            version=1,
            facts=review.facts,
            reason=self.reason,
            by_name=self.by.signature,
            at=self.at,
        )
        carry_over(self.campaign, [review], by_name=self.by.signature, at=self.at)
        return review

    def _leave(self, review: Review) -> None:
        """What was written and voted stays readable; what lay on the tables of office and committee is taken off."""
        self._withdraw(review, _OF_THE_TABLE)
        review.left_on = self.effective_on
        review.save(update_fields=["left_on"])
        if review.kind == SubjectKind.MEMBER:
            FindingReason.objects.filter(campaign=self.campaign, subject=review.code, current=True).update(
                current=False
            )

    def _leave_the_old_cell(self, review: Review) -> dict:
        """The new cell grades (HD 21): ballots, levels and proposals of the old one no longer count; they are kept with
        the change."""
        dropped: dict = {}
        count = BallotCount.objects.filter(review=review).first()
        if count is not None:
            dropped["ballots"] = {
                name: getattr(count, name) for name in ("excellent", "good", "fulfilled", "unfulfilled")
            }
            count.delete()
        levels = Answer.objects.filter(critique__review=review).exclude(level_cell="")
        if kept := dict(levels.values_list("section", "level_cell")):
            dropped["levels"] = kept
            levels.update(level_cell="")
        if grades := self._withdraw(review, _OF_THE_OLD_CELL):
            dropped["grades"] = grades
        return dropped

    def _withdraw(self, review: Review, steps: tuple[GradingStep, ...]) -> dict[str, str]:
        standing = Grading.objects.filter(review=review, step__in=steps, current=True).exclude(grade="")
        grades = {str(step): grade for step, grade in standing.order_by("pk").values_list("step", "grade")}
        for step in grades:
            give_grade(by=self.by, review=review, step=GradingStep(step), grade="", at=self.at, reason=self.reason)
        return grades

    def _ask_anew(self, found: list[Difference]) -> None:
        """A list of people that changed is confirmed again while the file is with the cell."""
        changed = {
            file.pk: file
            for one in found
            if one.deed is not Deed.CHANGED
            for file in (one.target, one.review.file if one.review else None)
            if file is not None and file.is_writable and file.roster_confirmed_at is not None
        }
        for file in changed.values():
            file.roster_confirmed_at, file.roster_confirmed_by = None, ""
            file.revision += 1
            file.save(update_fields=["roster_confirmed_at", "roster_confirmed_by", "revision"])


def _person(kind: str, facts: dict) -> str:
    """Code of the person a member's or an officer's row is about."""
    return facts["member"] if kind == SubjectKind.OFFICER else facts["code"]


def settled(review: Review) -> Refusal | None:
    """Why the facts of this review stand as they are; None while they may still change."""
    signed = Grading.objects.filter(review=review, step=GradingStep.DECISION, current=True).exists()
    return _settled(review.file, review.name, signed)


def _settled(file: ReviewFile | None, name: str, signed: bool) -> Refusal | None:
    if file is not None and Stage(file.stage) in _SETTLED:
        return _decided(file.name)
    if signed and (file is None or Stage(file.stage) is Stage.ACCEPTED):
        message = _(
            "%(name)s has a signed grade, which rests on the facts as they are. Return the file first, or have the "
            "standing committee order a re-review; then record the change."
        )
        return Refusal(message % {"name": name}, citation=_CLAUSE)
    return None


def _decided(what: str) -> Refusal:
    message = _(
        "%(what)s is decided, and its year stands as it is. If the change took effect before the grading date, the "
        "standing committee orders a re-review first; then record the change."
    )
    return Refusal(message % {"what": what}, citation=_CLAUSE)


def _state(review: Review | None) -> dict:
    if review is None:
        return {"version": 0, "file": "", "facts": {}}
    return {
        "version": review.facts_version,
        "file": review.file.code if review.file_id else "",
        "facts": dict(review.facts),
        **({"left_on": review.left_on.isoformat()} if review.left_on else {}),
    }
