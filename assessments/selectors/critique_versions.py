"""The earlier states of a self-critique, each readable, any two comparable."""

from dataclasses import dataclass

from assessments.models import CritiqueVersion, HintPoint, Review
from assessments.review_forms import Section, read_form
from assessments.selectors.text_difference import Mark, Piece, difference


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section as a version holds it: its heading's section, or the words of a hint's point, and what was given."""

    key: str
    section: Section | None
    label: str
    text: str
    level_self: str
    level_cell: str


@dataclass(frozen=True, slots=True)
class SectionDifference:
    """One section of two versions: the text in pieces for each side, the levels, and whether anything differs."""

    before: SectionState
    after: SectionState
    pieces: tuple[Piece, ...]

    @property
    def left(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.mark != Mark.ADDED]

    @property
    def right(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.mark != Mark.REMOVED]

    @property
    def text_changed(self) -> bool:
        return any(piece.mark != Mark.SAME for piece in self.pieces)

    @property
    def level_changed(self) -> bool:
        return self.before.level_self != self.after.level_self

    @property
    def changed(self) -> bool:
        return self.text_changed or self.level_changed


def versions_of(review: Review) -> list[CritiqueVersion]:
    """Newest first, without the texts; one query."""
    versions = CritiqueVersion.objects.filter(critique__review=review).defer("answers", "hints")
    return list(versions.order_by("-number"))


def sections_of(review: Review, version: CritiqueVersion) -> list[SectionState]:
    """Every section of the version's form in order; the answers to points of hints follow section IV's own text."""
    form = read_form(
        version.form, version.form_version, review.campaign.special_topics, body_kind=review.facts.get("kind", "")
    )
    states = []
    for section in form.sections:
        answer = version.answers.get(section.key, {})
        text, own, cell = (answer.get(name, "") for name in ("text", "level_self", "level_cell"))
        states.append(SectionState(section.key, section, "", text, own, cell))
        if section.key == "hints":
            states += _hint_states(version)
    return states


def differences_of(review: Review, before: CritiqueVersion, after: CritiqueVersion) -> list[SectionDifference]:
    """Section by section in the newer form's order; what only the older one has comes last."""
    old = {state.key: state for state in sections_of(review, before)}
    new = {state.key: state for state in sections_of(review, after)}
    rows = []
    for key, state in {**new, **{key: state for key, state in old.items() if key not in new}}.items():
        nothing = SectionState(key, state.section, state.label, "", "", "")
        one, other = old.get(key, nothing), new.get(key, nothing)
        rows.append(SectionDifference(one, other, difference(one.text, other.text)))
    return rows


def _hint_states(version: CritiqueVersion) -> list[SectionState]:
    points = HintPoint.objects.filter(pk__in=[int(point) for point in version.hints]).select_related("hint")
    return [
        SectionState(f"hint_{point.pk}", None, point.text, version.hints[str(point.pk)], "", "")
        for point in points.order_by("hint_id", "position")
    ]
