"""Committee sessions that decide the last places under a cap at the same moment, on PostgreSQL.

    DATABASE_URL=postgres://user@host/any python benchmarks/races.py [RACES] [--seed N] [--processes N]

Each race is a small ward before its sitting: cells and collectives signed, quotas issued, one place under the cap of its
first cell left. Two to twenty sessions begin at once, each with a connection of its own: put a person of theirs on the
table as excellent, sign what they see; refused for the cap, take it back and sign again, until somebody has signed.
Held after each race: one decision with every row in it, each person decided once, as last acknowledged, never above
the cap (counted here by hand, and again by the rules), as many rows on record as writes acknowledged, the journal whole.
Works in databases of its own on that server, dropped at the end. The first broken promise ends the run with exit 1.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from threading import Barrier, Lock, Thread

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
MEMBERS = 12  # of the first cell, its head among them; five more in the second
TRIES = 60


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("races", nargs="?", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--part", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        parser.error("DATABASE_URL must name a PostgreSQL server")
    if options.part is not None:
        return run_part(options.races, options.seed + options.part)
    began = time.monotonic()
    parts = [start_part(server, number, options) for number in range(options.processes)]
    codes = [part.wait() for part in parts]
    for number in range(options.processes):
        on_server(server, f'DROP DATABASE IF EXISTS "{name_of(number)}"')
    sys.stdout.write(f"{options.races} races in {time.monotonic() - began:.0f} s\n")
    return max(codes)


def name_of(part: int) -> str:
    return f"portal_races_{os.getpid()}_{part}"


def on_server(server: str, statement: str) -> None:
    connection = psycopg2.connect(server)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


def start_part(server: str, number: int, options: argparse.Namespace) -> subprocess.Popen:
    on_server(server, f'CREATE DATABASE "{name_of(number)}"')
    own = f"{server.rpartition('/')[0]}/{name_of(number)}"
    share = options.races // options.processes + (number < options.races % options.processes)
    command = [sys.executable, __file__, str(share), "--seed", str(options.seed), "--part", str(number)]
    return subprocess.Popen(command, env=os.environ | {"DATABASE_URL": own}, cwd=ROOT)


def run_part(races: int, seed: int) -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "review_portal.settings")
    import django  # noqa: PLC0415 -- settings come first

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    # Nobody signs in here: making twenty accounts' passwords slowly would be most of the time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
    call_command("migrate", verbosity=0)
    dice, told, sessions = random.Random(seed), Counter(), Counter()
    for number in range(races):
        race = Race(f"R{seed}-{number}", dice)
        race.run()
        told += race.told
        sessions[len(race.sessions)] += 1
        if broken := race.broken():
            sys.stdout.write(f"race {number} of seed {seed}, {len(race.sessions)} sessions: {broken}\n")
            return 1
    connection.close()
    sys.stdout.write(
        f"seed {seed}: {races} races, {min(sessions)} to {max(sessions)} sessions, nothing broken; "
        + ", ".join(f"{words} {count}" for words, count in sorted(told.items()))
        + "\n"
    )
    return 0


class Race:
    def __init__(self, ward: str, dice: random.Random) -> None:
        from assessments.selectors.desk import desk_of  # noqa: PLC0415 -- Django is set up by now
        from assessments.selectors.signing import signing_of  # noqa: PLC0415
        from assessments.services import drafts  # noqa: PLC0415
        from assessments.workflow import Scope  # noqa: PLC0415
        from cells.refusals import Refused  # noqa: PLC0415
        from tests.assessments.sitting import Sitting  # noqa: PLC0415
        from tests.factories import TODAY  # noqa: PLC0415

        self.desk_of, self.signing_of, self.drafts = desk_of, signing_of, drafts
        self.people, self.refused, self.today = Scope.PEOPLE, Refused, TODAY
        self.sitting = Sitting(members=MEMBERS, ward=ward)
        self.sitting.ready_for_people()
        self.sitting.take_over(Scope.PEOPLE)
        self.rows = {row.review.code: row.review.pk for row in desk_of(self.sitting.campaign).of(Scope.PEOPLE)}
        taken = self._places() - 1
        codes = [code for code in self.rows if code.startswith("A")]
        dice.shuffle(codes)
        if taken:
            self.sitting.draft(Scope.PEOPLE, **dict.fromkeys(codes[:taken], "excellent"))
        self.sessions = [codes[taken + n % (len(codes) - taken)] for n in range(dice.randint(2, 20))]
        self.delays = [dice.random() * dice.choice((0, 0.02, 0.2)) for _ in self.sessions]
        self.start = Barrier(len(self.sessions))
        self.lock = Lock()
        self.written: list[tuple[str, str]] = []
        self.before = self._draft_count()
        self.told: Counter[str] = Counter()
        self.unexpected: list[str] = []

    def _places(self) -> int:
        """How many may be excellent in the first cell, by the quota issued."""
        from assessments.selectors.quotas import quota_for_file  # noqa: PLC0415

        return quota_for_file(self.sitting.campaign, self.sitting.first).quota

    def run(self) -> None:
        threads = [Thread(target=self._session, args=[n]) for n in range(len(self.sessions))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _session(self, number: int) -> None:
        from django.db import connection  # noqa: PLC0415

        try:
            self.start.wait()
            time.sleep(self.delays[number])
            self._decide(number, self.sessions[number])
        except Exception as fault:
            with self.lock:
                self.unexpected.append(f"{type(fault).__name__}: {fault}")
        finally:
            connection.close()

    def _decide(self, number: int, code: str) -> None:
        by = (self.sitting.committee, self.sitting.colleague)[number % 2]
        self._put(by, code, "excellent")
        for _try in range(TRIES):
            signing = self.signing_of(self.desk_of(self.sitting.campaign), self.people, by)
            try:
                decision = self.sitting.sign(self.people, by=by, number=f"{number + 10}-QĐ/ĐU", expected=signing.token)
            except self.refused as refused:
                words = " ".join(str(refusal.message) for refusal in refused.refusals)
                if "đã ký lúc" in words:
                    return self._tell("signed already")
                if "đã thay đổi" in words:
                    self._tell("table changed meanwhile")
                    continue
                self._tell("above the cap")
                self._put(by, code, "good")
                continue
            with self.lock:
                self.told["signed"] += 1
                self.signed = decision
            return None
        return self._tell("gave up")

    def _put(self, by, code: str, grade: str) -> None:
        from assessments.selectors.desk import desk_of  # noqa: PLC0415

        desk, pk = desk_of(self.sitting.campaign), self.rows[code]
        draft = desk.rows[pk].draft
        try:
            outcome = self.drafts.save_drafts(
                by=by, campaign_id=self.sitting.campaign.pk, scope=self.people, grades={pk: grade},
                seen={pk: draft.pk if draft else 0}, on=self.today,
            )  # fmt: skip
        except self.refused:
            return self._tell("draft refused, signed already")
        with self.lock:
            self.told["draft acknowledged" if outcome.saved else "draft of another stood"] += 1
            self.written += [(code, grade)] * outcome.saved
        return None

    def _tell(self, words: str) -> None:
        with self.lock:
            self.told[words] += 1

    def _draft_count(self) -> int:
        from assessments.models import Grading  # noqa: PLC0415

        return Grading.objects.filter(review__campaign=self.sitting.campaign, step="draft").count()

    def broken(self) -> str:
        """The first promise that did not hold; empty when all did."""
        from assessments.models import Decision, Grading  # noqa: PLC0415
        from assessments.rules import check  # noqa: PLC0415
        from assessments.selectors.facts import dossier_of  # noqa: PLC0415
        from cells.journal.checking import check_chain  # noqa: PLC0415

        if self.unexpected:
            return self.unexpected[0]
        campaign = self.sitting.campaign
        decisions = list(Decision.objects.filter(campaign=campaign, scope="people"))
        if len(decisions) != 1 or self.told["signed"] != 1:
            return f"{len(decisions)} decisions, {self.told['signed']} acknowledged"
        decided = list(Grading.objects.filter(decision=decisions[0]).select_related("review"))
        if sorted(one.review.code for one in decided) != sorted(self.rows) or decisions[0].rows != len(decided):
            return "a person decided twice, or not at all"
        drafted = {
            one.review.code: one.grade
            for one in Grading.objects.filter(review__campaign=campaign, step="draft", current=True).select_related(
                "review"
            )
            if one.review.code in self.rows
        }
        if {one.review.code: one.grade for one in decided} != drafted:
            return "a decided grade is not the one last put on the table"
        excellent = sum(one.grade == "excellent" and one.review.code.startswith("A") for one in decided)
        if excellent > self._places():
            return f"{excellent} excellent, {self._places()} places"
        if self._draft_count() - self.before != len(self.written):
            return f"{len(self.written)} writes acknowledged, {self._draft_count() - self.before} on record"
        answer = check(dossier_of(campaign, grades="final"), campaign.rule_set)
        if caps := [one for one in answer.findings if one.rule.startswith("member-excellent")]:
            return f"the rules find {caps[0].rule}"
        journal = check_chain(self.sitting.ward.code)
        return "" if journal.is_whole else f"the journal: {journal}"


if __name__ == "__main__":
    raise SystemExit(main())
