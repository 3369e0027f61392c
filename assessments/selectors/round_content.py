"""A file as plain values: what is kept of each round, and what is compared with it later."""

from django.utils.timezone import localtime

from assessments.models import (
    Attachment,
    Attendance,
    BallotCount,
    HintPoint,
    Meeting,
    Opinion,
    Review,
    ReviewFile,
    SelfCritique,
    Shortcoming,
)
from assessments.rules import Grade
from assessments.selectors.critiques import form_of
from assessments.selectors.gradings import NO_GRADES, grades_of
from assessments.workflow import GradingStep, SubjectKind

#: Of this shape; a reader of old rounds asks for it. 2: with the papers that lay with the file and its subjects; a round
#: kept before says nothing of them.
CONTENT_VERSION = PAPERS_KEPT_SINCE = 2
_MEETING_FIELDS = (
    "held_on", "place", "chair", "clerk", "guests", "called", "present", "voters_present", "ballots_issued", "ballots_collected",
    "ballots_valid", "minutes",
)  # fmt: skip
_KIND_ORDER = (SubjectKind.CELL, SubjectKind.COLLECTIVE, SubjectKind.MEMBER, SubjectKind.OFFICER)


def content_of(file: ReviewFile) -> dict:
    """The file as it stands now; a fixed number of queries. Its campaign must be loaded.

    {"version", "meeting": {…} | None, "attendance": [{"name", "present", "votes", "absent_reason",
    "reviewed_later_on"}],
    "subjects": [{"key", "kind", "code", "name", "title", "self_grade", "self_grade_officer", "submitted", "sections":
    [{"key", "number", "vi", "en", "text", "level_self", "level_cell"}], "ballots": [4 counts] | None, "grade",
    "reason", "note", "opinions", "hints", "shortcomings", "papers"}], "papers": [{"kind", "name", "sha256", "at"}]}
    """
    meeting = Meeting.objects.filter(file=file).first()
    reviews = sorted(
        Review.objects.filter(file=file),
        key=lambda review: (_KIND_ORDER.index(SubjectKind(review.kind)), review.sort_key, review.code),
    )
    critiques = {
        critique.review_id: critique
        for critique in SelfCritique.objects.filter(review__file=file).prefetch_related("answers")
    }
    beside = _Beside(file)
    subjects = []
    for review in reviews:
        review.campaign = file.campaign
        note = meeting.notes.get(str(review.pk), "") if meeting else ""
        subjects.append(_subject(review, critiques.get(review.pk)) | beside.of(review) | {"note": note})
    return {
        "version": CONTENT_VERSION,
        "meeting": _meeting(meeting) if meeting else None,
        "attendance": _attendance(meeting) if meeting else [],
        "subjects": subjects,
        "papers": beside.papers.get(None, []),
    }


def _subject(review: Review, critique: SelfCritique | None) -> dict:
    return {
        "key": f"{review.kind}:{review.code}",
        "kind": review.kind,
        "code": review.code,
        "name": review.name,
        "title": review.facts.get("title", ""),
        "self_grade": critique.self_grade if critique else "",
        "self_grade_officer": critique.self_grade_officer if critique else "",
        "submitted": critique is not None and critique.is_submitted,
        "sections": _sections(review, critique) if critique else [],
    }


def _sections(review: Review, critique: SelfCritique) -> list[dict]:
    """What was written, in the order of the form and under its headings of that day."""
    answers = {answer.section: answer for answer in critique.answers.all()}
    return [
        {
            "key": section.key,
            "number": section.number,
            "vi": section.heading("vi"),
            "en": section.heading("en"),
            "text": answers[section.key].text,
            "level_self": answers[section.key].level_self,
            "level_cell": answers[section.key].level_cell,
        }
        for section in form_of(review, critique).sections
        if section.key in answers
    ]


def _meeting(meeting: Meeting) -> dict:
    values = {name: getattr(meeting, name) for name in _MEETING_FIELDS}
    times = {name: f"{at:%H:%M}" if (at := getattr(meeting, name)) else "" for name in ("began_at", "ended_at")}
    return values | times | {"held_on": meeting.held_on.isoformat()}


def _attendance(meeting: Meeting) -> list[dict]:
    rows = Attendance.objects.filter(meeting=meeting).select_related("member").order_by("member__sort_key", "pk")
    return [
        {
            "name": row.member.full_name,
            "present": row.present,
            "votes": row.votes,
            "absent_reason": row.absent_reason,
            "reviewed_later_on": row.reviewed_later_on.isoformat() if row.reviewed_later_on else "",
        }
        for row in rows
    ]


class _Beside:
    """What stands beside the critiques, read once for the whole file."""

    def __init__(self, file: ReviewFile) -> None:
        self.ballots = {count.review_id: count for count in BallotCount.objects.filter(review__file=file)}
        self.grades = grades_of(file.campaign, file)
        self.opinions: dict[int, list[dict]] = {}
        for opinion in Opinion.objects.filter(review__file=file).order_by("body", "body_name", "pk"):
            self.opinions.setdefault(opinion.review_id, []).append(
                {
                    "body": opinion.body,
                    "body_name": opinion.body_name,
                    "text": opinion.text,
                    "levels": opinion.levels,
                    "grade": opinion.grade,
                }
            )
        self.hints: dict[int, list[dict]] = {}
        points = HintPoint.objects.filter(hint__review__file=file, hint__state="issued").select_related(
            "hint", "answer"
        )
        for point in points.order_by("hint", "position"):
            answer = getattr(point, "answer", None)
            self.hints.setdefault(point.hint.review_id, []).append(
                {
                    "key": f"{point.hint_id}.{point.position}",
                    "number": point.hint.number,
                    "point": point.text,
                    "answer": answer.text if answer else "",
                }
            )
        self.papers: dict[int | None, list[dict]] = {}
        standing = Attachment.objects.filter(file=file, withdrawn_at__isnull=True).order_by("pk")
        for review_id, kind, name, sha256, at in standing.values_list("review_id", "kind", "name", "sha256", "at"):
            told = {"kind": kind, "name": name, "sha256": sha256, "at": f"{localtime(at):%d/%m/%Y %H:%M}"}
            self.papers.setdefault(review_id, []).append(told)
        self.shortcomings: dict[int, list[dict]] = {}
        found = Shortcoming.objects.filter(review__file=file).prefetch_related("measures")
        for shortcoming in found.order_by("found_year", "position", "pk"):
            self.shortcomings.setdefault(shortcoming.review_id, []).append(
                {
                    "key": str(shortcoming.pk),
                    "year": shortcoming.found_year,
                    "text": shortcoming.text,
                    "outcome": shortcoming.outcome,
                    "progress": shortcoming.progress,
                    "measures": [
                        f"{row.measure} ({row.person}, {row.due_on:%d/%m/%Y})"
                        for row in sorted(shortcoming.measures.all(), key=lambda row: (row.position, row.pk))
                    ],
                }
            )

    def of(self, review: Review) -> dict:
        count = self.ballots.get(review.pk)
        proposal = self.grades.get(review.pk, NO_GRADES).by_step.get(GradingStep.CELL)
        return {
            "ballots": [getattr(count, grade.value) for grade in Grade] if count else None,
            "grade": proposal.grade if proposal else "",
            "reason": proposal.reason if proposal else "",
            "opinions": self.opinions.get(review.pk, []),
            "hints": self.hints.get(review.pk, []),
            "shortcomings": self.shortcomings.get(review.pk, []),
            "papers": self.papers.get(review.pk, []),
        }
