"""Long work in tests: an open year, a kind of work whose steps a test holds in its hand."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from assessments.models import Campaign, Job
from assessments.reports.catalogue import Keep
from assessments.reports.jobs import kinds
from assessments.reports.jobs.kinds import ZIP, JobKind, Reach
from assessments.reports.jobs.places import Place
from assessments.services import jobs
from tests import factories as make


def kind_of_steps(monkeypatch, step: Callable[[int], None] = lambda number: None, total: int = 3) -> JobKind:
    """A kind of its own: writes a line a step; `step(n)` happens before the n-th."""

    def write(place: Place, out: BinaryIO, _keep: Keep) -> Iterator[None]:
        for number in range(1, total + 1):
            step(number)
            out.write(f"{number}\n".encode())
            yield

    kind = JobKind("counting", "Đếm", "Ba dòng", Reach.WARD, lambda place: total, write, ZIP)
    monkeypatch.setitem(kinds.KINDS, kind.code, kind)
    return kind


class OpenYear:
    """Nobody in it: what the worker makes is the test's."""

    def __init__(self):
        self.ward = make.make_ward()
        self.office = make.make_account("vanphong", "office", self.ward, display_name="Văn phòng")
        self.committee = make.make_account("thuongvu1", "committee", self.ward, display_name="Thường vụ Một")
        self.campaign = make.make_campaign(self.ward, self.office)
        Campaign.objects.filter(pk=self.campaign.pk).update(stage="open")


def asked(sitting, kind: JobKind, by=None, **more) -> Job:
    job, is_new = jobs.ask_for(
        by=by or sitting.office, campaign_id=sitting.campaign.pk, kind=kind, on=make.TODAY, **more
    )
    assert is_new
    return job


def written(job: Job) -> bytes:
    job.refresh_from_db()
    return Path(job.result.path).read_bytes()


def on_disk() -> list[str]:
    """Names of everything that lies in the folder of results."""
    folder = Path(settings.MEDIA_ROOT) / "jobs"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
