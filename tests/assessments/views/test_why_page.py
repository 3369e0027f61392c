"""Why this grade, why not a higher one: the page of one review, as it stands and as it was kept."""

import re
from datetime import date
from html import unescape

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Campaign, KeptExplanation, Review
from assessments.selectors.explanations import explanation_of
from assessments.services import year_facts
from assessments.workflow import Scope
from tests import factories as make
from tests.assessments.services.test_regrades import again
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return Sitting()


@pytest.fixture
def decided(sitting):
    sitting.decide_all()
    return sitting


def page_of(client, account, review, **query) -> str:
    client.force_login(account)
    answer = client.get(reverse("assessments:why", args=[review.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_grade_given_is_not_taken_for_the_grade_allowed(client, sitting):
    page = page_of(client, sitting.office, sitting.review("A002"))

    assert re.search("<p>Mức xếp loại: <span[^>]*>.*Hoàn thành tốt nhiệm vụ</span></p>", page)


def test_a_member_is_explained_with_clause_date_and_digests(client, sitting):
    review = sitting.review("B004")
    page, said = page_of(client, sitting.office, review), explanation_of(review)

    assert "Mức cao nhất mà hồ sơ cho phép: “Hoàn thành xuất sắc nhiệm vụ”." in page
    assert "123-CV/ĐU 1(2)" in page
    assert "06/01/2022" in page
    assert said.facts_digest in page
    assert said.rule_set_digest in page


def test_a_head_is_explained_with_the_unit_headed(client, sitting):
    page = page_of(client, sitting.committee, sitting.review("A001"))

    assert "người đứng đầu không được xếp loại cao hơn đơn vị mình đứng đầu" in page


def test_it_speaks_english_too(client, sitting):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = page_of(client, sitting.office, sitting.review("B004"))

    assert "The highest grade that the record allows: “Excellent”." in page


def test_every_subject_has_its_page(client, sitting):
    client.force_login(sitting.office)
    reviews = list(Review.objects.filter(campaign=sitting.campaign))

    assert {review.kind for review in reviews} >= {"member", "cell", "collective", "officer", "organization"}
    for review in reviews:
        assert client.get(reverse("assessments:why", args=[review.pk])).status_code == 200


def test_the_tables_lead_to_it(client, sitting):
    sitting.ready_for_people()
    link = reverse("assessments:why", args=[sitting.review("B004").pk])
    client.force_login(sitting.committee)

    assert link in client.get(reverse("assessments:decide", args=[sitting.campaign.pk, Scope.PEOPLE])).content.decode()
    file_page = client.get(reverse("assessments:file_detail", args=[sitting.file("KP02").pk])).content.decode()
    assert link in file_page


def test_a_secretary_has_no_such_page_even_after_release(client, sitting):
    client.force_login(make.make_account("bithu2", "secretary", sitting.second))

    assert client.get(reverse("assessments:why", args=[sitting.review("B004").pk])).status_code == 404


def warn(sitting, code) -> None:
    """A discipline recorded after the signature."""
    year_facts.add_discipline(
        by=sitting.office, member_id=sitting.review(code).member_id, year=2021, form="warning",
        decided_on=date(2021, 9, 1), violated_on=date(2021, 3, 1), source="QĐ 12-QĐ/ĐU ngày 01/9/2021",
        on=make.TODAY,
    )  # fmt: skip


def kept_line(kept) -> str:
    decision = kept.decision
    return (
        f"Giữ cùng quyết định số {decision.number} ngày {decision.signed_on:%d/%m/%Y}, bộ quy tắc {kept.rule_set}, "
        f'dấu vân tay <span class="digest">{kept.facts_digest}</span>'
    )


def test_an_unsigned_review_speaks_of_nothing_kept(client, sitting):
    page = page_of(client, sitting.office, sitting.review("B004"))

    assert "Giữ cùng quyết định" not in page
    assert "Không có bản giải thích nào được giữ" not in page
    assert '<h2 id="now">Theo hồ sơ hiện nay</h2>' in page


def test_a_signed_review_shows_what_was_kept_and_that_the_record_says_the_same(client, decided):
    kept = KeptExplanation.objects.get(review=decided.review("B004"))
    page = page_of(client, decided.office, decided.review("B004"))

    assert kept_line(kept) in page
    assert "Giải thích khi ký quyết định số 05-QĐ/ĐU" in page
    assert '<p id="same">Hồ sơ hiện nay vẫn cho đúng bản giải thích đã giữ.</p>' in page
    assert 'id="now"' not in page
    assert "data-print" in page


def test_what_was_kept_stands_although_the_facts_changed_afterwards(client, decided):
    review = decided.review("B004")
    said = KeptExplanation.objects.get(review=review).explanation["vi"]

    warn(decided, "B004")

    page = unescape(page_of(client, decided.office, review))
    now = explanation_of(decided.review("B004")).as_dict("vi")
    kept = page.split('<section aria-labelledby="kept-1">')[1]
    assert said["highest_text"] in kept
    assert all(point["text"] in kept for point in said["points"])
    assert said["facts_digest"] in kept
    assert "Hồ sơ hiện nay cho kết quả giải thích khác với bản đã giữ" in page
    changed = [point["text"] for point in now["points"] if point not in said["points"]]
    assert changed
    assert all(text in page and text not in kept for text in changed)
    assert now["facts_digest"] not in page


def test_the_words_are_those_that_were_kept(client, decided):
    """Not the sentences that the rules would write today."""
    review = decided.review("B004")
    kept = KeptExplanation.objects.get(review=review)
    kept.explanation["vi"] |= {"highest_text": "Câu viết năm ấy."}
    kept.explanation["vi"]["points"][0] |= {"mark": "of_old", "mark_text": "dấu năm ấy", "topic": "Mục năm ấy"}
    KeptExplanation.objects.filter(pk=kept.pk).update(explanation=kept.explanation)

    page = page_of(client, decided.office, review)

    for words in ("Câu viết năm ấy.", "dấu năm ấy", "Mục năm ấy"):
        assert words in page.split('<section aria-labelledby="kept-1">')[1]


def test_the_record_as_it_stands_now_is_shown_beside_it_when_asked(client, decided):
    warn(decided, "B004")
    review = decided.review("B004")
    page = page_of(client, decided.office, review, now="1")

    assert page.index('id="kept-1"') < page.index('<h2 id="now">Theo hồ sơ hiện nay</h2>')
    assert explanation_of(review).facts_digest in page.split('id="now"')[1]
    assert KeptExplanation.objects.get(review=review).facts_digest in page.split('id="now"')[0]


def test_a_regraded_review_shows_the_newest_first(client, decided):
    again(decided, "B005", "fulfilled")
    review = decided.review("B005")
    old, new = KeptExplanation.objects.filter(review=review).order_by("pk")
    page = page_of(client, decided.office, review)

    assert page.index(kept_line(new)) < page.index(kept_line(old))
    assert "09-QĐ/ĐU" in kept_line(new)
    assert 'id="same"' in page


def test_a_decision_of_before_says_that_nothing_was_kept(client, decided):
    KeptExplanation.objects.all().delete()
    page = page_of(client, decided.office, decided.review("B004"))

    assert (
        "Không có bản giải thích nào được giữ cùng quyết định số 05-QĐ/ĐU ngày 10/01/2022: quyết định được ký trước "
        "khi phần mềm giữ bản giải thích."
    ) in page
    assert '<h2 id="now">' in page
    assert 'id="same"' not in page


def test_it_is_kept_in_english_too(client, decided):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    kept = KeptExplanation.objects.get(review=decided.review("B004"))
    page = unescape(page_of(client, decided.office, decided.review("B004")))

    assert "Kept with decision number 05-QĐ/ĐU of 10/01/2022, rule set 2021, fingerprint" in page
    assert kept.explanation["en"]["highest_text"] in page
    assert 'id="same"' in page


def test_a_copy_changed_outside_the_portal_says_so(client, decided):
    kept = KeptExplanation.objects.get(review=decided.review("B004"))
    kept.explanation["vi"]["facts"]["given"] = "excellent"
    KeptExplanation.objects.filter(pk=kept.pk).update(explanation=kept.explanation)

    assert "Dữ kiện đã giữ không còn khớp với dấu vân tay này" in page_of(
        client, decided.office, decided.review("B004")
    )


def test_what_was_kept_is_readable_when_the_rules_are_gone(client, decided):
    kept = KeptExplanation.objects.get(review=decided.review("B004"))
    Campaign.objects.update(rule_set="1999")
    page = page_of(client, decided.office, decided.review("B004"))

    assert kept_line(kept) in page
    assert "Bộ quy tắc của phần mềm không còn đọc được hồ sơ của năm này" in page


@pytest.mark.parametrize("code", ["B004", "@", "KP01"])
def test_a_signed_review_asks_the_same_queries_in_a_large_ward(client, code):
    def asked(sitting):
        sitting.decide_all()
        client.force_login(sitting.office)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("assessments:why", args=[sitting.review(code).pk]))
        return len(queries)

    sizes = [asked(Sitting(members=members, ward=ward)) for members, ward in ((6, "P11"), (30, "P12"))]

    assert sizes[0] == sizes[1] <= 22


def test_it_asks_the_same_queries_in_a_large_ward(client):
    def asked(sitting):
        client.force_login(sitting.office)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("assessments:why", args=[sitting.review("B004").pk]))
        return len(queries)

    sizes = [asked(Sitting(members=members, ward=ward)) for members, ward in ((3, "P11"), (30, "P12"))]

    assert sizes[0] == sizes[1] <= 20


def test_it_is_data_too(client, decided):
    review = decided.review("B004")
    client.force_login(decided.office)

    data = client.get(reverse("assessments:why_json", args=[review.pk])).json()

    assert data["now"]["facts_digest"] == explanation_of(review).facts_digest
    [kept] = KeptExplanation.objects.filter(review=review)
    told = [(one["decision"], one["intact"], one["explanation"]["facts_digest"]) for one in data["kept"]]
    assert told == [(kept.decision.number, True, kept.facts_digest)]
