"""What the commands that write a ward's year to a file share: which ward, which year, where to."""

import json
from abc import ABC, abstractmethod
from argparse import ArgumentParser
from pathlib import Path

from django.utils.translation import gettext as _

from assessments.models import Campaign
from assessments.workflow import CampaignStage
from cells.management.one_line import OneLineCommand, refuse
from cells.refusals import Refused
from cells.selectors.wards import ward_of_code
from cells.services.handing_out import PAPER, note_handed_out


class WardYearCommand(OneLineCommand, ABC):
    """`--organization`, `--year`, `--out`, `--json`."""

    suffix = ""
    #: What the journal calls it (`cells.services.handing_out`), and by which command.
    handed_out = PAPER
    command = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--organization", default="", metavar="CODE", help="code of the ward; default: the only one"
        )
        parser.add_argument("--year", type=int, metavar="YEAR", help="review year; default: the newest")
        parser.add_argument("--out", required=True, metavar=f"FILE.{self.suffix}", help="where to write it")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: object, **options: object) -> None:
        out = Path(str(options["out"]))
        try:
            campaign = campaign_of(str(options["organization"]), options["year"])
            content, said = self.written(campaign)
            self._note(campaign, said)
            out.write_bytes(content)
        except Refused as refused:
            refuse("; ".join(map(str, refused.refusals)))
        except OSError as error:
            refuse(f"{out}: {error.strerror}")
        said = {"organization": campaign.ward.code, "year": campaign.year, "out": str(out), **said}
        self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else str(out))

    def _note(self, campaign: Campaign, said: dict) -> None:
        note_handed_out(
            self.handed_out, by=None, command=self.command, subject=campaign, ward_code=campaign.ward.code, after=said
        )

    @abstractmethod
    def written(self, campaign: Campaign) -> tuple[bytes, dict]:
        """The file's bytes, and what `--json` adds about them."""


def campaign_of(code: str, year: object) -> Campaign:
    """The open year of a ward: the newest, or the one named. Raises Refused."""
    ward = ward_of_code(code)
    campaigns = (
        Campaign.objects.filter(ward=ward).exclude(stage=CampaignStage.PREPARING).select_related("ward__profile")
    )
    if year is not None:
        campaigns = campaigns.filter(year=year)
    campaign = campaigns.order_by("-year").first()
    if campaign is None and year is not None:
        raise Refused(_("%(ward)s has no open review year %(year)s.") % {"ward": ward.code, "year": year})
    if campaign is None:
        raise Refused(_("%(ward)s has no open review year yet.") % {"ward": ward.code})
    return campaign
