"""What came of the kills, as a page of figures."""

from collections import Counter, defaultdict
from statistics import median

from benchmarks.killing.plan import Plan, Round

_NAMES = {
    "save": "saving a self-critique", "import": "importing a roster", "sign": "signing", "issue": "issuing the ward report",
    "job": "a job, while it is made", "remind": "sending a reminder", "write": "typing in a browser",
}  # fmt: skip

_INTRODUCTION = """{kills} SIGKILLs at random moments of a deed, in {minutes} minutes:
`python benchmarks/kills.py {kills} --seed {seed} --write`. A PostgreSQL 15 of its own, fsync on; the portal under
`python -m review_portal.serve` with two web processes. In place of systemd (not on this machine) a loop: what is left of a unit
is ended, then it starts again, PostgreSQL after 3 s, the portal after 0.1 s (`Restart=on-failure`,
[local network](local-network.md#2-the-database)). Two cores, shared with other work.

After each kill, before the next: what was acknowledged is there exactly; what was not is there whole or not at all (the version of
every row of every table, as many rows as the deed adds undisturbed, its texts, people, grades, bytes); the journal is whole; the
page sent again does the deed once, or says that it is done. *Ready*: `/health/ready` says so and every process is there again.
“Web process” and “backend” are those that serve the request in hand; “web server” is gunicorn's first process, “supervisor” is
`serve` itself. Of a job the asking is what is acknowledged; the kill comes while it is made.
"""
_NOTES = (
    "- Typing is in Chromium: the state line says what is wrong, or the page after the button; the text stays on the device.",
    "- A fresh process reads all migrations when it is first asked whether it is ready, most of the seconds where a web"
    " process was killed; the other one answers pages meanwhile. After “web server” `serve` first lets the job worker end.",
    "- Not measured: a machine that loses its power, a full disk, systemd itself, a proxy's own page, SQLite.",
    "- Found and mended while this was made: Debian's unit does not start PostgreSQL's main process again (local network, section 2);"
    " a job whose worker died between taking its task and claiming the job waited ten minutes, now one or two; folders of broken"
    " printing, and pages that nobody asks for any more, were never cleared away.",
    "",
)


class Tally:
    HEADING = "# Figures: kills at random moments"

    def __init__(self) -> None:
        self._outcomes: dict[tuple[str, str], Counter] = defaultdict(Counter)
        self._back: dict[tuple[str, str], list[float]] = defaultdict(list)
        self._seen: Counter[str] = Counter()
        self._seen_typing: Counter[str] = Counter()
        self._tries: Counter[int] = Counter()
        self._taken_up: list[float] = []
        self.typed: list[float] = []
        self.usual: dict[str, float] = {}
        self.unknown_mails = 0
        self.seconds = 0.0
        self.last = ""

    def add(self, one: Round, outcome: str, seen: str, seconds: float) -> None:
        key = (one.kind, one.victim)
        self._outcomes[key][outcome] += 1
        self._back[key].append(seconds)
        if one.kind == "write":
            self._seen_typing[seen] += 1
        elif outcome != "acknowledged":
            self._seen[seen] += 1
        self.last = f"{outcome}, {seen or '–'}, back after {seconds:.1f} s"

    def jobs_ended(self, tries: Counter[int], seconds: float) -> None:
        self._tries += tries
        self._taken_up.append(seconds)

    def page(self, plan: Plan) -> str:
        lines = [
            self.HEADING,
            "",
            _INTRODUCTION.format(kills=plan.kills, seed=plan.seed, minutes=f"{self.seconds / 60:.0f}"),
            "| under way | killed | kills | acknowledged | not, and absent | not, and there whole | s until ready: median |"
            " most |",
            f"| --- |{' --- |' * 7}",
        ]
        for key, outcomes in sorted(
            self._outcomes.items(), key=lambda pair: (list(_NAMES).index(pair[0][0]), pair[0][1])
        ):
            kind, victim = key
            told = [outcomes.total(), *(outcomes[name] for name in ("acknowledged", "absent", "whole"))]
            if kind == "write":
                told[1:] = ["–", "–", "–"]
            times = f"{median(self._back[key]):.1f} | {max(self._back[key]):.1f}"
            lines.append(f"| {_NAMES[kind]} | {victim} | {' | '.join(map(str, told))} | {times} |")
        told = ", ".join(f"{words} {many}" for words, many in self._seen.most_common())
        typed = ", ".join(f"“{words}” {many}" for words, many in self._seen_typing.most_common())
        tries = ", ".join(f"{many} at try {one}" for one, many in sorted(self._tries.items()))
        usual = ", ".join(f"{key} {seconds:.2f} s" for key, seconds in self.usual.items())
        lines += [
            "",
            f"- Nothing acknowledged was lost, nothing was half there. Seen instead of an answer: {told or 'nothing'}"
            " (the portal's own page, without a trace of its inside; 502 is what the proxy says where the line is cut).",
        ]
        if self.typed:
            lines.append(
                f"- Typing: seen {typed}; saved without typing anything twice {median(self.typed):.1f} s after the kill"
                f" (median), {max(self.typed):.1f} s (most)."
            )
        if self._taken_up:
            lines.append(
                f"- Jobs: {self._tries.total()} asked for, all done once, with the bytes of undisturbed ones ({tries}), the last"
                f" {max(self._taken_up):.0f} s after a kill at most: a minute of silence, half a minute between two looks, the work."
            )
        lines += [
            f"- Mails of which nobody knows whether they left: {self.unknown_mails}.",
            f"- Undisturbed: {usual}.",
            "",
        ]
        return "\n".join(lines)
