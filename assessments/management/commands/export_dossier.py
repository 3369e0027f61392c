"""The ward's dossier as a JSON file (ward-dossier/1)."""

from assessments.management.ward_year import WardYearCommand
from assessments.models import Campaign
from assessments.reports.dossier_file import dossier_text
from assessments.selectors.tallies import is_decided
from cells.services.handing_out import DOSSIER


class Command(WardYearCommand):
    help = "Writes the dossier of a ward's year with the grades that stand; check_dossier reads it back."
    suffix = "json"
    handed_out = DOSSIER
    command = "export_dossier"

    def written(self, campaign: Campaign) -> tuple[bytes, dict]:
        return dossier_text(campaign).encode(), {"decided": is_decided(campaign)}
