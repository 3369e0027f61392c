"""`report-data/3`: written and read back without loss; what is not its shape is refused by its place."""

import json
from datetime import date

import pytest

from assessments.reports.contents.party_document import PrintedHead
from assessments.reports.report_data import FORMAT, VERSIONS, AbsentMember, HeldTitle, ReportData, WardOnPaper
from assessments.reports.report_json import ReportDataFault, canonical, read_report_json, report_json
from assessments.selectors.hint_figures import Hinted, HintFigures, HintLine
from assessments.selectors.last_year_figures import LastYear
from assessments.selectors.late_changes import LateLine
from assessments.selectors.remedy_figures import Remedied, RemedyFigures
from assessments.selectors.tallies import GradeCounts
from assessments.selectors.year_rounds import YearRounds

COUNTS = GradeCounts(10, 1, 1, 0, 2, 5, 1, 0)
DATA = ReportData(
    format=FORMAT,
    year=2021,
    draft=False,
    number="12",
    dated_on=date(2022, 1, 14),
    ward=WardOnPaper(*(f"Trường {number}" for number in range(10))),
    narrative={"situation": "Dòng một\nDòng hai", "shortcomings": "", "proposals": "Đề nghị"},
    reviewed=("M0001", "M0002"),
    titles=(HeldTitle("M0001", "UBND", "Chủ tịch"),),
    cell_kinds={"KP01": "neighbourhood", "KP02": ""},
    hints=HintFigures(
        Hinted(1, {"ward": 1}), Hinted(), (HintLine("Chi ủy 1", "ward", "ĐU, 3-CV/ĐU, 01/12/2021", "", 2, 1),)
    ),
    remedies=RemedyFigures(Remedied(found=1, open_days=(date(2022, 3, 1),)), Remedied()),
    rounds=YearRounds(returned=1, planning_submitted=True, planning_number="4-TTr/ĐU"),
    late=(LateLine("Lê Văn Ý", "Chuyển đi", "02/01/2022", "7-QĐ/ĐU"),),
    last_year=LastYear(2020, COUNTS, COUNTS, COUNTS),
    journal=PrintedHead(120, "ab" * 32),
    absent=(AbsentMember("M0003", "công tác"),),
)


def test_what_is_written_is_read_back():
    assert read_report_json(report_json(DATA)) == DATA
    assert report_json(read_report_json(report_json(DATA))) == report_json(DATA)


@pytest.mark.parametrize(("version", "lacking"), [(name, keys) for name, keys in VERSIONS.items() if keys])
def test_an_older_version_is_read_and_written_again_as_it_was(version, lacking):
    values = {key: value for key, value in json.loads(report_json(DATA)).items() if key not in lacking}
    content = canonical(values | {"format": version})
    read = read_report_json(content)

    assert report_json(read) == content
    assert (read.edition, read.absent) == (int(version[-1]), ())
    with pytest.raises(ReportDataFault, match=lacking[0]):
        read_report_json(canonical(values | {"format": FORMAT}))


def test_the_bytes_are_canonical():
    assert report_json(DATA) == canonical(json.loads(report_json(DATA)))
    assert b'": ' not in canonical({"b": {"a": 1}})
    assert canonical({"b": 1, "a": "Đ"}) == '{"a":"Đ","b":1}'.encode()


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("format",), "report-data/4", "$.format"),
        (("format",), ["report-data/3"], "$.format"),
        (("format",), "report-data/1", "$.journal"),
        (("journal", "number"), "7", "$.journal.number"),
        (("year",), "2021", "$.year"),
        (("year",), True, "$.year"),
        (("dated_on",), "14/01/2022", "$.dated_on"),
        (("ward", "place"), None, "$.ward.place"),
        (("ward", "motto"), "x", "$.ward"),
        (("titles", 0, "member"), 7, "$.titles[0].member"),
        (("last_year", "members", "good"), 1.5, "$.last_year"),
        (("unknown",), 1, "unknown"),
    ],
)
def test_another_shape_is_refused_by_its_place(place, value, said):
    values = json.loads(report_json(DATA))
    inside = values
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = value

    with pytest.raises(ReportDataFault) as fault:
        read_report_json(canonical(values))

    assert said in str(fault.value)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b"\xff", b"{", b'{"format":"report-data/1","format":"x"}', b"[" * 100_000]
)
def test_what_is_no_report_data_is_refused(content):
    with pytest.raises(ReportDataFault):
        read_report_json(content)


@pytest.mark.parametrize("key", ["ward", "year", "hints", "late", "narrative"])
def test_a_missing_key_is_refused(key):
    values = json.loads(report_json(DATA))
    del values[key]

    with pytest.raises(ReportDataFault) as fault:
        read_report_json(canonical(values))

    assert key in str(fault.value)
