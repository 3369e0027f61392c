"""What stands at the head of form 02: name, birth, posts, unit of work, cell – from the roster, frozen at submission."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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


class Held:
    """Officer posts, seats and agencies headed, of some people; three queries when made, none when asked."""

    def __init__(self, members: Iterable[Member]) -> None:
        people = [member.pk for member in members]
        posts = OfficerPost.objects.filter(member__in=people).select_related("organization", "collective")
        posts = posts.only("member", "title", "from_date", "to_date", "organization__name", "collective__name")
        seats = Seat.objects.filter(member__in=people).select_related("collective")
        seats = seats.only("member", "title", "from_date", "to_date", "collective__kind", "collective__name")
        heads = Headship.objects.filter(member__in=people, organization__kind=OrganizationKind.AGENCY)
        self.posts: dict[int, list[OfficerPost]] = _by_member(posts.order_by("pk"))
        self.seats: dict[int, list[Seat]] = _by_member(seats.order_by("pk"))
        self.heads: dict[int, list[Headship]] = _by_member(
            heads.select_related("organization")
            .only("member", "appointed_on", "ended_on", "organization__name")
            .order_by("appointed_on", "pk")
        )


def header_of(review: Review, held: Held | None = None) -> dict:
    """{"name", "born_on" (ISO or blank), "party_posts", "state_posts", "mass_posts", "unit", "cell"} of a member's form.

    Empty for a collective. Three queries beside the member's and the cell's; none with `held`.
    """
    if review.kind != SubjectKind.MEMBER:
        return {}
    member, campaign = review.member, review.campaign
    held = held or Held([member])
    posts = _posts(member, campaign.review_date, held)
    return {
        "name": member.full_name,
        "born_on": member.born_on.isoformat() if member.born_on else "",
        **posts,
        "unit": _unit(member, campaign.review_date, held),
        "cell": member.cell.name if member.cell_id else "",
    }


def header_lines(review: Review, critique: SelfCritique | None, held: Held | None = None) -> list[HeaderLine]:
    """The head of the form in words: as frozen with a submitted critique, else as the roster has it now. Missing: –."""
    header = critique.header if critique and critique.is_submitted and critique.header else header_of(review, held)
    return lines_of(header) if header else []


def lines_of(header: Mapping) -> list[HeaderLine]:
    """What `header_of` gives, in words; each line that is not known says –."""
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


def _by_member(rows: Iterable) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.member_id].append(row)
    return found


def _posts(member: Member, on: date, held: Held) -> dict[str, list[str]]:
    """Posts held on that day, each once: the roster's words, officer posts, seats."""
    found: list[tuple[str, str]] = [
        (kind_of_post(part), part) for part in map(tidy, member.position.replace(",", ";").split(";")) if part
    ]
    posts = held.posts.get(member.pk, ())
    found += [(kind_of_post(post.title), f"{post.title}, {post.unit.name}") for post in posts if _holds(post, on)]
    for seat in held.seats.get(member.pk, ()):
        if _holds(seat, on):
            kind = PARTY if seat.collective.kind in _PARTY_BODIES else STATE
            found.append((kind, f"{seat.title}, {seat.collective.name}" if seat.title else seat.collective.name))
    grouped: dict[str, list[str]] = {PARTY: [], STATE: [], MASS: []}
    for kind, words in found:
        if not any(fold(words).startswith(fold(known)) for known in grouped[kind]):
            grouped[kind].append(words)
    return grouped


def _holds(held: OfficerPost | Seat, on: date) -> bool:
    return (held.from_date is None or held.from_date <= on) and (held.to_date is None or on < held.to_date)


def _unit(member: Member, on: date, held: Held) -> str:
    """The agency a person heads, else what the cell stands on; blank for people of a neighbourhood."""
    heads = held.heads.get(member.pk, ())
    headed = next(
        (head for head in heads if head.appointed_on <= on and (head.ended_on is None or head.ended_on > on)),
        None,
    )
    if headed:
        return headed.organization.name
    cell = member.cell
    if cell is None or cell.cell_kind in ("", CellKind.NEIGHBOURHOOD):
        return ""
    return cell.name.removeprefix("Chi bộ ").strip()
