"""The secretary of a cell, and of a collective that meets on its own. The words of the guide, in the order of the year."""

from django.utils.translation import gettext_lazy as _

from assessments.reports.guides.shape import Guide, Refusal, Step
from cells.roles import Role

GUIDE = Guide(
    role=Role.SECRETARY,
    title=_("Guide for the secretary of a cell or collective"),
    lead=_(
        "What you do in the year, in order, and what to do when something does not work. You need no more than "
        "these two pages."
    ),
    own="cell",
    first=(
        Step(
            "key",
            _("Sign in"),
            _(
                "The slip from the office names the address, your account name and a first password. Sign in, then choose"
                " a password of your own; after that the slip opens nothing."
            ),
        ),
        Step(
            "people",
            _("Check who is on the list"),
            _(
                "Open “List of people”. Is somebody missing, or there who should not be? Tell the office. If all is right"
                " press “Confirm the list”."
            ),
        ),
        Step(
            "pen",
            _("Write the critiques"),
            _(
                "“Critique of the collective” and “Individual critiques”: section by section, saved by itself. Members "
                "can write themselves: “Invite members to write themselves”. For paper: “Print forms”, later "
                "“Self-critiques on paper”."
            ),
        ),
        Step(
            "hint",
            _("Answer the review hints"),
            _(
                "Where the committee issued hints they stand in your list as “Review hints”. Answer each point; while one"
                " is open the file cannot be sent."
            ),
        ),
        Step(
            "mend",
            _("Say what became of last year's shortcomings"),
            _(
                "Of each one: fixed, being fixed and how far, or not fixed. The measures of last year's plan stand beside"
                " it."
            ),
        ),
        Step(
            "meeting",
            _("Hold the meeting"),
            _(
                "Print “Attendance list to sign” and “Ballot papers, one for each voter”. Afterwards fill in “Meeting and"
                " minutes” and “Attendance”. Probationary members do not vote; who was absent is reviewed later."
            ),
        ),
        Step(
            "ballot",
            _("Type the ballots"),
            _(
                "Under “Ballots and proposed grades” type how many ballots each grade got. The row says at once whether "
                "the sum is right; the proposed grade follows, another one needs a reason."
            ),
        ),
    ),
    second=(
        Step(
            "send",
            _("Check and send"),
            _(
                "“Check and send” lists what must be mended and what needs a reason, each with its link. After sending, "
                "the page says who has the file and since when; nothing in it can be changed then."
            ),
        ),
        Step(
            "back",
            _("If it comes back"),
            _(
                "Your page shows the reasons, section by section, and the new day. Mend that and send again. What stood "
                "before stays readable."
            ),
        ),
        Step(
            "plan",
            _("After the decision"),
            _(
                "“Remediation plan”: a measure, a person and a day for each shortcoming. Once released: “Read the "
                "results”. Then “Review of the planning of cadres”, filed with the office."
            ),
        ),
    ),
    marks=(
        _("“My work” leads to your file."),
        _("Where you are, and how many days are left."),
        _("The list of tasks: number, count, state."),
        _("The red button: what comes next."),
        _("Your name: password, guide, “Sign out”."),
    ),
    refused=(
        Refusal(
            _("A red box stands at the top"),
            _(
                "It says what, why and how to mend it, with a link to the place. Mend it and press again; nothing you "
                "typed is gone."
            ),
        ),
        Refusal(
            _("Somebody else saved first"),
            _("Both texts stand side by side. Read theirs; sending yours again puts it in its place."),
        ),
        Refusal(
            _("The connection is lost"),
            _("Go on typing. The text is kept on this device, encrypted, and saved when the connection is back."),
        ),
        Refusal(
            _("Sent by mistake, password forgotten"), _("Ask the office: it sends the file back, or makes a new slip.")
        ),
    ),
    ask=(
        _("List of people, deadline, account: the ward party office."),
        _("What a clause says: “Rule book”, at the foot of every page."),
    ),
)
