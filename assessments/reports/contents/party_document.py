"""Heading, basis and signature that every document of the ward shares (HD 36-HD/VPTW)."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from assessments.rules.citations import DOCUMENTS, Document
from cells.document_numbers import with_zero
from cells.journal.form import short
from cells.models import WardProfile

#: Stands where something is not given yet.
OPEN = "…"
#: Room for a pen where a number, a day, a month, a year is written in: three such, a place of ordinary length and the words
#: between fit on one line of the heading.
OPEN_NUMBER = OPEN * 2
#: Room for a place or a name.
OPEN_LINE = OPEN * 12


@dataclass(frozen=True, slots=True)
class PrintedHead:
    """How far the ward's journal reached: number of its last entry, and its hash, 64 hexadecimal digits."""

    number: int
    hash: str

    @property
    def short(self) -> str:
        return short(self.number, self.hash)


@dataclass(frozen=True, slots=True)
class Issue:
    """Number and date a paper is issued under. `number` is the running number alone; `journal` where it stood before;
    `as_typed`: printed without the zero in front, as reports before `report-data/3` were."""

    number: str
    dated_on: date
    journal: PrintedHead | None = None
    as_typed: bool = False

    @property
    def printed_number(self) -> str:
        return self.number if self.as_typed else with_zero(self.number)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Both columns of the heading, the title, whom it is for."""

    superior: str
    committee: str
    number: str
    place_and_date: str
    kind: str
    subject: str
    addressee: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Left the recipients, right authority, position, name."""

    recipients: tuple[str, ...]
    authority: str
    position: str
    name: str


class Contents(Protocol):
    """What every paper's data class holds for the frame and the register."""

    letterhead: Letterhead
    draft: bool
    dated_on: str


def document_number(issue: Issue | None, abbreviation: str, profile: WardProfile) -> str:
    """`05-BC/ĐU`; without an issue the number is open."""
    return f"{issue.printed_number if issue else OPEN_NUMBER}-{abbreviation}/{profile.document_symbol}"


def letterhead(profile: WardProfile, *, issue: Issue | None, abbreviation: str, kind: str, subject: str) -> Letterhead:
    return Letterhead(
        superior=profile.superior_name.upper(),
        committee=profile.committee_name.upper(),
        number=_("No. %(number)s") % {"number": document_number(issue, abbreviation, profile)},
        place_and_date=f"{profile.place}, {long_date(issue.dated_on if issue else None)}",
        kind=kind,
        subject=subject,
        addressee=profile.receiving_body,
    )


def signature(profile: WardProfile) -> Signature:
    lines = [line.strip(" -–;,.") for line in profile.recipients.splitlines()]
    recipients = [line for line in lines if line]
    marks = [*[","] * (len(recipients) - 1), "."]
    return Signature(
        recipients=tuple(f"- {line}{mark}" for line, mark in zip(recipients, marks, strict=False)),
        authority=profile.signing_authority,
        position=profile.signatory_position,
        name=profile.signatory_name,
    )


def long_date(day: date | None) -> str:
    """`ngày 06 tháng 01 năm 2022`: days under 10 and the first two months get a zero, as documents print them."""
    if day is None:
        return _("day %(day)s month %(month)s year %(year)s") % dict.fromkeys(("day", "month", "year"), OPEN_NUMBER)
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return _("day %(day)s month %(month)s year %(year)s") % {"day": f"{day.day:02}", "month": month, "year": day.year}


def basis(day: date) -> str:
    """The documents in force on that day, each with its date and issuer, one after the other."""
    return "; ".join(_cited(document) for document in DOCUMENTS if document.issued_on <= day)


def _cited(document: Document) -> str:
    name, about, subject = document.title.partition(" về ")
    return f"{name} {long_date(document.issued_on)} của {document.issued_by}{about}{subject}"
