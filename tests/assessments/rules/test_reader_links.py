"""Reading a dossier: codes used once, references to somebody, dates in order."""

from datetime import date
from unicodedata import normalize

import pytest

from assessments.rules import read_dossier
from tests.assessments.rules.dossiers import body, cell, head, member, officer, outsider, ward
from tests.assessments.rules.test_reader import PEOPLE, places


@pytest.mark.parametrize(
    ("parts", "where"),
    [
        ({"members": [member("M1"), member("M1")]}, "members[1].code"),
        ({"cells": [cell("K01"), cell("K01")]}, "cells[1].code"),
        ({"cells": [cell("K01"), cell("P11")]}, "cells[1].code"),
        ({"agencies": [{"code": "K01"}]}, "agencies[0].code"),
        ({"agencies": [{"code": "A"}], "collectives": [body("A")]}, "collectives[0].code"),
        ({"collectives": [body("P11")]}, "collectives[0].code"),
        ({"members": [member("K01")]}, "members[0].code"),
        ({"members": [member("Đ1"), member(normalize("NFD", "Đ1é")), member("Đ1é")]}, "members[2].code"),
        ({"parameters": {"head_exceptions": [{"code": "X"}, {"code": "X"}]}}, "parameters.head_exceptions[1].code"),
    ],
)
def test_a_code_used_twice(parts, where):
    assert places(ward(**parts)) == [where]


@pytest.mark.parametrize(
    ("parts", "where"),
    [
        ({"members": [member("M1", cell="K99")]}, "members[0].cell"),
        ({"members": [member("M1", cell="P11")]}, "members[0].cell"),
        ({"collectives": [body("B", "M1")]}, "collectives[0].seats[0].member"),
        ({"officers": [officer("M9", "K01")]}, "officers[0].member"),
        ({"members": PEOPLE, "officers": [officer("M1", "K99")]}, "officers[0].unit"),
        ({"members": PEOPLE, "officers": [officer("M1", "M2")]}, "officers[0].unit"),
        ({"heads": [head("M9", "K01")]}, "heads[0].member"),
        ({"members": PEOPLE, "heads": [head("M1", "K99")]}, "heads[0].unit"),
        ({"members": PEOPLE, "heads": [head("M1", "K01", exception="X9")]}, "heads[0].exception"),
        ({"reasons": [{"rule": "grade-missing", "subject": "M9"}]}, "reasons[0].subject"),
    ],
)
def test_a_reference_to_nobody(parts, where):
    assert places(ward(**parts)) == [where]


@pytest.mark.parametrize("subject", ["P11", "K01", "M1", "ward", "district"])
def test_a_reason_may_name_any_subject_of_a_finding(subject):
    assert read_dossier(ward(members=PEOPLE, reasons=[{"rule": "grade-missing", "subject": subject}])).reasons


def test_the_same_headship_twice():
    heads = [head("M1", "K01"), head("M2", "K01"), head("M1", "P11"), head("M1", "K01")]

    assert places(ward(members=PEOPLE, heads=heads)) == ["heads[3]"]


@pytest.mark.parametrize(
    "person",
    [
        member("M1", cell=None),
        {"code": "M1", "status": "active"},
        outsider("X") | {"cell": "K01"},
    ],
)
def test_a_party_member_has_a_cell_and_nobody_else_has(person):
    assert places(ward(members=[person])) == ["members[0].cell"]


def test_a_person_outside_the_party_may_leave_the_cell_out():
    assert read_dossier(ward(members=[{"code": "X", "status": "non_member"}])).members[0].cell is None


@pytest.mark.parametrize(
    ("review", "expected"), [("2022-01-07", []), ("2022-01-08", []), ("2022-01-09", ["review_date"])]
)
def test_the_review_is_not_after_the_grading(review, expected):
    document = ward(review_date=review)

    assert (places(document) if expected else read_dossier(document) and []) == expected


@pytest.mark.parametrize(("end", "fine"), [("2021-06-30", False), ("2021-07-01", True), ("2021-07-02", True)])
def test_a_seat_does_not_end_before_it_begins(end, fine):
    seat = {"member": "M1", "from": "2021-07-01", "to": end}
    document = ward(members=PEOPLE, collectives=[body("B", "M2") | {"seats": [{"member": "M2"}, seat]}])

    if fine:
        assert read_dossier(document).collectives[0].seats[1].until == date.fromisoformat(end)
    else:
        assert places(document) == ["collectives[0].seats[1].to"]


def test_all_faults_between_the_parts_are_told_together():
    document = ward(review_date="2022-02-01", members=[member("M1", cell="X"), member("M1")], heads=[head("M9", "K9")])

    assert places(document) == ["review_date", "members[1].code", "members[0].cell", "heads[0].member", "heads[0].unit"]
