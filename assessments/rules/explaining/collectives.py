"""The case of a collective: A1 to A4, A7, B4 and the cap on collectives."""

from collections.abc import Iterator

from assessments.rules.collectives import disciplined_in
from assessments.rules.dates import as_printed
from assessments.rules.eligibility import collective_bars
from assessments.rules.facts import Collective
from assessments.rules.faults import Said
from assessments.rules.rule_ids import Rule
from assessments.rules.vocabulary import Grade, NotGradable
from assessments.rules.wording import named, people

from .case import Case
from .desk import Desk, bare
from .eligible import age, grade_given
from .explanation import Kind, Mark, Point, Step
from .pools import pools


def collective_case(desk: Desk, body: Collective) -> Case:
    """A1 to A4, A7, B4 and the cap on collectives."""
    bars = collective_bars(body, desk.ground.dossier, desk.rules)
    points = [
        *_too_small(desk, body),
        age(
            desk, Rule.COLLECTIVE_TOO_NEW_TO_GRADE, body, desk.rules.collective_months.value, bars[NotGradable.TOO_NEW]
        ),
        *_kind(desk, body, bars[NotGradable.KIND_NOT_SUBJECT]),
    ]
    if any(bars.values()):
        steps = [desk.missing(point.rule, bare(point.said)) for point in points if _bars(point)]
        return Case(Kind.COLLECTIVE, body.code, body.name, body.grade, tuple(points), lambda grade: steps)
    organization = desk.ground.dossier.organization
    cap = (
        Rule.COLLECTIVE_EXCELLENT_CAP,
        organization.code,
        Said(f"tập thể của {named(organization)}", f"collectives of {named(organization)}"),
    )
    found = pools(desk, body.grade, cap)
    points += [
        grade_given(desk, body.code, body.grade),
        _discipline(desk, body),
        *(pool.point for pool in found),
    ]

    def obstacles(grade: Grade) -> list[Step]:
        falls = grade.better_than(Grade.UNFULFILLED) and disciplined_in(desk.ground, body)
        return [desk.missing(Rule.COLLECTIVE_DISCIPLINED, bare(_disciplined(desk, body)))] if falls else []

    return Case(Kind.COLLECTIVE, body.code, body.name, body.grade, tuple(points), obstacles, found)


def _bars(point: Point) -> bool:
    return point.aspect != "review" and point.mark in {Mark.FOUND, Mark.LIMITS}


def _too_small(desk: Desk, body: Collective) -> Iterator[Point]:
    least, dossier = desk.rules.smallest_collective.value, desk.ground.dossier
    if least is None:
        return
    for rule, aspect, day, on in (
        (Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW, "review", dossier.review_date, Said("ngày kiểm điểm", "review date")),
        (Rule.COLLECTIVE_TOO_SMALL_TO_GRADE, "grading", dossier.grading_date, Said("ngày xếp loại", "grading date")),
    ):
        look, seated = desk.look(rule, body.code), len(body.sitting_on(day))
        finding = look.finding if look else None
        figures = {"sitting": seated, "on": day, "reviewed": body.reviewed if aspect == "review" else None}
        said = Said(
            f"{seated} thành viên vào {on.vi} {as_printed(day)} (ít nhất {least:02}).",
            f"{seated} sitting members on the {on.en} {day} (at least {least}).",
        )
        yield desk.judged(rule, aspect, seated < least, said, figures, finding)


def _kind(desk: Desk, body: Collective, not_subject: bool) -> Iterator[Point]:
    rule, kind, rules = Rule.COLLECTIVE_KIND_NOT_SUBJECT, body.kind, desk.rules
    found = {look.finding.severity: look.finding for look in desk.looks(rule, body.code) if look.finding}
    for aspect, barred, cited, outside, inside in (
        (
            "grading",
            not_subject,
            rules.kinds_not_subject,
            Said("không thuộc đối tượng đánh giá, xếp loại", "not a kind that is graded"),
            Said("thuộc đối tượng đánh giá, xếp loại", "a kind that is graded"),
        ),
        (
            "review",
            kind in rules.kinds_not_reviewed.value,
            rules.kinds_not_reviewed,
            Said("không thuộc đối tượng kiểm điểm", "not a kind that is reviewed"),
            Said("thuộc đối tượng kiểm điểm", "a kind that is reviewed"),
        ),
    ):
        here = (one for one in found.values() if ("grade" in one.figures) is (aspect == "grading"))
        finding = next(here, None)
        words = outside if barred else inside
        said = Said(f"{kind.vi}: {words.vi}.", f"{kind.en}: {words.en}.")
        figures = {"kind": kind, "reviewed": body.reviewed if aspect == "review" else None}
        yield desk.judged(rule, aspect, barred, said, figures, finding, cited.citation)


def _disciplined(desk: Desk, body: Collective) -> Said:
    codes, form = disciplined_in(desk.ground, body), desk.rules.collective_discipline_from.value
    who = people(desk.ground, codes)
    if codes:
        return Said(
            f"Có thành viên bị kỷ luật từ {form.vi} trở lên: {who}.", f"Members disciplined from a {form.en} up: {who}."
        )
    return Said(
        f"Chưa ghi nhận thành viên nào bị kỷ luật từ {form.vi} trở lên.",
        f"No member disciplined from a {form.en} up is recorded.",
    )


def _discipline(desk: Desk, body: Collective) -> Point:
    rule, codes = Rule.COLLECTIVE_DISCIPLINED, disciplined_in(desk.ground, body)
    look = desk.look(rule, body.code)
    finding = look.finding if look else None
    figures = {"disciplined": [[code, desk.ground.people[code].name] for code in codes]}
    if not codes:
        return desk.point(rule, "discipline", Mark.NOT_RECORDED, _disciplined(desk, body), figures)
    return desk.judged(rule, "discipline", True, _disciplined(desk, body), figures, finding)
