"""What waits because of orders and of the planning review: lines of the work queue."""

from collections.abc import Iterator

from django.db.models import F, Max, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Campaign, Order
from assessments.models.order import ORDER_KIND_LABELS
from assessments.selectors.campaigns import years_with_progress
from assessments.selectors.papers import standing_reports
from assessments.selectors.planning import plannings_waiting
from assessments.selectors.works import Work
from assessments.workflow import CampaignStage
from cells.access import Access
from cells.roles import Role


def drafts_of_orders(campaign: Campaign) -> Iterator[Work]:
    """Orders that the office drafted and the committee has not issued; one query."""
    for order in Order.objects.filter(campaign=campaign, state="draft").select_related("file", "review").order_by("pk"):
        about = order.review.name if order.review_id else order.file.name
        yield Work(
            _("Issue the order: %(kind)s, %(about)s") % {"kind": ORDER_KIND_LABELS[order.kind], "about": about},
            reverse("assessments:order_detail", args=[order.pk]),
            timezone.localdate(order.drafted_at),
        )


def plannings_to_sum_up(access: Access) -> Iterator[Work]:
    """For the office: the newest year with results out, until its planning reviews are submitted."""
    for campaign, planning in plannings_waiting(access):
        url = reverse("assessments:planning_ward", args=[campaign.pk])
        if planning.late:
            words = ngettext(
                "Planning of cadres: %(count)d filed since the submission",
                "Planning of cadres: %(count)d filed since the submission",
                len(planning.late),
            )
            yield Work(words % {"count": len(planning.late)}, url)
            continue
        words = _("Planning of cadres %(year)s: %(filed)s of %(all)s filed, to be summed up")
        figures = {"year": campaign.year, "filed": len(planning.filed), "all": len(planning.rows)}
        yield Work(words % figures, url)


def reports_to_issue_anew(access: Access) -> Iterator[Work]:
    """For the office: finished years in which something was decided since their report, after a re-review or by a
    re-grade; one query."""
    copies = standing_reports().filter(campaign=OuterRef("pk")).order_by("-pk")
    offices = access.wards.get(Role.OFFICE, frozenset())
    years = years_with_progress(access).filter(stage=CampaignStage.OPEN, is_finished=True, ward__in=offices)
    told = years.annotate(reported=Subquery(copies.values("at")[:1]), decided=Max("decisions__at"))
    for year in told.filter(decided__gt=F("reported")).order_by("year", "pk"):
        words = _("Issue the report of %(year)s again: something was decided since")
        url = reverse("assessments:paper_list", args=[year.pk])
        yield Work(words % {"year": year.year}, url, timezone.localdate(year.decided))
