"""How long the forms of a whole cell take as one PDF, prefilled with what everybody wrote.

python benchmarks/forms_pdf.py [FORMS] [--profile]
"""

# ruff: noqa: E402 -- models can be read only after the set-up

import cProfile
import os
import pstats
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "review_portal.settings")

import django

django.setup()

from django.template.loader import render_to_string
from django.utils.translation import override

from assessments.models.self_critique import LEVEL_CHOICES
from assessments.reports.contents.form_pages import Assessment, Choice, FormPages, FormSection, GradeQuestion
from assessments.reports.contents.party_document import Letterhead
from assessments.reports.pdf import pdf_of_all
from assessments.review_forms import form_for
from assessments.rules import Grade
from assessments.selectors.critique_header import HeaderLine

_SAID = (
    "Trong năm đã chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước; thực hiện đầy đủ nhiệm vụ được chi bộ phân "
    "công, tham gia sinh hoạt đều, đóng góp ý kiến xây dựng nghị quyết; còn hạn chế trong việc vận động nhân dân. "
)


def page_of(number: int) -> FormPages:
    """Form 02 of somebody invented."""
    name = f"Nguyễn Văn Mẫu {number}"
    sections = tuple(
        FormSection(
            f"{section.number}. {section.heading('vi')}",
            "",
            "",
            (),
            (f"{name}: {_SAID * 2}", f"{_SAID}{number}."),
            range(0),
            tuple(Choice(str(word), value == "good") for value, word in LEVEL_CHOICES) if section.group else (),
        )
        for section in form_for("member", {}).sections
    )
    questions = tuple(
        GradeQuestion(label, tuple(Choice(one.vi, one is Grade.GOOD) for one in Grade))
        for label in ("1. Công chức, viên chức:", "2. Đảng viên:")
    )
    blocks = tuple(
        Assessment(title, "Nhận xét, đánh giá:", range(1), ((questions[0], "THỦ TRƯỞNG"), (questions[1], "T/M CHI ỦY")))
        for title in ("A. Đánh giá công chức, viên chức", "B. Đánh giá đảng viên")
    )
    head = Letterhead(
        "ĐẢNG BỘ PHƯỜNG 11",
        "CHI BỘ KHU PHỐ 1",
        "",
        "Phường 11, ngày … tháng … năm …",
        "BẢN KIỂM ĐIỂM CÁ NHÂN",
        "Năm 2021",
        "",
    )
    return FormPages(
        head, "Mẫu 02", (HeaderLine("Họ và tên", name), HeaderLine("Ngày sinh", "01/01/1970"), HeaderLine("Chức vụ", "")),
        sections, "VII. Tự nhận mức xếp loại", questions, "NGƯỜI TỰ KIỂM ĐIỂM", name, blocks, "2021-12-31",
    )  # fmt: skip


def htmls(forms: int) -> list[str]:
    with override("vi"):
        return [
            render_to_string(
                "reports/_paper.html",
                {"contents": page_of(number), "document_title": "Bản kiểm điểm", "body": "reports/form_pages.html"},
            )
            for number in range(forms)
        ]


def main(forms: int = 64, *, profiled: bool = False) -> None:
    pdf_of_all(htmls(1))  # what is loaded once
    begun = time.process_time()
    pages = htmls(forms)
    written = time.process_time()
    profile = cProfile.Profile()
    if profiled:
        profile.enable()
    data = pdf_of_all(pages)
    profile.disable()
    done = time.process_time()
    sys.stdout.write(
        f"{forms} forms: HTML {written - begun:.2f} s, PDF {done - written:.2f} s of processor time, {len(data) // 1000} kB\n"
    )
    if profiled:
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    numbers = [int(one) for one in arguments if one.isdigit()]
    main(*numbers, profiled="--profile" in arguments)
