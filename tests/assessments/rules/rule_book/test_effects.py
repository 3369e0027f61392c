"""What each amendment does to a ward: every item by the case it speaks of, and nothing counted twice."""

import pytest

from assessments.rules import read_dossier
from assessments.rules.plain_difference import difference, plain
from assessments.rules.rule_book.effect_words import effect_lines, names_in
from assessments.rules.rule_book.effects import effects_on
from tests.assessments.rules.dossiers import body, cell, head, member, members, officer, outsider, ward

PEOPLE = [outsider(f"N{number}") for number in range(1, 6)]


def effects(**parts):
    return effects_on(read_dossier(ward(**parts)))


def lines(lang="vi", **parts):
    """item → (sentence, names) of the items that have something to say."""
    dossier = read_dossier(ward(**parts))
    nothing = {
        "vi": "Với số liệu hiện nay, hai bộ cho kết quả như nhau ở mục này.",
        "en": "With the present figures both sets answer alike here.",
    }
    said = {
        effect.amendment.item: [(line.text, line.names) for line in effect_lines(effect, names_in(dossier, lang), lang)]
        for effect in effects_on(dossier, lang).items
    }
    return {item: told for item, told in said.items() if told and told != [(nothing[lang], ())]}


SMALL = {"members": PEOPLE, "collectives": [body("TT", "N1", "N2", reviewed=True)]}


def test_a_collective_of_two_is_reviewed_and_graded_only_before():
    assert lines(**SMALL) | {"1(2)": None} == {
        "1(1)": [
            ("Theo bộ 2020, 1 tập thể vẫn kiểm điểm; theo bộ 2021 thì không.", ("TT",)),
            ("Theo bộ 2020, 1 tập thể sẽ không có điểm “Tập thể không đủ thành viên để kiểm điểm” (Để biết).", ("TT",)),
        ],
        "1(2)": None,
        "1(3)": [
            ("Theo bộ 2020, 1 tập thể vẫn xếp loại; theo bộ 2021 thì không.", ("TT",)),
            (
                "Mức tối đa tập thể: theo bộ 2020 là 0 (cơ số 1, đang có 0); theo bộ 2021 là 0 (cơ số 0, đang có 0).",
                (),
            ),
            (
                "Theo bộ 2020, 1 tập thể sẽ không có điểm “Tập thể không đủ thành viên để xếp loại” (Trái quy định, phải "
                "sửa trước khi ký).",
                ("TT",),
            ),
        ],
    }


def test_the_councils_standing_body_is_subject_only_before():
    said = lines(
        "en", members=PEOPLE, collectives=[body("HD", "N1", "N2", "N3", kind="peoples_council_standing", reviewed=True)]
    )

    assert [text for text, _names in said["1(1)"]] == [
        "Under the 2020 set, 1 collective would be reviewed; under the 2021 set not.",
        "Under the 2020 set, 1 collective would not be found “Kind of collective not subject” (For information).",
    ]
    assert said["1(3)"][0] == ("Under the 2020 set, 1 collective would be graded; under the 2021 set not.", ("HD",))


def test_quotas_come_with_the_letter():
    said = lines(
        "en",
        members=[*members("K01", excellent=2, good=3), *members("K02", good=10)],
        cells=[cell("K01", "fulfilled"), cell("K02", "good")],
    )

    assert said == {
        "1(2)": [
            (
                "Under the 2020 set, 2 cells would have no quota; under the 2021 set their quotas add up to 3; cells "
                "above their quota: 1.",
                ("K01",),
            ),
            (
                "Under the 2020 set, 1 cell would not be found “Quota of excellent members of a cell” (Needs a recorded "
                "reason).",
                ("K01",),
            ),
        ]
    }


def test_the_officers_pool_widens_from_the_unit_to_the_level():
    agencies = [{"code": "A", "grade": "good"}, {"code": "B", "grade": "good"}]
    posts = [
        officer("N1", "A", "excellent"),
        officer("N2", "A"),
        officer("N3", "B"),
        officer("N4", "B"),
        officer("N5", "B"),
    ]
    said = lines("en", members=PEOPLE, agencies=agencies, officers=posts)

    assert [text for text, _names in said["1(4)"]] == [
        "Under the 2020 set, the officers' cap would be counted in 2 units and allow 0 excellent in all; under the 2021 set "
        "it is counted in 1 management level and allows 1.",
        "Under the 2020 set, 2 units would have no quota; under the 2021 set their quotas add up to 1; units above "
        "their quota: 1.",
        "Under the 2020 set, 1 pool would be found “Cap on excellent officers” (Must be mended before signing), and not "
        "under the 2021 set.",
        "Under the 2020 set, 1 unit would not be found “Quota of excellent officers of a unit” (Needs a recorded reason).",
    ]


def test_a_secretary_by_the_way_is_bound_only_before():
    people = [member("M1", "excellent"), *members(good=9)]
    said = lines(members=people, heads=[head("M1", "K01", main_duty=False)])

    assert said["1(5)"] == [
        (
            "Theo bộ 2020, 1 chức vụ đứng đầu sẽ bị ràng buộc bởi mức xếp loại của đơn vị; theo bộ 2021 được ngoại lệ.",
            ("M1 – K01",),
        ),
        (
            "Theo bộ 2020, 1 chức vụ đứng đầu sẽ có điểm “Người đứng đầu cao hơn đơn vị mình đứng đầu” (Trái quy định, phải "
            "sửa trước khi ký); theo bộ 2021 thì không.",
            ("M1",),
        ),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        SMALL,
        {"members": members(excellent=3, good=4)},
        {
            "members": [*PEOPLE, member("M1", "excellent"), *members(good=9)],
            "agencies": [{"code": "A", "grade": "fulfilled"}],
            "collectives": [
                body("TT", "N1", "N2", "N2", reviewed=True, grade="excellent"),
                body("UB", "N1", "N2", "N3"),
            ],
            "officers": [officer("N1", "A", "excellent"), officer("N2", "TT", "excellent")],
            "heads": [head("M1", "K01", main_duty=False), head("N2", "TT")],
        },
    ],
)
def test_the_items_add_up_to_the_whole_difference(parts):
    told = effects(**parts)
    whole = difference(plain(told.before), plain(told.after))

    def keys(rows):
        return sorted((row["rule"], row["severity"], row["subject"]) for row in rows)

    gone = keys(row for effect in told.items for row in effect.difference.gone)
    come = keys(row for effect in told.items for row in effect.difference.come)
    assert (gone, come) == (keys(whole.gone), keys(whole.come))
    assert [pair for effect in told.items for pair in effect.difference.quotas] == list(whole.quotas)


def test_an_item_takes_out_only_what_the_set_before_held():
    heads = [
        head("M1", "K01", main_duty=False),
        head("M1", "K02", main_duty=False, appointed_on="2021-12-01"),
        head("M1", "P11"),
    ]
    bodies = [
        body("TT", "N1", "N2"),
        body("UB", "N1", "N2", "N3"),
        body("MOI", "N1", "N2", established_on="2021-12-01"),
    ]
    told = effects(
        members=[*PEOPLE, member("M1")], cells=[cell("K01"), cell("K02")], collectives=bodies, heads=heads
    ).items

    assert {one.amendment.item: one.not_reviewed for one in told if one.not_reviewed} == {"1(1)": ("TT", "MOI")}
    assert {one.amendment.item: one.not_graded for one in told if one.not_graded} == {"1(3)": ("TT",)}
    assert [(one.amendment.item, head.unit) for one in told for head in one.lifted] == [("1(5)", "K01")]


def test_an_item_that_does_one_thing_does_something():
    told = effects(members=[member("M1")], heads=[head("M1", "K01", main_duty=False)]).items

    assert [one.amendment.item for one in told if one.lifted and not one.difference] == ["1(5)"]
    assert [one.amendment.item for one in told if one] == ["1(2)", "1(5)"]


def test_effects_speak_vietnamese_unless_asked_otherwise():
    dossier = read_dossier(ward(**SMALL))

    assert effects_on(dossier).items == effects_on(dossier, "vi").items != effects_on(dossier, "en").items


def test_items_of_text_alone_do_nothing():
    assert [effect.amendment.item for effect in effects(**SMALL).items if effect.amendment.text_only and effect] == []
    assert [effect.amendment.item for effect in effects(**SMALL).items if effect.amendment.text_only] == ["1(6)", "3.6"]


def test_the_answers_of_both_sets_are_there():
    told = effects(**SMALL)

    assert (told.before.rule_set.code, told.after.rule_set.code) == ("2020", "2021")
