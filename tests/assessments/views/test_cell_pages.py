"""The pages of the cell's side: who may open them, what they say, that a lost click loses no text."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import ReviewFile, SelfCritique
from assessments.selectors.critiques import form_of
from assessments.services.self_critiques import submit_critique
from assessments.services.steps import take_step
from assessments.services.submissions import submit_file
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_complete, make_scene

pytestmark = pytest.mark.django_db

FILE_PAGES = (
    "cell_home", "file_people", "critique_list", "meeting_edit", "attendance", "ballot_sheet", "level_table",
    "minutes_edit", "file_check",
)  # fmt: skip


@pytest.fixture
def scene(settings):
    settings.LANGUAGE_CODE = "en"
    return make_scene()


def client_of(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


@pytest.mark.parametrize("name", FILE_PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("office", 200), ("committee", 200), ("other_secretary", 404)]
)
def test_a_files_pages_open_to_its_own_side_and_the_ward_alone(scene, name, who, status):
    assert client_of(getattr(scene, who)).get(url(name, scene.file.pk)).status_code == status


@pytest.mark.parametrize("who", ["district", "admin"])
@pytest.mark.parametrize("name", FILE_PAGES)
def test_district_and_administrator_find_no_file(scene, name, who):
    account = make.make_account(who, who, scene.campaign.ward)

    assert client_of(account).get(url(name, scene.file.pk)).status_code == 404


@pytest.mark.parametrize("name", ["critique_edit", "critique_read"])
def test_a_strangers_critique_does_not_exist(scene, name):
    review = scene.review("Nguyễn Văn An")

    assert client_of(scene.other_secretary).get(url(name, review.pk)).status_code == 404
    assert client_of(scene.secretary).get(url("critique_edit", review.pk)).status_code == 200


@pytest.mark.parametrize("name", ["file_people", "meeting_edit", "ballot_sheet", "level_table", "file_submit"])
def test_a_stranger_posts_into_nothing(scene, name):
    assert client_of(scene.other_secretary).post(url(name, scene.file.pk), {}).status_code == 404


def test_the_committee_reads_and_does_not_write(scene):
    review = scene.review("Nguyễn Văn An")
    client = client_of(scene.committee)

    assert client.get(url("critique_edit", review.pk)).url == url("critique_read", review.pk)
    assert client.post(url("critique_edit", review.pk), {"revision": "0", "text_duties": "x"}).status_code == 403
    assert client.post(url("file_people", scene.file.pk), {"revision": "1"}).status_code == 403
    assert SelfCritique.objects.count() == 0


def test_the_home_names_what_is_left_and_where_to_go_on(scene):
    page = client_of(scene.secretary).get(url("cell_home", scene.file.pk))

    tasks = {task.key: (task.count, task.state.value, task.waits) for task, _url in page.context["tasks"]}
    assert tasks == {
        "people": ("6 people", "not_started", ()),
        "collectives": ("0/1", "not_started", ()),
        "persons": ("0/5", "not_started", ()),
        "facts": ("4 not recorded", "working", ()),
        "meeting": ("", "not_started", ()),
        "ballots": ("0/6", "waiting", (5,)),
        "send": ("", "waiting", (1, 2, 3, 5, 6)),
    }
    assert page.context["onward"].key == "people"


def test_after_sending_the_home_says_who_has_the_file(scene):
    make_complete(scene)
    submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)

    page = client_of(scene.secretary).get(url("cell_home", scene.file.pk))

    assert page.context["onward"] is None
    assert page.context["stage"] == "submitted"


def test_a_returned_file_shows_its_reasons_with_links_and_is_writable(scene):
    make_complete(scene)
    submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)
    take_step(
        by=scene.office,
        file_id=scene.file.pk,
        step="return",
        on=make.TODAY,
        section_reasons=[{"section": "meeting", "text": "Thiếu tên người vắng"}],
    )
    client = client_of(scene.secretary)

    page = client.get(url("cell_home", scene.file.pk))

    assert [(place.text, link) for place, link in page.context["mending"]] == [
        ("Thiếu tên người vắng", url("meeting_edit", scene.file.pk))
    ]
    assert client.get(url("meeting_edit", scene.file.pk)).context["writes"]


def test_a_released_file_leads_to_the_results(scene):
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.RELEASED)

    page = client_of(scene.secretary).get(url("cell_home", scene.file.pk))

    assert url("results", scene.campaign.pk) in page.content.decode()


def test_the_list_is_confirmed_by_one_button(scene):
    client = client_of(scene.secretary)

    answer = client.post(url("file_people", scene.file.pk), {"revision": "1"})

    assert answer.url == url("cell_home", scene.file.pk)
    assert scene.reload().roster_confirmed_by == "Bí thư Một"


def posted(review, revision=0, **fields):
    values = full_values(review)
    data = {f"text_{key}": text for key, text in values.texts.items()}
    data |= {f"level_{key}": level for key, level in values.levels.items()}
    return {**data, "self_grade": "good", "revision": str(revision), "action": "save", **fields}


def test_a_draft_is_saved_and_the_page_comes_back(scene):
    review = scene.review("Nguyễn Văn An")

    answer = client_of(scene.secretary).post(url("critique_edit", review.pk), posted(review))

    assert answer.url == url("critique_edit", review.pk)
    assert not SelfCritique.objects.get().is_submitted


def test_submitting_leads_to_the_next_person(scene):
    review = scene.review("Nguyễn Văn An")

    answer = client_of(scene.secretary).post(url("critique_edit", review.pk), posted(review, action="submit"))

    assert answer.url == url("critique_edit", scene.review("Nguyễn Văn Bình").pk)


def test_a_refused_submission_shows_the_faults_and_keeps_the_text(scene):
    review = scene.review("Nguyễn Văn An")
    client = client_of(scene.secretary)

    page = client.post(url("critique_edit", review.pk), posted(review, action="submit", text_duties=""))
    text = page.content.decode()

    assert page.status_code == 200
    assert 'href="#id_text_duties"' in text
    assert full_values(review).texts["limits"] in text
    assert page.context["form"]["revision"].value() == "1"


def test_a_stale_save_keeps_the_typed_text_and_shows_the_others(scene):
    review = scene.review("Nguyễn Văn An")
    client_of(scene.office).post(url("critique_edit", review.pk), posted(review, text_duties="của văn phòng"))

    page = client_of(scene.secretary).post(url("critique_edit", review.pk), posted(review, text_duties="của bí thư"))

    changes = [(theirs, yours) for _label, theirs, yours in page.context["stale"]["changes"]]
    assert changes == [("của văn phòng", "của bí thư")]
    assert page.context["form"]["revision"].value() == "1"
    assert SelfCritique.objects.get().answers.get(section="duties").text == "của văn phòng"


def test_a_stale_save_shows_the_others_own_grade_too(scene):
    review = scene.review("Nguyễn Văn An")
    client_of(scene.office).post(url("critique_edit", review.pk), posted(review, self_grade="excellent"))

    page = client_of(scene.secretary).post(url("critique_edit", review.pk), posted(review))

    assert page.context["stale"]["changes"] == [
        ("Grade proposed for oneself", "Excellently fulfilled the tasks", "Fulfilled the tasks well")
    ]


@pytest.mark.parametrize("action", ["save", "submit"])
def test_the_same_sent_twice_is_saved_once_and_called_saved(scene, action):
    review = scene.review("Nguyễn Văn An")
    client, data = client_of(scene.secretary), posted(review, action=action, text_duties="Ý “thứ hai” \r\n")
    first = client.post(url("critique_edit", review.pk), data)

    second = client.post(url("critique_edit", review.pk), data)

    assert second.url == first.url
    assert SelfCritique.objects.get().revision == 1


def test_what_could_not_be_saved_is_not_called_a_draft(scene):
    review = scene.review("Nguyễn Văn An")
    client, data = client_of(scene.secretary), posted(review, action="submit", text_duties="Ă" * 20_001)

    page = client.post(url("critique_edit", review.pk), data)

    assert "What you typed is saved as a draft" not in page.content.decode()
    assert not SelfCritique.objects.exists()
    page = client.post(url("critique_edit", review.pk), {**data, "text_duties": ""})
    assert "What you typed is saved as a draft" in page.content.decode()


def test_a_revision_out_of_the_blue_is_told_and_not_fallen_over(scene):
    review = scene.review("Nguyễn Văn An")

    page = client_of(scene.secretary).post(url("critique_edit", review.pk), posted(review, revision=7))

    assert page.status_code == 200
    assert page.context["form"]["revision"].value() == "0"


def test_a_submitted_critique_is_read_and_can_be_taken_back(scene):
    review = scene.review("Nguyễn Văn An")
    submit_critique(by=scene.secretary, review_id=review.pk, values=full_values(review), revision=0, on=make.TODAY)
    client = client_of(scene.secretary)

    assert client.get(url("critique_edit", review.pk)).url == url("critique_read", review.pk)
    assert client.post(url("critique_withdraw", review.pk), {"revision": "1"}).url == url("critique_edit", review.pk)
    assert not SelfCritique.objects.get().is_submitted


def test_last_years_text_stands_beside(scene):
    before = make.make_open_campaign(
        scene.campaign.ward, year=2020, review_date=make.REVIEW_DATE, grading_date=make.GRADING_DATE
    )
    old = before.reviews.get(kind="member", name="Nguyễn Văn An")
    submit_critique(by=scene.office, review_id=old.pk, values=full_values(old, "Năm 2020"), revision=0, on=make.TODAY)

    page = client_of(scene.secretary).get(url("critique_edit", scene.review("Nguyễn Văn An").pk))

    beside = {row["section"].key: row["last_year"] for row in page.context["sections"]}
    assert beside["duties"].startswith("Năm 2020")
    assert beside["hcm_plan"] == ""


def test_nothing_typed_is_shown_unescaped(scene):
    review = scene.review("Nguyễn Văn An")
    values = full_values(review)
    values.texts["duties"] = "<script>alert(1)</script>"
    submit_critique(by=scene.secretary, review_id=review.pk, values=values, revision=0, on=make.TODAY)

    text = client_of(scene.secretary).get(url("critique_read", review.pk)).content.decode()

    assert "<script>alert" not in text
    assert form_of(review, SelfCritique.objects.get()).code == "02"


def test_a_collectives_secretary_reads_of_the_collective_not_of_a_member_list(scene):
    ward = scene.campaign.ward
    body = make.make_collective(
        ward, [make.make_member(scene.file.cell) for _number in range(3)], "UBND", kind="peoples_committee"
    )
    make.make_open_campaign(ward, year=2022, review_date=make.REVIEW_DATE, grading_date=make.GRADING_DATE)
    file = ReviewFile.objects.get(code="UBND")
    client = client_of(make.make_account("ubnd", "secretary", body))

    home = client.get(url("cell_home", file.pk)).content.decode()
    people = client.get(url("file_people", file.pk)).content.decode()
    meeting = client.get(url("meeting_edit", file.pk)).content.decode()

    assert "People of the collective" in home
    assert "List of people" not in home + people
    assert "in a collective all who sit in it" in meeting
