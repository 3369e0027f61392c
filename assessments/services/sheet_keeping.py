"""How long a cell's sheets are kept: what they say are people's texts."""

from assessments.models import ReviewFile


def forget_sheets(file: ReviewFile) -> None:
    """The file is accepted: neither what its downloads said nor waiting sheets are kept any longer.

    Who had one and when stays. Part of the step: the caller holds the file's lock and the transaction.
    """
    file.sheet_uploads.filter(applied_at__isnull=True).delete()
    file.sheet_downloads.exclude(content={}).update(content={})
