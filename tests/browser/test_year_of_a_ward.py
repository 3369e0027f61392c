"""A whole review year in real browsers, from an empty database to the report on the District's desk."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from cells.models import JournalEntry
from tests.browser.year_players import FIRST, PASSWORD, PEOPLE, SECOND, Player, Secretary, roster

GOOD = "Hoàn thành tốt nhiệm vụ"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def set_up_ward() -> str:
    """The technician's command; the office's first password as it is printed."""
    out = io.StringIO()
    call_command("setup_ward", code="P11", name="Đảng bộ Phường 11", committee="Đảng ủy Phường 11", place="Phường 11",
                 superior="Đảng bộ Quận Gò Vấp", signatory="Lâm Thị Ngọc Diễm", stdout=out)  # fmt: skip
    return next(line.split(": ")[1] for line in out.getvalue().splitlines() if "Mật khẩu" in line)


def test_a_year_from_the_roster_to_the_report(browser, live_server, settings, tmp_path, page_kinds):
    def at(day: date) -> None:
        settings.SAMPLE_TODAY = day

    at(date(2021, 12, 1))
    office = Player(browser, live_server.url, "vanphong", set_up_ward())
    followed = [page_kinds.follow(office.page)]
    import_the_roster(office, tmp_path)
    enter_the_ground(office)
    slips = make_accounts(office)
    committee = Player(browser, live_server.url, "thuongvu", slips["thuongvu"])
    open_the_year(office)
    confirm_weights(committee)

    at(date(2021, 12, 20))
    first, second = (
        Secretary(browser, live_server.url, name, slips[name]) for name in sorted(slips) if name != "thuongvu"
    )
    followed += [page_kinds.follow(player.page) for player in (committee, first, second)]
    carry(first, FIRST, excellent=("Trần Thị Bích", "Võ Thị Em"))
    carry(second, SECOND, excellent=())

    at(date(2022, 1, 8))
    send_back_and_again(office, second)
    accept(office)
    propose_and_record(office)

    at(date(2022, 1, 10))
    decide(committee)
    release(committee)
    see_results(first)
    report = issue_the_report(office)
    close_the_year(committee)

    check_the_report(report)
    check_the_dossier(office, tmp_path)
    assert JournalEntry.objects.filter(action="decision.signed").count() == 3
    assert [player.trouble for player in (office, committee, first, second)] == [[]] * 4
    assert [fault for one in followed for fault in one.look(live_server.url)] == []


def import_the_roster(office: Player, tmp_path) -> None:
    workbook = tmp_path / "danh-sach.xlsx"
    workbook.write_bytes(roster())
    office.go("/cells/roster/")
    office.page.set_input_files("input[type=file]", workbook)
    office.press("Đọc tệp")
    office.press("Nhập danh sách này")

    assert office.heading == "Đã nhập danh sách"


def enter_the_ground(office: Player) -> None:
    """Heads and committee from the positions in the list: six people make a committee of three, four none."""
    office.go("/cells/")
    office.follow("Lập chi ủy, ghi bí thư từ danh sách")
    office.type(established_on="10/03/2020")
    office.press("Lập cho tất cả")

    office.go("/cells/")
    assert "Chi ủy Chi bộ Khu phố 1" in office.main
    assert "Chi ủy Chi bộ Khu phố 2" not in office.main


def make_accounts(office: Player) -> dict[str, str]:
    office.go("/cells/accounts/")
    office.follow("Tạo tài khoản cho bí thư")
    office.press("Tạo tài khoản và lập phiếu")
    slips = office.slips()
    office.follow("Xong, đã in phiếu")
    office.follow("Tạo một tài khoản")
    office.type(username="thuongvu", display_name="Ban Thường vụ", from_date="01/12/2021")
    office.choose("role", "Ban Thường vụ")
    office.choose("unit", "Đảng bộ Phường 11")
    office.press("Tạo tài khoản")
    return slips | office.slips()


def open_the_year(office: Player) -> None:
    office.go("/")
    office.follow("Tạo năm kiểm điểm")
    office.type(year="2021", review_date="20/12/2021", grading_date="08/01/2022", cell_deadline="25/12/2021")
    office.press("Tạo và tiếp tục")
    office.press("Lưu")
    office.follow("Tiếp tục: kiểm tra và mở năm")
    office.press("Mở năm kiểm điểm 2021")


def confirm_weights(committee: Player) -> None:
    committee.go("/")
    committee.follow("hệ số")
    committee.type(document="05-NQ/ĐU", document_date="01/12/2021")
    committee.press("Xác nhận")

    assert "Đã xác nhận hệ số" in committee.told


def carry(secretary: Secretary, cell: str, excellent: tuple[str, ...]) -> None:
    names = [name for name, _title in PEOPLE[cell]]
    secretary.open_file(cell)
    secretary.follow("Danh sách đảng viên")
    secretary.press("Xác nhận danh sách")
    secretary.open_file(cell)
    secretary.follow("Tiếp tục: Kiểm điểm")
    secretary.follow("Tiếp tục:")
    while secretary.page.locator("#critique").count():
        best = secretary.heading in excellent
        secretary.write("Xuất sắc" if best else "Tốt", "excellent" if best else "good")
    secretary.follow("Về danh sách việc")
    secretary.follow("Hội nghị và biên bản")
    everybody = len(names)
    secretary.meet(everybody)
    for name in names:
        secretary.count(name, *((everybody, 0, 0, 0) if name in excellent else (0, everybody, 0, 0)))
    secretary.count(cell, 0, everybody, 0, 0)
    if cell == FIRST:
        secretary.count(f"Chi ủy {cell}", 0, everybody, 0, 0)
    secretary.press("Lưu số phiếu và đề nghị")
    secretary.follow("Kiểm tra và gửi")
    secretary.press("Gửi Văn phòng Đảng ủy")

    assert "Đã gửi" in secretary.main


def send_back_and_again(office: Player, second: Secretary) -> None:
    office.go("/")
    office.follow(SECOND)
    office.follow("Trả lại, ghi lý do")
    office.type(note="Biên bản chưa ghi ý kiến góp ý.", due_on="10/01/2022")
    office.press("Trả lại chi bộ")
    second.open_file(SECOND)
    assert "Biên bản chưa ghi ý kiến góp ý." in second.main
    second.follow("Hội nghị và biên bản")
    second.take_minutes("Có mặt đầy đủ. Đồng chí Hậu góp ý đồng chí Khoa về giờ giấc; đồng chí Khoa tiếp thu.")
    second.open_file(SECOND)
    second.follow("Kiểm tra và gửi")
    second.press("Gửi Văn phòng Đảng ủy")


def accept(office: Player) -> None:
    for name in (FIRST, SECOND):
        office.go("/")
        office.follow(name)
        office.press("Nhận hồ sơ")


def propose_and_record(office: Player) -> None:
    """The office follows the meetings for cells and collective; the ward's own grade comes from the District."""
    office.go("/")
    office.follow("Đề nghị")
    for box in office.page.locator("select[name^=grade-]").all():
        box.select_option(label=GOOD)
    office.press("Lưu")
    office.go("/")
    office.follow("Ghi 1 mức xếp loại")
    office.follow("Ghi")
    office.page.get_by_label(GOOD).check()
    office.type(document_number="45-QĐ/QU", document_date="07/01/2022", deciding_body="Ban Thường vụ Quận ủy")
    office.press("Ghi mức xếp loại")


def decide(committee: Player) -> None:
    """Cells and collectives, quotas, people, heads, each with its own decision."""
    sign(committee, "Chi bộ và tập thể", "21-QĐ/ĐU")
    committee.go("/")
    committee.follow("Chỉ tiêu")
    assert "được tối đa 2 (20%)" in committee.main
    committee.press("Giao chỉ tiêu")
    sign(committee, "Đảng viên và cán bộ", "22-QĐ/ĐU")
    sign(committee, "Người đứng đầu", "23-QĐ/ĐU")


def sign(committee: Player, scope: str, number: str) -> None:
    committee.go("/")
    committee.follow(scope)
    committee.press("Đưa đề nghị vào các dòng trống")
    committee.follow("Sang trang ký")
    if scope == "Đảng viên và cán bộ":
        reason_for_the_quota(committee)
    committee.type(number=number, signed_on="10/01/2022", password=PASSWORD)
    committee.press("Ký")

    assert number in committee.main


def reason_for_the_quota(committee: Player) -> None:
    """Two excellent in the first cell, one by its quota: the other cell's place moves here, with a reason."""
    assert "có 2 đảng viên được xếp loại “Hoàn thành xuất sắc nhiệm vụ”, vượt 1 so với chỉ tiêu 1" in committee.main
    committee.follow("Ghi lý do")
    committee.type(text="Chuyển 1 chỉ tiêu của Chi bộ Khu phố 2, nơi không đề nghị đồng chí nào.")
    committee.press("Ghi lý do")


def release(committee: Player) -> None:
    committee.go("/")
    committee.follow("Công bố")
    committee.press("Công bố tất cả")


def see_results(first: Secretary) -> None:
    first.open_file(FIRST)
    first.follow("kết quả")

    assert first.main.count("Hoàn thành xuất sắc nhiệm vụ") == 4  # two people: proposed and decided
    assert "22-QĐ/ĐU, 10/01/2022" in first.main
    assert PEOPLE[SECOND][1][0] not in first.main


def issue_the_report(office: Player) -> bytes:
    office.go("/")
    office.follow("Ban hành báo cáo tổng hợp")
    office.follow("Viết các phần này")
    office.type(situation="Đảng ủy đã chỉ đạo kiểm điểm đúng tiến độ.", shortcomings="Một chi bộ gửi hồ sơ chậm.")
    office.press("Lưu")
    office.follow("Ban hành")
    office.type(number="4", dated_on="10/01/2022")
    office.press("Ban hành")
    return office.fetch("04-BC/ĐU")


def close_the_year(committee: Player) -> None:
    committee.go("/")
    committee.follow("Đóng năm kiểm điểm 2021")
    committee.press("Đóng năm kiểm điểm 2021")
    assert "Đã đóng năm kiểm điểm 2021" in committee.told
    committee.follow("Mở lại năm")
    assert committee.heading == "Mở lại năm kiểm điểm 2021"


def check_the_report(report: bytes) -> None:
    pages = PdfReader(io.BytesIO(report)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())

    assert "DỰ THẢO" not in text
    assert "Số 04-BC/ĐU" in text
    assert "Hoàn thành xuất sắc nhiệm vụ: 2 (20,0%)" in text
    assert "Hoàn thành tốt nhiệm vụ: 8 (80,0%)" in text
    assert "Trần Thị Bích" in text


def check_the_dossier(office: Player, tmp_path) -> None:
    """The exported dossier passes the check on another machine."""
    office.go("/assessments/papers/")
    path = tmp_path / "ho-so.json"
    path.write_bytes(office.fetch("JSON"))
    out = io.StringIO()
    call_command("check_dossier", str(path), json=True, stdout=out)
    answer = json.loads(out.getvalue())

    assert answer["compliant"]
    assert answer["counts"]["members"]["excellent"] == 2
    assert [quota["quota"] for quota in answer["quotas"]] == [1, 1]
