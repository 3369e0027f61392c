"""Kills at random moments: SIGKILL of the portal's processes and of PostgreSQL's, while people save, import, sign, issue.

    python benchmarks/kills.py [KILLS] [--seed N] [--only ROUND] [--write]

A PostgreSQL of its own (fsync on) and the portal under its real supervisor, `python -m review_portal.serve`; a small loop
stands in for systemd where the machine has none (benchmarks/killing/units.py). Deeds go through the pages, by signed-in
people; some through a real browser. After each kill: what was acknowledged is there exactly, what was not is there whole or
not at all (versions of all rows, journal, files), the service is back by itself, the person saw a plain message, and
sending the same again does it once. The first broken promise ends the run with exit 1 and names seed and round.
`--only` makes one round of the plan alone. `--write` puts the figures into docs/figures.md.
"""

import argparse
import logging
import os
import random
import signal
import sys
import time
from pathlib import Path
from threading import Thread

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.cluster import Cluster, place_of
from benchmarks.killing.plan import Plan, Round
from benchmarks.killing.processes import is_alive
from benchmarks.killing.tally import Tally
from benchmarks.killing.units import Service

_READY_SECONDS = 90
#: A kill comes within so many times what the deed takes undisturbed: during it, and just after its answer.
_MOMENTS = 1.6
#: After each early death the supervisor waits twice as long before it starts the job worker again, at most a minute.
_WORKER_SECONDS = 150
#: From the last kill to the end of every job: a minute of silence, half a minute between two looks, the work itself.
_JOBS_SECONDS = 300
_OUTAGE = frozenset({"proxy's 502", "503, plain words"})


class BrokenPromise(Exception):
    pass


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="ROUND")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/figures.md")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))  # ended from outside: leave nothing behind
    plan = Plan(options.kills, options.seed)
    with place_of("kills-") as place:
        cluster = Cluster(place)
        os.environ |= cluster.environment | {"SESSION_IDLE_MINUTES": "300", "PROOF_MINUTES": "300"}
        cluster.environment |= os.environ
        try:
            return run(cluster, plan, options)
        finally:
            if (cluster.data / "postmaster.pid").exists():
                cluster.stop(cluster.data, "immediate")


def run(cluster: Cluster, plan: Plan, options: argparse.Namespace) -> int:
    cluster.make()
    cluster.portal("manage.py", "migrate", "-v0")
    cluster.portal("manage.py", "compile_catalogues")
    cluster.portal("manage.py", "collectstatic", "--noinput", "-v0")
    cluster.portal("manage.py", "export_public_key", "--json")
    import django  # noqa: PLC0415 -- settings come first

    django.setup()
    logging.disable(logging.WARNING)
    from benchmarks.foreign_ids import put  # noqa: PLC0415 -- Django is set up by now
    from benchmarks.killing.scene import make_scene  # noqa: PLC0415
    from benchmarks.killing.state import forget_connection  # noqa: PLC0415

    scene = make_scene(plan.sittings)
    forget_connection()
    cluster.stop(cluster.data)
    service = Service(cluster)
    killing = None
    try:
        killing = Killing(service, scene, plan)
        killing.warm_up()
        killing.all_rounds(options.only)
    except (BrokenPromise, TimeoutError, AssertionError) as broken:
        where = (
            f"round {killing.round.number}, {killing.round}" if killing and killing.round else "before the first kill"
        )
        sys.stdout.write(f"BROKEN: {broken}\n{where}: repeat with {plan.kills} --seed {plan.seed} --only ROUND\n")
        sys.stdout.write("".join(service.log.read_text().splitlines(keepends=True)[-40:]))
        return 1
    finally:
        if killing:
            killing.writer.close()
        service.stop()
    text = killing.tally.page(plan)
    sys.stdout.write(text)
    if options.write:
        put(text, killing.tally.HEADING)
    return 0


class Killing:
    def __init__(self, service: Service, scene, plan: Plan) -> None:
        from benchmarks.killing import state, visitor  # noqa: PLC0415
        from benchmarks.killing.background import Jobs, Reminders  # noqa: PLC0415
        from benchmarks.killing.deeds import Deeds  # noqa: PLC0415
        from benchmarks.killing.scene import PASSWORD  # noqa: PLC0415
        from benchmarks.killing.writing import Writer  # noqa: PLC0415

        self.service, self.scene, self.plan, self.state, self.visitor = service, scene, plan, state, visitor
        self.tally = Tally()
        self.round: Round | None = None
        self._wait(lambda: visitor.is_ready(service.port), "the service is ready")
        names = ("vanphong", "thuongvu1", "bithu1")
        self.people = {name: visitor.Visitor(service.port, name, PASSWORD) for name in names}
        for one in self.people.values():
            one.sign_in()
        self.deeds = Deeds(scene, self.people)
        self.jobs, self.reminders = Jobs(scene, self.people["vanphong"]), Reminders(scene, self.people["vanphong"])
        self.writer = Writer(self.people["bithu1"])
        #: By key of a deed: the rows it adds, and how long it takes, undisturbed.
        self.rows: dict[str, dict[str, int]] = {}
        self.usual: dict[str, float] = {}

    def _wait(self, holds, words: str, seconds: float = _READY_SECONDS) -> float:
        return self.visitor.wait_for(holds, seconds, words)

    # --- undisturbed

    def warm_up(self) -> None:
        """Each deed undisturbed: what it writes, how long it takes."""
        began, dice = time.monotonic(), random.Random(self.plan.seed)
        for kind, which, times in self.plan.UNDISTURBED:
            for _time in range(times):
                self._undisturbed(self._deed(kind, dice, which))
        for _file in self.scene.printed:
            started = time.monotonic()
            self._undisturbed(self._deed("job", dice))
            self._wait(lambda: not self.jobs.open(), "an undisturbed job has ended")
            self.usual["job at work"] = min(time.monotonic() - started, self.usual.get("job at work", 1e9))
            self._require_none(self.jobs.settle())
        self.tally.usual = self.usual
        sys.stdout.write(f"undisturbed deeds: {time.monotonic() - began:.0f} s\n")

    def _deed(self, kind: str, dice: random.Random, which: str = ""):
        if kind in ("job", "remind"):
            return (self.jobs if kind == "job" else self.reminders).next(dice)
        return self.deeds.next(kind, dice, which)

    def _undisturbed(self, deed) -> None:
        before, began = self.state.state_of(deed.ward), time.monotonic()
        answer = deed.who.send(deed.sending)
        self.usual[deed.key] = min(time.monotonic() - began, self.usual.get(deed.key, 1e9))
        self._require(
            deed.is_acknowledged(answer), f"undisturbed, {deed.key} was answered {answer.status}\n{answer.text}"
        )
        self._require_none([deed.whole()])
        self.rows[deed.key] = self.state.state_of(deed.ward).added_since(before)
        deed.after()

    # --- kills

    def all_rounds(self, only: int | None) -> None:
        began = time.monotonic()
        if only is not None:
            self._one(self.plan.rounds[only])
            return
        while (one := self.plan.next(jobs_open=bool(self.jobs.promised))) is not None:
            self._one(one)
            if self.jobs.promised and not self.jobs.open():
                self._jobs_ended()
        self._settle_jobs()
        self._require_none([self.state.journal_fault(*self._chains())])
        self.tally.seconds, self.tally.unknown_mails = time.monotonic() - began, self.reminders.unknown

    def _chains(self) -> list[str]:
        from cells.journal.checking import chains  # noqa: PLC0415

        return chains()

    def _one(self, one: Round) -> None:
        self.round, dice = one, random.Random(f"{self.plan.seed}-{one.number}")
        if one.waits_for_jobs:
            self._settle_jobs()
        {"job": self._at_a_job, "write": self._at_a_page}.get(one.kind, self._at_a_request)(one, dice)
        self._require(not self.service.gave_up, "the supervisor would have given up: five starts in ten seconds")
        sys.stdout.write(f"{one.number:3} {one}: {self.tally.last}\n")
        sys.stdout.flush()

    def _at_a_request(self, one: Round, dice: random.Random, deed=None) -> None:
        deed = deed or self._deed(one.kind, dice)
        before = self.state.state_of(deed.ward)
        answers: list = []
        asking = Thread(target=lambda: answers.append(deed.who.send(deed.sending)))
        kill = self._aimed(one.victim, dice)
        asking.start()
        time.sleep(dice.random() * _MOMENTS * self.usual[deed.key])
        comes_back = kill(deed.who.client_port)
        asking.join(timeout=120)
        self._require(bool(answers), "the person has no answer after two minutes")
        seconds = comes_back()
        self._at_rest()
        outcome = self._judged(deed, before, answers[0])
        deed.after()
        self.tally.add(one, outcome, answers[0].seen, seconds)

    def _judged(self, deed, before, answer) -> str:
        """What became of it, sent again where it was not acknowledged."""
        now = self.state.state_of(deed.ward)
        is_there = bool(now.changed_since(before))
        if is_there:
            self._require_whole(deed, before, now)
        self._require_none([self.state.journal_fault(deed.ward)])
        if deed.is_acknowledged(answer):
            self._require(is_there, f"LOST: {deed.key} was acknowledged and is not there")
            return "acknowledged"
        self._require(answer.seen in _OUTAGE, f"the person sees: {answer.seen} {answer.location}\n{answer.text[:2000]}")
        again = deed.who.send(deed.sending)
        right = deed.says_done(again) if is_there else deed.is_acknowledged(again)
        self._require(right, f"{deed.key} sent again ({'done' if is_there else 'not done'} before): {again.seen}")
        self._require_whole(deed, before, self.state.state_of(deed.ward))
        return "whole" if is_there else "absent"

    def _require_whole(self, deed, before, now) -> None:
        added = now.added_since(before)
        self._require(added == self.rows[deed.key], f"{deed.key} added {added} instead of {self.rows[deed.key]}")
        self._require_none([deed.whole()])
        self.state.forget_connection()

    def _aimed(self, victim: str, dice: random.Random):
        """A function that kills; it answers one that waits until the service is back, and says after how many seconds."""
        aim = self.service.aim(victim, dice)

        def kill(client_port: int | None = None):
            ended, killed = aim.strike(client_port), time.monotonic()
            self._require(bool(ended), f"there is no {victim} to kill")
            return lambda: self._comes_back(victim, ended, killed)

        return kill

    def _comes_back(self, victim: str, ended: list[int], killed: float) -> float:
        self._wait(lambda: not any(map(is_alive, ended)), f"all that goes with the {victim} has ended")
        while not (self.service.is_whole(victim == "job worker") and self.visitor.is_ready(self.service.port)):
            seen = self.people["vanphong"].ask("GET", "/assessments/").seen
            self._require(not seen.startswith("!"), f"meanwhile a page is answered {seen}")
            self._require(time.monotonic() - killed < _READY_SECONDS, "the service is not back")
            time.sleep(0.05)
        return time.monotonic() - killed

    def _at_rest(self) -> None:
        """What a process left under way in the server when it was killed has come to its end."""
        from django.db import connection  # noqa: PLC0415

        def at_rest() -> bool:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE state <> 'idle' AND pid <> pg_backend_pid()"
                    " AND backend_type = 'client backend'"
                )
                return cursor.fetchone()[0] == 0

        self.state.forget_connection()
        self._wait(at_rest, "the server has ended what was under way")
        self.state.forget_connection()

    # --- jobs

    def _at_a_job(self, one: Round, dice: random.Random) -> None:
        """Asked for, acknowledged; killed while it is made."""
        deed = self.jobs.next(dice)
        if one.victim == "web process":
            self._at_a_request(one, dice, deed)
            return
        self._wait(lambda: self.service.job_worker is not None, "the job worker is there", _WORKER_SECONDS)
        before = self.state.state_of(deed.ward)
        self._require(deed.is_acknowledged(deed.who.send(deed.sending)), "a job asked for is acknowledged")
        self._require_whole(deed, before, self.state.state_of(deed.ward))
        self._wait(self.jobs.at_work, "the job worker is at work", _WORKER_SECONDS)
        time.sleep(dice.random() * self.usual["job at work"])
        seconds = self._aimed(one.victim, dice)()()
        self.jobs.killed()
        self.tally.add(one, "acknowledged", "", seconds)

    def _settle_jobs(self) -> None:
        if self.jobs.promised:
            self._wait(lambda: not self.jobs.open(), "all jobs have ended", _JOBS_SECONDS)
            self._jobs_ended()

    def _jobs_ended(self) -> None:
        tries = self.jobs.tries()
        self._require_none(self.jobs.settle())
        self.tally.jobs_ended(tries, time.monotonic() - self.jobs.last_kill)

    # --- typing in a browser

    def _at_a_page(self, one: Round, dice: random.Random) -> None:
        review = dice.choice(self.scene.reviews)
        backs: list[float] = []
        comes_back: list = []
        fault, seen, seconds = self.writer.round(
            review, f"Gõ trong vòng {one.number}, một lần thôi", dice,
            lambda: comes_back.append(self._aimed(one.victim, dice)()), lambda: backs.append(comes_back[0]()),
        )  # fmt: skip
        self._require_none([fault, self.state.journal_fault(self.scene.written.ward.code)])
        self.tally.add(one, "absent", seen, backs[0])
        self.tally.typed.append(seconds)

    @staticmethod
    def _require(holds: bool, words: str) -> None:
        if not holds:
            raise BrokenPromise(words)

    def _require_none(self, faults: list[str]) -> None:
        self._require(not any(faults), "; ".join(filter(None, faults)))


if __name__ == "__main__":
    sys.exit(main())
