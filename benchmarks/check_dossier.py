"""How long a large dossier takes: 4,000 members in 100 cells, read and answered.

python benchmarks/check_dossier.py [MEMBERS] [CELLS]
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assessments.rules import check, read_dossier

GRADES = ("excellent", "good", "good", "good", "fulfilled")


def member(number: int, cells: int) -> dict[str, object]:
    return {
        "code": f"M{number:05}",
        "name": f"Đảng viên {number}",
        "cell": f"C{number % cells:03}",
        "status": "active",
        "admitted_on": "1990-05-19",
        "grade": GRADES[number % len(GRADES)],
        "excellent_ballots": number % 30,
        "levels": {"tasks": ["excellent"] * 6, "others": ["good"] * 6},
        "employer_grade": None,
        "task_completion": 95,
        "sick_leave_months": 0,
    }


def dossier(members: int, cells: int, base: str) -> dict[str, object]:
    grades = ("excellent", "good", "good", "fulfilled")
    bodies = [
        {
            "code": f"T{number:03}",
            "kind": "cell_committee",
            "seats": [{"member": f"M{number + step * cells:05}"} for step in range(3)],
            "grade": "good",
        }
        for number in range(cells)
    ]
    return {
        "format": "ward-dossier/1",
        "ruleset": "2021",
        "year": 2021,
        "review_date": "2021-12-20",
        "grading_date": "2022-01-08",
        "parameters": {"cap_base": base},
        "organization": {"code": "P11", "grade": "good"},
        "cells": [{"code": f"C{number:03}", "grade": grades[number % 4]} for number in range(cells)],
        "members": [member(number, cells) for number in range(members)],
        "collectives": bodies,
        "officers": [
            {"member": f"M{number:05}", "management_level": "ward", "unit": f"T{number:03}", "grade": "good"}
            for number in range(cells)
        ],
        "heads": [
            {"member": f"M{number:05}", "unit": f"C{number:03}", "appointed_on": "2020-01-01"}
            for number in range(cells)
        ],
    }


def main(members: int = 4000, cells: int = 100) -> None:
    for base in ("good_or_better", "good_only"):
        text = json.dumps(dossier(members, cells, base))
        start = time.perf_counter()
        read = read_dossier(text)
        between = time.perf_counter()
        answer = check(read)
        end = time.perf_counter()
        sys.stdout.write(
            f"{base}: {members} members, {cells} cells: read {between - start:.3f} s, checked {end - between:.3f} s, "
            f"{len(answer.findings)} findings, {len(answer.trace)} looks\n"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
