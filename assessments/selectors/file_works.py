"""What waits for a secretary: one line for each file of the own cells and collectives, and what the file asks next; and
for a member who writes the own review."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import PlanningReview, ReviewFile
from assessments.selectors.cell_progress import Progress, progress_of
from assessments.selectors.cell_tasks import next_task, tasks_of
from assessments.selectors.invitations import invited_rows
from assessments.selectors.own_files import OwnFile, own_files
from assessments.selectors.own_reviews import own_years
from assessments.selectors.planning import PlanningRow
from assessments.selectors.remedies import subjects_of
from assessments.selectors.works import Work
from assessments.workflow import CampaignStage, Stage
from cells import clock
from cells.access import Access
from cells.roles import Role


def file_works(access: Access, on: date, *, besides: ReviewFile | None = None) -> list[Work]:
    """`besides`: a file whose own page the account is led to, so that it need not be named. Of each cell and collective
    the newest open year asks; an older one only while it was sent back. The number of queries depends on the years."""
    files = [own for own in _asking(own_files(access)) if besides is None or own.file.pk != besides.pk]
    if not files:
        return []
    rows = [own.file for own in files]
    progress = progress_of(rows)
    filed = {planning.file_id: planning for planning in PlanningReview.objects.filter(file__in=rows)}
    works = []
    for own in files:
        works += _of_file(own, progress[own.file.pk], filed.get(own.file.pk), on)
    return [*works, *_links_not_opened(rows), *_overdue(rows, on)]


def own_review_works(access: Access, on: date) -> list[Work]:
    """For a member: the own self-critique until it is submitted."""
    works = []
    for own in own_years(access) if Role.MEMBER in access.roles() else []:
        if own.is_running and own.is_writable and not own.is_submitted:
            late = own.due_on is not None and own.due_on < on
            what = _("Write and submit your own self-critique of %(year)s") % {"year": own.review.campaign.year}
            url = reverse("assessments:critique_edit", args=[own.review.pk])
            works.append(Work(what, url, own.due_on if late else None, overdue=late))
    return works


def _asking(files: list[OwnFile]) -> Iterator[OwnFile]:
    seen: set[tuple[int | None, int | None]] = set()
    for own in files:  # newest year first
        unit = (own.file.cell_id, own.file.collective_id)
        is_open = own.file.campaign.stage == CampaignStage.OPEN
        if is_open and (unit not in seen or own.file.stage == Stage.RETURNED):
            yield own
        if own.file.campaign.stage != CampaignStage.PREPARING:
            seen.add(unit)


def _of_file(own: OwnFile, progress: Progress, planning: PlanningReview | None, on: date) -> Iterator[Work]:
    file, since = own.file, timezone.localdate(own.file.stage_since)
    name = {"file": file.name, "year": file.campaign.year}
    if file.is_writable:
        late = own.due_on is not None and own.due_on < on
        yield Work(
            _to_write(file, progress, name), _page("cell_home", file), own.due_on if late else since, overdue=late
        )
        return
    if progress.unplanned:
        what = ngettext(
            "%(file)s %(year)s: write the remediation plan of %(count)d subject",
            "%(file)s %(year)s: write the remediation plans of %(count)d subjects",
            len(progress.unplanned),
        )
        yield Work(what % {**name, "count": len(progress.unplanned)}, _page("file_remedies", file), since)
    row = PlanningRow(file, planning, None)
    if row.is_due and (not row.is_filed or row.is_outdated):
        yield Work(_("%(file)s %(year)s: file the review of the planning") % name, _page("planning_file", file), since)


def _to_write(file: ReviewFile, progress: Progress, name: dict) -> str:
    task = next_task(tasks_of(file, progress))
    if file.stage == Stage.RETURNED:
        return _("%(file)s %(year)s: returned, to be mended and sent again") % name
    if task is None or task.key == "send":
        return _("%(file)s %(year)s: check and send") % name
    if task.left > 0:
        return _("%(file)s %(year)s: go on with “%(task)s”, %(left)s left") % {
            **name, "task": task.label, "left": task.left,
        }  # fmt: skip
    return _("%(file)s %(year)s: go on with “%(task)s”") % {**name, "task": task.label}


def _links_not_opened(files: list[ReviewFile]) -> Iterator[Work]:
    """Members invited to write themselves whose link ran out; the list asks the same. Four queries a cell's file, of
    which a secretary has few."""
    for file in files:
        lost = (
            [row for row in invited_rows(file, clock.now()) if row.is_lost] if file.cell_id and file.is_writable else []
        )
        if lost:
            what = ngettext(
                "%(file)s %(year)s: %(count)d member has not opened the link in time",
                "%(file)s %(year)s: %(count)d members have not opened the link in time",
                len(lost),
            )
            words = what % {"file": file.name, "year": file.campaign.year, "count": len(lost)}
            since = min(timezone.localdate(row.invitation.expires_at) for row in lost)
            yield Work(words, _page("invitations", file) + "?state=expired", since)


def _overdue(files: list[ReviewFile], on: date) -> Iterator[Work]:
    """Measures of the own plans whose day has passed."""
    for campaign in {file.campaign_id: file.campaign for file in files}.values():
        late: dict[int, list[date]] = {}
        for subject in subjects_of(campaign):
            for measure in subject.overdue(on):
                late.setdefault(subject.review.file_id, []).append(measure.due_on)
        for file in files:
            if file.campaign_id == campaign.pk and (days := late.get(file.pk)):
                what = ngettext(
                    "%(file)s %(year)s: %(count)d measure of the remediation plan is overdue",
                    "%(file)s %(year)s: %(count)d measures of the remediation plan are overdue",
                    len(days),
                )
                words = what % {"file": file.name, "year": campaign.year, "count": len(days)}
                yield Work(words, _page("file_remedies", file), min(days), overdue=True)


def _page(name: str, file: ReviewFile) -> str:
    return reverse(f"assessments:{name}", args=[file.pk])
