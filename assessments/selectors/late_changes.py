"""Changes after the opening as people read them: the list of a year, what the ground is ahead of, open years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from assessments.models import Campaign, LateChange, Opinion, Review, ReviewFile
from assessments.models.fields import SUBJECT_LABELS
from assessments.models.late_change import LATE_CHANGE_LABELS
from assessments.selectors.late_words import DEED_WORDS, Line, lines_of
from assessments.selectors.year_differences import Deed, Difference, YearAndGround
from assessments.workflow import CampaignStage, Stage, SubjectKind
from cells.models import Account, Member, Organization
from cells.vietnamese import fold

_SETTLED = (Stage.DECIDED, Stage.RELEASED)


@dataclass(frozen=True)
class Step:
    """One review that followed: `versions` as “1 → 2”, blank where the facts stayed."""

    review_id: int
    name: str
    what: str
    deed: str
    versions: str
    lines: list[Line]


@dataclass(frozen=True)
class ChangeView:
    """One row of the list. `findings`: (gone | come, severity, message); `refigured`: messages of those that stay with
    other figures. `opinion_missing`: the old cell's
    comment is required (HD 21) and not recorded yet."""

    change: LateChange
    kind: str
    steps: list[Step]
    findings: list[tuple[str, str, str]]
    refigured: list[str]
    former: dict
    opinion_missing: bool
    dropped_ballots: bool


def late_changes_of(campaign: Campaign, *, kind: str = "", text: str = "") -> list[ChangeView]:
    """Newest first; `text` is compared without accents with names and document. Three queries."""
    rows = LateChange.objects.filter(campaign=campaign).select_related("review__file").order_by("-at", "-pk")
    if kind:
        rows = rows.filter(kind=kind)
    wanted = fold(text)
    rows = [row for row in rows if wanted in fold(f"{row.review.name} {row.review.code} {row.document}")]
    names = names_of(campaign)
    told = set(
        Opinion.objects.filter(review__campaign=campaign, body="former_cell").values_list("review_id", flat=True)
    )
    return [_view(row, names, told) for row in rows]


def names_of(campaign: Campaign) -> dict[str, str]:
    """Code → name of everybody and every unit of the year, gone or not; one query."""
    reviews = Review.everyone.filter(campaign=campaign).exclude(kind=SubjectKind.OFFICER)
    return dict(reviews.values_list("code", "name"))


def _view(row: LateChange, names: Mapping[str, str], commented: set[int]) -> ChangeView:
    former = row.after.get("former_cell") or {}
    told = [(sign, severity, message) for sign, severity, _subject, message in row.after.get("findings", ())]
    return ChangeView(
        change=row,
        kind=str(LATE_CHANGE_LABELS[row.kind]),
        steps=[
            _step(before, after, names)
            for before, after in zip(row.before.get("reviews", ()), row.after.get("reviews", ()), strict=True)
        ],
        findings=[(sign, severity, message) for sign, severity, message in told if sign != "changed"],
        refigured=[message for sign, _severity, message in told if sign == "changed"],
        former=former,
        opinion_missing=bool(former.get("opinion_required")) and row.concerns_year and row.review_id not in commented,
        dropped_ballots="ballots" in row.before,
    )


def _step(before: dict, after: dict, names: Mapping[str, str]) -> Step:
    versions = f"{before['version'] or '–'} → {after['version']}" if before["version"] != after["version"] else ""
    joined = after["deed"] == Deed.JOINED
    return Step(
        review_id=after["review"],
        name=after["name"],
        what=str(SUBJECT_LABELS[SubjectKind(after["kind"])]),
        deed=str(DEED_WORDS[Deed(after["deed"])]),
        versions=versions,
        lines=[] if joined else lines_of(before["facts"], after["facts"], names),
    )


@dataclass(frozen=True)
class Ahead:
    """Something the ground says and the year does not. `url_key`: how the form names it; `kinds`: what it may be."""

    difference: Difference
    what: str
    deed: str
    lines: list[Line]
    kinds: tuple[str, ...]

    @property
    def url_key(self) -> str:
        kind, pk = self.difference.key
        return f"{kind}-{pk}"


_PEOPLE_KINDS = {
    Deed.JOINED: ("transfer_in", "admission", "other"),
    Deed.BACK: ("transfer_in", "other"),
    Deed.LEFT: ("transfer_out", "death", "other"),
    Deed.MOVED: ("move", "other"),
}


def ahead_of(campaign: Campaign) -> list[Ahead]:
    """What pages of the ground and imported lists changed since the opening; a fixed number of queries.

    Nothing for a year that is not open, or decided: it stands as it was decided.
    """
    if campaign.stage != CampaignStage.OPEN or not following_years(campaign.ward_id).filter(pk=campaign.pk).exists():
        return []
    found = YearAndGround(campaign).differences()
    names = names_of(campaign) if found else {}
    return [_ahead(difference, names) for difference in found]


def _ahead(difference: Difference, names: Mapping[str, str]) -> Ahead:
    kind = difference.key[0]
    then = difference.review.facts if difference.review else {}
    now = difference.subject.facts if difference.subject else {}
    both = difference.deed in (Deed.CHANGED, Deed.MOVED, Deed.BACK)
    lines = lines_of(then, now, names) if both else []
    return Ahead(
        difference, str(SUBJECT_LABELS[kind]), str(DEED_WORDS[difference.deed]), lines, _kinds(difference, then, now)
    )


def _kinds(difference: Difference, then: Mapping, now: Mapping) -> tuple[str, ...]:
    kind = difference.key[0]
    if kind is SubjectKind.MEMBER:
        return _PEOPLE_KINDS.get(difference.deed, ("other",))
    if kind is SubjectKind.OFFICER:
        return ("post", "other")
    kinds = tuple(name for name, key in (("seat", "seats"), ("headship", "heads")) if then.get(key) != now.get(key))
    return (*kinds, "other")


def following_years(ward_id: int):
    """Open years of a ward in which something is still to be decided, newest first."""
    files = ReviewFile.objects.filter(campaign=OuterRef("pk")).exclude(stage__in=_SETTLED)
    return Campaign.objects.filter(ward=ward_id, stage=CampaignStage.OPEN).filter(Exists(files)).order_by("-year")


def changes_in_file(file: ReviewFile) -> list[LateChange]:
    """Those who came into this file or went from it after the opening, newest first; one query."""
    rows = LateChange.objects.filter(campaign=file.campaign_id, review__kind=SubjectKind.MEMBER, concerns_year=True)
    return [
        row
        for row in rows.select_related("review__file").order_by("-at", "-pk")
        if row.review.file_id == file.pk or file.code in _files(row)
    ]


def _files(row: LateChange) -> set[str]:
    return {state["file"] for side in (row.before, row.after) for state in side.get("reviews", ())}


@dataclass(frozen=True, slots=True)
class LateLine:
    """One row of the report: who, what, from when, on which paper."""

    name: str
    what: str
    effective_on: str
    document: str


def late_lines(campaign: Campaign) -> tuple[LateLine, ...]:
    """The changes that concern the year, in the order they took effect; one query."""
    rows = LateChange.objects.filter(campaign=campaign, concerns_year=True).select_related("review")
    return tuple(
        LateLine(
            row.review.name,
            str(LATE_CHANGE_LABELS[row.kind]),
            f"{row.effective_on:%d/%m/%Y}",
            f"{row.document}, {row.document_date:%d/%m/%Y}" if row.document_date else row.document,
        )
        for row in rows.order_by("effective_on", "pk")
    )


def open_accounts_of(member_id: int) -> list[str]:
    """Names of the open accounts of a person, for somebody to close; one query."""
    accounts = Account.objects.filter(member=member_id, is_active=True).order_by("username")
    return list(accounts.values_list("username", flat=True))


def gone_people(ward: Organization, on: date):
    """People the ward knows and who have left, for a return."""
    return Member.objects.filter(ward=ward, left_on__lte=on).select_related("cell").order_by("sort_key", "pk")
