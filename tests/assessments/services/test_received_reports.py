"""Receiving reports: checked again, kept as they came, one standing for each ward and year."""

import json

import pytest

from assessments.models import IssuedPaper, KnownKey, ReceivedReport
from assessments.reports.proof.keys import installation_key, public_hex
from assessments.selectors.received_reports import Trust, trust_in
from assessments.services.known_keys import register_key, withdraw_key
from assessments.services.received_reports import examine, receive_own_report, receive_report
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.district_scene import OTHER_KEY, as_file, known_key, ward_dossier
from tests.assessments.reports.sealed_reports import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


@pytest.fixture
def own_ward():
    return make.make_ward()


@pytest.fixture
def district(own_ward):
    return make.make_account("quanuy", "district", own_ward, display_name="Ban Tổ chức Quận ủy")


@pytest.fixture
def office(own_ward):
    return make.make_account("vanphong", "office", own_ward)


def pdf(code: str = "P12", seed: int = 12, **changed) -> bytes:
    """A report of a ward of another installation, signed with the key of this test's one."""
    return made(ward_dossier(code, seed, members=12), **changed)[0]


def receive(by, content, **more):
    return receive_report(by=by, content=content, on=make.TODAY, **more)


def refusals(call, *arguments, **more) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        call(*arguments, **more)
    return [(refusal.field, str(refusal)) for refusal in refused.value.refusals]


def test_a_pdf_is_kept_as_it_came_with_what_was_taken_out_of_it(district):
    content = pdf()

    row = receive(district, content)

    assert bytes(row.content) == content
    assert (row.source, row.ward_code, row.year, row.number) == ("pdf", "P12", 2021, "12-BC/ĐU")
    assert row.report_id.startswith("P12-2021-12-")
    assert (row.authentic, row.consistent, row.differences, row.superseded) == (None, True, [], False)
    assert row.dossier["organization"]["code"] == "P12"
    assert row.data["format"] == "report-data/3"
    entry = JournalEntry.objects.get(action="report.received")
    assert (entry.ward_code, entry.after["sha256"]) == ("P12", row.sha256)


def test_a_known_key_of_the_ward_vouches_for_it(district):
    known_key("P12", public_hex(installation_key()))

    row = receive(district, pdf())

    assert (row.authentic, row.public_key) == (True, public_hex(installation_key()))


def test_a_report_under_another_key_than_the_wards_is_refused(district):
    known_key("P12", OTHER_KEY)

    assert [field for field, _words in refusals(receive, district, pdf())] == ["file"]
    assert not ReceivedReport.objects.exists()


def test_a_withdrawn_key_vouches_no_more_and_one_known_for_another_ward_for_nothing(district):
    known_key("P13", public_hex(installation_key()))
    key = known_key("P12", public_hex(installation_key()))
    withdraw_key(by=district, key_id=key.pk, reason="Khóa đã bị sao chép.", on=make.TODAY)

    assert receive(district, pdf()).authentic is None


def test_a_ward_of_this_installation_is_known_without_registering(district):
    row = receive(district, pdf("P11"))

    assert row.authentic is True


def test_a_report_that_calls_itself_another_wards_is_refused(district):
    """Signed by this installation's key, with data that name one of its wards, and figures of another."""
    content = made(ward_dossier("P11", 11, members=12), told=attachments_of("P12"))[0]

    assert [field for field, _words in refusals(receive, district, content)] == ["file"]


def attachments_of(code: str) -> tuple[bytes, bytes]:
    from assessments.reports.proof.seal import content_of  # noqa: PLC0415 -- here alone
    from assessments.rules import read_dossier  # noqa: PLC0415
    from tests.assessments.reports.wards import ISSUE, counted, report_data  # noqa: PLC0415

    raw = ward_dossier(code, 12, members=12)
    return content_of(read_dossier(raw), report_data(counted(raw).tally, ISSUE))


def test_the_same_file_twice_is_told_so(district):
    content = as_file(ward_dossier("P12", 12))
    first = receive(district, content)

    [(field, words)] = refusals(receive, district, content, replaces=first.pk, reason="Lần nữa.")

    assert (field, "Ban Tổ chức Quận ủy" in words) == ("file", True)


def test_a_second_report_needs_a_reason_and_the_first_stays_kept(district):
    first = receive(district, as_file(ward_dossier("P12", 12)))
    again = as_file(ward_dossier("P12", 13))

    assert [field for field, _words in refusals(receive, district, again)] == ["reason"]
    assert [field for field, _words in refusals(receive, district, again, replaces=first.pk)] == ["reason"]
    second = receive(district, again, replaces=first.pk, reason="Phường sửa số liệu.")

    first.refresh_from_db()
    assert (first.superseded, second.superseded, second.reason) == (True, False, "Phường sửa số liệu.")
    assert JournalEntry.objects.filter(action="report.received").latest("pk").before["sha256"] == first.sha256


def test_what_came_meanwhile_must_be_seen_first(district):
    seen = receive(district, as_file(ward_dossier("P12", 12)))
    receive(district, as_file(ward_dossier("P12", 13)), replaces=seen.pk, reason="Sửa.")

    late = refusals(receive, district, as_file(ward_dossier("P12", 14)), replaces=seen.pk, reason="Sửa nữa.")

    assert [field for field, _words in late] == ["reason"]
    assert ReceivedReport.objects.filter(superseded=False).count() == 1


def test_a_dossier_alone_has_figures_and_nobody_who_vouches(district):
    row = receive(district, as_file(ward_dossier("P12", 12)))

    assert (row.source, row.authentic, row.consistent, row.data, row.number) == ("dossier", None, None, None, "")


def test_a_dossier_alone_does_not_displace_a_report_that_proves_itself(district):
    proven = receive(district, pdf())

    told = refusals(receive, district, as_file(ward_dossier("P12", 13)), replaces=proven.pk, reason="Mới hơn.")

    assert [field for field, _words in told] == ["file"]


@pytest.mark.parametrize(
    ("content", "lines"),
    [(b"hello", 1), (b"{}", 6), (b'{"format": "ward-dossier/9"}', 5), (b"%PDF-1.7 nothing", 1), (b"", 1)],
)
def test_what_is_neither_is_refused_in_words(district, content, lines):
    told = refusals(receive, district, content)

    assert {field for field, _words in told} == {"file"}
    assert len(told) >= min(lines, 1)
    assert not ReceivedReport.objects.exists()


def test_a_code_that_cannot_be_kept_is_refused(district):
    raw = ward_dossier("P" * 31, 12)

    assert [field for field, _words in refusals(receive, district, as_file(raw))] == ["file"]


def test_looking_stores_nothing_and_the_office_may_look(office):
    found = examine(by=office, content=pdf("P11"), on=make.TODAY)

    assert (found.verdict.consistent, found.authentic, found.signer.known) == (True, True, None)
    assert not ReceivedReport.objects.exists()
    assert not JournalEntry.objects.filter(action__startswith="report.").exists()


@pytest.mark.parametrize("role", ["office", "committee", "admin"])
def test_nobody_else_receives_or_registers(own_ward, role):
    account = make.make_account("ai", role, own_ward)

    with pytest.raises(NotPermitted):
        receive(account, b"{}")
    with pytest.raises(NotPermitted):
        register_key(by=account, ward_code="P12", ward_name="P12", key=OTHER_KEY, on=make.TODAY)
    with pytest.raises(NotPermitted):
        withdraw_key(by=account, key_id=0, reason="x", on=make.TODAY)


def test_an_own_report_without_a_seal_is_refused(district, own_ward):
    campaign = make.make_campaign(own_ward, make.make_account("vanphong", "office", own_ward))
    copy = IssuedPaper.objects.create(
        campaign=campaign, paper="ward_summary", number="12-BC/ĐU", dated_on=make.TODAY, content=b"%PDF-1.7 old",
        sha256="0", data={}, by_name="x", at=make.now(),
    )  # fmt: skip

    assert refusals(receive_own_report, by=district, paper_id=copy.pk, on=make.TODAY)[0][0] == "file"


def test_a_key_is_registered_once_from_either_form(district):
    row = register_key(
        by=district, ward_code=" P12 ", ward_name="Đảng bộ Phường 12", key=OTHER_KEY.upper(), on=make.TODAY
    )

    assert (row.ward_code, row.public_key) == ("P12", OTHER_KEY)
    assert JournalEntry.objects.get(action="known_key.registered").after["public_key"] == OTHER_KEY
    again = {"by": district, "ward_code": "P12", "ward_name": "x", "key": OTHER_KEY, "on": make.TODAY}
    assert [field for field, _words in refusals(register_key, **again)] == ["key"]


def test_a_key_registered_later_vouches_for_what_it_signed_before_and_for_nothing_else(district):
    row = receive(district, pdf())
    own = public_hex(installation_key())
    values = {"by": district, "ward_code": "P12", "ward_name": "Đảng bộ P12", "on": make.TODAY}

    register_key(key=OTHER_KEY, **values)
    before = trust_in(ReceivedReport.objects.all(), "")
    register_key(key=own, **values)

    assert (before[row.pk], trust_in(ReceivedReport.objects.all(), "")[row.pk]) == (Trust.OTHER, Trust.KNOWN)
    assert JournalEntry.objects.filter(action="known_key.registered").latest("pk").after["recognised"] == [
        row.report_id
    ]


def test_every_fault_of_a_new_key_is_told_at_once(district):
    told = refusals(register_key, by=district, ward_code="P 12", ward_name=" ", key="zz", on=make.TODAY)

    assert [field for field, _words in told] == ["ward_code", "ward_name", "key"]


def test_a_key_is_withdrawn_once_and_with_a_reason(district):
    key = known_key()

    assert refusals(withdraw_key, by=district, key_id=key.pk, reason=" ", on=make.TODAY)[0][0] == "reason"
    withdraw_key(by=district, key_id=key.pk, reason="Mất máy.", on=make.TODAY)
    assert refusals(withdraw_key, by=district, key_id=key.pk, reason="Lần nữa.", on=make.TODAY)

    assert KnownKey.objects.get().withdrawn_reason == "Mất máy."
    assert JournalEntry.objects.get(action="known_key.withdrawn").reason == "Mất máy."
    assert json.dumps(JournalEntry.objects.get(action="known_key.withdrawn").before).count(OTHER_KEY) == 1
