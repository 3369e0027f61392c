"""What leaves the portal as a file, told in the journal: who took what, about whom. Pages and commands ask for rights
before they make the file; nothing is asked here."""

from django.db import models, transaction

from cells.journal import record
from cells.models import Account

PAPER = "paper.downloaded"
ATTACHMENT = "attachment.downloaded"
ROSTER = "roster.exported"
GROUND = "ground_workbook.exported"
DOSSIER = "dossier.downloaded"
DISTRICT_TABLE = "district_table.downloaded"
RECEIVED_REPORT = "report.downloaded"
DATA = "data.downloaded"


@transaction.atomic
def note_handed_out(
    what: str,
    *,
    by: Account | None,
    subject: models.Model | None = None,
    ward_code: str = "",
    after: dict | None = None,
    command: str = "",
) -> None:
    """`what`: one of the above; `subject`: whom or what the file is about; `by` None: the command of that name."""
    record(by=by, actor_name=command, action=what, subject=subject, ward_code=ward_code, after=after)
