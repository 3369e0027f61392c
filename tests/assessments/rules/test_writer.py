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
