"""A member writes the own critique; the secretary writes in it too; neither overwrites the other unseen."""

import pytest
from django.urls import reverse

from assessments.models import CritiqueVersion, Review, ReviewFile, SelfCritique, Shortcoming
from assessments.services import self_critiques
from assessments.services.submissions import submit_file
from assessments.workflow import GradingStep, Stage
from cells.access import NotPermitted
from cells.models import Account, JournalEntry
from cells.refusals import Refused, StaleEdit
from cells.services.invitations import accept, hash_of, invite
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_complete, make_scene
from tests.assessments.hint_scene import issued_hint
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
PIN = "739152"
MY = "/assessments/my/"


def invited(secretary: Account, review: Review) -> Account:
    [slip] = invite(by=secretary, member_ids=[review.member_id], on=make.TODAY)
    return accept(token_hash=hash_of(slip.token), pin=PIN, on=make.TODAY)


@pytest.fixture(autouse=True)
def _the_day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def review(scene):
    return scene.review("Nguyễn Văn An")


@pytest.fixture
def member(scene, review):
    return invited(scene.secretary, review)


def save(by, review, revision, say=""):
    values = full_values(review, say)
    return self_critiques.save_draft(by=by, review_id=review.pk, values=values, revision=revision, on=make.TODAY)


def test_the_sign_in_leads_to_the_own_page(client, member, review):
    client.force_login(member)
    page = client.get("/", follow=True)
    text = page.content.decode()

    assert page.request["PATH_INFO"] == MY
    assert f'href="{reverse("assessments:critique_edit", args=[review.pk])}"' in text
    assert ("Kiểm điểm của tôi năm 2021" in text, "hạn 25/12/2021" in text, "Chưa bắt đầu" in text) == (
        True,
        True,
        True,
    )


def test_the_own_page_names_nobody_else(client, scene, member):
    save(scene.secretary, scene.review("Nguyễn Văn Bình"), 0)
    client.force_login(member)
    text = client.get(MY).content.decode()

    assert ("Nguyễn Văn An" in text, "Bình" in text, "Cường" in text, "/files/" in text) == (True, False, False, False)


def test_a_member_writes_submits_and_takes_back(client, member, review):
    client.force_login(member)
    edit = reverse("assessments:critique_edit", args=[review.pk])
    values = full_values(review)
    typed = {f"text_{key}": text for key, text in values.texts.items()}
    typed |= {f"level_{key}": level for key, level in values.levels.items()}
    typed |= {"self_grade": "good", "revision": "0", "writer": str(member.pk), "action": "submit"}
    sent = client.post(edit, typed)
    critique = SelfCritique.objects.get(review=review)
    grade = review.gradings.get(step=GradingStep.SELF, current=True)
    back = client.post(reverse("assessments:critique_withdraw", args=[review.pk]), {"revision": critique.revision})

    assert (sent.status_code, sent.url, critique.submitted_by, grade.grade) == (302, MY, "Nguyễn Văn An", "good")
    assert (back.url, SelfCritique.objects.get(review=review).is_submitted) == (edit, False)
    assert list(JournalEntry.objects.filter(action__startswith="critique.").values_list("action", "actor_id")) == [
        (action, member.pk) for action in ("critique.saved", "critique.submitted", "critique.withdrawn")
    ]


def test_the_page_saves_by_itself_for_the_member_too(client, member, review):
    client.force_login(member)
    typed = {"revision": "0", "writer": str(member.pk), "text_duties": "Đang gõ"}
    answer = client.post(reverse("assessments:critique_autosave", args=[review.pk]), typed)

    assert (answer.status_code, answer.json()["state"]) == (200, "saved")
    assert SelfCritique.objects.get(review=review).answers.get(section="duties").text == "Đang gõ"


def test_an_earlier_version_is_put_back_by_the_member(client, member, review):
    save(member, review, 0, "Bản một")
    save(member, review, 1, "Bản hai")
    client.force_login(member)
    client.post(reverse("assessments:critique_restore", args=[review.pk, 1]), {"revision": "2"})

    assert SelfCritique.objects.get(review=review).answers.get(section="duties").text.startswith("Bản một")


def test_the_secretary_still_enters_for_the_member_and_both_hands_are_kept(scene, member, review):
    save(member, review, 0, "Tay đảng viên")
    save(scene.secretary, review, 1, "Tay bí thư")
    versions = list(CritiqueVersion.objects.order_by("number").values_list("by_name", flat=True))

    assert SelfCritique.objects.get(review=review).saved_by == "Bí thư Một"
    assert versions == ["Nguyễn Văn An", "Bí thư Một"]


@pytest.mark.parametrize("first", ["member", "secretary"])
def test_whoever_saves_second_is_told_and_overwrites_nothing(scene, member, review, first):
    hands = {"member": member, "secretary": scene.secretary}
    second = hands["secretary" if first == "member" else "member"]
    save(hands[first], review, 0, "Bản đầu")
    with pytest.raises(StaleEdit) as stale:
        save(second, review, 0, "Bản sau")

    assert stale.value.current.saved_by == hands[first].display_name
    assert SelfCritique.objects.get(review=review).answers.get(section="duties").text.startswith("Bản đầu")


def test_a_member_writes_nobody_elses_critique(scene, member):
    for name in ("Nguyễn Văn Bình", "Chi ủy Khu phố 1"):
        with pytest.raises(NotPermitted):
            save(member, scene.review(name), 0)

    assert SelfCritique.objects.count() == 0


def test_once_the_file_is_sent_the_member_reads_and_changes_nothing(client, scene, member, review):
    make_complete(scene)
    submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)
    with pytest.raises(Refused, match="đã gửi"):
        self_critiques.withdraw_critique(by=member, review_id=review.pk, revision=1, on=make.TODAY)
    client.force_login(member)
    page = client.get(reverse("assessments:critique_read", args=[review.pk])).content.decode()
    own = client.get(MY).content.decode()

    assert ("/withdraw/" in page, "/edit/" in own, "Chi bộ đã gửi hồ sơ" in own) == (False, False, True)


def test_a_member_sends_no_file_and_confirms_no_list(scene, member):
    make_complete(scene)
    with pytest.raises(NotPermitted):
        submit_file(by=member, file_id=scene.file.pk, on=make.TODAY)

    assert scene.reload().stage == Stage.COLLECTING


def test_a_text_copied_from_somebody_is_refused_without_a_name_to_the_member(scene, member, review):
    other = scene.review("Nguyễn Văn Bình")
    self_critiques.submit_critique(
        by=scene.secretary, review_id=other.pk, values=full_values(other, "Chung"), revision=0, on=make.TODAY
    )
    told = {}
    for by in (member, scene.secretary):
        revision = SelfCritique.objects.filter(review=review).values_list("revision", flat=True).first() or 0
        with pytest.raises(Refused) as refused:
            self_critiques.submit_critique(
                by=by, review_id=review.pk, values=full_values(review, "Chung"), revision=revision, on=make.TODAY
            )
        told[by.uses_pin] = "Nguyễn Văn Bình" in str(refused.value)

    assert told == {True: False, False: True}


def test_points_of_hints_wait_on_the_own_page_and_are_answered_with_the_critique(client, member, review):
    hint = issued_hint(review)
    client.force_login(member)
    before = client.get(MY).content.decode()
    for point in hint.points.all():
        point.refresh_from_db()
    answers = {point.pk: "Đã trả lời" for point in hint.points.all()}
    values = full_values(review)
    self_critiques.save_draft(
        by=member,
        review_id=review.pk,
        values=self_critiques.CritiqueValues(values.texts, values.levels, "good", hint_answers=answers),
        revision=0,
        on=make.TODAY,
    )
    after = client.get(MY).content.decode()

    assert (f"<strong>{len(answers)}</strong>" in before, "#section-hints" in before) == (True, True)
    assert "#section-hints" not in after


def test_somebody_who_owes_nothing_is_told_why(client, scene):
    client.force_login(invited(scene.secretary, scene.review("Lê Thị Miễn")))
    text = client.get(MY).content.decode()

    assert ("Không phải kiểm điểm" in text, "/edit/" in text) == (True, False)


def test_the_result_is_read_once_it_is_released(client):
    sitting = Sitting()
    sitting.decide_all()
    review = sitting.review("A002")
    person = make.make_account("an.kp01", "member", sitting.ward, member=review.member, uses_pin=True)
    client.force_login(person)
    before = client.get(MY).content.decode()
    ReviewFile.objects.update(stage=Stage.RELEASED)
    after = client.get(MY).content.decode()

    assert ("05-QĐ/ĐU" in before, "Hoàn thành tốt nhiệm vụ" in before) == (False, False)
    assert ("05-QĐ/ĐU" in after, "Hoàn thành tốt nhiệm vụ" in after) == (True, True)


@pytest.mark.parametrize("members", [4, 12])
def test_the_own_page_costs_the_same_in_a_cell_of_any_size(client, members, django_assert_num_queries):
    scene = make_scene(members)
    client.force_login(invited(scene.secretary, scene.review("Nguyễn Văn An")))
    with django_assert_num_queries(11):
        page = client.get(MY)

    assert page.status_code == 200


def test_a_member_tells_how_far_the_earlier_shortcomings_are_mended_and_the_secretary_reads_it(
    client, scene, member, review
):
    Shortcoming.objects.create(
        review=review, found_year=2020, text="Nộp báo cáo muộn", saved_by="x", saved_at=make.now()
    )
    client.force_login(member)
    edit = reverse("assessments:critique_edit", args=[review.pk])
    assert f'href="{edit}#section-remedies"' in client.get(MY).content.decode()
    shown = client.get(edit).content.decode()
    assert ("Nộp báo cáo muộn" in shown, "chi bộ kết luận đã khắc phục hay chưa" in shown) == (True, True)
    assert client.get(reverse("assessments:remedies", args=[review.pk])).status_code == 404

    save(member, review, 0, "Từ tháng 6 nộp đúng hạn")

    client.force_login(scene.secretary)
    assert "Từ tháng 6 nộp đúng hạn" in client.get(reverse("assessments:remedies", args=[review.pk])).content.decode()


def test_the_list_says_who_is_invited_and_who_writes(client, scene, member, review):
    invite(by=scene.secretary, member_ids=[scene.review("Nguyễn Văn Bình").member_id], on=make.TODAY)
    client.force_login(scene.secretary)
    url = reverse("assessments:critique_list", args=[scene.file.pk])
    before = client.get(url).content.decode()
    save(member, review, 0)
    after = client.get(url).content.decode()

    assert [before.count(word) for word in (">đã mời<", ">đã có mã PIN<", ">đang viết<")] == [1, 1, 0]
    assert [after.count(word) for word in (">đã mời<", ">đã có mã PIN<", ">đang viết<")] == [1, 0, 1]


def test_a_member_who_submits_nothing_is_told_what_a_member_can_do(client, member, review):
    client.force_login(member)
    client.get(reverse("assessments:critique_edit", args=[review.pk]))
    answer = client.post(
        reverse("assessments:critique_edit", args=[review.pk]), {"revision": 0, "action": "submit"}
    ).content.decode()

    assert ("đưa bản kiểm điểm trên giấy cho bí thư chi bộ đính kèm" in answer, "hoặc đính kèm" in answer) == (
        True,
        False,
    )
