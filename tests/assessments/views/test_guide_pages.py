"""The guides in the portal: each for whoever holds its role, within reach of every page."""

import pytest
from django.urls import reverse

from assessments.reports.guides import GUIDES
from cells.models import Mandate
from cells.roles import WARD_ROLES, Role
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return make.make_ward()


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def account_with(ward, role: Role):
    cell = make.make_cell(ward)
    if role is Role.MEMBER:
        return make.make_account("dangvien", role, cell, member=make.make_member(cell))
    return make.make_account(f"nguoi-{role}", role, ward if role in WARD_ROLES else cell)


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_its_own_guide_and_no_other(client, ward, role):
    client.force_login(account_with(ward, role))
    pages = {other: client.get(url("guide", other.value)).status_code for other in Role}
    printed = client.get(url("guide_pdf", role.value))
    foreign = next(other for other in Role if other is not role)

    assert pages == {other: 200 if other is role else 404 for other in Role}
    assert (printed.status_code, printed["Content-Type"]) == (200, "application/pdf")
    assert client.get(url("guide_pdf", foreign.value)).status_code == 404
    assert client.get(url("guides")).url == url("guide", role.value)


def test_who_holds_two_roles_chooses(client, ward):
    account = account_with(ward, Role.OFFICE)
    Mandate.objects.create(account=account, role="admin", organization=ward, from_date=make.REVIEW_DATE)
    client.force_login(account)

    assert [guide.role for guide in client.get(url("guides")).context["guides"]] == [Role.OFFICE, Role.ADMIN]


def test_without_a_mandate_or_a_sign_in_there_is_none(client):
    client.force_login(make.make_account("la"))
    assert [client.get(url(name, *args)).status_code for name, *args in (("guides",), ("guide", "office"))] == [
        404,
        404,
    ]
    client.logout()
    assert client.get(url("guide", "office")).url.startswith("/sign-in/")


def test_every_page_leads_to_the_guide_and_the_guide_to_its_paper(client, ward):
    client.force_login(account_with(ward, Role.OFFICE))
    shown = client.get(url("guide", "office")).content.decode()

    assert (url("guides") in client.get(url("dashboard")).content.decode(), url("guide_pdf", "office") in shown) == (
        True,
        True,
    )
    assert [str(step.title) in shown for step in GUIDES[Role.OFFICE].first] == [True] * 6


def test_the_guide_reads_in_the_language_of_the_screen(client, ward):
    client.force_login(account_with(ward, Role.COMMITTEE))
    client.cookies["portal_language"] = "en"

    assert "Guide for the standing committee" in client.get(url("guide", "committee")).content.decode()
    assert (
        client.get(url("guide_pdf", "committee"))["Content-Disposition"] == 'inline; filename="guide-committee-en.pdf"'
    )
