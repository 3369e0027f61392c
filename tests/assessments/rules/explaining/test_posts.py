"""Officers' posts in words: the pool of the management level, the unit's quota, the ceiling of a head (D1, D2, F1)."""

from assessments.rules.explaining import post_codes
from tests.assessments.rules.dossiers import answer, head, member, officer
from tests.assessments.rules.explaining.asked import nearest, points, why

AGENCY = [{"code": "A1", "name": "Phòng A", "grade": "good"}, {"code": "A2", "grade": "excellent"}]


def posts(grade, *others, level="ward", rule_set=None, heads=()):
    people = [member(f"M{place}") for place in range(1 + len(others))]
    rows = [
        officer("M0", "A1", grade, level),
        *(officer(f"M{n + 1}", "A2", one, level) for n, one in enumerate(others)),
    ]
    ward = {"members": people, "agencies": AGENCY, "officers": rows, "heads": list(heads)}
    return why("officer", f"M0/A1/{level}", rule_set, **ward)


def test_D1_D2_a_post_of_the_ward():
    post = posts("good", "good", "good", "good", "excellent")

    assert points(post, "D1") == [
        ("met", "Chức vụ ở Phòng A (A1), thuộc diện cấp phường quản lý: “Hoàn thành tốt nhiệm vụ”."),
        (
            "limits",
            "“Hoàn thành xuất sắc nhiệm vụ”: cán bộ cấp phường được chọn 1, đã có 1 (20% của 5 cán bộ xếp loại “Hoàn "
            "thành tốt nhiệm vụ” trở lên, lấy phần nguyên).",
        ),
    ]
    assert points(post, "D2") == [
        (
            "limits",
            "“Hoàn thành xuất sắc nhiệm vụ”: Phòng A (A1) được chọn 0, đã có 0 (phần tính 1/6 ≈ 0,17: hệ số 4 của "
            "mức “Hoàn thành tốt nhiệm vụ”, 1 người từ tốt trở lên).",
        )
    ]
    assert [kind for kind, _ in nearest(post)] == ["full", "full"]


def test_D1_a_level_decided_above_has_no_quota():
    post = posts("excellent", level="district")

    assert points(post, "D1", "cap") == [
        (
            "found",
            "“Hoàn thành xuất sắc nhiệm vụ”: cán bộ cấp quận (do cấp trên quyết định, ở đây chỉ có một phần) được chọn "
            "0, đã có 1 (20% của 1 cán bộ xếp loại “Hoàn thành tốt nhiệm vụ” trở lên, lấy phần nguyên).",
        )
    ]
    assert [point.severity for point in post.points if point.aspect == "cap"] == ["notice"]
    assert points(post, "D2") == []


def test_D1_per_unit_under_the_set_of_2020():
    assert (
        "Phòng A (A1) được chọn 0, đã có 0 (20% của 1 cán bộ"
        in points(posts("good", rule_set="2020"), "D1", "cap")[0][1]
    )


def test_D1_a_post_is_bound_by_what_the_person_heads():
    post = posts("good", heads=[head("M0", "A1")])

    assert post.highest == "good"
    assert nearest(post) == [
        (
            "missing",
            "Phòng A (A1) xếp loại “Hoàn thành tốt nhiệm vụ”; người đứng đầu không được xếp loại cao hơn đơn vị mình "
            "đứng đầu",
        )
    ]


def test_D1_a_post_without_a_grade():
    post = posts(None)

    assert points(post, "D1") == [
        ("not_recorded", "Chức vụ ở Phòng A (A1), thuộc diện cấp phường quản lý: chưa xếp loại.")
    ]


def test_posts_that_stand_twice_have_numbers():
    rows = [officer("M0", "A1", "fulfilled"), officer("M0", "A1", "good"), officer("M0", "A2")]
    dossier = answer(members=[member("M0")], agencies=AGENCY, officers=rows).dossier

    assert {code: post.grade for code, post in post_codes(dossier).items()} == {
        "M0/A1/ward": "good",
        "M0/A1/ward/2": "fulfilled",
        "M0/A2/ward": "good",
    }
