"""What waits at the district: reports of wards to be received, to be asked for anew, still to come."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import ReceivedReport
from assessments.selectors.own_files import released_campaigns
from assessments.selectors.received_reports import Trust, expected_wards, trust_in, waiting_reports
from assessments.selectors.works import Work
from cells.access import Access


def district_works(access: Access, own_key: str) -> list[Work]:
    """A fixed number of queries. `own_key`: public key of this installation."""
    rows = ReceivedReport.objects.filter(superseded=False).defer("content", "dossier", "data", "differences")
    standing = list(rows.order_by("-year", "ward_code"))
    return [*_to_receive(access), *_to_ask_anew(standing, own_key), *_to_come(access, standing)]


def _to_receive(access: Access) -> Iterator[Work]:
    for one in waiting_reports(access):
        if one.copy:
            told = {"ward": one.campaign.ward.name, "year": one.campaign.year, "number": one.copy.number}
            yield Work(
                _("Receive the report of %(ward)s for %(year)s (%(number)s)") % told,
                f"{reverse('assessments:district')}?year={one.campaign.year}",
                timezone.localdate(one.copy.at),
            )


def _to_ask_anew(standing: list[ReceivedReport], own_key: str) -> Iterator[Work]:
    trust = trust_in(standing, own_key)
    for row in standing:
        if trust[row.pk] is Trust.WITHDRAWN:
            words = _("Ask %(ward)s for its report of %(year)s anew: its key is withdrawn")
            url = reverse("assessments:received_report", args=[row.pk])
            yield Work(words % {"ward": row.ward_name, "year": row.year}, url)


def _to_come(access: Access, standing: list[ReceivedReport]) -> Iterator[Work]:
    """Of the newest year that any ward has handed over or released."""
    years = [*(row.year for row in standing), *(campaign.year for campaign in released_campaigns(access))]
    if not years:
        return
    year = max(years)
    arrived = {row.ward_code for row in standing if row.year == year}
    expected = {code for code, _name in expected_wards()}
    if missing := expected - arrived:
        words = ngettext(
            "Reports for %(year)s: %(count)d of %(all)d wards has not handed one over",
            "Reports for %(year)s: %(count)d of %(all)d wards have not handed one over",
            len(missing),
        )
        url = f"{reverse('assessments:district')}?year={year}#missing"
        yield Work(words % {"year": year, "count": len(missing), "all": len(expected | arrived)}, url)
