"""Issued copies of papers; their bytes stay in the database until somebody asks for one."""

from django.db.models import QuerySet

from assessments.models import Campaign, IssuedPaper

#: Code of the report that ends a year; other papers end nothing.
YEAR_REPORT = "ward_summary"


def standing_reports() -> QuerySet[IssuedPaper]:
    """The reports that stand, of every year."""
    return IssuedPaper.objects.filter(paper=YEAR_REPORT, superseded=False)


def issued_copies(campaign: Campaign, paper: str) -> list[IssuedPaper]:
    """Every copy issued, newest first, without its bytes and data."""
    copies = IssuedPaper.objects.filter(campaign=campaign, paper=paper).defer("content", "data")
    return list(copies.order_by("-pk"))


def standing_copy(campaign: Campaign, paper: str) -> IssuedPaper | None:
    """The copy that stands: the newest that nothing supersedes."""
    return next((copy for copy in issued_copies(campaign, paper) if not copy.superseded), None)


def copy_data(copy: IssuedPaper) -> dict:
    """What a copy says, as kept beside its bytes."""
    return IssuedPaper.objects.values_list("data", flat=True).get(pk=copy.pk)
