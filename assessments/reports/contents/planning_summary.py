"""The Party Office's summary of the planning reviews, submitted to the ward's Party Committee (tờ trình)."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import Campaign, PlanningReview, PlanningSummary
from assessments.reports.contents.blocks import NOTHING, Part, Row, Table, numbered, paragraphs_of, simple_heads
from assessments.reports.contents.party_document import OPEN, OPEN_NUMBER, Issue, Letterhead, Signature, long_date
from assessments.reports.contents.planning_paper import PlanningPaper, after_the_grading, people_table
from assessments.selectors.planning import Entry, PlanningRow, WardPlanning, ward_planning
from cells.models import WardProfile


def is_filed(campaign: Campaign) -> bool:
    """Somebody has filed, so there is something to sum up. One query."""
    return PlanningReview.objects.filter(file__campaign=campaign, filed_at__isnull=False).exists()


def is_written(campaign: Campaign) -> bool:
    """The office has written its words. One query."""
    return PlanningSummary.objects.filter(campaign=campaign).exclude(text="").exists()


def planning_summary(campaign: Campaign, issue: Issue | None = None) -> PlanningPaper:
    """Read the planning reviews and write the paper; a fixed number of queries. `issue.number`: the whole number, as the
    office writes it."""
    planning = ward_planning(campaign)
    profile = campaign.ward.profile
    text = planning.summary.text if planning.summary else ""
    day = issue.dated_on if issue else campaign.grading_date
    body = _("the Executive Committee of %(ward)s") % {"ward": campaign.ward.name}
    return PlanningPaper(
        letterhead=_letterhead(campaign, profile, issue),
        opening=_(
            "%(beginning)s, the Party Office has summed up the reviews of the planning of cadres and submits them to "
            "%(body)s as follows:"
        )
        % {"beginning": after_the_grading(campaign.year, day), "body": body},
        parts=(
            Part(_("I. HOW THE PLANNING WAS REVIEWED"), _figures(planning), (_units_table(planning),)),
            Part(_("II. SUMMARY OF THE PARTY OFFICE"), paragraphs_of(text) or (OPEN,)),
            Part(_("III. PEOPLE PROPOSED"), tables=_people(planning)),
        ),
        closing=_("The Party Office respectfully submits this to %(body)s to consider and decide./.") % {"body": body},
        signature=Signature(
            recipients=(_("- As above,"), _("- Kept at the Office of the %(committee)s.") % _committee(profile)),
            authority="",
            position=_("PARTY OFFICE"),
            name="",
        ),
        draft=not text,
        draft_mark=_("DRAFT – summary not written"),
        dated_on=day.isoformat(),
    )


def _committee(profile: WardProfile) -> dict[str, str]:
    return {"committee": profile.committee_name}


def _letterhead(campaign: Campaign, profile: WardProfile, issue: Issue | None) -> Letterhead:
    number = issue.printed_number if issue else f"{OPEN_NUMBER}-TTr/VP"
    return Letterhead(
        superior=profile.committee_name.upper(),
        committee=pgettext("paper", "OFFICE"),
        number=_("No. %(number)s") % {"number": number},
        place_and_date=f"{profile.place}, {long_date(issue.dated_on if issue else None)}",
        kind=pgettext("paper", "SUBMISSION"),
        subject=_("on the review and supplement of the planning of cadres in the year %(year)s")
        % {"year": campaign.year},
        addressee=_("Executive Committee of %(ward)s") % {"ward": campaign.ward.name},
    )


def _figures(planning: WardPlanning) -> tuple[str, ...]:
    filed = _(
        "%(filed)s of %(all)s cells and collectives have reported; %(missing)s have not; %(waiting)s wait for results."
    )
    people = _("Cases looked at: %(total)s; kept: %(kept)s; added: %(added)s; taken out: %(removed)s.")
    return (
        filed
        % {
            "filed": len(planning.filed),
            "all": len(planning.rows),
            "missing": len(planning.missing),
            "waiting": len(planning.not_due),
        },
        people
        % {
            "total": planning.kept + planning.added + planning.removed,
            "kept": planning.kept,
            "added": planning.added,
            "removed": planning.removed,
        },
    )


def _units_table(planning: WardPlanning) -> Table:
    rows = list(numbered(_unit(row) for row in planning.rows))
    counts = (str(planning.count(change)) for change in ("keep", "add", "remove"))
    total = Row(("", pgettext("paper", "Total"), "", *counts), strong=True)
    return Table(
        _("Reports of the cells and collectives"),
        simple_heads(
            pgettext("paper", "No"),
            _("Cell or collective"),
            pgettext("paper", "State"),
            pgettext("paper", "Kept"),
            pgettext("paper", "Added"),
            pgettext("paper", "Taken out"),
        ),
        (*rows, total),
        "planning-units",
        words=(1, 2),
    )


def _unit(row: PlanningRow) -> tuple[str, ...]:
    if row.is_filed:
        filed = _("reported on %(day)s") % {"day": f"{timezone.localdate(row.planning.filed_at):%d/%m/%Y}"}
        counts = (sum(entry.change == change for entry in row.entries) for change in ("keep", "add", "remove"))
        return (row.file.name, filed, *map(str, counts))
    state = _("not reported") if row.is_due else _("waits for the results")
    return (row.file.name, state, NOTHING, NOTHING, NOTHING)


def _people(planning: WardPlanning) -> tuple[Table, ...]:
    captions = (("add", _("1. Added")), ("remove", _("2. Taken out")), ("keep", _("3. Kept")))
    return (
        *(
            people_table(caption, _with(planning, change), with_unit=True, empty=_("nobody."))
            for change, caption in captions
        ),
        _remarks(planning),
    )


def _with(planning: WardPlanning, change: str) -> list[tuple[str, Entry]]:
    return [(row.file.name, entry) for row in planning.filed for entry in row.entries if entry.change == change]


def _remarks(planning: WardPlanning) -> Table:
    """What the units wrote beside their people: often that the planning stays as it is."""
    said = [(row.file.name, row.planning.text) for row in planning.filed if row.planning.text]
    heads = simple_heads(pgettext("paper", "No"), _("Cell or collective"), _("Remarks"))
    return Table(
        _("4. Remarks of the units"), heads, numbered(said), "planning-remarks", words=(1, 2), empty=_("none.")
    )
