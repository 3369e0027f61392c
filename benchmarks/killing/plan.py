"""Who is killed at which deed, how often: shared out as the table says, in an order drawn by dice."""

import math
import random
from collections import Counter
from dataclasses import dataclass, replace

#: deed → victim → how many of 200.
SHARES = {
    "save": {"web process": 14, "backend": 12, "postmaster": 8, "web server": 5, "supervisor": 5},
    "import": {"web process": 14, "backend": 10, "postmaster": 8, "web server": 4, "supervisor": 4},
    "sign": {"web process": 14, "backend": 12, "postmaster": 8, "web server": 4, "supervisor": 4},
    "issue": {"web process": 14, "backend": 10, "postmaster": 8, "web server": 4, "supervisor": 4},
    "job": {"job worker": 8, "backend": 3, "postmaster": 2, "supervisor": 2},
    "remind": {"web process": 6, "backend": 4, "postmaster": 2},
    "write": {"postmaster": 4, "web process": 2, "web server": 1},
}
#: So many jobs are broken one after the other before they are waited for.
_AT_ONCE = 4


@dataclass(frozen=True)
class Round:
    number: int
    kind: str
    victim: str
    #: The jobs that were broken before are waited for first.
    waits_for_jobs: bool = False

    def __str__(self) -> str:
        return f"{self.kind} / {self.victim}"


class Plan:
    #: What is done undisturbed first: (kind, which way, how often).
    UNDISTURBED = (
        ("save", "by itself", 2), ("save", "with the button", 2), ("import", "upload", 2), ("import", "apply", 2),
        ("sign", "", 3), ("issue", "", 3), ("remind", "", 2),
    )  # fmt: skip

    def __init__(self, kills: int, seed: int) -> None:
        self.kills, self.seed = kills, seed
        dice = random.Random(seed)
        drawn = _shared_out(kills)
        quick = [pair for pair in drawn if pair[0] != "job"]
        jobs = [pair for pair in drawn if pair[0] == "job"]
        dice.shuffle(quick)
        dice.shuffle(jobs)
        self.rounds = [
            Round(number, *pair, waits_for_jobs=number % _AT_ONCE == 0) for number, pair in enumerate(jobs)
        ] + [Round(number, *pair) for number, pair in enumerate(quick, start=len(jobs))]
        self._jobs, self._quick = list(self.rounds[: len(jobs)]), list(self.rounds[len(jobs) :])
        signed = sum(kind == "sign" for kind, _victim in drawn)
        #: One ward for the undisturbed signatures.
        self.sittings = 1 + math.ceil(signed / 3)

    def next(self, *, jobs_open: bool) -> Round | None:
        """Jobs in parcels; while broken ones wait to be taken up again, deeds whose victims leave them alone."""
        parcel_goes_on = bool(self._jobs) and not self._jobs[0].waits_for_jobs
        if self._jobs and (parcel_goes_on or not jobs_open or not self._alone()):
            return self._jobs.pop(0)
        alone = self._alone() if jobs_open else []
        if not (alone or self._quick):
            return None
        one = (alone or self._quick)[0]
        self._quick.remove(one)
        return one if alone or not jobs_open else replace(one, waits_for_jobs=True)

    def _alone(self) -> list[Round]:
        """Those that leave the job worker and its connection alone."""
        return [one for one in self._quick if one.victim == "web process"]


def _shared_out(kills: int) -> list[tuple[str, str]]:
    """Largest remainders; the first ones of the table where they are equal."""
    pairs = {(kind, victim): many for kind, victims in SHARES.items() for victim, many in victims.items()}
    whole = sum(pairs.values())
    shares = Counter({pair: kills * many // whole for pair, many in pairs.items()})
    rest = sorted(pairs, key=lambda pair: -(kills * pairs[pair] % whole))
    shares.update(rest[: kills - shares.total()])
    return [pair for pair, many in shares.items() for _one in range(many)]
