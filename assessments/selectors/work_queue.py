"""What waits for an account of the ward: one line and one link for each thing, oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Campaign, ReviewFile
from assessments.rules import Severity, rule_set
from assessments.selectors.board import due_days
from assessments.selectors.campaigns import years_with_progress
from assessments.selectors.closing import years_to_close
from assessments.selectors.desk import Desk, desk_of
from assessments.selectors.due_reminders import drafts_to_send
from assessments.selectors.file_works import file_works, own_review_works
from assessments.selectors.hint_works import drafts_to_issue, points_to_answer, reviews_to_follow
from assessments.selectors.office_works import accounts_to_make, answers_overdue, year_behind_its_lists
from assessments.selectors.outside import missing_outside, outside_rows
from assessments.selectors.remedy_tasks import overdue_measures
from assessments.selectors.round_works import drafts_of_orders, plannings_to_sum_up, reports_to_issue_anew
from assessments.selectors.signing import Signing, signing_of
from assessments.selectors.stage_path import Signpost, path_of
from assessments.selectors.works import Work
from assessments.workflow import SIGNING_ORDER, WRITABLE, CampaignStage, GradingStep, Scope, Stage
from cells.access import Access, visible_wards
from cells.models import Account, Member, Organization
from cells.roles import Role


@dataclass(frozen=True)
class YearState:
    """One running year of the ward: how far the path has come, how many files stand where."""

    campaign: Campaign
    path: list[Signpost]
    stages: dict[Stage, int]
    overdue: int


@dataclass(frozen=True)
class WorkQueue:
    works: list[Work]
    years: list[YearState]


def work_for(account: Account, access: Access, on: date) -> WorkQueue:
    """Everything that waits for office or committee. The number of queries depends on the running years alone."""
    works, years = [*_years_to_set_up(access), *drafts_to_issue(account, access), *own_works(access, on)], []
    works += plannings_to_sum_up(access)
    works += reports_to_issue_anew(access)
    works += overdue_measures(access, on)
    works += drafts_to_send(access)
    works += years_to_close(access)
    for campaign in _running(access):
        year = _Year(campaign, account, access, on)
        works += year.works()
        years.append(year.state())
    # Two years may run at once, and what concerns the ward itself is told by both.
    return WorkQueue(sorted(dict.fromkeys(works), key=lambda work: (work.since or date.max, work.what)), years)


def own_works(access: Access, on: date) -> list[Work]:
    """What waits for a person whatever the mandate: the own files and review, points to answer in them, reviews to follow.
    By age, what is overdue first."""
    works = [*points_to_answer(access, on), *reviews_to_follow(access, on), *file_works(access, on)]
    works += own_review_works(access, on)
    return sorted(works, key=lambda work: (not work.overdue, work.since or date.max, work.what))


def _running(access: Access) -> list[Campaign]:
    """Open years with a file that is not released yet, or a report that is not issued."""
    return list(years_with_progress(access).filter(stage=CampaignStage.OPEN, is_finished=False).order_by("year", "pk"))


def _years_to_set_up(access: Access) -> Iterator[Work]:
    """The office opens what it prepared; a ward that has no year needs its roster first, then its first year."""
    wards = list(visible_wards(access, Role.OFFICE))
    years = list(Campaign.objects.filter(ward__in=wards).order_by("year", "pk"))
    without = [ward for ward in wards if not any(year.ward_id == ward.pk for year in years)]
    peopled = set(Member.objects.filter(ward__in=without).values_list("ward_id", flat=True).distinct())
    for ward in without:
        yield _first_year(ward) if ward.pk in peopled else _roster(ward)
    for year in years:
        if year.stage == CampaignStage.PREPARING:
            url = reverse("assessments:campaign_open", args=[year.pk])
            yield Work(_("Check and open the review year %(year)s") % {"year": year.year}, url)


def _roster(ward: Organization) -> Work:
    what = _("Import the roster of %(ward)s: everything else begins with it") % {"ward": ward.name}
    return Work(what, f"{reverse('cells:roster_upload')}?ward={ward.pk}")


def _first_year(ward: Organization) -> Work:
    return Work(
        _("Create the first review year of %(ward)s") % {"ward": ward.name}, reverse("assessments:campaign_new")
    )


class _Year:
    """One open year, read once."""

    def __init__(self, campaign: Campaign, account: Account, access: Access, on: date) -> None:
        self.campaign, self.account, self.access, self.on = campaign, account, access, on
        self.is_office = access.is_office(campaign.ward_id)
        self.is_committee = access.is_committee(campaign.ward_id)
        self.files = list(
            ReviewFile.objects.filter(campaign=campaign).select_related("campaign").order_by("position", "code")
        )
        self.due = due_days(self.files)
        self.desk: Desk = desk_of(campaign)
        self.path = path_of(self.desk)

    def state(self) -> YearState:
        stages = {stage: sum(file.stage == stage for file in self.files) for stage in Stage}
        return YearState(self.campaign, self.path, stages, sum(self._is_overdue(file) for file in self.files))

    def works(self) -> Iterator[Work]:
        if self.is_office:
            yield from self._files()
            yield from self._staged()
            yield from self._grades_of_the_office()
            yield from self._report()
            yield from accounts_to_make(self.campaign, self.on)
            yield from year_behind_its_lists(self.campaign)
            yield from answers_overdue(self.access, self.campaign, self.on)
        if self.is_committee:
            yield from self._weights()
            yield from drafts_of_orders(self.campaign)
            yield from self._decisions()
            yield from self._releases()

    def _is_overdue(self, file: ReviewFile) -> bool:
        due = self.due[file.pk]
        return Stage(file.stage) in WRITABLE and due is not None and due < self.on

    def _files(self) -> Iterator[Work]:
        for file in self.files:
            url, name = reverse("assessments:file_detail", args=[file.pk]), {"name": file.name}
            if file.stage == Stage.SUBMITTED:
                since = timezone.localdate(file.stage_since)
                yield Work(_("Check the file of %(name)s") % name, url, since)
            elif self._is_overdue(file):
                what = _("Remind %(name)s: file not sent")
                if file.stage == Stage.RETURNED:
                    what = _("Remind %(name)s: returned, not sent again")
                yield Work(what % name, url, self.due[file.pk], overdue=True)

    def _staged(self) -> Iterator[Work]:
        staged = [file for file in self.files if file.staged_at]
        if staged:
            what = ngettext("Accept %(count)d file laid aside", "Accept %(count)d files laid aside", len(staged))
            since = min(timezone.localdate(file.staged_at) for file in staged)
            yield Work(what % {"count": len(staged)}, self._page("acceptance"), since)

    def _grades_of_the_office(self) -> Iterator[Work]:
        open_units = [
            row
            for row in self.desk.of(Scope.UNITS)
            if row.is_accepted and not row.is_settled and not row.grades.grade(GradingStep.OFFICE)
        ]
        if open_units:
            what = ngettext(
                "Propose the grade of %(count)d cell or collective",
                "Propose the grades of %(count)d cells and collectives",
                len(open_units),
            )
            since = min((timezone.localdate(row.file.stage_since) for row in open_units if row.file), default=None)
            yield Work(what % {"count": len(open_units)}, self._page("unit_proposals") + "?left=1", since)
        missing = missing_outside(outside_rows(self.campaign))
        if missing:
            what = ngettext(
                "Record %(count)d grade decided elsewhere", "Record %(count)d grades decided elsewhere", len(missing)
            )
            yield Work(
                what % {"count": len(missing)}, self._page("outside_grades") + "?left=1", self.campaign.grading_date
            )

    def _report(self) -> Iterator[Work]:
        post = next(post for post in self.path if post.code == "report")
        if post.is_ready:
            due = self.campaign.district_deadline
            late = due is not None and due < self.on
            yield Work(_("Issue the summary report"), post.url, due if late else None, overdue=late)

    def _weights(self) -> Iterator[Work]:
        if rule_set(self.campaign.rule_set).quotas_issued.value and self.campaign.weights_confirmed_at is None:
            since = timezone.localdate(self.campaign.opened_at)
            yield Work(_("Confirm the quota weights"), self._page("campaign_weights"), since)

    def _decisions(self) -> Iterator[Work]:
        """What the next step of the path asks of the committee."""
        posts = {post.code: post for post in self.path}
        if "quotas" in posts and posts["quotas"].is_ready:
            yield Work(_("Issue the quotas to the cells"), posts["quotas"].url, self._last_signature())
        for scope in SIGNING_ORDER:
            post = posts[scope.value]
            if post.is_ready:
                yield from self._scope(signing_of(self.desk, scope, self.account), post)

    def _scope(self, signing: Signing, post: Signpost) -> Iterator[Work]:
        since = self._oldest_accepted(signing)
        undrafted = [row for row in signing.undrafted if row.is_accepted]
        if undrafted:
            what = ngettext("%(label)s: decide %(count)d grade", "%(label)s: decide %(count)d grades", len(undrafted))
            yield Work(what % {"label": post.label, "count": len(undrafted)}, f"{post.url}?left=1", since)
        if not signing.rows:
            return
        violations = sum(finding.severity is Severity.VIOLATION for finding in signing.blocking)
        if violations:
            what = ngettext(
                "%(label)s: %(count)d violation stops the signature",
                "%(label)s: %(count)d violations stop the signature",
                violations,
            )
            yield Work(what % {"label": post.label, "count": violations}, post.url, since)
        if signing.unreasoned:
            count = len(signing.unreasoned)
            what = ngettext(
                "%(label)s: %(count)d finding needs a reason", "%(label)s: %(count)d findings need a reason", count
            )
            yield Work(what % {"label": post.label, "count": count}, post.url, since)
        if not signing.blocking:
            what = ngettext("%(label)s: sign %(count)d grade", "%(label)s: sign %(count)d grades", len(signing.rows))
            url = reverse("assessments:sign", args=[self.campaign.pk, signing.scope.value])
            yield Work(what % {"label": post.label, "count": len(signing.rows)}, url, since)

    def _releases(self) -> Iterator[Work]:
        decided = [file for file in self.files if file.stage == Stage.DECIDED]
        if decided:
            what = ngettext(
                "Release the results of %(count)d file", "Release the results of %(count)d files", len(decided)
            )
            since = min(timezone.localdate(file.stage_since) for file in decided)
            yield Work(what % {"count": len(decided)}, self._page("release"), since)

    def _oldest_accepted(self, signing: Signing) -> date | None:
        rows = (*signing.rows, *signing.undrafted)
        moments = [timezone.localdate(row.file.stage_since) for row in rows if row.file and row.is_accepted]
        return min(moments, default=None)

    def _last_signature(self) -> date | None:
        gradings = (row.grades.final_grading for row in self.desk.of(Scope.UNITS))
        return max((timezone.localdate(grading.at) for grading in gradings if grading), default=None)

    def _page(self, name: str) -> str:
        return reverse(f"assessments:{name}", args=[self.campaign.pk])
