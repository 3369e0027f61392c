"""Words that the rules' sentences share: how subjects, grades and lists are named in each language."""

from collections.abc import Iterable
from fractions import Fraction

from .facts import Member, Unit
from .ground import Ground
from .vocabulary import CapBase, MemberStatus


def named(subject: Member | Unit) -> str:
    """Nguyễn Văn An (M0001); the code alone where no name is recorded."""
    return f"{subject.name} ({subject.code})" if subject.name else subject.code


def person_vi(member: Member) -> str:
    title = "Ông/bà" if member.status is MemberStatus.NON_MEMBER else "Đồng chí"
    return f"{title} {named(member)}"


def counted_en(number: int, one: str, many: str) -> str:
    """1 month, 3 months."""
    return f"{number} {one if number == 1 else many}"


def listed(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def people(ground: Ground, codes: Iterable[str]) -> str:
    return ", ".join(named(ground.people[code]) for code in codes)


def base_vi(ground: Ground) -> str:
    """The cap's base in words, after the number."""
    return ground.cap_base.vi


def base_en(ground: Ground) -> str:
    return "graded good" if ground.cap_base is CapBase.GOOD_ONLY else "graded good or better"


def exact_vi(share: Fraction) -> str:
    """2, or 44/21 ≈ 2,10: exact first, two decimals for the eye."""
    if share.denominator == 1:
        return str(share)
    hundredths = round(share * 100)
    return f"{share} ≈ {hundredths // 100},{hundredths % 100:02}"


def exact_en(share: Fraction) -> str:
    return exact_vi(share).replace(",", ".")
