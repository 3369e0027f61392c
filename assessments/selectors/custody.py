"""Who has a file now, and what comes next, in words; the same on the file's page, the cell's home and the board."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.workflow import Stage

HOLDERS: dict[Stage, str | Promise] = {
    Stage.COLLECTING: _("The cell's side has it"),
    Stage.SUBMITTED: _("The ward party office has it"),
    Stage.RETURNED: _("The cell's side has it"),
    Stage.ACCEPTED: _("The standing committee has it"),
    Stage.DECIDED: _("The standing committee has it"),
    Stage.RELEASED: _("Everything is done"),
}
NEXT_STEPS: dict[Stage, str | Promise] = {
    Stage.COLLECTING: _("Next: people write, the unit meets and votes, the file is sent."),
    Stage.SUBMITTED: _("Next: the office accepts it or sends it back with reasons."),
    Stage.RETURNED: _("Next: what was named is mended and the file is sent again."),
    Stage.ACCEPTED: _("Next: cells and collectives are decided, then members and officers, heads last."),
    Stage.DECIDED: _("Next: the results are released to the cells."),
    Stage.RELEASED: _("Next: the planning of cadres is reviewed and filed."),
}


def holder_of(stage: str) -> str | Promise:
    return HOLDERS[Stage(stage)]


def next_step_of(stage: str) -> str | Promise:
    return NEXT_STEPS[Stage(stage)]
