"""The ward's page of plans: filters, overdue, corrections; who reads the texts; what the pages cost."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import RemedyMeasure, ReviewFile, Shortcoming
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.pages import get, post, text, url
from tests.assessments.remedy_scene import (
    AN,
    BINH,
    BODY,
    PAST,
    assess,
    carried,
    make_remedy_scene,
    name,
    note,
    plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def scene():
    return make_remedy_scene()


# --- the ward's page


def test_the_ward_sees_each_plan_and_filters_it(scene):
    first, _second = carried(scene, AN)
    name(scene, BINH, "Chậm nộp đảng phí")

    def shown(only=""):
        answer = get(scene.committee, "ward_remedies", scene.campaign.pk, query=f"?only={only}")
        return [row[0].review.name for row in answer.context["rows"]]

    assert shown() == [BODY, AN, BINH]
    assert (shown("overdue"), shown("unassessed"), shown("no_plan")) == ([AN], [BODY, AN], [BINH])
    assert (shown("neglected"), shown("not_corrected"), shown("noted")) == ([AN], [AN], [])
    note(scene)
    assert (shown("not_corrected"), shown("noted")) == ([], [AN])
    assess(scene, first, "fixed")
    assert (shown("overdue"), shown("neglected")) == ([], [])


def test_overdue_is_told_by_word_and_each_count_leads_to_its_list(scene):
    answer = get(scene.office, "ward_remedies", scene.campaign.pk)
    page = answer.content.decode()

    assert answer.context["labels"][0] == ("overdue", "có biện pháp quá hạn", 1)
    assert 'href="?only=overdue"><strong>1</strong>' in page
    assert '<span class="badge-word is-overdue">1 quá hạn</span>' in page
    assert 'class="is-overdue"' in page


def test_search_and_file_narrow_the_list(scene):
    by_name = get(scene.office, "ward_remedies", scene.campaign.pk, query="?q=nguyen van an")
    by_file = get(scene.office, "ward_remedies", scene.campaign.pk, query=f"?file={scene.other_file.pk}")

    assert [row[0].review.name for row in by_name.context["rows"]] == [AN]
    assert by_file.context["rows"] == []


def test_a_measure_of_this_year_becomes_overdue_and_is_done(scene):
    [row] = name(scene, BINH, "Chậm nộp đảng phí")
    measure = plan(scene, BINH, row, due_on=date(2022, 1, 9))

    def overdue():
        answer = get(scene.office, "ward_remedies", scene.campaign.pk, query="?only=overdue")
        return [one[0].review.name for one in answer.context["rows"]]

    assert overdue() == [AN, BINH]
    RemedyMeasure.objects.filter(pk=measure.pk).update(done_on=date(2022, 1, 9))
    assert overdue() == [AN]


def test_last_years_page_shows_what_became_of_it(scene):
    last = RemedyMeasure.objects.get().shortcoming.review.campaign
    assess(scene, carried(scene, AN)[0], "fixed")

    page = text(get(scene.office, "ward_remedies", last.pk))

    assert ("năm sau: Đã khắc phục" in page, "năm sau tiếp nhận" in page) == (True, True)
    assert get(scene.office, "ward_remedies", last.pk, query="?only=overdue").context["rows"] == []


def test_the_office_finds_overdue_measures_among_what_waits(scene):
    works = {work.what: work for work in get(scene.office, "dashboard").context["queue"].works}

    work = works["1 biện pháp trong kế hoạch khắc phục đã quá hạn"]
    assert (work.url, work.since, work.overdue) == (
        url("ward_remedies", scene.campaign.pk) + "?only=overdue",
        PAST,
        True,
    )
    assert "1 biện pháp trong kế hoạch khắc phục đã quá hạn" not in {
        work.what for work in get(scene.committee, "dashboard").context["queue"].works
    }


def test_a_correction_is_noted_on_its_page(scene):
    review = scene.review(AN)
    typed = {"text": "Đã nhắc nhở tại hội nghị", "document": "", "noted_on": "08/01/2022"}

    answer = post(scene.committee, "remedy_note", review.pk, **typed)

    assert answer.url == url("remedies", review.pk)
    for account in (scene.committee, scene.secretary):
        assert "Đã nhắc nhở tại hội nghị" in text(get(account, "remedies", review.pk))


# --- the texts are as secret as the critique's


def test_the_district_gets_figures_and_no_text(scene):
    ReviewFile.objects.update(stage=Stage.RELEASED)
    [row] = name(scene, AN, "CHỮ-KÍN", by=scene.office)
    pages = [get(scene.district, "results", scene.campaign.pk)]
    pages += [get(scene.district, page, row.review_id) for page in ("remedies", "remedy_plan", "remedy_note")]
    pages += [
        get(scene.district, "file_remedies", scene.file.pk),
        get(scene.district, "ward_remedies", scene.campaign.pk),
    ]

    assert [page.status_code for page in pages] == [200, 404, 404, 404, 404, 404]
    assert ("CHỮ-KÍN" in text(pages[0]), "Vắng họp hai lần" in text(pages[0])) == (False, False)
    assert "Hạn chế được chỉ ra và khắc phục" in text(pages[0])
    assert "CHỮ-KÍN" in text(get(scene.office, "ward_remedies", scene.campaign.pk))


# --- what the pages cost


def fill(file: ReviewFile, account, each: int) -> None:
    """Everybody in the file has `each` shortcomings carried over, as many found, each with a measure and a note."""
    now = {"saved_by": "x", "saved_at": make.now()}
    for review in file.reviews.filter(kind="member"):
        for place in range(each):
            for year in (2020, 2021):
                row = Shortcoming.objects.create(
                    review=review, found_year=year, position=place, text=f"Việc {year} {place}", outcome="", **now
                )
                RemedyMeasure.objects.create(shortcoming=row, measure="x", person="y", due_on=PAST, **now)
        review.remedy_notes.create(text="x", noted_on=PAST, by_name="x", at=make.now())


def test_pages_cost_the_same_for_few_and_for_many():
    costs = []
    for code, members, each in (("P21", 3, 1), ("P22", 40, 4)):
        ward = make.make_ward(code, f"Đảng bộ {code}")
        cell = make.make_cell(ward, "KP01")
        for _number in range(members):
            make.make_member(cell)
        office = make.make_account(f"vp{code}", "office", ward)
        campaign = make.make_open_campaign(ward, office)
        file = ReviewFile.objects.get(campaign=campaign)
        fill(file, office, each)
        review = file.reviews.filter(kind="member").first()
        pages = {
            "remedies": review.pk,
            "remedy_shortcomings": review.pk,
            "remedy_plan": review.pk,
            "remedy_note": review.pk,
            "file_remedies": file.pk,
            "ward_remedies": campaign.pk,
            "critique_edit": review.pk,
        }
        client = Client()
        client.force_login(office)
        found = {}
        for page, pk in pages.items():
            client.get(url(page, pk))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url(page, pk)).status_code == 200
            found[page] = len(queries)
        costs.append(found)

    assert costs[0] == costs[1]
    assert max(costs[0].values()) <= 40
