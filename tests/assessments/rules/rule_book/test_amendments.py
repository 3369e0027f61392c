"""The table of amendments against the real difference of the two sets."""

from assessments.rules import ALL_RULE_SETS, Rule
from assessments.rules.rule_book.amendments import AFTER, AMENDMENTS, BEFORE
from assessments.rules.rule_book.rule_words import RULE_WORDS

OLD, NEW = ALL_RULE_SETS[BEFORE], ALL_RULE_SETS[AFTER]


def named(name: str) -> list:
    """Everything the items name under that heading; twice if two items do."""
    return sorted(entry for amendment in AMENDMENTS for entry in getattr(amendment, name))


def differing(of) -> list[str]:
    old, new = OLD.parameters(), NEW.parameters()
    return sorted(name for name in old if of(old[name]) != of(new[name]))


def test_every_item_of_the_letter_is_there_in_order():
    assert [amendment.item for amendment in AMENDMENTS] == ["1(1)", "1(2)", "1(3)", "1(4)", "1(5)", "1(6)", "3.6"]


def test_every_parameter_that_differs_is_named_by_exactly_one_item():
    assert named("parameters") == differing(lambda cited: cited.value)


def test_what_an_item_restates_keeps_its_value_and_rests_on_the_letter_since():
    moved = set(differing(lambda cited: cited.value))

    assert named("restated") == sorted(set(differing(lambda cited: cited.citation)) - moved)


def test_only_items_without_parameters_are_text_only():
    assert [amendment.item for amendment in AMENDMENTS if amendment.text_only] == ["1(6)", "3.6"]
    assert [amendment.item for amendment in AMENDMENTS if amendment.text_only and amendment.restated] == []


def test_a_parameter_of_an_item_is_cited_there():
    places = {name: amendment.item for amendment in AMENDMENTS for name in (*amendment.parameters, *amendment.restated)}

    assert {name: getattr(NEW, name).citation.place for name in places} == places


def test_every_rule_whose_clause_moved_is_named_by_the_item_it_moved_to():
    moved = {rule: NEW.citations[rule].place for rule in Rule if OLD.citations[rule] != NEW.citations[rule]}

    assert {rule: amendment.item for amendment in AMENDMENTS for rule in amendment.rules} == moved
    assert len(named("rules")) == len(moved)


def test_every_reading_that_the_letter_opened_is_named_by_one_item():
    old = {reading.key for reading in OLD.open_readings}

    assert named("readings") == sorted(reading.key for reading in NEW.open_readings if reading.key not in old)
    assert old < {reading.key for reading in NEW.open_readings}


def test_every_change_says_before_and_after_in_both_languages():
    for amendment in AMENDMENTS:
        assert amendment.changes
        for change in amendment.changes:
            texts = [change.before("vi"), change.before("en"), change.after("vi"), change.after("en")]
            assert len(set(texts)) == 4
            assert [text for text in texts if not text.endswith(".")] == []


def test_an_item_and_its_changes_in_both_languages():
    criteria = AMENDMENTS[-1]
    (change, _cap) = criteria.changes

    def said(words):
        return words(), words("vi"), words("en")

    assert said(criteria.title) == (*["Tiêu chí và mức tối đa"] * 2, "Criteria and the cap")
    assert said(change.place) == (*["tiêu chí đánh giá"] * 2, "criteria")
    assert said(change.before) == (
        *["Tiêu chí, tiêu chuẩn theo Kế hoạch 15-KH/ĐU."] * 2,
        "Criteria and standards of the plan 15-KH/ĐU.",
    )
    assert said(change.after) == (*[change.after_vi] * 2, change.after_en)


def test_each_rule_is_claimed_once_and_by_an_item_that_names_it():
    claimed = [rule for amendment in AMENDMENTS for rule in amendment.claims]

    assert len(claimed) == len(set(claimed))
    assert [amendment.item for amendment in AMENDMENTS if not amendment.claims <= set(amendment.rules)] == []


def test_what_an_item_shares_is_named_by_another_and_read_by_what_it_claims():
    owner = {name: amendment.item for amendment in AMENDMENTS for name in amendment.parameters}

    assert {
        amendment.item: [owner[name] for name in amendment.shares] for amendment in AMENDMENTS if amendment.shares
    } == {
        "1(1)": ["1(3)"],
        "1(4)": ["1(2)"],
    }
    for amendment in AMENDMENTS:
        assert {
            name for name in amendment.shares for rule in amendment.claims if name in RULE_WORDS[rule].parameters
        } == set(amendment.shares)
        assert bool(amendment.claims) == bool(amendment.shares)
