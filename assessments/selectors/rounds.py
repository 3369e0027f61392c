"""Rounds of a file: which are kept, one of them to read, and what changed from one to the next."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments.models import LEVEL_CHOICES, FileEvent, Order, ReviewFile, RoundSnapshot
from assessments.models.attachment import ATTACHMENT_KIND_LABELS
from assessments.models.fields import SUBJECT_LABELS
from assessments.models.opinion import BODY_LABELS
from assessments.models.remedy import OUTCOME_LABELS
from assessments.rules.ballots import is_told
from assessments.selectors.round_content import PAPERS_KEPT_SINCE, content_of
from assessments.selectors.text_difference import Piece, difference
from assessments.workflow import Stage, SubjectKind
from cells.vocabulary import GivenGrade

_LEVELS = dict(LEVEL_CHOICES)
_MEETING_LABELS = {
    "held_on": gettext_lazy("Held on"),
    "began_at": gettext_lazy("Began at"),
    "ended_at": gettext_lazy("Ended at"),
    "place": gettext_lazy("Place"),
    "chair": gettext_lazy("Chair"),
    "clerk": gettext_lazy("Clerk"),
    "guests": gettext_lazy("Guests"),
    "called": gettext_lazy("Called"),
    "present": gettext_lazy("Present"),
    "voters_present": gettext_lazy("Voters present"),
    "ballots_issued": gettext_lazy("Ballots issued"),
    "ballots_collected": gettext_lazy("Ballots collected"),
    "ballots_valid": gettext_lazy("Valid ballots"),
    "minutes": gettext_lazy("Minutes"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said in a round: what it is, and its words."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """The meeting, or one subject of the file, with everything said of it."""

    key: str
    title: str
    kind: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that reads otherwise than the round before; `pieces`: word by word."""

    label: str
    old: str
    new: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PartChange:
    title: str
    kind: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One round: when it was sent, how it ended (a return, an order), whether its state was kept."""

    number: int
    is_current: bool
    is_kept: bool
    sent: FileEvent | None
    ended: FileEvent | None
    order: Order | None = field(default=None)


def rounds_of(file: ReviewFile) -> list[Round]:
    """Every round, the newest first; three queries."""
    events = list(FileEvent.objects.filter(file=file).order_by("pk"))
    orders = {order.event_id: order for order in Order.objects.filter(event__file=file)}
    kept = set(RoundSnapshot.objects.filter(file=file).values_list("round", flat=True))
    rounds = []
    for number in range(file.round, 0, -1):
        sent = [event for event in events if event.step == "submit" and event.round == number]
        # A return counts for the round it opens: that of round 1 leads to round 2.
        ended = [event for event in events if event.to_stage == Stage.RETURNED and event.round == number + 1]
        last = ended[-1] if ended else None
        rounds.append(
            Round(
                number=number,
                is_current=number == file.round,
                is_kept=number in kept,
                sent=sent[-1] if sent else None,
                ended=last,
                order=orders.get(last.pk) if last else None,
            )
        )
    return rounds


def kept_round(file: ReviewFile, number: int) -> RoundSnapshot | None:
    return RoundSnapshot.objects.filter(file=file, round=number).first()


def parts_of(content: dict, *, counts_ballots: bool) -> list[Part]:
    """A kept round in words of the page's language. `counts_ballots`: read by the unit that counted them; everybody
    else is not told the tallies of few ballots (docs/decisions/0007)."""
    parts = []
    meeting = content["meeting"]
    told = counts_ballots or meeting is None or is_told(meeting["ballots_valid"])
    if meeting:
        lines = [Line(name, str(label), _shown(meeting.get(name, ""))) for name, label in _MEETING_LABELS.items()]
        lines.append(Line("attendance", _("Absent"), _absent(content["attendance"])))
        parts.append(Part("meeting", _("Meeting and minutes"), "", tuple(line for line in lines if line.text)))
    if content.get("papers"):
        parts.append(Part("papers", _("Papers of the whole file"), "", (_papers(content),)))
    for subject in content["subjects"]:
        kind = str(SUBJECT_LABELS[SubjectKind(subject["kind"])])
        title = f"{subject['name']} – {subject['title']}" if subject["title"] else subject["name"]
        lines = tuple(line for line in _subject_lines(subject, told=told) if line.text)
        parts.append(Part(subject["key"], title, kind, lines))
    return parts


def changes_between(old: dict, new: dict, *, counts_ballots: bool) -> list[PartChange]:
    """Part by part what reads otherwise, in the newer one's order; parts that are gone stand at the end.

    A round kept before papers were is not compared on them: they did not all come since.
    """
    if old["version"] < PAPERS_KEPT_SINCE:
        new = _without_papers(new)
    before = {part.key: part for part in parts_of(old, counts_ballots=counts_ballots)}
    after = {part.key: part for part in parts_of(new, counts_ballots=counts_ballots)}
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        part = now or was
        changes = _changes(was.lines if was else (), now.lines if now else ())
        if changes:
            found.append(PartChange(part.title, part.kind, changes))
    return found


def _without_papers(content: dict) -> dict:
    return {**content, "papers": [], "subjects": [{**one, "papers": []} for one in content["subjects"]]}


def changes_since(file: ReviewFile, number: int, *, counts_ballots: bool) -> list[PartChange] | None:
    """Round `number` against the one before; the current round as it stands now. None where the earlier state was not
    kept."""
    earlier = kept_round(file, number - 1)
    later = None if number == file.round else kept_round(file, number)
    if earlier is None or (later is None and number != file.round):
        return None
    return changes_between(earlier.content, later.content if later else content_of(file), counts_ballots=counts_ballots)


def _changes(old: tuple[Line, ...], new: tuple[Line, ...]) -> tuple[Change, ...]:
    before = {line.key: line for line in old}
    after = {line.key: line for line in new}
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        texts = (was.text if was else "", now.text if now else "")
        if texts[0] != texts[1]:
            found.append(Change((now or was).label, *texts, difference(*texts)))
    return tuple(found)


def _subject_lines(subject: dict, *, told: bool):
    lang = "en" if get_language() == "en" else "vi"
    own, cell = _("own level"), _("level of the meeting")
    for section in subject["sections"]:
        heading = f"{section['number']} {section[lang]}".strip()
        yield Line(f"text:{section['key']}", heading, section["text"])
        yield Line(f"own:{section['key']}", f"{heading} – {own}", _level(section["level_self"]))
        yield Line(f"cell:{section['key']}", f"{heading} – {cell}", _level(section["level_cell"]))
    yield Line("self_grade", _("Self-proposed"), _grade(subject["self_grade"]))
    yield Line("self_grade_officer", _("Self-proposed as officer"), _grade(subject["self_grade_officer"]))
    yield from _answers(subject)
    for opinion in subject["opinions"]:
        body = opinion["body_name"] or str(BODY_LABELS.get(opinion["body"], opinion["body"]))
        levels = "; ".join(f"{key}: {_level(level)}" for key, level in sorted(opinion["levels"].items()))
        said = "\n".join(words for words in (opinion["text"], levels, _grade(opinion["grade"])) if words)
        yield Line(f"opinion:{opinion['body']}:{opinion['body_name']}", _("Opinion: %(body)s") % {"body": body}, said)
    if subject["ballots"] is not None:
        few = _("few ballots: not shown in detail")
        yield Line("ballots", _("Ballots"), "/".join(map(str, subject["ballots"])) if told else few)
    yield Line("grade", _("Proposed by the meeting"), _grade(subject["grade"]))
    yield Line("note", _("What was said"), subject.get("note", ""))
    yield Line("reason", _("Why the proposal differs from the ballots"), subject["reason"])
    yield _papers(subject)


def _answers(subject: dict):
    for hint in subject["hints"]:
        yield Line(f"hint:{hint['key']}", _("Hint %(number)s: %(point)s") % hint, hint["answer"] or _("not answered"))
    for found in subject["shortcomings"]:
        outcome = str(OUTCOME_LABELS.get(found["outcome"], ""))
        said = "\n".join(words for words in (found["text"], outcome, found["progress"], *found["measures"]) if words)
        yield Line(f"shortcoming:{found['key']}", _("Shortcoming of %(year)s") % found, said)


def _papers(holder: dict) -> Line:
    """The papers brought in, with the moment: one that replaced another of the same name reads otherwise."""
    shown = [f"{ATTACHMENT_KIND_LABELS[one['kind']]}: {one['name']} ({one['at']})" for one in holder.get("papers", [])]
    return Line("papers", _("Papers brought in"), "\n".join(shown))


def _absent(rows: list[dict]) -> str:
    def line(row: dict) -> str:
        later = _("reviewed on %(day)s") % {"day": _shown(row["reviewed_later_on"])} if row["reviewed_later_on"] else ""
        return ": ".join([row["name"], "; ".join(filter(None, (row["absent_reason"], later)))]).removesuffix(": ")

    return "\n".join(line(row) for row in rows if not row["present"])


def _shown(value) -> str:
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return str(value)


def _level(code: str) -> str:
    return str(_LEVELS.get(code, code))


def _grade(code: str) -> str:
    return str(GivenGrade(code).label) if code else ""
