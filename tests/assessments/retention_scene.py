"""A ward over six years, with one row of every kind in each; whatever a person wrote bears the year: `words-2016`."""

import json
from datetime import UTC, date, datetime, time, timedelta

from django.apps import apps
from django.core import serializers
from django.db import connection, transaction

from assessments import models
from assessments.models import Campaign, Review, ReviewFile
from cells import models as ground
from cells.clock import acting_on
from cells.journal import record
from tests import factories as make

YEARS = range(2016, 2022)
_APPS = ("cells", "assessments")


class SixYears:
    """`closed`: the years that are. `people[year]`: somebody who left at the end of that year."""

    def __init__(self, closed=YEARS):
        self.ward = make.make_ward()
        self.cell = make.make_cell(self.ward)
        self.office = make.make_account("vanphong", "office", self.ward, display_name="Văn phòng")
        self.member = make.make_member(self.cell, "Đặng Hoàng Anh")
        self.campaigns, self.people = {}, {}
        former = None
        for year in YEARS:
            with acting_on(date(year, 12, 20)), transaction.atomic():
                self.campaigns[year] = self._campaign(year, "closed" if year in closed else "open")
                former = self._year(self.campaigns[year], former)
                self.people[year] = self._left(year)
                record(
                    by=self.office, action="file.accepted", subject=self.cell, ward_code=self.ward.code,
                    reason=words(year),
                )  # fmt: skip
        chain_up()

    def _campaign(self, year: int, stage: str) -> Campaign:
        campaign = make.make_campaign(self.ward, self.office)
        opened = datetime(year, 12, 1, tzinfo=UTC)
        Campaign.objects.filter(pk=campaign.pk).update(
            year=year, stage=stage, opened_at=opened, opened_by="Văn phòng", review_date=date(year, 12, 15),
            grading_date=date(year, 12, 31), cell_deadline=date(year, 12, 20),
        )  # fmt: skip
        campaign.refresh_from_db()
        return campaign

    def _left(self, year: int):
        person = make.make_member(
            self.cell, f"Người Đi {year}", left_on=date(year, 12, 30), left_reason=words(year), note=words(year)
        )
        ground.YearRecord.objects.create(member=person, year=year, sick_leave_months=3, sick_leave_source=words(year))
        account = make.make_account(f"di{year}", member=person, email=f"words-{year}@p11.lan")
        at = datetime(year, 12, 1, tzinfo=UTC)
        ground.Invitation.objects.create(
            member=person, account=account, token_hash=f"{year}" * 16, made_at=at, made_by=words(year),
            expires_at=at + timedelta(days=1),
        )  # fmt: skip
        campaign = self.campaigns[year]
        Review.objects.create(
            campaign=campaign, kind="member", code=person.code, name=person.full_name, member=person, facts={}
        )
        return person

    def _year(self, campaign: Campaign, former):
        year, at, text = campaign.year, datetime(campaign.year, 12, 20, tzinfo=UTC), words(campaign.year)
        file = ReviewFile.objects.create(
            campaign=campaign,
            cell=self.cell,
            name=self.cell.name,
            code=self.cell.code,
            stage="released",
            stage_since=at,
        )
        review = Review.objects.create(
            campaign=campaign, file=file, kind="member", code=self.member.code, name=self.member.full_name,
            member=self.member, facts={"stays": year},
        )  # fmt: skip
        critique = models.SelfCritique.objects.create(
            review=review, form="02", form_version="2021", self_grade="good", header={"posts": text}, submitted_at=at,
            submitted_by="x", saved_at=at, saved_by="x",
        )  # fmt: skip
        saved = {"saved_by": "x", "saved_at": at}
        done = {"by_name": "x", "at": at}
        models.Answer.objects.create(critique=critique, section="1", text=text, level_self="good", fingerprint="f" * 64)
        models.CritiqueVersion.objects.create(
            critique=critique,
            number=1,
            kind="saved",
            round=1,
            form="02",
            form_version="2021",
            answers={"1": text},
            **done,
        )
        models.Opinion.objects.create(review=review, body="residence", text=text, grade="good", **saved)
        models.CriteriaSheet.objects.create(
            review=review, sheet="03", sheet_version="1", levels={"1": "good"}, comment=text, **saved
        )
        hint = models.ReviewHint.objects.create(
            review=review,
            state="issued",
            number="1",
            dated_on=at,
            issued_at=at,
            issued_by="x",
            drafted_by="x",
            drafted_at=at,
        )
        point = models.HintPoint.objects.create(hint=hint, position=1, text="stays")
        models.HintAnswer.objects.create(point=point, text=text, **saved)
        shortcoming = models.Shortcoming.objects.create(review=review, found_year=year, text=text, **saved)
        models.RemedyMeasure.objects.create(
            shortcoming=shortcoming, measure=text, person=text, due_on=at, result=text, **saved
        )
        if former:
            models.Shortcoming.objects.create(
                review=review, found_year=year - 1, position=1, text=text, carried_from=former, outcome="fixing",
                progress=text, **saved,
            )  # fmt: skip
        models.RemedyNote.objects.create(review=review, text=text, noted_on=at, **done)
        models.Attachment.objects.create(
            file=file, review=review, kind="critique", name=text, content_type="application/pdf", size=3, sha256="x",
            content=text.encode(), **done,
        )  # fmt: skip
        meeting = models.Meeting.objects.create(
            file=file, held_on=at, called=1, present=0, voters_present=0, ballots_issued=0, ballots_collected=0,
            ballots_valid=0, minutes=text, notes={str(review.pk): text}, guests=text, began_at=time(8), **saved,
        )  # fmt: skip
        models.Attendance.objects.create(
            meeting=meeting, member=self.member, present=False, votes=True, absent_reason=text
        )
        models.RoundSnapshot.objects.create(file=file, round=1, content={"text": text}, **done)
        models.FileEvent.objects.create(
            file=file, step="return", from_stage="submitted", to_stage="returned", round=1, note=text,
            section_reasons=[{"section": "people", "text": text}], **done,
        )  # fmt: skip
        download = models.SheetDownload.objects.create(
            file=file, mark=f"m{year}", content={"x": text}, by=self.office, at=at
        )
        models.SheetUpload.objects.create(
            file=file, download=download, filename=text, content=text.encode(), sha256="x", by=self.office, at=at
        )
        batch = models.ReminderBatch.objects.create(
            campaign=campaign, stage="cell", due_on=at, subject="stays", text="stays", drafted_by="x", drafted_at=at
        )
        models.ReminderMessage.objects.create(
            batch=batch, account=self.office, name="Văn phòng", subject="x", text=text, mail_state="none", made_at=at
        )
        models.Trial.objects.create(campaign=campaign, name=text, by_name="x", saved_at=at)
        ground.WorkbookUpload.objects.create(
            ward=self.ward, kind="roster", filename="stays.xlsx", content=text.encode(), sha256="x", by=self.office, at=at,
            checked={"faults": [text]},
        )  # fmt: skip
        models.Grading.objects.create(review=review, step="cell", grade="good", **done)
        models.IssuedPaper.objects.create(
            campaign=campaign, paper="ward_summary", number=str(year), dated_on=at, content=f"stays-{year}".encode(),
            sha256="x", data={}, **done,
        )  # fmt: skip
        return shortcoming


def chain_up() -> None:
    """What a commit does to the journal on PostgreSQL: entries get their numbers."""
    connection.check_constraints()


def words(year: int) -> str:
    return f"words-{year}"


def everything() -> dict[tuple[str, object], str]:
    """(model, id) → the row as text, papers' bytes readable in it."""
    rows = {}
    for model in apps.get_models():
        if model._meta.app_label in _APPS:
            for row in model._base_manager.all():
                told = json.loads(serializers.serialize("json", [row]))[0]["fields"]
                told |= {"content": bytes(row.content).decode()} if isinstance(told.get("content"), str) else {}
                rows[model._meta.label_lower, row.pk] = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return rows
