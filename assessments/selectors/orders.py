"""Orders to read: for whom, in which state, due when, and who has the thing now (rules G4)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Campaign, Grading, Order, Review, ReviewFile
from assessments.selectors.custody import holder_of
from assessments.workflow import GradingStep, Stage, SubjectKind
from cells.acting import is_about_self, persons_of
from cells.models import Account

#: Kind of an order over a file → the step that carries it out.
STEP_OF_KIND = {"return": "order_return", "re_review": "reopen"}
#: Stage → the kind of order that reaches a file there.
KIND_AT = {
    Stage.SUBMITTED: "return",
    Stage.ACCEPTED: "return",
    Stage.DECIDED: "re_review",
    Stage.RELEASED: "re_review",
}
WAITS_FOR_THE_COMMITTEE = _("The standing committee: to issue")
CARRIED_OUT = _("Carried out")


@dataclass(frozen=True)
class OrderRow:
    """One order in the list. `holder`: who has to act now; blank for one taken away."""

    order: Order
    holder: str | Promise

    @property
    def about(self) -> str:
        return self.order.review.name if self.order.review_id else self.order.file.name

    @property
    def css(self) -> str:
        return {"draft": "is-working", "issued": "is-done", "withdrawn": "is-waiting"}[self.order.state]


@dataclass(frozen=True)
class ThenAndNow:
    """A subject of a reviewed-again file: the grade laid aside with its decision, and the one that stands now."""

    review: Review
    then: Grading
    now: Grading | None


def order_rows(campaign: Campaign, *, state: str = "") -> list[OrderRow]:
    """Newest first; one query."""
    orders = Order.objects.filter(campaign=campaign).select_related("file", "review", "event").order_by("-pk")
    if state:
        orders = orders.filter(state=state)
    return [row_of(order) for order in orders]


def row_of(order: Order) -> OrderRow:
    if order.state == "draft":
        return OrderRow(order, WAITS_FOR_THE_COMMITTEE)
    if order.state == "withdrawn":
        return OrderRow(order, "")
    # While the round that the order opened still runs, whoever has the file has the order.
    if order.event_id and order.file.round == order.event.round and order.file.stage != Stage.RELEASED:
        return OrderRow(order, holder_of(order.file.stage))
    return OrderRow(order, CARRIED_OUT)


def is_about(order: Order, account: Account) -> bool:
    """The order grades a person behind the account, or sends back the file that holds such a person's own review."""
    if order.review_id:
        return is_about_self(account, order.review.member_id)
    persons = persons_of(account)
    if not persons:
        return False
    people = (SubjectKind.MEMBER, SubjectKind.OFFICER)
    return Review.objects.filter(file=order.file_id, member__in=persons, kind__in=people).exists()


def files_for(campaign: Campaign, kind: str) -> list[ReviewFile]:
    """The files that an order of this kind can reach now."""
    stages = [stage for stage, known in KIND_AT.items() if known == kind]
    return list(ReviewFile.objects.filter(campaign=campaign, stage__in=stages).order_by("position", "code"))


def laid_aside(order: Order) -> list[ThenAndNow]:
    """What an issued re-review laid aside, and what was decided since; one query."""
    if order.kind != "re_review" or order.event is None:
        return []
    gradings = (
        Grading.objects.filter(review__file=order.file_id, step=GradingStep.DECISION)
        .select_related("review", "decision")
        .order_by("review__kind", "review__sort_key", "pk")
    )
    then, now = {}, {}
    for grading in gradings:
        if grading.round < order.event.round:
            then[grading.review_id] = grading
        elif grading.current:
            now[grading.review_id] = grading
    return [ThenAndNow(old.review, old, now.get(review_id)) for review_id, old in then.items()]


def signed_subjects(order: Order) -> int:
    """How many signed grades a re-review would lay aside; one query."""
    if order.file_id is None:
        return 0
    return Grading.objects.filter(review__file=order.file_id, step=GradingStep.DECISION, current=True).count()


def standing_grade(review: Review) -> Grading | None:
    """The signed grade of one subject."""
    return (
        Grading.objects.filter(review=review, step=GradingStep.DECISION, current=True)
        .select_related("decision")
        .first()
    )


def former_grade(given: Grading) -> Grading | None:
    """The signed grade that a re-grade took the place of."""
    earlier = Grading.objects.filter(review=given.review_id, step=GradingStep.DECISION, pk__lt=given.pk)
    return earlier.select_related("decision").order_by("-pk").first()
