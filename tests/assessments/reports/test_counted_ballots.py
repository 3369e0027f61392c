"""What papers tell of the ballots of a meeting, in cells of another size."""

import pytest

from assessments.reports import file_catalogue as files
from assessments.reports.catalogue import file_contents_of
from assessments.reports.contents.party_document import long_date
from tests.assessments.cell_scene import hold_meeting, make_scene, submit_all, vote_all
from tests.assessments.reports.test_file_papers import of_file

pytestmark = pytest.mark.django_db


def test_the_count_is_blank_or_as_counted():
    scene = make_scene(members=8)
    hold_meeting(scene, valid=6, called=6, present=6)
    vote_all(scene, (1, 5, 0, 0))
    blank, filled = of_file(scene, "counting_minutes_blank"), of_file(scene, "counting_minutes")

    assert {row.cells[2:] for row in blank.parts[1].tables[0].rows} == {("", "", "", "")}
    assert "Số phiếu phát ra: ……; thu về: ……;" in blank.parts[1].paragraphs[0]  # room for a pen
    days = [paper.letterhead.place_and_date.partition(", ")[2] for paper in (blank, filled)]
    assert days == ["ngày …… tháng …… năm ……", long_date(scene.file.meeting.held_on)]
    assert {row.cells[2:] for row in filled.parts[1].tables[0].rows} == {("1", "5", "0", "0")}
    assert "Số phiếu phát ra: 6" in filled.parts[1].paragraphs[0]


@pytest.mark.parametrize(("members", "told"), [(8, True), (4, False)])
def test_a_proposal_tells_ballots_only_where_they_are_many(members, told):
    scene = make_scene(members=members)
    submit_all(scene)
    valid = members - 2 if told else 3
    hold_meeting(scene, valid=valid, called=members, present=members)
    vote_all(scene, (0, valid, 0, 0))
    contents = file_contents_of(files.GRADE_PROPOSAL, scene.reload())
    rows = [row.cells for row in contents.parts[1].tables[1].rows if row.cells[1] == "Nguyễn Văn An"]

    ballots = ("0", str(valid), "0", "0") if told else ("Hoàn thành tốt nhiệm vụ",)
    assert rows == [("1", "Nguyễn Văn An", "Hoàn thành tốt nhiệm vụ", *ballots, "Hoàn thành tốt nhiệm vụ", "–")]
    assert (contents.draft, contents.signature.authority, contents.signature.position) == (True, "T/M CHI BỘ", "BÍ THƯ")
