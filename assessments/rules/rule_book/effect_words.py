"""What an amendment does to one ward's figures, in sentences: how many, which, under which set."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assessments.rules.facts import Dossier
from assessments.rules.plain_difference import Pair, Row
from assessments.rules.rule_ids import Rule
from assessments.rules.vocabulary import ManagementLevel, Severity
from assessments.rules.wording import named

from .amendments import AFTER, BEFORE
from .effects import Effect

_COLLECTIVES = ("tập thể", "collective", "collectives")
_CELLS = ("chi bộ", "cell", "cells")
_PEOPLE = ("người", "person", "people")
_HEADS = ("chức vụ đứng đầu", "headship", "headships")
_UNITS = ("đơn vị", "unit", "units")
_LEVELS = ("cấp quản lý", "management level", "management levels")
_POOLS = ("phạm vi tính", "pool", "pools")
_SUBJECTS = ("trường hợp", "case", "cases")
_OF_ITEM = {
    "A1": _COLLECTIVES, "A2": _COLLECTIVES, "A3": _COLLECTIVES, "A4": _COLLECTIVES, "B4": _COLLECTIVES,
    "A5": _PEOPLE, "B1": _PEOPLE, "B2": _PEOPLE, "B3": _PEOPLE,
    "A6": _CELLS, "B5": _CELLS, "C3": _CELLS,
    "C1": _POOLS, "D1": _POOLS, "E1": _POOLS,
    "D2": _UNITS, "F1": _HEADS, "F2": _HEADS,
}  # fmt: skip
_CAPPED = {
    Rule.MEMBER_EXCELLENT_CAP: ("đảng viên", "members"),
    Rule.OFFICER_EXCELLENT_CAP: ("cán bộ", "officers"),
    Rule.COLLECTIVE_EXCELLENT_CAP: ("tập thể", "collectives"),
    Rule.CELL_EXCELLENT_CAP: ("chi bộ", "cells"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and whom or what it counts, by name."""

    text: str
    names: tuple[str, ...] = ()


def names_in(dossier: Dossier, lang: str = "vi") -> dict[str, str]:
    """Code → name and code of every person, unit and pool."""
    units = (dossier.organization, *dossier.cells, *dossier.collectives, *dossier.agencies)
    levels = {level.value: level.label(lang) for level in ManagementLevel}
    return levels | {subject.code: named(subject) for subject in (*dossier.members, *units)}


def effect_lines(effect: Effect, names: Mapping[str, str], lang: str = "vi") -> list[Line]:
    """Nothing differs: one line that says so. An item without parameters: nothing."""
    if effect.amendment.text_only:
        return []
    lines = [*_taken_out(effect, names, lang), *_caps(effect.difference.caps, names, lang)]
    lines += _quotas(effect.difference.quotas, names, lang)
    lines += _findings(effect.difference.gone, names, lang, under_old=True)
    lines += _findings(effect.difference.come, names, lang, under_old=False)
    return lines or [Line(_nothing(lang))]


def _nothing(lang: str) -> str:
    if lang == "vi":
        return "Với số liệu hiện nay, hai bộ cho kết quả như nhau ở mục này."
    return "With the present figures both sets answer alike here."


def _taken_out(effect: Effect, names: Mapping[str, str], lang: str) -> Iterator[Line]:
    for codes, verb_vi, verb_en in (
        (effect.not_reviewed, "kiểm điểm", "reviewed"),
        (effect.not_graded, "xếp loại", "graded"),
    ):
        if codes:
            many = _many(len(codes), _COLLECTIVES, lang)
            yield Line(
                f"Theo bộ {BEFORE}, {many} vẫn {verb_vi}; theo bộ {AFTER} thì không."
                if lang == "vi"
                else f"Under the {BEFORE} set, {many} would be {verb_en}; under the {AFTER} set not.",
                _named(codes, names),
            )
    if effect.lifted:
        many = _many(len(effect.lifted), _HEADS, lang)
        yield Line(
            f"Theo bộ {BEFORE}, {many} sẽ bị ràng buộc bởi mức xếp loại của đơn vị; theo bộ {AFTER} được ngoại lệ."
            if lang == "vi"
            else f"Under the {BEFORE} set, {many} would be bound by the unit's grade; the {AFTER} set makes an exception.",
            tuple(f"{names[head.member]} – {names[head.unit]}" for head in effect.lifted),
        )


def _caps(pairs: Iterable[Pair], names: Mapping[str, str], lang: str) -> Iterator[Line]:
    pools = [pair for pair in pairs if None in pair]
    old, new = [pair[0] for pair in pools if pair[0]], [pair[1] for pair in pools if pair[1]]
    if pools:
        yield Line(
            f"Theo bộ {BEFORE}, mức tối đa cán bộ tính riêng ở {len(old)} đơn vị, cộng lại được {_sum(old, 'limit')} xuất "
            f"sắc; theo bộ {AFTER} tính ở {len(new)} cấp quản lý, được {_sum(new, 'limit')}."
            if lang == "vi"
            else f"Under the {BEFORE} set, the officers' cap would be counted in {_many(len(old), _UNITS, lang)} and allow "
            f"{_sum(old, 'limit')} excellent in all; under the {AFTER} set it is counted in "
            f"{_many(len(new), _LEVELS, lang)} and allows {_sum(new, 'limit')}."
        )
    for before, after in pairs:
        if before and after:
            vi, en = _CAPPED[Rule(str(before["rule"]))]
            yield Line(
                f"Mức tối đa {vi}: theo bộ {BEFORE} là {before['limit']} (cơ số {before['base']}, đang có "
                f"{before['actual']}); theo bộ {AFTER} là {after['limit']} (cơ số {after['base']}, đang có "
                f"{after['actual']})."
                if lang == "vi"
                else f"Cap on {en}: under the {BEFORE} set {before['limit']} (base {before['base']}, actual "
                f"{before['actual']}); under the {AFTER} set {after['limit']} (base {after['base']}, actual "
                f"{after['actual']})."
            )


def _quotas(pairs: Iterable[Pair], names: Mapping[str, str], lang: str) -> Iterator[Line]:
    for rule, what in ((Rule.MEMBER_EXCELLENT_QUOTA, _CELLS), (Rule.OFFICER_EXCELLENT_QUOTA, _UNITS)):
        rows = [after for _before, after in pairs if after and after["rule"] == rule.value]
        if rows:
            above = [str(row["unit"]) for row in rows if row["actual"] > row["quota"]]  # type: ignore[operator]
            yield Line(
                f"Theo bộ {BEFORE}, {_many(len(rows), what, lang)} không có chỉ tiêu riêng; theo bộ {AFTER} các chỉ "
                f"tiêu cộng lại là {_sum(rows, 'quota')}; số {what[0]} đang vượt: {len(above)}."
                if lang == "vi"
                else f"Under the {BEFORE} set, {_many(len(rows), what, lang)} would have no quota; under the {AFTER} set "
                f"their quotas add up to {_sum(rows, 'quota')}; {what[2]} above their quota: {len(above)}.",
                _named(above, names),
            )


def _findings(found: Iterable[Row], names: Mapping[str, str], lang: str, *, under_old: bool) -> Iterator[Line]:
    groups: dict[tuple[Rule, Severity], list[str]] = {}
    for row in found:
        groups.setdefault((Rule(str(row["rule"])), Severity(str(row["severity"]))), []).append(str(row["subject"]))
    for (rule, severity), subjects in groups.items():
        many = _many(len(subjects), _OF_ITEM.get(rule.item, _SUBJECTS), lang)
        what = f"“{rule.title(lang)}” ({severity.label(lang)})"
        if lang == "vi":
            would = f"sẽ có điểm {what}; theo bộ {AFTER} thì không" if under_old else f"sẽ không có điểm {what}"
            text = f"Theo bộ {BEFORE}, {many} {would}."
        else:
            would = (
                f"would be found {what}, and not under the {AFTER} set" if under_old else f"would not be found {what}"
            )
            text = f"Under the {BEFORE} set, {many} {would}."
        yield Line(text, _named(subjects, names))


def _many(count: int, noun: tuple[str, str, str], lang: str) -> str:
    if lang == "vi":
        return f"{count} {noun[0]}"
    return f"{count} {noun[1] if count == 1 else noun[2]}"


def _named(codes: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(code, code) for code in codes)


def _sum(rows: Iterable[Row], name: str) -> int:
    return sum(row[name] for row in rows)  # type: ignore[misc]
