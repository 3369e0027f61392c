"""The District Organization Board. The words of the guide, in the order of the year."""

from django.utils.translation import gettext_lazy as _

from assessments.reports.guides.shape import Guide, Refusal, Step
from cells.roles import Role

GUIDE = Guide(
    role=Role.DISTRICT,
    title=_("Guide for the District Organization Board"),
    lead=_("You read what the ward has released. Texts of people, ballots and drafts stay in the ward."),
    own="district",
    first=(
        Step(
            "key",
            _("Sign in"),
            _(
                "The ward's accounts administrator hands you a slip with address, account name and first password. Choose"
                " a password of your own at the first sign-in, then set up the authenticator app on your phone."
            ),
        ),
        Step(
            "board",
            _("Find the year"),
            _(
                "“My work” lists under “Released results” the years of the ward of which something is released. A year in"
                " work is not shown."
            ),
        ),
        Step(
            "result",
            _("Read the results"),
            _(
                "Cells, collectives, members and officers by grade, with shares. Numbers are links: each opens the list "
                "of those behind it."
            ),
        ),
        Step(
            "scale",
            _("Check the caps"),
            _(
                "Each cap stands with its base, its share, what is used and the clause it rests on. A matter decided with"
                " a reason is listed with that reason."
            ),
        ),
        Step(
            "paper",
            _("The report"),
            _(
                "The ward's report is kept as it was sent. “Reports of wards” checks any ward's PDF, receives it and sums the wards."
            ),
        ),
    ),
    second=(
        Step(
            "back",
            _("When something was graded anew"),
            _(
                "After a re-review or a re-grade the new grade stands in the results; the report is then issued again, "
                "and the former copy stays kept."
            ),
        ),
        Step(
            "hint",
            _("Hints of the district"),
            _(
                "Points you put to a collective or a person by letter are recorded by the ward's office, with your "
                "document's number, and answered point by point."
            ),
        ),
        Step(
            "level",
            _("Grades decided by the district"),
            _(
                "The ward as a whole, agencies and officers under district management are graded by you. The ward's "
                "office records grade, number and day; the ward does not sign them."
            ),
        ),
        Step(
            "ways",
            _("Compare the rules"),
            _(
                "“Rule book” shows what the rules of the year say, clause by clause, and what the letter of the ward "
                "changed."
            ),
        ),
    ),
    marks=(
        _("“My work”, “Papers” and “Reports of wards”: your ways."),
        _("Which ward, which year, its state."),
        _("Numbers are links: each opens exactly its list."),
        _("Open the report as PDF."),
        _("Your name: password, guide, “Sign out”."),
    ),
    refused=(
        Refusal(
            _("“This page does not exist”"), _("The page is not released or not yours. The portal does not tell which.")
        ),
        Refusal(_("A year is missing"), _("Nothing of it is released. Ask the ward party office when it will be.")),
        Refusal(
            _("A number differs from the paper"),
            _("Something was decided since; the ward issues the report again. Compare the dates."),
        ),
        Refusal(_("Password forgotten"), _("The ward's accounts administrator makes a new slip.")),
    ),
    ask=(
        _("Results and papers: the ward party office. Your account: the ward's accounts administrator."),
        _("What a clause says: “Rule book”, at the foot of every page."),
    ),
)
