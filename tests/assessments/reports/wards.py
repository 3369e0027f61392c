"""Random small wards as dossiers, and papers made of them without a database."""

from dataclasses import dataclass
from datetime import date
from random import Random

from django.utils.translation import override

from assessments.reports.contents.party_document import Issue, PrintedHead
from assessments.reports.contents.ward_summary import WardSummary, written
from assessments.reports.report_data import FORMAT, NARRATIVE_KEYS, ReportData, WardOnPaper
from assessments.rules import Answer, check, read_dossier
from assessments.selectors.hint_figures import NO_HINTS
from assessments.selectors.remedy_figures import NO_REMEDIES
from assessments.selectors.tallies import Tally, tally_from
from assessments.selectors.year_rounds import NO_ROUNDS

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Ngọc", "Quốc", "Xuân", "Kiều")
GIVEN = ("An", "Ánh", "Bình", "Cường", "Đạt", "Giang", "Hạnh", "Khánh", "Nga", "Oanh", "Quyên", "Uyên", "Yến")
GRADES = ("excellent", "good", "fulfilled", "unfulfilled", None)
REASONS = ("degraded", "under_half_of_tasks", "employer_unfulfilled", "disciplined", "other", None)


def random_ward(seed: int, members: int = 40, cells: int = 4) -> dict:
    """A dossier with everything that can happen to a member, a cell, a collective; not one that may be signed."""
    chance = Random(seed)
    cell_rows = [
        {
            "code": f"KP{number:02}",
            "name": f"Chi bộ Khu phố {number}",
            "established_on": chance.choice(("1996-02-03", "2021-11-01")),
            "grade": chance.choice(GRADES),
        }
        for number in range(1, cells + 1)
    ]
    people = [_member(chance, number, chance.choice(cell_rows)["code"]) for number in range(1, members + 1)]
    bodies = [_body(chance, number, people) for number in range(1, 6)]
    posts = [
        {
            "member": chance.choice(people)["code"],
            "management_level": chance.choice(("ward", "district", "city")),
            "unit": chance.choice(bodies)["code"],
            "grade": chance.choice(GRADES),
        }
        for _number in range(chance.randrange(8))
    ]
    return {
        "format": "ward-dossier/1",
        "ruleset": "2021",
        "year": 2021,
        "review_date": "2021-12-20",
        "grading_date": "2022-01-08",
        "organization": {"code": "P11", "name": "Đảng bộ Phường 11", "grade": chance.choice(GRADES)},
        "agencies": [{"code": "TH01", "name": "Trường Tiểu học Lương Thế Vinh", "grade": chance.choice(GRADES)}],
        "cells": cell_rows,
        "members": people,
        "collectives": bodies,
        "officers": posts,
        "reasons": [{"rule": "grade-missing", "subject": people[0]["code"], "text": "Đang điều trị dài ngày."}],
    }


def _member(chance: Random, number: int, cell: str) -> dict:
    grade = chance.choices(GRADES, (15, 60, 12, 8, 5))[0]
    row = {
        "code": f"M{number:04}",
        "name": f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}",
        "cell": cell,
        "status": chance.choices(("active", "probationary", "exempt", "suspended", "committee_suspended"), (80, 6, 6, 4, 4))[0],
        "admitted_on": chance.choices(("1990-05-19", "2021-10-10"), (9, 1))[0],
        "grade": grade,
    }  # fmt: skip
    if grade == "unfulfilled":
        row |= {"unfulfilled_reason": chance.choice(REASONS), "disciplined": chance.choice((None, "warning"))}
    return row


def _body(chance: Random, number: int, people: list[dict]) -> dict:
    return {
        "code": f"TT{number:02}",
        "name": f"Tập thể số {number}",
        "kind": chance.choice(("cell_committee", "peoples_committee", "peoples_council_standing", "agency_leadership")),
        "established_on": chance.choice(("2015-01-01", "2021-12-01")),
        "seats": [{"member": person["code"]} for person in chance.sample(people, chance.choice((2, 3, 4)))],
        "reviewed": chance.choice((True, False)),
        "grade": chance.choice(GRADES),
    }


@dataclass(frozen=True)
class Counted:
    """A dossier, what the engine answers, what is counted."""

    dossier: dict
    answer: Answer
    tally: Tally
    reviewed: frozenset[str]


def counted(dossier: dict, *, decided: bool = True) -> Counted:
    answer = check(read_dossier(dossier))
    reviewed = frozenset(row["code"] for row in dossier["members"][::2])
    return Counted(dossier, answer, tally_from(answer, decided=decided, reviewed=reviewed), reviewed)


NARRATIVE = {
    "situation": "Đảng bộ Phường 11 có nhiều chi bộ trực thuộc.\nDịch bệnh diễn biến phức tạp, các cấp ủy vẫn tổ chức kiểm điểm đúng hạn.",
    "shortcomings": "Một số bản kiểm điểm còn chung chung.",
    "proposals": "Đề nghị hướng dẫn sớm hơn.",
}


WARD = WardOnPaper(
    superior_name="Đảng bộ Quận Gò Vấp",
    committee_name="Đảng ủy Phường 11",
    deciding_body="Ban Thường vụ Đảng ủy",
    place="Phường 11",
    document_symbol="ĐU",
    signing_authority="T/M BAN THƯỜNG VỤ",
    signatory_position="PHÓ BÍ THƯ THƯỜNG TRỰC",
    signatory_name="Trần Thị Kiểm Thử",
    receiving_body="Ban Tổ chức Quận ủy",
    recipients="- Ban Tổ chức Quận ủy,\nCác đồng chí Đảng ủy viên\n\nLưu Văn phòng Đảng ủy.",
)


def report_data(tally: Tally, issue: Issue | None = None, narrative: dict | None = None, **values) -> ReportData:
    """What the report says beside the dossier of this tally."""
    told = NARRATIVE if narrative is None else narrative
    return ReportData(
        **{
            "format": FORMAT,
            "year": 2021,
            "draft": not tally.decided,
            "number": issue.number if issue else "",
            "dated_on": issue.dated_on if issue else date(2022, 1, 8),
            "ward": WARD,
            "narrative": {key: told.get(key, "") for key in NARRATIVE_KEYS},
            "reviewed": (),
            "titles": (),
            "cell_kinds": {},
            "hints": NO_HINTS,
            "remedies": NO_REMEDIES,
            "rounds": NO_ROUNDS,
            "late": (),
            "journal": issue.journal if issue else None,
        }
        | values
    )


def paper_of(tally: Tally, issue: Issue | None = None, narrative: dict | None = None) -> WardSummary:
    """The ward report over a tally, as the portal writes it."""
    with override("vi"):
        return written(report_data(tally, issue, narrative), tally)


ISSUE = Issue("12", date(2022, 1, 10), PrintedHead(120, "0123456789abcdef" * 4))
