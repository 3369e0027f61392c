"""The process: campaigns, files, reviews, critiques, ballots, gradings, decisions, papers."""

from assessments.models.attachment import Attachment
from assessments.models.campaign import Campaign
from assessments.models.cell_sheet import SheetDownload, SheetUpload
from assessments.models.check_run import CellQuota, CheckRun, FindingReason, QuotaIssue
from assessments.models.criteria_sheet import CriteriaSheet
from assessments.models.critique_version import CritiqueVersion
from assessments.models.grading import Decision, Grading
from assessments.models.hint import HintAnswer, HintPoint, ReviewHint
from assessments.models.job import Job
from assessments.models.kept_explanation import KeptExplanation
from assessments.models.late_change import LateChange
from assessments.models.meeting import Attendance, BallotCount, Meeting
from assessments.models.opinion import Opinion
from assessments.models.order import Order, RoundSnapshot
from assessments.models.paper import IssuedPaper
from assessments.models.parameter_change import ParameterChange
from assessments.models.planning import PlanningReview, PlanningSummary
from assessments.models.received_report import KnownKey, ReceivedReport
from assessments.models.remedy import RemedyMeasure, RemedyNote, Shortcoming
from assessments.models.reminder import ReminderBatch, ReminderMessage
from assessments.models.review import FactsVersion, FileEvent, Review, ReviewFile
from assessments.models.self_critique import LEVEL_CHOICES, Answer, SelfCritique
from assessments.models.trial import Trial

__all__ = [
    "LEVEL_CHOICES",
    "Answer",
    "Attachment",
    "Attendance",
    "BallotCount",
    "Campaign",
    "CellQuota",
    "CheckRun",
    "CriteriaSheet",
    "CritiqueVersion",
    "Decision",
    "FactsVersion",
    "FileEvent",
    "FindingReason",
    "Grading",
    "HintAnswer",
    "HintPoint",
    "IssuedPaper",
    "Job",
    "KeptExplanation",
    "KnownKey",
    "LateChange",
    "Meeting",
    "Opinion",
    "Order",
    "ParameterChange",
    "PlanningReview",
    "PlanningSummary",
    "QuotaIssue",
    "ReceivedReport",
    "RemedyMeasure",
    "RemedyNote",
    "ReminderBatch",
    "ReminderMessage",
    "Review",
    "ReviewFile",
    "ReviewHint",
    "RoundSnapshot",
    "SelfCritique",
    "SheetDownload",
    "SheetUpload",
    "Shortcoming",
    "Trial",
]
