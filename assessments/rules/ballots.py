"""Ballots of a meeting: is the count consistent, and which grade did it carry? Pure arithmetic on whole numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .vocabulary import Grade

DEFAULT_THRESHOLD = Fraction(1, 2)
"""More than half of the VALID ballots [choice]: no source rules the threshold of a grading vote."""


FEWEST_TOLD = 5
"""Valid ballots from which a tally is told to others than those who counted it [choice]: docs/decisions/0007."""


def is_told(valid: int) -> bool:
    """Whether a meeting with so many valid ballots has its tallies shown; the grade carried always is.

    It asks for the meeting, never for one row: if only unanimous rows were held back, holding back would tell.
    """
    return valid >= FEWEST_TOLD


class BallotRule(StrEnum):
    NEGATIVE = "negative"
    ISSUED = "issued-above-present"
    COLLECTED = "collected-above-issued"
    VALID = "valid-above-collected"
    SUM = "sum-differs-from-valid"


@dataclass(frozen=True, slots=True)
class BallotFault:
    """A figure that cannot be: found one, expected at most (for a sum: exactly) the other."""

    rule: BallotRule
    found: int
    expected: int
    message_vi: str
    message_en: str

    def message(self, lang: str = "vi") -> str:
        return self.message_vi if lang == "vi" else self.message_en


def sheet_faults(present: int, issued: int, collected: int, valid: int) -> tuple[BallotFault, ...]:
    """The head of the sheet: issued ≤ voters present, collected ≤ issued, valid ≤ collected, none below zero."""
    chain = (
        (
            BallotRule.ISSUED,
            (issued, "Số phiếu phát ra", "ballots issued"),
            (present, "số người có quyền bỏ phiếu có mặt", "voters present"),
        ),
        (
            BallotRule.COLLECTED,
            (collected, "Số phiếu thu về", "ballots collected"),
            (issued, "số phiếu phát ra", "ballots issued"),
        ),
        (
            BallotRule.VALID,
            (valid, "Số phiếu hợp lệ", "valid ballots"),
            (collected, "số phiếu thu về", "ballots collected"),
        ),
    )
    faults = [_negative(number) for number in (present, issued, collected, valid) if number < 0]
    for rule, (found, what_vi, what_en), (most, of_vi, of_en) in chain:
        if found > most:
            faults.append(
                BallotFault(
                    rule,
                    found,
                    most,
                    f"{what_vi} ({found}) nhiều hơn {of_vi} ({most}). Hãy đếm và ghi lại.",
                    f"{what_en.capitalize()} ({found}) are more than the {of_en} ({most}). Count and enter them again.",
                )
            )
    return tuple(faults)


def person_faults(per_grade: Mapping[Grade, int], valid: int) -> tuple[BallotFault, ...]:
    """One person's row: no figure below zero, and the ballots of all grades sum to exactly the valid ballots."""
    faults = [_negative(number) for number in per_grade.values() if number < 0]
    total = sum(per_grade.values())
    if total != valid:
        faults.append(
            BallotFault(
                BallotRule.SUM,
                total,
                valid,
                f"Cộng phiếu các mức được {total}, số phiếu hợp lệ là {valid}. Hai số phải bằng nhau; hãy đếm và ghi "
                f"lại.",
                f"The ballots of all grades sum to {total}, the valid ballots are {valid}. The two must be equal; "
                f"count and enter them again.",
            )
        )
    return tuple(faults)


def count_faults(
    present: int, issued: int, collected: int, valid: int, per_grade: Mapping[Grade, int]
) -> tuple[BallotFault, ...]:
    """Both together, for one person. Empty: the count is consistent."""
    return sheet_faults(present, issued, collected, valid) + person_faults(per_grade, valid)


def _negative(number: int) -> BallotFault:
    return BallotFault(
        BallotRule.NEGATIVE,
        number,
        0,
        f"Số phiếu không thể là số âm ({number}). Hãy ghi lại.",
        f"A number of ballots cannot be below zero ({number}). Enter it again.",
    )


def proposed_grade(per_grade: Mapping[Grade, int], valid: int, threshold: Fraction = DEFAULT_THRESHOLD) -> Grade | None:
    """The highest grade whose ballots, with those for better grades, exceed the threshold share of valid ballots.

    Strictly more: half of an even count does not carry. None when nothing carries, as with no valid ballot.
    """
    for_it_or_better = 0
    for grade in Grade:
        for_it_or_better += per_grade.get(grade, 0)
        if for_it_or_better > threshold * valid:
            return grade
    return None
