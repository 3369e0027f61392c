"""The register of documents, and the place in one of them on which a figure or a rule rests."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the Party; `code` is the form in which it is cited."""

    code: str
    title: str
    issued_by: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document; printed as `123-CV/ĐU 1(2)`. `note` says how far the source carries."""

    document: Document
    place: str = ""
    note: str = ""

    def __str__(self) -> str:
        return f"{self.document.code} {self.place}".strip()


QD_132 = Document(
    "QĐ 132",
    "Quy định số 132-QĐ/TW về việc kiểm điểm và đánh giá, xếp loại chất lượng hàng năm đối với tập thể, cá nhân "
    "trong hệ thống chính trị",
    "Bộ Chính trị",
    date(2018, 3, 8),
)
HD_21 = Document(
    "HD 21",
    "Hướng dẫn số 21-HD/BTCTW về kiểm điểm, đánh giá, xếp loại chất lượng hàng năm đối với tổ chức đảng, đảng viên "
    "và tập thể, cá nhân cán bộ lãnh đạo, quản lý các cấp",
    "Ban Tổ chức Trung ương",
    date(2019, 10, 18),
)
KH_15 = Document(
    "15-KH/ĐU",
    "Kế hoạch số 15-KH/ĐU về kiểm điểm, đánh giá, xếp loại chất lượng hàng năm đối với tổ chức đảng, đảng viên và "
    "tập thể, cá nhân cán bộ lãnh đạo, quản lý các cấp",
    "Đảng ủy Phường 11, quận Gò Vấp",
    date(2020, 12, 18),
)
CV_123 = Document(
    "123-CV/ĐU",
    "Công văn số 123-CV/ĐU về tổ chức kiểm điểm, đánh giá, xếp loại chất lượng tổ chức đảng, đảng viên và tập thể, "
    "cá nhân cán bộ lãnh đạo, quản lý năm 2021",
    "Ban Thường vụ Đảng ủy Phường 11, quận Gò Vấp",
    date(2022, 1, 6),
)

DOCUMENTS = (QD_132, HD_21, KH_15, CV_123)
