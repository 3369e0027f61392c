"""What of past years is out of its term; with --apply it goes."""

import json
from argparse import ArgumentParser
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from assessments.selectors.retention import JOURNAL_TEXTS, Due, LooseDue, loose_out_of_term, out_of_term
from assessments.selectors.retention_rules import RULES
from assessments.services.retention import erase_loose_texts, erase_out_of_term
from cells.access import NotPermitted
from cells.clock import today
from cells.management.one_line import OneLineCommand, refuse
from cells.models import Account
from cells.refusals import Refused
from cells.selectors.journal_faults import chain_name
from cells.selectors.wards import ward_of_code


class Command(OneLineCommand):
    help = (
        "Counts by year and kind what is out of its term and changes nothing. With --apply, --by and --reason it is erased, "
        "a year at a time, and the journal tells of it. Grades, decisions and issued reports stay. Terms, in closed years: "
        + "; ".join(f"{rule.code} {rule.years} ({rule.source})" for rule in RULES if rule.years)
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--organization", "--ward", default="", metavar="CODE", help="code of the ward; default: the only one"
        )
        parser.add_argument("--list", action="store_true", help="also the names of the people and units concerned")
        parser.add_argument("--apply", action="store_true", help="erase; there is no way back but a backup")
        parser.add_argument(
            "--by", default="", metavar="ACCOUNT", help="account of the ward's office that answers for it"
        )
        parser.add_argument("--reason", default="", metavar="TEXT", help="what the erasing rests on")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ward = ward_of_code(options["organization"])
            if options["apply"]:
                by = self._account(options["by"])
                dues = erase_out_of_term(by=by, ward=ward, reason=options["reason"], on=today())
                loose = erase_loose_texts(by=by, ward=ward, reason=options["reason"], on=today())
            else:
                dues, loose = out_of_term(ward), loose_out_of_term(today())
        except Refused as refused:
            refuse("; ".join(map(str, refused.refusals)))
        except NotPermitted as denied:
            refuse(str(denied))
        with_names = options["list"] and not options["apply"]
        if options["json"]:
            said = {"organization": ward.code, "applied": options["apply"], "due": as_rows(dues, with_names)}
            said["loose"] = loose_rows(loose, with_names)
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self._print(dues, with_names)
            self._print_loose(loose, with_names)
            self._print_end(bool(dues or loose), options["apply"])

    def _account(self, username: str) -> Account:
        account = Account.objects.filter(username=username.strip().lower(), is_active=True).first()
        if account is None:
            refuse(_("--apply wants --by with an account of the ward's office, and --reason."))
        return account

    def _print(self, dues: list[Due], with_names: bool) -> None:
        for campaign, of_year in groupby(dues, key=lambda due: due.campaign):
            self.stdout.write(str(campaign))
            for due in of_year:
                self.stdout.write(f"  {due.count:>6}  {due.kind.what}  [{due.rule.source}]")
                for name in due.names() if with_names else ():
                    self.stdout.write(f"          {name}")

    def _print_loose(self, loose: list[LooseDue], with_names: bool) -> None:
        for due in loose:
            words = {"chain": chain_name(due.ward_code), "day": f"{due.before:%d/%m/%Y}"}
            self.stdout.write(_("Journal %(chain)s, before %(day)s") % words)
            self.stdout.write(f"  {due.count:>6}  {JOURNAL_TEXTS}  [{due.rule.source}]")
            for name in due.names() if with_names else ():
                self.stdout.write(f"          {name}")

    def _print_end(self, found: bool, applied: bool) -> None:
        if not found:
            self.stdout.write(_("Nothing is out of its term."))
        elif applied:
            self.stdout.write(_("Erased."))
        else:
            self.stdout.write(_("Nothing has been changed. Add --apply, --by and --reason to erase it."))


def as_rows(dues: list[Due], with_names: bool) -> list[dict[str, object]]:
    return [
        {"year": due.campaign.year, "kind": due.kind.code, "rule": due.rule.code, "count": due.count}
        | ({"names": due.names()} if with_names else {})
        for due in dues
    ]


def loose_rows(loose: list[LooseDue], with_names: bool) -> list[dict[str, object]]:
    return [
        {"journal": due.ward_code, "before": due.before.isoformat(), "rule": due.rule.code, "count": due.count}
        | ({"names": due.names()} if with_names else {})
        for due in loose
    ]
