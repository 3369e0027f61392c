"""A secretary's whole work by keyboard alone on a small phone's screen, from the sign-in to the file sent."""

import pytest

from assessments.models import Attachment, BallotCount, Grading, Meeting, RemedyMeasure, SelfCritique, Shortcoming
from assessments.selectors.critiques import critique_rows, form_of
from assessments.services import self_critiques
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.cell_scene import full_values
from tests.assessments.hint_scene import issued_hint
from tests.assessments.paper_scene import pages_of
from tests.assessments.remedy_scene import AN, BINH, BODY, make_remedy_scene
from tests.browser.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CELL = "Chi bộ Khu phố 1"
SAID = {BODY: "Chi ủy họp đều, giữ đoàn kết, lo việc", AN: "Tôi trực chốt mười hai ngày, còn vắng họp, việc"}


@pytest.fixture
def scene(live_server, settings):
    settings.SAMPLE_TODAY = make.TODAY
    scene = make_remedy_scene()
    scene.hint = issued_hint(scene.review(AN), points=("Nêu rõ nguyên nhân vắng họp.",))
    for row in critique_rows(scene.file):
        if row.bar is None and row.review.name not in (AN, BINH, BODY):
            self_critiques.submit_critique(
                by=scene.secretary, review_id=row.review.pk, values=full_values(row.review), revision=0, on=make.TODAY
            )
    return scene


def test_a_secretarys_whole_work_by_keyboard_alone_on_a_phone(scene, page, tmp_path):
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(reduced_motion="reduce")  # a page that glides would be looked at half way
    page.goto("/sign-in/")
    keys = Keyboard(page)
    sign_in(keys, scene)
    confirm_the_people(keys)
    write(keys, scene, BODY)
    write(keys, scene, AN, hint="Do trùng ca trực, đã báo nhưng chưa sắp xếp lại.")
    hand_in_paper(keys, scene, tmp_path)
    meet(keys, scene)
    vote(keys, scene)
    take_minutes(keys)
    mend(keys, scene)
    send(keys)

    assert keys.trouble == []
    assert scene.reload().stage == Stage.SUBMITTED
    assert scene.file.roster_confirmed_at is not None
    assert SelfCritique.objects.filter(review__file=scene.file, submitted_at=None).count() == 0
    assert [point.answer.text for point in scene.hint.points.all()] == [
        "Do trùng ca trực, đã báo nhưng chưa sắp xếp lại."
    ]
    assert Attachment.objects.get().review.name == BINH
    meeting = Meeting.objects.get(file=scene.file)
    assert (meeting.present, meeting.ballots_valid, meeting.minutes) == (5, 3, "Chi bộ góp ý từng đồng chí.")
    assert set(BallotCount.objects.values_list("good", flat=True)) == {3}
    assert set(
        Grading.objects.filter(review__file=scene.file, step="cell", current=True).values_list("grade", flat=True)
    ) == {"good"}
    found = Shortcoming.objects.filter(review__campaign=scene.campaign)
    assert sorted(found.values_list("outcome", flat=True)) == ["fixed", "fixed", "fixing"]
    assert RemedyMeasure.objects.get(shortcoming__review__campaign=scene.campaign).person == "Nguyễn Văn An"


def sign_in(keys: Keyboard, scene) -> None:
    keys.write(scene.secretary.username, field="username")
    keys.write(make.PASSWORD, field="password")
    keys.enter()
    keys.follow(CELL, exact=True)


def home(keys: Keyboard) -> None:
    """By the breadcrumb, which stands at the top of every page of the file."""
    if not keys.page.url.endswith("home/"):
        keys.follow(CELL, exact=True)
    assert "Việc cần làm" in keys.main


def confirm_the_people(keys: Keyboard) -> None:
    keys.follow("Danh sách đảng viên")
    keys.push("Xác nhận danh sách")


def write(keys: Keyboard, scene, name: str, hint: str = "") -> None:
    """One section after the other, as the phone shows them; then the own grade, and submitted."""
    review = scene.review(name)
    form = form_of(review, None)
    home(keys)
    keys.follow("Kiểm điểm tập thể" if name == BODY else "Kiểm điểm cá nhân")
    if name not in keys.page.inner_text("h1"):
        keys.follow(name)
    for section in form.sections:
        if section.key == "hints" and hint:
            keys.write(hint, field=f"hint_{scene.hint.points.get().pk}")
        else:
            keys.write(f"{SAID[name]} {section.number} {section.key}.", field=f"text_{section.key}")
        if section in form.rated:
            keys.to(field=f"level_{section.key}")
            keys.choose("good")
        keys.to("Mục sau", kind="a")
        keys.press("Enter")
    keys.to(field="self_grade")
    keys.choose("good")
    keys.push("Nộp")
    assert SelfCritique.objects.get(review=review).submitted_at is not None, keys.main[:800]


def hand_in_paper(keys: Keyboard, scene, folder) -> None:
    review = scene.review(BINH)
    scan = folder / "binh.pdf"
    scan.write_bytes(pages_of("binh.pdf"))
    home(keys)
    keys.follow("Bản kiểm điểm trên giấy")
    # Listened for from before the page's fields are passed: a window that opens is caught, however slow the machine is.
    with keys.page.expect_file_chooser(timeout=60_000) as chooser:
        keys.to(field=f"upload_{review.pk}")
        keys.press("Space")
    chooser.value.set_files(str(scan))
    while (stop := keys.tab()) and stop.field.startswith((f"level_{review.pk}_", f"grade_{review.pk}")):
        keys.choose("good")
    keys.push("Lưu và nộp những bản đã đủ")
    assert SelfCritique.objects.get(review=review).submitted_at is not None, keys.main[:800]


def meet(keys: Keyboard, scene) -> None:
    home(keys)
    keys.follow("Hội nghị")
    keys.write("18/12/2021", field="held_on")
    keys.write("Nguyễn Văn Cường", field="chair")
    for name in ("issued", "collected", "valid"):
        keys.write("3", field=f"ballots_{name}")
    keys.push("Lưu và sang phần điểm danh")
    stop = keys.to("có mặt", kind="checkbox")
    keys.press("Space")
    assert (stop.checked, keys.here.checked) == (True, False)
    keys.press("Space")
    keys.push("Lưu điểm danh")


def vote(keys: Keyboard, scene) -> None:
    keys.follow("Sang phần phiếu")
    keys.to("Tốt", kind="text")
    for _row in range(keys.page.locator("tr[data-row]").count()):
        keys.type("3")
        last = keys.here.id
        keys.press("Enter")
        assert not keys.here.trouble
    assert keys.here.id == last  # below the last row there is nowhere to go
    keys.push("Lưu số phiếu và đề nghị")


def take_minutes(keys: Keyboard) -> None:
    keys.follow("Biên bản")
    keys.write("18:30", field="began_at")
    keys.write("Chi bộ góp ý từng đồng chí.", field="minutes")
    keys.push("Lưu biên bản")


def mend(keys: Keyboard, scene) -> None:
    """Last year's shortcomings: one of An's is still being mended and planned for; the others are mended."""
    home(keys)
    keys.follow("Khắc phục hạn chế năm 2020")
    keys.follow(f"Tiếp tục: đánh giá {BODY}")
    assess(keys, scene.review(BODY).shortcomings.get(), "fixed")
    keys.push("Lưu đánh giá")
    assert AN in keys.page.inner_text("h1")  # the next one who waits
    for row, outcome in zip(scene.review(AN).shortcomings.order_by("position"), ("fixed", "fixing"), strict=True):
        assess(keys, row, outcome)
    keys.push("Lưu đánh giá")
    keys.follow("Lập kế hoạch")
    keys.to("Biện pháp", kind="textarea")
    keys.type("Nộp báo cáo trước ngày 25 hằng tháng")
    keys.write("Nguyễn Văn An", name="Người chịu trách nhiệm")
    keys.write("30/06/2022", name="Hoàn thành trước ngày")
    keys.push("Lưu kế hoạch")


def assess(keys: Keyboard, row: Shortcoming, outcome: str) -> None:
    keys.to(field=f"outcome_{row.pk}")
    keys.choose(outcome)
    keys.tab()
    keys.type("Đã dự đủ; báo cáo còn chậm một kỳ.")


def send(keys: Keyboard) -> None:
    home(keys)
    keys.follow("Kiểm tra và gửi")
    keys.push("Gửi Văn phòng Đảng ủy")
    assert "Đã gửi" in keys.main
