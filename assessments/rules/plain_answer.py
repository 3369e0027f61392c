"""An answer in plain Vietnamese, for reading on a terminal or in a mail."""

from collections.abc import Iterator, Mapping

from .answer import Answer
from .caps import Cap
from .facts import Unit
from .faults import on_one_line
from .findings import Finding
from .quota import Quota
from .rule_ids import Rule
from .ruleset import OfficerPool
from .vocabulary import Grade, ManagementLevel, Severity

_COUNTED = {
    "present": "có mặt",
    "exempt": "miễn hoặc đình chỉ sinh hoạt",
    "not_gradable": "chưa thuộc diện xếp loại",
    "ungraded": "chưa xếp loại",
    **{grade.value: grade.vi[0].lower() + grade.vi[1:] for grade in Grade},
}

_SUBJECTS = {"members": "Đảng viên", "cells": "Chi bộ", "collectives": "Tập thể"}

_CAPPED = {
    Rule.MEMBER_EXCELLENT_CAP: "Đảng viên",
    Rule.OFFICER_EXCELLENT_CAP: "Cán bộ",
    Rule.COLLECTIVE_EXCELLENT_CAP: "Tập thể",
    Rule.CELL_EXCELLENT_CAP: "Chi bộ",
}

_HEADINGS = {
    Severity.VIOLATION: "Trái quy định, phải sửa trước khi ký",
    Severity.NEEDS_REASON: "Cần ghi lý do mới ký được",
    Severity.NOTICE: "Để biết",
}


def in_plain_vietnamese(answer: Answer) -> str:
    """Counts, caps, quotas, findings by gravity, verdict; one text with line ends."""
    return "\n".join(map(_as_one, _lines(answer))) + "\n"


def _as_one(line: str) -> str:
    # Names and reasons come from the file: a line end in one must not pass for a line of the answer.
    return on_one_line("".join(" " if char.isspace() else char for char in line))


def _lines(answer: Answer) -> Iterator[str]:
    dossier = answer.dossier
    yield f"{dossier.organization.name or dossier.organization.code} – kiểm tra xếp loại năm {dossier.year}"
    yield f"Bộ quy tắc {answer.rule_set.code}: {answer.rule_set.title_vi}"
    yield from (f"Lưu ý: {remark}" for remark in answer.remarks())
    yield from _section("Số lượng", _counts(answer))
    yield from _section("Mức tối đa xuất sắc", (_cap(answer, cap) for cap in answer.caps))
    if answer.quotas:
        yield from _section("Chỉ tiêu xuất sắc", (_quota(answer, row) for row in answer.quotas))
    for severity, heading in _HEADINGS.items():
        found = [finding for finding in answer.findings if finding.severity is severity]
        if found:
            yield from _section(f"{heading} ({len(found)})", (_finding(answer, finding) for finding in found))
    yield ""
    yield _verdict(answer)


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield ""
    yield title
    yield from (f"  - {line}" for line in lines)


def _counts(answer: Answer) -> Iterator[str]:
    for name, title in _SUBJECTS.items():
        yield f"{title}: {_counted(answer.counts[name])}"
    for level, counts in answer.counts["officers"].items():
        yield f"Cán bộ {ManagementLevel(level).vi}: {_counted(counts)}"


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{_COUNTED[name]} {number}" for name, number in counts.items())


def _cap(answer: Answer, cap: Cap) -> str:
    over = f", VƯỢT {cap.excess}" if cap.excess else ""
    where = f" {_pool(answer, cap.pool)}" if cap.rule is Rule.OFFICER_EXCELLENT_CAP else ""
    return f"{_CAPPED[cap.rule]}{where}: cơ số {cap.base}, tối đa {cap.limit}, đang có {cap.actual}{over}"


def _quota(answer: Answer, row: Quota) -> str:
    who = "cán bộ, " if row.rule is Rule.OFFICER_EXCELLENT_QUOTA else ""
    by_hand = " (giao riêng)" if row.by_hand else ""
    over = f", VƯỢT {row.excess}" if row.excess else ""
    return (
        f"{_unit(answer, row.unit)}: {who}tốt trở lên {row.base}, phần tính {row.share}, "
        f"chỉ tiêu {row.quota}{by_hand}, đang có {row.actual}{over}"
    )


def _finding(answer: Answer, finding: Finding) -> str:
    reason = answer.reason_for(finding)
    if reason is None:
        return finding.message_vi
    by = f" ({reason.decided_by})" if reason.decided_by else ""
    return f"{finding.message_vi} Đã ghi lý do{by}: {reason.text}"


def _pool(answer: Answer, pool: str) -> str:
    by_unit = answer.rule_set.officer_pool.value is OfficerPool.UNIT
    return _unit(answer, pool) if by_unit else ManagementLevel(pool).vi


def _unit(answer: Answer, code: str) -> str:
    name = _units(answer)[code].name
    return f"{name} ({code})" if name else code


def _units(answer: Answer) -> dict[str, Unit]:
    dossier = answer.dossier
    units: tuple[Unit, ...] = (dossier.organization, *dossier.cells, *dossier.collectives, *dossier.agencies)
    return {unit.code: unit for unit in units}


def _verdict(answer: Answer) -> str:
    if answer.compliant:
        return "Kết luận: không có gì cản trở việc ký quyết định."
    waiting = answer.open_findings()
    violations = sum(finding.severity is Severity.VIOLATION for finding in waiting)
    return (
        f"Kết luận: chưa ký được. Còn {violations} điểm trái quy định phải sửa và "
        f"{len(waiting) - violations} điểm cần ghi lý do."
    )
