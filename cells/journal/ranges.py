"""Numbers as people write them: `1-40,45`. Pure."""

from collections.abc import Iterable

Ranges = list[tuple[int, int]]


def ranges_of(numbers: Iterable[int]) -> Ranges:
    """Rising numbers as (first, last) of each run."""
    found: Ranges = []
    for number in numbers:
        extend(found, number)
    return found


def extend(ranges: Ranges, number: int) -> None:
    """Add a number above all others."""
    if ranges and number == ranges[-1][1] + 1:
        ranges[-1] = (ranges[-1][0], number)
    else:
        ranges.append((number, number))


def written(ranges: Ranges) -> str:
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def read(text: str) -> Ranges:
    """What `written` wrote. Raises ValueError."""
    pairs = (part.split("-") for part in text.split(",") if part)
    return [(int(pair[0]), int(pair[-1])) for pair in pairs]


def without(ranges: Ranges, covered: Ranges) -> Ranges:
    """What of `ranges` (rising) lies in none of `covered` (in any order)."""
    left = ranges
    for first, last in covered:
        parts = [part for low, high in left for part in ((low, min(high, first - 1)), (max(low, last + 1), high))]
        left = [(low, high) for low, high in parts if low <= high]
    return left
