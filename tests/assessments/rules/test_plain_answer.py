"""The plain Vietnamese answer, line by line; the sentences of the findings have tests of their own."""

from assessments.rules.plain_answer import in_plain_vietnamese
from tests.assessments.rules.dossiers import answer, body, cell, member, members, officer

PARTS = {
    "organization": {"code": "P11", "name": "Đảng bộ Phường 11", "grade": "good"},
    "members": [
        *members(excellent=3, good=4),
        member("M1", "good", sick_leave_months=6),
        member("M2", None),
        member("M3", "good", status="exempt"),
        member("M4", "unfulfilled"),
    ],
    "cells": [cell("K01", "good", name="Chi bộ 1", quota=1), cell("K02", None)],
    "agencies": [{"code": "A", "name": "Trường 1", "grade": "good"}],
    "collectives": [body("B1", "M1", "M2", "M3", grade="good")],
    "officers": [officer("M1", "A", "excellent", "ward"), officer("M2", "P11", "good", "district")],
    "reasons": [
        {"rule": "member-excellent-quota", "subject": "K01", "text": "Đã xem"},
        {"rule": "grade-missing", "subject": "M2", "text": "Đi vắng", "decided_by": "Ban Thường vụ"},
    ],
}

COUNTS = """
Số lượng
  - Đảng viên: có mặt 11, miễn hoặc đình chỉ sinh hoạt 1, chưa thuộc diện xếp loại 0, chưa xếp loại 1, \
hoàn thành xuất sắc nhiệm vụ 3, hoàn thành tốt nhiệm vụ 5, hoàn thành nhiệm vụ 0, không hoàn thành nhiệm vụ 1
  - Chi bộ: chưa thuộc diện xếp loại 0, chưa xếp loại 1, hoàn thành xuất sắc nhiệm vụ 0, \
hoàn thành tốt nhiệm vụ 1, hoàn thành nhiệm vụ 0, không hoàn thành nhiệm vụ 0
  - Tập thể: chưa thuộc diện xếp loại 0, chưa xếp loại 0, hoàn thành xuất sắc nhiệm vụ 0, \
hoàn thành tốt nhiệm vụ 1, hoàn thành nhiệm vụ 0, không hoàn thành nhiệm vụ 0
  - Cán bộ cấp phường: chưa xếp loại 0, hoàn thành xuất sắc nhiệm vụ 1, hoàn thành tốt nhiệm vụ 0, \
hoàn thành nhiệm vụ 0, không hoàn thành nhiệm vụ 0
  - Cán bộ cấp quận: chưa xếp loại 0, hoàn thành xuất sắc nhiệm vụ 0, hoàn thành tốt nhiệm vụ 1, \
hoàn thành nhiệm vụ 0, không hoàn thành nhiệm vụ 0
""".splitlines()


def said(found, severity):
    return [f"  - {one.message_vi}" for one in found.findings if one.severity.value == severity]


def test_the_plain_answer_from_the_first_line_to_the_last():
    found = answer(**PARTS)
    must, cell_grade, no_cell_grade, no_grade, over, office, notice = (
        said(found, "violation"),
        *said(found, "needs-reason"),
        said(found, "notice"),
    )

    assert in_plain_vietnamese(found).splitlines() == [
        "Đảng bộ Phường 11 – kiểm tra xếp loại năm 2021",
        "Bộ quy tắc 2021: Công văn 123-CV/ĐU, sửa đổi Kế hoạch 15-KH/ĐU",
        *COUNTS,
        "",
        "Mức tối đa xuất sắc",
        "  - Đảng viên: cơ số 8, tối đa 1, đang có 3, VƯỢT 2",
        "  - Cán bộ cấp phường: cơ số 1, tối đa 0, đang có 1, VƯỢT 1",
        "  - Cán bộ cấp quận: cơ số 1, tối đa 0, đang có 0",
        "  - Tập thể: cơ số 1, tối đa 0, đang có 0",
        "  - Chi bộ: cơ số 1, tối đa 0, đang có 0",
        "",
        "Chỉ tiêu xuất sắc",
        "  - Chi bộ 1 (K01): tốt trở lên 8, phần tính 1, chỉ tiêu 1 (giao riêng), đang có 3, VƯỢT 2",
        "  - K02: tốt trở lên 0, phần tính 0, chỉ tiêu 0, đang có 0",
        "  - Trường 1 (A): cán bộ, tốt trở lên 1, phần tính 0, chỉ tiêu 0, đang có 1, VƯỢT 1",
        "",
        "Trái quy định, phải sửa trước khi ký (4)",
        *must,
        "",
        "Cần ghi lý do mới ký được (5)",
        cell_grade,
        no_cell_grade,
        f"{no_grade} Đã ghi lý do (Ban Thường vụ): Đi vắng",
        f"{over} Đã ghi lý do: Đã xem",
        office,
        "",
        "Để biết (1)",
        *notice,
        "",
        "Kết luận: chưa ký được. Còn 4 điểm trái quy định phải sửa và 3 điểm cần ghi lý do.",
    ]
    assert in_plain_vietnamese(found).endswith("lý do.\n")


def test_the_pools_of_posts_are_units_where_the_rule_set_says_so():
    lines = in_plain_vietnamese(answer("2020", **PARTS)).splitlines()

    assert lines[:4] == [
        "Đảng bộ Phường 11 – kiểm tra xếp loại năm 2021",
        "Bộ quy tắc 2020: Trước Công văn 123-CV/ĐU: QĐ 132, HD 21 và Kế hoạch 15-KH/ĐU",
        "Lưu ý: Hồ sơ ghi bộ quy tắc 2021; lần kiểm tra này áp dụng bộ 2020, chỉ để so sánh.",
        "Lưu ý: Bộ quy tắc 2020 không phải là bộ của năm kiểm điểm 2021; kết quả chỉ để tham khảo.",
    ]
    assert lines[4:13] == [*COUNTS, "", "Mức tối đa xuất sắc"]
    assert lines[13:16] == [
        "  - Đảng viên: cơ số 8, tối đa 1, đang có 3, VƯỢT 2",
        "  - Cán bộ Trường 1 (A): cơ số 1, tối đa 0, đang có 1, VƯỢT 1",
        "  - Cán bộ Đảng bộ Phường 11 (P11): cơ số 1, tối đa 0, đang có 0",
    ]
