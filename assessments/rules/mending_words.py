"""The sentences of mends, in both languages, with figures and clause."""

from collections.abc import Iterable

from .change_words import describe
from .changes import Change, Target
from .faults import Said
from .findings import Finding
from .ground import Ground
from .mend import Choice
from .quota_repairs import SeatMoves
from .vocabulary import Grade, Severity
from .wording import counted_en, named


def names(ground: Ground) -> dict:
    return {**ground.people, **ground.units}


def called(ground: Ground, code: str) -> str:
    return named(names(ground)[code])


def _listed(ground: Ground, changes: Iterable[Change], lang: str) -> str:
    """Who moves: names, with the ballots of a member and the unit of a post."""
    return "; ".join(_who(ground, change, lang) for change in changes)


def _who(ground: Ground, change: Change, lang: str) -> str:
    who = called(ground, change.code)
    if change.target is Target.POST:
        return f"{who}, {called(ground, change.unit)}"
    ballots = ground.people[change.code].told_ballots if change.target is Target.MEMBER else None
    if ballots is None:
        return who
    return f"{who}: {ballots} phiếu" if lang == "vi" else f"{who}: {counted_en(ballots, 'ballot', 'ballots')}"


def moved(
    ground: Ground, finding: Finding, moves: int, changes: tuple[Change, ...], choices: tuple[Choice, ...]
) -> Said:
    """Moves from excellent to good, those for certain and those among whom people choose."""
    figures, cite = finding.figures, finding.citation
    limit = figures.get("quota", figures.get("limit"))
    vi = [f"Chuyển {moves} người xuống “{Grade.GOOD.vi}”: đang có {figures['actual']}, tối đa {limit} ({cite})."]
    en = [f"Move {moves} to “{Grade.GOOD.en}”: there are {figures['actual']}, at most {limit} ({cite})."]
    members = any(change.target is Target.MEMBER for change in changes)
    if changes:
        order = (" theo số phiếu xuất sắc ít nhất", ", the fewest ballots first") if members else ("", "")
        vi.append(f"Chắc chắn{order[0]}: {_listed(ground, changes, 'vi')}.")
        en.append(f"For certain{order[1]}: {_listed(ground, changes, 'en')}.")
    for choice in choices:
        posts = choice.among[0].target is Target.POST
        why = (
            ("hồ sơ không có căn cứ để phân biệt", "the dossier holds nothing to tell them apart")
            if posts
            else ("số phiếu bằng nhau hoặc chưa ghi", "ballots equal or not recorded")
        )
        vi.append(
            f"Chọn {choice.count} trong số {len(choice.among)} ({why[0]}): {_listed(ground, choice.among, 'vi')}."
        )
        en.append(
            f"Choose {choice.count} of these {len(choice.among)} ({why[1]}): {_listed(ground, choice.among, 'en')}."
        )
    return Said(" ".join(vi), " ".join(en))


def lowered(ground: Ground, finding: Finding, change: Change) -> Said:
    who, now, new = called(ground, change.code), change.before, change.after
    return Said(
        f"Hạ {who} từ “{now.vi}” xuống “{new.vi}”, mức cao nhất mà những gì đã ghi cho phép ({finding.citation}).",
        f"Lower {who} from “{now.en}” to “{new.en}”, the highest grade that what is recorded allows "
        f"({finding.citation}).",
    )


def removed(ground: Ground, finding: Finding, change: Change) -> Said:
    who, now = called(ground, change.code), change.before
    return Said(
        f"Bỏ mức “{now.vi}” của {who}: không thuộc diện xếp loại ({finding.citation}).",
        f"Remove the grade “{now.en}” of {who}: none is due ({finding.citation}).",
    )


def head_lowered(ground: Ground, finding: Finding, changes: tuple[Change, ...], ceiling: Grade) -> Said:
    who, where = called(ground, finding.subject), called(ground, str(finding.figures["unit"]))
    unit_grade, (held_vi, held_en) = Grade(finding.figures["unit_grade"]), _held(ground, changes)
    return Said(
        f"Hạ {who} xuống “{ceiling.vi}” ({held_vi}): {where} do người này đứng đầu được xếp loại “{unit_grade.vi}”, "
        f"người đứng đầu không được cao hơn bất kỳ đơn vị nào mình đứng đầu ({finding.citation}).",
        f"Lower {who} to “{ceiling.en}” ({held_en}): {where}, which he or she heads, is graded “{unit_grade.en}”, and a "
        f"head is above none of the units headed ({finding.citation}).",
    )


def _held(ground: Ground, changes: Iterable[Change]) -> Said:
    """Which of a person's grades change: the member's, and those of posts with the unit."""
    vi, en = [], []
    for change in changes:
        where = f" – {called(ground, change.unit)}" if change.target is Target.POST else ""
        vi.append(f"{change.target.vi}{where}")
        en.append(f"{change.target.en}{where}")
    return Said("; ".join(vi), "; ".join(en))


def unit_raised(ground: Ground, finding: Finding, change: Change) -> Said:
    where, now, new = called(ground, change.code), change.before, change.after
    return Said(
        f"Nâng {where} từ “{now.vi}” lên “{new.vi}”, nếu đơn vị xứng đáng: theo những gì đã ghi, không quy tắc nào ngăn cản "
        f"({finding.citation}).",
        f"Raise {where} from “{now.en}” to “{new.en}”, if it deserves that: no rule on what is recorded stands "
        f"against it ({finding.citation}).",
    )


def unit_not_raised(ground: Ground, change: Change, blocking: Iterable[Finding]) -> Said:
    where, new, blocking = called(ground, change.code), change.after, list(blocking)
    return Said(
        f"Không thể nâng {where} lên “{new.vi}”: {' '.join(finding.message_vi for finding in blocking)}",
        f"{where} cannot be raised to “{new.en}”: {' '.join(finding.message_en for finding in blocking)}",
    )


def unit_first(ground: Ground, finding: Finding) -> Said:
    who, where = called(ground, finding.subject), called(ground, str(finding.figures["unit"]))
    return Said(
        f"Xếp loại {where} trước, rồi mới xếp loại {who} ({finding.citation}). Không có thay đổi nào để áp dụng sẵn: "
        f"mức xếp loại của đơn vị do cấp có thẩm quyền quyết định.",
        f"Grade {where} first, then {who} ({finding.citation}). There is nothing to apply by itself: the unit's grade "
        f"is for the deciding level to give.",
    )


def taken_back(ground: Ground, finding: Finding, changes: tuple[Change, ...]) -> Said:
    who, where = called(ground, finding.subject), called(ground, str(finding.figures["unit"]))
    held_vi, held_en = _held(ground, changes)
    return Said(
        f"Tạm bỏ mức xếp loại của {who} ({held_vi}) cho đến khi {where} được xếp loại ({finding.citation}).",
        f"Take the grades of {who} ({held_en}) back until {where} is graded ({finding.citation}).",
    )


def seats_moved(ground: Ground, finding: Finding, moves: SeatMoves, now: dict[str, int]) -> Said:
    where, cite = called(ground, moves.raised.unit), finding.citation
    old, new = now[moves.raised.unit], moves.raised.quota
    vi = f"Giao riêng cho {where} {new} chỉ tiêu thay vì {old} ({cite})"
    en = f"Set the quota of {where} by hand to {new} instead of {old} ({cite})"
    rows = moves.givers or moves.one_of
    if not rows:
        return Said(f"{vi}; mức tối đa còn chỗ.", f"{en}; the limit leaves room.")
    give_vi = ", ".join(f"{called(ground, row.unit)}: {now[row.unit]} còn {row.quota}" for row in rows)
    give_en = ", ".join(f"{called(ground, row.unit)}: {now[row.unit]} to {row.quota}" for row in rows)
    if moves.one_of:
        return Said(
            f"{vi}, lấy từ một trong các chi bộ còn chỗ: {give_vi}.", f"{en}, from one cell with room: {give_en}."
        )
    return Said(f"{vi}, lấy từ chi bộ còn chỗ: {give_vi}.", f"{en}, from cells with room: {give_en}.")


def quotas_dropped(ground: Ground, finding: Finding, changes: Iterable[Change], computed: dict[str, int]) -> Said:
    changes = list(changes)
    vi = ", ".join(f"{called(ground, c.code)} ({c.before}, tính sẵn {computed[c.code]})" for c in changes)
    en = ", ".join(f"{called(ground, c.code)} ({c.before}, computed {computed[c.code]})" for c in changes)
    return Said(
        f"Bỏ chỉ tiêu giao riêng để dùng chỉ tiêu tính sẵn: {vi} ({finding.citation}).",
        f"Drop the quotas set by hand and use the computed ones: {en} ({finding.citation}).",
    )


def along(ground: Ground, said: Said, changes: tuple[Change, ...], choices: tuple[Choice, ...]) -> Said:
    """The sentence with what has to go along, so that no new violation comes."""
    vi, en = ([describe(change, lang, names(ground)) for change in changes] for lang in ("vi", "en"))
    for choice in choices:
        vi.append(f"chọn {choice.count} trong số: " + ", ".join(describe(c, "vi", names(ground)) for c in choice.among))
        en.append(f"choose {choice.count} of: " + ", ".join(describe(c, "en", names(ground)) for c in choice.among))
    return Said(
        f"{said.vi} Kèm theo, để không phát sinh điểm “{Severity.VIOLATION.vi}” mới: {'; '.join(vi)}.",
        f"{said.en} Along with it, so that no new violation comes: {'; '.join(en)}.",
    )
