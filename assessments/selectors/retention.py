"""What of a ward's past years is out of its term: counted without a change, by year and kind."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import Campaign, Review
from assessments.selectors.retention_rules import HISTORY, KINDS, RULE_BY_CODE, RULES, TEXTS, Expired, Kind, Rule
from assessments.workflow import CampaignStage
from cells.models import Account, Invitation, JournalText, Member, Organization, WorkbookUpload, YearRecord
from cells.vocabulary import OrganizationKind

#: What a person's row says beyond code, name and the days that grades rest on.
DETAILS = {
    "gender": "", "born_on": None, "ethnicity": "", "card_number": "", "position": "", "note": "", "arrived_from": "",
    "left_reason": "",
}  # fmt: skip
JOURNAL, PEOPLE = "journal", "people"
JOURNAL_TEXTS = _("texts of journal entries")


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


@dataclass(frozen=True)
class LooseDue:
    """Texts of one chain of the journal that is no ward's here, of before a day. No review year is theirs: calendar years
    count."""

    ward_code: str
    before: date
    rule: Rule
    count: int = 0

    @property
    def rows(self) -> QuerySet[JournalText]:
        return _loose(self.before).filter(entry__ward_code=self.ward_code)

    def names(self) -> list[str]:
        return sorted(set(self.rows.exclude(object_name="").values_list("object_name", flat=True)))


def loose_out_of_term(on: date) -> list[LooseDue]:
    """Entries of deeds that belong to no ward (backups, accounts without a mandate), and of wards that only sent their
    reports or keys: out of their term when as many full calendar years lie behind theirs as the rule names review years."""
    rule = RULE_BY_CODE[HISTORY]
    before = date(on.year - rule.years, 1, 1)
    counted = _loose(before).values_list("entry__ward_code").annotate(Count("pk")).order_by("entry__ward_code")
    return [LooseDue(ward_code, before, rule, count) for ward_code, count in counted]


def _loose(before: date) -> QuerySet[JournalText]:
    moment = datetime(before.year, before.month, before.day, tzinfo=timezone.get_current_timezone())
    wards = Organization.objects.filter(kind=OrganizationKind.WARD).values("code")
    chained = JournalText.objects.filter(entry__number__isnull=False, entry__at__lt=moment)
    return chained.exclude(entry__ward_code__in=wards)


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
_JOURNAL = Kind(JOURNAL, JOURNAL_TEXTS, _journal_texts, None, "object_name")
_PEOPLE = (
    Kind(
        PEOPLE,
        _("details of people who left"),
        lambda year: _gone(year).exclude(**DETAILS),
        DETAILS | {"decided_fields": []},
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
