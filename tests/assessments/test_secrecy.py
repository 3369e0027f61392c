"""No vote leads to a voter, and where so few voted that a tally would tell, only those who counted it read it."""

import json
import re

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from assessments.models import BallotCount, Decision, Grading, KeptExplanation, Meeting, Review, ReviewFile
from assessments.reports.catalogue import data_of, file_contents_of
from assessments.reports.dossier_file import dossier_text
from assessments.reports.file_catalogue import MEETING_MINUTES
from assessments.rules import ballots, check, mends
from assessments.rules.explaining import Explainer, Kind
from assessments.selectors.desk import desk_of
from assessments.selectors.facts import dossier_of
from assessments.selectors.meetings import meeting_of, sheet_of
from assessments.selectors.secrecy import sees_tallies
from assessments.services.checks import store_check
from assessments.services.meetings import ProposalRow, save_ballots_and_proposals
from assessments.services.submissions import submit_file
from assessments.workflow import Stage
from cells.access import access_of
from cells.models import JournalEntry
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.cell_scene import hold_meeting, make_complete, make_scene, take_attendance, vote_all
from tests.assessments.sitting import Sitting

FEW = "ít phiếu: không hiện chi tiết"
#: Numbers that stand nowhere else on a page: what must not be read.
TALLY = (1, 3, 0, 0)


# --- the tables


def test_the_table_of_counts_holds_counts_and_the_subject_alone():
    fields = {field.name for field in BallotCount._meta.get_fields()}

    assert fields == {"id", "meeting", "review", "excellent", "good", "fulfilled", "unfulfilled"}


def test_nothing_else_leads_to_a_count_and_no_count_leads_to_an_account():
    pointing = {
        model for model in apps.get_models() for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is BallotCount
    }  # fmt: skip
    direct = {field.related_model for field in BallotCount._meta.get_fields() if field.is_relation}

    assert pointing == set()
    assert direct == {Meeting, Review}


def test_attendance_keeps_neither_moments_nor_an_order_of_arrival():
    attendance = apps.get_model("assessments", "Attendance")
    kinds = {field.name: type(field) for field in attendance._meta.get_fields()}

    assert not [name for name, kind in kinds.items() if issubclass(kind, models.DateTimeField | models.TimeField)]
    assert set(kinds) == {
        "id", "meeting", "member", "present", "votes", "absent_reason", "reviewed_later_on", "reviewed_later_note",
        "reviewed_later_by",
    }  # fmt: skip


@pytest.mark.django_db
def test_rows_of_attendance_lie_in_the_order_of_names_whatever_came_in():
    scene = make_scene()
    hold_meeting(scene)
    take_attendance(scene, absent=("Lê Văn Dự",))
    names = list(meeting_of(scene.file).attendance.order_by("pk").values_list("member__sort_key", flat=True))

    assert names == sorted(names)


# --- how many are few


@pytest.mark.parametrize(("valid", "told"), [(0, False), (4, False), (5, True), (30, True)])
def test_from_five_valid_ballots_on_tallies_are_told(valid, told):
    assert ballots.is_told(valid) is told


# --- who reads them

pytestmark = pytest.mark.django_db


def scene_of(valid: int):
    """A cell with `valid` voters, all present; everybody and everything has one excellent and the rest good."""
    scene = make_scene(members=valid + 1)
    make_complete_with(scene, valid)
    return scene


def make_complete_with(scene, valid):
    make_complete(scene)
    revision = meeting_of(scene.file).revision
    hold_meeting(scene, valid=valid, revision=revision, called=None, present=None, voters_present=None)
    vote_all(scene, (1, valid - 1, 0, 0))


@pytest.fixture
def few():
    return scene_of(4)


def read(account, name, *args, **query) -> str:
    client = Client()
    client.force_login(account)
    answer = client.get(reverse(f"assessments:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("who", "valid", "sees"),
    [
        ("secretary", 4, True),
        ("office", 4, False),
        ("committee", 4, False),
        ("office", 5, True),
        ("committee", 5, True),
    ],
)
def test_the_sheet_shows_a_small_tally_to_the_side_that_counted_it(who, valid, sees):
    scene = scene_of(valid)
    page = read(getattr(scene, who), "ballot_sheet", scene.file.pk)
    shown = re.search(rf'value="{valid - 1}"|<td class="number"[^>]*>{valid - 1}</td>', page) is not None

    assert (shown, FEW in page) == (sees, not sees)
    assert "Hoàn thành tốt nhiệm vụ" in page


def test_the_office_that_typed_a_small_tally_corrects_it_until_the_file_is_sent(few):
    other = make.make_account("vanphong2", "office", few.campaign.ward)
    rows = [ProposalRow(row.review.pk, TALLY) for row in sheet_of(few.file, meeting_of(few.file)) if row.bar is None]

    def save(by):
        revision = meeting_of(few.file).revision
        save_ballots_and_proposals(by=by, file_id=few.file.pk, rows=rows, revision=revision, on=make.TODAY)

    with pytest.raises(Refused):
        save(few.office)
    BallotCount.objects.all().delete()
    save(few.office)
    save(few.office)
    with pytest.raises(Refused):
        save(other)
    sees = [sees_tallies(access_of(one, make.TODAY), few.file, meeting_of(few.file)) for one in (few.office, other)]
    submit_file(by=few.secretary, file_id=few.file.pk, on=make.TODAY)

    assert sees == [True, False]
    assert not sees_tallies(access_of(few.office, make.TODAY), few.reload(), meeting_of(few.file))


def test_a_stale_save_of_the_office_tells_no_small_tally(few):
    client = Client()
    client.force_login(few.office)
    review = few.review("Nguyễn Văn An")

    page = client.post(
        reverse("assessments:ballot_sheet", args=[few.file.pk]), {"revision": "0", f"row_{review.pk}_good": "4"}
    ).content.decode()

    assert "1 · 3 · 0 · 0" not in page
    assert "do chính đơn vị kiểm và sửa" in page


@pytest.mark.parametrize(("valid", "words"), [(4, FEW), (5, "1/4/0/0")])
def test_the_file_page_of_the_office(valid, words):
    scene = scene_of(valid)
    page = read(scene.office, "file_detail", scene.file.pk)

    assert words in page
    assert f"1/{valid - 1}/0/0" not in page or valid >= ballots.FEWEST_TOLD


@pytest.mark.parametrize("scope", ["units", "people"])
@pytest.mark.parametrize("valid", [4, 5])
def test_the_tables_of_the_sitting(scope, valid):
    scene = scene_of(valid)
    submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)
    ReviewFile.objects.update(stage=Stage.ACCEPTED)
    if scope == "units":
        page = read(scene.office, "unit_proposals", scene.campaign.pk)
    else:
        page = read(scene.committee, "decide", scene.campaign.pk, scope)

    assert (f"1/{valid - 1}/0/0" in page, FEW in page) == (valid == 5, valid == 4)


# --- what the rules say of them


@pytest.fixture
def excess():
    """KP01 with few ballots has four nominees, three of them too many; KP02 has enough ballots and one nominee."""
    sitting = Sitting(members=6)
    for code, valid in (("KP01", 4), ("KP02", 5)):
        meeting = sitting.meet(code, make.REVIEW_DATE)
        Meeting.objects.filter(pk=meeting.pk).update(ballots_valid=valid)
    nominees = [("A002", 3), ("A003", 4), ("A004", 4), ("B002", 2)]
    for code, number in nominees:
        review = sitting.review(code)
        sitting.give(review, "cell", "excellent")
        meeting = Meeting.objects.get(file=review.file)
        BallotCount.objects.create(
            meeting=meeting, review=review, excellent=number, good=meeting.ballots_valid - number
        )
    return sitting


def told_of(campaign) -> str:
    """Every sentence of findings, mends and explanations, in both languages."""
    answer = check(dossier_of(campaign))
    sentences = [finding.message(lang) for finding in answer.findings for lang in ("vi", "en")]
    sentences += [json.dumps(mend.as_dict(), ensure_ascii=False) for mend in mends(answer)]
    sentences += [mend.message(lang) for mend in mends(answer) for lang in ("vi", "en")]
    explainer = Explainer(answer)
    for member in answer.dossier.members:
        sentences.append(
            json.dumps(explainer.explain(Kind.MEMBER, member.code).as_dicts("vi", "en"), ensure_ascii=False)
        )
    return "\n".join(sentences)


def test_sentences_name_the_numbers_of_many_ballots_and_not_of_few(excess):
    told = told_of(excess.campaign)

    assert "2 phiếu" in told
    assert "2 ballots" in told
    for number in (3, 4):
        assert f"{number} phiếu" not in told
        assert f"{number} ballots" not in told
        assert f'"excellent_ballots": {number}' not in told


def test_few_ballots_still_order_the_nominees(excess):
    (finding,) = [one for one in check(dossier_of(excess.campaign)).findings if one.rule == "member-excellent-cap"]

    assert finding.suggestion == ("B002", "A002")


@pytest.mark.parametrize("name", ["mend_list", "mend_json"])
def test_pages_of_mends_name_no_small_number(excess, name):
    page = read(excess.office, name, excess.campaign.pk)

    assert "2 phiếu" in page
    assert "3 phiếu" not in page
    assert "4 phiếu" not in page


def test_the_why_page_says_few_ballots_also_of_what_was_kept_before(excess):
    review = excess.review("A002")
    page = read(excess.committee, "why", review.pk)
    assert FEW in page
    assert "3 phiếu" not in page

    answer = check(dossier_of(excess.campaign))
    said = Explainer(answer).explain(Kind.MEMBER, "A002").as_dicts("vi", "en")
    for one in said.values():
        for point in one["points"]:
            if point["aspect"] == "ballots":
                point["text"] = "3 phiếu xuất sắc; khi vượt mức tối đa thì xét từ người ít phiếu nhất."
    excess.give(review, "draft", "good")
    decision = excess_decision(excess, review)
    KeptExplanation.objects.create(
        decision=decision, review=review, rule_set="2021", rule_set_digest="x", facts_digest="x", explanation=said,
        at=make.now(),
    )  # fmt: skip

    page = read(excess.committee, "why", review.pk, now="1")
    data = read(excess.committee, "why_json", review.pk)
    assert "3 phiếu" not in page + data
    assert '"excellent_ballots"' not in data
    assert FEW in page


def excess_decision(sitting, review):
    """A signature over this one review, as it was kept before few ballots were held back."""
    run, _dossier, _answer = store_check(
        by=sitting.committee, campaign=sitting.campaign, purpose="x", grades="working", at=make.now()
    )
    decision = Decision.objects.create(
        campaign=sitting.campaign, scope="people", number="1", signed_on=make.TODAY, check_run=run, signed_by="x", deciding_body="x", rows=1,
        at=make.now(),
    )  # fmt: skip
    Grading.objects.create(review=review, step="decision", grade="good", decision=decision, by_name="x", at=make.now())
    return decision


def test_a_kept_check_holds_no_small_number(excess):
    run, _dossier, _answer = store_check(
        by=excess.office, campaign=excess.campaign, purpose="x", grades="working", at=make.now()
    )

    assert "2 phiếu" in json.dumps(run.answer, ensure_ascii=False)
    assert "3 phiếu" not in json.dumps(run.answer, ensure_ascii=False)


def test_the_exported_dossier_keeps_the_number_the_checker_needs(excess):
    members = {row["code"]: row for row in json.loads(dossier_text(excess.campaign))["members"]}

    assert members["A002"]["excellent_ballots"] == 3
    assert "ballots_told" not in members["A002"]


# --- paper and journal


@pytest.mark.parametrize("valid", [4, 5])
def test_the_minutes_print_the_grade_and_no_small_tally(valid):
    scene = scene_of(valid)
    said = data_of(file_contents_of(MEETING_MINUTES, scene.file))
    (table,) = said["parts"][2]["tables"]

    assert {row["cells"][-1] for row in table["rows"]} == {"Hoàn thành tốt nhiệm vụ"}
    assert {len(row["cells"]) for row in table["rows"]} == {3 if valid == 4 else 7}


def test_the_journal_of_the_ballots_holds_no_tally(few):
    entries = JournalEntry.objects.filter(action="ballots.saved")

    assert {tuple(sorted(entry.after)) for entry in entries} == {("grades_changed", "rows")}


def test_the_desk_asks_no_more_for_it(few, django_assert_max_num_queries):
    desk = desk_of(few.campaign)
    with django_assert_max_num_queries(0):
        told = {row.ballots.is_told for row in desk.rows.values() if row.ballots}

    assert told == {False}
