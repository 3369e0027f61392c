"""A cell's sheet read from the rows: what a download says, and the portal's side of the difference when it comes back."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.cell_sheet.content import CellSheet, Counting, SheetRow, SheetTable
from assessments.cell_sheet.layout import BALLOT_LAYOUT, BALLOTS, COUNT_NAMES, HINT_LAYOUT, critique_layout
from assessments.models import HintPoint, Meeting, Review, ReviewFile, SelfCritique, SheetDownload, SheetUpload
from assessments.models.fields import SUBJECT_LABELS
from assessments.review_forms import Form, form_for, version_for
from assessments.selectors.critiques import form_of
from assessments.selectors.hints import ISSUED
from assessments.selectors.meetings import meeting_of, sheet_of
from assessments.selectors.secrecy import sees_tallies
from assessments.selectors.standings import WRITES_CRITIQUE, Standings
from assessments.workflow import SubjectKind
from cells.access import Access
from cells.vietnamese import tidy_text

#: How many downloads of a file keep what they said; an older one comes back without a base.
KEPT_DOWNLOADS = 5
_POINT = "point"


def cell_sheet(file: ReviewFile, access: Access) -> CellSheet:
    """Everything that is filled in for this file, as the account may have it; a fixed number of queries.

    Where few ballots are not told to this account (docs/decisions/0007), their table is left out.
    """
    meeting = meeting_of(file)
    told = sees_tallies(access, file, meeting)
    critiques = list(_critique_tables(file, meeting))
    tables = [*critiques, *_hint_tables(file, critiques), *([_ballot_table(file, meeting)] if told else [])]
    counting = Counting(meeting.ballots_valid if meeting else None, file.campaign.threshold)
    return CellSheet(file.name, file.code, file.campaign.year, tuple(tables), counting, withheld=not told)


def row_key(review: Review) -> str:
    return f"{review.kind}:{review.code}"


def point_key(point_id: int) -> str:
    return f"{_POINT}:{point_id}"


def point_of(key: str) -> int:
    """The point of a hint that a row of its sheet answers."""
    return int(key.removeprefix(f"{_POINT}:"))


def reviews_of_points(file: ReviewFile) -> dict[str, str]:
    """Key of a point → key of the review it was issued for."""
    points = HintPoint.objects.filter(hint__review__file=file, hint__issued_at__isnull=False)
    rows = points.values_list("pk", "hint__review__kind", "hint__review__code")
    return {point_key(pk): f"{kind}:{code}" for pk, kind, code in rows}


def reviews_by_key(file: ReviewFile) -> dict[str, Review]:
    return {row_key(review): review for review in Review.objects.filter(file=file)}


def downloads_of(file: ReviewFile) -> list[SheetDownload]:
    """The last ones, newest first, without what they said; one query."""
    return list(file.sheet_downloads.select_related("by").defer("content").order_by("-at", "-pk")[:KEPT_DOWNLOADS])


def uploads_of(file: ReviewFile, access: Access) -> list[SheetUpload]:
    """What was written from sheets, newest first, and the own sheet that waits, without the bytes; one query."""
    uploads = file.sheet_uploads.select_related("by").defer("content").order_by("-at", "-pk")
    return [one for one in uploads if one.applied_at or one.by_id == access.account_id]


def _critique_tables(file: ReviewFile, meeting: Meeting | None) -> Iterable[SheetTable]:
    """A table for each form in use, forms in order; collectives, then people by given name."""
    standing = Standings(file.campaign)
    officers = set(
        Review.objects.filter(campaign=file.campaign_id, kind=SubjectKind.OFFICER).values_list("member_id", flat=True)
    )
    critiques = {
        one.review_id: one for one in SelfCritique.objects.filter(review__file=file).prefetch_related("answers")
    }
    reviews = Review.objects.filter(file=file, kind__in=WRITES_CRITIQUE)
    tables: dict[tuple[str, str], tuple[Form, list[SheetRow]]] = {}
    for review in sorted(reviews, key=lambda one: (one.kind != SubjectKind.COLLECTIVE, one.sort_key, one.code)):
        if standing.no_review(review.kind, review.facts):
            continue
        review.campaign = file.campaign
        critique = critiques.get(review.pk)
        form = form_of(review, critique) if critique else _form_due(review, review.member_id in officers)
        _form, rows = tables.setdefault((form.code, form.version), (form, []))
        rows.append(_critique_row(review, critique, form, meeting))
    current = version_for(file.campaign.rule_set)
    for _key, (form, rows) in sorted(tables.items()):
        yield SheetTable(critique_layout(form, current=form.version == current), tuple(rows))


def _form_due(review: Review, is_officer: bool) -> Form:
    """As `form_of` has it for a critique not begun, without asking for each person who is an officer."""
    campaign = review.campaign
    return form_for(
        review.kind,
        review.facts,
        campaign.special_topics,
        leads=review.heads_something or is_officer,
        heads=review.heads_something,
        rule_set=campaign.rule_set,
    )


def _critique_row(review: Review, critique: SelfCritique | None, form: Form, meeting: Meeting | None) -> SheetRow:
    answers = {answer.section: answer for answer in critique.answers.all()} if critique else {}
    values: dict[str, str] = {}
    for section in form.sections:
        answer = answers.get(section.key)
        values[f"text_{section.key}"] = tidy_text(answer.text) if answer else ""
        if section.group:
            values[f"level_{section.key}"] = answer.level_self if answer else ""
            values[f"cell_{section.key}"] = answer.level_cell if answer else ""
    values["self_grade"] = critique.self_grade if critique else ""
    if form.officer_grade:
        values["self_grade_officer"] = critique.self_grade_officer if critique else ""
    submitted = critique is not None and critique.is_submitted
    closed = {}
    for name in values:
        if words := _closed(name.startswith("cell_"), submitted, meeting):
            closed[name] = words
    state = "Đã nộp" if submitted else "Đang viết" if critique else "Chưa viết"
    return SheetRow(row_key(review), review.name, values, {"state": state}, closed)


def _hint_tables(file: ReviewFile, critiques: list[SheetTable]) -> Iterable[SheetTable]:
    """The issued points, of the subjects whose critique the workbook has, in their order; nothing without any point. An
    answer belongs to the self-critique: a submitted one is taken back first."""
    places = {row.key: place for place, row in enumerate(row for table in critiques for row in table.rows)}
    submitted = set(
        SelfCritique.objects.filter(review__file=file, submitted_at__isnull=False).values_list("review_id", flat=True)
    )
    points = HintPoint.objects.filter(hint__review__file=file, hint__state=ISSUED)
    rows = []
    for point in points.select_related("hint__review", "answer").order_by("hint__issued_at", "hint", "position"):
        review = point.hint.review
        if row_key(review) not in places:
            continue
        answer = getattr(point, "answer", None)
        closed = {"answer": words} if (words := _closed(False, review.pk in submitted, None)) else {}
        values = {"answer": tidy_text(answer.text) if answer else ""}
        shown = {"point": f"{point.hint.number}, điểm {point.position}: {point.text}"}
        row = SheetRow(point_key(point.pk), review.name, values, shown, closed)
        rows.append((places[row_key(review)], row))
    if rows:
        yield SheetTable(HINT_LAYOUT, tuple(row for _place, row in sorted(rows, key=lambda one: one[0])))


def _closed(is_of_meeting: bool, submitted: bool, meeting: Meeting | None) -> str:
    """Why a value is not written now; blank when it may be."""
    if not is_of_meeting:
        return _("This self-critique has been submitted. Take it back first, then change it.") if submitted else ""
    if not submitted:
        return _("The meeting rates a self-critique that has been submitted; this one has not.")
    return "" if meeting else _("Record the meeting first: until then the self-rating counts.")


def _ballot_table(file: ReviewFile, meeting: Meeting | None) -> SheetTable:
    closed = {}
    if meeting is None:
        words = _("Record the meeting first: without the number of valid ballots no sum can be checked.")
        closed = {BALLOTS: words}
    rows = []
    with override("vi"):
        for row in sheet_of(file, meeting):
            if row.bar is not None:
                continue
            by_hand = row.grade if row.grade != row.carried else ""
            values = dict(zip(COUNT_NAMES, row.counts or (None,) * len(COUNT_NAMES), strict=True))
            values |= {"grade": by_hand, "reason": tidy_text(row.reason) if by_hand else ""}
            kind = str(SUBJECT_LABELS[SubjectKind(row.review.kind)])
            shown = {"post": row.review.facts.get("title", kind) if row.review.kind == SubjectKind.OFFICER else kind}
            rows.append(SheetRow(row_key(row.review), row.review.name, values, shown, closed))
    return SheetTable(BALLOT_LAYOUT, tuple(rows))
