"""Send what waits in the outbox of reminders; for a timer."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from assessments.selectors.reminders import fault_words
from assessments.services.outbox import deliver
from cells.clock import today
from cells.management.one_line import OneLineCommand

SOMETHING_LEFT = 1


class Command(OneLineCommand):
    help = (
        "Sends the e-mails of reminders that still wait, each at most once; two runs at the same time share them out. "
        "Exit code: 0 nothing is left, 1 something could not be sent, 2 could not work."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--failed-too", action="store_true", help="also those that the mail server refused before")

    def handle(self, *args: object, **options: object) -> None:
        done = deliver(on=today(), failed_too=bool(options["failed_too"]))
        self.stdout.write(
            _("sent %(sent)s, refused %(failed)s, done meanwhile %(skipped)s, still waiting %(waiting)s")
            % {"sent": done.sent, "failed": done.failed, "skipped": done.skipped, "waiting": done.waiting}
        )
        if done.fault:
            self.stderr.write(fault_words(done.fault))
        if done.fault or done.failed or done.waiting:
            raise SystemExit(SOMETHING_LEFT)
