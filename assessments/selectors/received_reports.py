"""Reports received from wards, the keys they are known by, and what of this installation's own waits to be received."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef

from assessments.models import Campaign, IssuedPaper, KnownKey, ReceivedReport, ReviewFile
from assessments.selectors.own_files import released_campaigns
from assessments.selectors.papers import standing_reports
from assessments.workflow import Stage
from cells.access import Access
from cells.models import Organization
from cells.vocabulary import OrganizationKind


@dataclass(frozen=True)
class Waiting:
    """A report of a ward of this installation that is released and not received as it stands. `copy` None: not issued yet."""

    campaign: Campaign
    copy: IssuedPaper | None
    replaces: ReceivedReport | None


class Trust(StrEnum):
    """Who vouches for a received report as the keys stand now; what its check found then stays in its row."""

    KNOWN = "known"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"
    OTHER = "other"
    DOSSIER = "dossier"

    @property
    def authentic(self) -> bool | None:
        return {Trust.KNOWN: True, Trust.OTHER: False}.get(self)


def trust_in(rows: Iterable[ReceivedReport], own_key: str) -> dict[int, Trust]:
    """By id of the report. `own_key`: public key of this installation, which vouches for its own wards. A key
    that was withdrawn vouches for nothing it signed, whenever that came. Two queries."""
    withdrawn: dict[tuple[str, str], bool] = {}
    for code, key, at in KnownKey.objects.values_list("ward_code", "public_key", "withdrawn_at"):
        withdrawn[code, key] = withdrawn.get((code, key), True) and at is not None
    own = own_ward_codes()
    standing = {code for (code, _key), gone in withdrawn.items() if not gone}
    return {
        row.pk: _trust(row, withdrawn, own_key if row.ward_code in own else "", row.ward_code in standing)
        for row in rows
    }


def _trust(row: ReceivedReport, withdrawn: dict[tuple[str, str], bool], own_key: str, keyed: bool) -> Trust:
    if row.source == "dossier":
        return Trust.DOSSIER
    if not row.authentic:
        # Whoever registers a key looks at what came before (`known_keys.register_key`): this one it did not sign.
        return Trust.OTHER if keyed else Trust.UNKNOWN
    gone = row.public_key != own_key and withdrawn.get((row.ward_code, row.public_key))
    return Trust.WITHDRAWN if gone else Trust.KNOWN


def received_years() -> list[int]:
    """Newest first."""
    return sorted(set(ReceivedReport.objects.values_list("year", flat=True)), reverse=True)


def standing_reports_of(year: int) -> list[ReceivedReport]:
    """By code of the ward, without their bytes. One query."""
    return list(ReceivedReport.objects.filter(year=year, superseded=False).defer("content").order_by("ward_code"))


def standing_report(ward_code: str, year: int) -> ReceivedReport | None:
    rows = ReceivedReport.objects.filter(ward_code=ward_code, year=year, superseded=False)
    return rows.defer("content", "dossier", "data").first()


def former_reports(row: ReceivedReport) -> list[ReceivedReport]:
    """Those of the same ward and year that were superseded, newest first."""
    rows = ReceivedReport.objects.filter(ward_code=row.ward_code, year=row.year, superseded=True).exclude(pk=row.pk)
    return list(rows.defer("content", "dossier", "data").order_by("-pk"))


def expected_wards() -> list[tuple[str, str]]:
    """(code, name) of every ward a report is expected of: those of this installation, and those whose key is known. Two
    queries."""
    own = dict(Organization.objects.filter(kind=OrganizationKind.WARD).values_list("code", "name"))
    known = dict(KnownKey.objects.filter(withdrawn_at__isnull=True).values_list("ward_code", "ward_name"))
    return sorted({**known, **own}.items())


def own_ward_codes() -> frozenset[str]:
    return frozenset(Organization.objects.filter(kind=OrganizationKind.WARD).values_list("code", flat=True))


def registered_keys(ward_code: str) -> list[KnownKey]:
    """The ward's keys that stand."""
    return list(KnownKey.objects.filter(ward_code=ward_code, withdrawn_at__isnull=True).order_by("pk"))


def all_keys() -> list[KnownKey]:
    """Those that stand first, then the withdrawn."""
    return sorted(KnownKey.objects.all(), key=lambda key: (key.withdrawn_at is not None, key.ward_code, key.pk))


def waiting_reports(access: Access, year: int | None = None) -> list[Waiting]:
    """Of the wards over which the account holds the district's role: what is released there and not received yet. Four
    queries."""
    campaigns = {one.pk: one for one in released_campaigns(access) if year is None or one.year == year}
    unreleased = ReviewFile.objects.filter(campaign__in=campaigns).exclude(stage=Stage.RELEASED)
    held_back = set(unreleased.values_list("campaign_id", flat=True))
    received = ReceivedReport.objects.filter(sha256=OuterRef("sha256"))
    copies = standing_reports().filter(campaign__in=campaigns).annotate(received=Exists(received))
    issued = {copy.campaign_id: copy for copy in copies.defer("content", "data").order_by("pk")}
    rows = ReceivedReport.objects.filter(ward_code__in={one.ward.code for one in campaigns.values()}, superseded=False)
    standing = {(row.ward_code, row.year): row for row in rows.defer("content", "dossier", "data")}
    return [
        Waiting(campaign, issued.get(pk), standing.get((campaign.ward.code, campaign.year)))
        for pk, campaign in campaigns.items()
        if pk not in held_back and not (pk in issued and issued[pk].received)
    ]
