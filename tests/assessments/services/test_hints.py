"""Review hints: who drafts, issues, records and withdraws; what issuing reopens and what it leaves."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.models import FileEvent, Grading, ReviewFile, ReviewHint, SelfCritique
from assessments.services import hints
from assessments.services.hint_checks import HintDocument, HintValues
from assessments.services.self_critiques import save_draft, submit_critique
from assessments.services.steps import take_step
from assessments.services.submissions import submit_file
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import Account, JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_complete, submit_all
from tests.assessments.hint_scene import DUE, POINTS, draft, issue, issued, make_hint_scene, record

pytestmark = pytest.mark.django_db
AN = "Nguyễn Văn An"


@pytest.fixture
def scene():
    return make_hint_scene()


def fields(refused) -> list[str]:
    return [refusal.field for refusal in refused.value.refusals]


# --- drafting


def test_the_office_drafts_and_changes(scene):
    hint = draft(scene, points=("  một  ", "", "hai"))

    changed = hints.change_hint(
        by=scene.office,
        hint_id=hint.pk,
        values=HintValues(("ba",), DUE, scene.person.pk),
        revision=hint.revision,
        on=make.TODAY,
    )

    assert (changed.state, changed.due_on, changed.in_charge_id, changed.revision) == ("draft", DUE, scene.person.pk, 2)
    assert [point.text for point in changed.points.all()] == ["ba"]
    assert list(
        JournalEntry.objects.filter(action__startswith="hint.").order_by("pk").values_list("action", flat=True)
    ) == [
        "hint.drafted",
        "hint.changed",
    ]


@pytest.mark.parametrize("who", ["secretary", "other_secretary", "committee", "district", "in_charge"])
def test_only_the_office_drafts(scene, who):
    with pytest.raises(NotPermitted):
        draft(scene, by=getattr(scene, who))

    assert ReviewHint.objects.count() == 0


def test_a_hint_names_a_point(scene):
    with pytest.raises(Refused) as refused:
        draft(scene, points=(" ", ""))

    assert fields(refused) == ["point_1"]
    assert refused.value.refusals[0].citation == "123-CV/ĐU 3.5, 3.2"


def test_a_subject_that_owes_no_review_gets_no_hint(scene):
    with pytest.raises(Refused) as refused:
        draft(scene, "Lê Thị Miễn")

    assert fields(refused) == ["review"]


def test_a_draft_changed_meanwhile_is_not_overwritten(scene):
    hint = draft(scene)
    hints.change_hint(
        by=scene.office, hint_id=hint.pk, values=HintValues(("ba",)), revision=hint.revision, on=make.TODAY
    )

    with pytest.raises(StaleEdit):
        hints.change_hint(by=scene.office, hint_id=hint.pk, values=HintValues(("bốn",)), revision=1, on=make.TODAY)
    with pytest.raises(StaleEdit):
        issue(scene, hint)


# --- conflict of interest


def of_the_subject(scene, account: Account, name: str = AN) -> Account:
    account.member = scene.review(name).member
    account.save()
    return account


def test_nobody_drafts_issues_records_or_withdraws_a_hint_about_themselves(scene):
    hint, standing = draft(scene), issued(scene, document=HintDocument("9-CV/ĐU", make.TODAY))
    outside = record(scene)
    office, committee = of_the_subject(scene, scene.office), of_the_subject(scene, scene.committee)
    deeds = [
        lambda: draft(scene, by=office),
        lambda: record(scene, by=office, number="8-CV/QU"),
        lambda: issue(scene, hint, by=committee),
        lambda: hints.withdraw_hint(by=committee, hint_id=standing.pk, reason="x", revision=2, on=make.TODAY),
        lambda: hints.withdraw_hint(by=office, hint_id=outside.pk, reason="x", revision=1, on=make.TODAY),
        lambda: hints.change_hint(by=office, hint_id=hint.pk, values=HintValues(("x",)), revision=1, on=make.TODAY),
    ]
    for deed in deeds:
        with pytest.raises(Refused) as refused:
            deed()
        assert "đây là phần kiểm điểm của chính đồng chí" in str(refused.value)

    assert sorted(ReviewHint.objects.values_list("state", flat=True)) == ["draft", "issued", "issued"]


def test_about_another_person_the_same_accounts_may(scene):
    office, committee = of_the_subject(scene, scene.office), of_the_subject(scene, scene.committee)

    hint = issue(scene, draft(scene, "Nguyễn Văn Bình", by=office), by=committee)

    assert hint.state == "issued"


# --- issuing


@pytest.mark.parametrize("who", ["secretary", "other_secretary", "office", "district", "in_charge"])
def test_only_the_committee_issues(scene, who):
    hint = draft(scene)

    with pytest.raises(NotPermitted):
        issue(scene, hint, by=getattr(scene, who))

    assert ReviewHint.objects.get().state == "draft"


def test_an_issued_hint_stands_on_its_document(scene):
    hint = issued(scene)

    assert (hint.state, hint.issuer, hint.number, hint.issuing_body) == (
        "issued",
        "ward",
        "15-CV/ĐU",
        "Đảng ủy Phường 11",
    )
    entry = JournalEntry.objects.get(action="hint.issued")
    assert entry.after == {
        "number": "15-CV/ĐU",
        "issuer": "ward",
        "state": "issued",
        "points": 2,
        "dated_on": "2022-01-10",
        "due_on": "2022-01-20",
        "in_charge": scene.person.code,
    }
    assert not any(point in f"{entry.before}{entry.after}{entry.reason}" for point in POINTS)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"in_charge_id": None}, "in_charge"),
        ({"due_on": None}, "due_on"),
        ({"due_on": date(2022, 1, 9)}, "due_on"),
        ({"document": HintDocument(" ", date(2022, 1, 10))}, "number"),
        ({"document": HintDocument("1-CV/ĐU", date(2022, 1, 11))}, "dated_on"),
    ],
)
def test_what_is_missing_for_issuing_is_said_at_its_field(scene, changes, field):
    hint = draft(scene)

    with pytest.raises(Refused) as refused:
        issue(scene, hint, **changes)

    assert fields(refused) == [field]
    assert ReviewHint.objects.get().state == "draft"


def test_in_charge_is_somebody_of_the_committee_and_never_the_subject(scene):
    hint = draft(scene)
    for name in (AN, "Nguyễn Văn Bình"):
        with pytest.raises(Refused) as refused:
            issue(scene, hint, in_charge_id=scene.review(name).member_id)
        assert fields(refused) == ["in_charge"]


def test_an_issued_hint_is_neither_issued_again_nor_changed(scene):
    hint = issued(scene)

    with pytest.raises(Refused):
        issue(scene, hint)
    with pytest.raises(Refused):
        hints.change_hint(
            by=scene.office, hint_id=hint.pk, values=HintValues(("x",)), revision=hint.revision, on=make.TODAY
        )


def test_the_same_document_is_not_issued_twice_to_one_subject(scene):
    issued(scene)

    with pytest.raises(Refused) as refused:
        issued(scene)

    assert fields(refused) == ["number"]
    assert issued(scene, "Nguyễn Văn Bình").number == "15-CV/ĐU"


# --- what it reopens


def test_a_submitted_critique_becomes_a_draft_with_its_text(scene):
    submit_all(scene)
    review = scene.review(AN)
    before = dict(review.critique.answers.values_list("section", "text"))
    revision = review.critique.revision

    issued(scene)

    critique = SelfCritique.objects.get(review=review)
    assert (critique.is_submitted, critique.revision) == (False, revision + 1)
    assert dict(critique.answers.values_list("section", "text")) == before
    assert critique.saved_by == "Bí thư Một"
    assert Grading.objects.get(review=review, step="self", current=True).grade == ""
    entry = JournalEntry.objects.get(action="critique.reopened")
    assert "15-CV/ĐU" in entry.reason
    others = SelfCritique.objects.filter(review__file=scene.file).exclude(review=review)
    assert [other.is_submitted for other in others] == [True] * others.count()


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.ACCEPTED])
def test_a_file_that_was_sent_goes_back_with_the_hint_as_the_reason(scene, stage):
    make_complete(scene)
    submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)
    if stage is Stage.ACCEPTED:
        take_step(by=scene.office, file_id=scene.file.pk, step="accept", on=make.TODAY)

    issued(scene)

    file = scene.reload()
    event = FileEvent.objects.get(step="hint")
    assert (file.stage, file.round) == (Stage.RETURNED, 2)
    assert "15-CV/ĐU" in event.note
    assert (event.due_on, event.section_reasons) == (
        DUE,
        [{"section": "hints", "text": f"{AN}, điểm {place}: {text}"} for place, text in enumerate(POINTS, start=1)],
    )
    assert not SelfCritique.objects.get(review=scene.review(AN)).is_submitted
    assert SelfCritique.objects.get(review=scene.review("Nguyễn Văn Bình")).is_submitted


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.RELEASED])
def test_after_the_decision_a_re_review_is_the_way(scene, stage):
    hint = draft(scene)
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=stage)

    for deed in (lambda: issue(scene, hint), lambda: record(scene), lambda: draft(scene)):
        with pytest.raises(Refused) as refused:
            deed()
        assert "kiểm điểm lại" in str(refused.value)
        assert refused.value.refusals[0].citation == "123-CV/ĐU 3.7"

    assert (scene.reload().stage, ReviewHint.objects.get().state) == (stage, "draft")


def test_a_subject_graded_before_the_rest_of_its_file_is_over_too(scene):
    make_complete(scene)
    hint = draft(scene)
    Grading.objects.create(
        review=scene.review(AN),
        step="outside",
        grade="good",
        document_number="4-QĐ/QU",
        document_date=make.TODAY,
        by_name="x",
        at=make.now(),
    )

    with pytest.raises(Refused) as refused:
        issue(scene, hint)

    assert "kiểm điểm lại" in str(refused.value)
    assert issued(scene, "Nguyễn Văn Bình").state == "issued"


# --- outside hints


@pytest.mark.parametrize("issuer", ["district", "city"])
def test_the_office_records_an_outside_hint_with_its_document(scene, issuer):
    submit_all(scene)

    hint = record(scene, issuer=issuer)

    assert (hint.state, hint.issuer, hint.number, hint.issuing_body) == (
        "issued",
        issuer,
        "7-CV/QU",
        "Ban Thường vụ Quận ủy",
    )
    assert not SelfCritique.objects.get(review=hint.review).is_submitted
    assert JournalEntry.objects.filter(action="hint.recorded").count() == 1


@pytest.mark.parametrize("who", ["secretary", "committee", "district", "in_charge"])
def test_only_the_office_records(scene, who):
    with pytest.raises(NotPermitted):
        record(scene, by=getattr(scene, who))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"issuer": "ward"}, "issuer"),
        ({"number": ""}, "number"),
        ({"dated_on": date(2022, 1, 11)}, "dated_on"),
        ({"due_on": None}, "due_on"),
        ({"due_on": date(2022, 1, 4)}, "due_on"),
    ],
)
def test_an_outside_hint_is_recorded_whole(scene, changes, field):
    with pytest.raises(Refused) as refused:
        record(scene, **changes)

    assert fields(refused) == [field]
    assert ReviewHint.objects.count() == 0


# --- withdrawing


def test_a_withdrawn_hint_asks_for_nothing_and_keeps_its_answers(scene):
    hint = issued(scene)
    first = hint.points.first()
    values = replace(full_values(scene.review(AN)), hint_answers={first.pk: "Đã rõ"})
    critique = save_draft(by=scene.secretary, review_id=hint.review_id, values=values, revision=0, on=make.TODAY)

    gone = hints.withdraw_hint(
        by=scene.committee, hint_id=hint.pk, reason="Đã làm rõ qua kiểm tra", revision=hint.revision, on=make.TODAY
    )
    submit_critique(
        by=scene.secretary,
        review_id=hint.review_id,
        values=replace(values, hint_answers={}),
        revision=critique.revision,
        on=make.TODAY,
    )

    assert (gone.state, gone.withdrawn_reason) == ("withdrawn", "Đã làm rõ qua kiểm tra")
    assert first.answer.text == "Đã rõ"
    entry = JournalEntry.objects.get(action="hint.withdrawn")
    assert (entry.before, entry.reason) == ({"state": "issued"}, "Đã làm rõ qua kiểm tra")


@pytest.mark.parametrize(("kind", "allowed"), [("draft", "office"), ("issued", "committee"), ("outside", "office")])
@pytest.mark.parametrize("who", ["office", "committee", "secretary", "in_charge", "district"])
def test_who_withdraws_what(scene, kind, allowed, who):
    hint = {"draft": draft, "issued": issued, "outside": record}[kind](scene)
    account = getattr(scene, who)

    if who == allowed:
        hints.withdraw_hint(by=account, hint_id=hint.pk, reason="lý do", revision=hint.revision, on=make.TODAY)
    else:
        with pytest.raises(NotPermitted):
            hints.withdraw_hint(by=account, hint_id=hint.pk, reason="lý do", revision=hint.revision, on=make.TODAY)

    assert ReviewHint.objects.get(pk=hint.pk).state == ("withdrawn" if who == allowed else hint.state)


def test_withdrawing_needs_a_reason_and_happens_once(scene):
    hint = issued(scene)
    with pytest.raises(Refused) as refused:
        hints.withdraw_hint(by=scene.committee, hint_id=hint.pk, reason="  ", revision=hint.revision, on=make.TODAY)
    assert fields(refused) == ["reason"]
    gone = hints.withdraw_hint(by=scene.committee, hint_id=hint.pk, reason="x", revision=hint.revision, on=make.TODAY)

    with pytest.raises(Refused):
        hints.withdraw_hint(by=scene.office, hint_id=hint.pk, reason="x", revision=gone.revision, on=make.TODAY)
