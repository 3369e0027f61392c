"""Self-critiques handed in, proposals, letters, decisions, notices, plans: what each says, and that its PDF says the same."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from page import ValidationProfile, validate_pdf_bytes

from assessments.models import Decision, Review, ReviewFile, SelfCritique, Shortcoming
from assessments.reports import deed_catalogue as deeds
from assessments.reports import file_catalogue as files
from assessments.reports.bulk import bulk_kinds
from assessments.reports.catalogue import deed_contents_of, file_contents_of, part_htmls, printed, review_contents_of
from assessments.services.orders import OrderValues, draft_order
from tests import factories as make
from tests.assessments.other_papers_scene import NAME, OtherPapers
from tests.assessments.reports.test_file_papers import _body, read, squeezed, text_of, texts_in
from tests.assessments.reports.test_file_papers import _faces_outside as faces_outside

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def give(once):
    return once(OtherPapers)


@pytest.fixture
def scene(give):
    return give()


# --- what each paper says


def test_a_critique_handed_in_carries_the_three_signatures(scene):
    paper, contents = scene.papers()["one:critique"]
    officer, member, others = contents.assessments

    assert contents.submitted == "Đã nộp ngày 15/12/2021, người nộp: Bí thư Một."
    assert all(section.text and not section.guidance for section in contents.form.sections)
    assert (officer.text, member.text) == (("Nội dung (employer)",), ("Nội dung (cell_committee)",))
    assert others.text == ("Cấp ủy nơi cư trú: Nội dung (residence)",)
    assert [[choice.chosen for choice in question.choices] for question, _who in member.questions] == [
        [False, True, False, False],  # the cell proposed good
        [False, False, True, False],  # the committee's word, after the re-grade
    ]


def test_the_committees_grade_is_on_no_critique_before_the_release(scene):
    ReviewFile.objects.filter(code="KP01").update(stage="decided")
    contents = review_contents_of(files.REVIEW_CRITIQUE, scene.loaded_one())
    [_proposed, (decided, _who)] = contents.assessments[1].questions

    assert [choice.chosen for choice in decided.choices] == [False] * 4


def test_a_hint_is_a_letter_with_points_day_and_person_in_charge(scene):
    letter = scene.papers()["hint_letter"][1]

    assert (letter.letterhead.number, letter.letterhead.kind) == ("Số 15-CV/ĐU", "")
    assert letter.letterhead.place_and_date.endswith("ngày 10 tháng 01 năm 2022")
    assert letter.letterhead.addressee == f"Đồng chí {NAME}, Chi bộ Khu phố 1"
    assert letter.opening.startswith(
        "Thực hiện mục 3.5 Công văn số 123-CV/ĐU, ngày 06 tháng 01 năm 2022; Ban Thường vụ"
    )
    assert letter.points == ("1. Nội dung thứ nhất.", "2. Nêu rõ nguyên nhân.")
    assert letter.asks[0].endswith("chậm nhất ngày 20/01/2022.")
    assert letter.asks[1] == "Phân công đồng chí Nguyễn Văn An 1, Đảng ủy viên, chỉ đạo việc kiểm điểm./."


def test_a_draft_bears_neither_number_nor_day_and_says_so_on_every_page(scene):
    scene.hint.state, scene.hint.number, scene.hint.dated_on = "draft", "15-CV/ĐU", make.TODAY
    contents = deed_contents_of(deeds.HINT_LETTER, scene.hint)
    pages = read(printed(deeds.HINT_LETTER, contents)).pages

    assert (contents.letterhead.number, "…" in contents.letterhead.place_and_date) == ("Số ……", True)
    assert all("DỰTHẢO–chưabanhành" in squeezed(page.extract_text()) for page in pages)


def test_a_letter_that_sends_back_gives_the_reason_of_each_section(scene):
    returned, again = (scene.papers()[code][1] for code in ("return_letter", "re_review_letter"))

    assert returned.reasons == ("Nội dung chung", "1. Danh sách đảng viên: Nội dung riêng")
    assert (len(returned.asks), len(again.asks)) == (1, 2)
    assert returned.asks[-1].endswith("chậm nhất ngày 25/01/2022./.")
    assert (returned.letterhead.number, returned.letterhead.addressee) == ("Số 20-CV/ĐU", "Chi bộ Khu phố 1")


def test_a_regrade_names_the_former_grade_its_decision_and_the_reason(scene):
    decision = scene.papers()["regrade_decision"][1]
    first = decision.articles[0]

    assert first.paragraphs == (
        f"Xếp loại lại chất lượng năm 2021 đối với đồng chí {NAME}.",
        "Mức đã xếp loại: “Hoàn thành tốt nhiệm vụ” (theo Quyết định số 05-QĐ/ĐU, ngày 10 tháng 01 năm 2022).",
        "Mức xếp loại mới: “Hoàn thành nhiệm vụ”.",
        "Lý do: Nội dung xếp lại",
    )
    assert f"- Đồng chí {NAME}," in decision.signature.recipients


def test_a_regrade_in_draft_is_read_from_its_order(scene):
    order = draft_order(
        by=scene.office, campaign_id=scene.campaign.pk, kind="regrade", review_id=scene.review("A003").pk, on=make.TODAY,
        values=OrderValues(note="Xếp sai.", grade="fulfilled"),
    )  # fmt: skip
    contents = deed_contents_of(deeds.REGRADE, order)

    assert (contents.draft, contents.letterhead.number) == (True, "Số ……")
    assert contents.articles[0].paragraphs[1].startswith("Mức đã xếp loại: “Hoàn thành tốt nhiệm vụ”")


def test_a_decision_carries_its_list_cell_by_cell_as_it_was_signed(scene):
    contents = scene.papers()["decision"][1]
    [annex] = contents.annexes
    units = [table.heads[0][0].text for table in annex.tables]
    rows = [row for table in annex.tables for row in table.rows]
    graded = {row.cells[1]: row.cells[3] for row in rows if row.cells[1].startswith("Nguyễn")}

    assert contents.letterhead.number == "Số 05-QĐ/ĐU"
    assert units[:2] == ["Chi bộ Khu phố 1", "Chi bộ Khu phố 2"]
    assert [row.cells[0] for row in rows] == [str(number) for number in range(1, scene.decision.rows + 1)]
    assert graded[NAME] == "Hoàn thành tốt nhiệm vụ"  # the re-grade stands on its own paper
    assert [article.title for article in contents.articles] == ["Điều 1.", "Điều 2.", "Điều 3."]
    assert "có tên trong danh sách" in contents.articles[2].paragraphs[0]


def test_a_long_list_names_the_unit_on_every_page_and_ends_none_early(scene):
    paper, contents = scene.papers()["decision"]
    [annex] = contents.annexes
    first, second, *_rest = annex.tables
    tables = (replace(first, rows=first.rows * 10), replace(second, rows=second.rows * 10))

    pages = [squeezed(page.extract_text()) for page in read(printed(paper, _with_list(contents, tables))).pages]
    listed = [page for page in pages if squeezed("Xếp loại với tư cách") in page]

    assert squeezed("Phụ lục 1") not in "".join(pages)
    assert all(squeezed(first.heads[0][0].text) in page or squeezed(second.heads[0][0].text) in page for page in listed)
    assert any(
        squeezed(first.heads[0][0].text) in page and squeezed(second.heads[0][0].text) in page for page in listed
    )
    assert len(part_htmls(paper, _with_list(contents, tables))) == 2
    # A list of thousands is set in pieces.
    assert len(part_htmls(paper, _with_list(contents, (replace(first, rows=first.rows * 200), *tables)))) == 3


def _with_list(contents, tables):
    return replace(contents, annexes=(replace(contents.annexes[0], tables=tables),))


def test_few_of_a_unit_stand_in_one_list_beside_its_name(scene):
    heads = deed_contents_of(deeds.DECISION, Decision.objects.get(campaign=scene.campaign, scope="heads"))
    [table] = heads.annexes[0].tables

    assert len(table.heads) == 1
    assert table.rows[0].group
    assert [row.cells[0] for row in table.rows if not row.group] == [
        str(number) for number in range(1, sum(not row.group for row in table.rows) + 1)
    ]


def test_a_unit_is_told_its_own_and_a_person_the_own_grade_alone(scene):
    unit, person = scene.papers()["result_notice"][1], scene.papers()["one:result_notice"][1]
    names = {row.cells[1] for table in unit.tables for row in table.rows}

    assert (NAME in names, [name for name in names if name.startswith("Trần")]) == (True, [])
    assert person.lines == ("- Đảng viên: Hoàn thành nhiệm vụ (Quyết định số 31-QĐ/ĐU ngày 10/01/2022).",)
    assert [name for name in (f"Nguyễn Văn An {number}" for number in (1, 3, 4, 5, 6)) if name in str(person)] == []


def test_a_plan_lists_measures_and_is_a_draft_while_one_lacks(scene):
    plan = scene.papers()["one:remedy_plan"][1]

    assert [part.title for part in plan.shortcomings] == ["1. Vắng họp", "2. Nội dung chậm"]
    assert plan.shortcomings[0].paragraphs == ("(Nêu từ năm 2020; năm nay: đang khắc phục.)", "Nội dung dở")
    assert plan.shortcomings[1].tables[0].rows[0].cells == (
        "1", "Nội dung biện pháp", "Đồng chí Ba", "30/06/2022", "Nội dung kết quả",
    )  # fmt: skip
    assert plan.draft


# --- the PDFs


def test_every_pdf_says_what_its_contents_say_and_may_be_archived(scene):
    missing, faces, faults = {}, set(), {}
    for code, (paper, contents) in scene.papers().items():
        content = printed(paper, contents)
        reader = read(content)
        found = text_of(reader)
        missing[code] = [text for text in texts_in(_body(contents)) if squeezed(text) not in found]
        faces |= set(faces_outside(reader))
        profile = ValidationProfile.PDF_A_3U if b'pdfaid:part="3"' in content else ValidationProfile.PDF_A_2U
        faults[code] = [failure.message for failure in validate_pdf_bytes(content, profile=profile).failures]

    assert len(missing) > 10
    assert {code: texts for code, texts in missing.items() if texts} == {}
    assert faces == set()
    assert {code: said for code, said in faults.items() if said} == {}


def test_the_same_data_give_the_same_bytes(scene):
    first, again = scene.papers(), scene.papers()
    codes = ("one:critique", "hint_letter", "decision", "one:result_notice", "one:remedy_plan")

    assert [code for code in codes if printed(*first[code]) != printed(*again[code])] == []


def test_a_paper_of_everybody_asks_as_often_for_many_as_for_few():
    def cost(members: int) -> int:
        ward = make.make_ward(f"P{members}")
        cell = make.make_cell(ward, f"KP{members}")
        for number in range(members):
            make.make_member(cell, f"Nguyễn Văn {number}")
        campaign = make.make_open_campaign(ward)
        kept = {"saved_by": "x", "saved_at": make.now()}
        for review in Review.objects.filter(campaign=campaign, kind="member"):
            SelfCritique.objects.create(
                review=review, form="02", form_version="CV123-2021", submitted_at=make.now(), submitted_by="x", **kept
            )
            Shortcoming.objects.create(review=review, found_year=2021, text="Chậm", **kept)
        ReviewFile.objects.filter(campaign=campaign).update(stage="released")
        file = ReviewFile.objects.select_related("campaign__ward__profile", "cell").get(campaign=campaign)
        with CaptureQueriesContext(connection) as caught:
            for paper in (files.CRITIQUES_SUBMITTED, files.REMEDY_PLANS, files.PERSON_NOTICES, files.UNIT_NOTICE):
                assert file_contents_of(paper, file)
        return len(caught)

    assert cost(2) == cost(12)


# --- in bulk


def test_in_bulk_each_kind_yields_as_many_as_it_counted_each_under_its_own_name(scene):
    """What is set, and how it looks, is asked above; here only that each is made of texts of its own."""
    made = {}
    for kind in bulk_kinds():
        texts = []
        papers = list(kind.papers(scene.campaign, lambda htmls, _make, texts=texts: texts.append(htmls) or b"%PDF-"))
        assert len({tuple(one) for one in texts}) == len(texts)
        assert all(pdf.startswith(b"%PDF-") for _name, pdf in papers)
        made[kind.code] = (kind.total(scene.campaign), len(papers), len({name for name, _pdf in papers}))

    assert all(total == count == names for total, count, names in made.values())
    assert {code: total for code, (total, _count, _names) in made.items()} == {
        "forms_prefilled": 3, "attendance_list": 3, "ballot_papers": 3, "counting_minutes_blank": 3,
        "counting_minutes": 0, "meeting_minutes": 1, "critiques_submitted": 1, "grade_proposal": 1, "remedy_plans": 1,
        "hint_letter": 1, "return_letter": 1, "re_review_letter": 1, "decision": 4, "result_notice": 1,
        "result_notices": 1, "planning_review": 0,
    }  # fmt: skip


def test_a_bulk_is_made_one_paper_after_the_other(scene):
    kind = next(kind for kind in bulk_kinds() if kind.code == "decision")
    name, pdf = next(kind.papers(scene.campaign))

    assert (name.startswith("decision-"), pdf[:5]) == (True, b"%PDF-")
