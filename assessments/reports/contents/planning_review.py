"""One cell's or collective's report on the planning of cadres to the Party Office (báo cáo rà soát, bổ sung quy hoạch)."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import PlanningReview, ReviewFile
from assessments.reports.contents.blocks import Part, paragraphs_of
from assessments.reports.contents.party_document import OPEN_NUMBER, Letterhead, long_date
from assessments.reports.contents.planning_paper import PlanningPaper, after_the_grading, people_table
from assessments.reports.contents.unit_head import unit_head, unit_signature, unit_symbol
from assessments.selectors.planning import entries_of


def is_begun(file: ReviewFile) -> bool:
    """Something has been written. One query."""
    return PlanningReview.objects.filter(file=file).exists()


def planning_review(file: ReviewFile) -> PlanningPaper:
    """Read the file's planning review, filed or not, and write its paper. It must have been begun."""
    planning = PlanningReview.objects.get(file=file)
    entries, day = entries_of(planning), timezone.localdate(planning.filed_at or planning.saved_at)
    counts = {change: sum(entry.change == change for entry in entries) for change in ("keep", "add", "remove")}
    words = {"total": len(entries), "kept": counts["keep"], "added": counts["add"], "removed": counts["remove"]}
    captions = (("add", _("1. Added")), ("remove", _("2. Taken out")), ("keep", _("3. Kept")))
    people = tuple(
        people_table(
            caption,
            [("", entry) for entry in entries if entry.change == change],
            with_unit=False,
            empty=_("nobody."),
        )
        for change, caption in captions
    )
    remarks = paragraphs_of(planning.text) or (_("None."),)
    figures = _("Cases looked at: %(total)s; kept: %(kept)s; added: %(added)s; taken out: %(removed)s.") % words
    return PlanningPaper(
        letterhead=_letterhead(file, planning),
        opening=_(
            "%(beginning)s, %(unit)s has reviewed and supplemented its planning of cadres and reports as follows:"
        )
        % {"beginning": after_the_grading(file.campaign.year, day), "unit": file.name},
        parts=(
            Part(_("I. RESULT OF THE REVIEW OF THE PLANNING"), (figures,), people),
            Part(_("II. REMARKS"), remarks),
        ),
        closing=_("Above is the report of %(unit)s on the review of the planning of cadres./.") % {"unit": file.name},
        signature=unit_signature(file),
        draft=planning.filed_at is None,
        draft_mark=_("DRAFT – not filed yet"),
        dated_on=day.isoformat(),
    )


def _letterhead(file: ReviewFile, planning: PlanningReview) -> Letterhead:
    profile = file.campaign.ward.profile
    subject = _("result of the review and supplement of the planning of cadres in the year %(year)s")
    head = unit_head(file, pgettext("paper", "REPORT"), subject % {"year": file.campaign.year})
    filed_on = timezone.localdate(planning.filed_at) if planning.filed_at else None
    return replace(
        head,
        number=_("No. %(number)s") % {"number": f"{OPEN_NUMBER}-BC{unit_symbol(file, profile)}"},
        place_and_date=f"{profile.place}, {long_date(filed_on)}",
        addressee=_("Office of the %(committee)s") % {"committee": profile.committee_name},
    )
