"""The roster is applied all or nothing, shows its difference a second time, and never overwrites what people decided."""

import io
from datetime import date

import pytest
from django.db import IntegrityError
from openpyxl import load_workbook

from cells.access import NotPermitted
from cells.models import JournalEntry, Member, Organization, StatusPeriod, WorkbookUpload
from cells.refusals import Refused
from cells.roles import Role
from cells.roster.plan import Answers
from cells.selectors.roster import roster_workbook
from cells.services.members import mark_left, save_member
from cells.services.roster import PlanChanged, apply_roster, apply_upload, preview_roster
from cells.services.workbook_uploads import keep_upload
from tests import workbooks
from tests.factories import make_account, make_cell, make_collective, make_member, make_ward
from tests.workbooks import AN, BINH, CUONG, DUNG, ward_layout, with_

pytestmark = pytest.mark.django_db
TODAY = date(2021, 12, 1)
KP1, KP2 = "1. CHI BỘ KHU PHỐ 1 (2 đồng chí)", "2. CHI BỘ KHU PHỐ 2 (2 đồng chí)"
FOUR = ward_layout((KP1, [AN, BINH]), (KP2, [CUONG, DUNG]))


@pytest.fixture
def ward():
    return make_ward()


@pytest.fixture
def office(ward):
    return make_account("vanphong", Role.OFFICE, ward)


def apply(ward, by, data, **values):
    return apply_roster(by=by, ward_id=ward.pk, data=data, on=TODAY, **values)


def members(ward):
    return {member.code: member for member in Member.objects.filter(ward=ward).select_related("cell")}


def counts(plan):
    return {name: number for name, number in plan.counts().items() if name not in ("cells", "members") and number}


def test_the_first_import_makes_cells_and_people_in_the_order_of_the_file(ward, office):
    result = apply(ward, office, FOUR)

    cells = Organization.objects.filter(ward=ward).order_by("position")
    assert [(cell.code, cell.name, cell.cell_kind, cell.parent_id) for cell in cells] == [
        ("KP01", "Chi bộ Khu phố 1", "neighbourhood", ward.pk),
        ("KP02", "Chi bộ Khu phố 2", "neighbourhood", ward.pk),
    ]
    assert [
        (code, member.full_name, member.cell.code, member.status) for code, member in sorted(members(ward).items())
    ] == [
        ("M0001", "Nguyễn Văn An", "KP01", "active"),
        ("M0002", "Trần Thị Bình", "KP01", "probationary"),
        ("M0003", "Lê Quốc Cường", "KP02", "exempt"),
        ("M0004", "Phạm Thùy Dung", "KP02", "active"),
    ]
    assert (result.new_cells, result.new, result.changed, result.left) == (2, 4, 0, 0)


def test_the_second_import_shows_nothing_new(ward, office):
    apply(ward, office, FOUR)

    plan = preview_roster(ward, FOUR, on=TODAY)

    assert counts(plan) == {"unchanged": 4}
    assert plan.changes_nothing


def test_the_ward_s_own_roster_goes_in_whole_and_comes_back_the_same(ward, office):
    data = workbooks.WARD_ROSTER.read_bytes()

    apply(ward, office, data)

    assert (Organization.objects.filter(ward=ward).count(), Member.objects.count()) == (24, 591)
    assert counts(preview_roster(ward, data, on=TODAY)) == {"unchanged": 591}
    exported = roster_workbook(ward, TODAY)
    plan = preview_roster(ward, exported, on=TODAY)
    assert counts(plan) == {"unchanged": 591}
    assert (plan.problems, plan.warnings) == ((), ())
    assert roster_workbook(ward, TODAY) == exported


def test_an_export_goes_into_an_empty_ward_as_the_same_ward(ward, office):
    cell = make_cell(ward, code="KP01", name="Chi bộ Khu phố 1")
    make_cell(ward, code="CHO", name="Chi bộ chợ An Nhơn")
    make_member(cell, "Không Ngày Sinh", born_on=None, gender="female", card_number="", position="=1+1", note="-x")
    make_member(cell, "Không Giới Tính", gender="", note="Dự bị; Miễn sinh hoạt", status="suspended")
    make_member(cell, "Sinh Trước Lịch", born_on=date(1900, 2, 1), ethnicity="Hoa", status="committee_suspended")
    make_member(cell, "VIẾT HOA", note="Huy hiệu; @40 năm", status="exempt")
    other = make_ward(code="P12")
    other_office = make_account("vp12", Role.OFFICE, other)
    kept = (
        "full_name",
        "gender",
        "born_on",
        "ethnicity",
        "admitted_on",
        "official_on",
        "card_number",
        "position",
        "note",
        "status",
    )

    apply(other, other_office, roster_workbook(ward, TODAY))

    assert counts(preview_roster(ward, roster_workbook(ward, TODAY), on=TODAY)) == {"unchanged": 4}
    copies = [
        [str(member[name]) for name in kept] for member in Member.objects.filter(ward=other).order_by("code").values()
    ]
    originals = [
        [str(member[name]) for name in kept] for member in Member.objects.filter(ward=ward).order_by("code").values()
    ]
    originals[3][0] = "Viết Hoa"
    assert copies == originals
    assert list(Organization.objects.filter(ward=other).order_by("position").values_list("name", flat=True)) == [
        "Chi bộ Khu phố 1",
        "Chi bộ chợ An Nhơn",
    ]


def test_text_that_looks_like_a_formula_is_exported_as_text(ward):
    make_member(make_cell(ward, code="KP01", name="Chi bộ Khu phố 1"), "=HYPERLINK(A1)", position="+1", note="@x")

    sheet = load_workbook(io.BytesIO(roster_workbook(ward, TODAY))).active

    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(("=", "+", "@"))]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=HYPERLINK(A1)", "s"), ("+1", "s"), ("@x", "s")]


def test_changes_are_written_field_by_field_and_journalled(ward, office):
    apply(ward, office, FOUR)
    data = ward_layout(
        (KP1, [with_(AN, position=None)]), (KP2, [with_(BINH, note=None, official=date(2022, 7, 1)), CUONG, DUNG])
    )

    result = apply(ward, office, data)

    an, binh = members(ward)["M0001"], members(ward)["M0002"]
    assert (an.position, an.revision) == ("", 2)
    assert (binh.cell.code, binh.status, binh.official_on) == ("KP02", "active", date(2022, 7, 1))
    assert (result.changed, result.new, len(result.plan.unchanged)) == (2, 0, 2)
    entry = JournalEntry.objects.get(action="member.changed", object_id=str(binh.pk))
    assert entry.before == {"cell": "Chi bộ Khu phố 1", "official_on": None, "status": "probationary"}
    assert entry.after == {"cell": "Chi bộ Khu phố 2", "official_on": "2022-07-01", "status": "active"}
    applied = JournalEntry.objects.filter(action="roster.applied").order_by("pk").last()
    assert (applied.actor_name, applied.after["new"], applied.after["changed"], applied.after["unchanged"]) == (
        "vanphong",
        0,
        2,
        2,
    )


def test_what_people_set_in_the_portal_is_never_overwritten(ward, office):
    apply(ward, office, FOUR)
    an = members(ward)["M0001"]
    save_member(
        by=office,
        member_id=an.pk,
        values={"born_on": date(1985, 2, 13), "position": "Chi ủy viên"},
        revision=1,
        on=TODAY,
    )
    StatusPeriod.objects.create(
        member=members(ward)["M0003"], status="exempt", from_date=date(2020, 1, 1), source="QĐ 1"
    )

    result = apply(
        ward, office, ward_layout((KP1, [with_(AN, note="Huy hiệu"), BINH]), (KP2, [with_(CUONG, note=None), DUNG]))
    )

    an, cuong = members(ward)["M0001"], members(ward)["M0003"]
    assert (an.born_on, an.position, an.note) == (date(1985, 2, 13), "Chi ủy viên", "Huy hiệu")
    assert cuong.status == "exempt"
    assert [(entry.person.code, [change.field for change in entry.kept]) for entry in result.plan.kept] == [
        ("M0001", ["born_on", "position"]),
        ("M0003", ["status"]),
    ]


def test_people_no_longer_in_the_file_stay_until_the_office_ticks_them(ward, office):
    apply(ward, office, FOUR)
    three = ward_layout((KP1, [AN, BINH]), (KP2, [CUONG]))

    first = apply(ward, office, three)
    assert ([person.code for person in first.plan.gone], members(ward)["M0004"].left_on) == (["M0004"], None)

    second = apply(ward, office, three, answers=Answers(left=frozenset({"M0004"})))
    assert (second.left, members(ward)["M0004"].left_on) == (1, TODAY)
    assert counts(preview_roster(ward, three, on=TODAY)) == {"unchanged": 3}


def test_somebody_who_left_comes_back_only_when_it_is_said(ward, office):
    apply(ward, office, FOUR)
    mark_left(by=office, member_id=members(ward)["M0001"].pk, left_on=TODAY, reason="Chuyển đi", revision=1, on=TODAY)

    with pytest.raises(Refused):
        apply(ward, office, FOUR)
    apply(ward, office, FOUR, answers=Answers(rows={"Danh sách!11": "skip"}))
    assert members(ward)["M0001"].left_on == TODAY

    apply(ward, office, FOUR, answers=Answers(rows={"Danh sách!11": "M0001"}))
    assert (members(ward)["M0001"].left_on, members(ward)["M0001"].left_reason) == (None, "")


@pytest.mark.parametrize("data", [FOUR, ward_layout((KP1, [BINH]), (KP2, [CUONG, DUNG]))], ids=["named", "missing"])
def test_a_leaving_on_a_day_to_come_stands_whether_a_list_names_the_person_or_not(ward, office, data):
    apply(ward, office, FOUR)
    to_come = date(2021, 12, 20)
    mark_left(by=office, member_id=members(ward)["M0001"].pk, left_on=to_come, reason="Chuyển đi", revision=1, on=TODAY)

    apply(ward, office, data)

    gone = members(ward)["M0001"]
    assert (gone.left_on, gone.left_reason) == (to_come, "Chuyển đi")


def test_codes_of_people_are_never_used_again(ward, office):
    apply(ward, office, ward_layout((KP1, [AN])))
    Member.objects.filter(code="M0001").update(code="M0007", left_on=TODAY)

    apply(ward, office, ward_layout((KP1, [BINH, CUONG])))

    assert sorted(members(ward)) == ["M0007", "M0008", "M0009"]


def test_two_people_swap_their_card_numbers(ward, office):
    apply(ward, office, FOUR)
    data = ward_layout((KP1, [with_(AN, card="79.000002"), with_(BINH, card="79.000001")]), (KP2, [CUONG, DUNG]))

    apply(ward, office, data, answers=Answers(rows={"Danh sách!11": "M0001", "Danh sách!12": "M0002"}))

    assert [members(ward)[code].card_number for code in ("M0001", "M0002")] == ["79.000002", "79.000001"]


def test_a_code_of_any_unit_is_left_alone(ward, office):
    make_collective(ward, code="KP01", kind="party_committee")

    apply(ward, office, ward_layout((KP1, [AN])))

    assert Organization.objects.get(ward=ward).code == "KP01-2"


BAD_ROWS = {
    "31 February": ward_layout((KP1, [AN, with_(BINH, female="31/02/1990")])),
    "a person twice": ward_layout((KP1, [AN, BINH]), (KP2, [AN])),
}


@pytest.mark.parametrize("data", BAD_ROWS.values(), ids=BAD_ROWS)
def test_one_bad_row_and_nothing_is_written(ward, office, data):
    with pytest.raises(Refused) as refused:
        apply(ward, office, data)

    assert "Danh sách" in str(refused.value)
    assert (Member.objects.count(), Organization.objects.filter(ward=ward).count(), JournalEntry.objects.count()) == (
        0,
        0,
        0,
    )


def test_an_unknown_cell_is_refused_made_or_named(ward, office):
    apply(ward, office, FOUR)
    data = ward_layout((KP1, [AN, BINH]), (KP2, [CUONG]), ("3. CHI BỘ KHU PHỐ 3 (1 đồng chí)", [DUNG]))

    with pytest.raises(Refused) as refused:
        apply(ward, office, data)
    assert "Chi bộ Khu phố 3" in str(refused.value)
    apply(ward, office, data, answers=Answers(cells={"khu pho 3": "KP01"}))
    assert members(ward)["M0004"].cell.code == "KP01"
    apply(ward, office, data, answers=Answers(cells={"khu pho 3": "create"}))
    assert (members(ward)["M0004"].cell.code, members(ward)["M0004"].cell.position) == ("KP03", 3)


def test_a_failure_in_the_middle_leaves_nothing_behind(ward, office, monkeypatch):
    monkeypatch.setattr(
        "cells.services.roster.member_codes", lambda _ward_id: iter(["M0001", "M0002", "M0002", "M0003"])
    )

    with pytest.raises(IntegrityError):
        apply(ward, office, FOUR)

    assert (Member.objects.count(), Organization.objects.filter(ward=ward).count(), JournalEntry.objects.count()) == (
        0,
        0,
        0,
    )


def test_the_plan_is_made_again_and_refused_when_the_ward_changed(ward, office):
    apply(ward, office, FOUR)
    data = ward_layout((KP1, [with_(AN, note="Huy hiệu"), BINH]), (KP2, [CUONG, DUNG]))
    digest = preview_roster(ward, data, on=TODAY).digest()
    save_member(by=office, member_id=members(ward)["M0001"].pk, values={"note": "khác"}, revision=1, on=TODAY)

    with pytest.raises(PlanChanged):
        apply(ward, office, data, expected_digest=digest)

    assert members(ward)["M0001"].note == "khác"


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.DISTRICT, Role.ADMIN])
def test_only_the_office_applies_a_roster(ward, role):
    with pytest.raises(NotPermitted):
        apply(ward, make_account("nguoi-khac", role, ward), FOUR)

    assert Member.objects.count() == 0


def test_the_office_of_another_ward_applies_nothing(ward):
    stranger = make_account("phuong-khac", Role.OFFICE, make_ward(code="P12"))

    with pytest.raises(NotPermitted):
        apply(ward, stranger, FOUR)


def test_an_upload_is_applied_once_and_then_emptied(ward, office):
    upload = keep_upload(
        by=office, ward_id=ward.pk, kind=WorkbookUpload.ROSTER, filename="ds.xlsx", data=FOUR, on=TODAY
    )
    values = {"by": office, "upload_id": upload.pk, "answers": Answers(), "expected_digest": "", "on": TODAY}

    upload, result = apply_upload(**values)

    assert (bytes(upload.content), upload.outcome["new"], result.new) == (b"", 4, 4)
    with pytest.raises(Refused):
        apply_upload(**values)
    assert Member.objects.count() == 4


def test_a_new_upload_replaces_the_waiting_one(ward, office):
    for _round in range(2):
        keep_upload(by=office, ward_id=ward.pk, kind=WorkbookUpload.ROSTER, filename="ds.xlsx", data=FOUR, on=TODAY)

    assert WorkbookUpload.objects.count() == 1
