"""What is under way when a process is killed: prepared through the pages, sent, looked at afterwards."""

import hashlib
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pikepdf
from django.urls import reverse

from assessments.models import CheckRun, Decision, Grading, IssuedPaper, KeptExplanation, Review, SelfCritique
from assessments.reports.catalogue import WARD_SUMMARY
from assessments.selectors.critiques import form_of
from assessments.selectors.desk import desk_of
from assessments.selectors.signing import signing_of
from assessments.services.critique_writing import checked
from assessments.workflow import Scope
from benchmarks.killing.scene import PASSWORD, Scene, roster
from benchmarks.killing.state import forget_connection
from benchmarks.killing.visitor import Answer, Sending, Visitor
from cells.models import Account, Member, Organization, WorkbookUpload
from tests import factories as make
from tests.assessments.cell_scene import full_values

_NEW_PEOPLE, _MOVED = 40, tuple(range(10))
_SCOPES = (Scope.UNITS, Scope.PEOPLE, Scope.HEADS)
_DAY = f"{make.TODAY:%d/%m/%Y}"


@dataclass
class Deed:
    """`key`: deeds of one key write the same rows. `whole`: says what is missing of it, "" when all of it is there.
    `says_done`: the page that comes when it is sent again after it went through. `after`: undisturbed, so that the next
    one finds its place."""

    kind: str
    key: str
    ward: str
    who: Visitor
    sending: Sending
    whole: Callable[[], str]
    says_done: Callable[[Answer], bool]
    after: Callable[[], None] = field(default=lambda: None)

    def is_acknowledged(self, answer: Answer) -> bool:
        if answer.status == 302:
            return not answer.location.startswith("/sign-in/")
        return answer.status == 200 and self.sending.by_script


def leads_on(answer: Answer) -> bool:
    return answer.status == 302 and not answer.location.startswith("/sign-in/")


class Deeds:
    """Makes the next deed of a kind; `people`: office, committee and secretary, signed in."""

    def __init__(self, scene: Scene, people: dict[str, Visitor]) -> None:
        self.scene, self.people = scene, people
        self._number = 100
        self._imported = dict.fromkeys((ward.code for ward in scene.rosters), 60)
        self._signed = 0

    def next(self, kind: str, dice: random.Random, which: str = "") -> Deed:
        """`which`: one of several ways to do it, "" for any."""
        made = {"save": self._save, "import": self._import, "sign": self._sign, "issue": self._issue}[kind](dice, which)
        forget_connection()
        return made

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    # --- saving a self-critique

    def _save(self, dice: random.Random, which: str) -> Deed:
        by_script = dice.random() < 0.6 if not which else which == "by itself"
        who, review = self.people["bithu1"], dice.choice(self.scene.reviews)
        values = full_values(review, f"Lần {self._next_number()}: tôi")
        typed = {f"text_{key}": text for key, text in values.texts.items()}
        levels = {f"level_{key}": level for key, level in values.levels.items()}
        page = who.form(reverse("assessments:critique_edit", args=[review.pk]), "revision")
        path = reverse("assessments:critique_autosave", args=[review.pk]) if by_script else page.path
        more = {} if by_script else {"action": "save"}
        fields = {**page.fields, **typed, **levels, "self_grade": "good", **more}
        revision = int(page.fields["revision"])
        return Deed(
            "save", "save by itself" if by_script else "save with the button", self.scene.written.ward.code, who,
            Sending(path, fields, by_script=by_script), lambda: _saved(review, values, revision + 1),
            lambda answer: answer.status == 200 if by_script else leads_on(answer),
        )  # fmt: skip

    # --- importing a roster

    def _import(self, dice: random.Random, which: str) -> Deed:
        who, ward = self.people["vanphong"], dice.choice(self.scene.rosters)
        number, first = self._next_number(), self._imported[ward.code]
        data = roster(ward.code, f"Chi bộ Đợt {number}", first, _NEW_PEOPLE, _MOVED, f"Tổ trưởng đợt {number}")
        upload = who.form(f"{reverse('cells:roster_upload')}?ward={ward.pk}", "workbook")
        name = f"dot-{number}.xlsx"
        upload = Sending(upload.path, {}, {"workbook": (name, data)})
        if (which or dice.choice(("upload", "apply"))) == "upload":
            return Deed(
                "import", "import: the workbook", ward.code, who, upload, lambda: _uploaded(name, data), leads_on,
                lambda: self._throw_away(who, name),
            )  # fmt: skip
        preview = who.form(who.send(upload).location, "digest")
        fields = {**preview.fields} | {field: "create" for field in preview.fields if field.startswith("cell:")}
        fields.pop("discard", None)
        self._imported[ward.code] += _NEW_PEOPLE
        return Deed(
            "import", "import: the roster", ward.code, who, Sending(preview.path, fields),
            lambda: _imported(ward, name, first, number), leads_on,
        )  # fmt: skip

    @staticmethod
    def _throw_away(who: Visitor, name: str) -> None:
        upload = WorkbookUpload.objects.get(filename=name, applied_at=None)
        preview = who.form(reverse("cells:roster_preview", args=[upload.pk]), "digest")
        who.send(preview.with_(discard="1"))

    # --- signing

    def _sign(self, _dice: random.Random, _which: str) -> Deed:
        """The wards one after the other, each with its three signatures."""
        sitting, scope = self.scene.sittings[self._signed // 3], _SCOPES[self._signed % 3]
        self._signed += 1
        if scope is Scope.PEOPLE:
            sitting.issue()
        if scope is not Scope.UNITS:
            sitting.take_over(scope)
        who, campaign = self.people["thuongvu1"], sitting.campaign
        number = f"{self._next_number()}-QĐ/ĐU"
        page = who.form(reverse("assessments:sign", args=[campaign.pk, scope]), "expected")
        account = Account.objects.get(username="thuongvu1")
        rows = {row.review.pk: row.draft_grade for row in signing_of(desk_of(campaign), scope, account).rows}
        return Deed(
            "sign", f"sign: {scope}", sitting.ward.code, who,
            page.with_(number=number, signed_on=_DAY, password=PASSWORD),
            lambda: _signed(campaign.pk, scope, number, rows),
            lambda answer: answer.status == 200 and f"quyết định số {number}" in answer.text,
        )  # fmt: skip

    # --- issuing the ward report

    def _issue(self, _dice: random.Random, _which: str) -> Deed:
        who, campaign = self.people["vanphong"], self.scene.issuing.campaign
        number = self._next_number()
        page = who.form(reverse("assessments:paper_issue", args=[campaign.pk, WARD_SUMMARY.code]), "dated_on")
        fields = {**page.fields, "number": str(number), "dated_on": _DAY}
        if "reason" in page.fields:
            fields["reason"] = f"Phát hành lại lần {number}"
        return Deed(
            "issue", "issue: again" if "reason" in fields else "issue: first", self.scene.issuing.ward.code, who,
            Sending(page.path, fields), lambda: _issued(campaign.pk, number),
            lambda answer: answer.status == 200 and f"{number}-" in answer.text,
        )  # fmt: skip


def _saved(review: Review, values, revision: int) -> str:
    critique = SelfCritique.objects.get(review=review)
    wanted = checked(form_of(review, critique), values)
    kept = {answer.section: (answer.text, answer.level_self) for answer in critique.answers.all()}
    if kept != {key: (text, wanted.levels.get(key, "")) for key, text in wanted.texts.items()}:
        return "the texts are not those that were sent"
    return "" if critique.revision == revision else f"revision {critique.revision}, not {revision}"


def _uploaded(name: str, data: bytes) -> str:
    kept = [bytes(upload.content) for upload in WorkbookUpload.objects.filter(filename=name, applied_at=None)]
    return "" if kept == [data] else f"{len(kept)} workbooks kept, or another one"


def _imported(ward: Organization, name: str, first: int, number: int) -> str:
    upload = WorkbookUpload.objects.get(filename=name)
    cells = list(Organization.objects.filter(ward=ward, kind="cell", name=f"Chi bộ Đợt {number}"))
    if len(cells) != 1 or upload.applied_at is None or upload.outcome["new"] != _NEW_PEOPLE:
        return f"{len(cells)} cells, {upload.outcome}"
    there = sorted(Member.objects.filter(cell=cells[0]).values_list("card_number", flat=True))
    if there != sorted(f"8{ward.code[-1]}.{one:06d}" for one in range(first, first + _NEW_PEOPLE)):
        return f"{len(there)} new people, or others"
    moved = Member.objects.filter(ward=ward, position=f"Tổ trưởng đợt {number}").count()
    return "" if moved == len(_MOVED) else f"{moved} of {len(_MOVED)} people changed"


def _signed(campaign_id: int, scope: Scope, number: str, rows: dict[int, str]) -> str:
    decisions = list(Decision.objects.filter(campaign=campaign_id, number=number))
    if len(decisions) != 1 or decisions[0].rows != len(rows):
        return f"{len(decisions)} decisions {number}"
    given = dict(Grading.objects.filter(decision=decisions[0], current=True).values_list("review", "grade"))
    if given != rows:
        return "the decided grades are not those on the table"
    explained = KeptExplanation.objects.filter(decision=decisions[0]).count()
    if explained != len(rows):
        return f"{explained} explanations of {len(rows)} grades"
    checks = CheckRun.objects.filter(campaign=campaign_id, purpose=f"sign:{scope}").count()
    return "" if checks == 1 else f"{checks} checks kept"


def _issued(campaign_id: int, number: int) -> str:
    """One copy stands, this one, with the bytes its fingerprint is of, and they are a paper that opens, sealed."""
    copies = list(IssuedPaper.objects.filter(campaign=campaign_id, number__startswith=f"{number}-"))
    standing = list(IssuedPaper.objects.filter(campaign=campaign_id, superseded=False))
    if len(copies) != 1 or copies != standing:
        return f"{len(copies)} copies {number}, {len(standing)} stand"
    content = bytes(copies[0].content)
    if hashlib.sha256(content).hexdigest() != copies[0].sha256 or not copies[0].signature:
        return "the bytes are not those of the fingerprint, or not sealed"
    with pikepdf.open(io.BytesIO(content)) as paper:
        return "" if len(paper.pages) and len(paper.attachments) else "a paper without pages or without its data"
