"""The ground's workbook is applied through the services, all or nothing; what they refuse is named at its place."""

from datetime import date

import pytest

from assessments.models import FactsVersion, Review
from assessments.services.ground_workbook import (
    GroundFaults,
    apply_upload,
    check_upload,
    plan_ground,
    rehearse,
    stage_ground,
)
from cells.access import NotPermitted
from cells.models import (
    Collective,
    Discipline,
    Headship,
    JournalEntry,
    Member,
    OfficerPost,
    Organization,
    Seat,
    WorkbookUpload,
    YearRecord,
)
from cells.refusals import Refused
from cells.selectors.ground import ground_workbook
from cells.services.seats import change_seat
from cells.services.workbook_uploads import PlanChanged
from tests import factories as make
from tests.ground_workbooks import by_hand, remade, with_cells, with_rows, without_column

pytestmark = pytest.mark.django_db
SEATS = "Thành viên tập thể"


class Scene:
    def __init__(self):
        self.ward = make.make_ward()
        self.cell = make.make_cell(self.ward, "KP01")
        self.binh = make.make_member(self.cell, "Trần Thị Bình", code="M0001")
        self.an = make.make_member(self.cell, "Lê Văn An", code="M0002")
        self.body = make.make_collective(self.ward, [self.binh], code="UBND", kind="peoples_committee")
        self.seat = self.body.seats.get()
        self.office = make.make_account("vanphong", "office", self.ward)

    def exported(self, year: int = 2021) -> bytes:
        return ground_workbook(self.ward, year, make.TODAY)

    def stage(self, data: bytes, by=None) -> WorkbookUpload:
        return stage_ground(by=by or self.office, ward_id=self.ward.pk, filename="a.xlsx", data=data, on=make.TODAY)

    def apply(self, data: bytes) -> WorkbookUpload:
        upload = self.stage(data)
        digest = plan_ground(self.ward, data, make.TODAY).digest()
        return apply_upload(by=self.office, upload_id=upload.pk, expected_digest=digest, on=make.TODAY)

    def faults(self, data: bytes) -> list[tuple]:
        """(sheet, row, column) of what the rehearsal finds."""
        _plan, faults = rehearse(by=self.office, ward_id=self.ward.pk, data=data, on=make.TODAY)
        return [(fault.sheet, fault.row, fault.column) for fault in faults]


@pytest.fixture
def scene():
    return Scene()


def everything_new() -> bytes:
    """An empty ward's rest of the ground in one workbook, each row leaning on rows of other sheets."""
    return by_hand(
        organizations=[
            {"code": "KP09", "name": "Chi bộ 9", "kind": "Chi bộ", "cell_kind": "Khu phố", "parent": "DB1", "established_on": date(1999, 1, 2), "position": 9},
            {"code": "DB1", "name": "Đảng bộ Công an", "kind": "Đảng bộ trực thuộc"},
            {"code": "TH1", "name": "Trường 1", "kind": "Cơ quan, đơn vị"},
        ],
        collectives=[{"code": "LD-TH1", "name": "Ban Giám hiệu", "kind": "Lãnh đạo cơ quan, đơn vị", "organization": "TH1", "established_on": date(2015, 1, 1)}],
        outsiders=[{"full_name": "Vũ Thị Ngoài", "gender": "Nữ", "born_on": date(1980, 2, 3), "position": "Phó Hiệu trưởng"}],
        seats=[
            {"collective": "LD-TH1", "person_name": "Vũ Thị Ngoài", "title": "Phó Hiệu trưởng", "from_date": "1/8/2018"},
            {"collective": "LD-TH1", "person": "M0001", "title": "Hiệu trưởng"},
        ],
        heads=[
            {"unit": "TH1", "person": "M0001", "appointed_on": date(2018, 8, 1)},
            {"unit": "KP09", "person": "M0002", "appointed_on": date(2020, 1, 1), "main_duty": "Không", "main_duty_evidence": "QĐ 7"},
        ],
        posts=[{"unit": "LD-TH1", "person": "M0001", "title": "Hiệu trưởng", "management_level": "Quận quản lý"}],
        disciplines=[{"person": "M0002", "form": "Khiển trách", "decided_on": date(2021, 5, 1), "year": 2021, "source": "QĐ 1"}],
        statuses=[
            {"person": "M0001", "status": "Miễn công tác và sinh hoạt đảng", "from_date": date(2021, 6, 1), "source": "QĐ 3"},
            {"person": "M0001", "status": "Đảng viên chính thức", "from_date": date(2019, 6, 1), "source": "QĐ 2"},
        ],
        year_facts=[{"year": 2021, "person": "M0002", "task_completion": 40, "task_source": "BC 1", "unfulfilled_reason": "Bị kỷ luật trong năm", "found_degraded": "Không"}],
    )  # fmt: skip


def test_everything_of_the_ground_is_entered_at_once(scene):
    upload = scene.apply(everything_new())

    assert upload.outcome == {"new": 14, "changed": 0, "taken_back": 0, "kept": 0, "unchanged": 0}
    assert bytes(upload.content) == b""
    cell = Organization.objects.get(code="KP09")
    assert (cell.parent.code, cell.cell_kind, cell.position) == ("DB1", "neighbourhood", 9)
    outsider = Member.objects.get(full_name="Vũ Thị Ngoài")
    assert (outsider.status, outsider.cell, outsider.gender, outsider.code) == ("non_member", None, "female", "M0003")
    body = Collective.objects.get(code="LD-TH1")
    assert (body.organization.code, {seat.member.code for seat in body.seats.all()}) == ("TH1", {"M0001", "M0003"})
    assert Headship.objects.get(organization__code="TH1").main_duty is True
    assert Headship.objects.get(organization=cell).main_duty_evidence == "QĐ 7"
    assert OfficerPost.objects.get().management_level == "district"
    assert Discipline.objects.get().counted_in_year == 2021
    assert [period.status for period in scene.binh.status_periods.order_by("pk")] == ["active", "active", "exempt"]
    facts = YearRecord.objects.get()
    assert (facts.task_completion, facts.found_degraded, facts.sick_leave_months) == (40, False, None)


def test_the_same_workbook_and_a_new_export_show_nothing_new(scene):
    scene.apply(everything_new())

    again, exported = (
        plan_ground(scene.ward, everything_new(), make.TODAY),
        plan_ground(scene.ward, scene.exported(), make.TODAY),
    )

    assert (again.faults, exported.faults) == ((), ())
    assert {deed.layout.key for deed in again.deeds} <= {"statuses"}  # the second ended the first the day before
    assert exported.deeds == ()


def test_rows_change_and_are_taken_back(scene):
    scene.apply(everything_new())
    data = scene.exported()
    data = with_cells(data, "organizations", name_2="Chi bộ Khu phố Một", position_2=None, established_on_2=None)
    data = with_cells(data, "collectives", kind_2="Đảng ủy")
    data = with_cells(data, "outsiders", note_2="đã nghỉ", gender_2=None)
    data = with_cells(data, "seats", to_date_2=date(2021, 12, 1), reason_3="Ghi nhầm")
    data = with_cells(data, "heads", ended_on_2=date(2021, 12, 1))
    data = with_cells(data, "posts", title_2="Quyền Hiệu trưởng")
    data = with_cells(data, "disciplines", reason_2="QĐ 9 hủy")
    data = with_cells(data, "statuses", reason_4="Ghi nhầm")
    data = with_cells(data, "year_facts", unfulfilled_reason_2=None, task_completion_2=100)

    upload = scene.apply(data)

    assert (upload.outcome["changed"], upload.outcome["taken_back"]) == (7, 3)
    cell = Organization.objects.get(name="Chi bộ Khu phố Một")
    assert (cell.position, cell.established_on) == (0, None)
    assert (Seat.objects.count(), Seat.objects.filter(to_date=date(2021, 12, 1)).count()) == (2, 1)
    assert OfficerPost.objects.get().title == "Quyền Hiệu trưởng"
    assert Discipline.objects.count() == 0
    assert Member.objects.get(code="M0001").status == "active"
    facts = YearRecord.objects.get()
    assert (facts.task_completion, facts.unfulfilled_reason, facts.revision) == (100, "", 2)
    assert JournalEntry.objects.get(action="seat.withdrawn").reason == "Ghi nhầm"


def test_the_journal_names_every_deed_and_the_workbook(scene):
    scene.apply(with_cells(scene.exported(), "seats", title_2="Chủ tịch"))

    entries = JournalEntry.objects.filter(actor_id=scene.office.pk).order_by("pk")
    assert list(entries.values_list("action", flat=True))[-2:] == ["seat.changed", "ground_workbook.applied"]
    assert (entries.last().after["changed"], entries.last().after["file"]) == (1, "a.xlsx")


REFUSED = {
    "a seat that ends before it begins": ("seats", {"collective": "UBND", "person": "M0002", "from_date": date(2021, 5, 1), "to_date": date(2020, 5, 1)}, "Đến ngày"),
    "a seat held already": ("seats", {"collective": "UBND", "person": "M0001"}, "Mã người"),
    "a seat in an organization": ("seats", {"collective": "KP01", "person": "M0002"}, "Tập thể (mã)"),
    "a headship by side duty without its evidence": ("heads", {"unit": "UBND", "person": "M0001", "appointed_on": date(2020, 1, 1), "main_duty": "Không"}, "Căn cứ"),
    "a code with a space": ("organizations", {"code": "KP 9", "name": "x", "kind": "Chi bộ", "cell_kind": "Khu phố"}, "Mã"),
    "a code a collective has": ("organizations", {"code": "ubnd", "name": "x", "kind": "Cơ quan, đơn vị"}, "Mã"),
    "a cell without its kind": ("organizations", {"code": "KP9", "name": "x", "kind": "Chi bộ"}, "Loại hình chi bộ"),
    "a cell below a cell": ("organizations", {"code": "KP9", "name": "x", "kind": "Chi bộ", "cell_kind": "Khu phố", "parent": "KP01"}, "Trực thuộc (mã)"),
    "an organization below a collective": ("organizations", {"code": "KP9", "name": "x", "kind": "Chi bộ", "cell_kind": "Khu phố", "parent": "UBND"}, "Trực thuộc (mã)"),
    "a cell committee of the ward": ("collectives", {"code": "CU", "name": "Chi ủy", "kind": "Chi ủy", "organization": "P11"}, "Của tổ chức (mã)"),
    "a birth in the future": ("outsiders", {"full_name": "Mới Sinh", "born_on": date(2030, 1, 1)}, "Ngày sinh"),
    "a decision in the future": ("disciplines", {"person": "M0001", "form": "Cảnh cáo", "decided_on": date(2030, 1, 1), "year": 2021, "source": "QĐ"}, "Ngày quyết định"),
    "a standing without its document": ("statuses", {"person": "M0001", "status": "Đảng viên dự bị", "from_date": date(2021, 1, 1)}, "Văn bản"),
    "few tasks without their document": ("year_facts", {"year": 2021, "person": "M0001", "task_completion": 30}, "Văn bản về nhiệm vụ"),
}  # fmt: skip


@pytest.mark.parametrize(("key", "row", "column"), REFUSED.values(), ids=REFUSED)
def test_what_a_service_refuses_is_named_by_sheet_row_and_column(scene, key, row, column):
    data = by_hand(**{key: [row]})

    assert [(number, header) for _sheet, number, header in scene.faults(data)] == [(2, column)]
    with pytest.raises(GroundFaults) as refused:
        scene.apply(data)
    assert len(refused.value.faults) == 1


def test_one_bad_row_and_nothing_is_written(scene):
    before = JournalEntry.objects.count()
    data = with_cells(everything_new(), "seats", to_date_2=date(2000, 1, 1))

    with pytest.raises(GroundFaults):
        scene.apply(data)

    assert (Organization.objects.count(), Member.objects.count(), Seat.objects.count()) == (2, 2, 1)
    assert (JournalEntry.objects.count(), WorkbookUpload.objects.get().applied_at) == (before, None)


def test_a_rehearsal_leaves_nothing_behind(scene):
    before = JournalEntry.objects.count()

    plan, faults = rehearse(by=scene.office, ward_id=scene.ward.pk, data=everything_new(), on=make.TODAY)

    assert (len(plan.deeds), faults) == (14, ())
    assert (Organization.objects.count(), Member.objects.count(), JournalEntry.objects.count()) == (2, 2, before)


def test_what_leans_on_a_refused_row_is_named_too(scene):
    data = by_hand(
        collectives=[{"code": "A B", "name": "Tập thể", "kind": "Đảng ủy", "organization": "P11"}],
        outsiders=[{"full_name": "Mới Sinh", "born_on": date(2030, 1, 1)}],
        seats=[{"collective": "A B", "person": "M0001"}, {"collective": "UBND", "person_name": "Mới Sinh"}],
    )

    assert scene.faults(data) == [
        ("Tập thể", 2, "Mã"),
        ("Người ngoài Đảng", 2, "Ngày sinh"),
        (SEATS, 2, "Tập thể (mã)"),
        (SEATS, 3, "Mã người"),
    ]


def test_rows_may_make_room_for_each_other(scene):
    """The first head's end moves later, the second's beginning too: neither could go first alone in the other order."""
    for member, begins, ends in ((scene.binh, 2015, 2018), (scene.an, 2018, None)):
        make.make_head(member, scene.cell, appointed_on=date(begins, 1, 1), ended_on=ends and date(ends, 1, 1))
    data = with_cells(scene.exported(), "heads", appointed_on_2=date(2019, 1, 1), ended_on_3=date(2019, 1, 1))
    other_way = with_cells(scene.exported(), "heads", appointed_on_2=date(2017, 1, 1), ended_on_3=date(2017, 1, 1))

    assert (scene.faults(data), scene.faults(other_way)) == ([], [])
    scene.apply(data)
    assert set(Headship.objects.values_list("appointed_on", flat=True)) == {date(2015, 1, 1), date(2019, 1, 1)}


class TestTwoPeople:
    def test_a_ward_changed_since_the_preview_is_not_overwritten(self, scene):
        data = without_column(with_cells(scene.exported(), "seats", title_2="Chủ tịch"), "seats", "mark")
        upload, digest = scene.stage(data), plan_ground(scene.ward, data, make.TODAY).digest()
        seat = {"title": "Phó Chủ tịch", "from_date": scene.seat.from_date, "to_date": None}
        change_seat(by=scene.office, seat_id=scene.seat.pk, **seat, on=make.TODAY)

        with pytest.raises(PlanChanged):
            apply_upload(by=scene.office, upload_id=upload.pk, expected_digest=digest, on=make.TODAY)

        assert Seat.objects.get().title == "Phó Chủ tịch"

    def test_a_row_changed_since_the_download_is_a_fault(self, scene):
        data = with_cells(scene.exported(), "seats", title_2="Chủ tịch")
        seat = {"title": "Phó Chủ tịch", "from_date": scene.seat.from_date, "to_date": None}
        change_seat(by=scene.office, seat_id=scene.seat.pk, **seat, on=make.TODAY)

        with pytest.raises(GroundFaults):
            scene.apply(data)

        assert scene.faults(data) == [(SEATS, 2, "")]
        assert Seat.objects.get().title == "Phó Chủ tịch"

    def test_applied_once_it_is_not_applied_again(self, scene):
        upload = scene.apply(with_cells(scene.exported(), "seats", title_2="Chủ tịch"))

        with pytest.raises(Refused):
            apply_upload(by=scene.office, upload_id=upload.pk, expected_digest="", on=make.TODAY)


class TestAnOpenYear:
    @pytest.fixture
    def opened(self, scene):
        make.make_open_campaign(scene.ward, scene.office)
        return scene

    def review(self, member) -> Review:
        return Review.objects.get(kind="member", member=member)

    def test_facts_disciplines_and_standings_freeze_a_new_version(self, opened):
        data = with_cells(opened.exported(), "year_facts", task_completion_2=88)
        data = with_rows(data, "disciplines", {"person": "M0001", "form": "Cảnh cáo", "decided_on": date(2021, 5, 1), "year": 2021, "source": "QĐ 1"})  # fmt: skip
        data = with_rows(data, "statuses", {"person": "M0001", "status": "Đình chỉ sinh hoạt đảng", "from_date": date(2021, 6, 1), "source": "QĐ 2"})  # fmt: skip

        opened.apply(data)

        facts = self.review(opened.binh).facts
        assert (facts["disciplined"], facts["status"]) == ("warning", "suspended")
        assert self.review(opened.an).facts["task_completion"] == 88  # the lines stand by given name
        assert FactsVersion.objects.filter(version__gt=1).count() == 3

    def test_another_year_leaves_it_alone(self, opened):
        opened.apply(with_cells(opened.exported(2020), "year_facts", task_completion_2=88))

        assert YearRecord.objects.get().year == 2020
        assert not FactsVersion.objects.filter(version__gt=1).exists()

    def test_seats_change_the_ground_only(self, opened):
        frozen = Review.objects.get(kind="collective").facts

        opened.apply(with_cells(opened.exported(), "seats", to_date_2=date(2021, 12, 1)))

        assert Review.objects.get(kind="collective").facts == frozen

    def test_a_rehearsal_freezes_nothing(self, opened):
        opened.stage(with_cells(opened.exported(), "year_facts", task_completion_2=88))

        assert not FactsVersion.objects.filter(version__gt=1).exists()


def test_staging_keeps_what_the_rehearsal_found(scene):
    upload = scene.stage(with_cells(scene.exported(), "seats", to_date_2=date(2000, 1, 1)))

    assert [fault[:3] for fault in upload.checked["faults"]] == [[SEATS, 2, "Đến ngày"]]
    assert check_upload(by=scene.office, upload_id=upload.pk, on=make.TODAY).checked == upload.checked


def test_no_workbook_is_not_kept(scene):
    with pytest.raises(Refused):
        scene.stage(b"khong phai")

    assert not WorkbookUpload.objects.exists()


@pytest.mark.parametrize("role", ["committee", "admin", "district", "secretary", None])
def test_only_the_office_of_the_ward_may(scene, role):
    unit = scene.cell if role == "secretary" else scene.ward
    other = make.make_account("nguoi-khac", role, unit)
    data = scene.exported()
    upload = scene.stage(data)

    with pytest.raises(NotPermitted):
        scene.stage(data, by=other)
    with pytest.raises(NotPermitted):
        apply_upload(
            by=other,
            upload_id=upload.pk,
            expected_digest=plan_ground(scene.ward, data, make.TODAY).digest(),
            on=make.TODAY,
        )


def test_a_workbook_for_another_ward_names_nobody_here(scene):
    elsewhere = Scene.__new__(Scene)
    ward = make.make_ward("P12")
    make.make_member(make.make_cell(ward, "KP77"), "Ở Nơi Khác", code="M0777")
    elsewhere.ward = ward
    data = remade(elsewhere.exported())

    plan = plan_ground(scene.ward, with_cells(data, "year_facts", task_completion_2=5), make.TODAY)

    assert [fault.column for fault in plan.faults] == ["Trực thuộc (mã)", "Mã người"]
