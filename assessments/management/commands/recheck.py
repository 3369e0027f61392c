"""Run the rules again over a review year and compare with what was kept; nothing is changed."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.management.ward_year import campaign_of
from assessments.selectors.recheck import Compared, Recheck, recheck_of
from cells.management.one_line import OneLineCommand, refuse
from cells.refusals import Refused

DIFFERS = 1


class Command(OneLineCommand):
    help = (
        "Runs the rules again over a review year, signed or not, and shows what differs from the checks that were kept. "
        "Changes nothing. Exit code: 0 nothing differs, 1 something differs, 2 could not compare."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--organization", default="", metavar="CODE", help="code of the ward; default: the only one"
        )
        parser.add_argument("--year", type=int, metavar="YEAR", help="review year; default: the newest")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: object, **options: object) -> None:
        try:
            found = recheck_of(campaign_of(str(options["organization"]), options["year"]))
        except Refused as refused:
            refuse("; ".join(map(str, refused.refusals)))
        if options["json"]:
            self.stdout.write(json.dumps(found.as_dict(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(found)))
        if found.differs:
            raise SystemExit(DIFFERS)


def _lines(found: Recheck) -> Iterator[str]:
    campaign = found.campaign
    yield _("%(ward)s %(year)s: %(count)s comparisons, %(differing)s differ") % {
        "ward": campaign.ward.code,
        "year": campaign.year,
        "count": len(found.all),
        "differing": found.differing,
    }
    if found.pin_differs:
        yield _("The rules read otherwise than when the year was opened.")
    for compared in found.all:
        yield from _of(compared)


def _of(compared: Compared) -> Iterator[str]:
    run, differs = compared.run, compared.difference
    facts = _("facts of today") if compared.on_todays_facts else _("facts kept then")
    verdict = _("differs") if compared.differs else _("nothing differs")
    yield f"{compared.purpose}, {timezone.localtime(run.at):%d/%m/%Y %H:%M}, {facts}: {verdict}"
    for name, then, now in (
        (_("rules"), run.rule_set_digest, compared.rules_now),
        (_("facts"), run.dossier_digest, compared.facts_now),
    ):
        if then != now:
            yield f"  {name}: {then[:12]} -> {now[:12]}"
    for sign, findings in (("-", differs.gone), ("+", differs.come), ("~", [now for _then, now in differs.changed])):
        yield from (f"  {sign} {finding['rule']} {finding['subject']}: {finding['message']}" for finding in findings)
    for then, now in (*differs.caps, *differs.quotas):
        row = now or then
        where = row.get("pool", row.get("unit"))
        yield f"  {row['rule']} {where}: {_figures(then)} -> {_figures(now)}"
    yield from (f"  {name}: {_number(then)} -> {_number(now)}" for name, then, now in compared.counts())


def _figures(row: dict | None) -> str:
    if row is None:
        return "–"
    if "limit" in row:
        return _("base %(base)s, at most %(limit)s, actual %(actual)s") % row
    return _("base %(base)s, share %(share)s, quota %(quota)s, actual %(actual)s") % row


def _number(value: object) -> object:
    return "–" if value is None else value
