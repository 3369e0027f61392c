"""The navigation follows the mandates, and every entry of it leads somewhere."""

from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import get_resolver, resolve, reverse

from cells.context_processors import NAVIGATION, portal
from cells.models import Account, Mandate, Organization
from cells.roles import Role
from tests.factories import make_account, make_member, make_ward

OWN = "assessments:my_review"
DISTRICT = "assessments:district"
EVERY = [way.url_name for way in NAVIGATION if way.url_name != OWN]
OPEN_TO = {
    Role.OFFICE: [name for name in EVERY if name != DISTRICT],
    Role.COMMITTEE: [name for name in EVERY if name not in ("cells:account_list", DISTRICT)],
    Role.DISTRICT: ["assessments:dashboard", "assessments:papers", DISTRICT],
    Role.ADMIN: ["assessments:dashboard", "cells:account_list"],
    Role.SECRETARY: ["assessments:dashboard", "cells:ward_home", "cells:member_list"],
}


@pytest.fixture
def ward(db):
    return Organization.objects.create(kind="ward", code="P11", name="Đảng bộ Phường 11")


@pytest.fixture
def cell(ward):
    return Organization.objects.create(
        kind="cell", cell_kind="neighbourhood", code="K03", name="Khu phố 3", ward=ward, parent=ward
    )


def nav_at(path, account):
    request = RequestFactory().get(path)
    request.user = account
    request.resolver_match = resolve(path)
    return list(portal(request)["nav"])


@pytest.mark.parametrize("way", NAVIGATION, ids=lambda way: way.url_name)
def test_every_entry_leads_somewhere(way):
    assert reverse(way.url_name).endswith("/")


@pytest.mark.parametrize("role", OPEN_TO)
def test_navigation_follows_the_mandate(ward, cell, role):
    account = Account.objects.create_user("ai-do", "x", display_name="Ai đó")
    unit = cell if role is Role.SECRETARY else ward
    Mandate.objects.create(account=account, role=role, organization=unit, from_date=date(2020, 1, 1))

    assert [url for _label, url, _current in nav_at("/", account)] == [reverse(name) for name in OPEN_TO[role]]


def test_a_member_is_shown_the_own_review_and_nothing_else(ward, cell):
    account = make_account("an.k03", "member", ward, member=make_member(cell))

    assert [url for _label, url, _current in nav_at("/", account)] == [reverse(OWN)]


def test_without_a_mandate_there_is_no_navigation(ward):
    account = Account.objects.create_user("ai-do", "x", display_name="Ai đó")

    assert nav_at("/", account) == []


def test_the_entry_we_are_in_is_marked_once(ward):
    account = Account.objects.create_user("vanphong", "x", display_name="Văn phòng")
    Mandate.objects.create(account=account, role=Role.OFFICE, organization=ward, from_date=date(2020, 1, 1))

    marks = {url: current for _label, url, current in nav_at("/cells/members/17/", account) if current}

    assert marks == {"/cells/members/": "true"}


def test_the_page_itself_is_marked_as_the_page(ward):
    account = Account.objects.create_user("vanphong", "x", display_name="Văn phòng")
    Mandate.objects.create(account=account, role=Role.OFFICE, organization=ward, from_date=date(2020, 1, 1))

    marks = {url: current for _label, url, current in nav_at("/cells/journal/", account) if current}

    assert marks == {"/cells/journal/": "page"}


def test_named_pages_exist():
    urls = {f"{area}:{name}" for area in ("cells", "assessments") for name in names_in(area)}

    assert [name for way in NAVIGATION for name in way.leads_to if name not in urls] == []


def names_in(area):
    return [name for name in get_resolver().namespace_dict[area][1].reverse_dict if isinstance(name, str)]


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/assessments/", "/assessments/"),
        ("/assessments/board/", "/assessments/board/"),
        ("/assessments/files/7/", "/assessments/board/"),
        ("/assessments/reviews/7/outside-grade/withdraw/", "/assessments/board/"),
        ("/assessments/2/decide/people/", "/assessments/decisions/"),
        ("/assessments/2/papers/", "/assessments/papers/"),
        ("/cells/posts/4/", "/cells/members/"),
        ("/cells/collectives/4/", "/cells/"),
    ],
)
def test_a_page_belongs_to_the_entry_that_leads_to_it(ward, path, section):
    account = Account.objects.create_user("vanphong", "x", display_name="Văn phòng")
    Mandate.objects.create(account=account, role=Role.OFFICE, organization=ward, from_date=date(2020, 1, 1))

    assert [url for _label, url, current in nav_at(path, account) if current] == [section]


def test_a_page_of_an_entry_not_open_to_me_is_my_work(ward, cell):
    account = Account.objects.create_user("bithu", "x", display_name="Bí thư")
    Mandate.objects.create(account=account, role=Role.SECRETARY, organization=cell, from_date=date(2020, 1, 1))

    marks = [url for _label, url, current in nav_at("/assessments/files/7/history/", account) if current]

    assert marks == ["/assessments/"]


def test_the_ward_of_the_account_is_named_and_more_wards_cost_nothing(ward, cell, django_assert_num_queries):
    account = make_account("bi-thu", "secretary", cell)
    for code in ("P12", "P13"):
        make_ward(code, f"Đảng bộ {code}")
    request = RequestFactory().get("/")
    request.user = account

    with django_assert_num_queries(3):  # the wards, the mandates, the ward of the own cells
        assert str(portal(request)["ward_name"]) == "Đảng bộ Phường 11"
