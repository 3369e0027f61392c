"""The plan of a sheet in words: portal beside file, word by word as far as people do not have to wait for it."""

from assessments.cell_sheet.reading import FileRow, SheetReading
from assessments.cell_sheet.three_way import compare
from assessments.selectors.sheet_preview import MOST_COMPARED, preview_of
from tests.assessments.cell_sheet.sheets import LAYOUT, LEVEL, TEXT, critique_row, sheet_with


def shown(*rows: tuple[dict, dict, dict]):
    """Base, file and portal of each row → the preview."""
    names = [(f"member:M{number}", f"Người {number}") for number in range(len(rows))]
    read = tuple(
        FileRow(number + 2, *names[number], {**critique_row().values, **file})
        for number, (_base, file, _portal) in enumerate(rows)
    )
    portal = sheet_with(*(critique_row(*name, **row[2]) for name, row in zip(names, rows, strict=True)))
    base = sheet_with(*(critique_row(*name, **row[0]) for name, row in zip(names, rows, strict=True))).snapshot()
    return preview_of(compare(SheetReading("p", "", "", {LAYOUT.key: read}), portal, base))


def marks(change) -> list[tuple[str, str]]:
    return [(str(piece.mark), piece.text) for piece in change.pieces]


def test_a_text_is_told_word_by_word():
    [row] = shown(({TEXT: "đã làm xong"}, {TEXT: "đã làm tốt"}, {TEXT: "đã làm xong"})).written

    assert marks(row.changes[0]) == [("same", "đã làm"), ("removed", " xong"), ("added", " tốt")]


def test_a_level_is_told_in_its_words():
    [row] = shown(({LEVEL: "good"}, {LEVEL: "poor"}, {LEVEL: "good"})).written

    assert [(change.old, change.new, change.is_text) for change in row.changes] == [("Tốt", "Kém", False)]


def test_a_conflict_also_tells_what_was_downloaded_and_what_comes_in_anyway():
    [row] = shown(({TEXT: "gốc"}, {TEXT: "tệp", LEVEL: "good"}, {TEXT: "cổng"})).conflicts

    assert [(change.old, change.new, change.said) for change in row.changes] == [("cổng", "tệp", "gốc")]
    assert [(change.new, change.said) for change in row.settled] == [("Tốt", None)]


def test_what_the_portal_changed_stands_beside_the_download():
    [row] = shown(({TEXT: "gốc"}, {TEXT: "gốc"}, {TEXT: "cổng"})).kept

    assert [(change.old, change.new) for change in row.changes] == [("gốc", "cổng")]


def test_a_whole_cell_rewritten_is_told_side_by_side_after_a_while():
    long = "\n".join(f"Đoạn {number} {'chữ ' * (MOST_COMPARED // 240)}." for number in range(20))
    rewritten = ({TEXT: long}, {TEXT: f"{long}\nthêm"}, {TEXT: long})

    preview = shown(rewritten, rewritten, rewritten)

    assert [len(row.changes[0].pieces) for row in preview.written] == [3, 3, 2]
    assert [marks(row.changes[0])[0][0] for row in preview.written] == ["same", "same", "removed"]
