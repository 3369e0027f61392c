"""The signature: every grade on the table of one scope becomes a decision, once, with number, date and its check."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Decision
from assessments.rules import Finding, Severity
from assessments.selectors.desk import desk_from
from assessments.selectors.finding_words import finding_words
from assessments.selectors.head_waits import HeadWaits
from assessments.selectors.quotas import current_issue
from assessments.selectors.signing import Signing, signing_of
from assessments.services.checks import store_check
from assessments.services.desk_locks import deciding_body, lock_desk
from assessments.services.gradings import give_grade
from assessments.services.kept_explanations import keep_explanations
from assessments.services.settling import settle_files
from assessments.services.signing_papers import checked_paper
from assessments.workflow import GradingStep, Scope
from cells import clock
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.roles import Role

HEADS_LAST = "123-CV/ĐU 1(5)"
QUOTAS_FIRST = "123-CV/ĐU 1(2)"


@transaction.atomic
def sign(
    *,
    by: Account,
    campaign_id: int,
    scope: Scope,
    number: str,
    signed_on: date,
    on: date,
    expected: str | None = None,
) -> Decision:
    """Sign every unsigned grade on the table of `scope` (units, people or heads), but the signer's own.

    Everything runs under the campaign's lock, on one run of the rules that is stored with the decision, as is the
    explanation of each grade signed. `expected` is
    the fingerprint the page showed (`Signing.token`): another state is refused, a scope signed meanwhile says by whom.
    Rows without a grade on the table, and heads who still wait, stay for a later signature. Files with nothing left
    to decide move to `decided`. Raises NotPermitted; Refused with every obstacle, and nothing written.
    """
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.COMMITTEE, on=on)
    now = clock.now()
    run, dossier, answer = store_check(by=by, campaign=campaign, purpose=f"sign:{scope}", grades="working", at=now)
    desk = desk_from(campaign, dossier, answer)
    signing = signing_of(desk, scope, by)
    _hold_expected(signing, expected)
    number, refusals = checked_paper(
        campaign=campaign, rows=signing.rows, number=number, signed_on=signed_on, on=on, scope=scope
    )
    refusals += obstacles_to(signing)
    if refusals:
        raise Refused(*refusals)
    decision = Decision.objects.create(
        campaign=campaign,
        scope=scope,
        number=number,
        signed_on=signed_on,
        signed_by=by.signature,
        signed_by_id_number=by.pk,
        deciding_body=deciding_body(campaign),
        check_run=run,
        rows=len(signing.rows),
        at=now,
    )
    _give_grades(signing, decision, by, now)
    keep_explanations(decision=decision, signed=[(row.review, row.draft_grade) for row in signing.rows], answer=answer)
    record(
        by=by,
        action="decision.signed",
        subject=decision,
        ward_code=campaign.ward.code,
        after={
            "scope": scope,
            "number": number,
            "signed_on": signed_on,
            "rows": decision.rows,
            "left_out_own": [row.review.code for row in signing.own],
            "rule_set_digest": run.rule_set_digest,
            "dossier_digest": run.dossier_digest,
        },
    )
    settle_files(by=by, desk=desk, on=on, also={row.review.pk for row in signing.rows})
    return decision


def _give_grades(signing: Signing, decision: Decision, by: Account, at: datetime) -> None:
    for row in signing.rows:
        row.review.campaign = signing.desk.campaign
        give_grade(
            by=by,
            review=row.review,
            step=GradingStep.DECISION,
            grade=row.draft_grade,
            decision=decision,
            deciding_body=decision.deciding_body,
            at=at,
            former=row.grades.by_step.get(GradingStep.DECISION),
        )


def _hold_expected(signing: Signing, expected: str | None) -> None:
    """Refuse a second signature of the same rows, and a signature on numbers nobody has seen."""
    if signing.rows and expected in (None, signing.token):
        return
    last = Decision.objects.filter(campaign=signing.desk.campaign, scope=signing.scope).order_by("-pk").first()
    if last is not None and (expected is not None or not signing.own):
        raise Refused(
            _("Already signed by %(by)s at %(at)s: decision %(number)s, %(rows)s grades. Nothing was signed twice.")
            % {
                "by": last.signed_by,
                "at": f"{timezone.localtime(last.at):%H:%M %d/%m/%Y}",
                "number": last.number,
                "rows": last.rows,
            }
        )
    if signing.rows:
        raise Refused(_("The table changed while this page was open. Look at the numbers below again, then sign."))


def obstacles_to(signing: Signing) -> list[Refusal]:
    """Everything that stands in the way of this signature; the page shows the same before anybody signs."""
    if not signing.rows:
        return [Refusal(words) for words in _why_nothing(signing)]
    refusals = [
        Refusal(
            _("“%(name)s” has a grade on the table, but its file “%(file)s” is not accepted. Clear the grade or wait.")
            % {"name": row.review.name, "file": row.file.name},
            f"row-{row.review.pk}",
        )
        for row in signing.not_accepted
    ]
    refusals += _order_refusals(signing)
    refusals += [finding_refusal(finding) for finding in signing.blocking]
    return refusals


def _why_nothing(signing: Signing) -> list[str]:
    words = []
    if signing.own and not signing.undrafted:
        words.append(_("Only your own row is left. Nobody decides on themselves; another committee account signs it."))
    for row in signing.waiting[:3]:
        words.append(wait_words(row.review.name, signing.waits[row.person]))
    return words or [_("There is no grade on this table to sign.")]


def wait_words(name: str, wait: HeadWaits) -> str:
    """What a head still waits for, in a sentence."""
    parts = []
    if wait.units:
        parts.append(_("a decided grade of %(units)s") % {"units": ", ".join(wait.units)})
    if wait.people:
        parts.append(
            _("the decision on %(count)s people (%(names)s …)")
            % {"count": wait.people, "names": ", ".join(wait.first_people)}
        )
    return _("%(name)s waits for: %(what)s.") % {"name": name, "what": "; ".join(parts)}


def _order_refusals(signing: Signing) -> list[Refusal]:
    """Units before people before heads, quotas in between (rules C5)."""
    if signing.scope is Scope.UNITS:
        return []
    refusals = []
    files = {row.review.file_id for row in signing.rows if row.review.file_id}
    open_units = [
        row.review.name for row in signing.desk.of(Scope.UNITS) if row.review.file_id in files and not row.is_settled
    ]
    if open_units:
        refusals.append(
            Refusal(
                _("Cells and collectives come first. Still without a signed grade: %(units)s.")
                % {"units": ", ".join(open_units)},
                "",
                HEADS_LAST,
            )
        )
    campaign = signing.desk.campaign
    if signing.desk.answer.rule_set.quotas_issued.value and current_issue(campaign) is None:
        refusals.append(Refusal(_("Issue the quotas of the cells before members are decided."), "", QUOTAS_FIRST))
    return refusals


def finding_refusal(finding: Finding) -> Refusal:
    """A finding as a no: its sentence, its clause, and what to do when a reason would lift it."""
    words = finding_words(finding)
    if finding.severity is Severity.NEEDS_REASON:
        words = _("Record the reason first: %(finding)s") % {"finding": words}
    return Refusal(words, "", "" if finding.citation in words else finding.citation)
