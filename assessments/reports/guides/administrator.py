"""The accounts administrator. The words of the guide, in the order of the year."""

from django.utils.translation import gettext_lazy as _

from assessments.reports.guides.shape import Guide, Refusal, Step
from cells.roles import Role

GUIDE = Guide(
    role=Role.ADMIN,
    title=_("Guide for the accounts administrator"),
    lead=_("You decide who may do what, from when to when. You see nothing of the review itself."),
    own="",
    first=(
        Step(
            "board",
            _("See what waits"),
            _(
                "“Accounts” begins with what waits for you: units without a secretary's account, first passwords not "
                "used, mandates that end soon, accounts without a mandate. Each number opens its list."
            ),
        ),
        Step(
            "people",
            _("Accounts for all secretaries"),
            _(
                "“Accounts for secretaries, with slips” suggests a name for each unit. Choose, make them, print the "
                "slips."
            ),
        ),
        Step(
            "key",
            _("One account"),
            _(
                "“One new account” for office, committee, district or another administrator: whose account, which "
                "mandate, from which day."
            ),
        ),
        Step(
            "paper",
            _("Hand the slip over"),
            _(
                "A first password is shown once and kept nowhere in clear. Give the slip to the person alone. It must be "
                "changed at the first sign-in."
            ),
        ),
        Step(
            "link",
            _("Say whose account it is"),
            _(
                "Link the account to the person in the roster. Only then does the portal know whose own grade nobody may "
                "decide, and who is in charge of a hint."
            ),
        ),
    ),
    second=(
        Step(
            "back",
            _("Somebody changes"),
            _(
                "“Hand over” on the account's page ends one person's access and gives the same mandate to another, from "
                "one day to the next. The history keeps both names."
            ),
        ),
        Step(
            "deputy",
            _("Somebody is away"),
            _(
                "Give a mandate to act in another's place, with its first and last day. Both names stand beside all that "
                "is done with it."
            ),
        ),
        Step(
            "clock",
            _("Passwords"),
            _(
                "Forgotten password: a new slip on the account's page. Lost phone: “Reset” there, after you have seen the person."
                " Open sessions end with it. A member's PIN is the secretary's affair: a new invitation."
            ),
        ),
        Step(
            "lock",
            _("Close what is not needed"),
            _(
                "“End the mandate” with a day and a reason, or close the account. Nothing that was done with it is lost."
            ),
        ),
    ),
    marks=(
        _("“Accounts”: your only page."),
        _("How many accounts there are."),
        _("What waits; each number opens its list."),
        _("The red button: accounts with slips."),
        _("Your name: password, guide, “Sign out”."),
    ),
    refused=(
        Refusal(_("Your own account"), _("Nobody gives rights to himself or herself. Ask another administrator.")),
        Refusal(_("The account name is taken"), _("Take the name the page suggests, or add a number.")),
        Refusal(
            _("A mandate beyond your right"), _("The office gives secretaries' mandates alone; the others are yours.")
        ),
        Refusal(_("The page was open too long"), _("Sign in again and repeat; no second password was made.")),
    ),
    ask=(
        _("Who should hold which mandate: the standing committee. Units and people: the ward party office."),
        _("What a clause says: “Rule book”, at the foot of every page."),
    ),
)
