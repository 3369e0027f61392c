"""A link's life: made once, opened once, replaced, expired, taken back; and what the account it makes may hold."""

import json
from datetime import date, timedelta

import pytest

from cells import clock
from cells.access import NO_ACCESS, NotPermitted, access_of, forget_access
from cells.models import Account, Invitation, JournalEntry, Mandate, Member
from cells.refusals import Refused
from cells.roles import Role
from cells.services import accounts, mandates
from cells.services.invitations import DeadLink, accept, hash_of, invite, open_invitation, revoke
from cells.services.passwords import reset_from_command_line
from tests.cells.sign_in_tries import try_pin
from tests.factories import make_account, make_cell, make_member, make_ward

pytestmark = pytest.mark.django_db
TODAY, PIN = date(2022, 1, 10), "739152"


class Scene:
    def __init__(self):
        self.ward = make_ward()
        self.cell, self.other = make_cell(self.ward, "KP01"), make_cell(self.ward, "KP02")
        self.an = make_member(self.cell, "Trần Thị An")
        self.yen = make_member(self.cell, "Lê Thị Yến")
        self.binh = make_member(self.other, "Phạm Văn Bình")
        self.secretary = make_account("bithu1", "secretary", self.cell, display_name="Bí thư Một")
        self.office = make_account("vanphong", "office", self.ward)
        self.admin = make_account("quantri", "admin", self.ward)

    def invite(self, *members, by=None, on=TODAY, **more):
        with clock.acting_on(on):
            people = [member.pk for member in members or (self.an,)]
            return invite(by=by or self.secretary, member_ids=people, on=on, **more)

    def accept(self, slip, pin=PIN, on=TODAY):
        with clock.acting_on(on):
            return accept(token_hash=hash_of(slip.token), pin=pin, on=on)

    def revoke(self, member=None, by=None, reason="Mất điện thoại"):
        with clock.acting_on(TODAY):
            revoke(by=by or self.secretary, member_id=(member or self.an).pk, reason=reason, on=TODAY)


@pytest.fixture
def scene():
    return Scene()


def access(account, on=TODAY):
    account = Account.objects.get(pk=account.pk)
    forget_access(account)
    return access_of(account, on)


def test_a_link_makes_a_closed_account_without_a_mandate(scene):
    [slip] = scene.invite()
    account = Account.objects.get(username=slip.username)

    assert (slip.display_name, slip.unit_name, slip.username) == ("Trần Thị An", scene.cell.name, "an.kp01")
    assert (account.member, account.uses_pin, account.is_active, account.has_usable_password()) == (scene.an, True, False, False)  # fmt: skip
    assert list(account.mandates.all()) == []


def test_the_token_is_kept_as_its_hash_alone(scene):
    [slip] = scene.invite()
    scene.accept(slip)
    kept = json.dumps([list(Invitation.objects.values()), list(JournalEntry.objects.values())], default=str)

    assert len(slip.token) == 43
    assert (slip.token in kept, PIN in kept) == (False, False)
    assert Invitation.objects.get().token_hash == hash_of(slip.token)
    assert hash_of(slip.token) not in json.dumps(list(JournalEntry.objects.values()), default=str)


def test_an_opened_link_gives_the_mandate_of_the_member_and_no_other(scene):
    account = scene.accept(scene.invite()[0])
    held = access(account)

    assert (held.member_id, held.roles(), held.cells, held.wards) == (scene.an.pk, {Role.MEMBER}, frozenset(), {})
    assert try_pin(username="an.kp01", pin=PIN) == account


def test_a_link_opens_once(scene):
    [slip] = scene.invite()
    scene.accept(slip)

    with pytest.raises(DeadLink):
        scene.accept(slip, pin="480217")
    assert try_pin(username="an.kp01", pin=PIN) is not None


def test_looking_at_a_link_uses_nothing_up(scene):
    [slip] = scene.invite()
    with clock.acting_on(TODAY):
        for _look in range(3):
            assert open_invitation(hash_of(slip.token), clock.now()).member == scene.an

    assert scene.accept(slip).is_active


def test_a_pin_that_may_not_serve_leaves_the_link_as_it_was(scene):
    [slip] = scene.invite()
    with pytest.raises(Refused):
        scene.accept(slip, pin="123456")

    assert scene.accept(slip).is_active


@pytest.mark.parametrize(("days", "opens"), [(13, True), (15, False)])
def test_a_link_lives_two_weeks(scene, days, opens):
    [slip] = scene.invite()
    later = TODAY + timedelta(days=days)
    if opens:
        assert scene.accept(slip, on=later).is_active
    else:
        with pytest.raises(DeadLink):
            scene.accept(slip, on=later)


def test_a_new_link_ends_the_one_before_and_keeps_the_account(scene):
    [first] = scene.invite()
    [second] = scene.invite()
    with pytest.raises(DeadLink):
        scene.accept(first)

    assert (second.username, scene.accept(second).username) == (first.username, first.username)


def test_a_set_pin_stays_good_until_the_new_link_is_opened(scene):
    scene.accept(scene.invite()[0])
    [again] = scene.invite()
    before = try_pin(username="an.kp01", pin=PIN)
    scene.accept(again, pin="480217")

    assert before is not None
    assert (try_pin(username="an.kp01", pin=PIN), try_pin(username="an.kp01", pin="480217")) == (None, before)
    assert Mandate.objects.filter(account=before).count() == 1


def test_a_new_link_lets_a_waiting_account_in_again(scene):
    scene.accept(scene.invite()[0])
    for _try in range(5):
        try_pin(username="an.kp01", pin="000111")
    shut = try_pin(username="an.kp01", pin=PIN)
    scene.invite()

    assert (shut, try_pin(username="an.kp01", pin=PIN)) == (None, Account.objects.get(username="an.kp01"))


def test_all_at_once_by_given_name_each_with_an_account_name_of_their_own(scene):
    namesake = make_member(scene.cell, "Đỗ Văn An")
    slips = scene.invite(scene.yen, scene.an, namesake)

    assert [(slip.display_name, slip.username) for slip in slips] == [
        ("Đỗ Văn An", "an.kp01"),
        ("Trần Thị An", "an.kp01.2"),
        ("Lê Thị Yến", "yen.kp01"),
    ]
    assert len({slip.token for slip in slips}) == 3


def test_two_people_of_one_name_are_told_apart_where_they_save(scene):
    make_account("bithu2", "secretary", scene.other, display_name="Trần Thị An")
    scene.invite()

    assert Account.objects.get(username="an.kp01").display_name == f"Trần Thị An ({scene.an.code})"


def test_inviting_all_leaves_out_whoever_has_set_a_pin(scene):
    scene.accept(scene.invite()[0])

    assert [slip.member_id for slip in scene.invite(scene.an, scene.yen, only_without_pin=True)] == [scene.yen.pk]


@pytest.mark.parametrize("who", ["other_secretary", "committee", "district", "admin", "member", "other_office"])
def test_only_the_own_secretary_and_the_office_invite_and_revoke(scene, who):
    [slip] = scene.invite(scene.yen)
    accounts_by_role = {
        "other_secretary": lambda: make_account("bithu2", "secretary", scene.other),
        "committee": lambda: make_account("thuongvu", "committee", scene.ward),
        "district": lambda: make_account("quanuy", "district", scene.ward),
        "admin": lambda: scene.admin,
        "member": lambda: scene.accept(slip),
        "other_office": lambda: make_account("vanphong2", "office", make_ward("P12", "Đảng bộ Phường 12")),
    }
    by = accounts_by_role[who]()
    scene.invite(scene.an)
    with pytest.raises(NotPermitted):
        scene.invite(scene.an, by=by)
    with pytest.raises(NotPermitted):
        scene.revoke(scene.an, by=by)

    assert Invitation.objects.filter(member=scene.an, revoked_at__isnull=True).count() == 1


def test_one_foreign_name_among_many_invites_nobody(scene):
    with pytest.raises(NotPermitted):
        scene.invite(scene.an, scene.binh)

    assert (Invitation.objects.count(), Account.objects.filter(uses_pin=True).count()) == (0, 0)


def test_the_office_invites_in_any_cell_of_its_ward(scene):
    assert [slip.member_id for slip in scene.invite(scene.an, scene.binh, by=scene.office)] == [scene.an.pk, scene.binh.pk]  # fmt: skip


def test_nobody_who_left_is_invited_and_a_link_dies_with_leaving(scene):
    [slip] = scene.invite()
    Member.objects.filter(pk=scene.an.pk).update(left_on=date(2022, 1, 9))
    with pytest.raises(Refused, match="đã chuyển khỏi phường"):
        scene.invite()
    with pytest.raises(DeadLink):
        scene.accept(slip)


def test_revoking_an_unopened_link_kills_it(scene):
    [slip] = scene.invite()
    scene.revoke()

    with pytest.raises(DeadLink):
        scene.accept(slip)


@pytest.mark.parametrize(("since", "last_day"), [(date(2022, 1, 3), date(2022, 1, 9)), (TODAY, TODAY)])
def test_revoking_ends_the_mandate_and_the_pin_at_once(scene, since, last_day):
    account = scene.accept(scene.invite(on=since)[0], on=since)
    scene.revoke()
    [mandate] = Mandate.objects.filter(account=account)

    assert (try_pin(username="an.kp01", pin=PIN), access(account), mandate.to_date) == (None, NO_ACCESS, last_day)


def test_revoking_says_why_in_the_journal(scene):
    scene.accept(scene.invite()[0])
    scene.revoke(reason="  Mất điện thoại ")
    entry = JournalEntry.objects.get(action="invitation.revoked")

    assert (entry.object_name, entry.reason, entry.actor_name, entry.ward_code) == (
        f"Trần Thị An ({scene.an.code})", "Mất điện thoại", "Bí thư Một", "P11"
    )  # fmt: skip


def test_revoking_needs_a_reason_and_something_to_revoke(scene):
    with pytest.raises(Refused, match="không có lời mời nào"):
        scene.revoke()
    scene.invite()
    with pytest.raises(Refused, match="ghi lý do"):
        scene.revoke(reason=" ")

    assert Invitation.objects.filter(revoked_at__isnull=True).count() == 1


@pytest.mark.parametrize("since", [date(2022, 1, 3), TODAY])
def test_a_revoked_member_comes_back_by_a_new_invitation(scene, since):
    account = scene.accept(scene.invite(on=since)[0], on=since)
    scene.revoke()
    back = scene.accept(scene.invite()[0], pin="480217")

    assert (back, access(back).member_id, try_pin(username="an.kp01", pin=PIN)) == (account, scene.an.pk, None)


def test_an_account_that_the_administrator_closed_stays_closed(scene):
    account = scene.accept(scene.invite()[0])
    accounts.set_active(by=scene.admin, account_id=account.pk, active=False, on=TODAY)

    with pytest.raises(Refused, match="đã bị đóng"):
        scene.invite()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MEMBER])
def test_a_pin_account_holds_no_other_mandate(scene, role):
    account = scene.accept(scene.invite()[0])
    unit = scene.cell if role is Role.SECRETARY else scene.ward
    with pytest.raises(Refused, match="mở bằng mã PIN"):
        mandates.grant_mandate(
            by=scene.admin, account_id=account.pk, role=role, organization_id=unit.pk, from_date=TODAY, on=TODAY
        )

    assert access(account).roles() == {Role.MEMBER}


def test_a_pin_account_is_neither_reset_nor_handed_over_nor_linked_to_another(scene):
    account = scene.accept(scene.invite()[0])
    by, on, pk = scene.admin, TODAY, account.pk
    deeds = [
        lambda: accounts.reset_password(by=by, account_id=pk, on=on),
        lambda: accounts.hand_over(by=by, account_id=pk, from_date=on, username="ai.do", display_name="Ai Đó", on=on),
        lambda: accounts.hand_over(by=by, account_id=scene.secretary.pk, from_date=on, successor_id=pk, on=on),
        lambda: accounts.link_member(by=by, account_id=pk, member_id=scene.yen.pk, on=on),
        lambda: reset_from_command_line(username="an.kp01", command="new_first_password"),
    ]
    for deed in deeds:
        with pytest.raises(Refused, match="mở bằng mã PIN"):
            deed()

    assert (access(account).member_id, try_pin(username="an.kp01", pin=PIN)) == (scene.an.pk, account)
