"""The fictional ward from its roster to the middle of this year's review, told through the services."""

from dataclasses import asdict
from datetime import date
from random import Random

from assessments.models import Campaign, ReviewFile
from assessments.review_forms import SPECIAL_TOPICS_2021
from assessments.rules import rule_set_for_year
from assessments.sample.collective_texts import CollectiveWriter
from assessments.sample.committee_story import CommitteeStory
from assessments.sample.file_story import FileStory
from assessments.sample.ground import BEGINNING, Ground, make_ground
from assessments.sample.person_texts import Writer
from assessments.sample.targets import EXCELLENT, FULFILLED, GOOD, Aim
from assessments.sample.year_facts import record_facts
from assessments.services import campaigns
from cells import clock
from cells.models import Account
from cells.vocabulary import CellKind

STAGES = ("roster", "reviews", "proposals", "decided")
LAST_YEAR, THIS_YEAR = 2020, 2021
#: Every so many-th cell is excellent, every so many-th only fulfilled.
_EXCELLENT_EVERY, _FULFILLED_EVERY = 7, 11
#: This cell is put forward as excellent though so many of its hundred are only fulfilled: a needs-reason waits (B5).
_UNEARNED, _TOO_FEW_GOOD = 5, 30


def tell(workbook: bytes, stage: str, seed: int) -> Ground:
    """Make the ward with last year decided and this year at `stage`. Raises Refused as the services do."""
    random = Random(seed)
    with clock.acting_on(BEGINNING):
        ground = make_ground(workbook, random, BEGINNING)
    _last_year(ground, random)
    _this_year(ground, stage, random)
    return ground


def _open(ground: Ground, year: int, opened_on: date, **values) -> Campaign:
    weights = rule_set_for_year(year).quota_weights.value
    with clock.acting_on(opened_on):
        campaign = campaigns.create_campaign(
            by=ground.office,
            ward_id=ground.ward.pk,
            values={
                "year": year,
                "quota_weights": asdict(weights),
                **values,
            },
            on=opened_on,
        )
        return campaigns.open_campaign(by=ground.office, campaign_id=campaign.pk, on=opened_on)


def _stories(ground: Ground, campaign: Campaign, random: Random, lean: int = 0) -> list[FileStory]:
    people, bodies = Writer(random, campaign.year), CollectiveWriter(random, campaign.year)
    stories = []
    for number, file in enumerate(campaign.files.select_related("cell").order_by("position"), start=1):
        grade = GOOD
        if file.cell_id and number % _EXCELLENT_EVERY == 2:
            grade = EXCELLENT
        elif file.cell_id and number % _FULFILLED_EVERY == 9 and file.cell.cell_kind == CellKind.NEIGHBOURHOOD:
            grade = FULFILLED
        few = _TOO_FEW_GOOD if lean and number == _UNEARNED else None
        stories.append(
            FileStory(
                campaign,
                file,
                _writer_of(ground, file),
                people,
                bodies,
                random,
                Aim(EXCELLENT if few else grade, lean, few),
            )
        )
    return stories


def _writer_of(ground: Ground, file: ReviewFile) -> Account:
    return ground.secretaries.get(file.cell_id, ground.office)


def _last_year(ground: Ground, random: Random) -> None:
    recorded, meeting, sending, deciding = (
        date(2020, 11, 30),
        date(2020, 12, 12),
        date(2020, 12, 15),
        date(2020, 12, 28),
    )
    with clock.acting_on(recorded):
        record_facts(ground, LAST_YEAR, random, recorded, disciplined=2)
    campaign = _open(
        ground,
        LAST_YEAR,
        date(2020, 12, 1),
        review_date=meeting,
        grading_date=date(2020, 12, 25),
        cell_deadline=date(2020, 12, 18),
    )
    for story in _stories(ground, campaign, random):
        story.confirm(date(2020, 12, 5))
        story.write(date(2020, 12, 10))
        story.meet(meeting, meeting)
        story.send(sending)
    committee = CommitteeStory(ground, campaign)
    committee.accept(committee.with_the_office(), date(2020, 12, 18))
    committee.record_outside(date(2020, 12, 24))
    committee.propose_units(date(2020, 12, 24))
    committee.decide(deciding)
    committee.release(date(2020, 12, 29))
    committee.report("31", date(2020, 12, 30))


def _this_year(ground: Ground, stage: str, random: Random) -> None:
    recorded = date(2021, 12, 3)
    with clock.acting_on(recorded):
        record_facts(ground, THIS_YEAR, random, recorded)
    if stage == "roster":
        return
    campaign = _open(
        ground,
        THIS_YEAR,
        date(2021, 12, 6),
        review_date=date(2021, 12, 20),
        grading_date=date(2022, 1, 8),
        cell_deadline=date(2022, 1, 12),
        office_deadline=date(2022, 1, 20),
        district_deadline=date(2022, 1, 31),
        special_topics=list(SPECIAL_TOPICS_2021),
    )
    stories = _stories(ground, campaign, random, lean=0 if stage == "decided" else 7)
    committee = CommitteeStory(ground, campaign)
    if stage == "reviews":
        for number, story in enumerate(stories):
            story.confirm(date(2021, 12, 10))
            story.write(date(2021, 12, 18), share=(100, 60, 30, 0)[number % 4])
    elif stage == "proposals":
        _halfway(stories, committee)
    else:
        for story in stories:
            _finish(story)
        committee.accept(committee.with_the_office(), date(2022, 1, 5))
        committee.record_outside(date(2022, 1, 6))
        committee.propose_units(date(2022, 1, 6))
        committee.confirm_weights(date(2022, 1, 6))
        committee.decide(date(2022, 1, 9))
        committee.release(date(2022, 1, 10))
        committee.report("4", date(2022, 1, 10))


def _finish(story: FileStory, *, overreach: bool = False) -> None:
    story.confirm(date(2021, 12, 10))
    story.write(date(2021, 12, 18))
    if overreach:
        story.overreach()
    story.meet(date(2021, 12, 20), date(2021, 12, 21))
    story.send(date(2021, 12, 24))


def _halfway(stories: list[FileStory], committee: CommitteeStory) -> None:
    """Work waits for everybody: files in every stage, a violation, needs-reasons, a returned file, an overdue cell."""
    in_progress = [
        story
        for number, story in enumerate(stories)
        if story.file.cell_id and (number == 2 or number % 9 == 8)  # the demo secretary's cell is among them
    ]
    finished = [story for story in stories if story not in in_progress]
    for number, story in enumerate(finished):
        _finish(story, overreach=number == 1)
    for number, story in enumerate(in_progress):
        story.confirm(date(2021, 12, 10))
        story.write(date(2021, 12, 18), share=70 if number == 0 else 35)
    cells = [story.file for story in finished if story.file.cell_id]
    returned, overdue, waiting = cells[5:6], cells[6:7], cells[7:11]
    for file in returned:
        committee.send_back(
            file, "Biên bản chưa ghi ý kiến góp ý cho từng đồng chí.", date(2022, 1, 14), date(2022, 1, 5)
        )
    for file in overdue:
        committee.send_back(
            file, "Báo cáo tập thể chưa nêu nguyên nhân của hạn chế.", date(2022, 1, 7), date(2021, 12, 30)
        )
    kept = {file.pk for file in waiting}
    committee.accept([file for file in committee.with_the_office() if file.pk not in kept], date(2022, 1, 6))
    committee.record_outside(date(2022, 1, 7), leave_out=3)
    committee.propose_units(date(2022, 1, 8))
