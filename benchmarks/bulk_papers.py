"""How long papers of a whole ward take in the background, how much memory, how many pages, how large the file.

    python benchmarks/bulk_papers.py                       # 4,000 members in 100 cells
    python benchmarks/bulk_papers.py 1000 ballot_papers    # one size, one kind

The ward is invented: every member handed in a self-critique of a page of text, was graded, and the results are out. Each
kind runs as the worker runs it, to its end, in a process of its own begun cold (`job_work.run`). Seconds are those of the
clock, beside them those of the processor, which tell the same on a machine that does other things too; memory is the
largest resident set. `RESTART=1` kills each half-way, and measures the try that goes on from there as well.
"""

# ruff: noqa: T201 -- a command line: it prints its table

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
KINDS = ("critiques_submitted", "forms_prefilled", "result_notices", "ballot_papers", "explanations", "year_data")
MEMBERS_A_CELL = 40
_BEGUN = time.time()
_SAID = (
    "Trong năm đã chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước; thực hiện đầy đủ nhiệm vụ được chi bộ phân "
    "công, tham gia sinh hoạt đều, đóng góp ý kiến xây dựng nghị quyết; còn hạn chế trong việc vận động nhân dân. "
)


def main(members: int, kinds: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PORTAL_VAR": folder, "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3"}

        def step(*words: str) -> str:
            command = [sys.executable, __file__, "--step", *words]
            return subprocess.run(
                command, env=environment, check=True, stdout=subprocess.PIPE, text=True
            ).stdout.strip()

        print(f"The ward was made: {step('ward', str(members))} s.\n", flush=True)
        print("| members | kind | seconds | of the processor | peak MB | files | pages | kB |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
        for kind in kinds:
            for how in ["killed", "again"] if os.environ.get("RESTART") else ["whole"]:
                name = kind if how == "whole" else f"{kind}, {how}"
                print(f"| {members:,} | {name} | {step(kind, how)} |", flush=True)


def _spent() -> str:
    """Since the process began."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{time.time() - _BEGUN:.0f} | {time.process_time():.0f} | {peak:,}"


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "review_portal.settings")
    import django  # noqa: PLC0415

    django.setup()


def make_ward(members: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    from django.db import transaction  # noqa: PLC0415

    from assessments.models import Review, ReviewFile  # noqa: PLC0415
    from assessments.workflow import Stage, SubjectKind  # noqa: PLC0415
    from cells.models import Member, WardProfile  # noqa: PLC0415
    from tests import factories as make  # noqa: PLC0415

    with transaction.atomic():
        ward = make.make_ward()
        WardProfile.objects.get_or_create(ward=ward)
        people = []
        for number in range(members // MEMBERS_A_CELL):
            cell = make.make_cell(ward, f"KP{number + 1:03d}", f"Chi bộ Khu phố {number + 1}")
            people += [_person(ward, cell, number * MEMBERS_A_CELL + place) for place in range(MEMBERS_A_CELL)]
        Member.objects.bulk_create(people)
        campaign = make.make_open_campaign(ward)
        reviews = list(Review.objects.filter(campaign=campaign, kind=SubjectKind.MEMBER).select_related("campaign"))
        _critiques(reviews)
        _grades(campaign, reviews)
        ReviewFile.objects.filter(campaign=campaign).update(stage=Stage.RELEASED)
    print(f"{time.time() - _BEGUN:.0f}")


def _person(ward, cell, number: int):
    from datetime import date  # noqa: PLC0415

    from cells.models import Member  # noqa: PLC0415

    return Member(
        ward=ward, cell=cell, code=f"M{number:04d}", full_name=f"Nguyễn Văn An {number}", gender="male",
        born_on=date(1960, 1, 1), admitted_on=date(1990, 5, 19), official_on=date(1991, 5, 19),
        card_number=f"79.{number:06d}", status="active",
    )  # fmt: skip


def _critiques(reviews: list) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from assessments.models import SelfCritique  # noqa: PLC0415
    from assessments.models.self_critique import Answer  # noqa: PLC0415
    from assessments.review_forms import form_for  # noqa: PLC0415

    now, form = timezone.now(), form_for("member", {}, rule_set=reviews[0].campaign.rule_set)
    kept = {"saved_at": now, "saved_by": "x", "submitted_at": now, "submitted_by": "x", "self_grade": "good"}
    written = [SelfCritique(review=review, form=form.code, form_version=form.version, **kept) for review in reviews]
    SelfCritique.objects.bulk_create(written)
    rated = {section.key for section in form.rated}
    Answer.objects.bulk_create(
        (
            Answer(
                critique=critique,
                section=section.key,
                text=f"{critique.review.name}: {_SAID * 2}",
                level_self="good" if section.key in rated else "",
            )
            for critique in written
            for section in form.sections
        ),
        batch_size=2000,
    )


def _grades(campaign, reviews: list) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from assessments.models import CheckRun, Decision, Grading  # noqa: PLC0415

    now = timezone.now()
    run = CheckRun.objects.create(
        campaign=campaign, purpose="benchmark", rule_set=campaign.rule_set, dossier={}, answer={}, by_name="x", at=now
    )
    decision = Decision.objects.create(
        campaign=campaign, scope="people", number="05-QĐ/ĐU", signed_on=campaign.grading_date, signed_by="x",
        deciding_body="Ban Thường vụ", check_run=run, rows=len(reviews), at=now,
    )  # fmt: skip
    kept = {"grade": "good", "by_name": "x", "at": now}
    Grading.objects.bulk_create(
        Grading(review=review, step=step, decision=signed, **kept)
        for review in reviews
        for step, signed in (("cell", None), ("decision", decision))
    )


def run_kind(code: str, how: str) -> None:
    """What the worker does with the job, and what came of it."""
    from django.utils import timezone  # noqa: PLC0415

    from assessments.models import Campaign, Job  # noqa: PLC0415
    from assessments.reports.jobs.kinds import KINDS  # noqa: PLC0415
    from assessments.services import job_work, jobs  # noqa: PLC0415
    from cells.models import Account  # noqa: PLC0415
    from tests.factories import TODAY  # noqa: PLC0415

    office = Account.objects.get(mandates__role="office")
    campaign = Campaign.objects.get()
    job, _is_new = jobs.ask_for(by=office, campaign_id=campaign.pk, kind=KINDS[code], on=TODAY)
    if how == "killed":
        _die_half_way(job)
    if how == "again":
        Job.objects.filter(pk=job.pk).update(seen_at=timezone.now() - 2 * job_work.STALE)
        job_work.take_up_lost()
    state = job_work.run(job.pk)
    job.refresh_from_db()
    if state != "done":
        raise SystemExit(f"{code}: {state} {job.error}")
    spent = _spent()
    print(f"{spent} | {_measure_of(Path(job.result.path))}")


def _die_half_way(job) -> None:
    """As SIGKILL does it: nothing of the process runs any more."""
    from assessments.services import job_files  # noqa: PLC0415

    half = job.total // 2
    asked = job_files.ask_for_room

    def ask_for_room() -> None:
        job.refresh_from_db()
        if job.done >= half:
            print(f"{_spent()} | {job.done} of {job.total} | – | –", flush=True)
            os._exit(0)
        asked()

    job_files.ask_for_room = ask_for_room


def _measure_of(result: Path) -> str:
    import pikepdf  # noqa: PLC0415

    size = f"{result.stat().st_size // 1024:,}"
    if result.read_bytes()[:2] != b"PK":
        return f"1 | – | {size}"
    pages = 0
    with ZipFile(result) as archive:
        names = archive.namelist()
        for name in names:
            if name.endswith(".pdf"):
                with pikepdf.open(io.BytesIO(archive.read(name))) as paper:
                    pages += len(paper.pages)
    return f"{len(names)} | {pages:,} | {size}" if pages else f"{len(names)} | – | {size}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        _set_up()
        make_ward(int(sys.argv[3])) if sys.argv[2] == "ward" else run_kind(*sys.argv[2:])
    else:
        main(int((sys.argv[1:] or ["4000"])[0]), sys.argv[2:] or list(KINDS))
