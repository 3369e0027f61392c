"""What the stages of a year still wait for, until when, and whose it is to do. Units and counts alone: nothing here names
a reviewed person, tells a grade or quotes a text, because what stands here leaves by e-mail."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.models import Campaign, Review, ReviewFile, ReviewHint
from assessments.models.fields import STAGE_LABELS
from assessments.selectors.board import due_days
from assessments.selectors.hints import ISSUED, HintRow, with_points
from assessments.selectors.papers import standing_reports
from assessments.selectors.planning import ward_planning
from assessments.selectors.remedies import subjects_of
from assessments.selectors.reminder_people import Holders
from assessments.selectors.standings import Standings
from assessments.workflow import WRITABLE, CampaignStage, Stage, SubjectKind
from cells.models import Account

#: Code of a stage → its name, in the order of the year.
REMINDED_STAGES = {
    "own_reviews": gettext_lazy("Members' own self-critiques"),
    "hints": gettext_lazy("Answers to review hints"),
    "files": gettext_lazy("Files to be sent"),
    "returned": gettext_lazy("Returned files to be sent again"),
    "office": gettext_lazy("Files to be checked by the office"),
    "district": gettext_lazy("Decision, release and report"),
    "planning": gettext_lazy("Planning reviews"),
    "remedies": gettext_lazy("Measures of remediation plans"),
}
#: A measure is reminded of from so many days before its day.
SOON = timedelta(days=14)
_WITH_COMMITTEE = (Stage.ACCEPTED, Stage.DECIDED)
_THROUGH = (Stage.DECIDED, Stage.RELEASED)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something not done. `key` names it for good: what was reminded of is open while its key still stands here.
    `due_on` None: no day is set for it. `accounts` empty: there is nobody to remind."""

    key: str
    file_id: int | None
    name: str
    what: str
    due_on: date | None
    url: str
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class Spared:
    """Who or what is not reminded, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class StageLeft:
    """One stage as it stands. `due_on`: its day; with many days the earliest that is not done; None: none is set."""

    code: str
    due_on: date | None
    things: list[Thing]
    spared: list[Spared] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(REMINDED_STAGES[self.code])

    @property
    def is_done(self) -> bool:
        return not self.things

    @cached_property
    def recipients(self) -> list[tuple[Account, list[Thing]]]:
        """Each account once with what is left to it, by name."""
        accounts, things = {}, defaultdict(list)
        for thing in self.things:
            for account in thing.accounts:
                accounts[account.pk] = account
                things[account.pk].append(thing)
        ordered = sorted(accounts.values(), key=lambda one: (one.display_name, one.pk))
        return [(account, things[account.pk]) for account in ordered]

    @property
    def orphans(self) -> list[Thing]:
        return [thing for thing in self.things if not thing.accounts]

    @property
    def days(self) -> list[date]:
        """The days of what is not done, earliest first."""
        return sorted({thing.due_on for thing in self.things if thing.due_on})


def stages_of(campaign: Campaign) -> tuple[str, ...]:
    """The stages of which something can be left: all while the year is open, afterwards its plans alone."""
    if campaign.stage == CampaignStage.OPEN:
        return tuple(REMINDED_STAGES)
    return ("remedies",) if campaign.stage == CampaignStage.CLOSED else ()


class YearLeft:
    """One year on one day, each table read once, whatever the ward's size: at most 17 queries for all stages."""

    def __init__(self, campaign: Campaign, on: date) -> None:
        self.campaign, self.on = campaign, on

    def all(self) -> list[StageLeft]:
        return [self.of(code) for code in stages_of(self.campaign)]

    def of(self, code: str) -> StageLeft:
        """Nothing is left of a stage that this year does not have now. KeyError for an unknown code."""
        read = _READERS[code]
        return read(self) if code in stages_of(self.campaign) else StageLeft(code, None, [])

    @cached_property
    def files(self) -> dict[int, ReviewFile]:
        files = ReviewFile.objects.filter(campaign=self.campaign).order_by("position", "code", "pk")
        joined = files.select_related("campaign", "cell", "collective__organization")
        return {file.pk: file for file in joined}

    @cached_property
    def due(self) -> dict[int, date | None]:
        return due_days(list(self.files.values()))

    @cached_property
    def holders(self) -> Holders:
        return Holders(self.campaign.ward_id, self.on)

    def own_reviews(self) -> StageLeft:
        """Members with a PIN whose critique is not submitted while the cell still has the file."""
        things, spared = [], []
        writers, standing = self.holders.writers, Standings(self.campaign)
        reviews = Review.objects.filter(campaign=self.campaign, kind=SubjectKind.MEMBER, member__in=writers)
        for review in reviews.select_related("critique").order_by("sort_key", "code"):
            file, account = self.files.get(review.file_id), writers[review.member_id]
            if file is None or not file.is_writable or standing.no_review(review.kind, review.facts) is not None:
                continue
            critique = getattr(review, "critique", None)
            if critique is not None and critique.is_submitted:
                spared.append(Spared(account.display_name, _("submitted")))
                continue
            what, url = (
                _("your own self-critique is not submitted"),
                reverse("assessments:critique_edit", args=[review.pk]),
            )
            things.append(Thing(f"review:{review.pk}", file.pk, file.name, what, self.due[file.pk], url, (account,)))
        return StageLeft("own_reviews", _first_day(things) or self.campaign.cell_deadline, things, spared)

    def hints(self) -> StageLeft:
        """Issued hints with a point unanswered while the cell side may write; told by document and count alone."""
        issued = ReviewHint.objects.filter(state=ISSUED, review__campaign=self.campaign, review__left_on__isnull=True)
        things, spared = [], []
        for row in with_points(issued.filter(review__file__isnull=False)):
            file = self.files[row.hint.review.file_id]
            if row.is_open and file.is_writable:
                things += self._hint(row, file)
            elif not row.is_open:
                spared.append(Spared(file.name, _("hint %(number)s is answered") % {"number": row.hint.number}))
        return StageLeft("hints", _first_day(things), things, spared)

    def _hint(self, row: HintRow, file: ReviewFile) -> list[Thing]:
        """For the file's secretaries, and for the person the hint is to who writes with a PIN."""
        left = row.total - row.answered
        what = ngettext(
            "review hint %(number)s: %(count)d point is not answered",
            "review hint %(number)s: %(count)d points are not answered",
            left,
        ) % {"number": row.hint.number, "count": left}
        url = reverse("assessments:file_hints", args=[file.pk])
        things = [
            Thing(f"hint:{row.hint.pk}", file.pk, file.name, what, row.hint.due_on, url, self.holders.of_file(file))
        ]
        if writer := self.holders.writers.get(row.hint.review.member_id):
            url = reverse("assessments:critique_edit", args=[row.hint.review_id])
            things.append(Thing(f"own_hint:{row.hint.pk}", file.pk, file.name, what, row.hint.due_on, url, (writer,)))
        return things

    def sending(self) -> StageLeft:
        things, spared = [], []
        for file in self.files.values():
            if file.stage == Stage.COLLECTING:
                things.append(self._file(file, _("the file is not sent"), "cell_home", self.holders.of_file(file)))
            else:
                spared.append(_by_stage(file))
        return StageLeft("files", self.campaign.cell_deadline, things, spared)

    def returned(self) -> StageLeft:
        what = _("the file was returned and is not sent again")
        things = [
            self._file(file, what, "cell_home", self.holders.of_file(file))
            for file in self.files.values()
            if file.stage == Stage.RETURNED
        ]
        return StageLeft("returned", _first_day(things), things)

    def office(self) -> StageLeft:
        things, spared = [], []
        for file in self.files.values():
            if file.stage == Stage.SUBMITTED:
                things.append(self._file(file, _("the file is to be checked"), "file_detail", self.holders.office))
            else:
                spared.append(_by_stage(file))
        return StageLeft("office", self.campaign.office_deadline, things, spared)

    def district(self) -> StageLeft:
        """Decision and release are the committee's, the report is the office's once everything is decided."""
        things, spared = [], []
        for file in self.files.values():
            if file.stage not in _WITH_COMMITTEE:
                spared.append(_by_stage(file))
            elif file.stage == Stage.ACCEPTED:
                things.append(
                    self._file(file, _("the grades are to be decided"), "file_detail", self.holders.committee)
                )
            else:
                what = _("the results are to be released")
                things.append(self._file(file, what, "file_detail", self.holders.committee))
        if self.files and all(file.stage in _THROUGH for file in self.files.values()) and not self._is_reported():
            url = reverse("assessments:paper_list", args=[self.campaign.pk])
            what, ward = _("the summary report is to be issued"), self.campaign.ward.name
            day = self.campaign.district_deadline
            things.append(Thing(f"report:{self.campaign.pk}", None, ward, what, day, url, self.holders.office))
        return StageLeft("district", self.campaign.district_deadline, things, spared)

    def _is_reported(self) -> bool:
        return standing_reports().filter(campaign=self.campaign).exists()

    def planning(self) -> StageLeft:
        """After the release (rules G5). No day is set for it anywhere: the office names one with its reminder."""
        things, spared = [], []
        for row in ward_planning(self.campaign).rows:
            file = self.files[row.file.pk]
            if not row.is_due:
                continue
            if row.is_filed and not row.is_outdated:
                spared.append(Spared(file.name, _("filed")))
                continue
            what, url = _("the planning review is not filed"), reverse("assessments:planning_file", args=[file.pk])
            accounts = self.holders.of_file(file)
            things.append(Thing(f"planning:{file.pk}", file.pk, file.name, what, None, url, accounts))
        return StageLeft("planning", None, things, spared)

    def remedies(self) -> StageLeft:
        """Measures whose day has passed or is near: a line for each file and day."""
        counts: dict[tuple[int | None, str, date], int] = defaultdict(int)
        for subject in subjects_of(self.campaign):
            file = self.files.get(subject.review.file_id)
            name = file.name if file else self.campaign.ward.name
            for row in subject.rows:
                for measure in row.followed:
                    if measure.done_on is None and measure.due_on <= self.on + SOON:
                        counts[subject.review.file_id, name, measure.due_on] += 1
        things = [self._measures(*place, count) for place, count in counts.items()]
        return StageLeft("remedies", _first_day(things), things)

    def _measures(self, file_id: int | None, name: str, day: date, count: int) -> Thing:
        what = ngettext(
            "%(count)d measure of a remediation plan is not done",
            "%(count)d measures of remediation plans are not done",
            count,
        ) % {"count": count}
        if file_id is None:
            url, accounts = reverse("assessments:ward_remedies", args=[self.campaign.pk]), self.holders.office
        else:
            url = reverse("assessments:file_remedies", args=[file_id])
            accounts = self.holders.of_file(self.files[file_id])
        return Thing(f"measures:{file_id or 0}:{day.isoformat()}", file_id, name, what, day, url, accounts)

    def _file(self, file: ReviewFile, what: str, page: str, accounts: tuple[Account, ...]) -> Thing:
        """The day is the cell side's own while it has the file, else the one of the body that has it."""
        deadlines = {Stage.SUBMITTED: self.campaign.office_deadline}
        later = deadlines.get(Stage(file.stage), self.campaign.district_deadline)
        day = self.due[file.pk] if file.stage in WRITABLE else later
        return Thing(
            f"file:{file.pk}:{file.stage}:{file.round}",
            file.pk,
            file.name,
            what,
            day,
            reverse(f"assessments:{page}", args=[file.pk]),
            accounts,
        )


_READERS = {
    "own_reviews": YearLeft.own_reviews,
    "hints": YearLeft.hints,
    "files": YearLeft.sending,
    "returned": YearLeft.returned,
    "office": YearLeft.office,
    "district": YearLeft.district,
    "planning": YearLeft.planning,
    "remedies": YearLeft.remedies,
}


def _first_day(things: list[Thing]) -> date | None:
    return min((thing.due_on for thing in things if thing.due_on), default=None)


def _by_stage(file: ReviewFile) -> Spared:
    return Spared(file.name, str(STAGE_LABELS[Stage(file.stage)]))
