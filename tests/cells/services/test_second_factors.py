"""The second factor: an app's codes, each good once; recovery codes; what may not be switched off; the reset."""

from base64 import b32decode
from datetime import UTC, datetime, timedelta
from hashlib import scrypt

import pytest
from django_otp.oath import TOTP

from cells.access import NotPermitted
from cells.demo_accounts import DEMO_ACCOUNTS, DEMO_CODE
from cells.models import Account, AuthenticatorApp, JournalEntry, RecoveryCode
from cells.refusals import Refused
from cells.sealing import Unreadable, seal, unseal
from cells.selectors.sign_in import app_of, has_factor, recovery_codes_left
from cells.services.account_security import reset_factor, reset_factor_from_command_line
from cells.services.recovery_codes import make_recovery_codes, use_recovery_code
from cells.services.second_factors import begin_app, confirm_app, remove_app, use_app_code
from review_portal import settings as shipped
from tests.factories import TODAY, make_account, make_cell, make_ward

pytestmark = pytest.mark.django_db
NOW = datetime(2022, 1, 10, 8, 0, 10, tzinfo=UTC)
STEP = timedelta(seconds=30)


def code_at(secret: str, moment: datetime) -> str:
    totp = TOTP(b32decode(secret))
    totp.time = moment.timestamp()
    return f"{totp.token():06d}"


@pytest.fixture
def ward():
    return make_ward()


@pytest.fixture
def office(ward):
    return make_account("vanphong", "office", ward, display_name="Văn phòng Đảng ủy")


@pytest.fixture
def secretary(ward):
    return make_account("bithu1", "secretary", make_cell(ward, "KP01"))


def set_up(account: Account, at: datetime = NOW) -> tuple[str, list[str]]:
    secret = begin_app(by=account)
    return secret, confirm_app(by=account, code=code_at(secret, at), now=at)


def test_the_app_counts_from_its_first_right_code_on(office):
    secret = begin_app(by=office)
    before = has_factor(office)
    with pytest.raises(Refused):
        confirm_app(by=office, code="000000" if code_at(secret, NOW) != "000000" else "111111", now=NOW)
    codes = confirm_app(by=office, code=code_at(secret, NOW), now=NOW)

    assert (before, has_factor(office), len(codes), len(set(codes))) == (False, True, 10, 10)


def test_the_secret_lies_sealed_and_stays_the_same_until_it_is_confirmed(office):
    secret = begin_app(by=office)

    assert begin_app(by=office) == secret
    assert secret not in str(list(AuthenticatorApp.objects.values()))


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_run_one_step_apart(office, steps, opens):
    secret, _codes = set_up(office, NOW - timedelta(hours=1))

    assert use_app_code(account=office, code=code_at(secret, NOW + steps * STEP), now=NOW) is opens


def test_no_code_opens_twice_nor_one_before_the_last(office):
    secret, _codes = set_up(office, NOW - timedelta(hours=1))
    tries = [code_at(secret, NOW), code_at(secret, NOW), code_at(secret, NOW - STEP), code_at(secret, NOW + STEP)]

    assert [use_app_code(account=office, code=code, now=NOW) for code in tries] == [True, False, False, True]


def test_the_code_of_the_setting_up_opens_nothing_after_it(office):
    secret, _codes = set_up(office)

    assert not use_app_code(account=office, code=code_at(secret, NOW), now=NOW)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", DEMO_CODE])
def test_what_is_no_code_opens_nothing(office, typed):
    set_up(office)

    assert not use_app_code(account=office, code=typed, now=NOW)


def test_a_code_may_be_typed_in_two_groups(office):
    secret, _codes = set_up(office, NOW - timedelta(hours=1))
    code = code_at(secret, NOW)

    assert use_app_code(account=office, code=f" {code[:3]} {code[3:]} ", now=NOW)


def test_a_new_app_takes_the_old_one_s_place_when_it_is_confirmed(office):
    old, codes = set_up(office, NOW - timedelta(hours=1))
    new = begin_app(by=office)
    assert use_app_code(account=office, code=code_at(old, NOW), now=NOW)
    assert confirm_app(by=office, code=code_at(new, NOW), now=NOW) == []

    later = NOW + 2 * STEP
    opens = [use_app_code(account=office, code=code_at(secret, later), now=later) for secret in (old, new)]
    assert (opens, recovery_codes_left(office)) == ([False, True], len(codes))


def test_where_it_is_required_the_last_factor_is_not_switched_off(office, secretary):
    for account in (office, secretary):
        set_up(account)
    with pytest.raises(Refused):
        remove_app(by=office, on=TODAY)
    remove_app(by=secretary, on=TODAY)

    assert (app_of(office) is not None, app_of(secretary), recovery_codes_left(secretary)) == (True, None, 0)


def test_each_recovery_code_opens_once_however_it_is_typed(office):
    _secret, codes = set_up(office)
    typed = codes[0].upper().replace("-", "  ")

    assert [use_recovery_code(account=office, typed=typed, now=NOW) for _try in range(2)] == [True, False]
    assert use_recovery_code(account=office, typed=codes[1], now=NOW)
    assert use_recovery_code(account=office, typed=codes[2].replace("-", ""), now=NOW)
    assert recovery_codes_left(office) == 7


def test_a_new_sheet_makes_the_old_one_void(office):
    _secret, old = set_up(office)
    new = make_recovery_codes(by=office)
    opens = [use_recovery_code(account=office, typed=code, now=NOW) for code in (old[0], new[0])]

    assert (opens, recovery_codes_left(office)) == ([False, True], 9)


def test_codes_lie_hashed_and_the_journal_names_none(office):
    secret, codes = set_up(office)
    use_recovery_code(account=office, typed=codes[0], now=NOW)
    kept = str([list(RecoveryCode.objects.values()), list(JournalEntry.objects.values())])

    assert [text for text in [secret, *codes] if text in kept] == []
    assert set(JournalEntry.objects.values_list("action", flat=True)) == {
        "account.app_set_up",
        "account.recovery_codes_made",
        "account.recovery_code_used",
    }


def test_a_sheet_is_hashed_as_hard_as_was_promised(office, settings):
    settings.RECOVERY_CODE_WORK = shipped.RECOVERY_CODE_WORK
    code = make_recovery_codes(by=office)[0]
    kept = RecoveryCode.objects.first()

    assert scrypt(code.encode(), salt=bytes.fromhex(kept.salt), n=2**14, r=8, p=1, dklen=32).hex() == kept.code_hash


def test_another_s_code_opens_nothing(office, secretary):
    _secret, codes = set_up(office)
    set_up(secretary)

    assert not use_recovery_code(account=secretary, typed=codes[0], now=NOW)


def test_the_administrator_resets_with_a_reason_and_the_journal_says_so(ward, office):
    set_up(office)
    admin = make_account("quantri", "admin", ward)
    with pytest.raises(Refused):
        reset_factor(by=admin, account_id=office.pk, reason=" ", on=TODAY)
    reset_factor(by=admin, account_id=office.pk, reason="Mất điện thoại", on=TODAY)
    entry = JournalEntry.objects.get(action="account.factor_reset")

    assert (has_factor(office), RecoveryCode.objects.count(), entry.reason) == (False, 0, "Mất điện thoại")
    assert (entry.ward_code, entry.before) == ("P11", {"apps": 1, "passkeys": 0})


def test_nobody_resets_the_own_factor_nor_one_above(ward, office, secretary):
    for account in (office, secretary):
        set_up(account)
    for by, account in ((office, office), (secretary, office), (make_account("quanuy", "district", ward), secretary)):
        with pytest.raises(NotPermitted):
            reset_factor(by=by, account_id=account.pk, reason="Thử", on=TODAY)


def test_the_machine_resets_where_nobody_else_may(office):
    set_up(office)
    reset_factor_from_command_line(username=" VanPhong", command="reset_second_factor")
    with pytest.raises(Refused):
        reset_factor_from_command_line(username="vanphong", command="reset_second_factor")

    assert not has_factor(office)


def test_the_sample_s_code_opens_the_sample_s_accounts_in_the_sample_alone(settings, office, secretary):
    opened = []
    for sample in (True, False):
        settings.SAMPLE_SETUP = sample
        opened.append(
            [(has_factor(one), use_app_code(account=one, code=DEMO_CODE, now=NOW)) for one in (office, secretary)]
        )

    assert opened == [[(True, True), (False, False)], [(False, False), (False, False)]]
    assert {one.username for one in DEMO_ACCOUNTS if one.has_code} == {
        "vanphong", "thuongvu1", "thuongvu2", "quanuy", "quantri",
    }  # fmt: skip


def test_a_change_of_the_key_opens_what_was_sealed_while_the_old_one_is_named(settings):
    sealed = seal("bí mật")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert unseal(sealed) == "bí mật"
    settings.SECRET_KEY_FALLBACKS = []

    with pytest.raises(Unreadable):
        unseal(sealed)
