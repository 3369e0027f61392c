"""Largest remainders: share out a number of seats by weight × base, exactly (C2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import floor


@dataclass(frozen=True, slots=True)
class Claim:
    """One unit's claim. `rank` is that of its grade (higher is better) and only breaks ties."""

    code: str
    base: int
    weight: int
    rank: int

    @property
    def strength(self) -> int:
        return self.weight * self.base


@dataclass(frozen=True, slots=True)
class Portion:
    """What a unit gets: the exact share and the whole seats."""

    share: Fraction
    quota: int


def apportion(limit: int, claims: Iterable[Claim]) -> dict[str, Portion]:
    """Share `limit` seats among the claims; the order of input never matters.

    share = limit × weight × base / Σ(weight × base), no unit above its base: what it cannot use is shared again among
    the others. Seats are the floors of the final shares, the rest goes to the largest remainders; ties by higher
    grade, larger base, then code. The seats sum to min(limit, Σ base of the units with a weight).
    """
    claims = list(claims)
    shares = final_shares(limit, claims)
    seats = {claim.code: floor(shares[claim.code]) for claim in claims}
    left = int(sum(shares.values())) - sum(seats.values())
    by_remainder = sorted(
        claims,
        key=lambda claim: (seats[claim.code] - shares[claim.code], -claim.rank, -claim.base, claim.code),
    )
    for claim in by_remainder[:left]:
        seats[claim.code] += 1
    return {claim.code: Portion(shares[claim.code], seats[claim.code]) for claim in claims}


def final_shares(limit: int, claims: list[Claim]) -> dict[str, Fraction]:
    """The exact shares after redistribution; they sum to a whole number."""
    shares = {claim.code: Fraction(0) for claim in claims}
    sharing = [claim for claim in claims if claim.strength]
    left = limit
    while sharing:
        total = sum(claim.strength for claim in sharing)
        # share > base says the same as left × weight > total, in whole numbers.
        full = [claim for claim in sharing if left * claim.weight > total]
        if not full:
            shares.update({claim.code: Fraction(left * claim.strength, total) for claim in sharing})
            break
        sharing = [claim for claim in sharing if left * claim.weight <= total]
        shares.update({claim.code: Fraction(claim.base) for claim in full})
        left -= sum(claim.base for claim in full)
    return shares
