"""Every state of a self-critique that somebody meant to keep: kept whole, never changed, copied back on request."""

from datetime import datetime

from assessments.models import CritiqueVersion, HintAnswer, SelfCritique


def keep_version(critique: SelfCritique, kind: str, by_name: str, at: datetime) -> CritiqueVersion:
    """Keep the critique as its rows stand now; `kind` as in VERSION_KIND_LABELS.

    A state that the newest version holds already is kept again only when it is submitted: that says something new.
    Called under the lock of the critique's file, so that numbers follow one another.
    """
    versions, state = critique.versions.order_by("-number"), _state_of(critique)
    if kind == "submitted":
        last = versions.values_list("number", flat=True).first() or 0
    else:
        newest = versions.first()
        if newest and all(getattr(newest, name) == value for name, value in state.items()):
            return newest
        last = newest.number if newest else 0
    return CritiqueVersion.objects.create(
        critique=critique,
        number=last + 1,
        kind=kind,
        round=critique.review.file.round,
        by_name=by_name,
        at=at,
        **state,
    )


def _state_of(critique: SelfCritique) -> dict:
    """What a version holds, asked anew: a prefetched answer may be older than what was just written."""
    answers = critique.answers.order_by("section").values("section", "text", "level_self", "level_cell")
    hints = HintAnswer.objects.filter(point__hint__review=critique.review_id).order_by("point_id")
    return {
        "form": critique.form,
        "form_version": critique.form_version,
        "self_grade": critique.self_grade,
        "self_grade_officer": critique.self_grade_officer,
        "answers": {row.pop("section"): row for row in answers},
        "hints": {str(point): text for point, text in hints.values_list("point_id", "text")},
    }
