"""export_journal and verify_journal: what they print, what they find, how they end."""

import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation

from cells.models import JournalEntry
from cells.services.journal_upkeep import erase_texts
from tests.assessments.reports.wards import ISSUE
from tests.cells.journal_scene import settle, tamper, write
from tests.factories import make_ward

pytestmark = pytest.mark.django_db


def export(out: Path, ward: str = "P11") -> list[str]:
    call_command("export_journal", "--ward", ward, "--out", str(out), stdout=StringIO())
    settle()
    return out.read_text(encoding="utf-8").splitlines()


def verify(*options: object) -> tuple[int, dict]:
    out = StringIO()
    try:
        call_command("verify_journal", "--json", *map(str, options), stdout=out)
    except SystemExit as end:
        return end.code, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def faults(told: dict, ward: str = "P11") -> list[tuple[str, int, int]]:
    [chain] = [chain for chain in told["chains"] if chain["ward"] == ward]
    return [(fault["code"], fault["first"], fault["last"]) for fault in chain["faults"]]


def cut_off(number: int, *, ward: str = "P11") -> None:
    """The entry of this number with all after it, head and all."""
    gone = JournalEntry.objects.filter(ward_code=ward, number__gte=number)
    ids = ",".join(str(pk) for pk in gone.values_list("pk", flat=True))
    last = JournalEntry.objects.get(ward_code=ward, number=number - 1)
    tamper(
        f"DELETE FROM cells_journaltext WHERE entry_id IN ({ids})",
        f"DELETE FROM cells_journalentry WHERE id IN ({ids})",
        f"UPDATE cells_journalhead SET number = {last.number}, hash = '{last.hash}' WHERE ward_code = '{ward}'",
    )


def test_an_export_is_where_every_later_one_begins(tmp_path):
    write(3)
    yesterday = export(tmp_path / "1.jsonl")
    write(2)
    today = export(tmp_path / "2.jsonl")

    assert (len(yesterday), len(today)) == (4, 7)
    assert today[:4] == yesterday
    assert json.loads(yesterday[0]) == {"format": "journal/1", "ward_code": "P11"}
    assert (tmp_path / "1.jsonl").stat().st_mode & 0o777 == 0o600
    told = JournalEntry.objects.filter(action="journal.exported").order_by("pk").last()
    assert (told.actor_name, told.number, told.after["entries"]) == ("export_journal", 7, 6)
    status, said = verify("--export", tmp_path / "1.jsonl")
    assert (status, said["compared"]) == (0, {"ward": "P11", "entries": 3})


def test_an_export_stays_a_beginning_after_texts_were_erased(tmp_path):
    write(3)
    export(tmp_path / "1.jsonl")
    erase_texts(ward_code="P11", numbers=[2], reason="Hết hạn lưu", command="retention")
    settle()

    assert verify("--export", tmp_path / "1.jsonl")[0] == 0
    assert [json.loads(line)["texts"] is None for line in export(tmp_path / "2.jsonl")[1:]] == [
        False,
        True,
        False,
        False,
        False,
    ]


def test_a_tail_that_was_cut_off_is_found_by_the_export_and_by_a_printed_head(tmp_path):
    write(4)
    export(tmp_path / "1.jsonl")
    head = JournalEntry.objects.get(number=4)
    cut_off(3)

    assert verify()[0] == 0
    status, told = verify("--export", tmp_path / "1.jsonl")
    assert (status, faults(told)) == (1, [("export_longer", 3, 4)])
    status, told = verify("--head", f"4:{head.hash[:16]}")
    assert (status, faults(told)) == (1, [("head_unknown", 4, 4)])


def test_a_journal_written_anew_is_found_by_the_export(tmp_path):
    write(2)
    export(tmp_path / "1.jsonl")
    head = JournalEntry.objects.get(number=2)
    cut_off(2)
    write(2)

    assert verify()[0] == 0
    status, told = verify("--export", tmp_path / "1.jsonl", "--head", f"2:{head.hash.upper()}")
    assert (status, faults(told)) == (1, [("head_differs", 2, 2), ("export_differs", 2, 2)])


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda lines: lines[:2] + lines[3:], 3),
        (lambda lines: [*lines[:2], lines[3], lines[2]], 3),
        (lambda lines: [*lines[:3], lines[3].replace("Xuất sắc", "Khác")], 4),
        (lambda lines: [*lines[:3], lines[3].replace("grade.draft", "grade.cell")], 4),
        (lambda lines: [*lines[:3], "{"], 4),
        (lambda lines: [*lines[:3], "[]"], 4),
    ],
)
def test_a_damaged_export_is_said_to_be_one(tmp_path, change, line):
    write(3)
    lines = export(tmp_path / "1.jsonl")
    (tmp_path / "1.jsonl").write_text("\n".join(change(lines)) + "\n", encoding="utf-8")

    assert faults(verify("--export", tmp_path / "1.jsonl")[1]) == [("export_broken", line, line)]


def test_every_fault_has_a_sentence_in_both_languages():
    write(5)
    tamper(
        "UPDATE cells_journalentry SET action = 'x.y' WHERE number = 2",
        "UPDATE cells_journalhead SET number = 7",
    )
    said = {}
    for language in ("vi", "en"):
        out = StringIO()
        with translation.override(language), pytest.raises(SystemExit) as end:
            call_command("verify_journal", stdout=out)
        said[language] = out.getvalue()
        assert end.value.code == 1
    assert "entry 2 was changed" in said["en"]
    assert "entries 6 to 7 are missing" in said["en"]
    assert "mục 2 đã bị sửa" in said["vi"]
    assert "KHÔNG NGUYÊN VẸN" in said["vi"]


def test_the_head_printed_in_a_report_is_looked_for(issued, tmp_path):
    report = tmp_path / "report.pdf"
    report.write_bytes(issued[0])
    write(2)
    assert faults(verify("--report", report)[1]) == [("head_unknown", 120, 120)]
    tamper(f"UPDATE cells_journalentry SET number = 120, hash = '{ISSUE.journal.hash}' WHERE number = 2")
    assert "head_differs" not in {code for code, _first, _last in faults(verify("--report", report)[1])}


@pytest.mark.parametrize(
    "options",
    [
        ["--head", "12"], ["--export", "/nowhere"], ["--report", "/nowhere"], ["--export", __file__], ["--report", __file__],
        ["--head", "1:0123456789abcdef"],
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_refused(options):
    write(1), write(1, "P12")

    with pytest.raises(CommandError) as refused:
        call_command("verify_journal", *options)
    assert refused.value.returncode == 2


def test_a_ward_that_lost_its_whole_journal_is_named():
    make_ward("P12")
    write(1)

    assert faults(verify()[1], "P12") == [("nothing", 1, 1)]
    assert faults(verify("--ward", "P99")[1], "P99") == [("nothing", 1, 1)]
    assert verify("--ward", "P11")[0] == 0


def test_a_ward_without_a_journal_is_not_exported(tmp_path):
    with pytest.raises(CommandError):
        call_command("export_journal", "--ward", "P99", "--out", str(tmp_path / "x"))
    assert list(tmp_path.iterdir()) == []


def test_the_program_of_the_description_checks_an_export_by_itself(tmp_path):
    """An independent reader, with nothing of the portal: what docs/journal.md says is enough."""
    text = (Path(settings.BASE_DIR) / "docs" / "journal.md").read_text(encoding="utf-8")
    (tmp_path / "check.py").write_text(re.search(r"```python\n(.*?)```", text, re.DOTALL).group(1), encoding="utf-8")
    write(3, after={"b": ["đ", '"\n\u2028'], "a": None})
    lines = export(tmp_path / "1.jsonl")

    def run() -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-I", tmp_path / "check.py", tmp_path / "1.jsonl"],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout.strip()

    assert run() == (0, f"3:{JournalEntry.objects.get(number=3).hash}")
    (tmp_path / "1.jsonl").write_text("\n".join([lines[0], lines[1], lines[3]]), encoding="utf-8")
    assert run()[0] == 1
