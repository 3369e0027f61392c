"""C5: whom to move from excellent to good. The fewest ballots first; what is not clear is left to people."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from .facts import Member
from .ground import Ground
from .wording import named


@dataclass(frozen=True, slots=True)
class Proposal:
    """`suggestion` for certain; `rest` more to be chosen by people among `ties`. Codes, fewest ballots first."""

    moves: int
    suggestion: tuple[str, ...]
    ties: tuple[str, ...]

    @property
    def rest(self) -> int:
        return self.moves - len(self.suggestion)


def propose_moves(excellent: Iterable[Member], moves: int) -> Proposal:
    """Who should move when `moves` of the excellent must.

    A member is suggested who is among the fewest whatever the ballots not recorded may have been, and without a tie
    at the edge. Those who may be among the fewest, but not for certain, are the ties.
    """
    ordered = sorted(excellent, key=_fewest_first)
    if moves >= len(ordered):
        return Proposal(moves, tuple(member.code for member in ordered), ())
    # In order already: the recorded come first, the fewest first.
    counts = [member.excellent_ballots for member in ordered if member.excellent_ballots is not None]
    unknown = len(ordered) - len(counts)
    suggestion, ties = [], []
    for member in ordered:
        ballots = member.excellent_ballots
        if ballots is not None and bisect_right(counts, ballots) + unknown <= moves:
            suggestion.append(member.code)
        elif ballots is None or bisect_left(counts, ballots) < moves:
            ties.append(member.code)
    return Proposal(moves, tuple(suggestion), tuple(ties))


def _fewest_first(member: Member) -> tuple[bool, int | None, str]:
    # Those not recorded last, among themselves by code.
    return member.excellent_ballots is None, member.excellent_ballots, member.code


def in_words_vi(ground: Ground, proposal: Proposal) -> str:
    parts = []
    if proposal.suggestion:
        parts.append(f"Theo số phiếu xuất sắc ít nhất: {_who(ground, proposal.suggestion, 'phiếu')}.")
    if proposal.ties:
        parts.append(
            f"Còn {proposal.rest} đồng chí do người có thẩm quyền chọn trong số sau, vì số phiếu bằng nhau hoặc chưa "
            f"ghi số phiếu: {_who(ground, proposal.ties, 'phiếu')}."
        )
    return " ".join(parts)


def in_words_en(ground: Ground, proposal: Proposal) -> str:
    parts = []
    if proposal.suggestion:
        parts.append(f"Fewest ballots for excellent: {_who(ground, proposal.suggestion, 'ballots')}.")
    if proposal.ties:
        parts.append(
            f"People choose {proposal.rest} more among the following, because the ballots are equal or not recorded: "
            f"{_who(ground, proposal.ties, 'ballots')}."
        )
    return " ".join(parts)


def _who(ground: Ground, codes: Iterable[str], unit: str) -> str:
    members = (ground.people[code] for code in codes)
    return ", ".join(
        named(member) if member.told_ballots is None else f"{named(member)}: {member.told_ballots} {unit}"
        for member in members
    )
