"""Show who can sign in to the sample ward."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cells.demo_accounts import DEMO_ACCOUNTS


class Command(BaseCommand):
    help = "Lists the accounts of the sample ward; refuses outside the sample set-up (SAMPLE_SETUP=1)."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.SAMPLE_SETUP:
            raise CommandError("Not a sample set-up: there are no demo accounts.", returncode=2)
        width = max(len(account.username) for account in DEMO_ACCOUNTS)
        for account in DEMO_ACCOUNTS:
            self.stdout.write(f"  {account.username:<{width}}  {account.password}  {account.who}")
