"""The sentences of the fictional ward: whole, of their year, never the same twice."""

import random
import re

import pytest

from assessments.sample.collective_texts import WORKS, Body, CollectiveWriter
from assessments.sample.duty_texts import DUTIES, EPIDEMIC_DUTIES, LIMITS_OF
from assessments.sample.person_texts import SECTIONS, Voice, Writer

TOPICS = [f"topic_{number}" for number in range(1, 8)]
REPORT = (
    "principles", "targets", "party_building", "leadership", "hcm_plan", "supervision", "degradation", "limits", "remedies",
    "responsibility", "prospect", "exemplars", "persons", "handling",
)  # fmt: skip
ONLY_2021 = re.compile(
    r"COVID|vắc-xin|giãn cách|phong tỏa|cách ly|ba tại chỗ|Nghị quyết 68|xét nghiệm|trực chốt|an sinh|căn cước"
)


def voices(life: str, many: int = 100) -> list[Voice]:
    return [Voice(life, team=12 + number % 85, alley=30 + number * 37 % 950) for number in range(many)]


def faults(text: str) -> list[str]:
    return [mark for mark in ("{", "}", "  ", "..", " .", " ,", "None") if mark in text] + ["end"] * (text[-1] != ".")


@pytest.mark.parametrize("year", [2020, 2021])
@pytest.mark.parametrize("life", DUTIES)
def test_a_hundred_people_of_one_life_write_different_whole_texts(life, year):
    writer = Writer(random.Random(1), year)

    for key in SECTIONS:
        written = [writer.section(key, voice) for voice in voices(life)]
        assert len(set(written)) == 100
        assert [text for text in written if faults(text)] == []
        assert [text for text in written if "Sổ tay đảng viên" in text] == []
        assert all(not ONLY_2021.search(text) for text in written) or year == 2021


@pytest.mark.parametrize("year", [2020, 2021])
@pytest.mark.parametrize("work", WORKS)
def test_forty_collectives_of_one_work_report_differently(work, year):
    writer = CollectiveWriter(random.Random(1), year)

    for key in (*REPORT, *(TOPICS if year == 2021 else [])):
        written = [writer.section(key, Body(work, "Chi ủy")) for _number in range(40)]
        assert len(set(written)) == 40
        assert [text for text in written if faults(text)] == []


def test_the_name_of_a_collective_makes_no_text_new():
    writer = CollectiveWriter(random.Random(1), 2021)
    written = [writer.section("degradation", Body("street", name)) for name in ("Chi ủy", "Ban Thường vụ") * 100]

    bare = {text.replace("Chi ủy", "").replace("Ban Thường vụ", "") for text in written}

    assert len(bare) == 200


@pytest.mark.parametrize(
    ("called", "inside"),
    [
        ("Chi ủy", "chi ủy"),
        ("Tập thể UBND phường", "tập thể UBND phường"),
        ("Ban Thường vụ Đảng ủy", "Ban Thường vụ Đảng ủy"),
    ],
)
def test_a_collective_is_named_small_within_a_sentence_unless_it_is_an_organ(called, inside):
    assert Body("ward", called).inside == inside


def test_every_life_has_a_year_and_an_epidemic_year():
    assert DUTIES.keys() == EPIDEMIC_DUTIES.keys()
    assert LIMITS_OF.keys() <= DUTIES.keys()


def test_sickness_discipline_and_a_first_year_are_told():
    writer = Writer(random.Random(1), 2021)
    marked = Voice("resident", team=20, alley=101, is_new=True, sick_months=4, discipline="khiển trách")

    assert "nghỉ điều trị bệnh 4 tháng" in writer.section("character", marked)
    assert "bị kỷ luật khiển trách" in writer.section("limits", marked)
    assert writer.section("remedies", marked).startswith("Tôi được kết nạp trong năm 2021")


def test_the_same_seed_tells_the_same():
    one, other = (Writer(random.Random(5), 2021) for _time in range(2))

    assert [one.section(key, voices("retired", 1)[0]) for key in SECTIONS] == [
        other.section(key, voices("retired", 1)[0]) for key in SECTIONS
    ]
