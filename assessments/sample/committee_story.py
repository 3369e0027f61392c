"""What the office and the committee do with a fictional year: accept, record, propose, sign in order, release."""

from dataclasses import dataclass
from datetime import date

from assessments.models import Campaign, Grading, ReviewFile
from assessments.reports.catalogue import WARD_SUMMARY
from assessments.rules import Rule, Severity
from assessments.sample.ground import Ground
from assessments.sample.report_texts import NARRATIVE
from assessments.sample.targets import EXCELLENT, GOOD
from assessments.selectors.desk import desk_of
from assessments.selectors.outside import missing_outside, outside_rows
from assessments.selectors.quotas import current_issue, issued_rows
from assessments.selectors.signing import signing_of
from assessments.services import (
    decisions,
    drafts,
    issuing,
    narratives,
    outside_grades,
    quotas,
    reasons,
    releases,
    steps,
)
from assessments.services import unit_proposals as proposals
from assessments.services.quota_weights import confirm_weights
from assessments.workflow import GradingStep, Scope, Stage
from cells import clock
from cells.models import Account

#: Why the committee lets a finding stand, by rule.
_REASONS = {
    Rule.CELL_GRADE_NOT_EARNED: "Vi phạm của đảng viên do chi bộ tự phát hiện, báo cáo và xử lý kịp thời; các mặt công tác khác đều "
    "đạt. Ban Thường vụ thống nhất giữ mức chi bộ đề nghị.",
    Rule.MEMBER_EXCELLENT_QUOTA: "Chuyển chỉ tiêu chưa dùng hết của chi bộ khác; tổng số toàn Đảng bộ không vượt 20%.",
}
_REASON = "Ban Thường vụ đã xem xét hồ sơ, thống nhất để như đề nghị và chịu trách nhiệm giải trình."


@dataclass
class CommitteeStory:
    """Plays the ward's side of one campaign, each deed on its day."""

    ground: Ground
    campaign: Campaign

    def accept(self, files: list[ReviewFile], on: date) -> None:
        with clock.acting_on(on):
            for file in files:
                steps.take_step(by=self.ground.office, file_id=file.pk, step="accept", on=on)

    def record_outside(self, on: date, leave_out: int = 0) -> None:
        """Grades decided by the district, with its document; the last `leave_out` are still missing."""
        rows = missing_outside(outside_rows(self.campaign))
        with clock.acting_on(on):
            for row in rows[: len(rows) - leave_out]:
                decision = outside_grades.OutsideDecision(
                    grade=GOOD,
                    document_number=f"{self.campaign.year - 1800}-TB/QU",
                    document_date=on,
                    deciding_body="Ban Thường vụ Quận ủy",
                    reason="",
                )
                outside_grades.record_outside_grade(
                    by=self.ground.office, review_id=row.review.pk, decision=decision, seen=None, on=on
                )

    def propose_units(self, on: date) -> None:
        """The office proposes what the meetings did, for the cells and collectives it has accepted."""
        desk = desk_of(self.campaign)
        rows = [row for row in desk.of(Scope.UNITS) if row.is_accepted and row.is_due and row.grades.proposal]
        with clock.acting_on(on):
            proposals.save_unit_proposals(
                by=self.ground.office,
                campaign_id=self.campaign.pk,
                proposals={row.review.pk: (row.grades.proposal, "") for row in rows},
                seen=dict.fromkeys((row.review.pk for row in rows), 0),
                on=on,
            )

    def draft_units(self, on: date) -> None:
        """The committee's first account takes the proposals of cells and collectives onto the table."""
        with clock.acting_on(on):
            drafts.take_over_proposals(
                by=self.ground.committee[0], campaign_id=self.campaign.pk, scope=Scope.UNITS, on=on
            )

    def confirm_weights(self, on: date) -> None:
        self.campaign.refresh_from_db()
        with clock.acting_on(on):
            confirm_weights(
                by=self.ground.committee[0],
                campaign_id=self.campaign.pk,
                weights=self.campaign.quota_weights,
                document="05-NQ/ĐU, Ban Thường vụ Đảng ủy",
                document_date=on,
                revision=self.campaign.revision,
                on=on,
            )
        self.campaign.refresh_from_db()

    def decide(self, on: date) -> None:
        """All signatures in the law's order: units, quotas, people, heads."""
        with clock.acting_on(on):
            self._sign(Scope.UNITS, on)
            if desk_of(self.campaign).answer.rule_set.quotas_issued.value:
                quotas.issue_quotas(by=self.ground.committee[0], campaign_id=self.campaign.pk, on=on)
            self._sign(Scope.PEOPLE, on)
            self._sign(Scope.HEADS, on)

    def _sign(self, scope: Scope, on: date) -> None:
        """Every account of the committee drafts and signs what is not its own."""
        for account in self.ground.committee:
            drafts.take_over_proposals(by=account, campaign_id=self.campaign.pk, scope=scope, on=on)
        if scope is not Scope.UNITS:
            self._fit_the_quotas(scope, on)
        for account in self.ground.committee:
            signing = signing_of(desk_of(self.campaign), scope, account)
            if not signing.rows:
                continue
            self._give_reasons(account, signing.unreasoned, on)
            decisions.sign(
                by=account,
                campaign_id=self.campaign.pk,
                scope=scope,
                number=f"{20 + list(Scope).index(scope)}-QĐ/ĐU",
                signed_on=on,
                on=on,
            )

    def _fit_the_quotas(self, scope: Scope, on: date) -> None:
        """Nominees beyond a cell's quota become good, fewest ballots first: what the service would propose."""
        room = {code: row.quota for code, row in issued_rows(current_issue(self.campaign)).items()}
        if not room:
            return
        desk = desk_of(self.campaign)
        nominated: dict[str, list] = {}
        for row in desk.rows.values():
            if row.review.kind == "member" and row.grades.working == EXCELLENT:
                nominated.setdefault(row.review.facts["cell"], []).append(row)
        moved = {}
        for code, rows in nominated.items():
            rows.sort(
                key=lambda row: (row.is_signed, row.scope is not scope, row.ballots.excellent if row.ballots else 0)
            )
            for row in rows[: max(0, len(rows) - room.get(code, 0))]:
                if row.scope is scope and not row.is_signed:
                    moved[row.review.pk] = GOOD
        seen = dict(
            Grading.objects.filter(review__in=moved, step=GradingStep.DRAFT, current=True).values_list(
                "review_id", "pk"
            )
        )
        for account in self.ground.committee:
            mine = {pk: grade for pk, grade in moved.items() if not desk.rows[pk].is_of(account)}
            if mine:
                drafts.save_drafts(by=account, campaign_id=self.campaign.pk, scope=scope, grades=mine, seen=seen, on=on)
                moved = {pk: grade for pk, grade in moved.items() if pk not in mine}

    def _give_reasons(self, account: Account, findings, on: date) -> None:
        for finding in findings:
            if finding.severity is Severity.NEEDS_REASON:
                reasons.record_reason(
                    by=account,
                    campaign_id=self.campaign.pk,
                    rule=finding.rule,
                    subject=finding.subject,
                    text=_REASONS.get(finding.rule, _REASON),
                    on=on,
                )

    def release(self, on: date) -> None:
        with clock.acting_on(on):
            releases.release_files(by=self.ground.committee[0], campaign_id=self.campaign.pk, on=on)

    def report(self, number: str, on: date) -> None:
        """The office writes its words, then issues the report."""
        with clock.acting_on(on):
            narratives.save_narrative(
                by=self.ground.office, campaign_id=self.campaign.pk, values=NARRATIVE, revision=0, on=on
            )
            issuing.issue_paper(
                by=self.ground.office,
                campaign_id=self.campaign.pk,
                paper=WARD_SUMMARY,
                number=number,
                dated_on=on,
                on=on,
            )

    def send_back(self, file: ReviewFile, section: str, reason: str, due_on: date, on: date) -> None:
        with clock.acting_on(on):
            steps.take_step(
                by=self.ground.office,
                file_id=file.pk,
                step="return",
                note=reason,
                section_reasons=[{"section": section, "text": reason}],
                due_on=due_on,
                on=on,
            )

    def with_the_office(self) -> list[ReviewFile]:
        return list(self.campaign.files.filter(stage=Stage.SUBMITTED).order_by("position"))
