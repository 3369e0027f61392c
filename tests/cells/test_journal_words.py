"""Every deed the services record has words for the journal page."""

import re
from pathlib import Path

from django.conf import settings

from assessments.workflow import STEPS, GradingStep
from cells.selectors.journal_words import ACTIONS, action_words, changes_of

SERVICES = [Path(settings.BASE_DIR) / app / "services" for app in ("cells", "assessments")]
DEED = re.compile(r'"([a-z_]+\.[a-z_]+)"')


def recorded() -> set[str]:
    texts = [path.read_text() for folder in SERVICES for path in folder.glob("*.py")]
    return {deed for text in texts for deed in DEED.findall(text)}


def test_every_recorded_deed_has_words():
    assert recorded() - ACTIONS.keys() == set()


def test_no_words_are_kept_for_deeds_that_nobody_does():
    steps = {f"file.{step.code}" for step in STEPS} | {f"grade.{step}" for step in GradingStep} | {"journal.chained"}

    assert ACTIONS.keys() - recorded() - steps == set()


def test_every_step_and_grading_has_words():
    assert {f"file.{step.code}" for step in STEPS} <= ACTIONS.keys()
    assert {f"grade.{step}" for step in GradingStep} <= ACTIONS.keys()


def test_an_unknown_deed_is_shown_as_written():
    assert action_words("moon.landed") == "moon.landed"


def test_an_entry_shows_what_changed_from_what_to_what():
    class Entry:
        before = {"grade": "good", "gone": 1}
        after = {"grade": None, "done": True}

    assert changes_of(Entry) == [("grade", "good", "–"), ("done", "–", "✓"), ("gone", "1", "–")]
