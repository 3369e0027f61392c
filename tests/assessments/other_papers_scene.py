"""One ward with everything the papers of files and deeds print: critiques with comments, hint, orders, decisions, plans,
results that are out. Its texts can be made hostile."""

from datetime import UTC, date, datetime

from assessments.models import (
    Decision,
    Opinion,
    Order,
    RemedyMeasure,
    Review,
    ReviewFile,
    SelfCritique,
    Shortcoming,
)
from assessments.reports import deed_catalogue as deeds
from assessments.reports import file_catalogue as files
from assessments.reports.catalogue import deed_contents_of, file_contents_of, review_contents_of
from assessments.services.regrades import regrade
from assessments.services.self_critiques import CritiqueValues, submit_critique
from assessments.workflow import GradingStep, Stage
from tests import factories as make
from tests.assessments.cell_scene import full_values
from tests.assessments.hint_scene import issued_hint
from tests.assessments.sitting import Sitting
from tests.told_once import told_once

NAME = "Nguyễn Văn An 2"


class OtherPapers(Sitting):
    """KP01 decided and released; its second member has everything. `say`: what stands in every running text,
    `cell` in shorter ones and in those that stand in a table."""

    def __init__(self, say: str = "Nội dung", cell: str = "Nội dung"):
        vars(self).update(vars(told_once((type(self), say, cell), lambda: self._with_papers(say, cell))))

    def _with_papers(self, say: str, cell: str) -> "OtherPapers":
        super().__init__()
        self.say, self.cell = say, cell
        self.secretary = make.make_account("bithu1", "secretary", self.first, display_name="Bí thư Một")
        self.other_secretary = make.make_account("bithu2", "secretary", self.second)
        self.member = make.make_account("an2", "member", self.ward, member=self.people[1], uses_pin=True)
        self.neighbour = make.make_account("an3", "member", self.ward, member=self.people[2], uses_pin=True)
        self.one = self.review("A002")
        self._write()
        self.meet("KP01", make.REVIEW_DATE)
        self.decide_all()
        self.decision = Decision.objects.filter(campaign=self.campaign, scope="people").get()
        self.hint = issued_hint(
            self.one,
            in_charge=self.people[0],
            points=(f"{say} thứ nhất.", "Nêu rõ nguyên nhân."),
            issuing_body="Ban Thường vụ Đảng ủy Phường 11",
        )
        self.returned, self.re_review = self._order("return"), self._order("re_review")
        self.regraded = self._regrade()
        ReviewFile.objects.filter(code="KP01").update(stage=Stage.RELEASED)
        return self

    def _write(self) -> None:
        """A critique handed in, comments of three bodies, a shortcoming with a measure and one without."""
        ReviewFile.objects.filter(campaign=self.campaign).update(stage=Stage.COLLECTING)
        values = full_values(self.one, "Đồng chí")
        first = next(iter(values.texts))
        submit_critique(
            by=self.secretary, review_id=self.one.pk, revision=0, on=make.TODAY,
            values=CritiqueValues(values.texts | {first: self.say}, values.levels, "good"),
        )  # fmt: skip
        SelfCritique.objects.update(submitted_at=datetime(2021, 12, 15, 9, tzinfo=UTC))
        ReviewFile.objects.filter(campaign=self.campaign).update(stage=Stage.ACCEPTED)
        for body, text in (("cell_committee", self.say), ("employer", self.cell), ("residence", self.cell)):
            Opinion.objects.create(
                review=self.one, body=body, text=f"{text} ({body})", grade="good", saved_by="x", saved_at=make.now()
            )
        kept = {"review": self.one, "saved_by": "x", "saved_at": make.now()}
        late = Shortcoming.objects.create(found_year=2021, text=f"{self.cell} chậm", **kept)
        Shortcoming.objects.create(
            found_year=2020, position=1, text="Vắng họp", outcome="fixing", progress=f"{self.cell} dở", **kept
        )
        RemedyMeasure.objects.create(
            shortcoming=late, measure=f"{self.cell} biện pháp", person="Đồng chí Ba", due_on=date(2022, 6, 30),
            result=f"{self.cell} kết quả", saved_by="x", saved_at=make.now(),
        )  # fmt: skip

    def _order(self, kind: str) -> Order:
        return Order.objects.create(
            campaign=self.campaign, kind=kind, state="issued", file=self.file("KP01"), note=f"{self.say} chung",
            section_reasons=[{"section": "people", "text": f"{self.cell} riêng"}], number="20-CV/ĐU",
            dated_on=make.TODAY, due_on=date(2022, 1, 25), drafted_by="x", drafted_at=make.now(), issued_by="x",
            issued_at=make.now(),
        )  # fmt: skip

    def _regrade(self) -> Order:
        standing = self.one.gradings.get(step=GradingStep.DECISION, current=True)
        decision = regrade(
            by=self.committee, review_id=self.one.pk, grade="fulfilled", reason=f"{self.say} xếp lại",
            number="31-QĐ/ĐU", signed_on=make.TODAY, seen=standing.pk, on=make.TODAY, finding_reason="Xếp lại",
        )  # fmt: skip
        return Order.objects.create(
            campaign=self.campaign, kind="regrade", state="issued", review=self.one, grade="fulfilled",
            note=decision.reason, number=decision.number, dated_on=make.TODAY, drafted_by="x", drafted_at=make.now(),
            issued_by="x", issued_at=make.now(), decision=decision,
        )  # fmt: skip

    def loaded(self, code: str = "KP01") -> ReviewFile:
        found = ReviewFile.objects.select_related("campaign__ward__profile", "cell", "collective")
        return found.get(campaign=self.campaign, code=code)

    def loaded_one(self) -> Review:
        return Review.objects.select_related("campaign__ward", "file__cell", "file__campaign__ward").get(pk=self.one.pk)

    def papers(self) -> dict:
        """(catalogue row, contents) of every paper there is beside the forms, by code; of one person under `one:`."""
        file, one = self.loaded(), self.loaded_one()
        of_file = (
            files.CRITIQUES_SUBMITTED, files.GRADE_PROPOSAL, files.REMEDY_PLANS, files.UNIT_NOTICE, files.PERSON_NOTICES,
        )  # fmt: skip
        found = {paper.code: (paper, file_contents_of(paper, file)) for paper in of_file}
        for paper in (files.REVIEW_CRITIQUE, files.REVIEW_PLAN, files.REVIEW_NOTICE):
            found[f"one:{paper.code}"] = (paper, review_contents_of(paper, one))
        given = (
            (deeds.HINT_LETTER, self.hint), (deeds.RETURN_LETTER, self.returned),
            (deeds.RE_REVIEW_LETTER, self.re_review), (deeds.REGRADE, self.regraded), (deeds.DECISION, self.decision),
        )  # fmt: skip
        return found | {paper.code: (paper, deed_contents_of(paper, deed)) for paper, deed in given}
