"""Why this grade, why not a higher one: one subject's explanation, to read and to print."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.permissions import visible_reviews
from assessments.rules import rule_set
from assessments.rules.explaining import Explanation, Mark, Point, StepKind
from assessments.selectors.critiques import REVIEW_JOINS
from assessments.selectors.explanations import explanation_of
from assessments.selectors.finding_words import page_language
from cells.access import access_of
from cells.clock import today

_MARK_CLASSES = {
    Mark.MET: "is-done",
    Mark.FOUND: "is-overdue",
    Mark.LIMITS: "is-working",
    Mark.LIFTED: "is-none",
    Mark.NOT_BINDING: "is-none",
    Mark.NOT_RECORDED: "is-waiting",
}


@login_required
@require_safe
def why(request: HttpRequest, review_id: int) -> HttpResponse:
    """Office and committee only: the figures behind it are not released to anybody else."""
    access = access_of(request.user, today())
    review = get_object_or_404(visible_reviews(access).select_related(*REVIEW_JOINS), pk=review_id)
    if not access.sees_ward(review.campaign.ward_id):
        raise Http404
    explanation, lang = explanation_of(review), page_language()
    context = {
        "review": review,
        "file": review.file,
        "campaign": review.campaign,
        "explanation": explanation,
        "kind": explanation.kind.label(lang),
        "highest": explanation.highest_said.within(lang),
        "steps": [
            (step.kind.label(lang), step.said.within(lang), step.citation)
            for step in explanation.nearest
            if step.kind is not StepKind.TOP
        ],
        "points": [_row(point, lang) for point in explanation.points],
        "void": _is_void(explanation),
        "rules": rule_set(explanation.rule_set_code).title(lang),
    }
    return render(request, "assessments/why.html", context)


def _row(point: Point, lang: str) -> dict[str, object]:
    return {
        "topic": point.topic.within(lang),
        "item": point.rule.item,
        "text": point.said.within(lang),
        "mark": point.mark.label(lang),
        "mark_class": _MARK_CLASSES[point.mark],
        "citation": point.citation,
        "holds_from": point.holds_from,
    }


def _is_void(explanation: Explanation) -> bool:
    """A grade stands where the record allows none."""
    return explanation.given is not None and explanation.highest is None
