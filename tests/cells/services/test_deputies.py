"""Deputies: who may act in whose place, on which days, and what it gives while it is on."""

from datetime import date, timedelta

import pytest

from cells.access import access_of, act_as, visible_cells
from cells.models import Account, JournalEntry, Mandate
from cells.refusals import Refused
from cells.roles import Role
from cells.services import accounts, mandates
from tests.factories import TODAY, make_account, make_cell, make_member, make_ward

pytestmark = pytest.mark.django_db

LAST = TODAY + timedelta(days=20)
DAY = timedelta(days=1)


class Scene:
    """Secretary Một of KP01; Phó Một is to act for him. Bí thư Hai has KP02."""

    def __init__(self):
        self.ward = make_ward()
        self.cell, self.other_cell = make_cell(self.ward, "KP01", "Chi bộ 1"), make_cell(self.ward, "KP02", "Chi bộ 2")
        self.person = make_member(self.cell, "Trần Thị Một")
        self.admin = make_account("quantri", "admin", self.ward)
        self.office = make_account("vanphong", "office", self.ward)
        self.secretary = make_account("bithu1", "secretary", self.cell, display_name="Bí thư Một", member=self.person)
        self.deputy = make_account("bithu2", "secretary", self.other_cell, display_name="Bí thư Hai")

    def grant(self, **changes) -> Mandate:
        values = {
            "by": self.office,
            "account_id": self.deputy.pk,
            "acts_for_id": self.secretary.pk,
            "role": Role.SECRETARY,
            "organization_id": self.cell.pk,
            "from_date": TODAY,
            "to_date": LAST,
            "on": TODAY,
        }
        return mandates.grant_mandate(**values | changes)

    def acting(self, mandate: Mandate, on: date = TODAY) -> Account:
        """The deputy's account as a request of that day finds it, acting if that is possible."""
        account = Account.objects.get(pk=self.deputy.pk)
        act_as(account, mandate.pk, on)
        return account


@pytest.fixture
def scene():
    return Scene()


def words_of(refused) -> str:
    return "; ".join(f"{one.field}: {one.message}" for one in refused.value.refusals)


def test_a_deputy_s_mandate_gives_nothing_until_the_deputy_says_so(scene):
    mandate = scene.grant()

    oneself = access_of(Account.objects.get(pk=scene.deputy.pk), TODAY)
    acting = access_of(scene.acting(mandate), TODAY)

    assert (oneself.cells, oneself.hands) == ({scene.other_cell.pk}, {scene.deputy.pk})
    assert (acting.cells, acting.hands) == ({scene.cell.pk}, {scene.deputy.pk, scene.secretary.pk})
    assert [cell.code for cell in visible_cells(acting)] == ["KP01"]


@pytest.mark.parametrize(
    ("on", "holds"), [(TODAY - DAY, False), (TODAY, True), (LAST, True), (LAST + DAY, False)], ids=str
)
def test_it_holds_from_its_first_day_to_its_last(scene, on, holds):
    mandate = scene.grant()

    account = scene.acting(mandate, on)

    assert (account.acting is not None, scene.cell.pk in access_of(account, on).cells) == (holds, holds)


def test_acting_beyond_the_last_day_leaves_nothing_at_all(scene):
    account = scene.acting(scene.grant())

    later = access_of(account, LAST + DAY)

    assert (later.roles(), later.cells) == (set(), frozenset())


def test_it_ends_with_the_mandate_of_the_one_acted_for(scene):
    mandate = scene.grant()
    held = Mandate.objects.get(account=scene.secretary)
    mandates.end_mandate(by=scene.office, mandate_id=held.pk, to_date=TODAY + DAY, on=TODAY)

    days = (TODAY, TODAY + DAY, TODAY + 2 * DAY)
    assert [scene.acting(mandate, day).acting is not None for day in days] == [True, True, False]


def test_it_ends_when_the_account_acted_for_is_closed(scene):
    mandate = scene.grant()
    account = scene.acting(mandate)
    accounts.set_active(by=scene.office, account_id=scene.secretary.pk, active=False, on=TODAY)

    assert scene.acting(mandate).acting is None
    assert access_of(scene.acting(mandate), TODAY).cells == {scene.other_cell.pk}
    account._access = account._mandates = None
    assert access_of(account, TODAY).cells == frozenset()


def test_what_is_done_bears_both_names(scene):
    account = scene.acting(scene.grant())

    assert account.signature == "Bí thư Hai, thay Bí thư Một"
    assert Account.objects.get(pk=scene.deputy.pk).signature == "Bí thư Hai"


def test_both_names_stand_in_the_journal(scene):
    mandate = scene.grant(account_id=scene.office.pk, acts_for_id=scene.admin.pk, role=Role.ADMIN, by=other_admin(scene),
                          organization_id=scene.ward.pk)  # fmt: skip
    scene.deputy = scene.office
    by = scene.acting(mandate)
    mandates.grant_mandate(
        by=by, account_id=scene.secretary.pk, role="district", organization_id=scene.ward.pk, from_date=TODAY, on=TODAY
    )

    entry = JournalEntry.objects.get(action="mandate.granted", text__object_name="bithu1")
    assert (entry.actor_id, entry.acting_for_id, entry.acting_for_name, entry.actor_name) == (
        scene.office.pk,
        scene.admin.pk,
        scene.admin.display_name,
        f"{scene.office.display_name}, thay {scene.admin.display_name}",
    )


def other_admin(scene) -> Account:
    return make_account("quantri2", "admin", scene.ward)


def test_the_granting_is_recorded_with_the_one_acted_for(scene):
    scene.grant()

    entry = JournalEntry.objects.get(action="mandate.granted")
    assert entry.after == {
        "role": "secretary",
        "unit": "KP01",
        "from": "2022-01-10",
        "to": "2022-01-30",
        "acts_for": "bithu1",
    }


def test_nobody_acts_for_another_without_an_end(scene):
    with pytest.raises(Refused) as refused:
        scene.grant(to_date=None)

    assert words_of(refused) == "to_date: Ghi ngày cuối: việc làm thay chỉ có thời hạn."


def test_the_one_acted_for_holds_the_role_on_each_of_the_days(scene):
    Mandate.objects.filter(account=scene.secretary).update(to_date=TODAY + DAY)

    with pytest.raises(Refused) as refused:
        scene.grant()
    assert words_of(refused).startswith(
        "acts_for: Ngày 12/01/2022 Bí thư Một không giữ vai trò Bí thư, thư ký của Chi bộ 1."
    )
    with pytest.raises(Refused):
        scene.grant(organization_id=scene.other_cell.pk)
    with pytest.raises(Refused):
        scene.grant(role=Role.OFFICE, organization_id=scene.ward.pk, by=scene.admin)
    assert Mandate.objects.filter(acts_for__isnull=False).count() == 0


def test_two_mandates_that_follow_each_other_are_as_good_as_one(scene):
    held = Mandate.objects.get(account=scene.secretary)
    mandates.end_mandate(by=scene.office, mandate_id=held.pk, to_date=TODAY, on=TODAY)
    mandates.grant_mandate(
        by=scene.office, account_id=scene.secretary.pk, role="secretary", organization_id=scene.cell.pk,
        from_date=TODAY + DAY, on=TODAY,
    )  # fmt: skip

    assert scene.grant().to_date == LAST


def test_a_deputy_s_mandate_is_no_ground_for_another_deputy(scene):
    scene.grant()
    third = make_account("thuba", "secretary", scene.other_cell)

    with pytest.raises(Refused):
        scene.grant(account_id=third.pk, acts_for_id=scene.deputy.pk)


def test_the_same_person_under_another_account_is_no_deputy(scene):
    scene.deputy.member = scene.person
    scene.deputy.save()

    with pytest.raises(Refused) as refused:
        scene.grant()
    assert words_of(refused) == "acts_for: Cả hai tài khoản đều của Bí thư Một: không ai tự làm thay cho mình."
    with pytest.raises(Refused):
        scene.grant(account_id=scene.secretary.pk)


def test_nobody_writes_another_s_own_review_as_a_deputy(scene):
    make_account("dangvien", "member", scene.ward, member=make_member(scene.cell))
    with pytest.raises(Refused) as refused:
        scene.grant(role=Role.MEMBER, organization_id=scene.ward.pk)

    assert "role" in [one.field for one in refused.value.refusals]


def test_nobody_chooses_a_deputy_for_themselves_nor_becomes_one_by_their_own_hand(scene):
    second = other_admin(scene)
    values = {"role": Role.ADMIN, "organization_id": scene.ward.pk}

    with pytest.raises(Refused) as chosen:
        scene.grant(by=scene.admin, acts_for_id=scene.admin.pk, **values)
    with pytest.raises(Refused):
        scene.grant(by=scene.admin, account_id=scene.admin.pk, acts_for_id=second.pk, **values)

    assert words_of(chosen).startswith("acts_for: Không ai tự chọn người làm thay cho mình.")
    assert scene.grant(by=second, acts_for_id=scene.admin.pk, **values).acts_for == scene.admin


def test_a_deputy_changes_neither_the_own_rights_nor_those_of_the_one_acted_for(scene):
    mandate = scene.grant(by=other_admin(scene), acts_for_id=scene.admin.pk, role=Role.ADMIN,
                          organization_id=scene.ward.pk)  # fmt: skip
    by = scene.acting(mandate)
    ward = {"role": "office", "organization_id": scene.ward.pk, "from_date": TODAY, "on": TODAY}

    for account in (scene.deputy, scene.admin):
        with pytest.raises(Refused):
            mandates.grant_mandate(by=by, account_id=account.pk, **ward)
        held = Mandate.objects.filter(account=account).first()
        with pytest.raises(Refused):
            mandates.end_mandate(by=by, mandate_id=held.pk, to_date=TODAY, on=TODAY)
    with pytest.raises(Refused):
        scene.grant(by=by, account_id=scene.office.pk, acts_for_id=scene.admin.pk, role=Role.ADMIN,
                    organization_id=scene.ward.pk)  # fmt: skip
    mandates.grant_mandate(by=by, account_id=scene.secretary.pk, **ward)


def test_a_deputy_is_no_last_administrator(scene):
    scene.grant(by=other_admin(scene), acts_for_id=scene.admin.pk, role=Role.ADMIN, organization_id=scene.ward.pk)
    second = Account.objects.get(username="quantri2")
    accounts.set_active(by=scene.admin, account_id=second.pk, active=False, on=TODAY)
    third = Mandate.objects.get(account=scene.admin)

    with pytest.raises(Refused):
        mandates.refuse_last_administrator([third], TODAY)


def test_handing_over_ends_what_is_held_in_another_s_place_and_does_not_pass_it_on(scene):
    scene.grant()
    accounts.hand_over(
        by=scene.office, account_id=scene.deputy.pk, from_date=TODAY + DAY, username="moi", display_name="Mới", on=TODAY
    )

    deputy = Mandate.objects.get(acts_for=scene.secretary)
    assert (deputy.account, deputy.to_date) == (scene.deputy, TODAY)
    assert [one.organization for one in Mandate.objects.filter(account__username="moi")] == [scene.other_cell]


def test_a_new_account_may_be_a_deputy_s_alone(scene):
    slip = accounts.create_account(
        by=scene.office, username="phobithu1", display_name="Phó bí thư Một", role=Role.SECRETARY,
        organization_id=scene.cell.pk, acts_for_id=scene.secretary.pk, from_date=TODAY, to_date=LAST, on=TODAY,
    )  # fmt: skip

    account = Account.objects.get(pk=slip.account_id)
    assert access_of(account, TODAY).roles() == set()
    assert [one.principal_name for one in access_of(account, TODAY).deputyships] == ["Bí thư Một"]


def test_whoever_acts_for_several_chooses_one(scene):
    third = make_cell(scene.ward, "KP03")
    other = make_account("bithu3", "secretary", third)
    first, second = scene.grant(), scene.grant(acts_for_id=other.pk, organization_id=third.pk)

    assert access_of(scene.acting(first), TODAY).cells == {scene.cell.pk}
    assert access_of(scene.acting(second), TODAY).cells == {third.pk}


def test_reading_the_rights_takes_one_query_with_deputies_as_without(scene, django_assert_num_queries):
    mandate = scene.grant()
    account = Account.objects.get(pk=scene.deputy.pk)

    with django_assert_num_queries(1):
        assert act_as(account, mandate.pk, TODAY)
        access_of(account, TODAY)
