"""Each number on the desk is a way to a list that has exactly so many rows; the search finds people without accents."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import PlanningReview, ReviewFile
from assessments.selectors.file_works import file_works
from assessments.selectors.people_search import find_people
from assessments.selectors.work_queue import own_works, work_for
from assessments.workflow import Stage
from cells import clock
from cells.access import access_of
from cells.models import Invitation, Mandate, Member
from cells.services.invitations import invite
from tests import factories as make
from tests.assessments.hint_scene import issued_hint
from tests.assessments.remedy_scene import make_remedy_scene
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def sitting():
    return Sitting()


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def rows_in(html: str) -> int:
    """Rows of every table's body."""
    return sum(body.count("<tr") for body in re.findall(r"<tbody>.*?</tbody>", html, re.DOTALL))


def works(account) -> dict[str, str]:
    """What waits → where it leads."""
    account._access = None
    access = access_of(account, make.TODAY)
    return {work.what: work.url for work in work_for(account, access, make.TODAY).works}


def follow(client, account, start: str) -> tuple[int, int]:
    """(the number in the line of work that begins so, rows of the list behind it)."""
    [(what, address)] = [(what, address) for what, address in works(account).items() if re.search(start, what)]
    client.force_login(account)
    page = client.get(address.partition("#")[0])
    assert page.status_code == 200
    return int(re.search(start, what).group(1)), rows_in(page.content.decode())


# --- the board


def board(client, sitting, query=""):
    client.force_login(sitting.office)
    return client.get(url("campaign_detail", sitting.campaign.pk) + query).content.decode()


def test_each_number_of_the_board_opens_its_rows(client, sitting):
    ReviewFile.objects.filter(code="KP01").update(stage=Stage.COLLECTING)
    ReviewFile.objects.filter(code="KP02").update(stage=Stage.SUBMITTED)
    html = board(client, sitting)
    stages = [(int(count), query) for query, count in re.findall(r'<li><a href="(\?[^"]+)"[^>]*><strong>(\d+)', html)]
    left = [
        (int(count), query.replace("&amp;", "&"))
        for query, count in re.findall(r'<a class="nowrap" href="(\?[^"]+)"[^>]*>còn (\d+)', html)
    ]

    assert (len(stages), len(left)) == (7, 8)
    assert [rows_in(board(client, sitting, query)) for _count, query in stages + left] == [
        count for count, _query in stages + left
    ]


def test_what_is_left_keeps_the_choice_of_the_board(client, sitting):
    html = board(client, sitting, "?kind=neighbourhood")
    [(query, count)] = re.findall(r'href="(\?[^"]*left=decided)"[^>]*>còn (\d+)', html)

    assert (int(count), rows_in(board(client, sitting, query.replace("&amp;", "&")))) == (2, 2)


def test_the_lists_of_a_file_have_the_rows_its_squares_count(client, sitting):
    file = sitting.file("KP02")
    html = board(client, sitting)
    people = int(re.search(rf'href="{url("file_people", file.pk)}">(\d+)', html).group(1))
    persons = int(re.search(rf'href="{url("critique_list", file.pk)}#persons-caption">\d+/(\d+)', html).group(1))
    critiques = client.get(url("critique_list", file.pk)).content.decode()

    assert rows_in(client.get(url("file_people", file.pk)).content.decode()) == people == 5
    assert rows_in(critiques[critiques.index('id="persons-caption"') :]) == persons == 5


# --- the search


def test_a_person_is_found_without_accents_and_leads_to_review_and_file(client, sitting):
    html = board(client, sitting, "?q=nguyen+van+an+2")
    review = sitting.review("A002")

    assert "Người tìm thấy</h2>" not in html
    assert re.findall(r"Người tìm thấy \((\d+)\)", html) == ["1"]
    assert (url("critique_read", review.pk) in html, url("file_detail", review.file_id) in html) == (True, True)
    assert "Không có chi bộ, tập thể tên này" in html
    assert rows_in(board(client, sitting, "?q=khu+pho+2")) == 1


def test_a_search_finds_people_of_its_year_alone_by_name_or_code(sitting):
    campaign = sitting.campaign
    make.make_member(sitting.first, "Nguyễn Văn An Mới")

    assert find_people(campaign, "nguyễn văn an").count == 6
    assert [review.code for review in find_people(campaign, "b003").reviews] == ["B003"]
    assert [review.kind for review in find_people(campaign, "tran thi binh 2").reviews] == ["member", "officer"]
    assert (find_people(campaign, "  ").count, find_people(campaign, "khong ai").count) == (0, 0)


# --- the queue of the ward


def test_each_number_of_the_offices_queue_opens_its_rows(client, sitting):
    late = issued_hint(sitting.review("A002"), due_on=make.TODAY - timedelta(days=1))
    issued_hint(sitting.review("A003"), due_on=make.TODAY + timedelta(days=9))
    Member.objects.filter(code="A004").update(cell=sitting.second)

    assert follow(client, sitting.office, r"^Đề nghị xếp loại (\d+) chi bộ, tập thể") == (3, 3)
    assert follow(client, sitting.office, r"Ghi (\d+) mức xếp loại do nơi khác quyết định") == (1, 1)
    assert follow(client, sitting.office, r"^(\d+) chi bộ, tập thể chưa có tài khoản bí thư") == (3, 3)
    assert follow(client, sitting.office, r"^(\d+) gợi ý kiểm điểm quá hạn chưa trả lời") == (1, 1)
    assert follow(client, sitting.office, r"^(\d+) chỗ danh sách đã thay đổi mà năm kiểm điểm 2021 chưa theo")[0] > 0
    assert late.review.code == "A002"


def test_the_committees_numbers_open_the_rows_without_a_grade(client, sitting):
    assert follow(client, sitting.committee, r"quyết định (\d+) mức xếp loại") == (3, 3)


# --- the secretary


def lines(account, **besides) -> list[str]:
    account._access = None
    return [work.what for work in file_works(access_of(account, make.TODAY), make.TODAY, **besides)]


def test_a_secretary_of_two_files_reads_what_each_asks_next(client, sitting):
    ReviewFile.objects.filter(code="KP01").update(stage=Stage.COLLECTING)
    ReviewFile.objects.filter(code="KP02").update(stage=Stage.RETURNED)
    secretary = make.make_account("bithu1", "secretary", sitting.first)
    Mandate.objects.create(account=secretary, role="secretary", organization=sitting.second, from_date=make.REVIEW_DATE)

    assert lines(secretary) == [
        "Chi bộ Khu phố 1 2021: làm tiếp “Danh sách đảng viên”",
        "Chi bộ Khu phố 2 2021: bị trả lại, cần bổ sung và gửi lại",
    ]
    client.force_login(secretary)
    assert url("cell_home", sitting.file("KP02").pk) in client.get("/assessments/").content.decode()
    assert lines(secretary, besides=sitting.file("KP02")) == ["Chi bộ Khu phố 1 2021: làm tiếp “Danh sách đảng viên”"]


def test_after_the_release_the_planning_review_waits_until_it_is_filed(sitting):
    ReviewFile.objects.update(stage=Stage.RELEASED)
    secretary = make.make_account("bithu1", "secretary", sitting.first)
    assert lines(secretary) == ["Chi bộ Khu phố 1 2021: gửi kết quả rà soát quy hoạch"]

    PlanningReview.objects.create(
        file=sitting.file("KP01"), text="Giữ nguyên.", saved_by="x", saved_at=make.now(), filed_at=make.now()
    )
    assert lines(secretary) == []


def test_links_not_opened_in_time_lead_to_just_those_members(client, sitting):
    ReviewFile.objects.filter(code="KP01").update(stage=Stage.COLLECTING)
    secretary = make.make_account("bithu1", "secretary", sitting.first)
    chosen = [person.pk for person in sitting.people[:2]]
    invite(by=secretary, member_ids=chosen, on=make.TODAY)
    assert len(lines(secretary)) == 1
    Invitation.objects.update(made_at=clock.now() - timedelta(days=9), expires_at=clock.now() - timedelta(days=1))

    assert lines(secretary)[1] == "Chi bộ Khu phố 1 2021: 2 đảng viên chưa mở đường dẫn mời, đã quá hạn"
    client.force_login(secretary)
    page = client.get(url("invitations", sitting.file("KP01").pk) + "?state=expired").content.decode()
    assert rows_in(page) == 2


def test_a_secretary_who_also_writes_the_own_review_reads_of_both(sitting):
    ReviewFile.objects.filter(code="KP01").update(stage=Stage.COLLECTING)
    secretary = make.make_account("bithu1", "secretary", sitting.first, member=sitting.people[0])
    Mandate.objects.create(account=secretary, role="member", organization=sitting.first, from_date=make.REVIEW_DATE)
    secretary._access = None

    own = own_works(access_of(secretary, make.TODAY), make.TODAY)
    assert "Viết và nộp bản tự kiểm điểm năm 2021 của đồng chí" in [work.what for work in own]


def test_an_overdue_measure_waits_for_the_secretary_and_for_the_office():
    scene = make_remedy_scene()
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.SUBMITTED)

    assert lines(scene.secretary) == ["Chi bộ Khu phố 1 2021: 1 biện pháp khắc phục quá hạn"]
    assert any("quá hạn" in what and address.endswith("?only=overdue") for what, address in works(scene.office).items())


def test_the_cells_day_is_overdue_on_the_board_only_while_a_file_is_awaited(client, sitting):
    client.force_login(sitting.office)
    ReviewFile.objects.update(stage=Stage.RETURNED)  # has a day of its own
    ReviewFile.objects.filter(code="KP01").update(stage=Stage.COLLECTING)
    address = url("campaign_detail", sitting.campaign.pk)
    told = f"Hạn của chi bộ: {sitting.campaign.cell_deadline:%d/%m/%Y}"
    assert f"{told} (" in client.get(address).content.decode()

    ReviewFile.objects.update(stage=Stage.RETURNED)
    assert f"<p>{told}</p>" in client.get(address).content.decode()
