"""Why this, why not higher: the trace of an answer as plain sentences, subject by subject.

explain(answer, "member", "M0001").as_dict("vi")
"""

from .explainer import Explainer, UnknownSubject, explain, post_codes
from .explanation import Explanation, Kind, Mark, Point, Step, StepKind, digest_of

__all__ = [
    "Explainer",
    "Explanation",
    "Kind",
    "Mark",
    "Point",
    "Step",
    "StepKind",
    "UnknownSubject",
    "digest_of",
    "explain",
    "post_codes",
]
