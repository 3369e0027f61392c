"""The fictional ward, made through the services: last year decided, this year at a chosen stage."""

import json
from random import Random

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import transaction

from assessments.sample.roster import SAMPLE_CELLS, SAMPLE_MEMBERS, sample_workbook
from assessments.sample.story import STAGES, THIS_YEAR, tell
from cells.management.one_line import OneLineCommand, refuse
from cells.models import Member, Organization
from cells.refusals import Refused


class Command(OneLineCommand):
    help = "Makes the fictional Ward 11 through the services: last year decided, this year at the chosen stage."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=STAGES, default="proposals", help="where this year stands")
        parser.add_argument("--seed", type=int, default=11, help="another number tells another story")
        parser.add_argument("--cells", type=int, default=SAMPLE_CELLS, help="how many cells")
        parser.add_argument("--members", type=int, default=SAMPLE_MEMBERS, help="how many members")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: object, **options: object) -> None:
        if (settings.HTTPS or settings.BEHIND_PROXY) and not settings.SAMPLE_SETUP:
            refuse(
                "These are the settings of a ward's server: the sample's passwords are known. Set SAMPLE_SETUP=1 to try."
            )
        if Organization.objects.filter(kind="ward").exists():
            refuse("There is a ward already; the sample is made in an empty database.")
        try:
            workbook = sample_workbook(options["cells"], options["members"], Random(options["seed"]))
            with transaction.atomic():  # a story broken off half-way leaves nothing behind
                ground = tell(workbook, options["stage"], options["seed"])
        except Refused as refused:
            refuse("; ".join(map(str, refused.refusals)))
        except ValueError as error:
            refuse(str(error))
        made = {
            "organization": ground.ward.code,
            "cells": len(ground.cells),
            "members": Member.objects.filter(ward=ground.ward, cell__isnull=False).count(),
            "year": THIS_YEAR,
        }
        words = f"{ground.ward.name}: {made['cells']} chi bộ, {made['members']} đảng viên, năm {made['year']}."
        self.stdout.write(json.dumps(made, ensure_ascii=False) if options["json"] else words)
