"""The rule book's pages: what everybody reads, what only office and committee see, how many queries."""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import CheckRun
from assessments.rules import ALL_RULE_SETS, Rule
from assessments.rules.rule_book.not_rules import NOT_RULES
from assessments.rules.rule_book.parameter_words import PARAMETER_WORDS
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
FIGURES = "With this ward&#x27;s figures", "With this ward's figures"


@pytest.fixture
def ward(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return Sitting()


@pytest.fixture
def enter(client):
    def enter(account, language="en"):
        client.force_login(account)
        client.cookies["portal_language"] = language
        return client

    return enter


def text(client, name, *ids) -> str:
    answer = client.get(reverse(f"assessments:{name}", args=ids))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("code", ALL_RULE_SETS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_book_holds_everything_of_its_set(enter, ward, code, language):
    page = text(enter(ward.office, language), "rule_book", code)
    rules = ALL_RULE_SETS[code]

    assert [rule for rule in Rule if f'id="rule-{rule.value}"' not in page or f"{rule.item} · " not in page] == []
    assert [name for name in PARAMETER_WORDS if f'id="parameter-{name}"' not in page] == []
    assert [reading.key for reading in rules.open_readings if f'id="reading-{reading.key}"' not in page] == []
    assert page.count('<th scope="row">') == len(PARAMETER_WORDS) + len(NOT_RULES)
    assert (rules.digest() in page, "23/11/2026" in page, "data-print" in page) == (True, True, True)


def test_links_inside_the_book_arrive(enter, ward):
    page = text(enter(ward.office), "rule_book", "2021")
    leads = {part.split('"')[0] for part in page.split('href="#')[1:]}

    assert [name for name in leads if f'id="{name}"' not in page] == []


def test_a_set_that_does_not_ship_is_not_found(enter, ward):
    assert enter(ward.office).get(reverse("assessments:rule_book", args=["1999"])).status_code == 404


def test_the_book_opens_at_the_newest_set(enter, ward):
    answer = enter(ward.office).get(reverse("assessments:rule_book_home"))

    assert answer.url == reverse("assessments:rule_book", args=["2021"])


def test_every_page_leads_to_the_book_for_those_with_a_mandate(enter, ward):
    link = f'href="{reverse("assessments:rule_book_home")}"'

    assert link in text(enter(ward.office), "dashboard")
    assert link not in text(enter(make.make_account("nguoila")), "dashboard")


def test_the_comparison_shows_figures_to_office_and_committee_only(enter, ward):
    accounts = {
        "office": ward.office,
        "committee": ward.committee,
        "secretary": make.make_account("bithu", "secretary", ward.first),
        "district": make.make_account("quanuy", "district", ward.ward),
        "admin": make.make_account("quantri", "admin", ward.ward),
        "other": make.make_account("vanphong12", "office", make.make_ward("P12", "Đảng bộ Phường 12")),
    }
    pages = {role: text(enter(account), "rule_compare") for role, account in accounts.items()}

    assert {role: any(words in page for words in FIGURES) for role, page in pages.items()} == {
        "office": True, "committee": True, "secretary": False, "district": False, "admin": False, "other": False,
    }  # fmt: skip
    assert [role for role, page in pages.items() if "Chi bộ Khu phố 1" in page] == ["office", "committee"]
    assert [role for role, page in pages.items() if "123-CV/ĐU 1(6) · The rest of the plan" not in page] == []


def test_a_year_in_preparation_gives_no_figures(enter):
    ward = make.make_ward()
    office = make.make_account("vanphong", "office", ward)
    make.make_campaign(ward, office)

    assert not any(words in text(enter(office), "rule_compare") for words in FIGURES)


@pytest.mark.parametrize("code", ALL_RULE_SETS)
def test_the_content_as_data_gives_the_fingerprint(enter, ward, code):
    answer = enter(ward.office).get(reverse("assessments:rule_book_json", args=[code]))

    assert hashlib.sha256(answer.content).hexdigest() == ALL_RULE_SETS[code].digest()
    assert answer.json()["code"] == code


def test_the_figures_name_what_the_committee_set_for_the_year(enter, ward):
    type(ward.campaign).objects.update(parameters={"cap_percent": 18})

    page = text(enter(ward.office), "rule_compare")

    assert "Both sets are applied with what the committee set for this year" in page
    assert "<strong>18%</strong>" in page


def test_the_comparison_shows_the_year_that_is_chosen(enter, ward):
    before = make.make_open_campaign(ward.ward, ward.office, 2020, quota_weights={})
    client, address = enter(ward.office), reverse("assessments:rule_compare")

    shown = {
        chosen: client.get(address, {"campaign": chosen} if chosen else {}).context["comparison"].figures.campaign.year
        for chosen in ("", str(before.pk), str(ward.campaign.pk))
    }

    assert shown == {"": 2021, str(before.pk): 2020, str(ward.campaign.pk): 2021}
    page = client.get(address, {"campaign": before.pk}).content.decode()
    assert f'<option value="{before.pk}" selected>2020 · ' in page


def test_a_year_of_others_or_in_preparation_cannot_be_chosen(enter, ward):
    others = Sitting(ward="P12").campaign
    preparing = make.make_campaign(ward.ward, ward.office, year=2020, quota_weights={})
    secretary = make.make_account("bithu", "secretary", ward.first)
    address = reverse("assessments:rule_compare")

    answers = [
        enter(account).get(address, {"campaign": chosen}).status_code
        for account, chosen in (
            (ward.office, others.pk),
            (ward.office, preparing.pk),
            (ward.office, "x"),
            (secretary, ward.campaign.pk),
            (ward.committee, ward.campaign.pk),
        )
    ]

    assert answers == [404, 404, 404, 404, 200]


def test_recheck_of_a_year_without_a_kept_check_says_so(enter, ward):
    page = text(enter(ward.office), "recheck", ward.campaign.pk)

    assert "No check of 2021 is kept yet; there is nothing to compare with." in page


def test_recheck_of_a_decided_year(enter, ward):
    ward.decide_all()
    page = text(enter(ward.office), "recheck", ward.campaign.pk)

    assert page.count("nothing differs") == 6
    assert "05-QĐ/ĐU" in page


def test_recheck_shows_what_differs(enter, ward):
    ward.decide_all()
    run = CheckRun.objects.get(purpose="sign:people")
    run.answer["counts"]["members"]["good"] = 4
    run.answer["quotas"][0]["quota"] = 9
    run.save()

    page = text(enter(ward.committee), "recheck", ward.campaign.pk)

    assert ("something differs" in page, page.count("nothing differs")) == (True, 4)
    assert "base 6, share 12/11, quota 9, actual 0" in page
    assert "Members: Good" in page


def queries(client, name, *ids) -> int:
    client.get(reverse(f"assessments:{name}", args=ids))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(f"assessments:{name}", args=ids))
    return len(asked)


def test_the_number_of_queries_is_fixed(enter, settings):
    settings.SAMPLE_TODAY = make.TODAY
    small, large = Sitting(members=3), Sitting(members=15, ward="P12")
    asked = []
    for sitting in (small, large):
        sitting.decide_all()
        client = enter(sitting.office)
        asked.append(
            {
                "rule_book": queries(client, "rule_book", "2021"),
                "rule_compare": queries(client, "rule_compare"),
                "recheck": queries(client, "recheck", sitting.campaign.pk),
            }
        )

    assert asked[0] == asked[1] == {"rule_book": 4, "rule_compare": 13, "recheck": 19}
