"""Show who can sign in to the sample ward."""

from django.conf import settings

from cells.demo_accounts import DEMO_ACCOUNTS
from cells.management.one_line import OneLineCommand, refuse


class Command(OneLineCommand):
    help = "Lists the accounts of the sample ward; refuses outside the sample set-up (SAMPLE_SETUP=1)."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.SAMPLE_SETUP:
            refuse("Not a sample set-up: there are no demo accounts.")
        width = max(len(account.username) for account in DEMO_ACCOUNTS)
        for account in DEMO_ACCOUNTS:
            self.stdout.write(f"  {account.username:<{width}}  {account.password}  {account.who}")
