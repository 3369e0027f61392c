"""Percents for people, worked out in whole numbers: half up, one decimal, never a float."""

NOTHING = "–"


def percent_text(part: int, whole: int, mark: str = ",") -> str:
    """`part` of `whole` as `18,6%`; of nothing: `–`."""
    if not whole:
        return NOTHING
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}{mark}{tenths % 10}%"


def share_of(percent: int, base: int, mark: str = ",") -> str:
    """percent × base / 100 exactly, as it is worked out on paper: 20% of 512 is `102,4`."""
    whole, hundredths = divmod(percent * base, 100)
    decimals = f"{hundredths:02}".rstrip("0")
    return f"{whole}{mark}{decimals}" if decimals else str(whole)
