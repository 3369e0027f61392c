"""What the commands that write a ward's year to a file share: which ward, which year, where to."""

import json
import sys
from abc import ABC, abstractmethod
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.models import Campaign
from assessments.workflow import CampaignStage
from cells.refusals import Refused
from cells.selectors.wards import ward_of_code

COULD_NOT = 2


class WardYearCommand(BaseCommand, ABC):
    """`--organization`, `--year`, `--out`, `--json`; every error is one line on standard error and exit 2."""

    suffix = ""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> ArgumentParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        at_a_terminal = parser.called_from_command_line

        def error(message: str) -> NoReturn:
            # Django only turns errors of `handle` into a line; those of the arguments come before it.
            if not at_a_terminal:
                refuse(message)
            sys.stderr.write(f"{self.style.ERROR(message)}\n")
            raise SystemExit(COULD_NOT)

        parser.error = error  # type: ignore[method-assign]
        return parser

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
            out.write_bytes(content)
        except Refused as refused:
            refuse("; ".join(map(str, refused.refusals)))
        except OSError as error:
            refuse(f"{out}: {error.strerror}")
        said = {"organization": campaign.ward.code, "year": campaign.year, "out": str(out), **said}
        self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else str(out))

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


def refuse(message: str) -> NoReturn:
    raise CommandError(" ".join(message.split()), returncode=COULD_NOT)
