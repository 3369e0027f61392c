"""The ward at its deadline, made on an empty database, and what lies in it afterwards. Django is set up by the caller."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from assessments.models import Attendance, BallotCount, Meeting, Review, ReviewFile, SelfCritique
from assessments.review_forms import SPECIAL_TOPICS_2021
from assessments.selectors.critiques import critique_rows, form_of
from assessments.services import campaigns, self_critiques
from assessments.services.self_critiques import CritiqueValues
from benchmarks.loading.ledger import State
from benchmarks.loading.words import paragraph
from cells import clock
from cells.models import Account, JournalEntry, Mandate, YearRecord
from tests import factories as make

#: The newest year the shipped rules cover; its deadline is the day of the run.
YEAR = 2022
PASSWORD = "mat-khau-kiem-diem-2022"
#: One cell in so many has everything but each secretary's first critique: it gets to the sending within the run.
READY_EVERY = 4
LEVELS = ("excellent", "good", "average")


@dataclass
class Cell:
    """One file. `owed`: reviews whose critique is not submitted yet; kept up to date by those who submit."""

    file: int
    code: str
    ready: bool
    people: int
    report: int  # the report of the cell's committee: whoever of the cell comes by writes in it
    owed: set[int] = field(default_factory=set)


@dataclass
class Desk:
    """One secretary: `own` are the critiques that fall to this one; `leads`: records the meeting and sends the file."""

    username: str
    cell: Cell
    leads: bool
    own: list[int]


def make_ward(cells: int, members: int, secretaries: int, dice: Random) -> list[Desk]:
    """A ward on the day of its deadline: cells with a committee of three, all members of long standing."""
    ward = make.make_ward()
    office = make.make_account("vanphong", "office", ward, display_name="Văn phòng")
    units = [make.make_cell(ward, f"KP{number:03d}", f"Chi bộ Khu phố {number}") for number in range(1, cells + 1)]
    for unit in units:
        people = [make.make_member(unit) for _number in range(members)]
        make.make_collective(unit, people[:3], name=f"Chi ủy {unit.code}")
        YearRecord.objects.bulk_create(YearRecord(member=one, year=YEAR, employer_grade="none") for one in people)
    accounts = _make_secretaries(units, secretaries)
    _open_year(ward.pk, office)
    files = {file.code: file for file in ReviewFile.objects.select_related("campaign__ward", "cell", "collective")}
    desks = []
    for place, unit in enumerate(units):
        desks += _lay_out(files[unit.code], place % READY_EVERY == 0, accounts[place::cells], dice)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum would have done by then
    return desks


def _make_secretaries(units: list, secretaries: int) -> list[Account]:
    """One after the other to the cells. All have one password, so that its slow digest is made once."""
    digest = make_password(PASSWORD)
    accounts = Account.objects.bulk_create(
        Account(username=f"bithu{number:03d}", display_name=f"Bí thư số {number}", password=digest)
        for number in range(secretaries)
    )
    Mandate.objects.bulk_create(
        Mandate(account=one, role="secretary", organization=units[place % len(units)], from_date=date(2020, 1, 1))
        for place, one in enumerate(accounts)
    )
    return accounts


def _open_year(ward_id: int, office: Account) -> None:
    today = clock.today()
    values = {
        "year": YEAR,
        "review_date": today,
        "grading_date": today + timedelta(days=10),
        "cell_deadline": today,
        "quota_weights": dict(make.WEIGHTS),
        "special_topics": [dict(topic) for topic in SPECIAL_TOPICS_2021],
    }
    campaign = campaigns.create_campaign(by=office, ward_id=ward_id, values=values, on=today)
    campaigns.open_campaign(by=office, campaign_id=campaign.pk, on=today)


@transaction.atomic
def _lay_out(file: ReviewFile, ready: bool, accounts: list[Account], dice: Random) -> list[Desk]:
    """The critiques as they stand at the deadline: most begun, in one cell of four nearly all submitted."""
    rows = [row.review for row in critique_rows(file) if row.bar is None]
    report, people = rows[0], rows[1:]
    cell = Cell(file.pk, file.code, ready, len(people), report.pk)
    desks = [
        Desk(account.username, cell, place == 0, [one.pk for one in people[place :: len(accounts)]])
        for place, account in enumerate(accounts)
    ]
    first = {desk.own[0] for desk in desks if desk.own}
    for place, review in enumerate([*people, report]):
        by = accounts[place % len(accounts)]
        if ready and review.pk not in first:
            _write(by, review, 0, True, dice)
            continue
        cell.owed.add(review.pk)
        if ready or dice.random() < 0.8:
            _write(by, review, dice.randint(1, 2) if ready else dice.randint(1, 5), False, dice)
    return desks


def _write(by: Account, review: Review, left: int, submits: bool, dice: Random) -> None:
    """All but the last `left` sections and the grade, as a draft; or everything, submitted."""
    form = form_of(review, None)
    open_ones = {section.key for section in form.sections[len(form.sections) - left :]} if left else set()
    values = CritiqueValues(
        texts={one.key: "" if one.key in open_ones else paragraph(dice, 3, 6) for one in form.sections},
        levels={one.key: "" if one.key in open_ones else dice.choice(LEVELS) for one in form.rated},
        self_grade="good" if submits else "",
    )
    service = self_critiques.submit_critique if submits else self_critiques.autosave
    service(by=by, review_id=review.pk, values=values, revision=0, on=clock.today())


def critiques() -> dict[int, State]:
    """Every critique as it lies in the database."""
    found = {}
    for critique in SelfCritique.objects.prefetch_related("answers"):
        pairs = [("self_grade", critique.self_grade), ("self_grade_officer", critique.self_grade_officer)]
        for answer in critique.answers.all():
            pairs += [(f"text_{answer.section}", answer.text), (f"level_{answer.section}", answer.level_self)]
        values = {name: value for name, value in pairs if value}
        found[critique.review_id] = State(critique.revision, values, critique.is_submitted)
    return found


def files() -> dict[int, dict[str, object]]:
    """Every file's list, meeting and sending as they lie in the database; pieces that are not there are left out."""
    found: dict[int, dict[str, object]] = {file.pk: {} for file in ReviewFile.objects.all()}
    for file in ReviewFile.objects.exclude(roster_confirmed_at=None):
        found[file.pk]["people"] = True
    for file in ReviewFile.objects.exclude(stage="collecting"):
        found[file.pk]["sent"] = True
    for meeting in Meeting.objects.all():
        found[meeting.file_id]["meeting"] = (meeting.place, meeting.ballots_valid)
    for row in Attendance.objects.filter(present=True).select_related("meeting").order_by("member"):
        found[row.meeting.file_id].setdefault("attendance", []).append(row.member_id)
    for row in BallotCount.objects.select_related("meeting").order_by("review"):
        found[row.meeting.file_id].setdefault("ballots", {})[row.review_id] = (row.excellent, row.good)
    return found


def journal() -> Counter:
    """How often each deed stands in the journal."""
    return Counter(JournalEntry.objects.values_list("action", flat=True))
