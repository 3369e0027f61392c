"""The shared cases: dossiers and what a check must answer, exactly."""

import json
from pathlib import Path

import pytest

from assessments.rules import check, read_dossier

CASES = Path(__file__).resolve().parents[2] / "data" / "cases"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in CASES.glob("*.expected.json"))


def answered(name):
    return check(read_dossier((CASES / f"{name}.json").read_bytes())).as_dict()


def expected(name):
    return json.loads((CASES / f"{name}.expected.json").read_text())


def test_all_shared_cases_are_here():
    assert len(NAMES) == 8


@pytest.mark.parametrize("name", NAMES)
def test_findings_are_those_of_the_case(name):
    def keys(findings):
        return sorted((one["severity"], one["rule"], one["subject"]) for one in findings)

    assert keys(answered(name)["findings"]) == keys(expected(name)["findings"])


@pytest.mark.parametrize("part", ["caps", "quotas", "compliant"])
@pytest.mark.parametrize("name", NAMES)
def test_figures_are_those_of_the_case(name, part):
    assert answered(name)[part] == expected(name)[part]


@pytest.mark.parametrize("name", NAMES)
def test_counts_are_those_of_the_case(name):
    counts = answered(name)["counts"]

    assert {key: counts[key] for key in expected(name)["counts"]} == expected(name)["counts"]
