"""Who received a review hint, from whom, and how far it was answered: row 4 of form 6F and the list behind it."""

from dataclasses import dataclass, field

from assessments.models import Campaign, ReviewHint
from assessments.models.hint import HINT_ISSUER_LABELS
from assessments.selectors.hints import ISSUED, HintRow, with_points
from assessments.workflow import SubjectKind

#: In the order of form 6F: 4.1 city, 4.2 district, 4.3 the ward itself.
ISSUERS = ("city", "district", "ward")


@dataclass(frozen=True, slots=True)
class Hinted:
    """Subjects of one kind with an issued hint: each once in `total`, and once under every issuer it had one from."""

    total: int = 0
    by_issuer: dict[str, int] = field(default_factory=dict)

    def of(self, name: str) -> int:
        return self.total if name == "total" else self.by_issuer.get(name, 0)


@dataclass(frozen=True, slots=True)
class HintLine:
    """One issued hint of the list."""

    subject: str
    issuer: str
    document: str
    in_charge: str
    points: int
    answered: int


@dataclass(frozen=True, slots=True)
class HintFigures:
    """The year's issued hints; drafts and withdrawn ones are in none of these."""

    collectives: Hinted = field(default_factory=Hinted)
    members: Hinted = field(default_factory=Hinted)
    lines: tuple[HintLine, ...] = ()

    @property
    def points(self) -> int:
        return sum(line.points for line in self.lines)

    @property
    def answered(self) -> int:
        return sum(line.answered for line in self.lines)


NO_HINTS = HintFigures()


def hint_figures(campaign: Campaign) -> HintFigures:
    """At most three queries, one where there are no hints."""
    rows = with_points(ReviewHint.objects.filter(review__campaign=campaign, state=ISSUED))
    return HintFigures(
        collectives=_hinted(rows, SubjectKind.COLLECTIVE),
        members=_hinted(rows, SubjectKind.MEMBER),
        lines=tuple(
            HintLine(
                subject=row.hint.review.name,
                issuer=row.hint.issuer,
                document=f"{row.hint.issuing_body}, {row.hint.number}, {row.hint.dated_on:%d/%m/%Y}",
                in_charge=row.hint.in_charge.full_name if row.hint.in_charge_id else "",
                points=row.total,
                answered=row.answered,
            )
            for row in sorted(rows, key=lambda row: (ISSUERS.index(row.hint.issuer), row.hint.dated_on, row.hint.pk))
        ),
    )


def _hinted(rows: list[HintRow], kind: SubjectKind) -> Hinted:
    subjects = {issuer: set() for issuer in HINT_ISSUER_LABELS}
    for row in rows:
        if row.hint.review.kind == kind:
            subjects[row.hint.issuer].add(row.hint.review_id)
    return Hinted(
        len(set().union(*subjects.values())), {issuer: len(found) for issuer, found in subjects.items() if found}
    )
