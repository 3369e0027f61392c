"""Writing a dossier: canonical, and reading it back is identity."""

import json
from datetime import date
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from assessments.rules import facts, read_dossier, write_dossier
from assessments.rules.vocabulary import (
    CapBase,
    CollectiveKind,
    DisciplineForm,
    Grade,
    Level,
    ManagementLevel,
    MemberStatus,
    UnfulfilledReason,
)
from tests.assessments.rules.dossiers import ward

TEXT = st.text("aăâđêô Ưổ\n\u0301e'\"", max_size=6)
NAMES = st.none() | TEXT
DAYS = st.none() | st.dates(date(1930, 1, 1), date(2022, 1, 8))
COUNTS = st.none() | st.integers(0, 99)
GRADES = st.none() | st.sampled_from(Grade)
FLAGS = st.none() | st.booleans()
LEVELS = st.lists(st.sampled_from(Level), max_size=3).map(tuple)


def maybe(enum):
    return st.none() | st.sampled_from(enum)


def normal(text):
    return text if text is None else normalize("NFC", text)


@st.composite
def people(draw, code):
    status = draw(st.sampled_from(MemberStatus))
    return facts.Member(
        code,
        None if status is MemberStatus.NON_MEMBER else "K1",
        status,
        normal(draw(NAMES)),
        draw(DAYS),
        draw(GRADES),
        draw(COUNTS),
        facts.Levels(draw(LEVELS), draw(LEVELS)),
        draw(GRADES | st.just(facts.NOT_RECORDED)),
        draw(COUNTS),
        draw(COUNTS),
        draw(maybe(DisciplineForm)),
        draw(FLAGS),
        draw(maybe(UnfulfilledReason)),
    )


@st.composite
def seats(draw):
    begin, end = draw(DAYS), draw(DAYS)
    if begin and end and end < begin:
        begin, end = end, begin
    return facts.Seat(draw(st.sampled_from([None, "M1", "M2"])), begin, end)


@st.composite
def dossiers(draw):
    unit = st.sampled_from(["P11", "K1", "K2", "A", "B"])
    exceptions = draw(st.lists(st.sampled_from(["X1", "X2"]), unique=True))
    level = st.sampled_from(ManagementLevel)
    posts = st.builds(facts.Officer, st.sampled_from(["M1", "M2"]), level, unit, GRADES)
    heads = [
        facts.Head("M1", where, date(2020, 1, 1), draw(st.booleans()), draw(st.sampled_from([None, *exceptions])))
        for where in draw(st.lists(unit, unique=True))
    ]
    reasons = st.builds(facts.Reason, st.just("grade-missing"), unit, NAMES.map(normal), NAMES.map(normal))
    collective = facts.Collective(
        "B",
        draw(st.sampled_from(CollectiveKind)),
        tuple(draw(st.lists(seats(), max_size=3))),
        normal(draw(NAMES)),
        draw(DAYS),
        draw(FLAGS),
        draw(GRADES),
    )
    return facts.Dossier(
        draw(st.sampled_from(["2020", "2021"])),
        draw(st.integers(2000, 2030)),
        draw(st.dates(date(2021, 1, 1), date(2021, 12, 31))),
        date(2022, 1, 8),
        facts.Organization("P11", normal(draw(NAMES)), draw(GRADES)),
        facts.Parameters(
            draw(st.none() | st.integers(1, 100)),
            draw(maybe(CapBase)),
            tuple(facts.ListedException(code, normal(draw(NAMES)), normal(draw(NAMES))) for code in exceptions),
        ),
        draw(st.none() | st.just(facts.QuotaWeights(9, 4, 0, 0))),
        tuple(facts.Cell(code, normal(draw(NAMES)), draw(DAYS), draw(GRADES), draw(COUNTS)) for code in ("K1", "K2")),
        (facts.Agency("A", normal(draw(NAMES)), draw(GRADES)),),
        tuple(draw(people(code)) for code in ("M1", "M2")),
        (collective,),
        tuple(draw(st.lists(posts, max_size=2))),
        tuple(heads),
        tuple(draw(st.lists(reasons, max_size=2))),
    )


@given(dossiers())
def test_reading_back_what_was_written_is_identity(dossier):
    written = write_dossier(dossier)

    assert read_dossier(json.dumps(written)) == dossier
    assert write_dossier(read_dossier(written)) == written


def test_what_is_not_recorded_is_left_out():
    written = write_dossier(read_dossier(ward(members=[{"code": "M1", "cell": "K01", "status": "active"}])))

    assert written == {
        "format": "ward-dossier/1",
        "ruleset": "2021",
        "year": 2021,
        "review_date": "2021-12-20",
        "grading_date": "2022-01-08",
        "parameters": {"head_exceptions": []},
        "organization": {"code": "P11", "grade": "good"},
        "cells": [{"code": "K01", "grade": "good"}],
        "agencies": [],
        "members": [{"code": "M1", "cell": "K01", "status": "active", "grade": None}],
        "collectives": [],
        "officers": [],
        "heads": [],
        "reasons": [],
    }


def test_only_plain_json_types_are_written():
    person = {
        "code": "M1",
        "cell": "K01",
        "status": "active",
        "admitted_on": "1990-05-19",
        "grade": "unfulfilled",
        "levels": {"tasks": ["poor"]},
        "employer_grade": None,
        "disciplined": "warning",
        "found_degraded": False,
        "unfulfilled_reason": "disciplined",
    }
    (written,) = write_dossier(read_dossier(ward(members=[person])))["members"]

    assert written == person
    assert {type(value) for value in written.values()} == {str, dict, type(None), bool}


EVERYTHING = {
    "format": "ward-dossier/1",
    "ruleset": "2021",
    "year": 2021,
    "review_date": "2021-12-20",
    "grading_date": "2022-01-08",
    "parameters": {
        "cap_percent": 15,
        "cap_base": "good_only",
        "head_exceptions": [{"code": "X1", "text": "Biệt phái", "citation": "HD 21"}, {"code": "X2"}],
    },
    "quota_weights": {"excellent": 9, "good": 4, "fulfilled": 1, "unfulfilled": 0},
    "organization": {"code": "P11", "name": "Đảng bộ Phường 11", "grade": "good"},
    "cells": [
        {"code": "K1", "name": "Chi bộ 1", "established_on": "2001-02-03", "grade": "fulfilled", "quota": 2},
        {"code": "K2", "grade": None, "quota": 0},
    ],
    "agencies": [{"code": "A", "name": "Trường 1", "grade": "excellent"}, {"code": "B", "grade": None}],
    "members": [
        {
            "code": "M1",
            "name": "Nguyễn Văn An",
            "cell": "K1",
            "status": "active",
            "admitted_on": "1990-05-19",
            "grade": "unfulfilled",
            "excellent_ballots": 7,
            "levels": {"tasks": ["poor", "good"], "others": ["average"]},
            "employer_grade": "fulfilled",
            "task_completion": 45,
            "sick_leave_months": 3,
            "disciplined": "warning",
            "found_degraded": True,
            "unfulfilled_reason": "other",
        },
        {"code": "M2", "cell": None, "status": "non_member", "grade": None, "levels": {"others": ["good"]}},
    ],
    "collectives": [
        {
            "code": "UB",
            "name": "Ủy ban",
            "kind": "peoples_committee",
            "established_on": "2020-01-02",
            "seats": [{"member": "M1", "from": "2021-01-01", "to": "2021-06-30"}, {"member": None}],
            "reviewed": False,
            "grade": "good",
        },
        {"code": "CU", "kind": "cell_committee", "seats": [], "grade": None},
    ],
    "officers": [
        {"member": "M1", "management_level": "district", "unit": "A", "grade": "good"},
        {"member": "M1", "management_level": "ward", "unit": "K1", "grade": None},
    ],
    "heads": [
        {"member": "M1", "unit": "K1", "appointed_on": "2019-08-07", "main_duty": False, "exception": "X1"},
        {"member": "M1", "unit": "A", "appointed_on": "2020-08-07", "main_duty": True},
    ],
    "reasons": [
        {"rule": "grade-missing", "subject": "K2", "text": "Chờ kết luận", "decided_by": "Đảng ủy"},
        {"rule": "grade-missing", "subject": "B"},
    ],
}


def test_all_that_can_be_recorded_is_written_in_the_order_of_the_format():
    assert json.dumps(write_dossier(read_dossier(EVERYTHING))) == json.dumps(EVERYTHING)
