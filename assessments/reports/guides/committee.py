"""The standing committee. The words of the guide, in the order of the year."""

from django.utils.translation import gettext_lazy as _

from assessments.reports.guides.shape import Guide, Refusal, Step
from cells.roles import Role

GUIDE = Guide(
    role=Role.COMMITTEE,
    title=_("Guide for the standing committee"),
    lead=_(
        "What the committee does in the portal: issue, decide, sign, release. Nothing takes effect before your "
        "signature."
    ),
    own="committee",
    first=(
        Step(
            "scale",
            _("Confirm the weights"),
            _(
                "Before the sitting: “Quota weights”, with the document in which the committee decided them. The quotas "
                "of the cells follow from them."
            ),
        ),
        Step(
            "hint",
            _("Issue review hints"),
            _(
                "The office's drafts stand in “My work”. Read the points, name the member in charge and the day, issue. "
                "Who is in charge may read that one review."
            ),
        ),
        Step(
            "order",
            _("Issue orders"),
            _(
                "Return, re-review, re-grade: the office drafts, you issue with number and day. The file goes back with "
                "your reasons."
            ),
        ),
        Step(
            "level",
            _("Decide in this order"),
            _(
                "“Decide and sign” leads along the path: cells and collectives, then the quotas, then members and "
                "officers, heads last, when the unit they lead is graded."
            ),
        ),
        Step(
            "table",
            _("The table of the sitting"),
            _(
                "Beside each name: own grade, meeting, ballots, the office, findings. “Take over the proposals into empty"
                " rows”, change what you decide otherwise, “Save the table”. Saving signs nothing."
            ),
        ),
        Step(
            "ways",
            _("Try first"),
            _(
                "“Try out: what would be if …” shows every cap and quota with other grades; “Ways to mend it” names the "
                "fewest changes. Neither can be signed."
            ),
        ),
    ),
    second=(
        Step(
            "sign",
            _("Sign"),
            _(
                "The page repeats in numbers what will be decided. Give number and day of the decision and confirm "
                "that it is you. After that only a re-grade changes a grade."
            ),
        ),
        Step(
            "result",
            _("Release"),
            _("“Release results” lets the cells and the district read. Nobody below sees a decided grade before that."),
        ),
        Step(
            "back",
            _("Afterwards"),
            _(
                "A wrong excellent is taken away by a re-grade, with order and reason; the former grade stays readable. "
                "Finished years can be closed."
            ),
        ),
    ),
    marks=(
        _("“Decide and sign”: the path and its tables."),
        _("What is ready, what waits and for what."),
        _("Room left under each cap; it moves as you choose."),
        _("Save, then go on to sign."),
        _("Your name: password, guide, “Sign out”."),
    ),
    refused=(
        Refusal(
            _("A violation stops the signature"),
            _("The finding names the clause and the numbers. Change a grade; “Ways to mend it” shows how."),
        ),
        Refusal(_("A finding needs a reason"), _("Write it at the finding. It goes into the decision and the report.")),
        Refusal(
            _("Your own row"),
            _("Nobody decides on himself or herself, nor through a deputy. Another account of the committee does."),
        ),
        Refusal(_("A colleague changed the table"), _("Both choices stand side by side; saving again decides.")),
    ),
    ask=(
        _("Files, papers, numbers: the ward party office. Accounts, deputies: the accounts administrator."),
        _("What a clause says: “Rule book”, at the foot of every page."),
    ),
)
