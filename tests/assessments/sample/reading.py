"""What tests ask of a told ward, through the commands a technician has."""

import io
import json
from pathlib import Path

from django.core.management import call_command

from assessments.models import Answer, Campaign


def campaign(year: int) -> Campaign:
    return Campaign.objects.get(year=year)


def run(command: str, *arguments: object) -> dict:
    """The one JSON object that the command prints."""
    out = io.StringIO()
    call_command(command, *map(str, arguments), "--json", stdout=out)
    return json.loads(out.getvalue())


def checked(year: int, folder: Path) -> tuple[int, dict]:
    """(exit code, answer) of check_dossier on the exported dossier of a year."""
    path = folder / f"{year}.json"
    call_command("export_dossier", "--year", str(year), "--out", str(path), stdout=io.StringIO())
    out = io.StringIO()
    try:
        call_command("check_dossier", str(path), "--ruleset", str(year), "--json", stdout=out)
    except SystemExit as end:
        return end.code, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def differences(workbook: Path) -> dict:
    """What importing a roster would change."""
    answer = run("import_roster", workbook)
    keys = ("new", "changed", "gone", "unchanged", "doubts", "duplicates", "problems", "warnings")
    return {key: answer[key] for key in keys}


def unchanged(people: int) -> dict:
    return {
        "new": 0,
        "changed": 0,
        "gone": 0,
        "unchanged": people,
        "doubts": 0,
        "duplicates": 0,
        "problems": [],
        "warnings": [],
    }


def texts(year: int, kind: str) -> list[Answer]:
    """Every section written in a year by members, or by collectives."""
    return list(
        Answer.objects.filter(critique__review__campaign__year=year, critique__review__kind=kind)
        .exclude(text="")
        .select_related("critique__review__member__cell")
    )
