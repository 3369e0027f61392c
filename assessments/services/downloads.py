"""What an office takes out of the portal as a file to work on with: made, and told in the journal."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign
from assessments.reports.catalogue import Paper
from assessments.reports.dossier_file import dossier_text
from assessments.reports.office_files import OfficeFile, OfficeForm, office_file
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account

_ACTIONS = {OfficeForm.XLSX: "paper.tables_downloaded", OfficeForm.DOCX: "paper.working_copy_downloaded"}


@transaction.atomic
def download_office_file(*, by: Account, campaign_id: int, paper: Paper, form: OfficeForm, on: date) -> OfficeFile:
    """A paper of the year as a workbook or a Word file. Raises NotPermitted for whoever does not see the ward."""
    campaign = _campaign(by, campaign_id, on)
    file = office_file(paper, campaign, form)
    after = {"paper": paper.code, "draft": file.draft, "number": file.issued.number if file.issued else ""}
    record(by=by, action=_ACTIONS[form], subject=campaign, ward_code=campaign.ward.code, after=after)
    return file


@transaction.atomic
def download_dossier(*, by: Account, campaign_id: int, on: date) -> str:
    """The dossier as it reads now. Raises NotPermitted for whoever does not see the ward."""
    campaign = _campaign(by, campaign_id, on)
    record(by=by, action="dossier.downloaded", subject=campaign, ward_code=campaign.ward.code)
    return dossier_text(campaign)


def _campaign(by: Account, campaign_id: int, on: date) -> Campaign:
    campaign = Campaign.objects.select_related("ward__profile").get(pk=campaign_id)
    require(access_of(by, on).sees_ward(campaign.ward_id), _("ward party office"))
    return campaign
