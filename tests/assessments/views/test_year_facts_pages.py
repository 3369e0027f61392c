"""The page of facts: one row per person, only touched rows saved, nothing overwritten, each fault at its place."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import ReviewFile
from assessments.workflow import Stage
from cells.models import Discipline, Member, YearRecord
from tests import factories as make

pytestmark = pytest.mark.django_db
ROLES = ("office", "committee", "own_secretary", "other_secretary", "district", "admin", "other_office", "nobody")


class Scene:
    def __init__(self):
        self.ward, elsewhere = make.make_ward(), make.make_ward("P12")
        self.cell, other = make.make_cell(self.ward, "KP01"), make.make_cell(self.ward, "KP02")
        self.binh = make.make_member(self.cell, "Trần Thị Bình")
        self.an = make.make_member(self.cell, "Lê Văn An")
        self.outsider = make.make_member(None, "Vũ Ngoài", ward=self.ward)
        self.accounts = {
            "office": make.make_account("vanphong", "office", self.ward),
            "committee": make.make_account("thuongvu", "committee", self.ward),
            "own_secretary": make.make_account("bithu1", "secretary", self.cell),
            "other_secretary": make.make_account("bithu2", "secretary", other),
            "district": make.make_account("quanuy", "district", self.ward),
            "admin": make.make_account("quantri", "admin", self.ward),
            "other_office": make.make_account("vanphong12", "office", elsewhere),
            "nobody": make.make_account("nguoila"),
        }
        make.make_open_campaign(self.ward, self.accounts["office"])
        self.discipline = Discipline.objects.create(
            member=self.binh, form="warning", decided_on=date(2021, 5, 1), source="QĐ 1", counted_in_year=2021
        )
        self.period = self.binh.status_periods.create(status="active", from_date=date(2020, 1, 1), source="QĐ 2")

    def url(self, page: str) -> str:
        ids = {
            "year_facts": (self.cell.pk, 2021),
            "outsiders": (self.ward.pk, 2021),
            "status_withdraw": (self.period.pk, 2021),
            "discipline_withdraw": (self.discipline.pk,),
        }.get(page, (self.binh.pk, 2021))
        return reverse(f"assessments:{'year_facts' if page == 'outsiders' else page}", args=ids)


@pytest.fixture
def scene(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return Scene()


@pytest.fixture
def enter(client, scene):
    def sign_in(role: str):
        client.force_login(scene.accounts[role])
        return client

    return sign_in


OWN = (200, 200, 200, 404, 404, 404, 404, 404)
WRITE = (200, 403, 200, 404, 404, 404, 404, 404)
PAGES = {
    "year_facts": OWN,
    "outsiders": (200, 200, 404, 404, 404, 404, 404, 404),
    "person_facts": OWN,
    "status_new": WRITE,
    "status_withdraw": WRITE,
    "discipline_new": WRITE,
    "discipline_withdraw": WRITE,
}


@pytest.mark.parametrize("page", PAGES)
def test_each_role_gets_what_is_its_own(enter, scene, page):
    assert tuple(enter(role).get(scene.url(page)).status_code for role in ROLES) == PAGES[page]


@pytest.mark.parametrize("page", PAGES)
def test_without_signing_in_every_page_leads_to_the_sign_in(client, scene, page):
    assert client.get(scene.url(page)).url.startswith(reverse("login"))


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("outsiders", "person_facts")])
def test_a_sent_file_takes_the_pen_from_the_secretary(enter, scene, page):
    ReviewFile.objects.filter(cell=scene.cell).update(stage=Stage.SUBMITTED)

    assert enter("own_secretary").post(scene.url(page), {}).status_code == 403


def typed(answer, **changes) -> dict:
    """The page as a browser sends it back, with some fields changed; keys `<member id>-<field>`."""
    values = {}
    for row in answer.context["rows"]:
        for bound in row:
            values[bound.html_name] = "" if bound.value() is None else bound.value()
    return values | changes


def test_only_touched_rows_are_saved(enter, scene):
    client, url = enter("own_secretary"), scene.url("year_facts")
    page = client.get(url)

    answer = client.post(url, typed(page, **{f"{scene.an.pk}-task_completion": "95"}))

    assert answer.status_code == 302
    assert [(facts.member, facts.task_completion) for facts in YearRecord.objects.all()] == [(scene.an, 95)]


def test_people_stand_by_given_name(enter, scene):
    rows = enter("office").get(scene.url("year_facts")).context["rows"]

    assert [row.member for row in rows] == [scene.an, scene.binh]


def test_nothing_typed_saves_nothing(enter, scene):
    client, url = enter("office"), scene.url("year_facts")

    client.post(url, typed(client.get(url)))

    assert not YearRecord.objects.exists()


def test_a_missing_document_is_told_at_its_field_and_nothing_is_saved(enter, scene):
    client, url = enter("office"), scene.url("year_facts")
    values = {f"{scene.an.pk}-task_completion": "80", f"{scene.binh.pk}-sick_leave_months": "4"}

    answer = client.post(url, typed(client.get(url), **values))

    row = next(row for row in answer.context["rows"] if row.member == scene.binh)
    assert list(row.errors) == ["sick_leave_source"]
    assert [target for _text, target in answer.context["errors"]] == [f"id_{scene.binh.pk}-sick_leave_source"]
    assert 'value="80"' in answer.content.decode()
    assert not YearRecord.objects.exists()


@pytest.mark.parametrize("value", ["101", "-1", "nhiều", "9,5"])
def test_a_figure_that_is_none_is_told_at_its_field(enter, scene, value):
    client, url = enter("office"), scene.url("year_facts")

    answer = client.post(url, typed(client.get(url), **{f"{scene.an.pk}-task_completion": value}))

    assert [target for _text, target in answer.context["errors"]] == [f"id_{scene.an.pk}-task_completion"]


def test_a_stale_row_is_named_and_both_versions_are_kept(enter, scene):
    client, url = enter("office"), scene.url("year_facts")
    page = client.get(url)
    client.post(url, typed(page, **{f"{scene.an.pk}-task_completion": "80"}))

    answer = client.post(url, typed(page, **{f"{scene.an.pk}-task_completion": "60"}))

    row = next(row for row in answer.context["rows"] if row.member == scene.an)
    assert row.theirs == [("Nhiệm vụ hoàn thành (%)", "80", "60")]
    assert "Lê Văn An" in answer.context["errors"][0][0]
    assert YearRecord.objects.get().task_completion == 80

    client.post(url, typed(answer))
    assert YearRecord.objects.get().task_completion == 60


def test_a_row_saved_by_another_is_left_alone_when_untouched(enter, scene):
    client, url = enter("office"), scene.url("year_facts")
    page = client.get(url)
    client.post(url, typed(page, **{f"{scene.an.pk}-task_completion": "80"}))

    client.post(url, typed(page, **{f"{scene.binh.pk}-task_completion": "70"}))

    saved = YearRecord.objects.order_by("task_completion").values_list("member", "task_completion")
    assert list(saved) == [(scene.binh.pk, 70), (scene.an.pk, 80)]


def test_a_row_of_another_cell_smuggled_in_is_not_read(enter, scene):
    stranger = make.make_member(make.make_cell(scene.ward, "KP09"))
    client, url = enter("own_secretary"), scene.url("year_facts")

    client.post(url, typed(client.get(url), **{f"{stranger.pk}-task_completion": "1", f"{stranger.pk}-was": "[]"}))

    assert not YearRecord.objects.exists()


def test_a_standing_and_a_discipline_are_entered_and_taken_back(enter, scene):
    client = enter("own_secretary")
    client.post(
        scene.url("status_new"),
        {"status": "exempt", "from_date": "01/06/2021", "source": "QĐ 7", "revision": scene.binh.revision},
    )
    client.post(
        scene.url("discipline_new"),
        {"form": "reprimand", "decided_on": "01/07/2021", "source": "QĐ 8", "year": "2021"},
    )
    client.post(scene.url("discipline_withdraw"), {"reason": "Ghi nhầm"})

    scene.binh.refresh_from_db()
    assert scene.binh.status == "exempt"
    assert list(Discipline.objects.values_list("form", flat=True)) == ["reprimand"]


def test_a_stale_standing_is_told(enter, scene):
    answer = enter("office").post(
        scene.url("status_new"), {"status": "exempt", "source": "QĐ 7", "from_date": "01/06/2021", "revision": 0}
    )

    assert answer.context["stale"]["changes"][0][0] == "Tình trạng"


@pytest.mark.parametrize("year", [1999, 2101, 99999])
def test_a_year_beyond_the_records_does_not_exist(enter, scene, year):
    for page, pk in (("year_facts", scene.cell.pk), ("person_facts", scene.binh.pk)):
        assert enter("office").get(reverse(f"assessments:{page}", args=[pk, year])).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_cell(enter, scene, django_assert_num_queries):
    client, url = enter("office"), scene.url("year_facts")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    Member.objects.bulk_create(
        Member(ward=scene.ward, cell=scene.cell, code=f"X{n}", full_name=f"Người {n}", sort_key=f"{n:04d}")
        for n in range(297)
    )

    with django_assert_num_queries(len(few)):
        client.get(url)
