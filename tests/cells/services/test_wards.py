"""A ward is set up once, from the command line; its profile is kept by its office."""

import pytest

from cells.access import NotPermitted, access_of
from cells.models import Account, JournalEntry, Organization
from cells.refusals import Refused, StaleEdit
from cells.services import wards
from tests.factories import TODAY, make_account, make_ward

pytestmark = pytest.mark.django_db

PROFILE = {
    "superior_name": "Đảng bộ Quận Gò Vấp",
    "committee_name": "Đảng ủy Phường 11",
    "deciding_body": "Ban Thường vụ Đảng ủy",
    "place": "Phường 11",
    "document_symbol": "ĐU",
    "signing_authority": "T/M BAN THƯỜNG VỤ",
    "signatory_position": "PHÓ BÍ THƯ",
    "signatory_name": "Trần Thị Kiểm Thử",
    "receiving_body": "Ban Tổ chức Quận ủy",
    "recipients": "",
}


def set_up(code="P11", **changes):
    values = {
        "by": None,
        "code": code,
        "name": "Đảng bộ  Phường 11",
        "profile": PROFILE,
        "office_username": "vanphong",
        "office_display_name": "Văn phòng Đảng ủy",
        "on": TODAY,
    }
    return wards.create_ward(**values | changes)


def test_a_new_ward_has_an_office_account_that_must_change_its_password():
    made = set_up()

    access = access_of(made.account, TODAY)
    assert made.ward.name == "Đảng bộ Phường 11"
    assert {role.value for role in access.roles()} == {"office", "admin"}
    assert made.account.check_password(made.first_password)
    assert made.account.must_change_password


def test_the_first_password_stands_in_no_row():
    made = set_up()

    entry = JournalEntry.objects.get(action="ward.created")
    assert made.first_password not in str(entry.after)
    assert made.first_password not in made.account.password


@pytest.mark.parametrize("changes", [{"code": "p11"}, {"code": "P12"}])
def test_nothing_is_made_twice(changes):
    set_up()

    with pytest.raises(Refused):  # the ward's code, then the account's name
        set_up(**changes)

    assert (Organization.objects.count(), Account.objects.count()) == (1, 1)


def test_no_account_sets_up_a_ward():
    with pytest.raises(NotPermitted):
        set_up(by=make_account("quantri", "admin", make_ward()), code="P12")


def test_the_office_saves_the_profile_and_the_name():
    ward = make_ward()
    office = make_account("vanphong", "office", ward)

    profile = wards.save_profile(
        by=office, ward_id=ward.pk, name="Đảng bộ Phường Mười một", values={"place": "P. 11"}, revision=1, on=TODAY
    )

    ward.refresh_from_db()
    entry = JournalEntry.objects.get()
    assert (ward.name, profile.place, profile.revision) == ("Đảng bộ Phường Mười một", "P. 11", 2)
    assert entry.before == {"name": "Đảng bộ Phường 11", "place": "Phường 11"}


def test_a_stale_profile_is_refused():
    ward = make_ward()
    office = make_account("vanphong", "office", ward)
    save = {"by": office, "ward_id": ward.pk, "name": ward.name, "revision": 1, "on": TODAY}
    wards.save_profile(values={"place": "P. 11"}, **save)

    with pytest.raises(StaleEdit):
        wards.save_profile(values={"place": "Phường Mười một"}, **save)


def test_the_committee_does_not_change_the_profile():
    ward = make_ward()

    with pytest.raises(NotPermitted):
        wards.save_profile(
            by=make_account("tv", "committee", ward), ward_id=ward.pk, name="X", values={}, revision=1, on=TODAY
        )
