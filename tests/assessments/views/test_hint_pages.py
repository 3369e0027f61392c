"""Pages of review hints for office and committee: drafted, recorded, issued, withdrawn, listed."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import HintAnswer, ReviewFile, ReviewHint
from assessments.services import hints
from assessments.services.hint_checks import HintValues
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.cell_scene import submit_all
from tests.assessments.hint_scene import POINTS, answers, draft, issued, issued_hint, make_hint_scene, record
from tests.assessments.pages import get, post, text, url

pytestmark = pytest.mark.django_db
AN, BINH = "Nguyễn Văn An", "Nguyễn Văn Bình"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def scene():
    return make_hint_scene()


def test_the_office_drafts_on_its_page(scene):
    review = scene.review(AN)

    answer = post(
        scene.office,
        "hint_new",
        scene.campaign.pk,
        review=review.code,
        point_1="một",
        point_3="hai",
        in_charge="đỗ thị phụ trách",
        due_on="20/01/2022",
        action="save",
    )

    hint = ReviewHint.objects.get()
    assert answer.url == url("hint_detail", hint.pk)
    assert (hint.review_id, hint.in_charge_id, [point.text for point in hint.points.all()]) == (
        review.pk,
        scene.person.pk,
        ["một", "hai"],
    )


def test_more_fields_keep_what_is_typed_and_save_nothing(scene):
    answer = post(
        scene.office, "hint_new", scene.campaign.pk, review="x", point_4="bốn", due_on="20/01/2022", action="more"
    )
    page = answer.content.decode()

    assert ("bốn" in page, 'name="point_5"' in page, "error-summary" in page) == (True, True, False)
    assert ReviewHint.objects.count() == 0


def test_a_subject_nobody_knows_is_said_at_its_field(scene):
    answer = post(scene.office, "hint_new", scene.campaign.pk, review="Không Ai Cả", point_1="một", action="save")

    assert "Năm này không có cá nhân, tập thể nào tên “Không Ai Cả”" in text(answer)


def test_a_refused_draft_comes_back_with_what_was_typed(scene):
    exempt = scene.review("Lê Thị Miễn")

    answer = post(scene.office, "hint_new", scene.campaign.pk, review=exempt.code, point_1="một điểm", action="save")

    assert (answer.status_code, "một điểm" in text(answer)) == (200, True)
    assert 'href="#id_review"' in answer.content.decode()


def test_the_office_records_an_outside_hint_on_its_page(scene):
    answer = post(
        scene.office,
        "hint_record",
        scene.campaign.pk,
        review=scene.review("Chi ủy Khu phố 1").code,
        issuer="district",
        number="7-CV/QU",
        dated_on="05/01/2022",
        issuing_body="Ban Thường vụ Quận ủy",
        point_1="một",
        due_on="20/01/2022",
        action="save",
    )

    hint = ReviewHint.objects.get()
    assert (answer.url, hint.state, hint.issuer) == (url("hint_detail", hint.pk), "issued", "district")


def test_a_draft_changed_by_two_shows_theirs_beside_yours(scene):
    hint = draft(scene)
    hints.change_hint(by=scene.office, hint_id=hint.pk, values=HintValues(("của họ",)), revision=1, on=make.TODAY)

    answer = post(scene.office, "hint_edit", hint.pk, revision="1", point_1="của tôi", action="save")

    assert answer.context["stale"]["changes"] == [("Điểm 1", "của họ", "của tôi")]
    again = post(scene.office, "hint_edit", hint.pk, revision="2", point_1="của tôi", action="save")
    assert (again.status_code, [point.text for point in hint.points.all()]) == (302, ["của tôi"])


def issuing(scene, hint, **changes):
    typed = {
        "revision": str(hint.revision),
        "number": "15-CV/ĐU",
        "dated_on": "10/01/2022",
        "in_charge": scene.person.code,
        "due_on": "20/01/2022",
        "password": make.PASSWORD,
        **changes,
    }
    return post(scene.committee, "hint_issue", hint.pk, **typed)


def test_the_committee_issues_with_its_password(scene):
    hint = draft(scene)

    wrong = issuing(scene, hint, password="nhầm")
    assert (wrong.status_code, ReviewHint.objects.get().state) == (200, "draft")
    right = issuing(scene, hint)

    assert (right.url, ReviewHint.objects.get().state) == (url("hint_detail", hint.pk), "issued")


@pytest.mark.parametrize(
    ("stage", "submitted", "words"),
    [
        (Stage.COLLECTING, False, "phải trả lời 2 điểm ở mục IV"),
        (Stage.COLLECTING, True, "Bản kiểm điểm đã nộp: sẽ trở lại bản nháp, giữ nguyên nội dung."),
        (Stage.ACCEPTED, True, "Hồ sơ đã gửi: sẽ được trả về chi bộ với lý do là gợi ý này"),
        (Stage.DECIDED, True, "Muốn kiểm điểm lại, Ban Thường vụ ra yêu cầu kiểm điểm lại."),
    ],
)
def test_the_page_says_what_issuing_will_do(scene, stage, submitted, words):
    hint = draft(scene)
    if submitted:
        submit_all(scene)
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=stage)

    answer = get(scene.committee, "hint_issue", hint.pk)

    assert words in text(answer)
    assert ('name="password"' in answer.content.decode()) is (stage is not Stage.DECIDED)


def test_a_draft_changed_meanwhile_is_issued_only_when_looked_at_again(scene):
    hint = draft(scene)
    hints.change_hint(by=scene.office, hint_id=hint.pk, values=HintValues(("khác",)), revision=1, on=make.TODAY)

    stale = issuing(scene, hint)

    assert (stale.status_code, ReviewHint.objects.get().state) == (200, "draft")
    assert "khác" in text(stale)
    assert issuing(scene, ReviewHint.objects.get()).status_code == 302


def test_a_draft_waits_for_the_committee_but_not_for_its_own_subject(scene):
    hint = draft(scene)

    def waiting() -> list[str]:
        return [work.url for work in get(scene.committee, "dashboard").context["queue"].works]

    before = waiting()
    scene.committee.member = scene.review(AN).member
    scene.committee.save()
    pages = [get(scene.committee, name, hint.pk).content.decode() for name in ("hint_detail", "hint_issue")]

    assert (url("hint_issue", hint.pk) in before, url("hint_issue", hint.pk) in waiting()) == (True, False)
    assert url("hint_issue", hint.pk) not in pages[0]
    assert 'name="password"' not in pages[1]


def test_withdrawing_says_why_on_the_hint(scene):
    hint = issued(scene)

    answer = post(scene.committee, "hint_withdraw", hint.pk, revision=str(hint.revision), reason="Đã kiểm tra xong")

    assert answer.url == url("hint_detail", hint.pk)
    page = text(get(scene.secretary, "hint_detail", hint.pk))
    assert ("Đã kiểm tra xong" in page, page.count("Không phải trả lời")) == (True, 2)
    again = post(scene.committee, "hint_withdraw", hint.pk, revision=str(hint.revision), reason="Bản cũ")
    assert (again.status_code, "Gợi ý này đã được rút" in text(again)) == (200, True)


def test_the_list_filters_by_state_issuer_answers_and_name(scene):
    draft(scene, "Chi ủy Khu phố 1")
    issued(scene)
    answered = record(scene, BINH)
    for point_id, words in answers(answered).items():
        HintAnswer.objects.create(point_id=point_id, text=words, saved_by="x", saved_at=make.now())
    late = record(scene, "Nguyễn Văn Cường", issuer="city", due_on=date(2022, 1, 6))

    def listed(query: str) -> list[str]:
        rows = get(scene.office, "hint_list", scene.campaign.pk, query=query).context["rows"]
        return sorted(row.hint.review.name for row, _late, _mine in rows)

    assert listed("?state=draft") == ["Chi ủy Khu phố 1"]
    assert listed("?issuer=city") == ["Nguyễn Văn Cường"]
    assert listed("?only=answered") == [BINH]
    assert listed("?only=open") == [AN, "Nguyễn Văn Cường"]
    assert listed("?only=overdue") == [late.review.name]
    assert listed("?q=nguyen van b") == [BINH]
    assert len(listed("?state=moon&only=sun")) == 4


def test_what_is_overdue_is_said_by_word_and_marked(scene):
    record(scene, due_on=date(2022, 1, 6))

    page = get(scene.office, "hint_list", scene.campaign.pk).content.decode()

    assert ('<tr class="is-overdue">' in page, "quá hạn 4 ngày" in page) == (True, True)


@pytest.mark.parametrize("name", ["hint_list", "file_hints"])
def test_a_page_asks_as_often_for_one_hint_as_for_many(scene, name):
    target = {"hint_list": scene.campaign.pk, "file_hints": scene.file.pk}[name]
    issued_hint(scene.review(AN), scene.person, POINTS)

    def queries() -> int:
        client = Client()
        client.force_login(scene.office)
        client.get(url(name, target))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url(name, target)).status_code == 200
        return len(caught)

    few = queries()
    for subject in (BINH, "Nguyễn Văn Cường", "Chi ủy Khu phố 1", "Lê Thị Mới"):
        issued_hint(scene.review(subject), scene.person, POINTS * 3)

    assert queries() == few
