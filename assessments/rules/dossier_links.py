"""What must hold between the parts of a dossier: codes used once, references to somebody, dates in order."""

from collections.abc import Iterable, Iterator

from .facts import Dossier
from .faults import Fault, Said, shown
from .vocabulary import ManagementLevel, MemberStatus


def link_faults(dossier: Dossier) -> Iterator[Fault]:
    yield from _date_faults(dossier)
    yield from _code_faults(dossier)
    yield from _cell_faults(dossier)
    yield from _reference_faults(dossier)
    yield from _headship_faults(dossier)


def _date_faults(dossier: Dossier) -> Iterator[Fault]:
    if dossier.review_date > dossier.grading_date:
        graded = dossier.grading_date
        expected = Said(f"ngày không sau ngày xếp loại {graded}", f"a date not after the grading date {graded}")
        yield Fault("review_date", shown(dossier.review_date), expected)
    for place, body in enumerate(dossier.collectives):
        for number, seat in enumerate(body.seats):
            if seat.since is not None and seat.until is not None and seat.until < seat.since:
                expected = Said(f"ngày không trước ngày bắt đầu {seat.since}", f"a date not before {seat.since}")
                yield Fault(f"collectives[{place}].seats[{number}].to", shown(seat.until), expected)


def _code_faults(dossier: Dossier) -> Iterator[Fault]:
    # One space of codes for people and units: a finding names its subject by code alone.
    yield from _repeated(
        [
            ("organization.code", dossier.organization.code),
            *_coded("cells", dossier.cells),
            *_coded("agencies", dossier.agencies),
            *_coded("collectives", dossier.collectives),
            *_coded("members", dossier.members),
        ]
    )
    yield from _repeated(_coded("parameters.head_exceptions", dossier.parameters.head_exceptions))


def _coded(name: str, entries: Iterable) -> list[tuple[str, str]]:
    return [(f"{name}[{place}].code", entry.code) for place, entry in enumerate(entries)]


def _repeated(codes: list[tuple[str, str]]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for where, code in codes:
        if code in first:
            expected = Said(f"mã chưa dùng (đã có ở {first[code]})", f"a code not yet used (it is at {first[code]})")
            yield Fault(where, shown(code), expected)
        first.setdefault(code, where)


def _cell_faults(dossier: Dossier) -> Iterator[Fault]:
    cells = {cell.code for cell in dossier.cells}
    for place, member in enumerate(dossier.members):
        where = f"members[{place}].cell"
        if member.status is MemberStatus.NON_MEMBER:
            if member.cell is not None:
                expected = Said("null: người ngoài Đảng không thuộc chi bộ nào", "null: outside the Party, in no cell")
                yield Fault(where, shown(member.cell), expected)
        elif member.cell is None:
            yield Fault(where, shown(None), Said("mã chi bộ của đảng viên", "the code of the member's cell"))
        elif member.cell not in cells:
            yield Fault(where, shown(member.cell), Said("mã của một chi bộ trong hồ sơ", "the code of a cell"))


def _reference_faults(dossier: Dossier) -> Iterator[Fault]:
    people = {member.code for member in dossier.members}
    units = {unit.code for unit in (dossier.organization, *dossier.cells, *dossier.collectives, *dossier.agencies)}
    listed = {exception.code for exception in dossier.parameters.head_exceptions}
    subjects = people | units | {level.value for level in ManagementLevel}
    person = Said("mã của một người trong members", "the code of somebody in members")
    unit = Said(
        "mã của tổ chức, chi bộ, tập thể hoặc cơ quan trong hồ sơ",
        "the code of the organization, a cell, a collective or an agency",
    )
    for where, code in _people_named(dossier):
        if code not in people:
            yield Fault(where, shown(code), person)
    for name, entries in (("officers", dossier.officers), ("heads", dossier.heads)):
        for place, entry in enumerate(entries):
            if entry.unit not in units:
                yield Fault(f"{name}[{place}].unit", shown(entry.unit), unit)
    for place, head in enumerate(dossier.heads):
        if head.exception is not None and head.exception not in listed:
            expected = Said("mã trong parameters.head_exceptions", "a code of parameters.head_exceptions")
            yield Fault(f"heads[{place}].exception", shown(head.exception), expected)
    for place, reason in enumerate(dossier.reasons):
        if reason.subject not in subjects:
            expected = Said("mã của một đối tượng trong hồ sơ", "the code of a subject in the dossier")
            yield Fault(f"reasons[{place}].subject", shown(reason.subject), expected)


def _people_named(dossier: Dossier) -> Iterator[tuple[str, str]]:
    for place, body in enumerate(dossier.collectives):
        for number, seat in enumerate(body.seats):
            if seat.member is not None:
                yield f"collectives[{place}].seats[{number}].member", seat.member
    for place, post in enumerate(dossier.officers):
        yield f"officers[{place}].member", post.member
    for place, head in enumerate(dossier.heads):
        yield f"heads[{place}].member", head.member


def _headship_faults(dossier: Dossier) -> Iterator[Fault]:
    first: dict[tuple[str, str], int] = {}
    for place, head in enumerate(dossier.heads):
        headship = head.member, head.unit
        if headship in first:
            again = Said(f"{head.member} đứng đầu {head.unit} lần nữa", f"{head.member} heading {head.unit} again")
            expected = Said(
                f"mỗi chức đứng đầu một lần (đã có ở heads[{first[headship]}])",
                f"each headship once (it is at heads[{first[headship]}])",
            )
            yield Fault(f"heads[{place}]", again, expected)
        first.setdefault(headship, place)
