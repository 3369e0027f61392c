"""Enums of the process as database choices, with their labels, in one place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.workflow import CampaignStage, GradingStep, Scope, Stage, SubjectKind
from cells.vocabulary import GivenGrade

STAGE_LABELS = {
    Stage.COLLECTING: _("In progress at the cell"),
    Stage.SUBMITTED: _("Sent, waiting for the office"),
    Stage.RETURNED: _("Returned to the cell"),
    Stage.ACCEPTED: _("Accepted, waiting for the decision"),
    Stage.DECIDED: _("Decided, not released"),
    Stage.RELEASED: _("Results released"),
}
CAMPAIGN_STAGE_LABELS = {
    CampaignStage.PREPARING: _("Being prepared"),
    CampaignStage.OPEN: _("Open"),
    CampaignStage.CLOSED: _("Closed"),
}
SCOPE_LABELS = {
    Scope.UNITS: _("Cells and collectives"),
    Scope.PEOPLE: _("Members and officers"),
    Scope.HEADS: _("Heads"),
    Scope.REGRADE: _("Re-grade"),
}
SUBJECT_LABELS = {
    SubjectKind.MEMBER: _("Member"),
    SubjectKind.OFFICER: _("Leading officer"),
    SubjectKind.CELL: _("Cell"),
    SubjectKind.COLLECTIVE: _("Leadership collective"),
    SubjectKind.ORGANIZATION: _("Party organization"),
    SubjectKind.AGENCY: _("Agency or unit"),
}
GRADING_STEP_LABELS = {
    GradingStep.SELF: _("Self-proposed"),
    GradingStep.CELL: _("Proposed by the meeting"),
    GradingStep.OFFICE: _("Proposed by the office"),
    GradingStep.DRAFT: _("On the committee's table"),
    GradingStep.DECISION: _("Decided"),
    GradingStep.OUTSIDE: _("Decided elsewhere"),
}

#: Share of the valid ballots that a proposed grade must exceed, as Campaign.ballot_threshold.
BALLOT_THRESHOLD_LABELS = {
    "1/2": _("more than half of the valid ballots"),
    "2/3": _("more than two thirds of the valid ballots"),
}

#: Parts of a file that can be sent back, each with its own reason: code in FileEvent.section_reasons → words.
FILE_SECTION_LABELS = {
    "people": _("List of people"),
    "collectives": _("Critique of the collective"),
    "persons": _("Individual critiques"),
    "hints": _("Review hints"),
    "remedies": _("Shortcomings and how they were mended"),
    "facts": _("Facts of the year"),
    "meeting": _("Meeting and minutes"),
    "ballots": _("Ballots"),
    "proposals": _("Proposed grades"),
}


def enum_field(labels: dict, **options) -> models.CharField:
    """A CharField over a pure enum; the check constraint is added by `enum_check`."""
    choices = [(member.value, label) for member, label in labels.items()]
    return models.CharField(max_length=20, choices=choices, **options)


def grade_field(**options) -> models.CharField:
    """One of the four grades; blank means: no grade."""
    return models.CharField(max_length=20, choices=GivenGrade, blank=True, default="", **options)


def enum_check(field: str, labels: dict, name: str) -> models.CheckConstraint:
    """The database refuses a value the enum does not know."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": [member.value for member in labels]}), name=name
    )
