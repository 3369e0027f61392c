"""Form 6F-BTCTW, result of self-criticism and criticism, as an annex of its own."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.reports.contents.blocks import Part, Row, Table, simple_heads
from assessments.reports.report_data import ReportData
from assessments.selectors.hint_figures import ISSUERS
from assessments.selectors.tallies import Tally

_NAME = "Biểu số 6F-BTCTW"


def form_6f(tally: Tally, data: ReportData) -> Part:
    """Rows and columns of the form; row 3.3 holds whoever its own rows leave out, so that 1 = 2 + 3."""
    told = _(
        "Row 1 counts the exempt and the suspended too, as the form does: they stand in row 3.2. Percents of those subject "
        "to review are in the report's text."
    )
    maker = (_("PREPARED BY"), _("(signature, full name)"))
    ward = data.ward
    signer = (ward.signing_authority, ward.signatory_position, ward.signatory_name)
    return Part(
        _("Result of self-criticism and criticism in the year %(year)s") % {"year": data.year},
        (told,),
        (form_6f_table(tally, data.edition),),
        form=_NAME,
        signed=(maker, signer),
    )


def form_6f_table(tally: Tally, edition: int) -> Table:
    bodies, people = tally.collective_criticism, tally.member_criticism
    none = pgettext("paper", "None.")
    rows = (
        _row(
            _("1. Subject to self-criticism and criticism (1 = 2 + 3)"), bodies.concerned, people.concerned, strong=True
        ),
        _row(_("2. Reviewed"), bodies.reviewed, people.reviewed, strong=True),
        _row(_("3. Not reviewed (3 = 3.1 + 3.2 + 3.3)"), bodies.missing, people.missing, strong=True),
        _row(_("3.1. Collectives newly founded"), bodies.too_new, None),
        _row(
            _("3.2. Members admitted fewer than 6 months ago, exempt, suspended"),
            None,
            people.too_new + people.exempt + people.suspended,
            _("admitted fewer than 6 months ago: %(new)s; exempt: %(exempt)s; suspended: %(suspended)s")
            % {"new": people.too_new, "exempt": people.exempt, "suspended": people.suspended},
        ),
        _row(_("3.3. For other reasons"), bodies.too_small + bodies.others, people.others, _why_others(tally, edition)),
        *_hint_rows(tally),
    )
    heads = simple_heads(
        pgettext("paper", "Content"),
        pgettext("paper", "Collectives"),
        pgettext("paper", "Party members"),
        pgettext("paper", "Remarks"),
    )
    return Table("", heads, rows, "form-6f", words=(0, 3), empty=none)


def _row(label: str, bodies: int | None, people: int | None, remark: str = "", *, strong: bool = False) -> Row:
    """A row that does not concern one of the columns leaves it blank."""
    cells = ("" if count is None else str(count) for count in (bodies, people))
    return Row((label, *cells, remark), strong=strong, inset=not strong)


def _why_others(tally: Tally, edition: int) -> str:
    """Reason by reason, those that have any. Reports before `report-data/3` told those of the collectives alone."""
    bodies, people = tally.collective_criticism, tally.member_criticism
    told = [
        (_("collectives with too few members: %(count)s"), bodies.too_small),
        (_("collectives not reviewed yet: %(count)s"), bodies.others if edition >= 3 else 0),
        (_("members absent from the meeting, not reviewed since: %(count)s"), people.absent if edition >= 3 else 0),
        (
            _("members without a self-critique: %(count)s"),
            people.others - people.absent if edition >= 3 else 0,
        ),
    ]
    return "; ".join(words % {"count": count} for words, count in told if count)


def _hint_rows(tally: Tally) -> tuple[Row, ...]:
    bodies, people = tally.hints.collectives, tally.hints.members
    labels = {
        "city": _("4.1. By the standing committee of the city"),
        "district": _("4.2. By the standing committee of the district"),
        "ward": _("4.3. By the ward Party Committee"),
    }
    total = _row(_("4. Received a review hint"), bodies.total, people.total, strong=True)
    return (total, *(_row(labels[issuer], bodies.of(issuer), people.of(issuer)) for issuer in ISSUERS))
