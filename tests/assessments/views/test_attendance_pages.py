"""The pages of attendance, later reviews and minutes, without any script."""

import pytest

from assessments.models import Attendance
from assessments.selectors.meetings import meeting_of
from assessments.services.submissions import submit_file
from cells.models import Member
from tests import factories as make
from tests.assessments.cell_scene import hold_meeting, make_complete, make_scene, take_attendance
from tests.assessments.views.test_cell_pages import client_of, url

pytestmark = pytest.mark.django_db
AN = "Nguyễn Văn An"


@pytest.fixture
def scene(settings):
    settings.LANGUAGE_CODE = "en"
    return make_scene()


def member(name):
    return Member.objects.get(full_name=name)


def posted(scene, *absent, **more):
    """Everybody ticked but `absent`."""
    called = [row.pk for row in Member.objects.filter(cell=scene.file.cell).exclude(status="exempt")]
    away = [member(name).pk for name in absent]
    ticks = {f"person_{pk}": "1" for pk in called if pk not in away}
    return {"revision": str(meeting_of(scene.file).revision), "listed": called, **ticks, **more}


def test_without_a_meeting_the_page_sends_there(scene):
    page = client_of(scene.secretary).get(url("attendance", scene.file.pk)).content.decode()

    assert "Attendance waits for the meeting" in page
    assert url("meeting_edit", scene.file.pk) in page


def test_everybody_is_ticked_until_somebody_says_otherwise(scene):
    hold_meeting(scene)
    page = client_of(scene.secretary).get(url("attendance", scene.file.pk))

    assert [one.present for one in page.context["sheet"].rows] == [True] * 5
    assert page.content.decode().count(" checked") == 5
    assert "Probationary" in page.content.decode()
    assert "Lê Thị Miễn: " in page.content.decode()


def test_names_are_saved_and_the_numbers_follow(scene):
    hold_meeting(scene, valid=2)
    away = {f"person_{member(AN).pk}_reason": "việc\x00 riêng"}

    answer = client_of(scene.secretary).post(
        url("attendance", scene.file.pk), posted(scene, AN, guests="Khách", **away)
    )

    assert answer.url == url("attendance", scene.file.pk)
    meeting = meeting_of(scene.file)
    assert (meeting.called, meeting.present, meeting.voters_present, meeting.guests) == (5, 4, 2, "Khách")
    assert Attendance.objects.get(present=False).absent_reason == "việc riêng"


def test_one_button_marks_everybody_present_whatever_is_ticked(scene):
    hold_meeting(scene)

    page = client_of(scene.secretary).get(url("attendance", scene.file.pk)).content.decode()
    client_of(scene.secretary).post(url("attendance", scene.file.pk), posted(scene, AN, all="1"))
    recorded = client_of(scene.secretary).get(url("attendance", scene.file.pk)).content.decode()

    assert "Everybody was present: save" in page
    assert Attendance.objects.filter(present=True).count() == 5
    assert "Everybody was present: save" not in recorded, "one press would wipe out reasons and later reviews"


@pytest.mark.parametrize("more", [{}, {"all": "1"}])
def test_whoever_is_called_since_the_page_was_opened_is_not_taken_for_absent(scene, more):
    hold_meeting(scene, valid=2)
    ours = posted(scene, AN, **more)
    newcomer, review = make.make_member(scene.file.cell, "Lý Thị Đến"), scene.review(AN)
    review.pk, review.member, review.code, review.name = None, newcomer, newcomer.code, newcomer.full_name
    review.save(force_insert=True)

    page = client_of(scene.secretary).post(url("attendance", scene.file.pk), ours)

    assert "Not the same people are called any more" in page.content.decode()
    assert not Attendance.objects.exists()
    (row,) = [one for one in page.context["sheet"].rows if one.row.person.member == newcomer]
    assert row.present


def test_a_refused_list_keeps_what_was_typed(scene):
    hold_meeting(scene)
    page = client_of(scene.secretary).post(url("attendance", scene.file.pk), posted(scene, AN))

    (away,) = [one for one in page.context["sheet"].rows if not one.present]
    assert away.row.person.member.full_name == AN
    assert "3 ballots are recorded as issued" in page.content.decode()


def test_a_stale_list_shows_theirs_and_keeps_ours(scene):
    hold_meeting(scene, valid=2)
    ours = posted(scene, AN)
    take_attendance(scene, absent={"Lê Văn Dự": "ốm"})

    page = client_of(scene.secretary).post(url("attendance", scene.file.pk), ours)

    assert page.context["stale"]["changes"] == [(AN, "present", "absent"), ("Lê Văn Dự", "absent: ốm", "present")]
    assert page.context["sheet"].revision == 2


def test_a_later_review_is_saved_on_the_same_page(scene):
    hold_meeting(scene, valid=2)
    take_attendance(scene, absent=(AN,))
    pk = member(AN).pk
    page = client_of(scene.secretary).get(url("attendance", scene.file.pk)).content.decode()
    data = {"revision": "2", f"later_{pk}_on": "22/12/2021", f"later_{pk}_note": "Chi ủy"}

    answer = client_of(scene.secretary).post(url("later_review", scene.file.pk, pk), data)

    assert "1 absent person still to be reviewed" in page
    assert answer.url == url("attendance", scene.file.pk)
    assert Attendance.objects.get(member=pk).reviewed_later_by == "Bí thư Một"
    assert "recorded by Bí thư Một" in client_of(scene.office).get(answer.url).content.decode()


@pytest.mark.parametrize("day", ["hôm qua", "17/12/2021"])
def test_a_later_review_that_cannot_be_keeps_what_was_typed(scene, day):
    hold_meeting(scene, valid=2)
    take_attendance(scene, absent=(AN,))
    pk = member(AN).pk

    page = client_of(scene.secretary).post(
        url("later_review", scene.file.pk, pk), {"revision": "2", f"later_{pk}_on": day}
    )

    assert page.status_code == 200
    assert f'value="{day}"' in page.content.decode()
    assert "error-summary" in page.content.decode()
    assert Attendance.objects.get(member=pk).awaits_review


def test_a_stale_later_review_shows_theirs(scene):
    hold_meeting(scene, valid=2)
    take_attendance(scene, absent=(AN,))
    pk = member(AN).pk
    data = {"revision": "2", f"later_{pk}_on": "22/12/2021", f"later_{pk}_note": "Chi ủy"}
    client = client_of(scene.secretary)
    client.post(url("later_review", scene.file.pk, pk), data)

    page = client.post(url("later_review", scene.file.pk, pk), {**data, f"later_{pk}_note": "Chi bộ"})

    assert page.context["stale"]["changes"] == [("Note", "Chi ủy", "Chi bộ")]


def test_the_task_of_the_meeting_waits_for_the_names_and_leads_to_them(scene):
    hold_meeting(scene)
    page = client_of(scene.secretary).get(url("cell_home", scene.file.pk))

    (task,) = [(task, link) for task, link in page.context["tasks"] if task.key == "meeting"]
    assert (task[0].state, task[1]) == ("working", url("attendance", scene.file.pk))


def test_the_row_of_somebody_absent_says_so_on_the_ballot_sheet(scene):
    hold_meeting(scene, valid=2)
    take_attendance(scene, absent=(AN,))
    page = client_of(scene.secretary).get(url("ballot_sheet", scene.file.pk)).content.decode()

    assert page.count("absent, to be reviewed") == 1
    assert "more than half of the valid ballots" in page


def test_a_sent_file_is_read_and_offers_only_the_later_review(scene):
    make_complete(scene)
    Attendance.objects.filter(member__full_name="Lê Thị Mới").update(present=False)
    submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)

    page = client_of(scene.secretary).get(url("attendance", scene.file.pk)).content.decode()
    committee = client_of(scene.committee).get(url("attendance", scene.file.pk)).content.decode()

    assert "Save attendance" not in page
    assert page.count("Save the later review") == 1
    assert "Save the later review" not in committee


# --- a file that was sent while somebody typed


@pytest.mark.parametrize("page", ["attendance", "minutes_edit", "ballot_sheet", "level_table", "criteria_sheet"])
def test_what_was_typed_into_a_file_sent_meanwhile_is_refused_and_still_shown(scene, page):
    make_complete(scene)
    review = scene.review(AN)
    revision = meeting_of(scene.file).revision
    submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)
    typed = {
        "attendance": posted(scene, guests="ĐANG GÕ"),
        "minutes_edit": {"minutes": "ĐANG GÕ"},
        "ballot_sheet": {f"row_{review.pk}_reason": "ĐANG GÕ"},
        "level_table": {f"level_{review.pk}_duties": "poor"},
        "criteria_sheet": {"level_duties": "poor"},
    }[page]
    about = review.pk if page == "criteria_sheet" else scene.file.pk

    answer = client_of(scene.secretary).post(url(page, about), {"revision": revision, **typed})
    shown = answer.content.decode()

    assert answer.context["refusals"]
    assert "ĐANG GÕ" in shown or '<option value="poor" selected>' in shown or 'value="poor" checked' in shown


# --- minutes


def test_minutes_are_saved_and_come_back(scene):
    make_complete(scene)
    review = scene.review(AN)
    revision = meeting_of(scene.file).revision
    data = {
        "revision": revision,
        "began_at": "18h30",
        "ended_at": "20:05",
        "minutes": "Khai mạc",
        f"note_{review.pk}": "Tốt",
    }
    client = client_of(scene.secretary)

    answer = client.post(url("minutes_edit", scene.file.pk), data)
    page = client.get(answer.url)

    meeting = meeting_of(scene.file)
    assert (f"{meeting.began_at:%H:%M}", meeting.minutes, meeting.notes) == (
        "18:30",
        "Khai mạc",
        {str(review.pk): "Tốt"},
    )
    assert page.context["written"] == 1
    assert page.context["form"][f"note_{review.pk}"].value() == "Tốt"


@pytest.mark.parametrize(("field", "typed"), [("began_at", "sáng"), ("ended_at", "18:00"), ("minutes", "Ă" * 40_001)])
def test_minutes_that_cannot_be_are_shown_at_their_field(scene, field, typed):
    make_complete(scene)
    data = {"revision": meeting_of(scene.file).revision, "began_at": "18:30", field: typed}

    page = client_of(scene.secretary).post(url("minutes_edit", scene.file.pk), data)

    assert field in page.context["form"].errors
    assert meeting_of(scene.file).began_at is None


def test_stale_minutes_show_theirs(scene):
    make_complete(scene)
    client, data = client_of(scene.secretary), {"revision": "4", "minutes": "một"}
    client.post(url("minutes_edit", scene.file.pk), {**data, "revision": meeting_of(scene.file).revision})

    page = client.post(url("minutes_edit", scene.file.pk), {"revision": "1", "minutes": "hai"})

    assert page.context["stale"]["changes"] == [("Discussion in general", "một", "hai")]


def test_a_note_on_another_files_subject_is_not_kept(scene):
    make_complete(scene)
    other = scene.review("Phạm Văn Khác")
    data = {"revision": meeting_of(scene.file).revision, f"note_{other.pk}": "x"}

    client_of(scene.secretary).post(url("minutes_edit", scene.file.pk), data)

    assert meeting_of(scene.file).notes == {}


def test_the_minutes_are_read_as_a_page_and_printed_as_pdf(scene):
    client = client_of(scene.secretary)
    waiting = client.get(url("file_paper", scene.file.pk, "meeting_minutes")).status_code
    make_complete(scene)

    page = client.get(url("file_paper", scene.file.pk, "meeting_minutes"))
    pdf = client.get(url("file_paper_pdf", scene.file.pk, "meeting_minutes"))
    unknown = client.get(url("file_paper", scene.file.pk, "ward_summary")).status_code

    assert (waiting, unknown) == (404, 404)
    assert "NGƯỜI GHI BIÊN BẢN" in page.content.decode()
    assert (pdf["Content-Type"], pdf["Cache-Control"], pdf.content[:5]) == (
        "application/pdf", "private, no-store", b"%PDF-",
    )  # fmt: skip
    assert 'filename="meeting_minutes-KP01-2021.pdf"' in pdf["Content-Disposition"]
