"""How a service says no: what is wrong, why, how to mend it. Views show these; nothing is written when one is raised."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """One reason for a no. `field` names the form field or row it belongs to; `citation` the clause, if a rule speaks."""

    message: str
    field: str = ""
    citation: str = ""

    def __str__(self) -> str:
        return f"{self.message} ({self.citation})" if self.citation else self.message


class Refused(Exception):
    """A service did not do it. Holds every refusal found, so that people mend all of them at once."""

    def __init__(self, *refusals: Refusal | str, field: str = "", citation: str = ""):
        self.refusals = [
            refusal if isinstance(refusal, Refusal) else Refusal(str(refusal), field, citation) for refusal in refusals
        ]
        super().__init__("; ".join(str(refusal) for refusal in self.refusals))


class StaleEdit(Exception):
    """Somebody else saved in between. `current` is the row as it stands now; nothing was overwritten."""

    def __init__(self, current):
        self.current = current
        super().__init__(str(current))
