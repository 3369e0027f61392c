"""The printable guides, two A4 pages for each role: a guide is a module here, its Vietnamese in the area `guides`."""

from django.template.loader import render_to_string
from django.utils.translation import get_language

from assessments.reports.guides import administrator, committee, district, member, office, secretary
from assessments.reports.guides.shape import Guide
from assessments.reports.pdf import pdf_of
from cells.roles import Role

GUIDES: dict[Role, Guide] = {
    module.GUIDE.role: module.GUIDE for module in (secretary, member, office, committee, administrator, district)
}
STYLE = "css/guide.css"


def context_of(guide: Guide) -> dict[str, object]:
    """What the templates of a guide read; the second page goes on counting."""
    return {"guide": guide, "second_from": len(guide.first) + 1}


def guide_pdf(guide: Guide) -> bytes:
    """The guide as PDF in the language of the screen; the same words give the same bytes."""
    html = render_to_string("reports/guide/document.html", context_of(guide) | {"language": get_language()})
    return pdf_of(html, STYLE)
