"""Where an open year and its ground have parted: what freezing would write now against what is frozen. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from assessments.models import Campaign, LateChange, Review, ReviewFile
from assessments.selectors.frozen_ground import LINKS, FileKey, FrozenGround, Subject
from assessments.workflow import SubjectKind
from cells.models import Organization

#: A subject of the ground: its kind and the id of its organization, collective, member or post.
SubjectKey = tuple[SubjectKind, int]
#: People and posts come and go within a year; its units are those it was opened with.
COME_AND_GO = frozenset({SubjectKind.MEMBER, SubjectKind.OFFICER})


class Deed(StrEnum):
    """What it takes for a review to follow the ground."""

    JOINED = "joined"  # a new review
    BACK = "back"  # one that had left the year counts again
    LEFT = "left"
    MOVED = "moved"  # to another file
    CHANGED = "changed"  # facts alone


@dataclass(frozen=True)
class Difference:
    """`review` None for somebody new to the year, `subject` None for somebody no longer in the ground.

    `target`: the file it would lie in. `file_missing`: the ground names a cell or collective the year was opened without.
    """

    deed: Deed
    key: SubjectKey
    review: Review | None
    subject: Subject | None
    target: ReviewFile | None = None
    file_missing: bool = False

    @property
    def name(self) -> str:
        return self.review.name if self.review else self.subject.name

    @property
    def code(self) -> str:
        return self.review.code if self.review else self.subject.code

    @property
    def may_follow(self) -> bool:
        """Units keep to the opening: a new or dissolved one takes part, or no longer does, from the next year on."""
        return self.key[0] in COME_AND_GO or self.deed is Deed.CHANGED


def key_of(review: Review) -> SubjectKey:
    kind = SubjectKind(review.kind)
    return kind, getattr(review, LINKS[kind])


class YearAndGround:
    """One campaign beside its ground; a fixed number of queries. `keys`: look at these alone."""

    def __init__(self, campaign: Campaign, keys: Collection[SubjectKey] | None = None):
        self.campaign, self.keys = campaign, keys
        self.ground = FrozenGround(campaign, kept_cells(campaign))
        self.files: dict[FileKey, ReviewFile] = {}
        for file in ReviewFile.objects.filter(campaign=campaign).select_related("cell", "collective"):
            file.campaign = campaign
            self.files["cell" if file.cell_id else "collective", file.cell_id or file.collective_id] = file
        self.reviews = {key_of(review): review for review in Review.everyone.filter(campaign=campaign).order_by("pk")}
        by_id = {file.pk: file for file in self.files.values()}
        for review in self.reviews.values():
            review.campaign, review.file = campaign, by_id.get(review.file_id)

    @cached_property
    def subjects(self) -> dict[SubjectKey, Subject]:
        return {(subject.kind, subject.key): subject for subject in self.ground.subjects()}

    def differences(self) -> list[Difference]:
        """In the order of the dossier; who is gone comes last."""
        wanted = [*self.subjects, *(key for key in self.reviews if key not in self.subjects)]
        if self.keys is not None:
            wanted = [key for key in wanted if key in self.keys]
        return [found for key in wanted if (found := self._difference(key)) is not None]

    def _difference(self, key: SubjectKey) -> Difference | None:
        subject, review = self.subjects.get(key), self.reviews.get(key)
        if subject is None:
            gone = review.left_on is not None
            return None if gone else Difference(Deed.LEFT, key, review, None)
        target = self.files.get(subject.file)
        missing = subject.file is not None and target is None
        if review is None:
            return Difference(Deed.JOINED, key, None, subject, target, missing)
        if subject.left_on is not None:
            return self._seat_only(key, review, subject)
        if review.left_on is not None:
            return Difference(Deed.BACK, key, review, subject, target, missing)
        if key[0] in COME_AND_GO and (review.file != target or missing):
            return Difference(Deed.MOVED, key, review, subject, target, missing)
        if review.facts != subject.facts:
            return Difference(Deed.CHANGED, key, review, subject, target)
        return None

    def _seat_only(self, key: SubjectKey, review: Review, subject: Subject) -> Difference | None:
        """Somebody who left and is named by a seat alone stays in his or her file, out of its lists."""
        if review.left_on is None:
            return Difference(Deed.LEFT, key, review, subject, review.file)
        changed = review.facts != subject.facts
        return Difference(Deed.CHANGED, key, review, subject, review.file) if changed else None


def kept_cells(campaign: Campaign) -> dict[int, Organization]:
    """Member id → the cell this year keeps: somebody who moved after the grading date is graded where he or she was."""
    later = LateChange.objects.filter(campaign=campaign, kind="move", concerns_year=False).order_by("-pk")
    first = {member: before["cell_id"] for member, before in later.values_list("review__member_id", "before")}
    cells = Organization.objects.in_bulk(set(first.values()))
    return {member: cells[cell] for member, cell in first.items()}
