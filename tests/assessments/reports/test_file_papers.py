"""Papers of a file to be filled in by hand: what they know already, what stays open; and the PDF says the same."""

import re
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from assessments.models import Meeting, PlanningReview, RemedyMeasure, Review, ReviewFile, Shortcoming
from assessments.reports.catalogue import file_contents_of, printed, review_contents_of
from assessments.reports.contents.form_pages import Choice
from assessments.reports.file_catalogue import (
    BALLOTS,
    COUNT_BLANK,
    FILE_CATALOGUE,
    FILE_PAPERS,
    FORMS_PREFILLED,
    REVIEW_CATALOGUE,
    REVIEW_FORM,
    REVIEW_SHEETS,
)
from assessments.services.self_critiques import CritiqueValues, save_draft
from tests import factories as make
from tests.assessments.cell_scene import hold_meeting, make_scene, submit_all, take_attendance, vote_all
from tests.assessments.hint_scene import issued_hint

pytestmark = pytest.mark.django_db

AN = "Nguyễn Văn An"
FACES = ("Liberation-Serif", "Tinos", "Times", "TeX-Gyre-Termes", "DejaVu-Serif")
#: Numbers that say where a thing stands, or how much room it gets; codes of the layout.
NOT_PRINTED = {"dated_on", "draft", "lines", "layout", "words", "copies", "on_sheet", "chosen", "word", "empty"}


@pytest.fixture(scope="module")
def give(once):
    return once(make_scene)


@pytest.fixture
def scene(give):
    return give()


def of_file(scene, code):
    return file_contents_of(FILE_PAPERS[code], scene.reload())


def of_review(scene, paper, name=AN):
    review = Review.objects.select_related("file__campaign__ward", "file__cell", "file__collective").get(
        pk=scene.review(name).pk
    )
    return review_contents_of(paper, review)


@pytest.fixture(scope="module")
def set_once():
    """`printed`, and what says the same as before in this module is not set again."""
    kept: dict[tuple[str, ...], bytes] = {}

    def keep(texts, make) -> bytes:
        key = tuple(texts)
        if key not in kept:
            kept[key] = make()
        return kept[key]

    return lambda paper, contents: printed(paper, contents, keep=keep)


def first_three(contents):
    """Of a bundle: of the forms a collective's, a leader's and another's, each of another length."""
    return replace(contents, sheets=contents.sheets[:3]) if hasattr(contents, "sheets") else contents


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def text_of(reader: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


def texts_in(contents):
    """Every text a paper's contents hold."""
    if isinstance(contents, str):
        yield contents
    elif isinstance(contents, Choice):
        yield contents.text
    elif isinstance(contents, tuple):
        for one in contents:
            yield from texts_in(one)
    elif is_dataclass(contents):
        unmarked = set() if getattr(contents, "draft", True) else {"draft_mark"}
        for field in fields(contents):
            if field.name not in NOT_PRINTED | unmarked:
                yield from texts_in(getattr(contents, field.name))


def everything_recorded(scene):
    """A shortcoming of last year, every critique, a hint, a meeting with one absent, one row counted; the planning."""
    Shortcoming.objects.create(
        review=scene.review(AN), found_year=2020, text="Chưa dự đủ sinh hoạt khu phố", saved_by="x", saved_at=make.now()
    )
    submit_all(scene)
    issued_hint(scene.review("Nguyễn Văn Bình"))
    meeting = hold_meeting(scene, valid=2, called=None, present=None, voters_present=None)
    take_attendance(scene, absent={"Nguyễn Văn Cường": "ốm"})
    meeting.counts.create(review=scene.review(AN), good=2)
    PlanningReview.objects.create(
        file=scene.file, entries=[{"name": AN, "post": "Bí thư chi bộ", "change": "add", "why": "Được tín nhiệm"}],
        text="Chi bộ đã rà soát.", saved_by="x", saved_at=make.now(),
    )  # fmt: skip
    Shortcoming.objects.filter(review=scene.review(AN)).update(outcome="not_fixed")
    RemedyMeasure.objects.create(
        shortcoming=Shortcoming.objects.get(), measure="Dự họp đủ", person=AN, due_on=make.TODAY, saved_by="x", saved_at=make.now(),
    )  # fmt: skip
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage="released")


# --- what each paper says


def test_a_prefilled_form_knows_the_person_and_what_is_written(scene):
    review = scene.review(AN)
    Shortcoming.objects.create(
        review=review, found_year=2020, text="Chưa dự đủ sinh hoạt khu phố", saved_by="x", saved_at=make.now()
    )
    save_draft(
        by=scene.secretary, review_id=review.pk, revision=0, on=make.TODAY,
        values=CritiqueValues({"duties": "Trực chốt phòng dịch.\nPhát quà."}, {"duties": "excellent"}, "good"),
    )  # fmt: skip
    form = of_review(scene, REVIEW_FORM)
    duties = next(one for one in form.sections if one.title.startswith("I.2"))
    remedies = next(one for one in form.sections if one.title.startswith("III"))

    assert [(line.label, line.value) for line in form.header][:2] == [("Họ và tên", AN), ("Ngày sinh", "01/01/1960")]
    assert (duties.text, len(duties.lines)) == (("Trực chốt phòng dịch.", "Phát quà."), 0)
    assert [choice.text for choice in duties.levels] == [
        "■\u00a0Xuất\u00a0sắc",
        "□\u00a0Tốt",
        "□\u00a0Trung\u00a0bình",
        "□\u00a0Kém",
    ]
    assert (remedies.notes_title, remedies.notes) == (
        "Hạn chế, khuyết điểm của các năm trước:",
        ("1) Chưa dự đủ sinh hoạt khu phố",),
    )
    assert len(remedies.lines) == 2
    assert [choice.chosen for choice in form.grades[1].choices] == [False, True, False, False]
    assert (form.signature, form.signatory, form.mark) == ("NGƯỜI TỰ KIỂM ĐIỂM", AN, "Mẫu 02 HD KĐ.ĐG 2019")


def test_the_points_of_an_issued_hint_are_asked(scene):
    hint = issued_hint(scene.review(AN))
    section = next(one for one in of_review(scene, REVIEW_FORM).sections if one.title.startswith("IV"))

    assert section.notes == tuple(
        f"{number}) {point.text}" for number, point in enumerate(hint.points.order_by("position"), start=1)
    )


def test_a_blank_form_knows_nobody(scene):
    everything_recorded(scene)
    for code in ("form_01_blank", "form_02_blank", "form_02_leader_blank"):
        form = of_file(scene, code)

        assert {line.value for line in form.header} <= {""}
        assert {section.text for section in form.sections} == {()}
        assert not any(choice.chosen for section in form.sections for choice in section.levels)
        assert (AN in str(form), form.signatory) == (False, "")


def test_the_longer_form_is_for_leaders(scene):
    titles = {
        code: [one.title[:4] for one in of_file(scene, code).sections]
        for code in ("form_02_blank", "form_02_leader_blank")
    }

    assert ("I.8." in titles["form_02_blank"], "I.8." in titles["form_02_leader_blank"]) == (False, True)


def test_the_bundle_holds_a_form_of_everybody_who_owes_one(scene):
    bundle = of_file(scene, "forms_prefilled")

    assert [sheet.header[0].value for sheet in bundle.sheets] == [
        "Chi ủy Khu phố 1", AN, "Nguyễn Văn Bình", "Nguyễn Văn Cường", "Lê Văn Dự", "Lê Thị Mới",
    ]  # fmt: skip
    assert bundle.letterhead.kind == "Bản kiểm điểm của Chi bộ Khu phố 1"


def test_each_body_gets_a_sheet_of_its_own(scene):
    cell = [sheet.participant.partition(": ")[2].partition(":")[0] for sheet in of_file(scene, "sheets_03").sheets]
    sheets = of_review(scene, REVIEW_SHEETS)
    member = sheets.sheets

    assert cell == ["Thủ trưởng cơ quan, đơn vị", "Tổ chức chính trị - xã hội"]
    assert [sheet.participant for sheet in member] == ["Chủ thể tham gia đánh giá: Chi ủy Chi bộ Khu phố 1"]
    assert member[0].subject == f"Đánh giá đảng viên: {AN}"
    assert {cell for row in member[0].table.rows for cell in row.cells[2:]} == {""}
    assert len(of_file(scene, "sheets_04").sheets) == 3
    # Of an ordinary member it is one page: a ward prints hundreds.
    assert len(read(printed(REVIEW_SHEETS, replace(sheets, sheets=member[:1]))).pages) == 1


def test_every_ballot_is_as_every_other_and_tells_nobody(scene, set_once):
    ballot = of_file(scene, "ballot_papers")
    pages = [page.extract_text() for page in read(set_once(BALLOTS, ballot)).pages]

    assert (ballot.copies, [row.cells[1] for row in ballot.table.rows]) == (
        3, ["Chi bộ Khu phố 1", "Chi ủy Khu phố 1", AN, "Nguyễn Văn Bình", "Nguyễn Văn Cường", "Lê Văn Dự"],
    )  # fmt: skip
    assert {row.cells[2:] for row in ballot.table.rows} == {("", "", "", "")}
    assert sum(page.count("PHIẾU BIỂU QUYẾT") for page in pages) == 3
    assert "không ghi họ tên" in ballot.how


def test_small_ballots_share_a_page_and_none_is_printed_too_many(scene):
    ballot = of_file(scene, "ballot_papers")
    for copies in (1, 2, 5):
        reader = read(printed(BALLOTS, replace(ballot, copies=copies)))
        counts = [page.extract_text().count("PHIẾU BIỂU QUYẾT") for page in reader.pages]

        assert sum(counts) == copies
        assert len(counts) == -(-copies // max(counts))
    assert max(counts) > 1


def test_whoever_was_absent_stands_on_no_ballot_and_voters_present_count(scene):
    hold_meeting(scene, called=None, present=None, voters_present=None, valid=2)
    take_attendance(scene, absent={"Nguyễn Văn Cường": "ốm"})
    ballot = of_file(scene, "ballot_papers")

    assert ballot.copies == 2
    assert "Nguyễn Văn Cường" not in [row.cells[1] for row in ballot.table.rows]


def test_of_few_ballots_the_paper_tells_no_number(scene):
    hold_meeting(scene, valid=3)
    vote_all(scene, (0, 3, 0, 0))
    filled = of_file(scene, "counting_minutes")

    assert {row.cells[2:] for row in filled.parts[1].tables[0].rows} == {("Hoàn thành tốt nhiệm vụ",)}
    assert "Ít phiếu" in filled.parts[1].paragraphs[1]


def test_the_attendance_list_has_room_to_sign(scene):
    hold_meeting(scene, valid=2, called=None, present=None, voters_present=None)
    take_attendance(scene, absent={"Nguyễn Văn Cường": "ốm"})
    rows = [row.cells[1:] for row in of_file(scene, "attendance_list").parts[0].tables[0].rows]

    assert (AN, "có", "") in rows
    assert ("Nguyễn Văn Cường", "có", "vắng: ốm") in rows
    assert ("Lê Văn Dự", "không", "") in rows


# --- the PDFs


def test_each_pdf_says_what_the_contents_say(scene):
    everything_recorded(scene)
    file, missing, faces, sizes = scene.reload(), {}, set(), set()
    for paper in FILE_CATALOGUE:
        contents = first_three(file_contents_of(paper, file))
        reader = read(printed(paper, contents))
        missing[paper.code] = missing_of(contents, reader)
        faces |= set(_faces_outside(reader))
        sizes |= {tuple(round(float(side)) for side in page.mediabox[2:]) for page in reader.pages}

    assert {code: texts for code, texts in missing.items() if texts} == {}
    assert faces == set()
    assert sizes == {(595, 842)}


def test_each_pdf_of_one_says_what_its_contents_say(scene):
    everything_recorded(scene)
    missing = {}
    for paper in REVIEW_CATALOGUE:
        contents = of_review(scene, paper)
        missing[paper.code] = missing_of(contents, read(printed(paper, contents)))

    assert {code: texts for code, texts in missing.items() if texts} == {}


def missing_of(contents, reader: PdfReader) -> list[str]:
    found = text_of(reader)
    return [text for text in texts_in(_body(contents)) if squeezed(text) not in found]


def _body(contents):
    """Of several in one only what each says; the bundle's name is the document's title."""
    return getattr(contents, "sheets", contents)


def _faces_outside(reader: PdfReader) -> list[str]:
    found = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            name = descendant["/BaseFont"].partition("+")[2]
            embedded = any(key in descendant["/FontDescriptor"].get_object() for key in ("/FontFile2", "/FontFile3"))
            if not embedded or not name.startswith(FACES):
                found.add(name)
    return sorted(found)


@pytest.mark.parametrize("paper", [FORMS_PREFILLED, BALLOTS, COUNT_BLANK], ids=lambda paper: paper.code)
def test_the_same_data_give_the_same_bytes(scene, set_once, paper):
    """`set_once` may have set them before; the other time they are set now."""
    first, again = (first_three(file_contents_of(paper, scene.reload())) for _time in range(2))

    assert set_once(paper, first) == printed(paper, again)


def test_each_form_of_a_bundle_counts_its_own_pages(scene, set_once):
    reader = read(set_once(FORMS_PREFILLED, first_three(of_file(scene, "forms_prefilled"))))
    marks = [re.search(r"(?<![/\d])(\d)/(\d)(?![/\d])", page.extract_text()) for page in reader.pages]
    numbers = [int(mark[1]) if mark else 1 for mark in marks]

    assert numbers.count(1) == 3
    assert all(after in (1, number + 1) for number, after in pairwise(numbers))
    assert reader.metadata.title == "Bản kiểm điểm của Chi bộ Khu phố 1"


def test_a_long_name_stays_on_the_page_and_a_form_without_anything_is_whole(scene):
    long = "Công Tằng Tôn Nữ " + "Thị Nguyễn Hoàng " * 6 + "Khánh"
    member = Review.objects.get(campaign=scene.campaign, name=AN).member
    member.full_name, member.born_on, member.position = long, None, ""
    member.save()
    Review.objects.filter(member=member).update(name=long)
    reader = read(printed(REVIEW_FORM, of_review(scene, REVIEW_FORM, long)))

    assert squeezed(long) in text_of(reader)


def test_a_collectives_file_has_what_concerns_it(scene):
    people = [make.make_member(scene.file.cell) for _number in range(3)]
    collective = make.make_collective(scene.campaign.ward, people, "TTX", kind="peoples_committee", name="Tập thể X")
    make.make_post(people[0], collective)
    make.make_open_campaign(scene.campaign.ward, year=2022)
    file = ReviewFile.objects.select_related("campaign__ward", "cell", "collective").get(code="TTX")

    available = {paper.code for paper in FILE_CATALOGUE if paper.available(file)}

    assert available == {
        "forms_prefilled", "form_01_blank", "sheets_04", "attendance_list", "ballot_papers", "counting_minutes_blank",
    }  # fmt: skip

    Meeting.objects.create(
        file=file, held_on=make.TODAY, called=3, present=3, voters_present=3, ballots_issued=3, ballots_collected=3,
        ballots_valid=3, saved_by="x", saved_at=make.now(),
    )  # fmt: skip
    _vote, proposed = file_contents_of(FILE_PAPERS["grade_proposal"], file).parts
    assert proposed.paragraphs == ()  # no members to count
    assert [table.caption for table in proposed.tables] == [
        "1. Chi bộ và tập thể lãnh đạo",
        "2. Cán bộ lãnh đạo, quản lý",
    ]


def test_a_bundle_asks_as_often_for_many_as_for_few():
    def cost(members: int) -> int:
        ward = make.make_ward(f"P{members}")
        cell = make.make_cell(ward, f"KP{members}")
        for number in range(members):
            make.make_member(cell, f"Nguyễn Văn {number}")
        make.make_open_campaign(ward)
        file = ReviewFile.objects.select_related("campaign__ward__profile", "cell").get(campaign__ward=ward)
        with CaptureQueriesContext(connection) as caught:
            for code in ("forms_prefilled", "sheets_05", "ballot_papers"):
                assert file_contents_of(FILE_PAPERS[code], file)
        return len(caught)

    assert cost(3) == cost(40)
