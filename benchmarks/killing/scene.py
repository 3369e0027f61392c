"""What is worked on: wards with files to write, rosters to import, tables to sign, reports to issue, forms to print.

The people of the sample work in all of them: the office `vanphong`, the committee `thuongvu1`, the secretary `bithu1`.
"""

from dataclasses import dataclass, field
from datetime import date

from assessments.models import Campaign, Review, ReviewFile
from assessments.selectors.critiques import critique_rows
from assessments.services import self_critiques
from assessments.workflow import Scope
from cells.access import forget_access
from cells.models import Account, Mandate, Organization
from cells.roles import Role
from cells.services.roster import apply_roster
from tests import factories as make
from tests.assessments.cell_scene import full_values
from tests.assessments.sitting import Sitting
from tests.workbooks import flat_layout

PASSWORD = "kiem-diem-2021"
_CELLS, _WRITERS, _PRINTED_CELLS, _PRINTED = 8, 5, 4, 12
_ROSTERS, _FIRST_ROSTER = 4, 60


@dataclass
class Scene:
    reviews: list[Review]
    written: Campaign
    sittings: list[Sitting]
    issuing: Sitting
    rosters: list[Organization]
    printed: list[ReviewFile]
    #: Of each sitting, which scope is signed next.
    signed: dict[int, int] = field(default_factory=dict)


def make_scene(sittings: int) -> Scene:
    """`sittings`: how many wards wait for their three signatures."""
    office, committee, secretary = (_account(name) for name in ("vanphong", "thuongvu1", "bithu1"))
    written = _written_ward(office, secretary)
    rows = [row.review for file in _files(written) for row in critique_rows(file) if row.bar is None]
    for review in rows:
        self_critiques.autosave(
            by=secretary, review_id=review.pk, values=full_values(review, "Đã"), revision=0, on=make.TODAY
        )
    held = [Sitting(members=8, ward=f"S{number:02d}") for number in range(sittings)]
    issuing = Sitting(members=8, ward="BC")
    issuing.decide_all()
    for sitting in held:
        sitting.take_over(Scope.UNITS)
    rosters = [_roster_ward(f"N{number}", office) for number in range(_ROSTERS)]
    printed = _printed_ward(office)
    wards = [written.ward, *(one.ward for one in held), issuing.ward]
    for ward in wards:
        _mandate(office, Role.OFFICE, ward)
        _mandate(committee, Role.COMMITTEE, ward)
    return Scene(rows, written, held, issuing, rosters, printed)


def _account(username: str) -> Account:
    return Account.objects.create_user(username, PASSWORD, display_name=f"Đồng chí {username}")


def _mandate(account: Account, role: Role, unit: Organization) -> None:
    Mandate.objects.get_or_create(account=account, role=role, organization=unit, from_date=date(2020, 1, 1))
    forget_access(account)


def _files(campaign: Campaign) -> list[ReviewFile]:
    found = ReviewFile.objects.filter(campaign=campaign).select_related("campaign__ward", "cell", "collective")
    return list(found.order_by("position", "code"))


def _written_ward(office: Account, secretary: Account) -> Campaign:
    """Eight cells with files overdue, each with a secretary who can be reminded; one secretary writes in all."""
    ward = make.make_ward("P11")
    _mandate(office, Role.OFFICE, ward)
    cells = [make.make_cell(ward, f"KP{number:02d}", f"Chi bộ Khu phố {number}") for number in range(1, _CELLS + 1)]
    for number, cell in enumerate(cells, start=1):
        for one in range(_WRITERS):
            make.make_member(cell, f"Nguyễn Văn Viết {number} {one}")
        _mandate(secretary, Role.SECRETARY, cell)
        reminded = make.make_account(f"nhac{number}", Role.SECRETARY, cell, display_name=f"Bí thư {number}")
        Account.objects.filter(pk=reminded.pk).update(email=f"nhac{number}@phuong11.test")
    return make.make_open_campaign(ward, office)


def _roster_ward(code: str, office: Account) -> Organization:
    ward = make.make_ward(code, f"Đảng bộ Phường {code}")
    _mandate(office, Role.OFFICE, ward)
    data = roster(code, "Chi bộ Gốc", 0, _FIRST_ROSTER)
    apply_roster(by=office, ward_id=ward.pk, data=data, on=make.TODAY, filename="goc.xlsx")
    return ward


def _printed_ward(office: Account) -> list[ReviewFile]:
    ward = make.make_ward("IN", "Đảng bộ Phường In")
    _mandate(office, Role.OFFICE, ward)
    for number in range(1, _PRINTED_CELLS + 1):
        cell = make.make_cell(ward, f"IN{number:02d}", f"Chi bộ In {number}")
        for one in range(_PRINTED):
            make.make_member(cell, f"Trần Thị In {number} {one}")
    return _files(make.make_open_campaign(ward, office))


def person(ward: str, number: int, position: str = "") -> tuple:
    """A row of a roster; the same number is the same person."""
    card = f"8{ward[-1]}.{number:06d}"
    born = date(1950 + number % 45, 1 + number % 12, 1 + number % 28)
    return (
        f"Phạm Thị Mới {number}", None, born, "Kinh", date(2005, 2, 3), date(2006, 2, 3), card, position, "",
    )  # fmt: skip


def roster(ward: str, cell: str, first: int, people: int, also: tuple[int, ...] = (), position: str = "") -> bytes:
    """A workbook of `people` from number `first` on in one cell, and of some of the first cell with another position."""
    new = [(person(ward, number), cell) for number in range(first, first + people)]
    old = [(person(ward, number, position), "Chi bộ Gốc") for number in also]
    return flat_layout(*new, *old)
