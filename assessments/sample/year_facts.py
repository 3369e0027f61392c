"""The facts of a fictional year: employers' grades, sick leave, tasks done, a few disciplines – each with its paper."""

from datetime import date, timedelta
from random import Random

from assessments.sample.ground import Ground
from assessments.sample.voices import is_at_work
from assessments.services import year_facts
from cells.models import Member
from cells.vocabulary import CellKind, EmployerAnswer, MemberStatus, UnfulfilledReason

#: Cells whose people are graded by an employer or unit; elsewhere most are retired.
_EMPLOYED = frozenset({CellKind.POLICE, CellKind.MILITARY, CellKind.OFFICE, CellKind.PUBLIC_SERVICE})
#: Of seventeen, how many an employer grades so.
_GRADES = (*[EmployerAnswer.EXCELLENT] * 5, *[EmployerAnswer.GOOD] * 11, EmployerAnswer.FULFILLED)


def record_facts(ground: Ground, year: int, random: Random, on: date, one_disciplined_in: int = 190) -> None:
    """Record the year of every member of the ward. `on`: the day of recording, within the year."""
    people = list(
        Member.objects.filter(ward=ground.ward, cell__isnull=False, left_on__isnull=True)
        .select_related("cell")
        .order_by("code")
    )
    rows = []
    for person in people:
        employed = person.cell.cell_kind in _EMPLOYED and is_at_work(person, year)
        grade = random.choice(_GRADES) if employed else EmployerAnswer.NONE
        values = {
            "employer_grade": grade,
            "employer_source": f"Phiếu đánh giá viên chức, công chức năm {year}" if employed else "",
            "task_completion": random.randint(88, 100) if employed else None,
            "task_source": f"Báo cáo tổng kết đơn vị năm {year}" if employed else "",
        }
        if random.random() < 0.02:
            values |= {"sick_leave_months": random.randint(1, 5), "sick_leave_source": "Giấy ra viện, sổ khám bệnh"}
        rows.append(year_facts.FactsRow(member_id=person.pk, values=values, revision=0))
    year_facts.record_rows(by=ground.office, year=year, rows=rows, on=on)
    ordinary = [
        person
        for person in people
        if person.status == MemberStatus.ACTIVE
        and not person.position
        and person.cell.cell_kind == CellKind.NEIGHBOURHOOD
    ]
    for number, person in enumerate(_of_different_cells(ordinary, len(people) // one_disciplined_in, random)):
        paper, decided = f"Quyết định {7 + number}-QĐ/UBKT", date(year, 9, 7) + timedelta(days=number)
        year_facts.add_discipline(
            by=ground.office,
            member_id=person.pk,
            year=year,
            form="reprimand",
            decided_on=decided,
            violated_on=decided - timedelta(days=120),
            source=f"{paper} ngày {decided:%d/%m/%Y}",
            on=on,
        )
        record = person.year_records.get(year=year)
        year_facts.record_year_facts(
            by=ground.office,
            member_id=person.pk,
            year=year,
            values={
                "unfulfilled_reason": UnfulfilledReason.DISCIPLINED,
                "unfulfilled_source": paper,
            },
            revision=record.revision,
            on=on,
        )


def _of_different_cells(people: list[Member], wanted: int, random: Random) -> list[Member]:
    """One or more people drawn by lot, each from a cell of their own."""
    drawn: dict[int, Member] = {}
    for person in random.sample(people, len(people)):
        drawn.setdefault(person.cell_id, person)
    return list(drawn.values())[: max(1, wanted)]
