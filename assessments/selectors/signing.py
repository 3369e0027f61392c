"""What one signature would decide now, what it leaves for later, and what stands in its way. Reads only; the page and
the service ask the same."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from assessments.models import FindingReason
from assessments.rules import Finding, Severity
from assessments.selectors.desk import Desk, DeskRow, codes_of
from assessments.selectors.head_waits import HeadWaits, head_waits
from assessments.workflow import Scope, SubjectKind
from assessments.workflow_scopes import Signed, concerns
from cells.models import Account
from cells.vocabulary import GivenGrade


@dataclass(frozen=True)
class Signing:
    """`rows` are signed; `own` are the signer's own, with or without a grade on the table, left for a second account;
    `undrafted` have no grade on the table;
    `waiting` are heads whose units or people are not decided yet; `not_accepted` have a draft but their file is with
    the cell or the office; `signed` is done."""

    desk: Desk
    scope: Scope
    rows: tuple[DeskRow, ...]
    own: tuple[DeskRow, ...]
    undrafted: tuple[DeskRow, ...]
    waiting: tuple[DeskRow, ...]
    not_accepted: tuple[DeskRow, ...]
    signed: tuple[DeskRow, ...]
    waits: dict[str, HeadWaits]

    @cached_property
    def concerned(self) -> tuple[Finding, ...]:
        """Every finding of this signature, whatever its severity."""
        codes = codes_of(self.rows) | self._standing()
        return tuple(finding for finding in self.desk.answer.findings if concerns(finding, self.scope, codes))

    def _standing(self) -> Signed:
        """What was signed before and is checked anew: with people their cells (their grades carry the cell's, B5),
        with heads everything, because lowering a head last can shrink a limit again (rules C5)."""
        settled = codes_of(row for row in self.desk.rows.values() if row.is_signed)
        if self.scope is Scope.HEADS:
            return settled
        if self.scope is Scope.PEOPLE:
            cells = {row.review.facts.get("cell") for row in self.rows}
            return Signed(units=settled.units & frozenset(cells - {None}))
        return Signed()

    @property
    def violations(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.concerned if finding.severity is Severity.VIOLATION)

    @property
    def unreasoned(self) -> tuple[Finding, ...]:
        """Findings that need a reason and have none."""
        return tuple(finding for finding in self.blocking if finding.severity is Severity.NEEDS_REASON)

    @property
    def reasoned(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.concerned if self.desk.answer.reason_for(finding) is not None)

    @property
    def notices(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.concerned if finding.severity is Severity.NOTICE)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.concerned if self.desk.answer.stands_in_the_way(finding))

    @property
    def counts(self) -> list[tuple[SubjectKind, dict[str, int]]]:
        """Per kind of subject, how many of each grade will be decided."""
        given = Counter((row.kind, row.draft_grade) for row in self.rows)
        kinds = [kind for kind in SubjectKind if any(row.kind is kind for row in self.rows)]
        return [(kind, {grade: given[kind, grade] for grade in GivenGrade.values}) for kind in kinds]

    @property
    def token(self) -> str:
        """Fingerprint of what would be signed: a page that shows another state is told so, nothing is signed unseen."""
        lines = (f"{row.review.pk}:{row.draft.pk}:{row.draft_grade}" for row in self.rows)
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def signing_of(desk: Desk, scope: Scope, account: Account) -> Signing:
    """Sort the rows of one scope for one signer."""
    waits = head_waits(desk) if scope is Scope.HEADS else {}
    piles: dict[str, list[DeskRow]] = {
        name: [] for name in ("rows", "own", "undrafted", "waiting", "not_accepted", "signed")
    }
    for row in desk.of(scope):
        if row.is_due or row.is_signed:
            piles[_pile(row, account, waits)].append(row)
    return Signing(desk=desk, scope=scope, waits=waits, **{name: tuple(rows) for name, rows in piles.items()})


def _pile(row: DeskRow, account: Account, waits: dict[str, HeadWaits]) -> str:
    if row.is_signed:
        return "signed"
    if row.is_of(account):
        return "own"
    if not row.draft_grade:
        return "undrafted"
    if not row.is_accepted:
        return "not_accepted"
    if row.person in waits and not waits[row.person].may_be_signed:
        return "waiting"
    return "rows"


def reasons_of(desk: Desk) -> dict[tuple[str, str], FindingReason]:
    """(rule, subject) → the reason that stands."""
    reasons = FindingReason.objects.filter(campaign=desk.campaign, current=True)
    return {(reason.rule, reason.subject): reason for reason in reasons}
