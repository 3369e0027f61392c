"""Quota weights as the rules read them (C2): whole numbers that fall strictly with the grade, only zeros repeat."""

from django.utils.translation import gettext as _

from assessments.rules.facts import QuotaWeights
from cells.refusals import Refused
from cells.vocabulary import GivenGrade


def checked_weights(weights: dict) -> dict[str, int]:
    """The four weights in order, or Refused with the clause."""
    try:
        checked = {grade: int(weights[grade]) for grade in GivenGrade.values}
    except (KeyError, TypeError, ValueError):
        raise Refused(_("Each of the four grades needs a whole number as its weight."), field="quota_weights") from None
    if not QuotaWeights(**checked).fall():
        raise Refused(
            _("The weights must fall with the grade: a higher-graded cell gets a higher rate; only zeros may repeat."),
            field="quota_weights",
            citation="123-CV/ĐU 1(2)",
        )
    return checked
