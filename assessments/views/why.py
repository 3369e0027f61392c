"""Why this grade, why not a higher one: one subject's explanation, to read and to print.

What was kept with a decision is shown as it was kept; the record as it stands now is explained beside it.
"""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.models import Review
from assessments.permissions import visible_reviews
from assessments.rules import DossierFaults, UnknownRuleSet, rule_set
from assessments.rules.explaining import Kind, Mark, StepKind
from assessments.selectors.critiques import REVIEW_JOINS
from assessments.selectors.explanations import (
    Difference,
    SignedExplanation,
    differences,
    explanation_of,
    in_confidence,
    signed_explanations,
    tally_is_told,
)
from assessments.selectors.finding_words import page_language
from cells.access import access_of
from cells.clock import today
from cells.services.handing_out import DATA, note_handed_out

_MARK_CLASSES = {
    Mark.MET: "is-done",
    Mark.FOUND: "is-overdue",
    Mark.LIMITS: "is-working",
    Mark.LIFTED: "is-none",
    Mark.NOT_BINDING: "is-none",
    Mark.NOT_RECORDED: "is-waiting",
}


def seen_of_ward(request: HttpRequest, review_id: int) -> Review:
    access = access_of(request.user, today())
    review = get_object_or_404(visible_reviews(access).select_related(*REVIEW_JOINS), pk=review_id)
    if not access.sees_ward(review.campaign.ward_id):
        raise Http404
    return review


@login_required
@require_safe
def why(request: HttpRequest, review_id: int) -> HttpResponse:
    """Office and committee only: the figures behind it are not released to anybody else.

    A signed review shows what was kept, newest first, and whether the record says the same today; `?now=1` adds the
    whole explanation of today, which is all there is where nothing was kept.
    """
    review = seen_of_ward(request, review_id)
    lang, signed = page_language(), signed_explanations(review)
    now = _now(review, lang)
    told = tally_is_told(review)
    newest = next((one.kept for one in signed if one.kept), None)
    context = {
        "review": review,
        "file": review.file,
        "campaign": review.campaign,
        "kind": Kind(review.kind).label(lang),
        "signed": [_signed(one, number, lang, told) for number, one in enumerate(signed, start=1)],
        "has_kept": newest is not None,
        "differing": _differing(newest.explanation[lang], now, lang, told) if newest and now else [],
        "can_be_explained": now is not None,
        "now": _shown(in_confidence(now, told=told), "") if now and (newest is None or "now" in request.GET) else None,
        "today": today(),
        "rules": rule_set(now["ruleset"]["code"]).title(lang) if now else "",
    }
    return render(request, "assessments/why.html", context)


@login_required
@require_safe
def why_json(request: HttpRequest, review_id: int) -> JsonResponse:
    """The same as data: the explanation of today, and each that was kept with its decision, the newest first."""
    review = seen_of_ward(request, review_id)
    lang, told = page_language(), tally_is_told(review)
    ward_code = review.campaign.ward.code
    note_handed_out(DATA, by=request.user, subject=review, ward_code=ward_code, after={"data": "explanation"})
    now = _now(review, lang)
    kept = [
        {
            "decision": one.decision.number,
            "signed_on": one.decision.signed_on.isoformat(),
            "intact": one.kept.is_intact,
            "explanation": in_confidence(one.kept.explanation[lang], told=told),
        }
        for one in signed_explanations(review)
        if one.kept
    ]
    data = {"now": in_confidence(now, told=told) if now else None, "kept": kept}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


def _now(review: Review, lang: str) -> dict | None:
    """None where the rules cannot read the record any more: what was kept stays readable all the same."""
    try:
        return explanation_of(review).as_dict(lang)
    except (UnknownRuleSet, DossierFaults):
        return None


def _differing(then: dict, now: dict, lang: str, told: bool) -> list[Difference]:
    return differences(in_confidence(then, told=told), in_confidence(now, told=told), lang)


def _signed(one: SignedExplanation, number: int, lang: str, told: bool) -> dict[str, object]:
    shown = _shown(in_confidence(one.kept.explanation[lang], told=told), f"-{number}") if one.kept else None
    return {"decision": one.decision, "kept": one.kept, "shown": shown}


def _shown(said: dict, mark: str) -> dict[str, object]:
    """An `Explanation.as_dict` as the page sets it; `mark` tells apart the anchors of several on one page."""
    given = said["facts"]["given"]
    return {
        "mark": mark,
        "heading": f"kept{mark}" if mark else "now",
        "given": given,
        "highest": said["highest_text"],
        "steps": [
            (step["kind_text"], step["text"], step["citation"])
            for step in said["nearest"]
            if step["kind"] != StepKind.TOP
        ],
        "points": [_row(point) for point in said["points"]],
        "void": given is not None and said["highest"] is None,  # a grade stands where the record allows none
        "rule_set": said["ruleset"],
        "facts_digest": said["facts_digest"],
    }


def _row(point: dict) -> dict[str, object]:
    return {
        "topic": point["topic"],
        "item": point["item"],
        "text": point["text"],
        "mark": point["mark_text"],
        "mark_class": _MARK_CLASSES.get(point["mark"], "is-none"),
        "citation": point["citation"],
        "holds_from": date.fromisoformat(point["holds_from"]),
    }
