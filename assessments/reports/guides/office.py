"""The ward party office. The words of the guide, in the order of the year."""

from django.utils.translation import gettext_lazy as _

from assessments.reports.guides.shape import Guide, Refusal, Step
from cells.roles import Role

GUIDE = Guide(
    role=Role.OFFICE,
    title=_("Guide for the ward party office"),
    lead=_("The year of the office from the first list to the last paper, and what to do when something is refused."),
    own="office",
    first=(
        Step(
            "people",
            _("Lists and accounts"),
            _(
                "Import the roster under “Party members”, heads and posts under “Organizations”. Then “Accounts for "
                "secretaries, with slips”: print the slips and hand them out."
            ),
        ),
        Step(
            "open",
            _("Open the year"),
            _(
                "“Create a review year”, set its days, look at what is missing, then “Open the year”. From then on the "
                "list of people is frozen."
            ),
        ),
        Step(
            "hint",
            _("Draft hints"),
            _(
                "“Draft a hint” with its points, the member in charge and a day; the committee issues it. From above: "
                "“Record a hint of district or city”."
            ),
        ),
        Step(
            "board",
            _("Follow the cells"),
            _(
                "“Board of cells”: every number leads to its list; the search finds people without accents. “Deadlines "
                "and reminders” writes to those who are not done."
            ),
        ),
        Step(
            "late",
            _("Changes after opening"),
            _(
                "Who comes, leaves or dies, a new seat or head: “Changes after opening”, “Record a change”, with day and "
                "document. The findings run again."
            ),
        ),
        Step(
            "check",
            _("Check the files"),
            _(
                "Read it with its findings, then “Accept the file” or “Send it back with reasons”. Several at once: mark "
                "each “Will be accepted”, then accept them together on the page “Acceptance”."
            ),
        ),
    ),
    second=(
        Step(
            "level",
            _("Prepare the sitting"),
            _(
                "“Proposals for cells and collectives” and “Grades decided elsewhere”. Re-reviews and re-grades: “Draft "
                "an order”; the committee issues it."
            ),
        ),
        Step(
            "paper",
            _("Papers"),
            _(
                "Under “Papers” write the office's parts, read every page, then “Issue the paper” with number and date. "
                "The copy is kept as it was sent; a new one needs a reason."
            ),
        ),
        Step(
            "plan",
            _("Plans and planning"),
            _(
                "“Shortcomings and plans”: what is overdue, how neglect was corrected. “Planning of cadres”: sum up what "
                "the units filed, print the paper and submit it to the Party Committee."
            ),
        ),
    ),
    marks=(
        _("“My work”: all that waits for you, oldest first."),
        _("The stage of the year and what is left."),
        _("Numbers are links: each opens exactly its list."),
        _("The red button: what comes next."),
        _("Your name: password, guide, “Sign out”."),
    ),
    refused=(
        Refusal(
            _("Not every file is decided yet"),
            _("The paper can be read as a draft. The path of the year shows which step it waits for."),
        ),
        Refusal(
            _("Somebody else saved first"),
            _("Both texts stand side by side. Read theirs; sending yours again puts it in its place."),
        ),
        Refusal(
            _("The figures changed while printing"),
            _("Read the paper again, then issue it: what is kept is what stood there."),
        ),
        Refusal(
            _("It needs another mandate"), _("Deciding, signing, releasing and issuing orders is the committee's.")
        ),
    ),
    ask=(
        _("Decisions: the standing committee. Its accounts: the accounts administrator."),
        _("What a clause says: “Rule book”, at the foot of every page."),
    ),
)
