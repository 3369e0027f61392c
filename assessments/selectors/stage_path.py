"""The order of a review year as sign-posts: what is done, what can be done now, what each step waits for (rules C5)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import QuotaIssue, ReviewFile
from assessments.selectors.desk import Desk
from assessments.selectors.head_waits import head_waits
from assessments.selectors.papers import standing_reports
from assessments.workflow import Scope, Stage

DONE, READY, WAITS = "done", "ready", "waits"
TAKEN_IN = (Stage.ACCEPTED, Stage.DECIDED, Stage.RELEASED)


@dataclass(frozen=True)
class Signpost:
    """One step of the year: `done` of `due`, its state, the labels it waits for, its page."""

    code: str
    label: str | Promise
    done: int
    due: int
    state: str
    waits_for: tuple[str | Promise, ...]
    url: str

    @property
    def is_done(self) -> bool:
        return self.state == DONE

    @property
    def is_ready(self) -> bool:
        return self.state == READY


LABELS = {
    "proposals": _("Members' proposals"),
    "units": _("Cells and collectives"),
    "quotas": _("Quotas"),
    "people": _("Members and officers"),
    "heads": _("Heads"),
    "report": _("Report"),
}
WEIGHTS = _("confirmation of the weights")
OUTSIDE = _("grades decided elsewhere")


def path_of(desk: Desk) -> list[Signpost]:
    """Proposals → cells and collectives → quotas → people → heads → report. Three queries beside the desk's."""
    path = _Path(desk)
    steps = [path.proposals(), path.units()]
    if desk.answer.rule_set.quotas_issued.value:
        steps.append(path.quotas())
    return [*steps, path.people(), path.heads(), path.report()]


class _Path:
    def __init__(self, desk: Desk) -> None:
        self.desk, self.campaign = desk, desk.campaign
        stages = list(ReviewFile.objects.filter(campaign=self.campaign).values_list("stage", flat=True))
        self.files, self.taken_in = len(stages), sum(stage in TAKEN_IN for stage in stages)
        self.quotas_due = desk.answer.rule_set.quotas_issued.value
        self.quotas_issued = QuotaIssue.objects.filter(campaign=self.campaign).exists()
        self.reported = standing_reports().filter(campaign=self.campaign).exists()

    def counted(self, scope: Scope) -> tuple[int, int]:
        due = [row for row in self.desk.of(scope) if row.is_due or row.is_signed]
        return sum(row.is_settled for row in due), len(due)

    def is_through(self, scope: Scope) -> bool:
        done, due = self.counted(scope)
        return done == due

    def proposals(self) -> Signpost:
        state = DONE if self.taken_in == self.files else READY
        return self._post("proposals", (self.taken_in, self.files), state, [], reverse_board(self.campaign.pk))

    def units(self) -> Signpost:
        can = any(row.is_accepted and not row.is_settled for row in self.desk.of(Scope.UNITS))
        waits = [] if can else [LABELS["proposals"]]
        return self._scope("units", Scope.UNITS, waits)

    def quotas(self) -> Signpost:
        waits = [LABELS["units"]] if not self.is_through(Scope.UNITS) else []
        if self.campaign.weights_confirmed_at is None:
            waits.append(WEIGHTS)
        state = DONE if self.quotas_issued else READY
        url = reverse("assessments:quotas", args=[self.campaign.pk])
        return self._post("quotas", (int(self.quotas_issued), 1), state, waits, url)

    def people(self) -> Signpost:
        return self._scope("people", Scope.PEOPLE, self._before_people())

    def _before_people(self) -> list[str | Promise]:
        waits = [LABELS["units"]] if not self.is_through(Scope.UNITS) else []
        if self.quotas_due and not self.quotas_issued:
            waits.append(LABELS["quotas"])
        return waits

    def heads(self) -> Signpost:
        """Ready as soon as one head's units and people are decided."""
        waits = self._before_people()
        if not waits:
            before = head_waits(self.desk)
            left = [row for row in self.desk.of(Scope.HEADS) if not row.is_settled]
            free = any(row.person not in before or before[row.person].may_be_signed for row in left)
            if left and not free:
                waits = [LABELS["people"]] if not self.is_through(Scope.PEOPLE) else [OUTSIDE]
        return self._scope("heads", Scope.HEADS, waits)

    def report(self) -> Signpost:
        scopes = {"units": Scope.UNITS, "people": Scope.PEOPLE, "heads": Scope.HEADS}
        waits = [LABELS[code] for code, scope in scopes.items() if not self.is_through(scope)]
        url = reverse("assessments:paper_list", args=[self.campaign.pk])
        return self._post("report", (int(self.reported), 1), DONE if self.reported else READY, waits, url)

    def _scope(self, code: str, scope: Scope, waits: list) -> Signpost:
        done, due = self.counted(scope)
        url = reverse("assessments:decide", args=[self.campaign.pk, scope.value])
        return self._post(code, (done, due), DONE if done == due else READY, waits, url)

    def _post(self, code: str, counts: tuple[int, int], state: str, waits: list, url: str) -> Signpost:
        if state == READY and waits:
            state = WAITS
        return Signpost(code, LABELS[code], *counts, state, tuple(waits) if state == WAITS else (), url)


def reverse_board(campaign_id: int) -> str:
    """The board, at the files not taken in yet."""
    return reverse("assessments:campaign_detail", args=[campaign_id]) + "?left=accepted"
