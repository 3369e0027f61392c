"""What a form is made of. The words are the form's own, in Vietnamese; English stands beside them."""

from dataclasses import dataclass
from typing import Literal

Group = Literal["task", "other"]


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of a form.

    group: "task" or "other" where the section carries the four-level box (rules G1), None where it has none.
    required: text must be given before the critique is submitted. level_optional: the level may stay open, because
    there may be nothing to rate in the year. citation: the clause that asks for the section. asked_of_heads: required
    of a person who heads a unit, open for everybody else.
    """

    key: str
    number: str
    heading_vi: str
    heading_en: str
    guidance_vi: str = ""
    guidance_en: str = ""
    group: Group | None = None
    required: bool = True
    level_optional: bool = False
    citation: str = "HD 21"
    topic: bool = False
    asked_of_heads: bool = False

    def heading(self, lang: str = "vi") -> str:
        return self.heading_vi if lang == "vi" else self.heading_en

    def guidance(self, lang: str = "vi") -> str:
        return self.guidance_vi if lang == "vi" else self.guidance_en

    @property
    def level_required(self) -> bool:
        return self.group is not None and not self.level_optional


@dataclass(frozen=True, slots=True)
class Form:
    """One form in one version. `code` and `version` are stored with every critique.

    officer_grade: a person may also propose a grade as civil servant or officer.
    one_topic_required: the special topics are answered as far as they concern the unit, but not all left empty.
    """

    code: str
    version: str
    title_vi: str
    title_en: str
    sections: tuple[Section, ...]
    officer_grade: bool = False
    one_topic_required: bool = False

    def title(self, lang: str = "vi") -> str:
        return self.title_vi if lang == "vi" else self.title_en

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    @property
    def topics(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.topic)

    @property
    def rated(self) -> tuple[Section, ...]:
        """The criteria: sections with the four-level box."""
        return tuple(section for section in self.sections if section.group)
