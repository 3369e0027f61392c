"""What stands at the head of form 02: name, birth, posts, unit of work, cell – from the roster, frozen at submission."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from assessments.models import Review, SelfCritique
from assessments.workflow import SubjectKind
from cells.models import Headship, Member, OfficerPost, Seat
from cells.vietnamese import fold, fold_words, tidy
from cells.vocabulary import CellKind, CollectiveKind, OrganizationKind

#: Words, folded, by which a post is told: of the Party, of a mass organization; any other is of the government's side.
_PARTY_WORDS = ("bi thu", "chi uy", "dang uy", "cap uy", "ban thuong vu", "to dang", "to truong dang")
_MASS_WORDS = (
    "mat tran", "mttq", "cong doan", "doan thanh nien", "doan tncs", "hoi phu nu", "hoi nong dan", "cuu chien binh",
    "nguoi cao tuoi", "chu thap do", "khuyen hoc", "chi hoi", "chi doan",
)  # fmt: skip
#: “Bí thư Đoàn” is secretary of the Youth Union, not of a cell.
_YOUTH_WORDS = ("bi thu doan", "bi thu chi doan")
_PARTY_BODIES = frozenset(
    {CollectiveKind.CELL_COMMITTEE, CollectiveKind.PARTY_COMMITTEE, CollectiveKind.STANDING_COMMITTEE}
)
PARTY, STATE, MASS = "party_posts", "state_posts", "mass_posts"


@dataclass(frozen=True, slots=True)
class HeaderLine:
    label: str
    value: str


def header_of(review: Review) -> dict:
    """{"name", "born_on" (ISO or blank), "party_posts", "state_posts", "mass_posts", "unit", "cell"} of a member's form.

    Empty for a collective. Three queries beside the member's and the cell's.
    """
    if review.kind != SubjectKind.MEMBER:
        return {}
    member, campaign = review.member, review.campaign
    posts = _posts(member, campaign.review_date)
    return {
        "name": member.full_name,
        "born_on": member.born_on.isoformat() if member.born_on else "",
        **posts,
        "unit": _unit(member, campaign.review_date),
        "cell": member.cell.name if member.cell_id else "",
    }


def header_lines(review: Review, critique: SelfCritique | None) -> list[HeaderLine]:
    """The head of the form in words: as frozen with a submitted critique, else as the roster has it now. Missing: –."""
    header = critique.header if critique and critique.is_submitted and critique.header else header_of(review)
    if not header:
        return []
    born = date.fromisoformat(header["born_on"]).strftime("%d/%m/%Y") if header.get("born_on") else ""
    lines = (
        (_("Full name"), header.get("name", "")),
        (_("Date of birth"), born),
        (_("Posts in the Party"), "; ".join(header.get(PARTY, ()))),
        (_("Posts in the government"), "; ".join(header.get(STATE, ()))),
        (_("Posts in mass organizations"), "; ".join(header.get(MASS, ()))),
        (_("Unit of work"), header.get("unit", "")),
        (_("Cell"), header.get("cell", "")),
    )
    return [HeaderLine(label, value or "–") for label, value in lines]


def kind_of_post(title: str) -> str:
    """Which line of the form a post belongs to, told by its words."""
    words = f" {fold_words(title)} "
    if any(f" {word} " in words for word in (*_YOUTH_WORDS, *_MASS_WORDS)):
        return MASS
    return PARTY if any(f" {word} " in words for word in _PARTY_WORDS) else STATE


def _posts(member: Member, on: date) -> dict[str, list[str]]:
    """Posts held on that day, each once: the roster's words, officer posts, seats."""
    found: list[tuple[str, str]] = [
        (kind_of_post(part), part) for part in map(tidy, member.position.replace(",", ";").split(";")) if part
    ]
    posts = OfficerPost.objects.filter(member=member).select_related("organization", "collective").order_by("pk")
    found += [(kind_of_post(post.title), f"{post.title}, {post.unit.name}") for post in posts if _holds(post, on)]
    seats = Seat.objects.filter(member=member).select_related("collective").order_by("pk")
    for seat in seats:
        if _holds(seat, on):
            kind = PARTY if seat.collective.kind in _PARTY_BODIES else STATE
            found.append((kind, f"{seat.title}, {seat.collective.name}" if seat.title else seat.collective.name))
    grouped: dict[str, list[str]] = {PARTY: [], STATE: [], MASS: []}
    for kind, words in found:
        if not any(fold(words).startswith(fold(held)) for held in grouped[kind]):
            grouped[kind].append(words)
    return grouped


def _holds(held: OfficerPost | Seat, on: date) -> bool:
    return (held.from_date is None or held.from_date <= on) and (held.to_date is None or on < held.to_date)


def _unit(member: Member, on: date) -> str:
    """The agency a person heads, else what the cell stands on; blank for people of a neighbourhood."""
    headed = (
        Headship.objects.filter(member=member, organization__kind=OrganizationKind.AGENCY, appointed_on__lte=on)
        .exclude(ended_on__lte=on)
        .select_related("organization")
        .order_by("appointed_on", "pk")
        .first()
    )
    if headed:
        return headed.organization.name
    cell = member.cell
    if cell is None or cell.cell_kind in ("", CellKind.NEIGHBOURHOOD):
        return ""
    return cell.name.removeprefix("Chi bộ ").strip()
