"""Who speaks in a fictional text: the life a person leads by age and cell, the work a collective answers for."""

from datetime import date

from assessments.models import Review
from assessments.sample.collective_texts import WORKS, Body
from assessments.sample.duty_texts import DUTIES
from assessments.sample.person_texts import Voice
from cells.models import Member
from cells.vietnamese import fold
from cells.vocabulary import CellKind, CollectiveKind, Gender

#: From this age on people are told as frail, whatever cell they belong to.
_ELDER = 75
#: Last full year at work, in 2020 and 2021 (60 years 3 months, 55 years 4 months).
_LAST_AT_WORK = {Gender.MALE: 60, Gender.FEMALE: 55}
#: Folded words in the name of a public cell or agency → the life of those who work there.
_PUBLIC_WORK = (
    ("tieu hoc", "primary_school"),
    ("thcs", "lower_school"),
    ("trung hoc", "lower_school"),
    ("mam non", "kindergarten"),
    ("y te", "clinic"),
)
_DISCIPLINES = {"reprimand": "khiển trách", "warning": "cảnh cáo", "dismissal": "cách chức", "expulsion": "khai trừ"}
_SCHOOLS = frozenset({"primary_school", "lower_school"})


def is_at_work(person: Member, year: int) -> bool:
    """Young enough to hold a post or a job in this year; somebody without a birth date is."""
    return person.born_on is None or year - person.born_on.year <= _LAST_AT_WORK.get(person.gender, 60)


def voice_of(review: Review, year: int) -> Voice:
    """How this member writes of this year, by the frozen facts and the person behind them."""
    person, facts = review.member, review.facts
    admitted = date.fromisoformat(facts["admitted_on"]) if facts.get("admitted_on") else None
    number = int("".join(filter(str.isdigit, person.code)))  # people keep their address from year to year
    return Voice(
        life=_life(person, year),
        team=12 + number * 7 % 85,
        alley=30 + number * 37 % 950,
        is_new=admitted is not None and admitted.year == year,
        sick_months=facts.get("sick_leave_months") or 0,
        discipline=_DISCIPLINES.get(facts.get("disciplined"), ""),
    )


def _life(person: Member, year: int) -> str:
    if person.born_on is not None and year - person.born_on.year >= _ELDER:
        return "elder"
    if not is_at_work(person, year):
        return "retired"
    if person.cell.cell_kind == CellKind.NEIGHBOURHOOD:
        return "resident"
    if person.cell.cell_kind == CellKind.PUBLIC_SERVICE:
        return _public_work(person.cell.name)
    return person.cell.cell_kind if person.cell.cell_kind in DUTIES else "public_service"


def _public_work(name: str) -> str:
    return next((work for word, work in _PUBLIC_WORK if word in fold(name)), "public_service")


def body_of(review: Review) -> Body:
    """How this collective reports."""
    body = review.collective
    match body.kind:
        case CollectiveKind.CELL_COMMITTEE:
            is_street = body.organization.cell_kind == CellKind.NEIGHBOURHOOD
            return Body("street" if is_street else "workplace", "Chi ủy")
        case CollectiveKind.AGENCY_LEADERSHIP:
            work = _public_work(body.organization.name)
            work = "school" if work in _SCHOOLS else work
            return Body(work if work in WORKS else "workplace", "Tập thể lãnh đạo")
        case _:
            return Body("ward", review.name)
