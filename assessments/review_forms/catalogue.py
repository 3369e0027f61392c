"""Which form a subject fills in, and which group each criterion belongs to. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from . import form01, form02
from .sections import Form, Group, Section
from .topics import ANSWERS_EVERY_TOPIC

#: The national guidance alone; with the additions of 123-CV/ĐU; with a field for each thing that 3.2 and 3.4 name.
#: What was filled in on a version is read on that version: a version in use is never edited, a new one is added.
BASE_VERSION = "HD21-2019"
AMENDED_VERSION = "CV123-2021"
REVISED_VERSION = "CV123-2021.2"
COLLECTIVE_FORM = "01"
PERSON_FORM = "02"
LEADER_FORM = "02L"

#: Rule sets before the letter; every later one asks for its additions.
_BASE_RULE_SETS = frozenset({"2020"})
LETTER = "123-CV/ĐU"


def _without_letter(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The national form as it stood before the ward's letter: guidance that rests on the letter left out."""
    return tuple(
        replace(section, guidance_vi="", guidance_en="") if LETTER in section.guidance_vi else section
        for section in sections
    )


_SECTIONS: dict[tuple[str, str], tuple[Section, ...]] = {
    (COLLECTIVE_FORM, BASE_VERSION): _without_letter(form01.BASE),
    (COLLECTIVE_FORM, AMENDED_VERSION): (*form01.AMENDED_FIRST, *form01.AMENDED_LAST),
    (COLLECTIVE_FORM, REVISED_VERSION): (*form01.REVISED_FIRST, *form01.REVISED_LAST),
    (PERSON_FORM, BASE_VERSION): _without_letter(form02.BASE),
    (PERSON_FORM, AMENDED_VERSION): form02.AMENDED,
    (PERSON_FORM, REVISED_VERSION): form02.REVISED,
    (LEADER_FORM, BASE_VERSION): _without_letter(form02.BASE_LEADER),
    (LEADER_FORM, AMENDED_VERSION): form02.AMENDED_LEADER,
    (LEADER_FORM, REVISED_VERSION): form02.REVISED_LEADER,
}
_TITLES = {
    COLLECTIVE_FORM: (form01.TITLE_VI, form01.TITLE_EN),
    PERSON_FORM: (form02.TITLE_VI, form02.TITLE_EN),
    LEADER_FORM: (form02.TITLE_LEADER_VI, form02.TITLE_LEADER_EN),
}

#: (form, version) → section key → "task" or "other", of every section with the four-level box (rules B1, G1).
SECTION_GROUPS: dict[tuple[str, str], dict[str, Group]] = {
    key: {section.key: section.group for section in sections if section.group} for key, sections in _SECTIONS.items()
}


def version_for(rule_set: str) -> str:
    """The form version of a campaign under this rule set."""
    return BASE_VERSION if rule_set in _BASE_RULE_SETS else REVISED_VERSION


def form_for(
    kind: str,
    facts: Mapping[str, object],
    campaign_topics: Iterable[Mapping[str, str]] = (),
    *,
    leads: bool = False,
    heads: bool = False,
    rule_set: str = "2021",
) -> Form:
    """The form a subject fills in: 01 for a collective, 02 for a member, the longer 02 for one who leads.

    facts: the review's frozen facts; of a collective its `kind` says whether every special topic must be answered.
    heads: the person heads a unit and answers for that too.
    Raises KeyError for a subject that fills in no form (cell, agency, organization, officer's post).
    """
    version = version_for(rule_set)
    if kind == "collective":
        return read_form(COLLECTIVE_FORM, version, campaign_topics, body_kind=str(facts.get("kind", "")))
    if kind == "member":
        return read_form(LEADER_FORM if leads else PERSON_FORM, version, heads=heads)
    raise KeyError(kind)


def read_form(
    code: str,
    version: str,
    campaign_topics: Iterable[Mapping[str, str]] = (),
    body_kind: str = "",
    *,
    heads: bool = False,
) -> Form:
    """A form by what a stored critique says of itself. Topics belong to form 01 alone.

    Raises KeyError for a form or version that there never was.
    """
    sections = tuple(
        replace(section, required=heads) if section.asked_of_heads else section for section in _SECTIONS[code, version]
    )
    title_vi, title_en = _TITLES[code]
    every = body_kind in ANSWERS_EVERY_TOPIC
    topics = tuple(_topic_section(topic, place, every) for place, topic in enumerate(campaign_topics, start=1))
    if code != COLLECTIVE_FORM:
        topics = ()
    elif topics:
        first = tuple(s for s in sections if s.number.startswith("I.") and s.key != form01.EXEMPLARS.key)
        sections = (*first, *topics, *sections[len(first) :])
    return Form(
        code,
        version,
        title_vi,
        title_en,
        sections,
        officer_grade=code != COLLECTIVE_FORM,
        one_topic_required=bool(topics) and not every,
    )


def _topic_section(topic: Mapping[str, str], place: int, required: bool) -> Section:
    """A special topic of the year; its words are the campaign's, in Vietnamese only."""
    return Section(
        topic["key"],
        f"{form01.TOPICS_NUMBER}({place})",
        topic["title"],
        topic["title"],
        topic.get("text", ""),
        topic.get("text", ""),
        required=required,
        citation=topic.get("citation", ""),
        topic=True,
    )


def levels_of(form: Form, answers: Mapping[str, str]) -> dict[str, list[str]]:
    """Levels per group, in the form's order: {"tasks": […], "others": […]}. answers: section key → level or blank."""
    levels: dict[str, list[str]] = {"tasks": [], "others": []}
    for section in form.rated:
        if level := answers.get(section.key, ""):
            levels["tasks" if section.group == "task" else "others"].append(level)
    return levels
