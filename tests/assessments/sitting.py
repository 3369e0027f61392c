"""A ward before its sitting: files accepted, proposals made, two committee accounts. Small unless asked to be large."""

from datetime import date

from django.db import transaction

from assessments.models import Campaign, Grading, Meeting, Review, ReviewFile
from assessments.selectors.desk import desk_of
from assessments.services import decisions, drafts, quotas
from assessments.services.gradings import give_grade
from assessments.services.quota_weights import confirm_weights
from assessments.workflow import GradingStep, Scope, Stage
from tests import factories as make
from tests.told_once import go_on, told_once

SIGNED_ON = make.TODAY


class Sitting:
    """Cells KP01 (`members` people, the first one its head by main duty) and KP02 (five people), UBND with three of
    them, one officer of the ward level. Everybody proposed `good`."""

    def __init__(self, members: int = 6, year: int = 2021, ward: str = "P11", **campaign_values):
        key = (type(self), members, year, ward, repr(sorted(campaign_values.items())))
        vars(self).update(vars(told_once(key, lambda: self._made(members, year, ward, **campaign_values))))

    def _made(self, members: int, year: int, ward: str, **campaign_values) -> "Sitting":
        self.ward = make.make_ward(ward)
        mark = "" if ward == "P11" else f"-{ward.lower()}"
        self.first = make.make_cell(self.ward, "KP01", "Chi bộ Khu phố 1")
        self.second = make.make_cell(self.ward, "KP02", "Chi bộ Khu phố 2")
        self.people = [
            make.make_member(self.first, f"Nguyễn Văn An {n}", code=f"A{n:03d}") for n in range(1, members + 1)
        ]
        self.others = [make.make_member(self.second, f"Trần Thị Bình {n}", code=f"B{n:03d}") for n in range(1, 6)]
        self.ubnd = make.make_collective(self.ward, self.others[:3], code="UBND", kind="peoples_committee", name="UBND")
        make.make_head(self.people[0], self.first)
        make.make_post(self.others[1], self.ubnd)
        self.office = make.make_account(f"vanphong{mark}", "office", self.ward, display_name="Văn phòng")
        self.committee = make.make_account(f"thuongvu1{mark}", "committee", self.ward, display_name="Thường vụ Một")
        self.colleague = make.make_account(f"thuongvu2{mark}", "committee", self.ward, display_name="Thường vụ Hai")
        self.before_opening()
        self.campaign: Campaign = make.make_open_campaign(self.ward, self.office, year, **campaign_values)
        ReviewFile.objects.filter(campaign=self.campaign).update(stage=Stage.ACCEPTED)
        for review in self.reviews().exclude(kind="organization"):
            self.give(review, GradingStep.CELL, "good")
        return self

    def before_opening(self) -> None:
        """For sittings with more on the ground."""

    def reviews(self):
        return Review.objects.filter(campaign=self.campaign).select_related("campaign__ward", "file")

    def review(self, code: str) -> Review:
        """By dossier code; `@` finds the one officer."""
        return self.reviews().get(kind="officer") if code == "@" else self.reviews().get(code=code)

    def give(self, review: Review | str, step: GradingStep, grade: str, **more) -> Grading:
        review = self.review(review) if isinstance(review, str) else review
        with transaction.atomic():
            return give_grade(by=self.office, review=review, step=step, grade=grade, at=make.now(), **more)

    def file(self, code: str) -> ReviewFile:
        return ReviewFile.objects.get(campaign=self.campaign, code=code)

    def meet(self, code: str, day: date) -> Meeting:
        counts = dict.fromkeys(("called", "present", "voters_present", "ballots_issued", "ballots_collected"), 5)
        return Meeting.objects.create(
            file=self.file(code), held_on=day, ballots_valid=5, saved_at=make.now(), saved_by="x", **counts
        )

    def draft(self, scope: Scope, by=None, **grades: str):
        """Set drafts by code on the rows as they stand now."""
        by_id = {self.review(code.replace("officer", "@")).pk: grade for code, grade in grades.items()}
        desk = desk_of(self.campaign)
        seen = {pk: desk.rows[pk].draft.pk if desk.rows[pk].draft else 0 for pk in by_id}
        return drafts.save_drafts(
            by=by or self.committee, campaign_id=self.campaign.pk, scope=scope, grades=by_id, seen=seen, on=make.TODAY
        )

    def take_over(self, scope: Scope, by=None) -> int:
        return drafts.take_over_proposals(
            by=by or self.committee, campaign_id=self.campaign.pk, scope=scope, on=make.TODAY
        )

    def sign(self, scope: Scope, by=None, number: str = "05-QĐ/ĐU", signed_on: date = SIGNED_ON, **more):
        return decisions.sign(
            by=by or self.committee,
            campaign_id=self.campaign.pk,
            scope=scope,
            number=number,
            signed_on=signed_on,
            on=make.TODAY,
            **more,
        )

    def sign_units(self) -> None:
        go_on(self, "units signed", self._sign_units)

    def _sign_units(self) -> None:
        self.take_over(Scope.UNITS)
        self.sign(Scope.UNITS)

    def issue(self, **more):
        self.campaign.refresh_from_db()
        if self.campaign.weights_confirmed_at is None:
            confirm_weights(
                by=self.committee,
                campaign_id=self.campaign.pk,
                weights=make.WEIGHTS,
                document="05-NQ/ĐU, Ban Thường vụ",
                document_date=make.TODAY,
                revision=self.campaign.revision,
                on=make.TODAY,
            )
        return quotas.issue_quotas(by=self.committee, campaign_id=self.campaign.pk, on=make.TODAY, **more)

    def ready_for_people(self) -> None:
        go_on(self, "ready for people", self._ready_for_people)

    def _ready_for_people(self) -> None:
        self.sign_units()
        self.issue()

    def decide_all(self) -> None:
        go_on(self, "decided", self._decide_all)

    def _decide_all(self) -> None:
        self.ready_for_people()
        for scope in (Scope.PEOPLE, Scope.HEADS):
            self.take_over(scope)
            self.sign(scope)

    def grade(self, code: str, step: GradingStep = GradingStep.DECISION) -> str:
        return Grading.objects.get(review=self.review(code), step=step, current=True).grade
