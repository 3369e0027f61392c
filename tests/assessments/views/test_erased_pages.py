"""A page that retention left blank says so, since when, by which rule; a page whose texts stand says nothing of it."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.models import Campaign, Review, ReviewFile, ReviewHint, SelfCritique
from assessments.selectors.erased_years import Erased, erased_details, erased_year
from assessments.selectors.retention_rules import RULE_BY_CODE
from assessments.services.retention import erase_out_of_term
from cells.clock import acting_on
from cells.models import JournalEntry
from cells.services.journal_upkeep import erase_texts
from tests import factories as make
from tests.assessments.pages import get, text
from tests.assessments.retention_scene import SixYears, chain_up

pytestmark = pytest.mark.django_db
ERASED_ON = date(2022, 1, 20)
OF_FILE = (
    "critique_list", "minutes_edit", "attendance", "file_attachments", "file_history", "file_remedies", "file_rounds",
)  # fmt: skip
OF_REVIEW = ("critique_read", "critique_versions", "opinion_list", "criteria_sheet", "review_attachments", "remedies")
SOURCE = RULE_BY_CODE["texts"].source


@pytest.fixture
def scene(settings):
    settings.SAMPLE_TODAY = ERASED_ON
    scene = SixYears()
    facts = {"code": scene.member.code, "cell": scene.cell.code, "status": "active", "admitted_on": "2010-01-01"}
    Review.objects.filter(member=scene.member).update(facts=facts)
    SelfCritique.objects.update(form_version="CV123-2021")
    with acting_on(ERASED_ON):
        erase_out_of_term(by=scene.office, ward=scene.ward, reason="Biên bản số 3", on=ERASED_ON)
    chain_up()
    settings.SAMPLE_TODAY = date(2025, 3, 1)
    return scene


def pages_of(scene: SixYears, year: int):
    """(name, words) of each page of that year that shows what people wrote."""
    campaign = scene.campaigns[year]
    file, review = ReviewFile.objects.get(campaign=campaign), Review.objects.get(campaign=campaign, file__isnull=False)
    hint = ReviewHint.objects.get(review=review)
    asked = [(name, (file.pk,)) for name in OF_FILE] + [(name, (review.pk,)) for name in OF_REVIEW]
    asked += [("hint_detail", (hint.pk,)), ("review_paper", (review.pk, "form"))]
    for name, args in asked:
        answer = get(scene.office, name, *args)
        assert answer.status_code == 200, name
        yield name, text(answer)


def test_every_blank_page_of_an_erased_year_says_why(scene):
    for name, words in pages_of(scene, 2018):
        assert f"đã được xóa ngày 20/01/2022: chỉ lưu 3 năm kiểm điểm đã đóng ({SOURCE})" in words, name
    for name, words in pages_of(scene, 2019):
        assert "đã được xóa" not in words, name


def test_a_year_opened_again_still_says_it(scene):
    Campaign.objects.filter(pk=scene.campaigns[2018].pk).update(stage="open")

    assert all("20/01/2022" in words for _name, words in pages_of(scene, 2018))


def test_members_read_it_beside_their_own_earlier_years(scene):
    own = make.make_account("dangvien", "member", scene.ward, member=scene.member)

    words = text(get(own, "my_review"))

    assert words.count("nội dung đã xóa ngày 20/01/2022") == 3
    assert "Tự kiểm điểm" not in words


def test_somebody_who_left_is_said_to_be_erased(scene, client):
    client.force_login(scene.office)
    pages = {
        year: text(client.get(reverse("cells:member_detail", args=[scene.people[year].pk]))) for year in (2016, 2017)
    }

    history = RULE_BY_CODE["history"].source
    assert (
        f"đã được xóa ngày 20/01/2022: thông tin của người đã chuyển đi chỉ lưu 5 năm kiểm điểm đã đóng ({history})"
        in pages[2016]
    )
    assert "đã được xóa" not in pages[2017]
    assert "đã được xóa ngày 20/01/2022" in text(get(scene.office, "person_facts", scene.people[2016].pk, 2016))


def test_the_first_erasure_counts_and_the_term_of_then(scene):
    with acting_on(date(2024, 5, 1)):
        Campaign.objects.filter(pk=make.make_campaign(scene.ward, scene.office, 2022).pk).update(stage="closed")
        erase_out_of_term(by=scene.office, ward=scene.ward, reason="Biên bản số 4", on=date(2024, 5, 1))
    chain_up()

    told = [erased_year(scene.campaigns[year]) for year in (2018, 2019, 2020)]

    assert [one and (f"{one.at:%Y-%m-%d}", one.years, one.source) for one in told] == [
        ("2022-01-20", 3, SOURCE),
        ("2024-05-01", 3, SOURCE),
        None,
    ]


def test_it_is_still_said_when_the_entry_has_lost_its_own_texts(scene):
    entries = JournalEntry.objects.filter(action="retention.applied").order_by("pk")
    at = entries[0].at
    member = scene.people[2016]
    member.refresh_from_db()
    erase_texts(ward_code="P11", numbers=entries.values_list("number", flat=True), reason="x", command="x")

    assert erased_year(scene.campaigns[2016]) == Erased(at, 3, SOURCE)
    assert erased_details(member) == Erased(at, 5, RULE_BY_CODE["history"].source)
    assert erased_details(scene.member) is None


def test_a_young_year_costs_no_question(scene, django_assert_num_queries):
    with django_assert_num_queries(0), acting_on(date(2023, 12, 31)):
        assert erased_year(scene.campaigns[2021]) is None
