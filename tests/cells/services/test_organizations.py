"""Units of a ward: made, changed, dissolved; one list of codes; the office alone."""

from datetime import date

import pytest

from cells.access import NotPermitted
from cells.models import JournalEntry, Organization
from cells.refusals import Refused, StaleEdit
from cells.services import organizations
from cells.vocabulary import OrganizationKind
from tests.factories import TODAY, make_account, make_cell, make_collective, make_head, make_member, make_ward

pytestmark = pytest.mark.django_db

CELL = {"code": "KP30", "name": "Chi bộ Khu phố 30", "cell_kind": "neighbourhood", "established_on": date(2001, 2, 3)}


@pytest.fixture
def ward():
    return make_ward()


@pytest.fixture
def office(ward):
    return make_account("vanphong", "office", ward)


def create(by, ward, kind=OrganizationKind.CELL, **values):
    return organizations.create_organization(by=by, ward_id=ward.pk, kind=kind, values=CELL | values, on=TODAY)


def fields_of(caught) -> list[str]:
    return [refusal.field for refusal in caught.value.refusals]


def test_the_office_makes_a_cell_and_the_journal_tells_so(ward, office):
    cell = create(office, ward)

    entry = JournalEntry.objects.get()
    assert (cell.code, cell.parent, cell.folded_name) == ("KP30", ward, "chi bo khu pho 30")
    assert (entry.action, entry.object_id, entry.ward_code) == ("organization.created", str(cell.pk), "P11")


def test_a_committee_may_stand_between_ward_and_cell(ward, office):
    committee = create(office, ward, OrganizationKind.COMMITTEE, code="DBTT", name="Đảng bộ bộ phận", cell_kind="")

    cell = create(office, ward, parent_id=committee.pk)

    assert (cell.parent, cell.ward) == (committee, ward)


@pytest.mark.parametrize("code", ["KP01", "kp01", "UBND", "p11"])
def test_a_code_is_unique_across_organizations_collectives_and_the_ward(ward, office, code):
    make_collective(make_cell(ward, "KP01"), code="UBND")

    with pytest.raises(Refused) as caught:
        create(office, ward, code=code)

    assert fields_of(caught) == ["code"]
    assert Organization.objects.filter(kind="cell").count() == 1


@pytest.mark.parametrize("code", ["", "KP 01", "M1@KP01", "KP#1", "-KP", "K" * 31])
def test_a_code_has_no_spaces_and_none_of_the_dossier_signs(ward, office, code):
    with pytest.raises(Refused) as caught:
        create(office, ward, code=code)

    assert fields_of(caught) == ["code"]


def test_every_fault_of_a_new_cell_is_told_at_once(ward, office):
    agency = create(office, ward, OrganizationKind.AGENCY, code="TH01", cell_kind="")

    with pytest.raises(Refused) as caught:
        create(office, ward, code="TH01", name=" ", cell_kind="", parent_id=agency.pk)

    assert fields_of(caught) == ["code", "parent_id", "name", "cell_kind"]


def test_a_unit_of_another_ward_is_no_parent(ward, office):
    with pytest.raises(Refused) as caught:
        create(office, ward, parent_id=make_ward("P12").pk)

    assert fields_of(caught) == ["parent_id"]


@pytest.mark.parametrize("role", ["committee", "district", "admin"])
def test_other_roles_of_the_ward_make_nothing(ward, role):
    with pytest.raises(NotPermitted):
        create(make_account("nguoi-khac", role, ward), ward)

    assert not JournalEntry.objects.exists()


def test_the_office_of_another_ward_changes_nothing(ward, office):
    cell = create(office, ward)
    stranger = make_account("vanphong12", "office", make_ward("P12"))

    with pytest.raises(NotPermitted):
        organizations.save_organization(
            by=stranger, organization_id=cell.pk, values={"name": "Khác"}, revision=1, on=TODAY
        )


def test_a_stale_save_overwrites_nothing(ward, office):
    cell = create(office, ward)
    save = organizations.save_organization
    save(by=office, organization_id=cell.pk, values={"name": "Chi bộ A"}, revision=1, on=TODAY)

    with pytest.raises(StaleEdit) as caught:
        save(by=office, organization_id=cell.pk, values={"name": "Chi bộ B"}, revision=1, on=TODAY)

    cell.refresh_from_db()
    assert (cell.name, cell.revision, caught.value.current.name) == ("Chi bộ A", 2, "Chi bộ A")


def test_a_save_without_a_change_writes_no_history(ward, office):
    cell = create(office, ward)

    organizations.save_organization(
        by=office, organization_id=cell.pk, values={"name": cell.name}, revision=1, on=TODAY
    )

    assert JournalEntry.objects.count() == 1


def test_the_journal_holds_only_what_changed(ward, office):
    cell = create(office, ward)

    organizations.save_organization(
        by=office, organization_id=cell.pk, values=CELL | {"established_on": date(2002, 1, 1)}, revision=1, on=TODAY
    )

    entry = JournalEntry.objects.get(action="organization.changed")
    assert (entry.before, entry.after) == ({"established_on": "2001-02-03"}, {"established_on": "2002-01-01"})


def dissolve(by, cell, day, revision=None):
    return organizations.dissolve_organization(
        by=by, organization_id=cell.pk, dissolved_on=day, reason="Sáp nhập", revision=revision, on=TODAY
    )


def test_an_empty_cell_is_dissolved_and_its_head_with_it(ward, office):
    cell = make_cell(ward)
    head = make_head(make_member(make_cell(ward)), cell)

    dissolve(office, cell, date(2021, 12, 1))

    cell.refresh_from_db()
    head.refresh_from_db()
    assert (cell.dissolved_on, head.ended_on) == (date(2021, 12, 1), date(2021, 12, 1))


def test_a_cell_with_people_is_not_dissolved(ward, office):
    cell = make_cell(ward)
    make_member(cell)
    make_collective(cell)

    with pytest.raises(Refused) as caught:
        dissolve(office, cell, date(2021, 12, 1))

    cell.refresh_from_db()
    assert (len(caught.value.refusals), cell.dissolved_on) == (2, None)


def test_nothing_is_dissolved_before_it_was_founded(ward, office):
    with pytest.raises(Refused) as caught:
        dissolve(office, make_cell(ward, established_on=date(2001, 2, 3)), date(2001, 2, 2))

    assert fields_of(caught) == ["dissolved_on"]


def test_the_ward_itself_is_not_dissolved(ward, office):
    with pytest.raises(Refused):
        dissolve(office, ward, date(2021, 12, 1))
