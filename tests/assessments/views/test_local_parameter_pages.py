"""The page of the year's own parameters: looked at first, then set; nothing typed is lost."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import BallotCount, Campaign, ParameterChange
from assessments.rules import ALL_RULE_SETS
from assessments.selectors.deadlines import DeadlineProposal
from assessments.services.deadlines import move_deadlines
from assessments.workflow import CampaignStage
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
PAPER = {"document": "07-NQ/ĐU, Ban Thường vụ", "document_date": "07/01/2022"}
PAPER_OF_DEADLINES = {"document": "16-KH/ĐU", "document_date": date(2021, 12, 30)}
LISTED = {"code": "NL3", "text": "Người đứng đầu được điều động", "citation": "07-NQ/ĐU 2"}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def sitting():
    return Sitting()


@pytest.fixture
def committee(client, sitting):
    client.force_login(sitting.committee)
    return client


def url(campaign) -> str:
    return reverse("assessments:campaign_parameters", args=[campaign.pk])


def typed(campaign, exceptions=(), **values) -> dict:
    campaign.refresh_from_db()
    data = {
        "revision": campaign.revision,
        "cap_percent": "20",
        "cap_base": "good_or_better",
        "ballot_threshold": "1/2",
        "exceptions-TOTAL_FORMS": len(exceptions),
        "exceptions-INITIAL_FORMS": 0,
        **values,
    }
    for number, exception in enumerate(exceptions):
        data |= {f"exceptions-{number}-{name}": text for name, text in exception.items()}
    return data


def seen(answer) -> str:
    return answer.content.decode()


def test_the_values_are_looked_at_and_then_set(committee, sitting):
    sitting.give("A002", "office", "excellent")
    sitting.give("B001", "office", "excellent")
    data = typed(sitting.campaign, cap_percent="10")

    shown = committee.post(url(sitting.campaign), data)
    page = seen(shown)
    done = committee.post(
        url(sitting.campaign), data | PAPER | {"set": "1", "expected": shown.context["proposal"].fingerprint}
    )

    assert "Đặt các tham số này" in page
    assert "2, tối đa 2 (trên 11)" in page
    assert "2, tối đa 1 (trên 11)" in page
    assert 'name="cap_percent" value="10"' in page
    assert f'name="expected" value="{shown.context["proposal"].fingerprint}"' in page
    assert done.url == url(sitting.campaign)
    assert Campaign.objects.get().parameters == {"cap_percent": 10}


def test_looking_writes_nothing(committee, sitting):
    committee.post(url(sitting.campaign), typed(sitting.campaign, cap_percent="10") | PAPER)

    assert (ParameterChange.objects.count(), Campaign.objects.get().parameters) == (0, {})


def test_exceptions_are_listed_and_taken_away(committee, sitting):
    first, second = (
        {"code": code, "text": "Được điều động", "citation": "07-NQ/ĐU 2"} for code in ("NL3", "NL4")
    )  # fmt: skip
    for exceptions in [(first, second, dict.fromkeys(first, "")), (first, second | {"drop": "on"})]:
        data = typed(sitting.campaign, exceptions)
        shown = committee.post(url(sitting.campaign), data)
        expected = shown.context["proposal"].fingerprint
        committee.post(url(sitting.campaign), data | PAPER | {"set": "1", "expected": expected})

    changes = ParameterChange.objects.order_by("pk").values_list("before", "after")
    assert list(changes) == [([], [first, second]), ([first, second], [first])]


def test_a_wrong_value_is_said_at_its_field_and_stays_typed(committee, sitting):
    page = seen(committee.post(url(sitting.campaign), typed(sitting.campaign, cap_percent="21")))

    assert '<a href="#id_cap_percent">' in page
    assert 'name="cap_percent" value="21"' in page
    assert "Đặt các tham số này" not in page


def test_an_unfinished_exception_is_said_at_its_field(committee, sitting):
    page = seen(committee.post(url(sitting.campaign), typed(sitting.campaign, ({"code": "NL3"},))))

    assert page.count('<a href="#id_exceptions-0-') == 2


def test_setting_without_a_document_asks_for_it_and_keeps_the_preview(committee, sitting):
    data = typed(sitting.campaign, cap_percent="10")
    expected = committee.post(url(sitting.campaign), data).context["proposal"].fingerprint

    answer = committee.post(url(sitting.campaign), data | {"set": "1", "expected": expected})

    assert '<a href="#id_document">' in seen(answer)
    assert answer.context["proposal"].fingerprint == expected
    assert ParameterChange.objects.count() == 0


def test_a_ward_that_changed_meanwhile_is_shown_anew(committee, sitting):
    data = typed(sitting.campaign, cap_percent="10") | PAPER
    expected = committee.post(url(sitting.campaign), data).context["proposal"].fingerprint
    sitting.give("A002", "office", "excellent")

    answer = committee.post(url(sitting.campaign), data | {"set": "1", "expected": expected})

    assert "Những thay đổi đã xem không còn đúng" in seen(answer)
    assert answer.context["proposal"].fingerprint != expected
    assert ParameterChange.objects.count() == 0


def test_the_second_who_saves_sees_both_and_saves_knowingly(committee, sitting):
    data = typed(sitting.campaign, cap_percent="10") | PAPER
    days = {"cell_deadline": date(2021, 12, 30), "office_deadline": None, "district_deadline": None}
    move_deadlines(
        by=sitting.office,
        campaign_id=sitting.campaign.pk,
        values=days,
        **PAPER_OF_DEADLINES,
        expected=DeadlineProposal(sitting.campaign, days, make.TODAY).fingerprint,
        revision=sitting.campaign.revision,
        on=make.TODAY,
    )

    answer = committee.post(url(sitting.campaign), data | {"set": "1", "expected": "x"})
    sitting.campaign.refresh_from_db()
    again = data | {"revision": sitting.campaign.revision, "expected": answer.context["proposal"].fingerprint}
    committee.post(url(sitting.campaign), again | {"set": "1"})

    assert answer.context["stale"]["changes"] == [("Tỷ lệ của mức tối đa (%)", "20%", "10%")]
    assert f'name="revision" value="{sitting.campaign.revision}"' in seen(answer)
    assert Campaign.objects.get().parameters == {"cap_percent": 10}


def test_with_ballots_the_share_is_not_asked(committee, sitting):
    meeting = sitting.meet("KP01", date(2021, 12, 21))
    BallotCount.objects.create(meeting=meeting, review=sitting.review("A001"), good=5)
    data = typed(sitting.campaign, cap_percent="10", ballot_threshold="2/3")

    answer = committee.post(url(sitting.campaign), data)

    assert 'name="ballot_threshold"' not in seen(answer)
    assert list(answer.context["proposal"].changed) == ["cap_percent"]


def test_after_a_signature_the_page_only_reads(committee, sitting):
    sitting.sign_units()

    page = seen(committee.get(url(sitting.campaign)))

    assert "Quyết định 05-QĐ/ĐU ngày 10/01/2022 đã được ký theo các giá trị này" in page
    assert 'name="cap_percent"' not in page


def test_before_the_opening_the_values_are_set_without_figures(client):
    ward = make.make_ward()
    campaign = make.make_campaign(ward, make.make_account("vanphong", "office", ward))
    client.force_login(make.make_account("thuongvu", "committee", ward))

    page = seen(client.post(url(campaign), typed(campaign, cap_percent="10")))

    assert "Năm chưa mở: chưa có mức xếp loại nào chịu tác động của các giá trị này." in page
    assert "Đặt các tham số này" in page


def test_the_office_reads(client, sitting):
    client.force_login(sitting.office)

    page = seen(client.get(url(sitting.campaign)))

    assert "Ban Thường vụ đặt các giá trị này." in page
    assert 'name="cap_percent"' not in page


def test_settings_and_quotas_lead_here_and_show_the_own_cap(committee, sitting):
    sitting.campaign.parameters = {"cap_percent": 15, "cap_base": "good_only"}
    sitting.campaign.save()

    pages = [
        seen(committee.get(reverse(f"assessments:{name}", args=[sitting.campaign.pk])))
        for name in ("campaign_settings", "quotas")
    ]

    assert all(f'href="{url(sitting.campaign)}"' in page for page in pages)
    assert "15% số đảng viên xếp loại “Hoàn thành tốt nhiệm vụ” của toàn đảng bộ (123-CV/ĐU 1(2))" in pages[0]
    assert "bộ quy tắc ghi: 20%, xếp loại “Hoàn thành tốt nhiệm vụ” trở lên" in pages[0]
    assert "Năm nay Ban Thường vụ chỉ tính cơ số theo mức “Hoàn thành tốt nhiệm vụ”" in pages[1]


def cost(sitting, data=None) -> int:
    client = Client()
    client.force_login(sitting.committee)
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(url(sitting.campaign), data) if data else client.get(url(sitting.campaign))
    assert answer.status_code == 200
    return len(queries)


def test_the_page_costs_the_same_in_a_large_ward(sitting):
    large = Sitting(members=120, ward="P12")
    few, many = ([cost(one), cost(one, typed(one.campaign, cap_percent="7"))] for one in (sitting, large))

    assert few == many
    assert max(few) <= 40


class TestOpeningUnderOldRules:
    @pytest.fixture
    def prepared(self, monkeypatch):
        monkeypatch.setitem(ALL_RULE_SETS, "2021", replace(ALL_RULE_SETS["2021"], verified_on=date(2020, 12, 31)))
        ward = make.make_ward()
        make.make_member(make.make_cell(ward))
        return make.make_campaign(ward, make.make_account("vanphong", "office", ward))

    @pytest.fixture
    def office(self, client, prepared):
        client.login(username="vanphong", password=make.PASSWORD)
        return client

    def open_url(self, prepared) -> str:
        return reverse("assessments:campaign_open", args=[prepared.pk])

    def test_the_page_asks_why_and_who(self, office, prepared):
        page = seen(office.get(self.open_url(prepared)))

        assert "Bộ quy tắc được đối chiếu lần cuối ngày 31/12/2020" in page
        assert 'name="override"' in page
        assert 'type="password"' in page

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"override": "", "password": make.PASSWORD}, "override"),
            ({"override": "Đã hỏi", "password": "sai"}, "password"),
            ({}, "password"),
        ],
    )
    def test_without_reason_or_password_nothing_opens(self, office, prepared, data, field):
        page = seen(office.post(self.open_url(prepared), data))

        assert f'<a href="#id_{field}">' in page
        assert Campaign.objects.get().stage == CampaignStage.PREPARING

    def test_with_both_the_year_opens_and_the_trail_says_so(self, office, prepared):
        office.post(self.open_url(prepared), {"override": "Đã hỏi Ban Tổ chức", "password": make.PASSWORD})

        page = seen(office.get(url(prepared)))

        assert Campaign.objects.get().stage == CampaignStage.OPEN
        assert "Mở năm dù bộ quy tắc được đối chiếu từ trước năm kiểm điểm" in page
        assert "Đã hỏi Ban Tổ chức" in page

    def test_rules_verified_in_time_ask_nothing(self, client):
        ward = make.make_ward("P12", "Phường 12")
        campaign = make.make_campaign(ward, make.make_account("vp12", "office", ward), year=2022, review_date=date(2022, 12, 20), grading_date=date(2023, 1, 8), cell_deadline=date(2022, 12, 25))  # fmt: skip
        make.make_member(make.make_cell(ward))
        client.login(username="vp12", password=make.PASSWORD)

        assert 'type="password"' not in seen(client.get(self.open_url(campaign)))


def test_an_exception_in_use_is_named_when_it_is_to_be_dropped(committee, sitting):
    both = [LISTED, {**LISTED, "code": "NL4"}]
    Campaign.objects.update(parameters={"head_exceptions": both})
    cell = sitting.review("KP01")
    cell.facts = {**cell.facts, "heads": [{**cell.facts["heads"][0], "exception": "NL3"}]}
    cell.save()

    used = committee.post(url(sitting.campaign), typed(sitting.campaign, [{**both[0], "drop": "on"}, both[1]]))
    unused = committee.post(url(sitting.campaign), typed(sitting.campaign, [both[0], {**both[1], "drop": "on"}]))

    words = "Ngoại lệ NL3 đang gắn với chức vụ đứng đầu của Nguyễn Văn An 1; không bỏ được."
    assert words in seen(used)
    assert "proposal" not in used.context
    assert [form["drop"].value() for form in used.context["page"].exceptions.forms] == [True, False]
    assert words not in seen(unused)
    assert list(unused.context["proposal"].changed) == ["head_exceptions"]
