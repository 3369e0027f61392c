"""A standing towards the Party, read from a remark: `Dự bị`, `Miễn sinh hoạt`, `Miễn công tác và SH`, `Đình chỉ sinh hoạt`."""

import re
from dataclasses import dataclass

from cells.vietnamese import fold_words, tidy
from cells.vocabulary import MemberStatus

#: What the portal itself writes into a workbook; each is read back as the same standing and leaves no note.
STATUS_WORDS = {
    MemberStatus.ACTIVE: "Chính thức",
    MemberStatus.PROBATIONARY: "Dự bị",
    MemberStatus.EXEMPT: "Miễn công tác và sinh hoạt đảng",
    MemberStatus.SUSPENDED: "Đình chỉ sinh hoạt đảng",
    MemberStatus.COMMITTEE_SUSPENDED: "Đình chỉ sinh hoạt cấp ủy",
    MemberStatus.NON_MEMBER: "Ngoài Đảng",
}

_ACTIVITY = r"(?:sinh hoat|sh|shd)"
_WORK = r"(?:cong tac|ct|cong viec)"
# The narrower standing first: suspended from the committee is not suspended from the Party.
_PHRASES = (
    (MemberStatus.COMMITTEE_SUSPENDED, rf"dinh chi (?:{_ACTIVITY} )?(?:trong )?(?:cap uy|chi uy|dang uy)"),
    (MemberStatus.SUSPENDED, rf"dinh chi {_ACTIVITY}"),
    (MemberStatus.EXEMPT, rf"mien (?:{_WORK}(?: (?:va )?{_ACTIVITY})?|{_ACTIVITY}(?: (?:va )?{_WORK})?|ctshd?)|msh"),
    (MemberStatus.PROBATIONARY, r"(?:du bi|dvdb)"),
)
_LEADING = r"(?:(?:la|dang vien|dv|duoc|dang|bi|tam|thuoc dien|dien) )*"
_TRAILING = r"(?: (?:dang|dang vien|chi bo|cong tac dang))*"
_WHOLE = [(status, re.compile(rf"{_LEADING}(?:{phrase}){_TRAILING}")) for status, phrase in _PHRASES]
_WHOLE.append((MemberStatus.PROBATIONARY, re.compile("db")))  # alone; within a text it is a committee (đảng bộ)
_WITHIN = [(status, re.compile(rf"\b(?:{phrase})\b")) for status, phrase in _PHRASES]
_FULL_MEMBER = re.compile(_LEADING + rf"(?:chinh thuc|dvct|{_ACTIVITY}(?: binh thuong)?|binh thuong)(?: dang)?")
# “Hết dự bị”, “đã thôi miễn sinh hoạt”: the phrase is there, the standing is not.
_OVER = re.compile(r"\b(?:het|khong|chua|da|thoi|tung|cuu|truoc|het han|ket thuc|den het|xin|de nghi)\b")
_ENDED = re.compile(r"\b(?:het|ket thuc|khong con)\b")
#: Moved away, died, taken off the list; somebody who moved here (“chuyển đến từ”, “mới chuyển đến”) did not leave.
_LEFT = re.compile(
    r"\b(?:(?<!moi )chuyen (?:di|sinh hoat|(?:den|ve)(?! tu))|da chuyen|tu tran|da mat|da chet|khai tru|xoa ten|"
    r"xin ra khoi|ra khoi dang)\b"
)
_SEPARATORS = re.compile(r"[;\n]")


@dataclass(frozen=True)
class NoteRead:
    """`status` empty: the text gives none. `note` is what stays as a remark. `oddity` names what should be looked at."""

    status: str = ""
    note: str = ""
    oddity: str = ""
    statuses: tuple[str, ...] = ()


def read_note(text: str) -> NoteRead:
    """Split a remark into the standing it gives and what stays. `oddity`: `two_statuses`, `unclear_status`, `left` or ""."""
    found, rest, oddity = [], [], ""
    for part in filter(None, map(tidy, _SEPARATORS.split(text))):
        status, stays, part_oddity = _read_part(fold_words(part))
        found += [status] if status and status not in found else []
        rest += [part] if stays else []
        oddity = oddity or part_oddity
    if len(found) > 1:
        return NoteRead("", tidy(text), "two_statuses", tuple(found))
    return NoteRead(found[0] if found else "", "; ".join(rest), oddity, tuple(found))


def says_left(text: str) -> bool:
    """The text speaks of people who are no longer in the ward."""
    return bool(_LEFT.search(fold_words(text)))


def status_word(text: str) -> str:
    """The standing named by a whole cell (`Dự bị`, `Chính thức`); "" when the words name none."""
    folded = fold_words(text)
    if _FULL_MEMBER.fullmatch(folded):
        return MemberStatus.ACTIVE
    return next((status for status, pattern in _WHOLE if pattern.fullmatch(folded)), "")


def _read_part(folded: str) -> tuple[str, bool, str]:
    """(standing, does the text stay as a remark, oddity) of one part of a remark."""
    for status, pattern in _WHOLE:
        if pattern.fullmatch(folded):
            return status, False, ""
    for status, pattern in _WITHIN:
        if match := pattern.search(folded):
            if _OVER.search(folded[: match.start()]) or _ENDED.search(folded[match.end() :]):
                return "", True, "unclear_status"
            return status, True, ""
    return "", True, "left" if says_left(folded) else ""
