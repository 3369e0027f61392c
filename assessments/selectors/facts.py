"""Rows → dossier: the only bridge from the database to the rules.

The dossier is built in the interchange format and read by the rules' own reader, so that what a page, a signature
and a file are judged on is one thing. A fixed number of queries, whatever the ward's size.
"""

import hashlib
import json
from collections import defaultdict
from dataclasses import replace

from django.db.models import Q

from assessments.models import Answer, BallotCount, Campaign, CellQuota, FindingReason, Review, SelfCritique
from assessments.review_forms import SECTION_GROUPS
from assessments.rules import ballots, facts, read_dossier
from assessments.selectors.gradings import NO_GRADES, bare_grades_of
from assessments.workflow import SubjectKind

FORMAT = "ward-dossier/1"
#: Keys of frozen facts that people read but the dossier does not carry.
_NOT_IN_DOSSIER = frozenset({"heads", "title", "seat_only"})
_NOT_IN_HEAD = frozenset({"evidence"})


def dossier_of(campaign: Campaign, grades: str = "working") -> facts.Dossier:
    """The campaign as the rules see it. `grades`: "working" (latest step) or "final" (signed or decided elsewhere)."""
    return read_told(campaign, dossier_dict(campaign, grades))


def read_told(campaign: Campaign, dossier: dict) -> facts.Dossier:
    """Read a dossier of this campaign for people: where so few ballots were cast that a number would tell, its sentences
    name none (docs/decisions/0007). What it answers is the same. One query."""
    return withhold(read_dossier(dossier), few_ballots(campaign))


def few_ballots(campaign: Campaign) -> frozenset[str]:
    """Codes of members whose tally is not told. One query."""
    counted = BallotCount.objects.filter(review__campaign=campaign, review__kind=SubjectKind.MEMBER)
    rows = counted.values_list("review__code", "meeting__ballots_valid")
    return frozenset(code for code, valid in rows if not ballots.is_told(valid))


def withhold(dossier: facts.Dossier, codes: frozenset[str]) -> facts.Dossier:
    """The dossier whose sentences name no number of ballots for these members."""
    if not codes:
        return dossier
    members = (replace(one, ballots_told=one.code not in codes) for one in dossier.members)
    return replace(dossier, members=tuple(members))


def dossier_digest(dossier: dict) -> str:
    """SHA-256 of the dossier's canonical JSON."""
    return hashlib.sha256(json.dumps(dossier, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def dossier_dict(campaign: Campaign, grades: str = "working") -> dict:
    """The dossier as plain JSON values (dossier-format)."""
    named = Q(left_on__isnull=True) | Q(facts__seat_only=True)  # who left, and is named by a seat alone, stays named
    # Plain values: a ward has hundreds of rows, and each time a file is sent or a desk is opened all of them are read.
    reviews = (
        Review.everyone.filter(named, campaign=campaign)
        .order_by("position", "pk")
        .values_list("pk", "kind", "organization_id", "facts")
    )
    given = bare_grades_of(campaign)
    levels = _levels(campaign)
    voted = dict(BallotCount.objects.filter(review__campaign=campaign).values_list("review_id", "excellent"))
    reviewed = set(
        SelfCritique.objects.filter(review__campaign=campaign, submitted_at__isnull=False).values_list(
            "review_id", flat=True
        )
    )
    quotas = dict(
        CellQuota.objects.filter(campaign=campaign, current=True, quota__isnull=False).values_list("cell_id", "quota")
    )
    lists: dict[str, list] = {kind: [] for kind in SubjectKind}
    heads: list[dict] = []
    for pk, kind, organization_id, known in reviews:
        row = {key: value for key, value in known.items() if key not in _NOT_IN_DOSSIER}
        row["grade"] = getattr(given.get(pk, NO_GRADES), grades) or None
        if kind == SubjectKind.MEMBER:
            if pk in levels:
                row["levels"] = levels[pk]
            if pk in voted:
                row["excellent_ballots"] = voted[pk]
        elif kind == SubjectKind.COLLECTIVE:
            row["reviewed"] = pk in reviewed
        elif kind == SubjectKind.CELL and organization_id in quotas:
            row["quota"] = quotas[organization_id]
        lists[kind].append(row)
        heads += [
            {key: value for key, value in head.items() if key not in _NOT_IN_HEAD} | {"unit": known["code"]}
            for head in known.get("heads", ())
        ]
    dossier = {
        "format": FORMAT,
        "ruleset": campaign.rule_set,
        "year": campaign.year,
        "review_date": campaign.review_date.isoformat(),
        "grading_date": campaign.grading_date.isoformat(),
        "parameters": campaign.parameters or {},
        "organization": lists[SubjectKind.ORGANIZATION][0],
        "cells": lists[SubjectKind.CELL],
        "agencies": lists[SubjectKind.AGENCY],
        "members": lists[SubjectKind.MEMBER],
        "collectives": lists[SubjectKind.COLLECTIVE],
        "officers": lists[SubjectKind.OFFICER],
        "heads": heads,
        "reasons": _reasons(campaign),
    }
    if campaign.quota_weights:
        dossier["quota_weights"] = campaign.quota_weights
    return dossier


def _levels(campaign: Campaign) -> dict[int, dict]:
    """Review id → levels of a submitted critique: the meeting's level, else the self-rating (rules G1)."""
    answers = (
        Answer.objects.filter(critique__review__campaign=campaign, critique__submitted_at__isnull=False)
        .filter(critique__review__kind=SubjectKind.MEMBER)
        .exclude(level_self="", level_cell="")
        .order_by("pk")
        .values_list(
            "critique__review_id",
            "critique__form",
            "critique__form_version",
            "section",
            "level_self",
            "level_cell",
        )
    )
    levels: dict[int, dict] = defaultdict(lambda: {"tasks": [], "others": []})
    for review_id, form, version, section, level_self, level_cell in answers:
        group = SECTION_GROUPS[(form, version)].get(section)
        if group:
            levels[review_id]["tasks" if group == "task" else "others"].append(level_cell or level_self)
    return dict(levels)


def _reasons(campaign: Campaign) -> list[dict]:
    reasons = FindingReason.objects.filter(campaign=campaign, current=True).order_by("rule", "subject")
    return [
        {"rule": reason.rule, "subject": reason.subject, "text": reason.text, "decided_by": reason.decided_by}
        for reason in reasons
    ]
