"""The trial's page as typed: weights, grades of units, quotas by hand, grades of people. The service judges them."""

import re
from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from assessments.rules import ManagementLevel
from assessments.rules.changes import Target
from assessments.rules.facts import QuotaWeights
from assessments.services.weights import checked_weights
from cells.refusals import Refusal, Refused
from cells.vocabulary import GivenGrade

_GRADES = frozenset(GivenGrade.values)
_LEVELS = frozenset(level.value for level in ManagementLevel)
_PLACE = re.compile("[1-9][0-9]{0,3}")


class TypedTrial:
    """What was posted, as changes of a trial (`entries`), and what of it is no value (`refusals`).

    `standing`: the weights in force; typing the same is no change.
    """

    def __init__(self, standing: QuotaWeights, data: Mapping[str, str]) -> None:
        self.refusals: list[Refusal] = []
        self.entries: list[dict] = []
        self.data = data
        self._weights(standing)
        for name in data:
            kind, _dash, key = name.partition("-")
            if kind == "unit":
                self._grade(name, {"target": Target.UNIT.value, "code": key})
            elif kind == "person":
                self._grade(name, _person(key))
            elif kind == "quota":
                self._quota(name, key)

    def _grade(self, name: str, entry: dict) -> None:
        grade = self.data[name]
        if grade and grade not in _GRADES:
            self.refusals.append(Refusal(_("“%(typed)s” is no grade.") % {"typed": grade[:40]}, name))
        else:
            self.entries.append({**entry, "to": grade or None})

    def _quota(self, name: str, code: str) -> None:
        typed = self.data[name].strip()
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 4):
            words = _("“%(typed)s” is no quota. Write a whole number, or leave it empty.")
            self.refusals.append(Refusal(words % {"typed": typed[:40]}, name))
        else:
            self.entries.append({"target": Target.QUOTA.value, "code": code, "to": int(typed) if typed else None})

    def _weights(self, standing: QuotaWeights) -> None:
        typed = {grade: self.data.get(f"weight-{grade}", "").strip() for grade in GivenGrade.values}
        if not any(typed.values()):
            return
        wrong = [grade for grade, text in typed.items() if not (text.isascii() and text.isdigit() and len(text) <= 4)]
        for grade in wrong:
            words = _("The weight of “%(grade)s” is no whole number.") % {"grade": GivenGrade(grade).label}
            self.refusals.append(Refusal(words, f"weight-{grade}"))
        weights = {grade: int(text) for grade, text in typed.items() if grade not in wrong}
        if wrong or all(getattr(standing, grade) == weight for grade, weight in weights.items()):
            return
        try:
            self.entries.append({"target": Target.WEIGHTS.value, "code": "", "to": checked_weights(weights)})
        except Refused as refused:
            field = f"weight-{GivenGrade.values[0]}"
            self.refusals += [replace(refusal, field=field) for refusal in refused.refusals]


def _person(key: str) -> dict:
    """`M0001`, or `M0001|UBND|ward|1` for a post; a key that is neither names nobody, and the service says so."""
    parts = key.split("|")
    if len(parts) != 4 or parts[2] not in _LEVELS or not _PLACE.fullmatch(parts[3]):
        return {"target": Target.MEMBER.value, "code": key}
    code, unit, level, place = parts
    return {"target": Target.POST.value, "code": code, "unit": unit, "management_level": level, "place": int(place)}
