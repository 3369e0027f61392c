"""Papers of one deed of the ward – a hint, an order, a decision: rows of the catalogue. Each bears the number and the day
that the deed was given in the portal; until then it is a draft, marked so on every page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Order
from assessments.reports.contents.grade_decision import decision_paper, order_regrade
from assessments.reports.contents.hint_letter import hint_letter
from assessments.reports.contents.order_letter import order_letter
from assessments.reports.contents.party_document import Contents


@dataclass(frozen=True)
class DeedPaper:
    """One row. `contents` reads the deed, loaded with its campaign, ward and profile. `text_template`: of one with
    annexes, the text before them."""

    code: str
    title: str | Promise
    template: str
    contents: Callable[[Model], Contents]
    text_template: str = ""


_LETTER, _DECISION, _DECISION_TEXT = "reports/letter.html", "reports/grade_decision.html", "reports/_decision_text.html"
HINT_LETTER = DeedPaper("hint_letter", _("Letter of the review hint"), _LETTER, hint_letter)
RETURN_LETTER = DeedPaper("return_letter", _("Letter that returns the file"), _LETTER, order_letter)
RE_REVIEW_LETTER = DeedPaper("re_review_letter", _("Letter that orders a re-review"), _LETTER, order_letter)
REGRADE = DeedPaper("regrade_decision", _("Decision to grade again"), _DECISION, order_regrade, _DECISION_TEXT)
DECISION = DeedPaper("decision", _("Decision with its list"), _DECISION, decision_paper, _DECISION_TEXT)
DEED_CATALOGUE = (HINT_LETTER, RETURN_LETTER, RE_REVIEW_LETTER, REGRADE, DECISION)
_OF_ORDERS = {"return": RETURN_LETTER, "re_review": RE_REVIEW_LETTER, "regrade": REGRADE}


def paper_of_order(order: Order) -> DeedPaper:
    return _OF_ORDERS[order.kind]
