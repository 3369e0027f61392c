"""What stands between a file and its sending: pieces that are missing, and what the rules find in it."""

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from assessments.models import Review, ReviewFile
from assessments.rules import Finding, Rule, Severity
from assessments.selectors.attendance import ABSENT_CITATION
from assessments.selectors.cell_progress import Progress
from assessments.selectors.gradings import NO_GRADES, grades_of
from assessments.selectors.hints import CITATION as HINT_CITATION
from assessments.selectors.remedies import CITATION as REMEDY_CITATION
from assessments.selectors.remedies import unassessed_words

#: Rules about pools wider than one file: what others propose is not this cell's to know.
_POOL_RULES = frozenset(
    {
        Rule.MEMBER_EXCELLENT_CAP,
        Rule.MEMBER_EXCELLENT_QUOTA,
        Rule.QUOTA_NOT_PROPORTIONATE,
        Rule.OFFICER_EXCELLENT_CAP,
        Rule.OFFICER_EXCELLENT_QUOTA,
        Rule.COLLECTIVE_EXCELLENT_CAP,
        Rule.CELL_EXCELLENT_CAP,
    }
)
_HEAD_RULES = frozenset({Rule.HEAD_ABOVE_UNIT, Rule.HEAD_GRADED_EARLY})


@dataclass(frozen=True, slots=True)
class Missing:
    """A piece without which a file is not sent. task: the key of the task that mends it; the clause where one asks."""

    task: str
    words: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the cell reads it. review_id: whose row it belongs to. field: where its reason is noted."""

    rule: str
    subject: str
    severity: Severity
    message: str
    citation: str
    review_id: int
    field: str


def missing_pieces(progress: Progress) -> list[Missing]:
    """In the order of the task list; empty when the file may be sent."""
    found = []
    if not progress.roster_confirmed:
        found.append(Missing("people", _("The list of people has not been confirmed.")))
    if left := progress.collectives.left:
        words = ngettext(
            "%(count)d collective report has not been submitted.",
            "%(count)d collective reports have not been submitted.",
            left,
        )
        found.append(Missing("collectives", words % {"count": left}))
    if left := progress.persons.left:
        words = ngettext(
            "%(count)d self-critique has not been submitted.",
            "%(count)d self-critiques have not been submitted.",
            left,
        )
        found.append(Missing("persons", words % {"count": left}))
    found += [Missing("hints", point.words, HINT_CITATION) for point in progress.open_points]
    found += [Missing("remedies", unassessed_words(one), REMEDY_CITATION) for one in progress.to_assess]
    if not progress.meeting:
        found.append(Missing("meeting", _("The meeting has not been recorded.")))
    found += attendance_pieces(progress)
    if wrong := progress.ballots.begun:
        words = ngettext(
            "The ballots of %(count)d row do not sum to the valid ballots.",
            "The ballots of %(count)d rows do not sum to the valid ballots.",
            wrong,
        )
        found.append(Missing("ballots", words % {"count": wrong}))
    if empty := progress.ballots.left - progress.ballots.begun:
        words = ngettext("%(count)d row has no ballots.", "%(count)d rows have no ballots.", empty)
        found.append(Missing("ballots", words % {"count": empty}))
    if left := progress.proposals.left:
        words = ngettext("%(count)d row has no proposed grade.", "%(count)d rows have no proposed grade.", left)
        found.append(Missing("ballots", words % {"count": left}))
    return found


def attendance_pieces(progress: Progress) -> list[Missing]:
    """Attendance by name, and grades given to people who were absent and have not been reviewed since."""
    found = []
    if progress.meeting and not progress.named:
        found.append(Missing("attendance", _("Attendance at the meeting has not been recorded by name.")))
    if early := progress.too_early:
        words = ngettext(
            "%(count)d row of an absent person has ballots or a grade, although the review comes first. Record the later "
            "review, or empty the row and send the file without it: the grade follows as soon as possible.",
            "%(count)d rows of absent people have ballots or a grade, although the review comes first. Record the later "
            "reviews, or empty the rows and send the file without them: the grades follow as soon as possible.",
            early,
        )
        found.append(Missing("attendance", words % {"count": early}, ABSENT_CITATION))
    return found


def findings_of(file: ReviewFile, findings: tuple[Finding, ...]) -> list[Shown]:
    """Of a campaign's findings those about this file's own subjects, gravest first. Two queries.

    Left out: pools wider than the file; headships of units outside it; a head's grade that was given in another file.
    """
    lang = "en" if get_language() == "en" else "vi"
    subjects = _Subjects(file)
    return [
        Shown(
            finding.rule.value,
            finding.subject,
            finding.severity,
            finding.message(lang),
            finding.citation,
            subjects.review_ids.get(finding.subject) or subjects.officer_ids[finding.subject],
            f"reason_{number}",
        )
        for number, finding in enumerate(findings)
        if subjects.own(finding)
    ]


class _Subjects:
    """Codes in one file, and the grades its meeting proposes for each person."""

    def __init__(self, file: ReviewFile):
        self.review_ids: dict[str, int] = {}
        self.officer_ids: dict[str, int] = {}
        self.grades: dict[str, set[str]] = {}
        given = grades_of(file.campaign, file)
        for pk, row in Review.objects.filter(file=file).order_by("pk").values_list("pk", "facts"):
            officer = "code" not in row
            code = row["member"] if officer else row["code"]
            (self.officer_ids if officer else self.review_ids).setdefault(code, pk)
            self.grades.setdefault(code, set()).add(given.get(pk, NO_GRADES).cell)

    def own(self, finding: Finding) -> bool:
        if finding.rule in _POOL_RULES:
            return False
        if finding.rule in _HEAD_RULES:
            held = finding.figures.get("head_grade")
            proposed = self.grades.get(finding.subject, set()) - {""}
            return finding.figures["unit"] in self.review_ids and bool(proposed) and held in {None, *proposed}
        return finding.subject in self.review_ids
