"""What of a ward's past years is out of its term: counted without a change, by year and kind."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.models import Campaign, Review
from assessments.selectors.retention_rules import HISTORY, KINDS, RULES, TEXTS, Expired, Kind, Rule
from assessments.workflow import CampaignStage
from cells.models import Account, Invitation, JournalText, Member, Organization, WorkbookUpload, YearRecord

#: What a person's row says beyond code, name and the days that grades rest on.
_DETAILS = {
    "gender": "", "born_on": None, "ethnicity": "", "card_number": "", "position": "", "note": "", "arrived_from": "",
    "left_reason": "",
}  # fmt: skip
JOURNAL = "journal"


@dataclass(frozen=True)
class Due:
    """One kind of one year that is out of its term: `rows` as they stand now, never none. Erasing changes just these."""

    year: Expired
    kind: Kind
    rule: Rule
    count: int = 0

    @property
    def campaign(self) -> Campaign:
        return self.year.campaign

    @property
    def rows(self) -> QuerySet:
        return self.kind.rows(self.year)

    def names(self) -> list[str]:
        return sorted(set(self.rows.values_list(self.kind.name, flat=True)))


def out_of_term(ward: Organization, rules: Sequence[Rule] = RULES) -> list[Due]:
    """Everything that may go, the oldest year first. About 25 queries a year that is out of its term."""
    closed = list(Campaign.objects.filter(ward=ward, stage=CampaignStage.CLOSED).order_by("-year"))
    found = []
    for rule in rules:
        years = tuple(closed[rule.years :]) if rule.years is not None else ()
        found += [Due(Expired(year, years), kind, rule) for year in years for kind in _kinds_of(rule, year == years[0])]
    found.sort(key=lambda due: due.campaign.year)
    counted = [replace(due, count=due.rows.count()) for due in found]
    return [due for due in counted if due.count]


def _kinds_of(rule: Rule, newest: bool) -> tuple[Kind, ...]:
    if rule.code == TEXTS:
        return (*KINDS, _UPLOADS)
    if rule.code == HISTORY:
        return (_JOURNAL, *(_PEOPLE if newest else ()))
    return ()


def _window(campaign: Campaign) -> tuple[datetime | None, datetime | None]:
    """From the opening of a year to that of the next one; no beginning for the first one of the ward."""
    years = Campaign.objects.filter(ward=campaign.ward_id, opened_at__isnull=False).order_by("year")
    following = years.filter(year__gt=campaign.year).first()
    first = not years.filter(year__lt=campaign.year).exists()
    return None if first else campaign.opened_at, following.opened_at if following else campaign.opened_at


def _within(campaign: Campaign, field: str) -> Q:
    since, until = _window(campaign)
    return Q(**{f"{field}__lt": until}) & (Q(**{f"{field}__gte": since}) if since else Q())


def _journal_texts(year: Expired) -> QuerySet[JournalText]:
    chained = JournalText.objects.filter(entry__ward_code=year.campaign.ward.code, entry__number__isnull=False)
    return chained.filter(_within(year.campaign, "entry__at"))


def _uploads(year: Expired) -> QuerySet[WorkbookUpload]:
    held = WorkbookUpload.objects.filter(_within(year.campaign, "at"), ward=year.campaign.ward_id)
    return held.filter(~Q(content=b"") | Q(checked__isnull=False))


def _gone(year: Expired) -> QuerySet[Member]:
    """Who had left by the end of this year and appears in none after it."""
    campaign = year.campaign
    later = Review.everyone.filter(member=OuterRef("pk"), campaign__year__gt=campaign.year)
    return Member.objects.filter(~Exists(later), ward=campaign.ward_id, left_on__lte=campaign.grading_date)


_UPLOADS = Kind("uploads", _("workbooks taken in"), _uploads, {"content": b"", "checked": None}, "filename")
_JOURNAL = Kind(JOURNAL, _("texts of journal entries"), _journal_texts, None, "object_name")
_PEOPLE = (
    Kind(
        "people",
        _("details of people who left"),
        lambda year: _gone(year).exclude(**_DETAILS),
        _DETAILS | {"decided_fields": []},
        "full_name",
    ),
    Kind(
        "year_records",
        _("year facts of people who left"),
        lambda year: YearRecord.objects.filter(member__in=_gone(year)),
        None,
        "member__full_name",
    ),
    Kind(
        "invitations",
        _("invitations of people who left"),
        lambda year: Invitation.objects.filter(member__in=_gone(year)),
        None,
        "member__full_name",
    ),
    Kind(
        "addresses",
        _("e-mail addresses of people who left"),
        lambda year: Account.objects.filter(member__in=_gone(year)).exclude(email=""),
        {"email": ""},
        "member__full_name",
    ),
)
