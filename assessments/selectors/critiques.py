"""Self-critiques as people read them: the form with its answers, this year's and last year's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessments.models import Answer, Campaign, Review, ReviewFile, SelfCritique
from assessments.review_forms import Form, Section, form_for, read_form
from assessments.selectors.attachments import critique_papers, on_paper_words
from assessments.selectors.standings import WRITES_CRITIQUE, Bar, Standings
from assessments.workflow import SubjectKind


@dataclass(frozen=True, slots=True)
class Filled:
    """One section with what was written; `last_year` is the same section's text of the year before."""

    section: Section
    text: str = ""
    level_self: str = ""
    level_cell: str = ""
    last_year: str = ""

    @property
    def level(self) -> str:
        """The meeting's level, else the self-rating."""
        return self.level_cell or self.level_self


@dataclass(frozen=True, slots=True)
class CritiqueRow:
    """One subject in the list of a file's critiques. `bar`: why none is owed. `comments`: how many bodies commented.
    `invited`: what the member's own hand does there. `on_paper`: the names of its pages, if it was handed in so."""

    review: Review
    critique: SelfCritique | None
    bar: Bar | None
    comments: str = ""
    on_paper: str = ""
    invited: str = ""


def leads(review: Review) -> bool:
    """The person heads a unit or holds an officer's post: the longer form is theirs."""
    return (
        review.heads_something
        or Review.objects.filter(
            campaign=review.campaign_id, kind=SubjectKind.OFFICER, member=review.member_id
        ).exists()
    )


def leaders_of(file: ReviewFile, reviews: Iterable[Review]) -> set[int]:
    """Review ids of those for whom `leads` is true; one query."""
    officers = Review.objects.filter(campaign=file.campaign_id, kind=SubjectKind.OFFICER)
    holders = set(officers.values_list("member_id", flat=True))
    members = [review for review in reviews if review.kind == SubjectKind.MEMBER]
    return {review.pk for review in members if review.heads_something or review.member_id in holders}


def form_of(review: Review, critique: SelfCritique | None, is_leader: bool | None = None) -> Form:
    """The form a critique was written on; for one not begun, the form the subject fills in now. `is_leader`: what `leads`
    says, where it has been asked for many at once."""
    campaign = review.campaign
    if critique is not None:
        return read_form(
            critique.form,
            critique.form_version,
            campaign.special_topics,
            body_kind=review.facts.get("kind", ""),
            heads=review.heads_something,
        )
    if is_leader is None:
        is_leader = review.kind == SubjectKind.MEMBER and leads(review)
    return form_for(
        review.kind,
        review.facts,
        campaign.special_topics,
        leads=is_leader,
        heads=review.heads_something,
        rule_set=campaign.rule_set,
    )


def filled_sections(review: Review, critique: SelfCritique | None) -> list[Filled]:
    """Every section of the form in order, filled as far as it is, with last year's text beside it."""
    answers = {answer.section: answer for answer in critique.answers.all()} if critique else {}
    before = last_years_texts(review)
    nothing = Answer()
    rows = []
    for section in form_of(review, critique).sections:
        answer = answers.get(section.key, nothing)
        last = "" if section.topic else before.get(section.key, "")
        rows.append(Filled(section, answer.text, answer.level_self, answer.level_cell, last))
    return rows


def last_years_texts(review: Review) -> dict[str, str]:
    """Section → text of the same person's or collective's submitted critique of the year before; one query."""
    earlier = {"member": review.member_id} if review.member_id else {"collective": review.collective_id}
    rows = Answer.objects.filter(
        critique__submitted_at__isnull=False,
        critique__review__campaign__ward=review.campaign.ward_id,
        critique__review__campaign__year=review.campaign.year - 1,
        critique__review__kind=review.kind,
        **{f"critique__review__{key}": value for key, value in earlier.items()},
    )
    return dict(rows.values_list("section", "text"))


def critique_rows(file: ReviewFile) -> list[CritiqueRow]:
    """Collectives first, then members by given name, each with its critique; three queries."""
    reviews = Review.objects.filter(file=file, kind__in=WRITES_CRITIQUE)
    critiques = {critique.review_id: critique for critique in SelfCritique.objects.filter(review__file=file)}
    standing, papers = Standings(file.campaign), critique_papers(file)
    ordered = sorted(reviews, key=lambda review: (review.kind != SubjectKind.COLLECTIVE, review.sort_key, review.code))
    return [
        CritiqueRow(
            review,
            critiques.get(review.pk),
            standing.no_review(review.kind, review.facts),
            on_paper=on_paper_words(papers.get(review.pk, ())),
        )
        for review in ordered
    ]


def leaving_reviews(file: ReviewFile, on: date) -> list[Review]:
    """People of the cell whose leaving is recorded for a day after `on`: still in its list, and nothing is due of them."""
    still = Review.everyone.filter(left_on__gt=on, file=file, kind=SubjectKind.MEMBER)
    return list(still.order_by("sort_key", "code"))


def campaign_reviews(campaign: Campaign):
    """Reviews of a campaign with what the pages about one subject read."""
    return Review.objects.filter(campaign=campaign).select_related(*REVIEW_JOINS)


#: What a page about one subject reads beside the review itself.
REVIEW_JOINS = ("campaign__ward", "file__cell", "file__collective", "file__campaign__ward")
