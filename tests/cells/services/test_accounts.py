"""Accounts and mandates: slips work once, rights pass on whole, nobody raises their own."""

import re
from datetime import date

import pytest

from cells.access import NotPermitted, access_of
from cells.models import Account, JournalEntry, Mandate
from cells.refusals import Refused
from cells.roles import Role
from cells.services import accounts, mandates, passwords
from cells.services.accounts import NewAccount
from tests.factories import PASSWORD, TODAY, make_account, make_cell, make_collective, make_member, make_ward

pytestmark = pytest.mark.django_db


class Ward:
    def __init__(self):
        self.ward = make_ward()
        self.cell, self.other_cell = make_cell(self.ward, "KP01", "Chi bộ 1"), make_cell(self.ward, "KP02", "Chi bộ 2")
        self.admin = make_account("quantri", "admin", self.ward)
        self.office = make_account("vanphong", "office", self.ward)
        self.committee = make_account("thuongvu", "committee", self.ward)
        self.secretary = make_account("bithu1", "secretary", self.cell, display_name="Bí thư Một")


@pytest.fixture
def scene():
    return Ward()


def fresh(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def create(scene, by=None, **changes):
    values = {
        "username": "bithu.kp02",
        "display_name": "Bí thư Hai",
        "role": Role.SECRETARY,
        "organization_id": scene.other_cell.pk,
        "from_date": TODAY,
        "on": TODAY,
    }
    return accounts.create_account(by=by or scene.office, **values | changes)


def grant(scene, by, account, role, unit, **changes):
    values = {"organization_id": unit.pk, "from_date": TODAY, "on": TODAY}
    return mandates.grant_mandate(by=by, account_id=account.pk, role=role, **values | changes)


def test_a_first_password_is_readable_and_never_the_same():
    made = {passwords.first_password() for _number in range(200)}

    assert len(made) == 200
    assert all(re.fullmatch(r"([bcghkmnptv][aeiou][bcghkmnptv][aeiou]-){3}[2-9]{3}", one) for one in made)


def test_a_new_account_has_one_mandate_and_a_password_that_must_be_changed(scene):
    slip = create(scene)

    account = Account.objects.get(username="bithu.kp02")
    assert (slip.unit_name, account.check_password(slip.first_password), account.must_change_password) == (
        "Chi bộ 2",
        True,
        True,
    )
    assert access_of(account, TODAY).cells == {scene.other_cell.pk}


def test_no_history_holds_a_first_password(scene):
    slip = create(scene)
    accounts.reset_password(by=scene.office, account_id=slip.account_id, on=TODAY)

    kept = " ".join(f"{entry.before} {entry.after} {entry.reason}" for entry in JournalEntry.objects.all())
    assert slip.first_password not in kept


WRONG = {
    "taken": ({"username": "BITHU1"}, "username"),
    "accents": ({"username": "bí thư"}, "username"),
    "too short": ({"username": "b2"}, "username"),
    "nobody": ({"display_name": " "}, "display_name"),
}


@pytest.mark.parametrize(("changes", "field"), WRONG.values(), ids=WRONG)
def test_an_impossible_account_is_refused(scene, changes, field):
    with pytest.raises(Refused) as caught:
        create(scene, **changes)

    assert [refusal.field for refusal in caught.value.refusals] == [field]


def test_many_accounts_are_made_all_or_none(scene):
    rows = [
        NewAccount("bithu.kp02", "Bí thư Hai", organization_id=scene.other_cell.pk, key="o2"),
        NewAccount("bithu1", "Trùng tên", organization_id=scene.cell.pk, key="o1"),
    ]

    with pytest.raises(Refused) as caught:
        accounts.create_accounts(by=scene.office, rows=rows, from_date=TODAY, on=TODAY)

    assert [refusal.field for refusal in caught.value.refusals] == ["o1-username"]
    assert not Account.objects.filter(username="bithu.kp02").exists()


def test_an_account_for_a_collective_reaches_the_collective(scene):
    collective = make_collective(scene.ward, code="UBND", kind="peoples_committee")

    create(scene, username="thuky.ubnd", organization_id=None, collective_id=collective.pk)

    assert access_of(Account.objects.get(username="thuky.ubnd"), TODAY).collectives == {collective.pk}


@pytest.mark.parametrize("role", [Role.OFFICE, Role.COMMITTEE, Role.DISTRICT, Role.ADMIN])
def test_the_office_hands_out_secretaries_alone_and_the_administrator_every_role(scene, role):
    with pytest.raises(NotPermitted):
        create(scene, role=role, organization_id=scene.ward.pk)

    create(scene, by=scene.admin, role=role, organization_id=scene.ward.pk)

    assert access_of(Account.objects.get(username="bithu.kp02"), TODAY).has(role, scene.ward.pk)


@pytest.mark.parametrize("who", ["committee", "secretary"])
def test_nobody_else_makes_accounts(scene, who):
    with pytest.raises(NotPermitted):
        create(scene, by=getattr(scene, who))


def test_no_administrator_reaches_into_another_ward(scene):
    elsewhere = make_account("quantri12", "admin", make_ward("P12"))

    with pytest.raises(NotPermitted):
        create(scene, by=elsewhere)
    with pytest.raises(NotPermitted):
        accounts.reset_password(by=elsewhere, account_id=scene.secretary.pk, on=TODAY)


def test_nobody_raises_their_own_rights(scene):
    with pytest.raises(Refused):
        grant(scene, scene.admin, scene.admin, Role.COMMITTEE, scene.ward)
    with pytest.raises(NotPermitted):
        accounts.link_member(by=scene.admin, account_id=scene.admin.pk, member_id=None, on=TODAY)
    with pytest.raises(NotPermitted):
        accounts.reset_password(by=scene.admin, account_id=scene.admin.pk, on=TODAY)

    assert Mandate.objects.filter(account=scene.admin).count() == 1


def test_the_office_takes_over_no_account_above_its_own(scene):
    for account in (scene.committee, scene.admin):
        with pytest.raises(NotPermitted):
            accounts.reset_password(by=scene.office, account_id=account.pk, on=TODAY)
        with pytest.raises(NotPermitted):
            accounts.hand_over(
                by=scene.office, account_id=account.pk, from_date=TODAY, username="moi", display_name="Mới", on=TODAY
            )

    assert fresh(scene.committee).check_password(PASSWORD)


def test_nobody_hands_mandates_over_to_themselves(scene):
    with pytest.raises(Refused):
        accounts.hand_over(
            by=scene.office, account_id=scene.secretary.pk, from_date=TODAY, successor_id=scene.office.pk, on=TODAY
        )

    assert access_of(fresh(scene.office), TODAY).cells == frozenset()


MISFITS = {
    "a ward role over a cell": (Role.OFFICE, "cell", "unit"),
    "a secretary over the ward": (Role.SECRETARY, "ward", "unit"),
    "a member without a person": (Role.MEMBER, "ward", "role"),
}


@pytest.mark.parametrize(("role", "unit", "field"), MISFITS.values(), ids=MISFITS)
def test_a_role_fits_its_unit(scene, role, unit, field):
    with pytest.raises(Refused) as caught:
        grant(scene, scene.admin, scene.secretary, role, getattr(scene, unit))

    assert caught.value.refusals[0].field == field


def test_a_mandate_is_not_given_twice(scene):
    with pytest.raises(Refused):
        grant(scene, scene.office, scene.secretary, Role.SECRETARY, scene.cell)


def test_a_mandate_ends_on_its_last_day(scene):
    mandate = Mandate.objects.get(account=scene.secretary)

    mandates.end_mandate(by=scene.office, mandate_id=mandate.pk, to_date=date(2022, 1, 9), on=TODAY)

    secretary = fresh(scene.secretary)
    assert access_of(secretary, date(2022, 1, 9)).cells == {scene.cell.pk}
    assert access_of(secretary, TODAY).cells == frozenset()


def test_a_mandate_does_not_end_before_it_began(scene):
    mandate = Mandate.objects.get(account=scene.secretary)

    with pytest.raises(Refused):
        mandates.end_mandate(by=scene.office, mandate_id=mandate.pk, to_date=date(2019, 12, 31), on=TODAY)


def test_the_last_administrator_stays(scene):
    second = make_account("quantri2", "office", scene.ward)
    Mandate.objects.create(account=second, role=Role.ADMIN, organization=scene.ward, from_date=date(2021, 1, 1))
    of_first = Mandate.objects.get(account=scene.admin)
    mandates.end_mandate(by=second, mandate_id=of_first.pk, to_date=date(2022, 1, 9), on=TODAY)
    third = make_account("quantri3", "admin", make_ward("P12"))
    Mandate.objects.create(
        account=third, role=Role.ADMIN, organization=scene.ward, from_date=date(2021, 1, 1), to_date=TODAY
    )

    with pytest.raises(Refused):
        mandates.end_mandate(
            by=third, mandate_id=Mandate.objects.get(account=second, role="admin").pk, to_date=TODAY, on=TODAY
        )


def test_handing_over_passes_every_mandate_to_a_new_account(scene):
    grant(scene, scene.office, scene.secretary, Role.SECRETARY, scene.other_cell, from_date=date(2021, 6, 1))

    slip = accounts.hand_over(
        by=scene.office,
        account_id=scene.secretary.pk,
        from_date=TODAY,
        username="bithu.moi",
        display_name="Bí thư Mới",
        on=TODAY,
    )

    cells = {scene.cell.pk, scene.other_cell.pk}
    successor = Account.objects.get(username="bithu.moi")
    assert (slip.username, successor.check_password(slip.first_password)) == ("bithu.moi", True)
    assert access_of(successor, TODAY).cells == cells
    assert access_of(fresh(scene.secretary), TODAY).cells == frozenset()
    assert access_of(fresh(scene.secretary), date(2022, 1, 9)).cells == cells


def test_handing_over_to_an_existing_account_makes_no_slip(scene):
    successor = make_account("bithu2", "secretary", scene.other_cell)

    slip = accounts.hand_over(
        by=scene.office, account_id=scene.secretary.pk, from_date=TODAY, successor_id=successor.pk, on=TODAY
    )

    assert slip is None
    assert access_of(fresh(successor), TODAY).cells == {scene.cell.pk, scene.other_cell.pk}


def test_a_refused_hand_over_changes_nothing(scene):
    with pytest.raises(Refused):
        accounts.hand_over(
            by=scene.office,
            account_id=scene.secretary.pk,
            from_date=TODAY,
            username="vanphong",
            display_name="Trùng tên",
            on=TODAY,
        )

    assert Mandate.objects.get(account=scene.secretary).to_date is None
    assert not JournalEntry.objects.exists()


def test_a_reset_ends_the_old_password(scene):
    slip = accounts.reset_password(by=scene.office, account_id=scene.secretary.pk, on=TODAY)

    account = fresh(scene.secretary)
    assert (account.check_password(PASSWORD), account.check_password(slip.first_password)) == (False, True)
    assert account.must_change_password


def test_ones_own_change_uses_the_first_password_up(scene):
    slip = accounts.reset_password(by=scene.office, account_id=scene.secretary.pk, on=TODAY)

    passwords.change_own_password(by=scene.secretary, password="mot-mat-khau-rieng", on=TODAY)

    account = fresh(scene.secretary)
    assert (account.must_change_password, account.check_password(slip.first_password)) == (False, False)
    entry = JournalEntry.objects.get(action="account.password_changed")
    assert (entry.after, entry.ward_code) == ({"was_first_password": True}, "P11")


def test_a_closed_account_reaches_nothing_until_it_is_opened(scene):
    accounts.set_active(by=scene.office, account_id=scene.secretary.pk, active=False, reason="Nghỉ", on=TODAY)
    assert access_of(fresh(scene.secretary), TODAY).cells == frozenset()
    with pytest.raises(Refused):
        accounts.reset_password(by=scene.office, account_id=scene.secretary.pk, on=TODAY)

    accounts.set_active(by=scene.office, account_id=scene.secretary.pk, active=True, on=TODAY)
    assert access_of(fresh(scene.secretary), TODAY).cells == {scene.cell.pk}


def test_an_account_is_linked_to_a_person_of_its_ward_alone(scene):
    member = make_member(scene.cell)
    stranger = make_member(make_cell(make_ward("P12"), "KP09"))

    linked = accounts.link_member(by=scene.admin, account_id=scene.committee.pk, member_id=member.pk, on=TODAY)
    with pytest.raises(Refused):
        accounts.link_member(by=scene.admin, account_id=scene.committee.pk, member_id=stranger.pk, on=TODAY)

    assert (linked.member, fresh(scene.committee).member) == (member, member)
