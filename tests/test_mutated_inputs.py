"""The measurement with mutated files sees what it looks for: a half write, an error, noise; and repeats its inputs."""

import os
from types import SimpleNamespace

import pytest

from benchmarks.mutated_inputs import MUTATIONS, Report, input_of, sent
from benchmarks.mutating.scene import Told, unchanged_unless_done
from cells.models import Organization
from tests.workbooks import AN, ward_layout

ROSTER = ward_layout(("1. CHI BỘ KHU PHỐ 1", [AN]))
DOSSIER = b'{"year": 2021, "review_date": "2021-12-20", "members": [{"code": "M1", "grade": "good"}], "cells": [{}], "collectives": []}'


def writes_and_refuses(_data: bytes) -> Told:
    with unchanged_unless_done():
        Organization.objects.create(kind="ward", code="P99", name="x")
    return Told("refused")


def breaks(_data: bytes) -> Told:
    raise ZeroDivisionError


def speaks(_data: bytes) -> Told:
    os.write(2, b"thread panicked")
    return Told("refused")


def in_order(_data: bytes) -> Told:
    with unchanged_unless_done() as end:
        Organization.objects.create(kind="ward", code="P99", name="x")
        end.done = True
    return Told("applied", done=True)


def told(door) -> Report:
    return sent(SimpleNamespace(doors={"roster": {"door": door}}), Report(0, "roster"), ROSTER)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("door", "fault"),
    [(writes_and_refuses, "cells_organization"), (breaks, "ZeroDivisionError"), (speaks, "thread panicked")],
)
def test_a_broken_promise_is_found_and_nothing_of_it_stays(door, fault):
    (found,) = told(door).faults

    assert fault in found
    assert not Organization.objects.exists()


@pytest.mark.django_db
def test_what_keeps_its_promise_is_no_fault():
    report = told(in_order)

    assert (report.faults, report.answers) == ([], {"door": "applied"})
    assert not Organization.objects.exists()


def test_an_input_can_be_made_again():
    seeds = {"roster": [ROSTER], "ground": [ROSTER], "sheet": [ROSTER], "dossier": [DOSSIER], "report": [DOSSIER]}
    made = [input_of(seeds, 5, index) for index in range(30)]

    assert made == [input_of(seeds, 5, index) for index in range(30)]
    assert len({data for _kind, _names, data in made}) > 20
    assert {kind for kind, _names, _data in made} <= set(MUTATIONS)
