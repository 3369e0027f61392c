"""How long what is kept, by which clause: the one table. And what goes of a year: one line for each kind of rows.

A year's term runs by closed review years: with a term of 3, the texts of the newest three closed years stay. A year that
is not closed is neither counted nor touched.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import (
    Answer,
    Attachment,
    Attendance,
    Campaign,
    CriteriaSheet,
    CritiqueVersion,
    FileEvent,
    HintAnswer,
    Meeting,
    Opinion,
    RemedyMeasure,
    RemedyNote,
    ReminderMessage,
    RoundSnapshot,
    SelfCritique,
    SheetDownload,
    SheetUpload,
    Shortcoming,
    Trial,
)


@dataclass(frozen=True)
class Rule:
    """`years`: closed review years that stay; None: nothing of it is erased by a term."""

    code: str
    years: int | None
    what: str | Promise
    source: str


TEXTS, HISTORY, GRADES = "texts", "history", "grades"
RULES = (
    Rule(
        TEXTS,
        3,
        _("Texts of self-critiques, and what was said and written of a person in the review"),
        "HD 12-HD/BTCTW 2022: hồ sơ đảng viên giữ bản kiểm điểm của 3 năm gần nhất",
    ),
    Rule(
        HISTORY,
        5,
        _("Texts of the journal, details of people who left: as long as the grade history they stand behind"),
        "Khen thưởng năm năm liền hoàn thành xuất sắc nhiệm vụ: lịch sử xếp loại ít nhất 5 năm",
    ),
    Rule(
        GRADES,
        None,
        _("Grades, decisions with their explanations, facts they rested on, reports as they were issued"),
        "Khen thưởng năm năm liền; 123-CV/ĐU mục 4: kết quả đã quyết định",
    ),
)
RULE_BY_CODE = {rule.code: rule for rule in RULES}


def term_key(code: str) -> str:
    """Under which name the journal's entry of an erasure keeps the term of a rule."""
    return f"term_{code}"


@dataclass(frozen=True)
class Expired:
    """One year that is out of a term, and all of its ward that are."""

    campaign: Campaign
    years: tuple[Campaign, ...]


@dataclass(frozen=True)
class Kind:
    """Rows of one year that say too much after its term. `rows` of that year, those alone that still hold something.

    `change`: field → what it becomes; None: the rows go. `name`: the way to the name of the person or unit.
    """

    code: str
    what: str | Promise
    rows: Callable[[Expired], QuerySet]
    change: dict[str, Any] | None
    name: str


def _remedies_let_go(year: Expired) -> QuerySet[Shortcoming]:
    """The year after prints what it took over: until its own term has ended, that stays here too."""
    taken_over_still = Q(carried_to__isnull=False) & ~Q(carried_to__review__campaign__in=year.years)
    return Shortcoming.objects.filter(review__campaign=year.campaign).exclude(
        pk__in=Shortcoming.objects.filter(taken_over_still).values("pk")
    )


KINDS = (
    Kind(
        "answers",
        _("sections of self-critiques"),
        lambda year: Answer.objects.filter(critique__review__campaign=year.campaign).exclude(text="", fingerprint=""),
        {"text": "", "fingerprint": ""},
        "critique__review__name",
    ),
    Kind(
        "headers",
        _("heads of self-critiques (born on, posts)"),
        lambda year: SelfCritique.objects.filter(review__campaign=year.campaign).exclude(header={}),
        {"header": {}},
        "review__name",
    ),
    Kind(
        "versions",
        _("earlier versions of self-critiques"),
        lambda year: CritiqueVersion.objects.filter(critique__review__campaign=year.campaign),
        None,
        "critique__review__name",
    ),
    Kind(
        "opinions",
        _("comments of participating bodies"),
        lambda year: Opinion.objects.filter(review__campaign=year.campaign).exclude(text=""),
        {"text": ""},
        "review__name",
    ),
    Kind(
        "sheets",
        _("comments on criteria sheets"),
        lambda year: CriteriaSheet.objects.filter(review__campaign=year.campaign).exclude(comment=""),
        {"comment": ""},
        "review__name",
    ),
    Kind(
        "hint_answers",
        _("answers to review hints"),
        lambda year: HintAnswer.objects.filter(point__hint__review__campaign=year.campaign).exclude(text=""),
        {"text": ""},
        "point__hint__review__name",
    ),
    Kind(
        "measures",
        _("measures of remediation plans"),
        lambda year: RemedyMeasure.objects.filter(shortcoming__in=_remedies_let_go(year)).exclude(
            measure="", result="", person=""
        ),
        {"measure": "", "result": "", "person": ""},
        "shortcoming__review__name",
    ),
    Kind(
        "shortcomings",
        _("shortcomings"),
        lambda year: _remedies_let_go(year).exclude(text="", progress=""),
        {"text": "", "progress": ""},
        "review__name",
    ),
    Kind(
        "remedy_notes",
        _("notes on neglected plans"),
        lambda year: RemedyNote.objects.filter(review__campaign=year.campaign).exclude(text=""),
        {"text": ""},
        "review__name",
    ),
    Kind(
        "attachments",
        _("papers brought in"),
        lambda year: Attachment.objects.filter(file__campaign=year.campaign),
        None,
        "file__name",
    ),
    Kind(
        "minutes",
        _("minutes of meetings"),
        lambda year: Meeting.objects.filter(file__campaign=year.campaign).exclude(minutes="", notes={}, guests=""),
        {"minutes": "", "notes": {}, "guests": ""},
        "file__name",
    ),
    Kind(
        "absences",
        _("reasons of absences"),
        lambda year: Attendance.objects.filter(meeting__file__campaign=year.campaign).exclude(
            absent_reason="", reviewed_later_note=""
        ),
        {"absent_reason": "", "reviewed_later_note": ""},
        "member__full_name",
    ),
    Kind(
        "rounds",
        _("files as they were sent in each round"),
        lambda year: RoundSnapshot.objects.filter(file__campaign=year.campaign),
        None,
        "file__name",
    ),
    Kind(
        "returns",
        _("reasons of returned files"),
        lambda year: FileEvent.objects.filter(file__campaign=year.campaign).exclude(note="", section_reasons=[]),
        {"note": "", "section_reasons": []},
        "file__name",
    ),
    Kind(
        "sheet_uploads",
        _("cells' workbooks taken back"),
        lambda year: SheetUpload.objects.filter(file__campaign=year.campaign),
        None,
        "file__name",
    ),
    Kind(
        "sheet_downloads",
        _("cells' workbooks handed out"),
        lambda year: SheetDownload.objects.filter(file__campaign=year.campaign).exclude(content={}),
        {"content": {}},
        "file__name",
    ),
    Kind(
        "reminders",
        _("reminders sent"),
        lambda year: ReminderMessage.objects.filter(batch__campaign=year.campaign),
        None,
        "name",
    ),
    Kind("trials", _("trials"), lambda year: Trial.objects.filter(campaign=year.campaign), None, "name"),
)
