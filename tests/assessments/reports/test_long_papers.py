"""Pages already set are kept by what they say; what nobody asks for goes, and so does work that a kill broke off."""

import os
import time

import pytest

from assessments.management.commands.job_worker import clear_away

DAY = 86_400


def _aged(path, days: float):
    moment = time.time() - days * DAY
    os.utime(path, (moment, moment))


@pytest.mark.django_db
def test_what_nobody_asks_for_and_what_was_broken_off_goes(settings, tmp_path):
    papers = settings.PAPER_CACHE = tmp_path / "papers"
    papers.mkdir()
    for name, days in (("unasked.pdf", 61), ("asked.pdf", 59)):
        (papers / name).write_bytes(b"%PDF")
        _aged(papers / name, days)
    for name, days in (("broken-off", 2), ("under-way", 0)):
        (papers / name).mkdir()
        (papers / name / "part.pdf").write_bytes(b"%PDF")
        _aged(papers / name, days)

    clear_away()

    assert sorted(path.name for path in papers.iterdir()) == ["asked.pdf", "under-way"]
