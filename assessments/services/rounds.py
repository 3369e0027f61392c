"""Keeping each round of a file as it was sent: readable ever after, whatever is written over it (rules G4)."""

from datetime import datetime

from assessments.models import ReviewFile, RoundSnapshot
from assessments.selectors.round_content import content_of
from cells.models import Account


def keep_round(*, by: Account, file: ReviewFile, at: datetime) -> RoundSnapshot:
    """Keep the file's round as it stands, once; part of the step that sends it or takes it back, under its lock.

    A file sent before rounds were kept has its round kept when it goes back: nothing in it was written since.
    """
    kept = RoundSnapshot.objects.filter(file=file, round=file.round).first()
    if kept is None:
        kept = RoundSnapshot.objects.create(
            file=file, round=file.round, content=content_of(file), by_name=by.signature, at=at
        )
    return kept
