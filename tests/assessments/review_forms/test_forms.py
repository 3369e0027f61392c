"""The forms hold together: every section once, numbered, worded in both languages, grouped as the rules read them."""

import unicodedata

import pytest

from assessments.review_forms import SECTION_GROUPS, SPECIAL_TOPICS_2021, form_for, levels_of, read_form, version_for

FORMS = sorted(SECTION_GROUPS)


@pytest.mark.parametrize("form", FORMS, ids="/".join)
def test_every_section_has_its_own_key_number_and_words(form):
    sections = read_form(*form, SPECIAL_TOPICS_2021).sections

    assert len({section.key for section in sections}) == len(sections)
    assert len({section.number for section in sections}) == len(sections)
    assert all(section.heading_vi and section.heading_en and len(section.key) <= 40 for section in sections)
    assert all(bool(section.guidance_vi) == bool(section.guidance_en) for section in sections)


@pytest.mark.parametrize("form", FORMS, ids="/".join)
def test_the_words_are_composed_unicode(form):
    sections = read_form(*form, SPECIAL_TOPICS_2021).sections

    assert all(unicodedata.is_normalized("NFC", section.heading_vi + section.guidance_vi) for section in sections)


@pytest.mark.parametrize("version", ["CV123-2021", "CV123-2021.2"])
def test_the_task_criteria_are_those_of_the_forms(version):
    tasks = {form: {key for key, group in groups.items() if group == "task"} for form, groups in SECTION_GROUPS.items()}

    assert {form: keys for form, keys in tasks.items() if form[1] == version} == {
        ("01", version): {"targets", "leadership"},
        ("02", version): {"duties"},
        ("02L", version): {"duties", "leading"},
    }


@pytest.mark.parametrize("version", ["CV123-2021", "CV123-2021.2"])
@pytest.mark.parametrize("code", ["01", "02", "02L"])
def test_the_letter_adds_two_criteria_that_count_as_other(code, version):
    before, after = SECTION_GROUPS[code, "HD21-2019"], SECTION_GROUPS[code, version]

    assert {key: group for key, group in after.items() if key not in before} == {
        "hcm_plan": "other",
        "supervision": "other",
    }


def test_the_national_form_cites_no_letter_written_later():
    sections = read_form("02L", "HD21-2019").sections

    assert not any("123-CV" in section.guidance_vi + section.citation for section in sections)


@pytest.mark.parametrize("version", ["CV123-2021", "CV123-2021.2"])
def test_signs_of_degradation_have_a_section_of_their_own_in_the_report(version):
    section = read_form("01", version).section("degradation")

    assert (section.citation, section.required, section.group) == ("123-CV/ĐU 3.1", True, None)


def test_the_special_topics_stand_after_the_results_and_before_the_shortcomings():
    keys = [section.key for section in form_for("collective", {}, SPECIAL_TOPICS_2021).sections]
    place = keys.index("topic_1")

    assert keys[place : place + 9] == [*(f"topic_{number}" for number in range(1, 8)), "exemplars", "limits"]


@pytest.mark.parametrize(
    ("kind", "every"),
    [("peoples_committee", True), ("standing_committee", True), ("party_committee", True), ("cell_committee", False),
     ("agency_leadership", False)],
)  # fmt: skip
def test_committees_answer_every_topic_and_the_others_what_concerns_them(kind, every):
    form = form_for("collective", {"kind": kind}, SPECIAL_TOPICS_2021)

    assert {topic.required for topic in form.topics} == {every}
    assert form.one_topic_required is not every


def test_a_year_without_topics_asks_for_none():
    form = form_for("collective", {"kind": "cell_committee"})

    assert (form.topics, form.one_topic_required) == ((), False)


def test_a_persons_form_knows_no_special_topics():
    assert form_for("member", {}, SPECIAL_TOPICS_2021).topics == ()


def test_one_who_leads_answers_for_leading():
    assert [form_for("member", {}, leads=leads).code for leads in (False, True)] == ["02", "02L"]


@pytest.mark.parametrize("kind", ["cell", "agency", "organization", "officer"])
def test_other_subjects_fill_in_no_form(kind):
    with pytest.raises(KeyError):
        form_for(kind, {})


def test_the_version_follows_the_rule_set():
    assert (version_for("2020"), version_for("2021")) == ("HD21-2019", "CV123-2021.2")


def test_levels_are_grouped_in_the_forms_order_and_open_ones_left_out():
    form = form_for("member", {})
    answers = {"commitment": "good", "duties": "excellent", "character": "average", "supervision": ""}

    assert levels_of(form, answers) == {"tasks": ["excellent"], "others": ["average", "good"]}


def test_the_seven_topics_of_2021_each_cite_their_point():
    assert [topic["citation"] for topic in SPECIAL_TOPICS_2021] == [f"123-CV/ĐU 3.1.1({n})" for n in range(1, 8)]


def test_the_letters_points_are_words_of_the_letter():
    letter = LETTER_ON_EPIDEMIC
    titles = [topic["title"] for topic in SPECIAL_TOPICS_2021]

    assert [word for word, title in zip(letter, titles, strict=True) if word not in title] == []


#: What names each of the seven points in 123-CV/ĐU 3.1.1.
LETTER_ON_EPIDEMIC = (
    "trong tổ chức thực hiện công tác phòng, chống dịch",
    "phát huy vai trò của hệ thống chính trị phường, khu phố",
    "huy động các nguồn lực xã hội tham gia phòng, chống dịch",
    "việc lo hậu sự cho người đã mất vì COVID-19",
    "các biện pháp về an sinh xã hội, giữ gìn an ninh trật tự, chăm lo cuộc sống người dân",
    "Những sáng kiến, cách làm hay, sáng tạo",
    "thực hiện mục tiêu kép",
)
