"""One file's year, played through the services: the list is confirmed, people write, the cell meets, the file is sent."""

from dataclasses import dataclass
from datetime import date
from random import Random

from django.db.models import prefetch_related_objects

from assessments.models import Campaign, Review, ReviewFile
from assessments.review_forms import Form
from assessments.sample.attendance_story import AttendanceStory
from assessments.sample.collective_texts import CollectiveWriter
from assessments.sample.hint_story import answers_to
from assessments.sample.opinion_texts import CELL, words_of
from assessments.sample.person_texts import Writer
from assessments.sample.targets import EXCELLENT, GOOD, Aim, ballots, level, targets
from assessments.sample.voices import body_of, voice_of
from assessments.selectors.criteria_sheets import sheet_for
from assessments.selectors.critiques import form_of, leaders_of
from assessments.selectors.expected_opinions import Expectations
from assessments.selectors.meetings import sheet_of, voters_of
from assessments.selectors.standings import Standings
from assessments.services import criteria_sheets, meetings, opinions, self_critiques, submissions
from assessments.workflow import SubjectKind
from cells import clock
from cells.models import Account

#: So many people of each cell have comments.
_COMMENTED = 5
#: Grade of a cell → levels of its task criteria and of the others.
_CELL_LEVELS = {
    "excellent": ("excellent", "good"),
    "good": ("good", "good"),
    "fulfilled": ("average", "good"),
    "unfulfilled": ("poor", "average"),
}
_RANKS = ("Bí thư chi bộ", "Phó Bí thư chi bộ", "Chi ủy viên")


@dataclass
class FileStory:
    """Plays one file up to a point. `by`: the account that enters it. The writers are shared by the whole campaign."""

    campaign: Campaign
    file: ReviewFile
    by: Account
    people: Writer
    bodies: CollectiveWriter
    random: Random
    aim: Aim

    def __post_init__(self):
        self.file = ReviewFile.objects.select_related("campaign__ward", "cell", "collective").get(pk=self.file.pk)
        self.rows = sheet_of(self.file, None)
        self.targets = targets(self.rows, self.aim, self.random)
        self.reached: dict[int, set[str]] = {}  # review id → levels of the task criteria

    def confirm(self, on: date) -> None:
        with clock.acting_on(on):
            submissions.confirm_roster(by=self.by, file_id=self.file.pk, revision=self._revision(), on=on)

    def write(self, on: date, share: int = 100) -> None:
        """The critiques: `share` percent of them, the rest stays unwritten."""
        standing = Standings(self.campaign)
        reviews = [
            row.review
            for row in self.rows
            if row.review.kind in (SubjectKind.MEMBER, SubjectKind.COLLECTIVE)
            and standing.no_review(row.review.kind, row.review.facts) is None
        ]
        reviews = reviews[: len(reviews) * share // 100]
        prefetch_related_objects(reviews, "member__cell", "collective__organization")
        leaders, answers = leaders_of(self.file, reviews), answers_to(reviews)
        with clock.acting_on(on):
            for review in reviews:
                review.campaign = self.campaign
                self._critique(review, form_of(review, None, review.pk in leaders), answers.get(review.pk, {}), on)

    def _critique(self, review: Review, form: Form, hint_answers: dict[int, str], on: date) -> None:
        grade = self.targets.get(review.pk, GOOD)
        asked = [
            section.key for section in form.sections if section.required or section.topic or section.key == "own_part"
        ]
        if review.kind == SubjectKind.COLLECTIVE:
            body = body_of(review)
            texts = {key: self.bodies.section(key, body) for key in asked}
        else:
            voice = voice_of(review, self.campaign.year)
            asked = [key for key in asked if key != "own_part" or form.section("leading")]
            texts = {key: self.people.section(key, voice) for key in asked}
        levels = {section.key: level(section.group, grade, self.random) for section in form.sections if section.group}
        self.reached[review.pk] = {levels[section.key] for section in form.sections if section.group == "task"}
        values = self_critiques.CritiqueValues(
            texts=texts, levels=levels, self_grade=grade, self_grade_officer="", hint_answers=hint_answers
        )
        self_critiques.submit_critique(by=self.by, review_id=review.pk, values=values, revision=0, on=on)

    def comment(self, on: date) -> None:
        """What the bodies sent: on the first people of the list, some still missing; sheet 03 of a cell."""
        if not self.file.cell_id:
            return
        expectations = Expectations(self.file)
        members = [row.review for row in self.rows if row.review.kind == SubjectKind.MEMBER]
        with clock.acting_on(on):
            for place, review in enumerate(members[:_COMMENTED]):
                grade = self.targets.get(review.pk, GOOD)
                for expected in expectations.of(review)[: 2 if place % 3 == 2 else None]:
                    self._opinion(review, expected.body, grade, place, on)
                if place == 1:
                    self._opinion(review, "mass_organization", grade, place, on)
            cell = next(row.review for row in self.rows if row.review.kind == SubjectKind.CELL)
            self._cell_sheet(cell, on)

    def _opinion(self, review: Review, body: str, grade: str, place: int, on: date) -> None:
        own = self.file.name.removeprefix("Chi bộ ")
        names = {"residence": f"Chi ủy Khu phố {place % 9 + 1}", "employer": own, "mass_organization": "Chi hội Phụ nữ"}
        values = opinions.OpinionValues(
            body=body,
            body_name=names.get(body, ""),
            text=words_of(body, grade, place),
            grade=grade if body in ("cell_committee", "employer") else "",
            signed_by="T/M CHI ỦY" if body == "cell_committee" else "",
            dated_on=on,
        )
        opinions.save_opinion(by=self.by, review_id=review.pk, opinion_id=None, values=values, revision=0, on=on)

    def _cell_sheet(self, cell: Review, on: date) -> None:
        """Levels that bear what the meeting is going to propose for the cell."""
        cell.campaign = self.campaign
        tasks, others = _CELL_LEVELS[self.targets.get(cell.pk, GOOD)]
        groups = sheet_for(cell).groups
        criteria_sheets.save_cell_sheet(
            by=self.by,
            review_id=cell.pk,
            levels={key: tasks if group == "task" else others for key, group in groups.items()},
            comment=CELL,
            revision=0,
            on=on,
        )

    def meet(self, held_on: date, on: date) -> None:
        """The meeting with its ballots and proposals."""
        called, _voters = voters_of(self.file, held_on)
        chair, clerk = self._chair_and_clerk()
        names = AttendanceStory(self.file, held_on, self.random.randint(0, called // 12), {chair, clerk})
        voting = names.voting
        values = meetings.MeetingValues(
            held_on=held_on,
            ballots_issued=voting,
            ballots_collected=voting,
            ballots_valid=voting,
            place=f"Văn phòng {self.file.name.removeprefix('Chi bộ ')}",
            chair=chair,
            clerk=clerk,
            minutes=f"Cuộc họp xét {len(self.targets)} trường hợp; kiểm phiếu công khai, có {voting} phiếu hợp lệ.",
        )
        with clock.acting_on(on):
            meeting = meetings.save_meeting(by=self.by, file_id=self.file.pk, values=values, revision=0, on=on)
            meeting = names.tell(self.by, meeting, on)
            rows = [
                meetings.ProposalRow(
                    review_id=review_id, counts=ballots(grade, voting, self.random), grade=grade, reason=""
                )
                for review_id, grade in self.targets.items()
            ]
            meetings.save_ballots_and_proposals(
                by=self.by, file_id=self.file.pk, rows=rows, revision=meeting.revision, on=on
            )

    def _chair_and_clerk(self) -> tuple[str, str]:
        """The unit's head leads the meeting; the next in rank writes the minutes."""
        unit = self.file.cell or self.file.collective
        heads = [head.member.full_name for head in unit.heads.filter(ended_on__isnull=True).select_related("member")]
        if self.file.cell_id:
            ranked = self.file.cell.members.filter(position__in=_RANKS, left_on__isnull=True).order_by("pk")
            others = [person.full_name for person in sorted(ranked, key=lambda person: _RANKS.index(person.position))]
        else:
            others = [seat.member.full_name for seat in unit.seats.select_related("member").order_by("pk")]
        names = [*heads, *(name for name in others if name not in heads), *[self.by.display_name] * 2]
        return names[0], names[1]

    def overreach(self) -> None:
        """After the critiques: the vote goes for an excellent that the criteria do not bear; it waits as a violation."""
        for row in self.rows:
            plain = row.review.kind == SubjectKind.MEMBER and not row.review.heads_something
            falls_short = self.reached.get(row.review.pk, set()) - {EXCELLENT}
            if plain and falls_short and self.targets.get(row.review.pk) == GOOD:
                self.targets[row.review.pk] = EXCELLENT
                return

    def send(self, on: date) -> None:
        with clock.acting_on(on):
            submissions.submit_file(by=self.by, file_id=self.file.pk, revision=self._revision(), on=on)

    def _revision(self) -> int:
        return ReviewFile.objects.values_list("revision", flat=True).get(pk=self.file.pk)
