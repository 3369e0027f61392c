"""Row 4 of form 6F and the list behind it: each subject once, under every issuer it had a hint from."""

import pytest

from assessments.models import HintAnswer
from assessments.reports.contents.ward_summary_tables import hints_table, review_table
from assessments.selectors.hint_figures import NO_HINTS, hint_figures
from assessments.selectors.tallies import tally_of
from tests import factories as make
from tests.assessments.hint_scene import POINTS, issued_hint, make_hint_scene

pytestmark = pytest.mark.django_db
AN, BINH, BODY = "Nguyễn Văn An", "Nguyễn Văn Bình", "Chi ủy Khu phố 1"


@pytest.fixture
def scene():
    """An from ward and city, Bình from the ward, the cell committee from the district; a draft and a withdrawn one."""
    scene = make_hint_scene()
    issued_hint(scene.review(AN), scene.person, POINTS)
    issued_hint(scene.review(AN), issuer="city", number="3-CV/TU")
    issued_hint(scene.review(BINH))
    answered = issued_hint(scene.review(BODY), issuer="district", number="7-CV/QU", issuing_body="Quận ủy")
    HintAnswer.objects.create(point=answered.points.get(), text="Đã rõ", saved_by="x", saved_at=make.now())
    issued_hint(scene.review("Nguyễn Văn Cường"), state="draft", issued_at=None)
    issued_hint(scene.review("Nguyễn Văn Cường"), state="withdrawn", withdrawn_reason="x")
    return scene


def test_each_subject_counts_once_and_once_for_each_issuer(scene):
    figures = hint_figures(scene.campaign)

    assert (figures.members.total, figures.members.by_issuer) == (2, {"city": 1, "ward": 2})
    assert (figures.collectives.total, figures.collectives.by_issuer) == (1, {"district": 1})
    assert (figures.points, figures.answered) == (5, 1)


def test_the_report_prints_the_same_figures(scene):
    tally = tally_of(scene.campaign, make.TODAY)
    rows = [row.cells for row in review_table(tally).rows[-4:]]

    assert [(cells[0][:4].strip(), cells[1], cells[3]) for cells in rows] == [
        ("4. Đ", "1", "2"),
        ("4.1.", "0", "1"),
        ("4.2.", "1", "0"),
        ("4.3.", "0", "2"),
    ]
    assert (tally.member_reviews.subject, rows[0][4]) == (6, "33,3%")
    listed = hints_table(tally).rows
    assert [(row.cells[1], row.cells[3], row.cells[4], row.cells[5]) for row in listed] == [
        (AN, "–", "1", "0"),
        (BODY, "–", "1", "1"),
        (AN, "Đỗ Thị Phụ Trách", "2", "0"),
        (BINH, "–", "1", "0"),
    ]
    assert listed[1].cells[2] == "Quận ủy, 7-CV/QU, 10/01/2022"


def test_a_year_without_hints_has_none(django_assert_num_queries):
    ward = make.make_ward()
    make.make_cell(ward)
    campaign = make.make_open_campaign(ward)

    with django_assert_num_queries(1):
        assert hint_figures(campaign) == NO_HINTS


def test_the_figures_cost_the_same_for_one_hint_and_for_many(scene, django_assert_num_queries):
    with django_assert_num_queries(3):
        hint_figures(scene.campaign)
    for place in range(5):
        issued_hint(scene.review(BINH), scene.person, POINTS, number=f"{place}-CV/ĐU")
    with django_assert_num_queries(3):
        hint_figures(scene.campaign)
