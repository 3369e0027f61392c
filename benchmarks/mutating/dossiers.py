"""A dossier as JSON with something else in it: keys, types, sizes, references, letters; sound JSON and not."""

import json
import unicodedata
from random import Random

from benchmarks.mutating.raw import few

VALUES = (
    None, True, False, 0, -1, 1, 3.5, -0.0, 10**18, 2**63, 10**400, -(10**30), 1e308, float("nan"), float("inf"), "", " ",
    "x" * 1_000_000, "\ud800", "\udfff x", "\x00", "a\x00b", "\u202e", "\ufeff", "e\u0302\u0301", "2021-02-30", "0000-00-00",
    "9999-12-31", "0001-01-01", "2021-12-20T00:00", "20211220", "２０２１-01-01", [], {}, [[]], [None], [{}], {"": None},
    {"code": "M0001"}, "M0001", "KP01", "P11", "excellent", "good", "unfulfilled", "degraded", "2020", "2021",
    "ward-dossier/2", "members-missing", "%s {0} %(x)s", "<b>x</b>",
)  # fmt: skip


def _places(node: object, found: list | None = None) -> list[tuple[dict | list, object]]:
    """Every (container, key or index) below `node`."""
    found = [] if found is None else found
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in pairs:
        found.append((node, key))
        _places(value, found)
    return found


def _written(raw: object) -> bytes:
    return json.dumps(raw, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _set_values(raw: dict, dice: Random) -> None:
    for _time in range(few(dice, 6)):
        node, key = dice.choice(_places(raw))
        node[key] = dice.choice(VALUES)


def _exchanged(raw: dict, dice: Random) -> None:
    """Values that stand elsewhere under the same key: mostly a sound dossier of another ward."""
    places = _places(raw)
    for _time in range(few(dice, 20)):
        node, key = dice.choice(places)
        fellows = [one[name] for one, name in places if name == key and not isinstance(one[name], dict | list)]
        node[key] = dice.choice(fellows or [node[key]])


def _drop(raw: dict, dice: Random) -> None:
    for _time in range(few(dice, 6)):
        node, key = dice.choice(_places(raw))
        del node[key]


def _rename(raw: dict, dice: Random) -> None:
    node, key = dice.choice([place for place in _places(raw) if isinstance(place[0], dict)])
    node[dice.choice((f"{key}_", key.upper(), "", "__class__", "x" * 5000, "note", "\ud800", f" {key}", "code"))] = (
        node.pop(key)
    )


def _repeat(raw: dict, dice: Random) -> None:
    """Rows twice, or thousands of times: ids are no longer unique."""
    node, key = dice.choice(
        [place for place in _places(raw) if isinstance(place[0][place[1]], list) and place[0][place[1]]]
    )
    node[key] += [dice.choice(node[key])] * few(dice, 20_000)


def _lost(raw: dict, dice: Random) -> None:
    for _time in range(few(dice, 4)):
        node, key = dice.choice([place for place in _places(raw) if isinstance(place[0][place[1]], list)])
        node[key] = dice.choice((node[key][:1], node[key][1:], []))


def _swap(raw: dict, dice: Random) -> None:
    (one, first), (two, second) = dice.choice(_places(raw)), dice.choice(_places(raw))
    one[first], two[second] = two[second], one[first]
    try:
        json.dumps(raw)
    except ValueError:  # now it holds itself
        one[first] = None


def _references(raw: dict, dice: Random) -> None:
    wanted = (
        "member",
        "cell",
        "unit",
        "subject",
        "rule",
        "code",
        "kind",
        "management_level",
        "agency",
        "status",
        "grade",
    )
    fitting = [place for place in _places(raw) if place[1] in wanted]
    codes = [node[key] for node, key in fitting]
    for _time in range(few(dice, 10)):
        node, key = dice.choice(fitting)
        node[key] = dice.choice((*codes, "nobody", "", "M9999"))


def _dates(raw: dict, dice: Random) -> None:
    names = ("_on", "_date", "year")
    fitting = [place for place in _places(raw) if isinstance(place[1], str) and place[1].endswith(names)]
    days = ("9999-12-31", "0001-01-01", "2022-01-09", "2021-02-29", 99999, -1, 0, 10**6, "1900-01-01", 2020, "2021")
    for _time in range(few(dice, 6)):
        node, key = dice.choice(fitting)
        node[key] = dice.choice(days)


def _numbers(raw: dict, dice: Random) -> None:
    names = ("excellent_ballots", "ballots", "quota", "task_completion", "sick_leave_months", "weight", "valid_ballots")
    for _time in range(few(dice, 8)):
        row = dice.choice(raw["members"] + raw["cells"] + raw["collectives"])
        row[dice.choice(names)] = dice.choice((-1, 0, 10**18, 10**400, 1e308, 0.1, float("nan"), "5", True, 10**6))
    raw["parameters"] = {dice.choice(("cap_base", "cap_percent", "quotas", "x")): dice.choice(VALUES)}


def _letters(raw: dict, dice: Random) -> None:
    form = dice.choice(("NFD", "NFKD", "NFKC"))
    for node, key in _places(raw):
        if isinstance(node[key], str):
            node[key] = unicodedata.normalize(form, node[key]) + dice.choice(("", "", "", " ", "\u200b", "\ud800"))


def _doubled_key(data: bytes, dice: Random, _other: bytes) -> bytes:
    """As text: no writer makes it."""
    raw = json.loads(data)
    node, key = dice.choice([place for place in _places(raw) if isinstance(place[0], dict)])
    node["\x01"] = dice.choice(VALUES)
    return _written(raw).replace(b'"\\u0001"', json.dumps(key).encode(), 1)


def _as_text(data: bytes, dice: Random, _other: bytes) -> bytes:
    text, deep = data.decode(), dice.choice((50, 900, 1_100, 200_000))
    return dice.choice((
        "[" * deep + "]" * deep, '{"a":' * deep + "1" + "}" * deep, text.replace("2021", "9" * 50_000, 1),
        text.replace("2021", "1e999999999", 1), text + text, text + "\x00", "\ufeff" + text,
        text.replace(":", ":" + "[" * deep, 1), text.replace('"', "'"), text.replace(",", ",,", 1),
        text.replace("{", "{" + " " * 5_000_000, 1), "[" + text + "]", json.dumps(text), "null", "{}",
        '{"format": "ward-dossier/1"}', "NaN", text.replace('"2021"', '"\\ud800"'), text.replace("null", "-Infinity"),
        text.replace("2021-", "2021\\u0000-"), "{" + text,
    )).encode()  # fmt: skip


def _encoded(data: bytes, dice: Random, _other: bytes) -> bytes:
    return data.decode().encode(
        dice.choice(("utf-16", "utf-16-le", "utf-32", "utf-7", "utf-8-sig", "windows-1258")), "replace"
    )


def _as_tree(change):
    def mutate(data: bytes, dice: Random, _other: bytes) -> bytes:
        raw = json.loads(data)
        change(raw, dice)
        return _written(raw)

    return mutate


MUTATIONS = {
    "values": _as_tree(_set_values),
    "values exchanged": _as_tree(_exchanged),
    "keys dropped": _as_tree(_drop),
    "keys renamed": _as_tree(_rename),
    "keys doubled": _doubled_key,
    "rows repeated": _as_tree(_repeat),
    "values swapped": _as_tree(_swap),
    "references": _as_tree(_references),
    "rows lost": _as_tree(_lost),
    "dates": _as_tree(_dates),
    "figures": _as_tree(_numbers),
    "letters": _as_tree(_letters),
    "broken as text": _as_text,
    "encoded otherwise": _encoded,
}
