"""A member who writes the own review. The words of the guide, in the order of the year."""

from django.utils.translation import gettext_lazy as _

from assessments.reports.guides.shape import Guide, Refusal, Step
from cells.roles import Role

GUIDE = Guide(
    role=Role.MEMBER,
    title=_("Guide for a member who writes the own review"),
    lead=_("For whoever got a slip with a link from the secretary. A phone is enough."),
    own="cell",
    first=(
        Step(
            "key",
            _("Open the link once"),
            _(
                "Hold the phone's camera over the square on the slip, or type the address. The link opens once and for 14"
                " days. Choose a PIN: digits that only you know. Give the slip to nobody."
            ),
        ),
        Step(
            "screen",
            _("Sign in again later"),
            _("With the account name on the slip and your PIN. After it “My own review” opens by itself."),
        ),
        Step(
            "pen",
            _("Write"),
            _(
                "Press “Write my self-critique”. On a phone one section stands on the screen at a time. The question is "
                "the form's own; its guidance is folded under it, and last year's text stands beside yours."
            ),
        ),
        Step(
            "level",
            _("Levels and your own grade"),
            _("In the parts that ask for it choose one of the four levels. At the end propose a grade for yourself."),
        ),
        Step(
            "hint",
            _("Answer the review hints"),
            _(
                "If points were put to you they stand in the form, each with its field. An answer is needed for every "
                "point."
            ),
        ),
        Step(
            "clock",
            _("It saves itself"),
            _(
                "Every few seconds, and when you leave the page. A line tells when it was saved last. You can stop and go"
                " on another day: “Go on writing”."
            ),
        ),
    ),
    second=(
        Step(
            "eye",
            _("Who sees it"),
            _(
                "The secretary, the ward party office and the standing committee. You see your own review alone. The "
                "secretary can write in it too, for instance without a connection; “Earlier versions” keeps every state, "
                "with the name of who saved it."
            ),
        ),
        Step(
            "send",
            _("Submit"),
            _(
                "When you are done press “Submit”. Until the cell sends its file you can still “Take back to change it”."
            ),
        ),
        Step(
            "meeting",
            _("The meeting"),
            _(
                "You speak, the others comment, then it is voted. Ballots are counted, never tied to a voter. Whoever is "
                "absent is reviewed later."
            ),
        ),
        Step(
            "result",
            _("The result"),
            _(
                "It stands under “My own review” once the standing committee has released it, with number and date of the"
                " decision."
            ),
        ),
    ),
    marks=(
        _("“My own review”: the only page you need."),
        _("By when it is to be submitted."),
        _("The sections of the form, one after the other."),
        _("The red button: write, go on, “Submit”."),
        _("Your name: “Change the PIN”, “Sign out”."),
    ),
    refused=(
        Refusal(_("The link opens nothing"), _("It was used or is too old. Ask the secretary for a new one.")),
        Refusal(
            _("PIN forgotten, or wrong several times"),
            _("After wrong tries the page says how long to wait. A new link from the secretary gives a new PIN."),
        ),
        Refusal(
            _("The connection is lost"),
            _("Go on typing. The text is kept on this device, encrypted, and saved when the connection is back."),
        ),
        Refusal(
            _("Nothing can be changed any more"),
            _("The cell has sent its file. Tell the secretary if something is wrong."),
        ),
        Refusal(_("Phone lost"), _("Tell the secretary at once: the access is ended and a new link made.")),
    ),
    ask=(
        _("Everything: the secretary of your cell."),
        _("What a clause says: “Rule book”, at the foot of every page."),
    ),
)
