"""Draft the reminders that are due, so that the office finds them ready; sends nothing. For a timer."""

from argparse import ArgumentParser, ArgumentTypeError

from django.utils.translation import gettext as _

from assessments.models import Campaign
from assessments.selectors.reminder_stages import REMINDED_STAGES
from assessments.services.reminders import draft_due_reminders
from assessments.workflow import CampaignStage
from cells.clock import today
from cells.management.one_line import OneLineCommand


def days(text: str) -> int:
    """A number of days as typed; a sign or a word is refused."""
    if not text.isascii() or not text.isdigit() or len(text) > 3:
        raise ArgumentTypeError(_("%(text)s is no number of days") % {"text": text})
    return int(text)


class Command(OneLineCommand):
    help = (
        "Drafts a reminder for each stage whose day is near, and again when it has passed; the office looks at it and "
        "sends it. Run again, it drafts nothing twice. Exit code: 0 done, 2 could not work."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--before", type=days, default=3, metavar="DAYS", help="so many days before; default: 3")
        parser.add_argument("--after", type=days, default=1, metavar="DAYS", help="so many days after; default: 1")

    def handle(self, *args: object, **options: object) -> None:
        on = today()
        for campaign in Campaign.objects.exclude(stage=CampaignStage.PREPARING).order_by("ward_id", "year"):
            made = draft_due_reminders(
                campaign_id=campaign.pk,
                before=int(str(options["before"])),
                after=int(str(options["after"])),
                on=on,
                actor_name="draft_reminders",
            )
            for batch in made:
                self.stdout.write(f"{campaign.year} {REMINDED_STAGES[batch.stage]} {batch.due_on:%d/%m/%Y}")
