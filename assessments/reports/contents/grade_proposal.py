"""The unit's proposal of grades to the ward (tờ trình đề nghị xếp loại): who, which ballots, which grade and why."""

from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import FileEvent, Meeting, ReviewFile
from assessments.reports.contents.blocks import NOTHING, Head, Part, Row, Table, simple_heads
from assessments.reports.contents.meeting_minutes import named_subject
from assessments.reports.contents.party_document import OPEN_NUMBER, Letterhead, Signature, long_date
from assessments.reports.contents.unit_head import unit_head, unit_signature, unit_symbol
from assessments.rules import Grade
from assessments.selectors.meetings import SheetRow, meeting_of, sheet_of, threshold_words
from assessments.workflow import SubjectKind

_UNITS = frozenset({SubjectKind.CELL, SubjectKind.COLLECTIVE})


@dataclass(frozen=True, slots=True)
class GradeProposal:
    letterhead: Letterhead
    opening: str
    parts: tuple[Part, ...]
    closing: str
    signature: Signature
    draft: bool
    draft_mark: str
    dated_on: str


def is_proposed(file: ReviewFile) -> bool:
    """The meeting has been held. One query."""
    return Meeting.objects.filter(file=file).exists()


def grade_proposal(file: ReviewFile) -> GradeProposal:
    """Nine queries. A draft while the file is with the unit; of few ballots no number is told (docs/decisions/0007)."""
    meeting = meeting_of(file)
    rows = sheet_of(file, meeting)
    sent = FileEvent.objects.filter(file=file, step="submit").order_by("-pk").first()
    stands = sent is not None and not file.is_writable
    day = timezone.localdate(sent.at) if stands else meeting.held_on
    held = _(
        "On %(day)s %(unit)s met to review the year %(year)s; called: %(called)s, present: %(present)s, ballots issued: "
        "%(issued)s, valid: %(valid)s."
    ) % {
        "day": f"{meeting.held_on:%d/%m/%Y}",
        "unit": file.name,
        "year": file.campaign.year,
        "called": meeting.called,
        "present": meeting.present,
        "issued": meeting.ballots_issued,
        "valid": meeting.ballots_valid,
    }
    counted = [_("A grade is carried by %(threshold)s.") % {"threshold": threshold_words(file)}]
    if not meeting.tallies_told:
        counted.append(_("Few ballots: the grade they carry is told, not their numbers."))
    return GradeProposal(
        letterhead=_letterhead(file, sent_on=day if stands else None),
        opening=held,
        parts=(
            Part(_("I. RESULT OF THE VOTE"), tuple(counted)),
            Part(_("II. GRADES PROPOSED"), _figures(rows), _tables(rows, meeting.tallies_told)),
        ),
        closing=_("%(unit)s asks the %(committee)s to consider and decide./.")
        % {"unit": file.name, "committee": file.campaign.ward.profile.committee_name},
        signature=unit_signature(file),
        draft=not stands,
        draft_mark=_("DRAFT – not sent yet"),
        dated_on=day.isoformat(),
    )


def _letterhead(file: ReviewFile, sent_on) -> Letterhead:
    profile = file.campaign.ward.profile
    subject = _("on the proposed grades of the year %(year)s") % {"year": file.campaign.year}
    return replace(
        unit_head(file, pgettext("paper", "PROPOSAL"), subject),
        number=_("No. %(number)s") % {"number": f"{OPEN_NUMBER}-TTr{unit_symbol(file, profile)}"},
        place_and_date=f"{profile.place}, {long_date(sent_on)}",
        addressee=profile.committee_name,
    )


def _figures(rows: list[SheetRow]) -> tuple[str, ...]:
    """Of a cell alone: the file of a collective lists no members."""
    people = [row for row in rows if row.review.kind == SubjectKind.MEMBER]
    if not people:
        return ()
    counts = [f"{grade.vi}: {sum(row.grade == grade for row in people)}" for grade in Grade]
    words = _("Members in the list: %(all)s; proposed: %(proposed)s (%(grades)s); without a proposal: %(without)s.")
    proposed = sum(bool(row.grade) for row in people)
    told = {"all": len(people), "proposed": proposed, "grades": "; ".join(counts), "without": len(people) - proposed}
    return (words % told,)


def _tables(rows: list[SheetRow], told: bool) -> tuple[Table, ...]:
    captions = (
        (_("Cell and leadership collective"), [row for row in rows if row.review.kind in _UNITS]),
        (pgettext("paper", "Party members"), [row for row in rows if row.review.kind == SubjectKind.MEMBER]),
        (pgettext("paper", "Leading officers"), [row for row in rows if row.review.kind == SubjectKind.OFFICER]),
    )
    there = [(caption, chosen) for caption, chosen in captions if chosen]
    return tuple(_table(f"{number}. {caption}", chosen, told) for number, (caption, chosen) in enumerate(there, 1))


def _table(caption: str, rows: list[SheetRow], told: bool) -> Table:
    first = (pgettext("paper", "No"), pgettext("paper", "Name"), _("Own proposal"))
    last = (_("Proposed"), pgettext("paper", "Reason"))
    heads = simple_heads(*first, _("Carried"), *last)
    if told:
        grades = (
            pgettext("short grade", "Excellent"),
            pgettext("short grade", "Good"),
            pgettext("short grade", "Fulfilled"),
            pgettext("short grade", "Not fulfilled"),
        )
        ballots = Head(pgettext("paper", "Ballots"), columns=len(grades))
        upper = (*(Head(text, rows=2) for text in first), ballots, *(Head(text, rows=2) for text in last))
        heads = (upper, tuple(map(Head, grades)))
    lines = tuple(
        Row((str(number), named_subject(row), _word(row.self_grade), *_ballots(row, told), _proposed(row), _why(row)))
        for number, row in enumerate(rows, start=1)
    )
    return Table(caption, heads, lines, "proposed" if told else "proposed-few", words=(1,))


def _ballots(row: SheetRow, told: bool) -> tuple[str, ...]:
    if not told:
        return (_word(row.carried),)
    return tuple(map(str, row.counts)) if row.counts else (NOTHING,) * len(Grade)


def _word(grade: str) -> str:
    return Grade(grade).vi if grade else NOTHING


def _proposed(row: SheetRow) -> str:
    return _("No grade") if row.bar else _word(row.grade)


def _why(row: SheetRow) -> str:
    if row.bar:
        return f"{row.bar.words} ({row.bar.citation})"
    if row.awaits_review and not row.grade:
        return _("absent, not reviewed yet")
    return row.reason or NOTHING
