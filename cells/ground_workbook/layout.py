"""The sheets of the ground's workbook: which columns, of what kind, and what may be written in them. Data, nothing else."""

from django.db.models import TextChoices

from cells.ground_workbook.columns import Column, Kind, SheetLayout
from cells.vocabulary import (
    CellKind,
    CollectiveKind,
    DisciplineForm,
    EmployerAnswer,
    Gender,
    ManagementLevel,
    MemberStatus,
    OrganizationKind,
    UnfulfilledReason,
)

#: Sheets that are written for people and never read.
GUIDE, LOOKUP, LISTS = "Hướng dẫn", "Tra cứu", "Danh mục"

_ROW = Column("row", "Mã dòng", Kind.ROW, "Cổng tự ghi; dòng mới để trống; không sửa.")
_PERSON = Column(
    "person",
    "Mã người",
    Kind.PERSON,
    "Ví dụ M0001; có thể để trống nếu chỉ một người có họ tên ghi bên cạnh.",
    required=True,
    fixed=True,
)
_NAME = Column("person_name", "Họ và tên", Kind.NAME, "Phải khớp với mã người.")
_MARK = Column("mark", "Dấu dòng", Kind.MARK, "Cột ẩn do cổng ghi; không sửa, không xóa.")
_REASON = Column("reason", "Lý do rút lại", Kind.REASON, "Chỉ ghi khi dòng đã nhập sai và cần bỏ; nhật ký giữ lý do.")


def _day(name: str, header: str, text: str = "", **more: bool) -> Column:
    return Column(name, header, Kind.DAY, text or "Ngày/tháng/năm.", **more)


def _choice(name: str, header: str, choices: type[TextChoices], text: str = "", **more: bool) -> Column:
    return Column(name, header, Kind.CHOICE, text or "Chọn trong danh sách.", choices, **more)


def _sheet(key: str, title: str, about: str, columns: tuple[Column, ...], changeable: bool = True) -> SheetLayout:
    return SheetLayout(key, title, about, (*columns, _MARK), changeable)


SHEETS = (
    _sheet(
        "organizations",
        "Tổ chức",
        "Đảng bộ trực thuộc, chi bộ, cơ quan và đơn vị của phường. Bỏ một dòng khỏi tệp không xóa tổ chức.",
        (
            Column("code", "Mã", Kind.CODE, "Mỗi đơn vị một mã; mã mới là đơn vị mới.", limit=30, required=True),
            Column("name", "Tên", limit=200, required=True),
            _choice("kind", "Loại", OrganizationKind, required=True, fixed=True),
            _choice("cell_kind", "Loại hình chi bộ", CellKind, "Chỉ với chi bộ."),
            Column("parent", "Trực thuộc (mã)", Kind.UNIT, "Mã đảng bộ trực thuộc; để trống: đảng bộ phường.", default="ward"),
            _day("established_on", "Ngày thành lập"),
            Column("position", "Thứ tự", Kind.NUMBER, "Thứ tự trong các danh sách.", highest=1_000_000, default="0"),
        ),
    ),
    _sheet(
        "collectives",
        "Tập thể",
        "Tập thể lãnh đạo, quản lý: chi ủy, Ban Thường vụ, UBND, lãnh đạo cơ quan, đơn vị.",
        (
            Column("code", "Mã", Kind.CODE, "Không trùng với mã nào khác của phường.", limit=30, required=True),
            Column("name", "Tên", limit=200, required=True),
            _choice("kind", "Loại", CollectiveKind, required=True),
            Column("organization", "Của tổ chức (mã)", Kind.UNIT, "Mã ở trang Tổ chức, hoặc mã đảng bộ phường.", required=True),
            _day("established_on", "Ngày thành lập"),
        ),
    ),
    _sheet(
        "outsiders",
        "Người ngoài Đảng",
        "Người không phải đảng viên nhưng tham gia hoặc đứng đầu tập thể. Dòng mới để trống mã.",
        (
            Column("code", "Mã", Kind.CODE, "Cổng tự cấp; dòng mới để trống; không sửa.", limit=30),
            Column("full_name", "Họ và tên", limit=150, required=True),
            _choice("gender", "Giới tính", Gender),
            _day("born_on", "Ngày sinh"),
            Column("position", "Chức vụ", limit=200),
            Column("note", "Ghi chú", limit=500),
        ),
    ),
    _sheet(
        "seats",
        "Thành viên tập thể",
        "Ai tham gia tập thể nào, từ ngày nào đến ngày nào. “Đến ngày” là ngày đầu tiên không còn tham gia.",
        (
            _ROW,
            Column("collective", "Tập thể (mã)", Kind.UNIT, "Mã ở trang Tập thể.", required=True, fixed=True),
            _PERSON,
            _NAME,
            Column("title", "Chức danh", limit=100),
            _day("from_date", "Từ ngày", "Trống: từ đầu."),
            _day("to_date", "Đến ngày", "Trống: đang tham gia."),
            _REASON,
        ),
    ),
    _sheet(
        "heads",
        "Người đứng đầu",
        "Ai đứng đầu tổ chức hay tập thể nào; nhiệm vụ chính và căn cứ của nó.",
        (
            _ROW,
            Column("unit", "Đơn vị (mã)", Kind.UNIT, "Mã ở trang Tổ chức hoặc Tập thể.", required=True, fixed=True),
            _PERSON,
            _NAME,
            _day("appointed_on", "Ngày bổ nhiệm", required=True),
            _day("ended_on", "Ngày thôi", "Ngày đầu tiên không còn đứng đầu."),
            Column("main_duty", "Nhiệm vụ chính", Kind.YES_NO, "Có hoặc Không; trống là Có.", default="yes"),
            Column("main_duty_evidence", "Căn cứ", help="Văn bản cho thấy đó không phải nhiệm vụ chính."),
            Column("exception", "Mã trường hợp loại trừ", limit=30),
            _REASON,
        ),
    ),
    _sheet(
        "posts",
        "Cán bộ",
        "Chức vụ lãnh đạo, quản lý và cấp quản lý cán bộ; mỗi dòng một chức vụ.",
        (
            _ROW,
            _PERSON,
            _NAME,
            Column("unit", "Đơn vị (mã)", Kind.UNIT, "Mã ở trang Tổ chức hoặc Tập thể.", required=True, fixed=True),
            Column("title", "Chức vụ", limit=150, required=True),
            _choice("management_level", "Cấp quản lý", ManagementLevel, required=True),
            _day("from_date", "Từ ngày"),
            _day("to_date", "Đến ngày"),
            _REASON,
        ),
    ),
    _sheet(
        "disciplines",
        "Kỷ luật",
        "Kỷ luật đảng. Không sửa dòng đã nhập: ghi lý do rút lại rồi thêm dòng mới.",
        (
            _ROW,
            _PERSON,
            _NAME,
            _choice("form", "Hình thức", DisciplineForm, required=True),
            _day("decided_on", "Ngày quyết định", required=True),
            _day("violated_on", "Ngày vi phạm"),
            Column("year", "Tính cho năm", Kind.NUMBER, "Một vi phạm chỉ tính một năm.", lowest=2000, highest=2100, required=True),
            Column("source", "Văn bản", help="Số, ngày, cơ quan ban hành.", required=True),
            _REASON,
        ),
        changeable=False,
    ),
    _sheet(
        "statuses",
        "Tình trạng",
        "Tình trạng đảng viên theo thời gian, kèm văn bản. Không sửa dòng đã nhập: ghi lý do rút lại rồi thêm dòng mới.",
        (
            _ROW,
            _PERSON,
            _NAME,
            _choice("status", "Tình trạng", MemberStatus, required=True),
            _day("from_date", "Từ ngày"),
            _day("to_date", "Đến ngày"),
            Column("source", "Văn bản", help="Số, ngày, cơ quan ban hành."),
            _REASON,
        ),
        changeable=False,
    ),
    _sheet(
        "year_facts",
        "Thông tin trong năm",
        "Mỗi người một dòng cho mỗi năm. Ô trống nghĩa là chưa ghi nhận, không phải là “không có”.",
        (
            Column("year", "Năm", Kind.NUMBER, "Năm kiểm điểm.", lowest=2000, highest=2100, required=True, fixed=True),
            _PERSON,
            _NAME,
            Column("cell", "Chi bộ", Kind.SHOWN, "Chỉ để đọc."),
            Column("sick_leave_months", "Nghỉ ốm (tháng)", Kind.NUMBER, "Số tháng nguyên, 0–12.", highest=12),
            Column("sick_leave_source", "Văn bản về nghỉ ốm"),
            Column("task_completion", "Hoàn thành nhiệm vụ (%)", Kind.NUMBER, "0–100.", highest=100),
            Column("task_source", "Văn bản về nhiệm vụ"),
            _choice("employer_grade", "Cơ quan xếp loại", EmployerAnswer),
            Column("employer_source", "Văn bản của cơ quan"),
            Column("found_degraded", "Có biểu hiện suy thoái", Kind.YES_NO, "Có hoặc Không."),
            Column("degraded_source", "Văn bản về suy thoái"),
            _choice("unfulfilled_reason", "Lý do không hoàn thành", UnfulfilledReason),
            Column("unfulfilled_source", "Văn bản về lý do"),
        ),
    ),
)  # fmt: skip


def sheet_of(key: str) -> SheetLayout:
    return next(sheet for sheet in SHEETS if sheet.key == key)
