"""Why a subject has its grade and not a higher one: the rule core's explanation of one review, as it stands now."""

from assessments.models import Review
from assessments.rules import check, facts
from assessments.rules.explaining import Explainer, Explanation, Kind, post_codes
from assessments.selectors.facts import dossier_of
from assessments.workflow import SubjectKind


def explanation_of(review: Review) -> Explanation:
    """On the working grades, undecided ones included: for the office and the committee alone. The dossier's queries."""
    dossier = dossier_of(review.campaign)
    code = _post_code(dossier, review.facts) if review.kind == SubjectKind.OFFICER else review.code
    return Explainer(check(dossier)).explain(Kind(review.kind), code)


def _post_code(dossier: facts.Dossier, frozen: dict) -> str:
    """A post has no code of its own in the dossier; of two alike either is explained in the same way."""
    wanted = (frozen["member"], frozen["unit"], frozen["management_level"])
    posts = post_codes(dossier).items()
    return next(code for code, post in posts if (post.member, post.unit, post.management_level) == wanted)
