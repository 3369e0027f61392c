"""Exact shares for people: as a mixed number, and with two decimals worked out in whole numbers. Never a float."""

from fractions import Fraction


def mixed(share: Fraction) -> str:
    """`5 10/32` is reduced: 5 5/16; a whole number stands alone."""
    whole, rest = divmod(share.numerator, share.denominator)
    if not rest:
        return str(whole)
    return f"{whole} {rest}/{share.denominator}" if whole else f"{rest}/{share.denominator}"


def decimals(share: Fraction, mark: str = ",") -> str:
    """Half up to two places: 5,31."""
    hundredths = (200 * share.numerator + share.denominator) // (2 * share.denominator)
    return f"{hundredths // 100}{mark}{hundredths % 100:02}"
