"""The first sheet of a cell's workbook: whose it is, by which mark the portal knows it, how it is filled in."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from assessments.cell_sheet.content import CellSheet
from assessments.cell_sheet.layout import GUIDE, Kind
from assessments.cell_sheet.words import words_for
from cells.ground_workbook.guide import Formats

#: Labels of the lines that say which file, year and download this is; what stands beside them is read back.
CODE_LABEL, YEAR_LABEL, MARK_LABEL = "Mã hồ sơ", "Năm kiểm điểm", "Dấu của tệp (không sửa)"
_HOW = (
    "Ô nền trắng là ô để điền. Ô nền xám là ô chỉ đọc, hoặc bản kiểm điểm đã nộp, hoặc chưa đến bước đó.",
    "Tiêu đề nền vàng: cột được điền. Tiêu đề nền xám: cột chỉ đọc. Tổng số phiếu nền đỏ: khác số phiếu hợp lệ.",
    "Mỗi dòng là một tập thể hoặc một đồng chí; giữ nguyên tên trang, tiêu đề và thứ tự cột. Không thêm dòng.",
    f"Cấp độ tiêu chí chọn một trong: {', '.join(words_for(Kind.LEVEL))}. Viết tắt XS, T, TB, K cũng được.",
    f"Mức xếp loại chọn một trong: {', '.join(words_for(Kind.GRADE))}.",
    "“Cấp độ của hội nghị” để trống nghĩa là như cấp độ tự nhận; chỉ điền khi bản kiểm điểm đã nộp và hội nghị đã được ghi.",
    "Bỏ phiếu: ghi số phiếu của từng mức; ô trống của dòng đã bắt đầu ghi được tính là 0. Tổng bằng số phiếu hợp lệ.",
    "“Mức đề nghị khác kết quả phiếu” để trống nghĩa là theo phiếu; nếu chọn mức khác thì ghi lý do.",
    "Văn bản bắt đầu bằng dấu = + - @ vẫn là văn bản. Xuống dòng trong ô: Alt + Enter.",
    "Trang “Trả lời gợi ý” chỉ có khi có gợi ý kiểm điểm đã ban hành: mỗi điểm gợi ý một dòng, trả lời từng điểm.",
    "Nhận xét của các chủ thể và điểm danh không có ở đây: ghi trên cổng.",
    "Xóa nội dung một ô nghĩa là xóa trên cổng. Xóa cả dòng hoặc cả cột không thay đổi gì trên cổng.",
    "Nhập lại: trên cổng chọn tệp, xem những gì sẽ được ghi rồi xác nhận. Ghi tất cả hoặc không ghi gì.",
    "Ô mà cả hai nơi cùng sửa được hỏi từng dòng: lấy theo tệp hay giữ như trên cổng. Bản đã nộp không bị ghi đè.",
    "Khóa trang tính không có mật khẩu, chỉ để tránh sửa nhầm.",
    "Tệp này có nội dung kiểm điểm của từng người: bảo quản như hồ sơ đảng viên, xóa khi đã nhập xong.",
)


def write_guide(book: xlsxwriter.Workbook, formats: Formats, sheet: CellSheet, mark: str) -> Worksheet:
    page = book.add_worksheet(GUIDE)
    page.write_string(0, 0, f"Bảng kiểm điểm năm {sheet.year}", formats.title)
    valid = sheet.counting.valid
    facts = [
        ("Đơn vị", sheet.name),
        (CODE_LABEL, sheet.code),
        (YEAR_LABEL, str(sheet.year)),
        ("Số phiếu hợp lệ", "chưa ghi hội nghị" if valid is None else str(valid)),
        (MARK_LABEL, mark),
    ]
    for row, (label, text) in enumerate(facts, start=2):
        page.write_string(row, 0, label, formats.head)
        page.write_string(row, 1, text, formats.still)
    row = len(facts) + 3
    for number, line in enumerate(_HOW, start=1):
        page.merge_range(row, 0, row, 1, f"{number}. {line}", formats.plain)
        page.set_row(row, 34)
        row += 1
    if sheet.withheld:
        words = "Ít phiếu: phần bỏ phiếu không có trong tệp này, do chính đơn vị ghi trên cổng."
        page.merge_range(row, 0, row, 1, words, formats.plain)
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 84)
    page.protect("", {"format_columns": True, "format_rows": True})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    return page
