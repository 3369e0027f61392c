"""Notices of a released result (thông báo kết quả xếp loại): to a cell or collective its own, to a person the own grades."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import FileEvent, Review, ReviewFile
from assessments.models.fields import SUBJECT_LABELS
from assessments.reports.contents.blocks import NOTHING, Table, numbered, simple_heads
from assessments.reports.contents.bundle import Bundle, bundle_of
from assessments.reports.contents.party_document import OPEN_NUMBER, Letterhead, Signature
from assessments.reports.contents.ward_letter import ward_head, ward_signature
from assessments.rules import Grade
from assessments.selectors.results import FileResult, ResultRow, results_of
from assessments.workflow import Stage, SubjectKind
from cells.models import WardProfile


@dataclass(frozen=True, slots=True)
class UnitNotice:
    """To a cell or collective: a table of its units, one of its people."""

    letterhead: Letterhead
    opening: str
    tables: tuple[Table, ...]
    closing: str
    signature: Signature
    dated_on: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class PersonNotice:
    """To one person or collective: the own grades, a line each, and nobody else's."""

    letterhead: Letterhead
    opening: str
    lines: tuple[str, ...]
    closing: str
    signature: Signature
    dated_on: str
    draft: bool = False


def is_released(file: ReviewFile) -> bool:
    """A result is told once it is released, and not while it is reviewed again; no query."""
    return Stage(file.stage) is Stage.RELEASED


def is_told(review: Review) -> bool:
    return is_released(review.file) and review.kind in (SubjectKind.MEMBER, SubjectKind.COLLECTIVE)


def told(file: ReviewFile) -> set[int]:
    """Review ids of those who get a notice; one query."""
    if not is_released(file):
        return set()
    kinds = (SubjectKind.MEMBER, SubjectKind.COLLECTIVE)
    return set(Review.objects.filter(file=file, kind__in=kinds).values_list("pk", flat=True))


def unit_notice(file: ReviewFile) -> UnitNotice:
    """The file must be released; five queries."""
    result, day = _result(file), _released_on(file)
    campaign = file.campaign
    profile = campaign.ward.profile
    return UnitNotice(
        letterhead=_head(file, day, file.name),
        opening=_("The %(committee)s tells %(unit)s the result of the grading of the year %(year)s:")
        % {"committee": profile.committee_name, "unit": file.name, "year": campaign.year},
        tables=tuple(
            _table(caption, rows)
            for caption, rows in (
                (_("Cell and leadership collective"), result.units),
                (_("Party members and leading officers"), result.people),
            )
            if rows
        ),
        closing=_("%(unit)s makes the result known to those it concerns and carries out the remediation plans./.")
        % {"unit": file.name},
        signature=ward_signature(profile, _("As above")),
        dated_on=day.isoformat(),
    )


def person_notice(review: Review) -> PersonNotice:
    """The review's file must be released."""
    [notice] = _notices(review.file, [review.pk])
    return notice


def person_notices(file: ReviewFile) -> Bundle:
    """Everybody's of the file, by name."""
    return bundle_of(_notices(file), _("Notices of result of %(unit)s") % {"unit": file.name})


def _notices(file: ReviewFile, chosen: list[int] | None = None) -> list[PersonNotice]:
    result, day = _result(file), _released_on(file)
    told = [row for row in result.rows if row.review.kind in (SubjectKind.MEMBER, SubjectKind.COLLECTIVE)]
    officers: dict[int, list[ResultRow]] = {}
    for row in result.people:
        if row.review.kind == SubjectKind.OFFICER:
            officers.setdefault(row.review.member_id, []).append(row)
    return [
        _notice(file, day, row, officers.get(row.review.member_id, []) if row.review.member_id else [])
        for row in told
        if chosen is None or row.review.pk in chosen
    ]


def _notice(file: ReviewFile, day, row: ResultRow, posts: list[ResultRow]) -> PersonNotice:
    review, profile = row.review, file.campaign.ward.profile
    is_person = bool(review.member_id)
    name = _("comrade %(name)s") % {"name": review.name} if is_person else review.name
    to = _("Comrade %(name)s") % {"name": review.name} if is_person else review.name
    return PersonNotice(
        letterhead=_head(file, day, f"{to}, {file.name}" if is_person else to),
        opening=_("The %(committee)s tells %(unit)s the result of the grading of the year %(year)s:")
        % {"committee": profile.committee_name, "unit": name, "year": file.campaign.year},
        lines=tuple(f"- {_graded_as(one)}: {_grade(one)}{_by(one)}." for one in (row, *posts)),
        closing=_("What was found wanting in the review is mended as the remediation plan says./."),
        signature=ward_signature(profile, _("As above"), file.name) if is_person else ward_signature(profile, _("As above")),
        dated_on=day.isoformat(),
    )  # fmt: skip


def _result(file: ReviewFile) -> FileResult:
    [result] = results_of(file.campaign, [file])
    return result


def _released_on(file: ReviewFile):
    """The day of the last release; a file without such a step (carried in) tells the grading date."""
    event = FileEvent.objects.filter(file=file, step="release").order_by("-pk").first()
    return timezone.localdate(event.at) if event else file.campaign.grading_date


def _head(file: ReviewFile, day, to: str) -> Letterhead:
    profile: WardProfile = file.campaign.ward.profile
    return ward_head(
        profile,
        number=f"{OPEN_NUMBER}-TB/{profile.document_symbol}",
        day=day,
        kind=pgettext("paper", "NOTICE"),
        subject=_("of the result of the grading of the year %(year)s") % {"year": file.campaign.year},
        to=to,
    )


def _table(caption: str, rows: list[ResultRow]) -> Table:
    heads = simple_heads(
        pgettext("paper", "No"),
        pgettext("paper", "Name"),
        pgettext("paper", "Graded as"),
        pgettext("paper", "Grade"),
        pgettext("paper", "Decision"),
    )
    lines = numbered((row.review.name, _graded_as(row), _grade(row), row.paper or NOTHING) for row in rows)
    return Table(caption, heads, lines, "told", words=(1, 2))


def _graded_as(row: ResultRow) -> str:
    return row.title or str(SUBJECT_LABELS[SubjectKind(row.review.kind)])


def _grade(row: ResultRow) -> str:
    if row.final is not None and row.final.grade:
        return Grade(row.final.grade).vi
    words = pgettext("paper", "Not graded")
    return f"{words}: {row.bar.words} ({row.bar.citation})" if row.bar else words


def _by(row: ResultRow) -> str:
    if not row.paper:
        return ""
    return _(" (Decision No. %(number)s, %(day)s)") % {"number": row.paper, "day": f"{row.dated_on:%d/%m/%Y}"}
