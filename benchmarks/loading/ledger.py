"""What the portal acknowledged, and whether the database holds exactly that."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from threading import Lock

Values = dict[str, str]  # name of the field → text, level or grade; blank ones are left out


@dataclass(frozen=True, slots=True)
class State:
    """A critique as it was acknowledged, or as it lies in the database."""

    revision: int
    values: Values
    submitted: bool


@dataclass
class Ledger:
    """By review its acknowledged states, by file what was done with it. `deeds`: acknowledged, as the journal names them.

    `saved`: acknowledged critiques; the rest of `deeds` are entries the journal must have. `broken`: what did not hold.
    """

    before: dict[int, State]
    states: dict[int, dict[int, tuple[State, str]]] = field(default_factory=lambda: defaultdict(dict))
    files: dict[int, dict[str, object]] = field(default_factory=lambda: defaultdict(dict))
    deeds: Counter = field(default_factory=Counter)
    saved: int = 0
    overtaken: list[tuple[int, int, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def note(self, review: int, state: State, by: str, deed: str = "") -> None:
        with self._lock:
            known = self.states[review].get(state.revision)
            if known and known[0] != state:
                self.broken.append(
                    f"critique {review}: revision {state.revision} was acknowledged to {known[1]} and {by}"
                )
            self.states[review][state.revision] = (state, by)
            self.saved += 1
            if deed:
                self.deeds[deed] += 1

    def note_file(self, file: int, piece: str, value: object, deed: str) -> None:
        with self._lock:
            self.files[file][piece] = value
            self.deeds[deed] += 1

    def note_overtaken(self, review: int, revision: int, by: str) -> None:
        """Told that somebody else saved first."""
        with self._lock:
            self.overtaken.append((review, revision, by))

    def break_off(self, words: str) -> None:
        with self._lock:
            self.broken.append(words)

    def opened(self, review: int, page: State, by: str) -> None:
        """A page to write shows what was acknowledged under its revision; another's answer may still be on its way."""
        with self._lock:
            known = self.states[review].get(page.revision)
            state = known[0] if known else self.before.get(review)
        if state and state.revision == page.revision and state.values != page.values:
            self.break_off(f"critique {review}: the page shown to {by} differs from revision {page.revision}")

    def newest(self, review: int) -> State | None:
        with self._lock:
            states = self.states.get(review)
            return states[max(states)][0] if states else self.before.get(review)

    def lost(self, after: dict[int, State]) -> list[str]:
        """Every difference between what was acknowledged and what is there."""
        found = []
        for review in sorted(self.before.keys() | after.keys() | self.states.keys()):
            wanted, there = self.newest(review), after.get(review)
            if wanted == there:
                continue
            if there is None:
                found.append(f"critique {review}: acknowledged at revision {wanted.revision}, not there")
            elif wanted is None:
                found.append(f"critique {review}: there, and nobody wrote it")
            else:
                found.append(
                    f"critique {review}: acknowledged at revision {wanted.revision} (submitted: {wanted.submitted}), there "
                    f"{there.revision} ({there.submitted}), differing in {sorted(_differing(wanted.values, there.values))}"
                )
        return found

    def unfounded(self) -> list[str]:
        """Told that somebody else saved first, and nobody had."""
        return [
            f"critique {review}: {by} was refused at revision {revision}, and nobody else had saved it"
            for review, revision, by in self.overtaken
            if not any(one > revision and writer != by for one, (_state, writer) in self.states[review].items())
        ]


def _differing(one: Values, other: Values) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
