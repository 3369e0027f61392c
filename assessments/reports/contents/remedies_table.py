"""Shortcomings and remediation in the ward summary report: figures alone, never a text."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.reports.contents.blocks import Row, Table, simple_heads
from assessments.selectors.remedy_figures import RemedyFigures


def remedies_table(figures: RemedyFigures, day: date) -> Table:
    """Collectives beside members; overdue is counted on the paper's day."""
    lines = (
        (_("1. Shortcomings of earlier years taken over"), "earlier", True),
        (_("1.1. Fixed"), "fixed", False),
        (_("1.2. Being fixed"), "fixing", False),
        (_("1.3. Not fixed"), "not_fixed", False),
        (_("1.4. Not assessed yet"), "unassessed", False),
        (_("2. Shortcomings found this year"), "found", True),
        (_("3. Subjects with shortcomings to mend"), "subjects", True),
        (_("3.1. With a remediation plan"), "planned", False),
        (_("3.2. Without a whole plan"), "unplanned", False),
    )
    kinds = (figures.collectives, figures.members)
    rows = [Row((label, *(str(getattr(kind, name)) for kind in kinds)), strong=strong) for label, name, strong in lines]
    overdue = _("4. Measures overdue on %(day)s") % {"day": f"{day:%d/%m/%Y}"}
    rows.append(Row((overdue, *(str(kind.overdue_on(day)) for kind in kinds)), strong=True))
    corrected = _("5. Corrected for neglecting their plan")
    rows.append(Row((corrected, *(str(kind.corrected) for kind in kinds)), strong=True))
    heads = simple_heads(
        pgettext("paper", "Content"), pgettext("paper", "Collectives"), pgettext("paper", "Party members")
    )
    return Table(_("Shortcomings and their remediation"), heads, tuple(rows), "units")
