"""Show who can sign in to the sample ward."""

from django.conf import settings

from cells.demo_accounts import DEMO_ACCOUNTS, DEMO_CODE
from cells.management.one_line import OneLineCommand, refuse


class Command(OneLineCommand):
    help = "Lists the accounts of the sample ward; refuses outside the sample set-up (SAMPLE_SETUP=1)."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.SAMPLE_SETUP:
            refuse("Not a sample set-up: there are no demo accounts.")
        rows = [
            (one.username, one.password + (f" + {DEMO_CODE}" if one.has_code else ""), str(one.who))
            for one in DEMO_ACCOUNTS
        ]
        name, secret = (max(len(row[column]) for row in rows) for column in (0, 1))
        for row in rows:
            self.stdout.write(f"  {row[0]:<{name}}  {row[1]:<{secret}}  {row[2]}")
        self.stdout.write("  (password + code that is asked for after it, fixed in the sample ward alone)")
