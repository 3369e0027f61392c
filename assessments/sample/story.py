"""The fictional ward from its roster to the middle of this year's review, told through the services."""

from dataclasses import asdict
from datetime import date
from enum import StrEnum
from random import Random

from assessments.models import Campaign, ReviewFile
from assessments.review_forms import SPECIAL_TOPICS_2021
from assessments.rules import rule_set_for_year
from assessments.sample.collective_texts import CollectiveWriter
from assessments.sample.committee_story import CommitteeStory
from assessments.sample.file_story import FileStory
from assessments.sample.ground import BEGINNING, Ground, import_roster, make_ground
from assessments.sample.hint_story import HintStory
from assessments.sample.invitation_story import InvitationStory, invite_demo_members
from assessments.sample.late_story import LateStory
from assessments.sample.paper_story import hand_in_paper
from assessments.sample.person_texts import Writer
from assessments.sample.remedy_story import RemedyStory
from assessments.sample.reminder_story import ReminderStory
from assessments.sample.roster import earlier_workbook
from assessments.sample.round_story import RoundStory
from assessments.sample.sheet_story import take_along
from assessments.sample.targets import EXCELLENT, FULFILLED, GOOD, Aim, may_excel, must_fail
from assessments.sample.year_facts import record_facts
from assessments.services import campaigns
from assessments.workflow import SubjectKind
from cells import clock
from cells.models import Account
from cells.vocabulary import CellKind, ManagementLevel

STAGES = ("roster", "reviews", "proposals", "decided")
LAST_YEAR, THIS_YEAR = 2020, 2021
NEW_ROSTER = date(2021, 12, 1)
#: Of the cells (counted from 0): every seventh is excellent, every eleventh, if of a street, only fulfilled.
_EXCELLENT, _FULFILLED = (7, 1), (11, 10)
_FEWEST_FOR_EXCELLENT = 5
#: Halfway, the first plain cell proposes itself as excellent though so many of its hundred are only fulfilled (B5),
#: and one proposes more excellent members than its quota will hold (C3).
_TOO_FEW_GOOD = 30
_OVER_QUOTA, _LEAN = 7, 20
#: Below so many officers of the ward's own level none can be excellent (D1).
_FEWEST_OFFICERS = 5
#: So many cells had shortcomings last year; of the demo secretary's one measure was not done.
_WITH_SHORTCOMINGS, _NEGLECTING = 4, 2


class Part(StrEnum):
    """What a cell plays halfway through the year."""

    ACCEPTED = "accepted"
    LATE = "late"  # accepted when the office has proposed already
    OVERREACH = "overreach"  # accepted with an excellent that the criteria do not bear (B1)
    WRITING = "writing"
    RETURNED = "returned"
    OVERDUE = "overdue"  # returned, and the day named for it has passed
    WAITING = "waiting"  # sent, not looked at yet


#: The first cells' parts; the demo secretary's is the third.
_FIRST_PARTS = (Part.LATE, Part.OVERREACH, Part.WRITING, Part.RETURNED, Part.OVERDUE, Part.WAITING)
_MORE_WAITING = range(9, 12)
#: What lies with the committee, the plainest first.
_DECIDABLE = (Part.ACCEPTED, Part.OVERREACH, Part.LATE)


def _part(number: int) -> Part:
    if number < len(_FIRST_PARTS):
        return _FIRST_PARTS[number]
    if number % 9 == 8:
        return Part.WRITING
    return Part.WAITING if number in _MORE_WAITING else Part.ACCEPTED


def tell(workbook: bytes, stage: str, seed: int) -> Ground:
    """Make the ward with last year decided and this year at `stage`. Raises Refused as the services do."""
    ground, random = begin(workbook, seed)
    go_on(ground, stage, random)
    return ground


def begin(workbook: bytes, seed: int) -> tuple[Ground, Random]:
    """The first stage, where every other goes on from: last year decided, this year's roster and facts in. With the dice."""
    random = Random(seed)
    with clock.acting_on(BEGINNING):
        ground = make_ground(earlier_workbook(workbook, BEGINNING), random, BEGINNING)
    _last_year(ground, random)
    with clock.acting_on(NEW_ROSTER):
        import_roster(ground, workbook, NEW_ROSTER)
    invite_demo_members(ground, NEW_ROSTER)
    recorded = date(2021, 12, 3)
    with clock.acting_on(recorded):
        record_facts(ground, THIS_YEAR, random, recorded)
    return ground, random


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


def _stories(ground: Ground, campaign: Campaign, random: Random, *, halfway: bool = False) -> list[FileStory]:
    # Their own dice: what people write never changes what happens.
    people = Writer(Random(random.random()), campaign.year)
    bodies = CollectiveWriter(Random(random.random()), campaign.year)
    aims = _aims(ground, campaign, halfway)
    files = campaign.files.select_related("cell").order_by("position")
    return [
        FileStory(campaign, file, _writer_of(ground, file), people, bodies, random, aims[file.pk]) for file in files
    ]


def _aims(ground: Ground, campaign: Campaign, halfway: bool) -> dict[int, Aim]:
    """File id → what its year comes to. A cell with a disciplined member is fulfilled; the first is put forward as good."""
    best = _best_officer(ground, campaign)
    failed = {
        review.file_id
        for review in campaign.reviews.filter(kind=SubjectKind.MEMBER).only("campaign_id", "file_id", "facts")
        if must_fail(review.facts)
    }
    aims, cells = {}, 0
    decidable = []  # with the committee halfway, the plainest first
    for file in campaign.files.select_related("cell").order_by("position"):
        if not file.cell_id:
            aims[file.pk] = Aim(GOOD, best=best)
            continue
        grade = GOOD
        if file.pk in failed:
            is_first = failed.isdisjoint(aims)
            grade = GOOD if is_first else FULFILLED
        elif _is_of(cells, _EXCELLENT) and len(ground.cells) >= _FEWEST_FOR_EXCELLENT:
            grade = EXCELLENT
        elif _is_of(cells, _FULFILLED) and file.cell.cell_kind == CellKind.NEIGHBOURHOOD:
            grade = FULFILLED
        aims[file.pk] = Aim(grade, lean=_LEAN if halfway and cells == _OVER_QUOTA else 0, best=best)
        if grade != FULFILLED and file.pk not in failed and _part(cells) in _DECIDABLE and cells != _OVER_QUOTA:
            decidable.append((_DECIDABLE.index(_part(cells)), cells, file.pk))
        cells += 1
    if halfway and decidable:
        aims[min(decidable)[-1]] = Aim(EXCELLENT, few=_TOO_FEW_GOOD, best=best)
    return aims


def _is_of(number: int, every: tuple[int, int]) -> bool:
    return number % every[0] == every[1]


def _best_officer(ground: Ground, campaign: Campaign) -> str:
    """The first officer of the ward's own level whose employer, if any, finds excellent; blank in a small ward."""
    posts = campaign.reviews.filter(kind=SubjectKind.OFFICER, heads_something=False).order_by("code")
    own = [
        post.facts["member"]
        for post in posts
        if (post.facts["unit"], post.facts["management_level"]) == (ground.ward.code, ManagementLevel.WARD)
    ]
    if len(own) < _FEWEST_OFFICERS:
        return ""
    people = campaign.reviews.filter(kind=SubjectKind.MEMBER, code__in=own).order_by("code")
    return next((person.code for person in people if may_excel(person.facts)), "")


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
        record_facts(ground, LAST_YEAR, random, recorded, one_disciplined_in=280)
    campaign = _open(
        ground,
        LAST_YEAR,
        date(2020, 12, 1),
        review_date=meeting,
        grading_date=date(2020, 12, 25),
        cell_deadline=date(2020, 12, 18),
    )
    stories = _stories(ground, campaign, random)
    for story in stories:
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
    rounds = RoundStory(ground, campaign)
    rounds.regrade("25-QĐ/ĐU", date(2020, 12, 29))
    rounds.plan(stories, "14-TTr/VP", date(2020, 12, 30))
    committee.report("31", date(2020, 12, 30))
    remedies = RemedyStory(ground, campaign)
    own = [story.file.pk for story in stories if story.file.cell_id]
    remedies.found(own[:_WITH_SHORTCOMINGS], date(2020, 12, 31))
    remedies.results(own[_NEGLECTING] if len(own) > _NEGLECTING else None, date(2021, 10, 4))


def go_on(ground: Ground, stage: str, random: Random) -> None:
    """From what `begin` made to `stage` of this year."""
    if stage == "roster":
        return
    campaign = _open(
        ground,
        THIS_YEAR,
        date(2021, 12, 6),
        review_date=date(2021, 12, 20),
        grading_date=date(2022, 1, 10),
        cell_deadline=date(2022, 1, 10),
        office_deadline=date(2022, 1, 14),
        district_deadline=date(2022, 1, 31),
        special_topics=list(SPECIAL_TOPICS_2021),
    )
    stories = _stories(ground, campaign, random, halfway=stage == "proposals")
    remedies = RemedyStory(ground, campaign)
    committee = CommitteeStory(ground, campaign)
    if stage == "reviews":
        for number, story in enumerate(stories):
            story.confirm(date(2021, 12, 10))
            story.write(date(2021, 12, 18), share=(100, 60, 30, 0)[number % 4])
        remedies.assessed([story.file.pk for story in stories], date(2021, 12, 18), partly=True)
    elif stage == "proposals":
        _halfway(stories, committee, HintStory(ground, campaign), remedies)
    else:
        HintStory(ground, campaign).answered([story.file.pk for story in stories if story.file.cell_id])
        for story in stories:
            _finish(story, remedies)
        remedies.planned([story.file.pk for story in stories], date(2021, 12, 27))
        committee.accept(committee.with_the_office(), date(2022, 1, 5))
        committee.record_outside(date(2022, 1, 6))
        committee.propose_units(date(2022, 1, 6))
        committee.confirm_weights(date(2022, 1, 6))
        committee.decide(date(2022, 1, 10))
        committee.release(date(2022, 1, 10))
        committee.report("4", date(2022, 1, 10))


def _finish(story: FileStory, remedies: RemedyStory, *, overreach: bool = False) -> None:
    story.confirm(date(2021, 12, 10))
    story.write(date(2021, 12, 18))
    story.comment(date(2021, 12, 19))
    if overreach:
        story.overreach()
    remedies.assessed([story.file.pk], date(2021, 12, 19))
    story.meet(date(2021, 12, 20), date(2021, 12, 21))
    story.send(date(2021, 12, 24))


def _halfway(stories: list[FileStory], committee: CommitteeStory, hints: HintStory, remedies: RemedyStory) -> None:
    """Work waits for everybody: files in every stage, a violation, needs-reasons, a returned file, an overdue cell."""
    own = [story for story in stories if story.file.cell_id]
    parts = {story.file.pk: _part(number) for number, story in enumerate(own)}
    play = {part: [story for story in own if parts[story.file.pk] is part] for part in Part}
    hints.answered([story.file.pk for story in play[Part.ACCEPTED]])
    for story in stories:
        if parts.get(story.file.pk) is not Part.WRITING:
            _finish(story, remedies, overreach=parts.get(story.file.pk) is Part.OVERREACH)
    writing = [story.file.pk for story in play[Part.WRITING]]
    remedies.planned([pk for pk in parts if pk not in writing], date(2021, 12, 27))
    remedies.assessed(writing, date(2021, 12, 28), partly=True)
    remedies.corrected(writing, date(2022, 1, 7))
    for number, story in enumerate(play[Part.WRITING]):
        story.confirm(date(2021, 12, 10))
        story.write(date(2021, 12, 18), share=70 if number == 0 else 35)
        if number == 0:
            story.comment(date(2021, 12, 19))
    for story in play[Part.WRITING][:1]:
        hints.waiting(story.file.pk)
        InvitationStory(story.file, story.by, committee.ground.deputy).play(date(2022, 1, 5))
    for story in play[Part.WRITING][:1]:
        take_along(story.file, story.by, date(2022, 1, 4), date(2022, 1, 7))
        hand_in_paper(story.file, story.by, date(2022, 1, 8))
    hints.from_the_district([story.file.pk for story in play[Part.WRITING][1:]])
    for story in play[Part.OVERDUE]:
        committee.send_back(
            story.file,
            "collectives",
            "Báo cáo tập thể chưa nêu nguyên nhân của hạn chế.",
            date(2022, 1, 7),
            date(2021, 12, 30),
        )
    for story in play[Part.RETURNED]:
        committee.send_back(
            story.file,
            "meeting",
            "Biên bản chưa ghi ý kiến góp ý cho từng đồng chí.",
            date(2022, 1, 14),
            date(2022, 1, 5),
        )
    if len(play[Part.WRITING]) > 1 and play[Part.WAITING]:
        late = LateStory(committee.ground, committee.campaign)
        late.move(play[Part.WAITING][0].file, play[Part.WRITING][1].file, date(2021, 12, 28))
        late.new_seat(play[Part.WAITING][-1].file, date(2022, 1, 4))
    later = {story.file.pk for part in (Part.LATE, Part.WAITING) for story in play[part]}
    committee.accept([file for file in committee.with_the_office() if file.pk not in later], date(2022, 1, 6))
    committee.record_outside(date(2022, 1, 7), leave_out=3)
    committee.propose_units(date(2022, 1, 8))
    committee.draft_units(date(2022, 1, 9))
    committee.accept([story.file for story in play[Part.LATE]], date(2022, 1, 10))
    waiting = committee.with_the_office()
    rounds = RoundStory(committee.ground, committee.campaign)
    rounds.lay_aside(waiting[:2], date(2022, 1, 10))
    if len(waiting) > 2:
        rounds.draft_return(waiting[-1], date(2022, 1, 17), date(2022, 1, 10))
    told = ReminderStory(committee.ground, committee.campaign)
    told.addresses(date(2022, 1, 5))
    if play[Part.WRITING]:
        told.send("files", date(2022, 1, 7))
    if play[Part.RETURNED] or play[Part.OVERDUE]:
        told.draft("returned", date(2022, 1, 10))
