"""A re-review from its draft to the second release, acceptance together and the planning of cadres, in a browser."""

import pytest
from django.db import transaction

from assessments.models import Grading, Order, Review, ReviewFile
from assessments.selectors.desk import desk_of
from assessments.services import decisions, drafts, quotas, releases, submissions
from assessments.services.gradings import give_grade
from assessments.services.quota_weights import confirm_weights
from assessments.services.steps import take_step
from assessments.workflow import GradingStep, Scope, Stage
from tests import factories as make
from tests.assessments.cell_scene import make_complete, make_scene
from tests.browser.leaving import leaving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def release(scene) -> None:
    """The cell's file is sent, accepted, decided and released; the other cell's too, without critiques."""
    make_complete(scene)
    submissions.submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY, revision=scene.reload().revision)
    take_step(by=scene.office, file_id=scene.file.pk, step="accept", on=make.TODAY)
    ReviewFile.objects.filter(pk=scene.other_file.pk).update(stage=Stage.ACCEPTED)
    with transaction.atomic():
        for review in Review.objects.filter(file=scene.other_file).select_related("campaign__ward", "file"):
            give_grade(by=scene.office, review=review, step=GradingStep.CELL, grade="good", at=make.now())
    decide(scene, "05-QĐ/ĐU")
    releases.release_files(by=scene.committee, campaign_id=scene.campaign.pk, on=make.TODAY)


def decide(scene, number: str) -> None:
    for scope in (Scope.UNITS, Scope.PEOPLE):
        if scope is Scope.PEOPLE:
            scene.campaign.refresh_from_db()
            confirm_weights(
                by=scene.committee, campaign_id=scene.campaign.pk, weights=make.WEIGHTS,
                document="05-NQ/ĐU", document_date=make.TODAY,
                revision=scene.campaign.revision, on=make.TODAY,
            )  # fmt: skip
            quotas.issue_quotas(by=scene.committee, campaign_id=scene.campaign.pk, on=make.TODAY)
        drafts.take_over_proposals(by=scene.committee, campaign_id=scene.campaign.pk, scope=scope, on=make.TODAY)
        decisions.sign(
            by=scene.committee, campaign_id=scene.campaign.pk, scope=scope, number=number, signed_on=make.TODAY,
            on=make.TODAY,
        )  # fmt: skip


@pytest.fixture
def scene(settings):
    settings.SAMPLE_TODAY = make.TODAY
    scene = make_scene()
    release(scene)
    return scene


def sign(page, scene, scope: Scope) -> None:
    drafts.take_over_proposals(by=scene.committee, campaign_id=scene.campaign.pk, scope=scope, on=make.TODAY)
    page.goto(f"/assessments/{scene.campaign.pk}/sign/{scope.value}/")
    page.fill("[name=number]", "21-QĐ/ĐU")
    page.fill("[name=signed_on]", "10/01/2022")
    page.fill("[name=password]", make.PASSWORD)
    page.click("main .btn-danger")
    page.wait_for_url("**/decisions/*/")


def test_a_re_review_from_the_draft_to_the_second_release(signed_in, scene):
    page = signed_in(scene.office)
    page.goto(f"/assessments/files/{scene.file.pk}/")
    page.get_by_role("link", name="Soạn văn bản").click()
    page.fill("[name=note]", "Kiểm điểm lại nội dung mục 1.")
    page.fill("[name=due_on]", "20/01/2022")
    page.click("main .btn-primary")
    page.wait_for_selector(".note-success")
    order = Order.objects.get()

    page = signed_in(scene.committee)
    page.goto("/assessments/")
    with leaving(page):
        page.get_by_role("link", name="Ban hành văn bản: Kiểm điểm lại, Chi bộ Khu phố 1").click()
    with leaving(page):
        page.get_by_role("link", name="Ban hành văn bản").click()
    page.fill("[name=number]", "15-CV/ĐU")
    page.fill("[name=dated_on]", "10/01/2022")
    page.fill("[name=password]", make.PASSWORD)
    page.click("main .btn-danger")
    page.wait_for_selector(".note-success")
    assert scene.reload().stage == Stage.RETURNED

    page = signed_in(scene.secretary)
    page.goto(f"/assessments/files/{scene.file.pk}/home/")
    assert "15-CV/ĐU" in page.locator("main").inner_text()
    review = scene.review("Nguyễn Văn An")
    page.goto(f"/assessments/critiques/{review.pk}/")
    page.locator("form[action$='/withdraw/'] button").click()
    page.wait_for_url("**/edit/")
    text = page.locator("main textarea").first
    text.fill(text.input_value() + " Đã bổ sung theo yêu cầu kiểm điểm lại.")
    page.locator("main button[name=submit], main button[value=submit]").first.click()
    page.wait_for_selector(".note-success")
    page.goto(f"/assessments/files/{scene.file.pk}/check/")
    page.locator(f"form[action$='/files/{scene.file.pk}/submit/'] button[type=submit]").click()
    page.wait_for_url("**/home/")
    assert scene.reload().stage == Stage.SUBMITTED

    page = signed_in(scene.office)
    page.goto(f"/assessments/files/{scene.file.pk}/rounds/2/changes/")
    assert [words.strip() for words in page.locator("ins").all_inner_texts()] == [
        "Đã bổ sung theo yêu cầu kiểm điểm lại."
    ]
    page.goto(f"/assessments/files/{scene.file.pk}/rounds/1/")
    assert "Đã bổ sung theo yêu cầu" not in page.locator("main").inner_text()
    page.goto(f"/assessments/files/{scene.file.pk}/")
    with leaving(page):
        page.get_by_role("button", name="Đánh dấu sẽ nhận").click()
    page.goto(f"/assessments/{scene.campaign.pk}/acceptance/")
    page.get_by_role("button", name="Nhận 1 hồ sơ").click()
    page.wait_for_selector(".note-success")
    assert scene.reload().stage == Stage.ACCEPTED

    page = signed_in(scene.committee)
    for scope in (Scope.UNITS, Scope.PEOPLE):
        sign(page, scene, scope)
    page.goto(f"/assessments/{scene.campaign.pk}/release/")
    page.get_by_role("button", name="Công bố tất cả").click()
    page.wait_for_selector(".note-success")
    assert scene.reload().stage == Stage.RELEASED
    rows = Grading.objects.filter(review=review, step="decision").order_by("pk")
    assert [(row.decision.number, row.current) for row in rows] == [("05-QĐ/ĐU", False), ("21-QĐ/ĐU", True)]
    page.goto(f"/assessments/orders/{order.pk}/")
    assert "chưa quyết định lại" not in page.locator("main").inner_text()
    assert desk_of(scene.campaign).answer.compliant


def test_the_secretary_files_the_planning_review(signed_in, scene):
    page = signed_in(scene.secretary)
    page.goto(f"/assessments/files/{scene.file.pk}/home/")
    page.locator(".next-step a").click()
    page.fill("[name=name-0]", "Nguyễn Văn An")
    page.fill("[name=post-0]", "Phó Bí thư chi bộ")
    page.select_option("[name=change-0]", "add")
    page.get_by_role("button", name="Gửi Văn phòng").click()
    page.wait_for_selector("#error-summary")
    assert page.locator("[name=name-0]").input_value() == "Nguyễn Văn An"
    page.fill("[name=why-0]", "Hoàn thành tốt nhiệm vụ.")
    page.get_by_role("button", name="Gửi Văn phòng").click()
    page.wait_for_selector(".note-success")
    assert scene.reload().planning.filed_at is not None


def test_the_pages_fit_and_are_accessible(signed_in, look_at, scene):
    file, campaign = scene.file.pk, scene.campaign.pk
    page = signed_in(scene.office)
    page.goto(f"/assessments/{campaign}/orders/new/?file={file}")
    page.fill("[name=note]", "Kiểm điểm lại.")
    page.fill("[name=due_on]", "20/01/2022")
    page.click("main .btn-primary")
    page.wait_for_selector(".note-success")
    order = Order.objects.get().pk
    take_step(by=scene.committee, file_id=scene.other_file.pk, step="reopen", on=make.TODAY, note="Xem lại.")
    ReviewFile.objects.filter(pk=scene.other_file.pk).update(stage=Stage.SUBMITTED, staged_at=make.now(), staged_by="x")
    paths = [
        f"{campaign}/orders/", f"{campaign}/orders/new/", f"orders/{order}/", f"orders/{order}/edit/",
        f"orders/{order}/withdraw/", f"files/{file}/rounds/", f"files/{file}/rounds/1/",
        f"files/{scene.other_file.pk}/", f"files/{scene.other_file.pk}/rounds/2/changes/", f"{campaign}/acceptance/",
        f"files/{file}/planning/", f"{campaign}/planning/", f"{campaign}/planning/submit/", f"{campaign}/",
    ]  # fmt: skip
    look_at(scene.office, *(f"/assessments/{path}" for path in paths))
    look_at(scene.committee, f"/assessments/orders/{order}/issue/")
