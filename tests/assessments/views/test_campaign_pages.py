"""Setting up a year: created, changed, opened; the committee's weights; two people at once."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.models import Campaign, ReviewFile
from assessments.review_forms import SPECIAL_TOPICS_2021
from assessments.workflow import CampaignStage
from cells.models import JournalEntry
from tests import factories as make

pytestmark = pytest.mark.django_db
DAYS = {
    "review_date": "20/12/2021",
    "grading_date": "08/01/2022",
    "cell_deadline": "25/12/2021",
    "office_deadline": "",
    "district_deadline": "",
}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def ward():
    return make.make_ward()


@pytest.fixture
def office(ward):
    return make.make_account("vanphong", "office", ward, display_name="Văn phòng")


@pytest.fixture
def committee(ward):
    return make.make_account("thuongvu", "committee", ward)


@pytest.fixture
def prepared(ward, office):
    return make.make_campaign(
        ward, office, special_topics=[{"key": "topic_1", "title": "Một", "text": "", "citation": ""}]
    )


def settings_data(campaign, **changes) -> dict:
    topics = campaign.special_topics
    data = {
        **DAYS,
        "revision": campaign.revision,
        "ballot_threshold": "1/2",
        "topics-TOTAL_FORMS": len(topics) + 2,
        "topics-INITIAL_FORMS": len(topics),
        **{f"weights-{grade}": weight for grade, weight in make.WEIGHTS.items()},
    }
    for number, topic in enumerate(topics):
        data |= {f"topics-{number}-{name}": topic[name] for name in ("key", "title", "text", "citation")}
    return data | changes


def settings_url(campaign) -> str:
    return reverse("assessments:campaign_settings", args=[campaign.pk])


def test_new_year_2021_begins_with_the_letters_topics_and_the_example_weights(client, ward, office):
    client.force_login(office)

    answer = client.post(reverse("assessments:campaign_new"), {"year": "2021", **DAYS})

    campaign = Campaign.objects.get()
    assert answer.url == settings_url(campaign)
    assert (campaign.year, campaign.rule_set, campaign.review_date) == (2021, "2021", date(2021, 12, 20))
    assert campaign.special_topics == [dict(topic) for topic in SPECIAL_TOPICS_2021]
    assert campaign.quota_weights == make.WEIGHTS
    assert campaign.weights_confirmed_at is None


def test_new_year_2020_has_neither_topics_nor_weights(client, ward, office):
    client.force_login(office)
    days = {"review_date": "20/12/2020", "grading_date": "08/01/2021", "cell_deadline": "25/12/2020"}

    client.post(reverse("assessments:campaign_new"), {"year": "2020", **days})

    campaign = Campaign.objects.get()
    assert (campaign.rule_set, campaign.special_topics, campaign.quota_weights) == ("2020", [], {})


@pytest.mark.parametrize("year", [2018, 2023, 2026])
def test_a_year_without_rules_is_refused_with_the_reason(client, ward, office, year):
    client.force_login(office)
    days = {"review_date": f"20/12/{year}", "grading_date": f"20/12/{year}", "cell_deadline": f"25/12/{year}"}

    answer = client.post(reverse("assessments:campaign_new"), {"year": str(year), **days})

    reason = (
        f"Chưa có bộ quy tắc cho năm kiểm điểm {year}; phần mềm hiện có bộ quy tắc của các năm 2019, 2020, 2021, 2022."
    )
    assert answer.status_code == 200
    assert reason in answer.content.decode()
    assert f'value="20/12/{year}"' in answer.content.decode()
    assert not Campaign.objects.exists()


def test_a_day_of_another_year_is_refused_at_its_field(client, ward, office):
    client.force_login(office)

    answer = client.post(reverse("assessments:campaign_new"), {"year": "2021", **DAYS, "review_date": "20/12/2012"})

    assert list(answer.context["form"].errors) == ["review_date"]
    assert not Campaign.objects.exists()


def test_the_same_year_twice_is_refused(client, prepared, office):
    client.force_login(office)

    answer = client.post(reverse("assessments:campaign_new"), {"year": "2021", **DAYS})

    assert [refusal.field for refusal in answer.context["refusals"]] == ["year"]
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize("typed", ["8/1/2022", "08-01-2022", "08.01.2022", "2022-01-08"])
def test_dates_are_read_in_every_habit(client, ward, office, typed):
    client.force_login(office)

    client.post(reverse("assessments:campaign_new"), {"year": "2021", **DAYS, "grading_date": typed})

    assert Campaign.objects.get().grading_date == date(2022, 1, 8)


def test_settings_are_saved_and_topics_kept_added_and_dropped(client, prepared, office):
    client.force_login(office)
    data = settings_data(prepared, office_deadline="05/01/2022")
    data |= {"topics-0-title": "Một, sửa", "topics-1-title": "Hai", "topics-2-title": "Bỏ", "topics-2-drop": "on"}

    answer = client.post(settings_url(prepared), data)

    prepared.refresh_from_db()
    assert answer.status_code == 302
    assert prepared.office_deadline == date(2022, 1, 5)
    assert [(topic["key"], topic["title"]) for topic in prepared.special_topics] == [
        ("topic_1", "Một, sửa"),
        ("topic_2", "Hai"),
    ]
    assert prepared.revision == 2


def test_a_deadline_can_be_taken_away_again(client, prepared, office):
    client.force_login(office)
    client.post(settings_url(prepared), settings_data(prepared, office_deadline="05/01/2022"))

    client.post(settings_url(prepared), settings_data(prepared, revision=2))

    prepared.refresh_from_db()
    assert prepared.office_deadline is None


def test_second_of_two_offices_is_told_and_keeps_what_was_typed(client, prepared, office, ward):
    other = make.make_account("vanphong2", "office", ward, display_name="Văn phòng Hai")
    client.force_login(other)
    client.post(settings_url(prepared), settings_data(prepared, cell_deadline="27/12/2021"))
    client.force_login(office)

    answer = client.post(settings_url(prepared), settings_data(prepared, cell_deadline="29/12/2021"))

    prepared.refresh_from_db()
    page = answer.content.decode()
    assert prepared.cell_deadline == date(2021, 12, 27)
    assert answer.context["stale"]["by"] == "Văn phòng Hai"
    assert answer.context["stale"]["changes"] == [("Hạn của chi bộ", "27/12/2021", "29/12/2021")]
    assert 'value="29/12/2021"' in page
    assert '<input type="hidden" name="revision" value="2"' in page


def test_saving_again_after_being_told_is_a_decision(client, prepared, office):
    client.force_login(office)
    client.post(settings_url(prepared), settings_data(prepared, cell_deadline="27/12/2021"))
    client.post(settings_url(prepared), settings_data(prepared, cell_deadline="29/12/2021"))

    client.post(settings_url(prepared), settings_data(prepared, cell_deadline="29/12/2021", revision=2))

    prepared.refresh_from_db()
    assert prepared.cell_deadline == date(2021, 12, 29)


def test_weights_that_do_not_fall_are_refused_with_the_clause(client, prepared, office):
    client.force_login(office)

    answer = client.post(settings_url(prepared), settings_data(prepared, **{"weights-good": "5"}))

    assert [refusal.citation for refusal in answer.context["refusals"]] == ["123-CV/ĐU 1(2)"]
    assert Campaign.objects.get().revision == 1


def test_opening_freezes_the_ward_and_a_second_opening_is_refused(client, prepared, office, ward):
    cell = make.make_cell(ward, "KP01")
    make.make_member(cell)
    client.force_login(office)
    url = reverse("assessments:campaign_open", args=[prepared.pk])

    first = client.post(url)
    second = client.post(url)

    prepared.refresh_from_db()
    assert first.url == reverse("assessments:campaign_detail", args=[prepared.pk])
    assert prepared.stage == CampaignStage.OPEN
    assert second.status_code == 200
    assert len(second.context["refusals"]) == 1
    assert JournalEntry.objects.filter(action="campaign.opened").count() == 1
    assert ReviewFile.objects.count() == 1


def test_a_ward_without_cells_is_not_opened(client, prepared, office):
    client.force_login(office)

    answer = client.post(reverse("assessments:campaign_open", args=[prepared.pk]))

    prepared.refresh_from_db()
    assert [str(refusal) for refusal in answer.context["refusals"]] == [
        "Đảng bộ chưa có chi bộ nào: hãy nhập danh sách đảng viên trước."
    ]
    assert prepared.stage == CampaignStage.PREPARING


PAPER = {"document": "07-NQ/ĐU", "document_date": "07/01/2022"}


def test_once_open_the_deadlines_alone_move_after_a_look(client, office, ward):
    make.make_member(make.make_cell(ward, name="Chi bộ Khu phố 1"))
    campaign = make.make_open_campaign(ward, office)
    client.force_login(office)
    data = settings_data(campaign, review_date="01/12/2021", cell_deadline="12/01/2022", **PAPER)

    shown = client.post(settings_url(campaign), data)
    page = " ".join(shown.content.decode().split())
    answer = client.post(settings_url(campaign), data | {"set": "1", "expected": shown.context["proposal"].fingerprint})

    assert "Không còn quá hạn:</strong> Chi bộ Khu phố 1" in page
    assert "<td>25/12/2021</td><td>12/01/2022</td>" in page
    assert answer.status_code == 302
    campaign.refresh_from_db()
    assert (campaign.review_date, campaign.cell_deadline) == (make.REVIEW_DATE, date(2022, 1, 12))
    trail = client.get(reverse("assessments:campaign_parameters", args=[campaign.pk])).context["trail"]
    assert [(line.label, line.document, line.by_name) for line in trail] == [
        ("Hạn của chi bộ", "07-NQ/ĐU", "Văn phòng")
    ]


def test_deadlines_that_nobody_looked_at_are_not_moved(client, office, ward):
    make.make_member(make.make_cell(ward))
    campaign = make.make_open_campaign(ward, office)
    client.force_login(office)

    answer = client.post(settings_url(campaign), settings_data(campaign, cell_deadline="12/01/2022", set="1", **PAPER))

    assert "Những thay đổi đã xem không còn đúng" in answer.content.decode()
    assert answer.context["proposal"].changed == {"cell_deadline": ("2021-12-25", "2022-01-12")}
    campaign.refresh_from_db()
    assert campaign.cell_deadline == date(2021, 12, 25)


def test_the_document_of_the_deadlines_is_kept_before_opening_too(client, prepared, office):
    client.force_login(office)

    client.post(settings_url(prepared), settings_data(prepared, document="16-KH/ĐU", document_date="30/11/2021"))

    trail = client.get(reverse("assessments:campaign_parameters", args=[prepared.pk])).context["trail"]
    assert [(line.label, line.after, line.document) for line in trail] == [("Hạn của chi bộ", "25/12/2021", "16-KH/ĐU")]


def test_committee_confirms_its_own_weights(client, prepared, committee):
    client.force_login(committee)
    url = reverse("assessments:campaign_weights", args=[prepared.pk])
    weights = {"excellent": 7, "good": 4, "fulfilled": 0, "unfulfilled": 0}

    refused = client.post(url, {**weights, "revision": 1})
    answer = client.post(url, {**weights, "revision": 1, **PAPER})

    assert [refusal.field for refusal in refused.context["refusals"]] == ["document", "document_date"]
    prepared.refresh_from_db()
    assert answer.status_code == 302
    assert prepared.quota_weights == weights
    assert prepared.weights_confirmed_by == "thuongvu"


def test_weights_of_an_open_year_are_shown_with_what_they_change(client, ward, office, committee):
    make.make_member(make.make_cell(ward))
    campaign = make.make_open_campaign(ward, office)
    client.force_login(committee)
    url = reverse("assessments:campaign_weights", args=[campaign.pk])
    typed = {**make.WEIGHTS, "excellent": 9, "revision": campaign.revision, **PAPER}

    shown = client.post(url, typed)
    assert not Campaign.objects.get().weights_confirmed_at
    answer = client.post(url, typed | {"set": "1", "expected": shown.context["proposal"].fingerprint})

    assert "Mức tối đa hiện nay và theo các giá trị này" in shown.content.decode()
    assert f'value="{shown.context["proposal"].fingerprint}"' in shown.content.decode()
    assert answer.status_code == 302
    assert Campaign.objects.get().quota_weights["excellent"] == 9


def test_what_weights_change_stays_in_sight_when_their_document_is_wanting(client, ward, office, committee):
    make.make_member(make.make_cell(ward))
    campaign = make.make_open_campaign(ward, office)
    client.force_login(committee)
    url = reverse("assessments:campaign_weights", args=[campaign.pk])
    typed = {**make.WEIGHTS, "excellent": 9, "revision": campaign.revision}
    expected = client.post(url, typed).context["proposal"].fingerprint

    answer = client.post(url, typed | {"set": "1", "expected": expected})

    assert [refusal.field for refusal in answer.context["refusals"]] == ["document", "document_date"]
    assert answer.context["proposal"].fingerprint == expected
    assert 'name="set"' in answer.content.decode()
    assert client.post(url, typed | {"set": "1", "expected": expected} | PAPER).status_code == 302


def test_weights_as_they_are_need_no_look(client, ward, office, committee):
    make.make_member(make.make_cell(ward))
    campaign = make.make_open_campaign(ward, office)
    client.force_login(committee)
    url = reverse("assessments:campaign_weights", args=[campaign.pk])

    answer = client.post(url, {**make.WEIGHTS, "revision": campaign.revision, **PAPER})

    assert (answer.status_code, Campaign.objects.get().weights_confirmed_by) == (302, "thuongvu")


def test_equal_weights_are_not_confirmed(client, prepared, committee):
    client.force_login(committee)
    url = reverse("assessments:campaign_weights", args=[prepared.pk])

    answer = client.post(url, {"excellent": 4, "good": 4, "fulfilled": 3, "unfulfilled": 0, "revision": 1})

    prepared.refresh_from_db()
    assert [refusal.citation for refusal in answer.context["refusals"]] == ["123-CV/ĐU 1(2)"]
    assert prepared.weights_confirmed_at is None


def test_second_of_two_confirmations_is_told(client, prepared, committee):
    client.force_login(committee)
    url = reverse("assessments:campaign_weights", args=[prepared.pk])
    client.post(url, {**make.WEIGHTS, "excellent": 6, "revision": 1, **PAPER})

    answer = client.post(url, {**make.WEIGHTS, "excellent": 9, "revision": 1, **PAPER})

    prepared.refresh_from_db()
    assert prepared.quota_weights["excellent"] == 6
    assert [change[1:] for change in answer.context["stale"]["changes"]] == [("6", "9")]


def test_weights_do_not_concern_a_year_before_the_letter(client, ward, office, committee):
    days = {"review_date": date(2020, 12, 20), "grading_date": date(2021, 1, 8), "cell_deadline": date(2020, 12, 25)}
    campaign = make.make_campaign(ward, office, year=2020, quota_weights={}, **days)
    client.force_login(committee)

    page = client.get(reverse("assessments:campaign_weights", args=[campaign.pk])).content.decode()

    assert 'name="excellent"' not in page
    assert "không giao chỉ tiêu cho chi bộ" in page
