"""Reading a dossier: every fault is named, with its place, what was found and what is expected."""

import json
from datetime import date
from unicodedata import normalize

import pytest

from assessments.rules import DossierFaults, Grade, check, facts, read_dossier
from assessments.rules.faults import MOST_FAULTS
from tests.assessments.rules.dossiers import body, cell, head, member, officer, ward

PEOPLE = [member("M1"), member("M2"), member("M3")]


def faults(source):
    with pytest.raises(DossierFaults) as caught:
        read_dossier(source)
    return caught.value.faults


def places(source):
    return [fault.where for fault in faults(source)]


def test_the_smallest_dossier():
    text = """{"format": "ward-dossier/1", "ruleset": "2021", "year": 2021, "review_date": "2021-12-20",
               "grading_date": "2022-01-08", "organization": {"code": "P11"}}"""

    assert read_dossier(text) == facts.Dossier(
        "2021", 2021, date(2021, 12, 20), date(2022, 1, 8), facts.Organization("P11")
    )
    assert read_dossier(text.encode()) == read_dossier("\ufeff" + text) == read_dossier(json.loads(text))


@pytest.mark.parametrize("key", ["format", "ruleset", "year", "review_date", "grading_date", "organization"])
def test_a_required_key_is_missing(key):
    document = ward()
    del document[key]
    (fault,) = faults(document)

    assert fault.where == key
    assert fault.line("vi") == f"{key}: thiếu khóa; cần khóa bắt buộc này"
    assert fault.line("en") == f"{key}: the key is missing; expected this required key"


REQUIRED = [
    ("organization", {"code": "P11"}, "code"),
    ("cells[0]", {"code": "K01"}, "code"),
    ("agencies[0]", {"code": "A"}, "code"),
    ("members[0]", member("M1"), "code"),
    ("members[0]", member("M1"), "status"),
    ("collectives[0]", body("B"), "code"),
    ("collectives[0]", body("B"), "kind"),
    ("collectives[0]", body("B"), "seats"),
    ("officers[0]", officer("M1", "K01"), "member"),
    ("officers[0]", officer("M1", "K01"), "unit"),
    ("officers[0]", officer("M1", "K01"), "management_level"),
    ("heads[0]", head("M1", "K01"), "member"),
    ("heads[0]", head("M1", "K01"), "unit"),
    ("heads[0]", head("M1", "K01"), "appointed_on"),
    ("reasons[0]", {"rule": "grade-missing", "subject": "M1"}, "rule"),
    ("reasons[0]", {"rule": "grade-missing", "subject": "M1"}, "subject"),
    ("parameters.head_exceptions[0]", {"code": "X"}, "code"),
    ("quota_weights", {"excellent": 5, "good": 4, "fulfilled": 3, "unfulfilled": 0}, "unfulfilled"),
]


def placed(where, entry):
    """The ward with that entry at that place."""
    name = where.split("[")[0]
    if name == "parameters.head_exceptions":
        return ward(parameters={"head_exceptions": [entry]})
    return ward(**{"members": PEOPLE} | {name: [entry] if "[" in where else entry})


@pytest.mark.parametrize(("where", "entry", "key"), REQUIRED)
def test_a_required_key_of_an_entry_is_missing(where, entry, key):
    assert places(placed(where, {name: value for name, value in entry.items() if name != key})) == [f"{where}.{key}"]


@pytest.mark.parametrize(("where", "entry", "key"), REQUIRED)
def test_an_unknown_key_is_refused_by_name(where, entry, key):
    (fault,) = faults(placed(where, entry | {"gade": 1}))

    assert (fault.where, fault.found.en) == (f"{where}.gade", "an unknown key")


@pytest.mark.parametrize(
    ("document", "where"),
    [
        (ward(gade=1), "gade"),
        (ward(parameters={"percent": 20}), "parameters.percent"),
        (ward(members=[member("M1", levels={"task": []})]), "members[0].levels.task"),
        (ward(collectives=[body("B") | {"seats": [{"who": None}]}]), "collectives[0].seats[0].who"),
    ],
)
def test_unknown_keys_at_other_levels(document, where):
    assert places(document) == [where]


WRONG = {
    "format": ["ward-dossier/2", 1, None],
    "ruleset": ["2023", 2021, None, "", ["2021"]],
    "year": ["2021", 2021.0, True, None, 0, -1],
    "review_date": [
        "20/12/2021",
        "20211220",
        "2021-12-32",
        "2021-02-29",
        "2021-W50-1",
        "2021-12-20T00:00",
        20211220,
        None,
    ],
    "organization": [None, [], "P11"],
    "cells": [None, {}, "K01"],
    "parameters": [None, []],
    "quota_weights": [None, [], [5, 4, 3, 0]],
}


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in WRONG.items() for value in values])
def test_a_wrong_type_value_or_date_at_the_top(key, value):
    assert places(ward(**{key: value})) == [key]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *[("code", value) for value in (None, 1, "", "  ", ["M1"])],
        *[("name", value) for value in (1, ["An"])],
        *[("cell", value) for value in (1, "", [])],
        *[("status", value) for value in (None, "retired", True, {})],
        *[("admitted_on", value) for value in ("1990", 1990, "1990-13-01", "0000-01-01")],
        *[("grade", value) for value in ("tốt", "Good", 1, False, ["good"])],
        *[("excellent_ballots", value) for value in (-1, 1.0, "12", True)],
        *[("sick_leave_months", value) for value in (-1, 2.5, "3", False)],
        *[("task_completion", value) for value in (-1, 101, 99.5, "95", True)],
        *[("levels", value) for value in (None, [], "excellent")],
        *[("employer_grade", value) for value in ("tốt", "none", 0)],
        *[("disciplined", value) for value in ("khiển trách", False, [])],
        *[("found_degraded", value) for value in (None, 0, "false")],
        *[("unfulfilled_reason", value) for value in ("sick", 1)],
    ],
)
def test_a_wrong_value_of_a_member(key, value):
    assert places(ward(members=[member("M1") | {key: value}])) == [f"members[0].{key}"]


@pytest.mark.parametrize(
    ("document", "where"),
    [
        (ward(members=[member("M1", levels={"tasks": ["unfulfilled"]})]), "members[0].levels.tasks[0]"),
        (ward(members=[member("M1", levels={"others": None})]), "members[0].levels.others"),
        (ward(cells=[cell("K01", quota=-1)]), "cells[0].quota"),
        (ward(cells=[cell("K01", quota="3")]), "cells[0].quota"),
        (ward(collectives=[body("B", kind="committee")]), "collectives[0].kind"),
        (ward(collectives=[body("B", reviewed="yes")]), "collectives[0].reviewed"),
        (ward(collectives=[body("B") | {"seats": None}]), "collectives[0].seats"),
        (ward(collectives=[body("B") | {"seats": [{"from": "hôm qua"}]}]), "collectives[0].seats[0].from"),
        (ward(members=PEOPLE, officers=[officer("M1", "K01", level="state")]), "officers[0].management_level"),
        (ward(members=PEOPLE, heads=[head("M1", "K01", main_duty=1)]), "heads[0].main_duty"),
        (ward(members=PEOPLE, heads=[head("M1", "K01", appointed_on=None)]), "heads[0].appointed_on"),
        (ward(members=PEOPLE, reasons=[{"rule": "no-such-rule", "subject": "M1"}]), "reasons[0].rule"),
        (ward(parameters={"cap_percent": 0}), "parameters.cap_percent"),
        (ward(parameters={"cap_percent": 101}), "parameters.cap_percent"),
        (ward(parameters={"cap_percent": 20.0}), "parameters.cap_percent"),
        (ward(parameters={"cap_base": "good"}), "parameters.cap_base"),
        (ward(parameters={"head_exceptions": {}}), "parameters.head_exceptions"),
    ],
)
def test_a_wrong_value_elsewhere(document, where):
    assert places(document) == [where]


@pytest.mark.parametrize("percent", [1, 100])
def test_the_percent_may_be_at_its_ends(percent):
    assert read_dossier(ward(parameters={"cap_percent": percent})).parameters.cap_percent == percent


@pytest.mark.parametrize("percent", [0, 100])
def test_tasks_may_be_completed_not_at_all_or_wholly(percent):
    assert read_dossier(ward(members=[member("M1", task_completion=percent)])).members[0].task_completion == percent


@pytest.mark.parametrize("year", [1, 9999])
def test_the_year_may_be_any_of_the_calendar(year):
    assert read_dossier(ward(year=year)).year == year


def test_a_year_beyond_the_calendar_is_refused():
    assert places(ward(year=10000)) == ["year"]


def weights(*numbers):
    return dict(zip(["excellent", "good", "fulfilled", "unfulfilled"], numbers, strict=True))


@pytest.mark.parametrize("numbers", [(5, 4, 3, 0), (3, 2, 1, 0), (1, 0, 0, 0), (0, 0, 0, 0), (4, 3, 2, 1)])
def test_weights_that_fall(numbers):
    assert read_dossier(ward(quota_weights=weights(*numbers))).quota_weights == facts.QuotaWeights(*numbers)


@pytest.mark.parametrize("numbers", [(4, 4, 3, 0), (5, 4, 4, 0), (0, 0, 0, 1), (3, 4, 5, 0), (5, 4, 1, 1)])
def test_weights_that_do_not_fall(numbers):
    (fault,) = faults(ward(quota_weights=weights(*numbers)))

    assert (fault.where, fault.found.en) == ("quota_weights", f"found {', '.join(map(str, numbers))}")


@pytest.mark.parametrize("numbers", [(5, 4, 3, -1), (5.0, 4, 3, 0), (True, 0, 0, 0)])
def test_weights_are_whole_numbers(numbers):
    assert len(faults(ward(quota_weights=weights(*numbers)))) == 1


def test_all_faults_of_shape_are_told_together():
    document = ward(year="2021", members=[member("M1", grade="A"), member("", status="x")], extra=1)

    assert places(document) == ["extra", "year", "members[0].grade", "members[1].code", "members[1].status"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "broken JSON at line 1, column 1"),
        ("{", "broken JSON at line 1, column 2"),
        ('{"year": 2021,\n "format"}', "broken JSON at line 2, column 10"),
        ('{"year": 2021} x', "broken JSON at line 1, column 16"),
        (b'{"name": "\xff"}', "not UTF-8 at byte 11"),
        ("{}".encode("utf-16"), "not UTF-8 at byte 1"),
        ("[" * 200_000, "a number too long or nesting too deep"),
        ('{"year": ' + "9" * 5000 + "}", "a number too long or nesting too deep"),
        ("[]", "found a list […]"),
        ("null", "found null"),
        ('"ward-dossier/1"', 'found "ward-dossier/1"'),
    ],
)
def test_what_is_no_dossier_at_all(text, found):
    (fault,) = faults(text)

    assert (fault.where, fault.found.en) == ("", found)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('"year": 2021, "year": 2022', "year"),
        ('"year": 2021, "cells": [{"code": "K01", "grade": "good", "grade": "good"}]', "cells[0].grade"),
        ('"year": 2021, "parameters": {"cap_percent": 20, "cap_percent": 25}', "parameters.cap_percent"),
    ],
)
def test_a_key_written_twice_is_refused(text, where):
    document = """{"format": "ward-dossier/1", "ruleset": "2021", "review_date": "2021-12-20",
                   "grading_date": "2022-01-08", "organization": {"code": "P11"}, """

    assert places(document + text + "}") == [where]


def test_a_number_too_long_to_be_counted_with_is_refused():
    """Within the limit sums and products can still be printed."""
    quotas = f'[{{"code": "K1", "quota": {"9" * 1000}}}, {{"code": "K2", "quota": {"9" * 1000}}}]'
    text = json.dumps(ward(cells=0)).replace('"cells": 0', f'"cells": {quotas}')

    assert json.dumps(check(read_dossier(text)).as_dict())
    assert faults(text.replace("9" * 1000, "9" * 1001))[0].found.en == "a number too long or nesting too deep"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e3"])
def test_numbers_that_json_does_not_count_with_are_refused(value):
    text = json.dumps(ward(year=0)).replace('"year": 0', f'"year": {value}')

    assert places(text) == ["year"]


def test_text_comes_out_in_nfc():
    document = json.loads(
        normalize("NFD", json.dumps(ward(cells=[cell("Đội 1", name="Chi bộ Khu phố 1")]), ensure_ascii=False))
    )
    read = read_dossier(document).cells[0]

    assert (read.code, read.name) == (normalize("NFC", "Đội 1"), normalize("NFC", "Chi bộ Khu phố 1"))


def test_a_reference_holds_whatever_form_its_text_is_in():
    nfd = normalize("NFD", "Khu phố 1")
    document = ward(cells=[cell(normalize("NFC", nfd))], members=[member("M1", cell=nfd)])

    assert read_dossier(document).members[0].cell == normalize("NFC", nfd)


@pytest.mark.parametrize("name", ["\ud800", "a\udfffb"])
def test_text_that_cannot_be_written_is_refused(name):
    assert places(json.dumps(ward(cells=[cell("K01", name=name)]))) == ["cells[0].name"]


@pytest.mark.parametrize("odd", ["line\nline", "\u2028", "\ud800", "\x00"])
def test_a_fault_is_one_line_whatever_was_found(odd):
    lines = [
        fault.line(lang)
        for document in (ward(ruleset=odd), ward(**{odd: 1}), ward(members=[member("M1", odd)]))
        for fault in faults(document)
        for lang in ("vi", "en")
    ]

    assert all(len(line.splitlines()) == 1 and line.isprintable() for line in lines)


def test_a_long_value_is_shown_short():
    assert len(faults(ward(ruleset="x" * 5000))[0].found.en) < 80


def test_an_employers_grade_absent_null_and_given_are_three_things():
    people = [member("M1"), member("M2", employer_grade=None), member("M3", employer_grade="good")]
    read = read_dossier(ward(members=people)).members

    assert [person.employer_grade for person in read] == [facts.NOT_RECORDED, None, Grade.GOOD]


def test_null_is_not_recorded_for_dates_numbers_and_names():
    person = member(
        "M1",
        name=None,
        admitted_on=None,
        excellent_ballots=None,
        task_completion=None,
        sick_leave_months=None,
        disciplined=None,
        unfulfilled_reason=None,
    )

    assert read_dossier(ward(members=[person])) == read_dossier(
        ward(members=[{"code": "M1", "cell": "K01", "status": "active", "grade": "good"}])
    )


def test_a_dossier_of_a_year_without_rules_is_read_and_said():
    result = check(read_dossier(ward(year=2030)))

    assert result.remarks("en") == [
        "Rule set 2021 is not the one of the review year 2030; the answer is for information only."
    ]


@pytest.mark.parametrize("rows", [[{}] * 5000, [0] * 5000])
def test_a_file_of_faults_alone_is_told_up_to_a_thousand_and_that_there_are_more(rows):
    with pytest.raises(DossierFaults) as refused:
        read_dossier(ward(members=rows))

    lines = refused.value.lines("vi")
    assert len(lines) == MOST_FAULTS + 1
    assert lines[-1] == "hồ sơ: còn lỗi khác sau 1000 lỗi này; cần sửa các lỗi đã nêu trước"


def test_faults_between_the_parts_are_told_up_to_a_thousand_too():
    with pytest.raises(DossierFaults) as refused:
        read_dossier(ward(cells=[{"code": "C1"}] * 3000))

    assert len(refused.value.faults) == MOST_FAULTS + 1
