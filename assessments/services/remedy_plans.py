"""Remediation plans: measures against a review's shortcomings, who sees to them, by when, what came of them (rules G3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import RemedyMeasure, Review, Shortcoming
from assessments.permissions import may_write_file
from assessments.selectors.remedies import CITATION, MAX_ROWS, MAX_TEXT, calls_for_measures
from assessments.selectors.remedy_people import ids_by_name
from assessments.services.remedy_locks import lock_review, refuse, too_long, why_settled
from cells import clock
from cells.access import access_of
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.vietnamese import fold, tidy, tidy_text

#: How many years ahead a measure may be due, longest name of the person in charge.
YEARS_AHEAD, MAX_NAME = 5, 150
#: What a plan promises, and what came of it: the first stands once the next year has taken over.
_PROMISE, _OUTCOME = ("measure", "person", "due_on"), ("done_on", "result")


@dataclass(frozen=True)
class MeasureValue:
    """One line as typed: `pk` None is a new one; a kept one with nothing in it is taken out of the plan."""

    shortcoming_id: int
    measure: str = ""
    person: str = ""
    due_on: date | None = None
    done_on: date | None = None
    result: str = ""
    pk: int | None = None
    revision: int = 0

    @property
    def is_blank(self) -> bool:
        return not (self.measure or self.person or self.due_on or self.done_on or self.result)


@transaction.atomic
def save_plan(*, by: Account, review_id: int, values: Iterable[MeasureValue], on: date) -> int:
    """Add, change, close and take out measures; how many. Refusals name the place in `values`: "due_on-<place>".

    Open from the review on, also after the file was sent, until the year is closed or the next one has taken over; from
    then on results alone, until the next review has assessed the shortcoming. After sending only the office takes a
    measure out. Raises NotPermitted; Refused, nothing written; StaleEdit.
    """
    review = lock_review(by, review_id, on)
    return _Plan(by, review, on).save([_tidied(value) for value in values])


def _tidied(value: MeasureValue) -> MeasureValue:
    return MeasureValue(
        value.shortcoming_id,
        tidy_text(value.measure),
        tidy(value.person),
        value.due_on,
        value.done_on,
        tidy_text(value.result),
        value.pk,
        value.revision,
    )


class _Plan:
    """One saving of one plan, under the locks."""

    def __init__(self, by: Account, review: Review, on: date) -> None:
        self.by, self.review, self.on = by, review, on
        self.year = review.campaign.year
        rows = Shortcoming.objects.filter(review=review).select_related("carried_to__review__campaign")
        self.shortcomings: dict[int, Shortcoming] = {row.pk: row for row in rows}
        kept = RemedyMeasure.objects.select_for_update(of=("self",)).filter(shortcoming__review=review)
        self.kept: dict[int, RemedyMeasure] = {row.pk: row for row in kept}
        self.settled = why_settled(review)
        access = access_of(by, on)
        self.may_remove = may_write_file(access, review.file) or access.is_office(review.campaign.ward_id)
        self.refusals: list[Refusal] = []
        self.moved: dict[int, list[date]] = {}

    def save(self, values: list[MeasureValue]) -> int:
        fresh, changed, removed = [], [], []
        for place, value in enumerate(values):
            shortcoming = self.shortcomings.get(value.shortcoming_id)
            if shortcoming is None:
                raise Refused(_("One of these shortcomings has been taken out in between. Look at the page again."))
            if value.pk is None:
                if not value.is_blank:
                    self._check(value, place)
                    self._check_shortcoming(shortcoming, place)
                    fresh.append((RemedyMeasure(shortcoming=shortcoming, revision=0), value))
                continue
            row = self.kept.get(value.pk)
            if row is None or row.shortcoming_id != shortcoming.pk:
                raise Refused(_("One of these measures has been taken out in between. Look at the page again."))
            if not self._differs(row, value, (*_PROMISE, *_OUTCOME)):
                continue
            if row.revision != value.revision:
                raise StaleEdit(row)
            if value.is_blank:
                self._check_removal(row, place)
                removed.append(row)
            else:
                self._check(value, place)
                self._check_change(row, value, place)
                changed.append((row, value))
        if len(self.kept) + len(fresh) - len(removed) > MAX_ROWS:
            self.refusals.append(Refusal(_("At most %(most)s measures fit one plan.") % {"most": MAX_ROWS}))
        refuse(self.refusals)
        return self._write(fresh, changed, removed)

    def _write(self, fresh: list, changed: list, removed: list[RemedyMeasure]) -> int:
        closed = sum(row.done_on is None and value.done_on is not None for row, value in (*fresh, *changed))
        for row in removed:
            row.delete()
        people = ids_by_name(self.review.file)
        last = max((row.position for row in self.kept.values()), default=0)
        for place, (row, value) in enumerate((*fresh, *changed), start=last + 1):
            if row.pk is None:
                row.position = place
            elif row.due_on != value.due_on:
                self.moved[row.pk] = [row.due_on, value.due_on]
            for name in (*_PROMISE, *_OUTCOME):
                setattr(row, name, getattr(value, name))
            row.member_id = people.get(fold(value.person))
            row.saved_by, row.saved_at = self.by.signature, clock.now()
            row.revision += 1
            row.save()
        written = {"added": len(fresh), "changed": len(changed), "removed": len(removed), "closed": closed}
        if fresh or changed or removed:
            # Days are told: a day that is put off must not pass unseen.
            days = {str(pk): f"{then:%d/%m/%Y} → {now:%d/%m/%Y}" for pk, (then, now) in self.moved.items()}
            record(
                by=self.by,
                action="remedy.plan_saved",
                subject=self.review,
                ward_code=self.review.campaign.ward.code,
                after={**written, **({"put_off": days} if days else {})},
            )
        return len(fresh) + len(changed) + len(removed)

    def _check(self, value: MeasureValue, place: int) -> None:
        wrong = self.refusals.append
        if not value.measure:
            wrong(Refusal(_("Write what will be done against the shortcoming."), f"measure-{place}", CITATION))
        if not value.person:
            wrong(Refusal(_("Name the person in charge of this measure."), f"person-{place}", CITATION))
        if value.due_on is None:
            wrong(Refusal(_("Write by which day the measure is to be done."), f"due_on-{place}", CITATION))
        elif not self.year <= value.due_on.year <= self.year + YEARS_AHEAD:
            words = _("The day lies outside the years %(first)s to %(last)s. Check the year.")
            years = {"first": self.year, "last": self.year + YEARS_AHEAD}
            wrong(Refusal(words % years, f"due_on-{place}"))
        if value.done_on is not None and value.done_on > self.on:
            wrong(Refusal(_("This date lies in the future. Write the day on which it was done."), f"done_on-{place}"))
        for name, most in (("measure", MAX_TEXT), ("result", MAX_TEXT), ("person", MAX_NAME)):
            text = getattr(value, name)
            if len(text) > most:
                wrong(Refusal(too_long(text, most), f"{name}-{place}"))

    def _check_shortcoming(self, shortcoming: Shortcoming, place: int) -> None:
        if self.settled:
            self.refusals.append(Refusal(self.settled.message, f"measure-{place}", self.settled.citation))
        elif not calls_for_measures(shortcoming.found_year, self.year, shortcoming.outcome):
            words = _("Assess the shortcoming first: one that is fixed needs no measure.")
            self.refusals.append(Refusal(words, f"measure-{place}", CITATION))

    def _check_change(self, row: RemedyMeasure, value: MeasureValue, place: int) -> None:
        """Once settled only results change, and none of them after the next review has spoken."""
        if not self.settled:
            return
        later = getattr(self.shortcomings[row.shortcoming_id], "carried_to", None)
        if later is not None and later.outcome:
            words = _("The review of %(year)s has assessed this shortcoming; its plan stands as it is.")
            year = later.review.campaign.year
            self.refusals.append(Refusal(words % {"year": year}, f"result-{place}", CITATION))
        elif name := self._differs(row, value, _PROMISE):
            self.refusals.append(Refusal(self.settled.message, f"{name}-{place}", self.settled.citation))

    def _check_removal(self, row: RemedyMeasure, place: int) -> None:
        if self.settled:
            self.refusals.append(Refusal(self.settled.message, f"measure-{place}", self.settled.citation))
        elif not self.may_remove:
            words = _("“%(file)s” has been sent: a measure is changed or closed, not taken out. The office may do it.")
            self.refusals.append(Refusal(words % {"file": self.review.file.name}, f"measure-{place}"))

    @staticmethod
    def _differs(row: RemedyMeasure, value: MeasureValue, names: tuple[str, ...]) -> str:
        """The first of these fields in which what is typed is not what is kept."""
        return next((name for name in names if getattr(row, name) != getattr(value, name)), "")
