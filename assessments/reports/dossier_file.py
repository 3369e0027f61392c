"""The ward's dossier as a file: canonical JSON that the rules' own reader accepts."""

import json

from assessments.models import Campaign
from assessments.rules import read_dossier, write_dossier
from assessments.selectors.facts import dossier_dict
from assessments.selectors.tallies import standing_grades


def dossier_text(campaign: Campaign) -> str:
    """The dossier (`ward-dossier/1`) with the grades that stand: signed ones once everything is decided."""
    written = write_dossier(read_dossier(dossier_dict(campaign, standing_grades(campaign))))
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"
