"""The process: campaigns, files, reviews, critiques, ballots, gradings, decisions, papers."""

from assessments.models.campaign import Campaign
from assessments.models.check_run import CellQuota, CheckRun, FindingReason, QuotaIssue
from assessments.models.grading import Decision, Grading
from assessments.models.kept_explanation import KeptExplanation
from assessments.models.meeting import BallotCount, Meeting
from assessments.models.paper import IssuedPaper
from assessments.models.parameter_change import ParameterChange
from assessments.models.review import FactsVersion, FileEvent, Review, ReviewFile
from assessments.models.self_critique import LEVEL_CHOICES, Answer, SelfCritique
from assessments.models.trial import Trial

__all__ = [
    "LEVEL_CHOICES",
    "Answer",
    "BallotCount",
    "Campaign",
    "CellQuota",
    "CheckRun",
    "Decision",
    "FactsVersion",
    "FileEvent",
    "FindingReason",
    "Grading",
    "IssuedPaper",
    "KeptExplanation",
    "Meeting",
    "ParameterChange",
    "QuotaIssue",
    "Review",
    "ReviewFile",
    "SelfCritique",
    "Trial",
]
