"""Slips are shown once and stored nowhere; a first password works once; hand-over by page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells.models import Account, JournalEntry, Mandate
from cells.services.passwords import first_password
from tests.factories import PASSWORD, make_account, make_cell, make_head, make_member


def url(name: str, *ids) -> str:
    return reverse(f"cells:{name}", args=ids)


def choose(*units: str, **more) -> dict:
    """The bulk page as a browser sends it: the chosen boxes ticked, every name filled in."""
    values = {}
    for unit in units:
        values |= {f"{unit}-make": "on", f"{unit}-username": f"bithu.{unit}", f"{unit}-display_name": "Bí thư"}
    return values | more


@pytest.fixture
def free_cell(ground):
    return make_cell(ground.ward, "KP03", "Chi bộ Khu phố 3")


def test_the_bulk_page_suggests_a_name_for_each_unit_without_an_account(sign_in, ground, free_cell):
    make_head(make_member(free_cell, "Vũ Thị Hà"), free_cell)

    rows = sign_in("office").get(url("secretaries_new", ground.ward.pk)).context["rows"]

    assert [(row.waiting.unit, row.initial["username"], row.initial["display_name"]) for row in rows] == [
        (free_cell, "bithu.kp03", "Vũ Thị Hà")
    ]


def test_many_accounts_are_made_and_their_slips_shown_once(sign_in, ground, free_cell):
    second = make_cell(ground.ward, "KP04")
    client, address = sign_in("office"), url("secretaries_new", ground.ward.pk)

    answer = client.post(address, choose(f"o{free_cell.pk}", f"o{second.pk}"))

    slips = answer.context["slips"]
    assert (len(slips), answer["Cache-Control"]) == (2, "no-store, private")
    for slip in slips:
        assert slip.first_password in answer.content.decode()
        assert Account.objects.get(username=slip.username).check_password(slip.first_password)
    assert slips[0].first_password not in client.get(address).content.decode()


def test_sending_the_page_again_makes_no_second_password(sign_in, ground, free_cell):
    client, values = sign_in("office"), choose(f"o{free_cell.pk}")
    first = client.post(url("secretaries_new", ground.ward.pk), values).context["slips"][0]

    again = client.post(url("secretaries_new", ground.ward.pk), values)

    assert ("slips" not in again.context, again.context["errors"]) == (True, [])
    assert Account.objects.get(username=first.username).check_password(first.first_password)


def test_an_account_made_for_the_head_is_linked_to_that_person(sign_in, ground, free_cell):
    head = make_member(free_cell, "Vũ Thị Hà")
    make_head(head, free_cell)
    unit = f"o{free_cell.pk}"

    sign_in("office").post(
        url("secretaries_new", ground.ward.pk), choose(unit, **{f"{unit}-display_name": "VŨ  THỊ HÀ"})
    )

    assert Account.objects.get(username=f"bithu.{unit}").member == head


def test_one_faulty_name_makes_no_account_and_is_told_at_its_row(sign_in, ground, free_cell):
    second = make_cell(ground.ward, "KP04")
    one, other = f"o{free_cell.pk}", f"o{second.pk}"

    answer = sign_in("office").post(
        url("secretaries_new", ground.ward.pk), choose(one, other, **{f"{other}-username": "office"})
    )

    assert answer.context["errors"] == [
        ("Chi bộ KP04: Tên đăng nhập office đã có người dùng. Hãy chọn tên khác.", f"id_{other}-username")
    ]
    assert not Account.objects.filter(username__startswith="bithu.").exists()


def test_nothing_chosen_is_said(sign_in, ground, free_cell):
    answer = sign_in("office").post(url("secretaries_new", ground.ward.pk), {})

    assert answer.context["errors"] == [("Chọn ít nhất một chi bộ hoặc tập thể.", "")]


def test_one_s_own_account_says_how_to_hand_it_over(sign_in, ground):
    page = sign_in("admin").get(url("account_detail", ground.accounts["admin"].pk)).content.decode()

    assert "Muốn bàn giao việc của chính mình" in page


def test_a_reset_shows_a_slip_and_only_the_deed_is_kept(sign_in, ground):
    account = ground.accounts["secretary"]

    answer = sign_in("admin").post(url("account_reset", account.pk))

    slip = answer.context["slips"][0]
    account.refresh_from_db()
    assert account.check_password(slip.first_password)
    assert JournalEntry.objects.get().after is None


def test_a_first_password_leads_to_the_page_that_changes_it_and_is_then_used_up(client, sign_in, ground):
    slip = sign_in("admin").post(url("account_reset", ground.accounts["secretary"].pk)).context["slips"][0]
    client.logout()
    client.login(username=slip.username, password=slip.first_password)
    assert client.get(url("member_list")).url == reverse("password_change")
    change = {"old_password": slip.first_password, "new_password1": slip.first_password}

    same = client.post(reverse("password_change"), change | {"new_password2": slip.first_password})
    assert list(same.context["form"].errors) == ["new_password1"]

    own = {"new_password1": "cau-chuyen-cua-toi", "new_password2": "cau-chuyen-cua-toi"}
    assert client.post(reverse("password_change"), change | own).status_code == 302
    assert client.get(url("member_list")).status_code == 200
    client.logout()
    assert not client.login(username=slip.username, password=slip.first_password)


def test_a_reset_ends_the_open_session(client, sign_in, ground, django_user_model):
    account = ground.accounts["secretary"]
    other_browser = type(client)()
    other_browser.login(username=account.username, password=PASSWORD)
    assert other_browser.get(url("member_list")).status_code == 200

    sign_in("admin").post(url("account_reset", account.pk))

    assert other_browser.get(url("member_list")).status_code == 302


def test_one_account_of_any_role_is_made_by_the_administrator(sign_in, ground):
    answer = sign_in("admin").post(
        url("account_new", ground.ward.pk),
        {
            "username": "thuongvu2",
            "display_name": "Ủy viên Hai",
            "role": "committee",
            "unit": f"o{ground.ward.pk}",
            "from_date": "01/01/2022",
            "member": ground.member.code,
        },
    )

    account = Account.objects.get(username="thuongvu2")
    assert (answer.context["slips"][0].username, account.member) == ("thuongvu2", ground.member)


def test_the_office_is_offered_no_role_above_a_secretary(sign_in, ground):
    form = sign_in("office").get(url("account_new", ground.ward.pk)).context["form"]

    assert [value for value, _label in form.fields["role"].choices] == ["secretary"]


def test_a_forged_role_is_refused(sign_in, ground):
    answer = sign_in("office").post(
        url("account_new", ground.ward.pk),
        {
            "username": "lamquyen",
            "display_name": "X",
            "role": "committee",
            "unit": f"o{ground.ward.pk}",
            "from_date": "01/01/2022",
        },
    )

    assert list(answer.context["form"].errors) == ["role"]


@pytest.mark.parametrize("name", ["account_reset", "account_hand_over", "account_active", "account_link"])
def test_the_own_account_and_those_above_are_read_only(sign_in, ground, name):
    client = sign_in("office")
    admin = make_account("quantri2", "admin", ground.ward)

    for account in (ground.accounts["office"], admin, ground.accounts["committee"]):
        assert client.post(url(name, account.pk), {}).status_code == 403


def test_a_hand_over_by_page_makes_a_slip_for_the_successor(sign_in, ground):
    answer = sign_in("office").post(
        url("account_hand_over", ground.accounts["secretary"].pk),
        {"from_date": "01/06/2022", "username": "bithu.moi", "display_name": "Bí thư Mới"},
    )

    assert answer.context["slips"][0].username == "bithu.moi"
    assert Mandate.objects.get(account__username="bithu.moi").organization == ground.cell


def test_a_successor_is_either_chosen_or_new(sign_in, ground):
    answer = sign_in("office").post(
        url("account_hand_over", ground.accounts["secretary"].pk),
        {"from_date": "01/06/2022", "successor": ground.accounts["other_secretary"].pk, "username": "bithu.moi"},
    )

    assert list(answer.context["form"].errors) == ["username"]


def test_a_mandate_is_given_and_ended_by_page(sign_in, ground):
    client, account = sign_in("office"), ground.accounts["secretary"]
    client.post(
        url("mandate_new", account.pk),
        {"role": "secretary", "unit": f"c{ground.collective.pk}", "from_date": "01/01/2022"},
    )
    mandate = Mandate.objects.get(account=account, collective=ground.collective)

    client.post(url("mandate_end", mandate.pk), {"to_date": "31/01/2022"})

    mandate.refresh_from_db()
    assert f"{mandate.to_date:%d/%m/%Y}" == "31/01/2022"


def test_the_number_of_queries_of_the_account_list_is_fixed(sign_in, ground, django_assert_num_queries):
    client = sign_in("office")
    for address in (url("account_list"), url("secretaries_new", ground.ward.pk)):
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        for number in range(40):
            cell = make_cell(ground.ward)
            make_account(f"them.{cell.code.lower()}.{number}", "secretary", cell)
            make_cell(ground.ward)
        with django_assert_num_queries(len(few)):
            client.get(address)


def test_a_first_password_passes_the_rules_for_passwords():
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415 -- needs the settings

    assert validate_password(first_password()) is None
