"""Minutes of a meeting: what they take over, what was typed, how they are signed; and the PDF says the same."""

import re
from datetime import date, time
from io import BytesIO

import pytest
from pypdf import PdfReader

from assessments.models import Meeting, ReviewFile
from assessments.reports.catalogue import file_contents_of, printed
from assessments.reports.contents.party_document import OPEN_LINE
from assessments.reports.file_catalogue import FILE_CATALOGUE, FILE_PAPERS, MEETING_MINUTES
from assessments.selectors.meetings import meeting_of
from assessments.services.attendance import record_later_review
from assessments.services.minutes import MinutesValues, save_minutes
from cells.models import Member
from tests import factories as make
from tests.assessments.cell_scene import hold_meeting, make_complete, make_scene, take_attendance

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Five voters and three others; An absent and reviewed later, Mới absent and not yet, two guests, notes."""
    scene = make_scene(members=6)
    make_complete(scene)
    hold_meeting(
        scene, valid=4, revision=3, called=None, present=None, voters_present=None,
        place="Văn phòng Khu phố 1", chair="Nguyễn Văn Bình", clerk="Nguyễn Văn Cường",
    )  # fmt: skip
    take_attendance(
        scene,
        absent={"Nguyễn Văn An": "ốm", "Lê Thị Mới": ""},
        guests="Đ/c Võ Văn Khách, Đảng ủy viên;\n\nBà Lê Thị Hai",
    )
    record_later_review(
        by=scene.secretary, file_id=scene.file.pk, member_id=Member.objects.get(full_name="Nguyễn Văn An").pk,
        reviewed_on=date(2021, 12, 22), note="trước chi ủy", revision=meeting_of(scene.file).revision, on=make.TODAY,
    )  # fmt: skip
    save_minutes(
        by=scene.secretary,
        file_id=scene.file.pk,
        values=MinutesValues(
            began_at=time(18, 30),
            ended_at=time(20, 5),
            minutes="Đồng chí Bí thư khai mạc.\nHội nghị thảo luận dân chủ.",
            notes={scene.review("Nguyễn Văn Bình").pk: "Tận tụy; cần sâu sát hơn với tổ dân phố."},
        ),
        revision=meeting_of(scene.file).revision,
        on=make.TODAY,
    )
    return scene


def minutes_of(scene):
    return file_contents_of(MEETING_MINUTES, scene.reload())


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def texts_of(contents):
    """Every text the contents hold."""
    head, sign = contents.letterhead, contents.signature
    yield from (head.superior, head.committee, head.number, head.place_and_date, head.kind, head.subject)
    for part in [*contents.parts, *(under for one in contents.parts for under in one.parts)]:
        yield from (part.title, *part.paragraphs)
        for table in part.tables:
            yield table.caption
            yield from (head.text for line in table.heads for head in line)
            yield from (cell for row in table.rows for cell in row.cells)
    yield from (contents.closing, sign.clerk_title, sign.clerk, sign.chair_title, sign.chair)


def test_who_was_there_and_who_was_not_is_told_by_name(scene):
    part = minutes_of(scene).parts[0]

    assert part.title == "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"
    assert part.paragraphs == (
        "Thời gian: từ 18 giờ 30, ngày 18 tháng 12 năm 2021.",
        "Địa điểm: Văn phòng Khu phố 1.",
        "Chủ trì: Nguyễn Văn Bình. Người ghi biên bản: Nguyễn Văn Cường.",
        "Tổng số được triệu tập: 7; có mặt: 5, trong đó 4 người có quyền biểu quyết; vắng mặt: 2.",
        "Có mặt: Nguyễn Văn Bình, Nguyễn Văn Cường, Lê Văn Dự (không có quyền biểu quyết), Trần Thị Người 0, "
        "Trần Thị Người 1.",
        "Khách mời, không biểu quyết: Đ/c Võ Văn Khách, Đảng ủy viên; Bà Lê Thị Hai.",
    )
    assert [row.cells for row in part.tables[0].rows] == [
        ("1", "Nguyễn Văn An", "ốm", "22/12/2021: trước chi ủy"),
        ("2", "Lê Thị Mới", "–", "chưa"),
    ]


def test_what_was_said_stands_under_its_subject(scene):
    part = minutes_of(scene).parts[1]
    (said,) = [under for under in part.parts if under.title.endswith("Nguyễn Văn Bình")]

    assert part.paragraphs == ("Đồng chí Bí thư khai mạc.", "Hội nghị thảo luận dân chủ.")
    assert said.paragraphs == (
        "Tự nhận mức: “Hoàn thành tốt nhiệm vụ”.",
        "Hội nghị đề nghị: “Hoàn thành tốt nhiệm vụ”.",
        "Tận tụy; cần sâu sát hơn với tổ dân phố.",
    )


def test_the_clerk_signs_left_and_the_chair_right_without_a_seal(scene):
    contents = minutes_of(scene)

    assert contents.signature.clerk_title == "NGƯỜI GHI BIÊN BẢN"
    assert (contents.signature.clerk, contents.signature.chair_title, contents.signature.chair) == (
        "Nguyễn Văn Cường", "CHỦ TRÌ", "Nguyễn Văn Bình",
    )  # fmt: skip
    head = contents.letterhead
    assert (head.superior, head.committee, head.number) == ("ĐẢNG ỦY PHƯỜNG 11", "CHI BỘ KHU PHỐ 1", "Số ……-BB/CB")
    assert contents.closing == "Hội nghị kết thúc lúc 20 giờ 05 cùng ngày./."


def test_the_pdf_says_what_the_contents_say(scene):
    contents = minutes_of(scene)
    reader = PdfReader(BytesIO(printed(MEETING_MINUTES, contents)))
    found = words("".join(page.extract_text() for page in reader.pages))

    assert [text for text in texts_of(contents) if words(text) not in found] == []
    assert words("DỰ THẢO") not in found
    assert found.index(words("NGƯỜI GHI BIÊN BẢN")) < found.index(words("CHỦ TRÌ"))


def test_a_meeting_typed_as_numbers_keeps_its_numbers_and_names_nobody(scene):
    meeting = meeting_of(scene.file)
    meeting.attendance.all().delete()
    Meeting.objects.filter(pk=meeting.pk).update(called=6, present=4, voters_present=4, guests="")

    part = minutes_of(scene).parts[0]

    assert part.paragraphs[3] == (
        "Tổng số được triệu tập: 6; có mặt: 4, trong đó 4 người có quyền biểu quyết; vắng mặt: 2."
    )
    assert (len(part.paragraphs), part.tables) == (4, ())


def test_nothing_typed_leaves_room_to_write_by_hand():
    scene = make_scene()
    hold_meeting(scene)
    contents = minutes_of(scene)

    assert contents.parts[0].paragraphs[:3] == (
        "Thời gian: ngày 18 tháng 12 năm 2021.", f"Địa điểm: {OPEN_LINE}.", f"Chủ trì: {OPEN_LINE}. Người ghi biên bản: {OPEN_LINE}.",
    )  # fmt: skip
    assert contents.closing == "Hội nghị kết thúc cùng ngày./."
    assert contents.parts[2].tables[0].rows == ()


@pytest.mark.parametrize(("kind", "number"), [("peoples_committee", "Số ……-BB"), ("party_committee", "Số ……-BB/ĐU")])
def test_a_collective_carries_the_symbol_of_its_committee_if_it_has_one(scene, kind, number):
    people = [make.make_member(scene.file.cell) for _number in range(3)]
    make.make_collective(scene.campaign.ward, people, "TTX", kind=kind, name="Tập thể X")
    make.make_open_campaign(scene.campaign.ward, year=2022)
    file = ReviewFile.objects.select_related("campaign__ward", "collective").get(code="TTX")
    Meeting.objects.create(
        file=file, held_on=date(2021, 12, 18), called=3, present=3, voters_present=3, ballots_issued=3,
        ballots_collected=3, ballots_valid=3, saved_at=make.now(), saved_by="x",
    )  # fmt: skip

    head = file_contents_of(MEETING_MINUTES, file).letterhead

    assert (head.number, head.committee) == (number, "TẬP THỂ X")


def test_papers_of_a_file_have_names_of_their_own():
    assert len(FILE_PAPERS) == len(FILE_CATALOGUE)
