"""What a year says of a person (rules B), each with its source document; and disciplines.

These write the ground only. Where a campaign of the year may be open, call `assessments.services.year_facts`, which
also brings the frozen facts up to date.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of, require
from cells.journal import record
from cells.models import Account, Discipline, Member, YearRecord
from cells.models.year_record import YEAR_FACTS
from cells.refusals import Refusal, Refused, StaleEdit
from cells.services.dates import shown
from cells.services.edits import locked, put_values
from cells.vietnamese import tidy
from cells.vocabulary import DisciplineForm, EmployerAnswer, UnfulfilledReason

FIELDS = frozenset(YEAR_FACTS)
SOURCE_FIELDS = frozenset(name for name in FIELDS if name.endswith("_source"))
SICK_LEAVE_THAT_LOWERS = 3  # months (rules B3)
TASKS_THAT_LOWER = 50  # percent; under it (rules B2)
_SOURCE_OF_REASON = {
    UnfulfilledReason.DEGRADED: "degraded_source",
    UnfulfilledReason.UNDER_HALF: "task_source",
    UnfulfilledReason.EMPLOYER: "employer_source",
}


@transaction.atomic
def record_year_facts(
    *, by: Account, member_id: int, year: int, values: dict, revision: int | None, on: date
) -> YearRecord:
    """Record a person's facts of a year. `values` holds some of FIELDS; `revision` 0 means: nothing recorded yet.

    Office for everyone, a secretary for the own cell. Raises StaleEdit (current may be None), Refused.
    """
    member = editable_person(by, member_id, on)
    facts = YearRecord.objects.filter(member=member, year=year).first()
    if revision is not None and revision != (facts.revision if facts else 0):
        raise StaleEdit(facts)
    facts = facts or YearRecord(member=member, year=year, revision=0)
    values = {name: tidy(value) if name in SOURCE_FIELDS else value for name, value in values.items()}
    before, after = put_values(facts, values, FIELDS)
    if not after:
        return facts
    if refusals := fact_refusals(facts):
        raise Refused(*refusals)
    facts.revision += 1
    facts.save()
    record(
        by=by,
        action="year_facts.recorded",
        subject=member,
        ward_code=member.ward.code,
        before={"year": year, **before},
        after={"year": year, **after},
    )
    return facts


def fact_refusals(facts: YearRecord) -> list[Refusal]:
    """Figures within bounds, and a document wherever a fact lowers or lifts a grade."""
    refusals = []
    if facts.sick_leave_months is not None and not 0 <= facts.sick_leave_months <= 12:
        refusals.append(Refusal(_("Months of sick leave: a whole number from 0 to 12."), field="sick_leave_months"))
    if facts.task_completion is not None and not 0 <= facts.task_completion <= 100:
        refusals.append(Refusal(_("Tasks completed: a whole number from 0 to 100 percent."), field="task_completion"))
    for name, needed in _needed_sources(facts).items():
        if needed and not getattr(facts, name):
            refusals.append(
                Refusal(
                    _("Name the source document: this fact lowers or lifts the grade."), field=name, citation="HD 21"
                )
            )
    return refusals


def _needed_sources(facts: YearRecord) -> dict[str, bool]:
    return {
        "sick_leave_source": (facts.sick_leave_months or 0) >= SICK_LEAVE_THAT_LOWERS,
        "task_source": facts.task_completion is not None and facts.task_completion < TASKS_THAT_LOWER,
        "employer_source": facts.employer_grade not in (EmployerAnswer.NOT_RECORDED, EmployerAnswer.NONE),
        "degraded_source": facts.found_degraded is True,
        "unfulfilled_source": bool(facts.unfulfilled_reason) and not _reason_is_documented(facts),
    }


def _reason_is_documented(facts: YearRecord) -> bool:
    """The reason points to a fact that has its document already."""
    if facts.unfulfilled_reason == UnfulfilledReason.DISCIPLINED:
        return Discipline.objects.filter(member_id=facts.member_id, counted_in_year=facts.year).exists()
    field = _SOURCE_OF_REASON.get(facts.unfulfilled_reason)
    return bool(field and getattr(facts, field))


@transaction.atomic
def add_discipline(
    *,
    by: Account,
    member_id: int,
    year: int,
    form: str,
    decided_on: date,
    violated_on: date | None,
    source: str,
    on: date,
) -> Discipline:
    """Record a discipline that counts in `year`. One violation counts in one year only (HD 21). Raises Refused."""
    member = editable_person(by, member_id, on)
    discipline = Discipline(
        member=member,
        form=form,
        decided_on=decided_on,
        violated_on=violated_on,
        source=tidy(source),
        counted_in_year=year,
    )
    if refusals := _discipline_refusals(discipline, on):
        raise Refused(*refusals)
    discipline.save()
    record(
        by=by,
        action="discipline.added",
        subject=member,
        ward_code=member.ward.code,
        after=discipline_facts(discipline),
    )
    return discipline


@transaction.atomic
def remove_discipline(*, by: Account, discipline_id: int, reason: str, on: date) -> Member:
    """Withdraw a discipline (lifted on appeal, entered by mistake). The journal keeps it with the reason."""
    member_id = Discipline.objects.values_list("member_id", flat=True).get(pk=discipline_id)
    member = editable_person(by, member_id, on)
    discipline = locked(Discipline.objects, discipline_id)
    if not reason.strip():
        raise Refused(_("Say why the discipline is withdrawn, with the document."), field="reason")
    record(
        by=by,
        action="discipline.withdrawn",
        subject=member,
        ward_code=member.ward.code,
        before=discipline_facts(discipline),
        reason=reason,
    )
    discipline.delete()
    return member


def discipline_facts(discipline: Discipline) -> dict:
    return {
        "form": discipline.form,
        "decided_on": discipline.decided_on,
        "violated_on": discipline.violated_on,
        "source": discipline.source,
        "counted_in_year": discipline.counted_in_year,
    }


def _discipline_refusals(discipline: Discipline, on: date) -> list[Refusal]:
    refusals = []
    if discipline.form not in DisciplineForm.values:
        refusals.append(Refusal(_("Choose the form of the discipline."), field="form"))
    if not discipline.source:
        refusals.append(Refusal(_("Name the decision: number, date, who issued it."), field="source", citation="HD 21"))
    if discipline.decided_on > on:
        refusals.append(Refusal(_("The decision lies in the future. Mend the date."), field="decided_on"))
    if discipline.violated_on and discipline.violated_on > discipline.decided_on:
        refusals.append(
            Refusal(
                _("The violation lies after the decision (%(day)s). Mend one of the dates.")
                % {"day": shown(discipline.decided_on)},
                field="violated_on",
            )
        )
    counted = _counted_already(discipline)
    if counted is not None:
        refusals.append(
            Refusal(
                _("This violation is recorded already and counts in %(year)s: one violation counts in one year only.")
                % {"year": counted.counted_in_year},
                field="violated_on",
                citation="HD 21",
            )
        )
    return refusals


def _counted_already(discipline: Discipline) -> Discipline | None:
    """The same violation by its date; without one, the same form decided on the same day."""
    recorded = Discipline.objects.filter(member_id=discipline.member_id)
    if discipline.violated_on:
        return recorded.filter(violated_on=discipline.violated_on).first()
    return recorded.filter(form=discipline.form, decided_on=discipline.decided_on).first()


def editable_person(by: Account, member_id: int, on: date) -> Member:
    """The person, locked, for the office of the ward or the secretary of the person's cell."""
    member = locked(Member.objects.select_related("ward", "cell"), member_id)
    access = access_of(by, on)
    require(
        member.cell_id in access.cells or access.is_office(member.ward_id),
        _("ward party office, or secretary of the cell"),
    )
    return member
