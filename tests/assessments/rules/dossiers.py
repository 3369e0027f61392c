"""Small dossiers for the rules' tests: one good cell, and everything else added by name."""

from assessments.rules import Answer, check, read_dossier

DAY = "2022-01-08"
EARNED = {"levels": {"tasks": ["excellent"], "others": ["good"]}, "employer_grade": None}


def member(code, grade="good", **facts):
    base = {"code": code, "cell": "K01", "status": "active", "admitted_on": "1998-05-19", "grade": grade}
    return base | (EARNED if grade == "excellent" else {}) | facts


def members(cell="K01", **numbers):
    """`members("K02", excellent=2, good=3)`: codes say the cell, the grade and the number."""
    return [
        member(f"{cell}-{grade}-{number:03}", grade, cell=cell)
        for grade, many in numbers.items()
        for number in range(1, many + 1)
    ]


def cell(code, grade="good", **facts):
    return {"code": code, "grade": grade, **facts}


def outsider(code, **facts):
    return {"code": code, "cell": None, "status": "non_member", **facts}


def body(code, *people, kind="agency_leadership", grade="good", **facts):
    return {"code": code, "kind": kind, "seats": [{"member": who} for who in people], "grade": grade, **facts}


def officer(who, unit, grade="good", level="ward"):
    return {"member": who, "unit": unit, "management_level": level, "grade": grade}


def head(who, unit, **facts):
    return {"member": who, "unit": unit, "appointed_on": "2015-03-01", **facts}


def ward(**parts):
    """A dossier of 2021 with the organization and cell K01 graded good; parts replace the defaults."""
    return {
        "format": "ward-dossier/1",
        "ruleset": "2021",
        "year": 2021,
        "review_date": "2021-12-20",
        "grading_date": DAY,
        "organization": {"code": "P11", "grade": "good"},
        "cells": [cell("K01")],
    } | parts


def answer(rule_set=None, **parts) -> Answer:
    return check(read_dossier(ward(**parts)), rule_set)


def found(answer: Answer, rule: str):
    """(severity, subject) of the findings of one rule, in the order of the answer."""
    return [(finding.severity.value, finding.subject) for finding in answer.findings if finding.rule == rule]


def all_found(answer: Answer):
    return [(finding.severity.value, finding.rule.value, finding.subject) for finding in answer.findings]


def only(answer: Answer, rule: str):
    """The one finding of that rule."""
    (finding,) = (finding for finding in answer.findings if finding.rule == rule)
    return finding
