"""The quota desk: every cell's quota with the arithmetic behind it, what is nominated and what is decided."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from assessments.models import CellQuota, QuotaIssue
from assessments.rules import Cap, Grade, Quota, Rule
from assessments.selectors.desk import Desk
from assessments.selectors.quotas import CellQuotaIssued, issued_rows
from assessments.workflow import SubjectKind


@dataclass(frozen=True)
class QuotaLine:
    """A cell: what the rules work out now (`now`), what was issued last, what is nominated and decided.

    `product` = weight × base; `plain_share` = limit × product ÷ sum of products; where it differs from the share, a
    cell could not use all of its part and the rest was shared again.
    """

    name: str
    cell_id: int
    now: Quota
    product: int
    plain_share: Fraction
    issued: CellQuotaIssued | None
    hand: CellQuota | None
    nominated: int
    decided: int
    is_graded: bool

    @property
    def was_shared_again(self) -> bool:
        return self.plain_share != self.now.share

    @property
    def has_moved(self) -> bool:
        """What was issued is not what the rules would say now."""
        return self.issued is not None and self.issued.quota != self.now.quota


@dataclass(frozen=True)
class QuotaDesk:
    """`products`: Σ weight × base; `floors`: sum of the whole parts, the seats left go to the largest remainders."""

    cap: Cap
    percent: int
    lines: tuple[QuotaLine, ...]
    products: int
    floors: int

    @property
    def total(self) -> int:
        return sum(line.now.quota for line in self.lines)

    @property
    def seats_by_remainder(self) -> int:
        return sum(line.now.computed for line in self.lines) - self.floors

    @property
    def nominated(self) -> int:
        return sum(line.nominated for line in self.lines)

    @property
    def decided(self) -> int:
        return sum(line.decided for line in self.lines)

    @property
    def has_moved(self) -> bool:
        return any(line.has_moved for line in self.lines)


def quota_desk(desk: Desk, issue: QuotaIssue | None) -> QuotaDesk:
    """The cells in the ward's own order, as on the board. One query beside the desk's."""
    cap = desk.cap(Rule.MEMBER_EXCELLENT_CAP)
    quotas = [quota for quota in desk.answer.quotas if quota.rule is Rule.MEMBER_EXCELLENT_QUOTA]
    products = sum(quota.weight * quota.base for quota in quotas)
    nominated, decided = _excellent(desk)
    issued = issued_rows(issue)
    cells = {row.review.code: row.review for row in desk.rows.values() if row.kind is SubjectKind.CELL}
    place = {code: place for place, code in enumerate(cells)}
    hand = {row.cell_id: row for row in CellQuota.objects.filter(campaign=desk.campaign, current=True)}
    lines = [
        QuotaLine(
            name=cells[quota.unit].name,
            cell_id=cells[quota.unit].organization_id,
            now=quota,
            product=quota.weight * quota.base,
            plain_share=Fraction(cap.limit * quota.weight * quota.base, products) if products else Fraction(0),
            issued=issued.get(quota.unit),
            hand=hand.get(cells[quota.unit].organization_id),
            nominated=nominated[quota.unit],
            decided=decided[quota.unit],
            is_graded=quota.unit in desk.ground.graded_units,
        )
        for quota in sorted(quotas, key=lambda quota: place[quota.unit])
    ]
    floors = sum(quota.share.numerator // quota.share.denominator for quota in quotas)
    return QuotaDesk(cap, desk.ground.cap_percent, tuple(lines), products, floors)


def _excellent(desk: Desk) -> tuple[Counter, Counter]:
    """Excellent members by cell: as nominated by the meetings, and as decided."""
    nominated, decided = Counter(), Counter()
    for row in desk.rows.values():
        if row.kind is SubjectKind.MEMBER and row.bar is None:
            cell = row.review.facts["cell"]
            nominated[cell] += row.grades.proposal == Grade.EXCELLENT
            decided[cell] += row.grades.final == Grade.EXCELLENT
    return nominated, decided
