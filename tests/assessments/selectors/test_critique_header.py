"""The head of form 02: who writes, as the roster knew it when the critique was submitted."""

from datetime import date

import pytest

from assessments.models import Review, SelfCritique
from assessments.selectors.critique_header import header_lines, header_of, kind_of_post
from assessments.services.self_critiques import withdraw_critique
from cells.models import Member
from tests import factories as make
from tests.assessments.cell_scene import make_scene
from tests.assessments.services.test_self_critiques import submit


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Bí thư chi bộ", "party_posts"),
        ("Chi ủy viên", "party_posts"),
        ("Ủy viên Ban Thường vụ Đảng ủy", "party_posts"),
        ("Hiệu trưởng", "state_posts"),
        ("Phó Chủ tịch UBND phường", "state_posts"),
        ("Bí thư Đoàn Thanh niên", "mass_posts"),
        ("Chi hội trưởng Chi hội Phụ nữ", "mass_posts"),
        ("Phó Chủ tịch Ủy ban MTTQ", "mass_posts"),
    ],
)
def test_a_post_stands_in_its_line(title, kind):
    assert kind_of_post(title) == kind


def review_of(member) -> Review:
    return Review.objects.select_related("campaign__ward", "member__cell").get(member=member, kind="member")


@pytest.mark.django_db
def test_the_head_is_put_together_from_the_roster():
    ward = make.make_ward()
    cell = make.make_cell(ward, "TH1", "Chi bộ Trường Tiểu học 1", cell_kind="public_service")
    member = make.make_member(
        cell, "Trần Thị Lan", born_on=date(1975, 3, 9), position="Bí thư chi bộ; Chủ tịch Công đoàn trường"
    )
    people = [make.make_member(cell) for _ in range(2)]
    make.make_collective(cell, [member, *people], name="Chi ủy Trường Tiểu học 1")
    school = make.make_agency(ward, name="Trường Tiểu học 1")
    make.make_head(member, school)
    make.make_post(member, school, title="Hiệu trưởng")
    make.make_post(member, school, title="Phó Hiệu trưởng", to_date=date(2018, 1, 1))
    make.make_open_campaign(ward)

    assert header_of(review_of(member)) == {
        "name": "Trần Thị Lan",
        "born_on": "1975-03-09",
        "party_posts": ["Bí thư chi bộ", "Chi ủy Trường Tiểu học 1"],
        "state_posts": ["Hiệu trưởng, Trường Tiểu học 1"],
        "mass_posts": ["Chủ tịch Công đoàn trường"],
        "unit": "Trường Tiểu học 1",
        "cell": "Chi bộ Trường Tiểu học 1",
    }


@pytest.mark.django_db
def test_what_is_not_known_is_a_dash_and_a_collective_has_no_head():
    scene = make_scene()
    review = scene.review("Nguyễn Văn An")
    review.member.born_on = None
    told = {line.label: line.value for line in header_lines(review, None)}

    assert told["Ngày sinh"] == told["Đơn vị công tác"] == told["Chức vụ chính quyền"] == "–"
    assert header_lines(scene.review("Chi ủy Khu phố 1"), None) == []


@pytest.mark.django_db
def test_it_is_frozen_at_submission_and_anew_at_the_next():
    scene = make_scene()
    submit(scene, "Nguyễn Văn An")
    Member.objects.filter(full_name="Nguyễn Văn An").update(born_on=date(1970, 2, 1))
    critique = SelfCritique.objects.select_related("review__member__cell", "review__campaign").get()
    frozen = [line.value for line in header_lines(critique.review, critique)]

    withdraw_critique(by=scene.secretary, review_id=critique.review_id, revision=critique.revision, on=make.TODAY)
    critique.refresh_from_db()
    now = [line.value for line in header_lines(critique.review, critique)]
    submit(scene, "Nguyễn Văn An", revision=critique.revision)
    critique.refresh_from_db()

    assert ("01/01/1960" in frozen, "01/02/1970" in now) == (True, True)
    assert critique.header["born_on"] == "1970-02-01"
