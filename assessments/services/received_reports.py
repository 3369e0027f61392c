"""What a ward handed over: checked in front of everybody's eyes, kept only when the district says so."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.models import IssuedPaper, KnownKey, ReceivedReport
from assessments.permissions import may_check_reports, may_receive_reports
from assessments.reports.contents.party_document import document_number
from assessments.reports.proof.checking import Verdict, judged, verdict_on
from assessments.reports.proof.keys import installation_key, public_hex
from assessments.reports.proof.reading import NotAReportError
from assessments.reports.proof.taking_out import MOST_ATTACHED
from assessments.reports.proof.verdict_words import refusal_words
from assessments.reports.report_json import canonical, report_json
from assessments.rules import DossierFaults, UnknownRuleSet, facts, read_dossier, rule_set, write_dossier
from assessments.selectors.received_reports import own_ward_codes, registered_keys, standing_report
from cells import clock
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.roles import Role
from cells.vietnamese import tidy_text
from cells.vocabulary import ROLE_LABELS

PDF, DOSSIER = "pdf", "dossier"
_LONGEST_CODE, _LONGEST_ID = 30, 40


@dataclass(frozen=True)
class Signer:
    """Whose known key signed. `known`: the registered key; None: this installation's own."""

    public_key: str
    known: KnownKey | None


@dataclass(frozen=True)
class Examined:
    """What a file says of itself; nothing is stored. `verdict` None: a dossier alone, which nobody vouches for."""

    content: bytes
    sha256: str
    source: str
    dossier: facts.Dossier
    verdict: Verdict | None = None
    signer: Signer | None = None

    @property
    def ward_code(self) -> str:
        return self.dossier.organization.code

    @property
    def ward_name(self) -> str:
        return self.dossier.organization.name or self.ward_code

    @property
    def authentic(self) -> bool | None:
        return self.verdict.authentic if self.verdict else None

    @property
    def is_in_order(self) -> bool:
        return self.verdict is None or self.verdict.is_in_order

    @property
    def number(self) -> str:
        """As printed, for example 12-BC/ĐU."""
        issue = self.verdict.data.issue if self.verdict else None
        return document_number(issue, "BC", self.verdict.data.ward) if issue else ""


def examine(*, by: Account, content: bytes, on: date) -> Examined:
    """Check a PDF, or read a dossier as JSON. Reads the known keys, writes nothing.

    Raises NotPermitted; Refused (neither a report nor a dossier, too large), with what is wrong in words.
    """
    require(may_check_reports(access_of(by, on)), str(ROLE_LABELS[Role.DISTRICT]))
    return examined(content)


def examined(content: bytes) -> Examined:
    digest = hashlib.sha256(content).hexdigest()
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return Examined(content, digest, DOSSIER, _dossier(content))
    try:
        verdict = verdict_on(content)
    except NotAReportError as error:
        raise Refused(_("It cannot be checked: %(why)s.") % {"why": refusal_words(error)}, field="file") from None
    signers = _signers(verdict.dossier.organization.code)
    signer = next((one for one in signers if verdict.is_signed_with(one.public_key)), None)
    verdict = judged(verdict, frozenset(one.public_key for one in signers))
    return Examined(content, digest, PDF, verdict.dossier, verdict, signer)


def _signers(ward_code: str) -> list[Signer]:
    """Who may sign for this ward: a key known for another ward vouches for nothing here."""
    own = [Signer(public_hex(installation_key()), None)] if ward_code in own_ward_codes() else []
    return [*own, *(Signer(key.public_key, key) for key in registered_keys(ward_code))]


def _dossier(content: bytes) -> facts.Dossier:
    if len(content) > MOST_ATTACHED:
        raise Refused(
            _("It cannot be checked: %(why)s.") % {"why": refusal_words(NotAReportError("size"))}, field="file"
        )
    try:
        dossier = read_dossier(content)
        rule_set(dossier.ruleset)
    except DossierFaults as faults:
        language = "vi" if get_language() == "vi" else "en"
        raise Refused(*(Refusal(line, "file") for line in faults.lines(language)[:20])) from None
    except UnknownRuleSet as error:
        raise Refused(str(error), field="file") from None
    return dossier


def receive_report(
    *, by: Account, content: bytes, on: date, replaces: int | None = None, reason: str = ""
) -> ReceivedReport:
    """Check the file again and keep it. `replaces`: id of the report that stood when the page was read, None for none;
    superseding it needs a reason.

    It is checked before anything is locked. Raises NotPermitted; Refused (not in order, received already, no reason, older than
    the one that stands, another one received meanwhile).
    """
    require(may_receive_reports(access_of(by, on)), str(ROLE_LABELS[Role.DISTRICT]))
    found = examined(content)
    _require_in_order(found)
    try:
        return _keep(by, found, on=on, replaces=replaces, reason=tidy_text(reason))
    except IntegrityError:
        raise Refused(_("Somebody received a report of this ward and year in this moment. Look at it first.")) from None


def receive_own_report(
    *, by: Account, paper_id: int, on: date, replaces: int | None = None, reason: str = ""
) -> ReceivedReport:
    """A report that a ward of this installation issued and released: the same check of the same bytes. The caller has asked
    whether the account may read it."""
    copy = IssuedPaper.objects.get(pk=paper_id)
    return receive_report(by=by, content=bytes(copy.content), on=on, replaces=replaces, reason=reason)


@transaction.atomic
def _keep(by: Account, found: Examined, *, on: date, replaces: int | None, reason: str) -> ReceivedReport:
    require(may_receive_reports(access_of(by, on)), str(ROLE_LABELS[Role.DISTRICT]))
    rows = ReceivedReport.objects.select_for_update().filter(ward_code=found.ward_code, year=found.dossier.year)
    list(rows.values_list("pk"))  # locked
    standing = standing_report(found.ward_code, found.dossier.year)
    _require_its_turn(found, standing, replaces=replaces, reason=reason)
    if standing:
        ReceivedReport.objects.filter(pk=standing.pk).update(superseded=True)
    row = ReceivedReport.objects.create(
        source=found.source,
        ward_code=found.ward_code,
        ward_name=found.ward_name[:200],
        year=found.dossier.year,
        number=found.number,
        content=found.content,
        sha256=found.sha256,
        dossier=write_dossier(found.dossier),
        authentic=found.authentic,
        public_key=found.signer.public_key if found.signer else "",
        received_by=by.signature,
        received_at=clock.now(),
        reason=reason[:300],
        **(_told_by(found.verdict) if found.verdict else {}),
    )
    record(
        by=by,
        action="report.received",
        subject=row,
        ward_code=row.ward_code,
        before={"number": standing.number, "sha256": standing.sha256} if standing else None,
        after={"source": row.source, "number": row.number, "sha256": row.sha256, "authentic": row.authentic},
        reason=reason,
    )
    return row


def _told_by(verdict: Verdict) -> dict:
    return {
        "report_id": verdict.report_id,
        "dated_on": verdict.data.dated_on,
        "data": json.loads(report_json(verdict.data)),
        "consistent": verdict.consistent,
        "differences": [asdict(difference) for difference in verdict.differences],
    }


def _require_in_order(found: Examined) -> None:
    """What does not agree with itself, or bears another's signature, is no report of the ward: it is not kept."""
    if found.verdict and not found.verdict.consistent:
        raise Refused(
            _(
                "The report does not agree with its own data, so it is not received. Ask the ward for the file as it was issued."
            ),
            field="file",
        )
    if found.authentic is False:
        raise Refused(
            _(
                "The report is not signed with a key of this ward, so it is not received. Ask the ward; if it has a new key, "
                "register that first."
            ),
            field="file",
        )
    written = canonical(write_dossier(found.dossier)) + (report_json(found.verdict.data) if found.verdict else b"")
    report_id = found.verdict.report_id if found.verdict else ""
    if len(found.ward_code) > _LONGEST_CODE or len(report_id) > _LONGEST_ID or b"\\u0000" in written:
        raise Refused(
            _("Code, name or id in this file cannot be kept. Ask the ward for the file as it was issued."), field="file"
        )


def _require_its_turn(found: Examined, standing: ReceivedReport | None, *, replaces: int | None, reason: str) -> None:
    same = ReceivedReport.objects.filter(sha256=found.sha256).defer("content", "dossier", "data").first()
    if same:
        raise Refused(
            _("This very file was received already, on %(day)s by %(name)s.")
            % {"day": f"{same.received_at:%d/%m/%Y}", "name": same.received_by},
            field="file",
        )
    if standing is None:
        return
    words = {"ward": standing.ward_name, "number": standing.number or _("without number"), "year": standing.year}
    if standing.pk != replaces:
        raise Refused(
            _(
                "A report of %(ward)s for %(year)s is here already (%(number)s). Look at it, then say why this one takes its place."
            )
            % words,
            field="reason",
        )
    if not reason:
        raise Refused(_("Say why this report takes the place of %(number)s.") % words, field="reason")
    if found.verdict is None and standing.source == PDF:
        raise Refused(
            _("A report that proves itself is here already; a dossier that nobody vouches for cannot take its place."),
            field="file",
        )
    if found.verdict and standing.dated_on and found.verdict.data.dated_on < standing.dated_on:
        raise Refused(
            _("This report is older (%(day)s) than the one that is here (%(number)s).")
            % {"day": f"{found.verdict.data.dated_on:%d/%m/%Y}", **words},
            field="file",
        )
