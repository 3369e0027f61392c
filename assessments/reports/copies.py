"""What an issued copy is to the figures of today: the same words, or overtaken by them."""

import json

from cattrs import Converter
from django.core.serializers.json import DjangoJSONEncoder

from assessments.models import Campaign, IssuedPaper
from assessments.reports.catalogue import PAPERS, Contents, Paper, contents_of, data_of
from assessments.reports.contents.party_document import Issue, PrintedHead
from assessments.selectors.papers import copy_data


def kept_data(contents: Contents) -> dict:
    """What is kept beside the bytes: everything the paper says, as JSON values."""
    return json.loads(json.dumps(data_of(contents), cls=DjangoJSONEncoder))


def contents_of_copy(paper: Paper, copy: IssuedPaper) -> Contents:
    """What an issued copy says, from what is kept beside its bytes. `paper` is one with `kept_as`."""
    return Converter().structure(copy_data(copy), paper.kept_as)


def issue_of(copy: IssuedPaper) -> Issue:
    """What a copy was issued under: the running number where the paper adds the rest to it."""
    number = copy.number.partition("-")[0] if PAPERS[copy.paper].abbreviation else copy.number
    head = copy_data(copy).get("journal")
    return Issue(number, copy.dated_on, PrintedHead(**head) if head else None)


def is_overtaken(paper: Paper, campaign: Campaign, copy: IssuedPaper) -> bool:
    """The paper would say something else today: it should be issued again."""
    return kept_data(contents_of(paper, campaign, issue_of(copy))) != copy_data(copy)
