"""Part A, the rules: grades and reviews given where none is due, and grades that are missing."""

from collections.abc import Iterator
from datetime import date

from .dates import as_printed
from .eligibility import collective_bars
from .facts import Cell, Collective, Member
from .findings import Finding
from .ground import Ground
from .rule_ids import Rule
from .trace import Look, look
from .vocabulary import Grade, NotGradable, Severity
from .wording import named, person_vi


def collective_too_small_to_review(ground: Ground) -> Iterator[Look]:
    """A1: fewer sitting members than the minimum on the review date, reviewed all the same: notice."""
    rule, cite = Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW, ground.cite(Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW)
    smallest = ground.rule_set.smallest_collective.value
    if smallest is None:
        return
    day = ground.dossier.review_date
    for body in ground.dossier.collectives:
        seated = len(body.sitting_on(day))
        figures = {"sitting": seated, "least": smallest, "on": day.isoformat()}
        finding = None
        if body.reviewed and seated < smallest:
            finding = Finding(
                rule,
                Severity.NOTICE,
                body.code,
                cite,
                figures,
                f"{named(body)} có {seated} thành viên vào ngày kiểm điểm {as_printed(day)}, dưới {smallest:02} thành "
                f"viên nên không kiểm điểm ({cite}); hồ sơ vẫn ghi đã kiểm điểm. Không cản trở việc ký: nếu số thành "
                f"viên ghi chưa đúng, hãy sửa lại danh sách.",
                f"{named(body)} had {seated} sitting members on the review date {day}, fewer than {smallest}, and is "
                f"not reviewed ({cite}); a review is recorded all the same. It does not block the signature: if the "
                f"seats are wrong, mend them.",
            )
        yield look(rule, body.code, cite, {**figures, "reviewed": body.reviewed}, finding)


def collective_too_small_to_grade(ground: Ground) -> Iterator[Look]:
    """A2: fewer sitting members than the minimum on the grading date; a grade given: violation."""
    rule, cite = Rule.COLLECTIVE_TOO_SMALL_TO_GRADE, ground.cite(Rule.COLLECTIVE_TOO_SMALL_TO_GRADE)
    smallest = ground.rule_set.smallest_collective.value
    if smallest is None:
        return
    day = ground.dossier.grading_date
    for body in ground.dossier.collectives:
        seated = len(body.sitting_on(day))
        figures = {"sitting": seated, "least": smallest, "on": day.isoformat()}
        finding = None
        if body.grade is not None and seated < smallest:
            finding = Finding(
                rule,
                Severity.VIOLATION,
                body.code,
                cite,
                figures,
                f"{named(body)} có {seated} thành viên vào ngày xếp loại {as_printed(day)}, dưới {smallest:02} thành "
                f"viên nên không đánh giá, xếp loại ({cite}), nhưng hồ sơ ghi mức “{body.grade.vi}”. Hãy bỏ mức xếp "
                f"loại này, hoặc sửa danh sách thành viên nếu ghi chưa đúng.",
                f"{named(body)} had {seated} sitting members on the grading date {day}, fewer than {smallest}, and is "
                f"not graded ({cite}), but has the grade “{body.grade.en}”. Remove the grade, or mend the seats if "
                f"they are wrong.",
            )
        yield look(rule, body.code, cite, {**figures, "grade": body.grade}, finding)


def collective_too_new_to_grade(ground: Ground) -> Iterator[Look]:
    """A3: established fewer than the set months before the grading date; a grade given: violation."""
    rule, cite = Rule.COLLECTIVE_TOO_NEW_TO_GRADE, ground.cite(Rule.COLLECTIVE_TOO_NEW_TO_GRADE)
    for body in ground.dossier.collectives:
        too_new = collective_bars(body, ground.dossier, ground.rule_set)[NotGradable.TOO_NEW]
        finding = None
        if too_new and body.grade is not None:
            months = ground.rule_set.collective_months.value
            finding = _too_new(ground, rule, body, body.established_on, body.grade, months)
        yield look(rule, body.code, cite, _age(ground, body), finding)


def cell_too_new_to_grade(ground: Ground) -> Iterator[Look]:
    """A6: as A3 for a cell. Its members are graded all the same."""
    rule, cite = Rule.CELL_TOO_NEW_TO_GRADE, ground.cite(Rule.CELL_TOO_NEW_TO_GRADE)
    for cell in ground.dossier.cells:
        too_new = ground.unit_bars[cell.code] is NotGradable.TOO_NEW
        finding = None
        if too_new and cell.grade is not None:
            months = ground.rule_set.cell_months.value
            finding = _too_new(ground, rule, cell, cell.established_on, cell.grade, months)
        yield look(rule, cell.code, cite, _age(ground, cell), finding)


def _age(ground: Ground, unit: Cell | Collective) -> dict[str, object]:
    since = unit.established_on
    return {
        "established_on": since.isoformat() if since else None,
        "on": ground.dossier.grading_date.isoformat(),
        "grade": unit.grade,
    }


def _too_new(ground: Ground, rule: Rule, unit: Cell | Collective, since: date, grade: Grade, months: int) -> Finding:
    cite, day = ground.cite(rule), ground.dossier.grading_date
    return Finding(
        rule,
        Severity.VIOLATION,
        unit.code,
        cite,
        {"established_on": since.isoformat(), "months": months, "on": day.isoformat()},
        f"{named(unit)} thành lập ngày {as_printed(since)}, đến ngày xếp loại {as_printed(day)} chưa đủ {months:02} "
        f"tháng nên không đánh giá, xếp loại ({cite}), nhưng hồ sơ ghi mức “{grade.vi}”. Hãy bỏ mức xếp loại này, "
        f"hoặc sửa ngày thành lập nếu ghi chưa đúng.",
        f"{named(unit)} was established on {since}, fewer than {months} months before the grading date {day}, and is "
        f"not graded ({cite}), but has the grade “{grade.en}”. Remove the grade, or mend the date if it is wrong.",
    )


def collective_kind_not_subject(ground: Ground) -> Iterator[Look]:
    """A4: a body that is not subject at all. A grade: violation; a review: notice; both, if both."""
    rule, cite = Rule.COLLECTIVE_KIND_NOT_SUBJECT, ground.cite(Rule.COLLECTIVE_KIND_NOT_SUBJECT)
    reviews = ground.rule_set.kinds_not_reviewed
    for body in ground.dossier.collectives:
        looked_at = {"kind": body.kind, "reviewed": body.reviewed, "grade": body.grade}
        findings = []
        if body.grade is not None and body.kind in ground.rule_set.kinds_not_subject.value:
            findings.append(_kind_graded(rule, cite, body, body.grade))
        if body.reviewed and body.kind in reviews.value:
            findings.append(_kind_reviewed(rule, str(reviews.citation), body))
        for finding in findings or [None]:
            yield look(rule, body.code, finding.citation if finding else cite, looked_at, finding)


def _kind_graded(rule: Rule, cite: str, body: Collective, grade: Grade) -> Finding:
    return Finding(
        rule,
        Severity.VIOLATION,
        body.code,
        cite,
        {"kind": body.kind.value, "grade": grade.value},
        f"{named(body)} không thuộc đối tượng đánh giá, xếp loại: trong các cơ quan nhà nước ở phường chỉ còn tập thể "
        f"Ủy ban nhân dân phường ({cite}). Hồ sơ ghi mức “{grade.vi}”; hãy bỏ mức xếp loại này.",
        f"{named(body)} is not subject to grading: of the ward's state bodies only the People's Committee is ({cite}). "
        f"It has the grade “{grade.en}”; remove it.",
    )


def _kind_reviewed(rule: Rule, cite: str, body: Collective) -> Finding:
    return Finding(
        rule,
        Severity.NOTICE,
        body.code,
        cite,
        {"kind": body.kind.value, "reviewed": True},
        f"{named(body)} không thuộc đối tượng kiểm điểm tập thể ({cite}) nhưng hồ sơ ghi đã kiểm điểm. Không cản trở "
        f"việc ký; bản kiểm điểm chỉ lưu để tham khảo.",
        f"{named(body)} is not subject to review ({cite}), but a review is recorded. It does not block the signature; "
        f"the review is kept for information only.",
    )


def member_not_gradable_rule(ground: Ground) -> Iterator[Look]:
    """A5: exempt, suspended, admitted too recently, or outside the Party; a member's grade given: violation."""
    rule, cite = Rule.MEMBER_NOT_GRADABLE, ground.cite(Rule.MEMBER_NOT_GRADABLE)
    day = ground.dossier.grading_date.isoformat()
    for member in ground.dossier.members:
        bar = ground.member_bars[member.code]
        finding = None
        if bar is not None and member.grade is not None:
            finding = _member_barred(ground, member, bar, member.grade)
        admitted = member.admitted_on
        looked_at = {
            "status": member.status,
            "admitted_on": admitted.isoformat() if admitted else None,
            "on": day,
            "grade": member.grade,
        }
        yield look(rule, member.code, cite, looked_at, finding)


def _member_barred(ground: Ground, member: Member, bar: NotGradable, grade: Grade) -> Finding:
    cite, day = ground.cite(Rule.MEMBER_NOT_GRADABLE), ground.dossier.grading_date
    figures: dict[str, object] = {"status": member.status.value}
    why_vi, why_en = bar.vi, bar.en
    admitted = member.admitted_on
    if bar is NotGradable.TOO_NEW:
        months = ground.rule_set.member_months.value
        figures |= {"admitted_on": admitted.isoformat(), "months": months, "on": day.isoformat()}
        why_vi = (
            f"được kết nạp ngày {as_printed(admitted)}, đến ngày xếp loại {as_printed(day)} chưa đủ {months:02} tháng"
        )
        why_en = f"was admitted on {admitted}, fewer than {months} months before the grading date {day}"
    return Finding(
        Rule.MEMBER_NOT_GRADABLE,
        Severity.VIOLATION,
        member.code,
        cite,
        figures,
        f"{person_vi(member)} {why_vi} nên không xếp loại đảng viên ({cite}), nhưng hồ sơ ghi mức “{grade.vi}”. Hãy bỏ "
        f"mức xếp loại này, hoặc sửa thông tin đảng viên nếu ghi chưa đúng.",
        f"{named(member)} {why_en} and gets no member's grade ({cite}), but has the grade “{grade.en}”. Remove the "
        f"grade, or mend the person's facts if they are wrong.",
    )


def grade_missing(ground: Ground) -> Iterator[Look]:
    """A7: a gradable member, cell or collective without a grade: needs a reason."""
    for member in ground.dossier.members:
        if ground.member_bars[member.code] is None:
            yield _missing(ground, member, person_vi(member))
    for unit in (*ground.dossier.cells, *ground.dossier.collectives):
        if ground.unit_bars[unit.code] is None:
            yield _missing(ground, unit, named(unit))


def _missing(ground: Ground, subject: Member | Cell | Collective, called: str) -> Look:
    rule, cite = Rule.GRADE_MISSING, ground.cite(Rule.GRADE_MISSING)
    finding = None
    if subject.grade is None:
        finding = Finding(
            rule,
            Severity.NEEDS_REASON,
            subject.code,
            cite,
            {},
            f"{called} thuộc diện đánh giá, xếp loại nhưng chưa có mức xếp loại ({cite}). Hãy xếp loại, hoặc ghi lý do "
            f"chưa xếp loại.",
            f"{named(subject)} is to be graded but has no grade ({cite}). Give the grade, or record the reason why "
            f"there is none yet.",
        )
    return look(rule, subject.code, cite, {"grade": subject.grade}, finding)
