"""The trial that docs/backup.md asks for each quarter, line by line as it is printed there."""

import io
import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from cells.backup_file import keys
from tests import factories as make

ROOT = Path(settings.BASE_DIR)
#: Stands for the browser: the line that serves is followed by a look at the page on which one signs in.
LOOK = """.venv/bin/python -c '
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "review_portal.settings"
django.setup()
from django.test import Client
answer = Client(HTTP_HOST="127.0.0.1").get("/sign-in/")
print("sign-in", answer.status_code, "<form" in answer.content.decode())'"""


def printed_lines() -> str:
    text = (ROOT / "docs" / "backup.md").read_text(encoding="utf-8")
    return re.search(r"\*\*Each quarter, try it\*\*.*?```sh\n(.*?)```", text, re.DOTALL).group(1)


@pytest.mark.django_db(transaction=True)
def test_every_line_of_the_quarterly_trial_works(tmp_path, settings, run_folder):
    secret, _public = keys.new_key()
    settings.BACKUP_KEY, settings.BACKUP_RECIPIENTS = secret, []
    make.make_ward("P11")
    call_command("backup", str(tmp_path / "file.backup"), stdout=io.StringIO())
    lines = printed_lines().replace("/srv/backup/review-portal-….backup", str(tmp_path / "file.backup"))
    serving = re.search(r"^\.venv/bin/gunicorn.*$", lines, re.MULTILINE).group()
    folder, rest = lines.split("\n", 1)
    # That a restore makes the tables where there are none is asked in `test_backup.py`, and takes long.
    if (tables := run_folder / "migrated.sqlite3").exists():
        folder += f'\ncp "{tables}" "$PORTAL_VAR/portal.sqlite3"'
    lines = f"{folder}\n{rest}"
    # A ward without a review year has nothing to check again.
    script = "set -ex\n" + lines.replace(serving, LOOK).replace("manage.py recheck", "manage.py recheck --help")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}

    done = subprocess.run(
        ["bash", "-c", script],
        cwd=ROOT,
        env=inherited | {"TMPDIR": str(tmp_path), "HTTPS": "1", "BEHIND_PROXY": "1"},
        input=secret + "\n",
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "sign-in 200 True" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["file.backup"]
