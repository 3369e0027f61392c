"""Pages of comments and criteria sheets: written by the cell's side, read by the office, shut to everybody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import CriteriaSheet, Opinion, ReviewFile, SelfCritique
from assessments.workflow import Scope, Stage
from tests import factories as make
from tests.assessments.cell_scene import hold_meeting, make_scene
from tests.assessments.services.test_self_critiques import submit
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db

WORDS = "Gương mẫu, còn ngại phát biểu ở kỳ sinh hoạt."


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def scene():
    return make_scene()


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def say(review, body="cell_committee", **more) -> Opinion:
    values = {"text": WORDS, "saved_by": "x", "saved_at": make.now(), **more}
    return Opinion.objects.create(review=review, body=body, **values)


def text_of(client, account, address) -> str:
    client.force_login(account)
    return client.get(address).content.decode()


def posted(opinion=None, **values) -> dict:
    return {"revision": opinion.revision if opinion else 0, "body": "cell_committee", "text": WORDS, **values}


def test_a_comment_is_recorded_changed_and_taken_back(client, scene):
    review = scene.review("Nguyễn Văn An")
    client.force_login(scene.secretary)
    client.post(url("opinion_new", review.pk), posted(grade="good", level_duties="excellent", dated_on="10/12/2021"))
    opinion = Opinion.objects.get()
    client.post(url("opinion_edit", opinion.pk), posted(opinion, text="Đã sửa", grade="good"))
    changed = Opinion.objects.get()
    shown = client.get(url("opinion_list", review.pk)).content.decode()
    client.post(url("opinion_withdraw", opinion.pk), {"revision": changed.revision})

    assert (opinion.grade, opinion.levels, str(opinion.dated_on)) == ("good", {"duties": "excellent"}, "2021-12-10")
    assert (changed.text, changed.levels, changed.revision) == ("Đã sửa", {}, 2)
    assert "Đã sửa" in shown
    assert not Opinion.objects.exists()


def test_a_revision_that_never_was_takes_no_comment_back(client, scene):
    opinion = say(scene.review("Nguyễn Văn An"))
    client.force_login(scene.secretary)
    answer = client.post(url("opinion_withdraw", opinion.pk), {"revision": "9" * 5000})

    assert (answer.status_code, Opinion.objects.count()) == (200, 1)


def test_what_is_wrong_stands_at_its_field_with_everything_typed(client, scene):
    client.force_login(scene.secretary)
    answer = client.post(
        url("opinion_new", scene.review("Nguyễn Văn An").pk), posted(body="employer", dated_on="10/12/2031")
    )

    assert set(answer.context["form"].errors) == {"body_name", "dated_on"}
    assert WORDS in answer.content.decode()


def test_another_hand_between_is_shown_beside_what_was_typed(client, scene):
    opinion = say(scene.review("Nguyễn Văn An"))
    Opinion.objects.update(text="Văn phòng đã ghi khác", revision=2, saved_by="Văn phòng")
    client.force_login(scene.secretary)

    first = client.post(url("opinion_edit", opinion.pk), posted(opinion, text="Bí thư ghi"))
    kept = Opinion.objects.get().text
    client.post(url("opinion_edit", opinion.pk), posted(text="Bí thư ghi", revision=2))

    assert ("Nhận xét", "Văn phòng đã ghi khác", "Bí thư ghi") in first.context["stale"]["changes"]
    assert (kept, Opinion.objects.get().text) == ("Văn phòng đã ghi khác", "Bí thư ghi")


@pytest.mark.parametrize("who", ["secretary", "office", "committee"])
def test_the_own_side_and_the_ward_read_the_words(client, scene, who):
    review = scene.review("Nguyễn Văn An")
    say(review)

    for page in ("opinion_list", "critique_read"):
        assert WORDS in text_of(client, getattr(scene, who), url(page, review.pk)), page


@pytest.mark.parametrize("who", ["district", "member", "other_secretary", "admin"])
@pytest.mark.parametrize("stage", [Stage.COLLECTING, Stage.RELEASED])
def test_nobody_else_reads_them_not_even_the_person(client, scene, who, stage):
    review = scene.review("Nguyễn Văn An")
    opinion = say(review)
    ReviewFile.objects.update(stage=stage)
    others = {
        "district": lambda: make.make_account("quanuy", "district", scene.campaign.ward),
        "admin": lambda: make.make_account("quantri", "admin", scene.campaign.ward),
        "member": lambda: make.make_account("an", "member", scene.file.cell, member=review.member),
    }
    client.force_login(others[who]() if who in others else scene.other_secretary)

    addresses = [url(page, review.pk) for page in ("opinion_list", "opinion_new", "critique_read", "criteria_sheet")]
    addresses += [url(page, opinion.pk) for page in ("opinion_edit", "opinion_withdraw")]
    answers = {address: client.get(address) for address in addresses}

    assert all(answer.status_code == 404 or WORDS not in answer.content.decode() for answer in answers.values())
    assert {answers[address].status_code for address in addresses[:2] + addresses[4:]} == {404}


def test_an_officers_post_has_no_comments_of_its_own(client):
    sitting = Sitting()
    client.force_login(sitting.office)

    assert client.get(url("opinion_list", sitting.review("@").pk)).status_code == 404


def test_the_list_counts_what_is_there_and_the_check_what_is_missing(client, scene):
    say(scene.review("Nguyễn Văn An"))
    listed = text_of(client, scene.secretary, url("critique_list", scene.file.pk))
    checked = client.get(url("file_check", scene.file.pk))

    assert ("1/1" in listed, "0/1" in listed) == (True, True)
    words = [words for words, _clause, _url in checked.context["paper_notices"]]
    assert words == [
        "4 đảng viên chưa có nhận xét của: Chi ủy.",
        "Phiếu Mẫu 03 của chi bộ: còn 8 tiêu chí chưa có mức.",
    ]


def test_a_missing_comment_is_no_bar(client, scene):
    checked = text_of(client, scene.secretary, url("file_check", scene.file.pk))

    assert "không điều nào ngăn việc gửi hồ sơ" in checked.lower()


def test_the_head_of_the_form_stands_above_it(client, scene):
    review = scene.review("Nguyễn Văn An")
    written = text_of(client, scene.secretary, url("critique_edit", review.pk))
    submit(scene, "Nguyễn Văn An")
    read = text_of(client, scene.secretary, url("critique_read", review.pk))

    assert ("01/01/1960" in written, "01/01/1960" in read) == (True, True)
    assert ("Chức vụ đoàn thể" in written, "Chức vụ đoàn thể" in read) == (True, True)


def test_the_committee_and_the_office_see_the_grades_the_bodies_propose(client):
    sitting = Sitting()
    say(sitting.review("A002"), "employer", body_name="Trường Tiểu học 1", grade="excellent")

    decide = text_of(client, sitting.committee, url("decide", sitting.campaign.pk, Scope.PEOPLE.value))
    file = text_of(client, sitting.office, url("file_detail", sitting.file("KP01").pk))

    assert ("Trường Tiểu học 1" in decide, "Trường Tiểu học 1" in file) == (True, True)
    assert (WORDS in decide, WORDS in file) == (False, False)


def test_the_cells_sheet_is_filled_in_and_says_what_it_bears(client, scene):
    review = scene.review("Chi bộ Khu phố 1")
    page = url("criteria_sheet", review.pk)
    client.force_login(scene.secretary)
    names = ("politics", "staff", "system", "inspection", "hcm_plan", "programme", "targets", "remedies")
    data = {f"level_{name}": "good" for name in names} | {"level_supervision": "", "revision": 0, "comment": "Đoàn kết"}

    client.post(page, data)
    shown = client.get(page)
    again = client.post(page, data | {"comment": "Khác"})

    assert CriteriaSheet.objects.get().comment == "Đoàn kết"
    assert shown.context["filled"].borne == "good"
    assert "Đoàn kết" in shown.content.decode()
    assert again.context["stale"]["changes"] == [("Nhận xét chung", "Đoàn kết", "Khác")]


def test_a_level_that_there_is_not_is_refused_on_the_page(client, scene):
    review = scene.review("Chi bộ Khu phố 1")
    client.force_login(scene.secretary)
    names = ("politics", "staff", "system", "inspection", "hcm_plan", "programme", "targets", "remedies")
    data = {f"level_{name}": "good" for name in names} | {"level_targets": "superb", "revision": 0, "comment": ""}

    answer = client.post(url("criteria_sheet", review.pk), data)

    assert answer.status_code == 200
    assert answer.context["refusals"]
    assert not CriteriaSheet.objects.exists()


def test_a_members_sheet_gives_the_meetings_levels(client, scene):
    submit(scene, "Nguyễn Văn An")
    review = scene.review("Nguyễn Văn An")
    client.force_login(scene.secretary)
    before = client.get(url("criteria_sheet", review.pk))
    meeting = hold_meeting(scene)
    client.post(url("criteria_sheet", review.pk), {"level_duties": "poor", "revision": meeting.revision})
    after = client.get(url("criteria_sheet", review.pk))

    assert (before.context["writes"], after.context["writes"]) == (False, True)
    assert (before.context["filled"].borne, after.context["filled"].borne) == ("good", "unfulfilled")


def test_whoever_only_reads_finds_no_button(client, scene):
    review = scene.review("Chi bộ Khu phố 1")
    page = text_of(client, scene.committee, url("criteria_sheet", review.pk))

    assert (">Lưu phiếu<" in page, "level_politics" in page) == (False, False)


@pytest.mark.parametrize("page", ["opinion_list", "criteria_sheet", "critique_read"])
def test_pages_of_one_subject_ask_as_often_for_many_comments(client, scene, page):
    review = scene.review("Nguyễn Văn An")
    client.force_login(scene.office)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(page, review.pk)).status_code == 200
        return len(queries)

    say(review, "mass_organization", body_name="Hội 0")
    few = cost()
    for number in range(1, 12):
        say(review, "mass_organization", body_name=f"Hội {number}")

    assert cost() == few


@pytest.mark.parametrize(
    ("version", "old", "new"), [("CV123-2021", True, False), ("CV123-2021.2", False, True), ("HD21-2019", True, False)]
)
def test_a_report_is_read_on_the_version_it_was_written_on(client, scene, version, old, new):
    submit(scene, "Chi ủy Khu phố 1")
    SelfCritique.objects.update(form_version=version)
    page = text_of(client, scene.secretary, url("critique_read", scene.review("Chi ủy Khu phố 1").pk))

    assert ("Trách nhiệm của tập thể, cá nhân" in page, "Đề xuất hướng xử lý" in page) == (old, new)
