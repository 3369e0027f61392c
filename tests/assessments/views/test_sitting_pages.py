"""Pages of the sitting: who may open which at what stage, what they do, and that their queries do not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import CellQuota, Decision, FindingReason, Grading, QuotaIssue
from assessments.selectors.desk import desk_of
from assessments.selectors.signing import signing_of
from assessments.services.releases import release_files
from assessments.workflow import GradingStep, Scope, Stage
from cells.clock import today
from cells.vocabulary import GivenGrade
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db

UNITS, PEOPLE, HEADS = Scope.UNITS, Scope.PEOPLE, Scope.HEADS


@pytest.fixture
def sitting():
    return Sitting()


def login(client, account):
    client.force_login(account)
    return client


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def pages(sitting) -> dict[str, str]:
    pk = sitting.campaign.pk
    return {
        "decision_list": url("decision_list", pk),
        "unit_proposals": url("unit_proposals", pk),
        "decide units": url("decide", pk, "units"),
        "decide people": url("decide", pk, "people"),
        "decide heads": url("decide", pk, "heads"),
        "quotas": url("quotas", pk),
        "quota_by_hand": url("quota_by_hand", pk, sitting.first.pk),
        "sign units": url("sign", pk, "units"),
        "sign people": url("sign", pk, "people"),
        "sign heads": url("sign", pk, "heads"),
        "release": url("release", pk),
        "reason_record": url("reason_record", pk),
        "regrade": url("regrade", sitting.review("KP01").pk),
    }


#: Who opens what: the rest of the world answers as if nothing were there.
COMMITTEE_ONLY = {"quota_by_hand", "sign units", "sign people", "sign heads", "release", "reason_record", "regrade"}


def accounts(sitting) -> dict:
    other = make.make_ward("P12", "Đảng bộ Phường 12")
    return {
        "committee": sitting.committee,
        "office": sitting.office,
        "secretary": make.make_account("bithu1", "secretary", sitting.first),
        "collective": make.make_account("thukyubnd", "secretary", sitting.ubnd),
        "district": make.make_account("quanuy", "district", sitting.ward),
        "admin": make.make_account("quantri", "admin", sitting.ward),
        "member": make.make_account("dangvien", None, None, member=sitting.people[2]),
        "committee elsewhere": make.make_account("thuongvu12", "committee", other),
        "office elsewhere": make.make_account("vanphong12", "office", other),
    }


def before(_sitting) -> None:
    """Proposals lie on nobody's table yet."""


def half_way(sitting) -> None:
    sitting.ready_for_people()
    sitting.take_over(PEOPLE)


def released(sitting) -> None:
    sitting.decide_all()
    release_files(by=sitting.committee, campaign_id=sitting.campaign.pk, on=make.TODAY)


@pytest.mark.parametrize("stage", [before, half_way, released])
def test_every_page_opens_for_its_roles_at_every_stage_and_for_nobody_else(client, sitting, stage):
    """Where all is decided test_who_may_do.py asks. Everybody else asks when most is open, after the release;
    benchmarks/access_matrix.py lets them ask at every stage."""
    people = accounts(sitting)
    stage(sitting)
    expected, answered = {}, {}
    for who in people if stage is released else ("committee", "office"):
        login(client, people[who])
        for page, address in pages(sitting).items():
            status = 404
            if who == "committee":
                status = 200
            elif who == "office":
                status = 403 if page in COMMITTEE_ONLY else 200
            expected[who, page], answered[who, page] = status, client.get(address).status_code
    assert answered == expected


def test_signed_decisions_open_for_office_and_committee_only(client, sitting):
    sitting.sign_units()
    address = url("decision_detail", Decision.objects.get().pk)
    answered = {who: login(client, account).get(address).status_code for who, account in accounts(sitting).items()}
    assert answered == {who: 200 if who in ("committee", "office") else 404 for who in answered}
    page = login(client, sitting.office).get(address).content.decode()
    assert all(f'<th scope="col" class="number">{grade.label}</th>' in page for grade in GivenGrade)


def test_without_signing_in_no_page_opens(client, sitting):
    answered = {page: client.get(address).status_code for page, address in pages(sitting).items()}
    assert answered == dict.fromkeys(answered, 302)


def test_nobody_else_writes_at_the_table(client, sitting):
    pk, review = sitting.campaign.pk, sitting.review("KP01").pk
    posts = {
        url("decide", pk, "units"): {f"grade-{review}": "good", f"seen-{review}": "0"},
        url("take_over", pk, "units"): {},
        url("quotas", pk): {},
        url("quota_by_hand", pk, sitting.first.pk): {"quota": "1", "reason": "x", "seen": "0"},
        url("sign", pk, "units"): {"number": "1", "signed_on": "10/01/2022", "password": make.PASSWORD},
        url("release", pk): {"all": "1"},
        url("regrade", review): {"grade": "good"},
    }
    people = accounts(sitting)
    wanted = {"office": 403, "secretary": 404, "district": 404, "committee elsewhere": 404}
    for who, status in wanted.items():
        login(client, people[who])
        answered = {address: client.post(address, data).status_code for address, data in posts.items()}
        assert (who, answered) == (who, dict.fromkeys(posts, status))
    assert not Grading.objects.filter(step__in=["draft", "decision"]).exists()


def test_an_unknown_table_does_not_exist(client, sitting):
    login(client, sitting.committee)
    assert client.get(url("decide", sitting.campaign.pk, "regrade")).status_code == 404
    assert client.get(url("sign", sitting.campaign.pk, "all")).status_code == 404


def test_the_navigation_leads_to_the_running_year(client, sitting):
    answer = login(client, sitting.office).get(url("decisions"))
    assert (answer.status_code, answer.url) == (302, url("decision_list", sitting.campaign.pk))


def post_table(client, sitting, scope, grades, seen=None):
    data = {}
    for code, grade in grades.items():
        pk = sitting.review(code).pk
        data |= {f"grade-{pk}": grade, f"seen-{pk}": str((seen or {}).get(code, 0))}
    return client.post(url("decide", sitting.campaign.pk, scope), data)


def test_saving_the_table_writes_and_comes_back(client, sitting):
    login(client, sitting.committee)
    answer = post_table(client, sitting, "units", {"KP01": "good", "KP02": ""})
    assert (answer.status_code, answer.url) == (302, url("decide", sitting.campaign.pk, "units"))
    assert sitting.grade("KP01", GradingStep.DRAFT) == "good"


def test_a_stale_row_is_shown_beside_theirs_and_saves_at_the_second_try(client, sitting):
    sitting.draft(UNITS, by=sitting.colleague, KP01="fulfilled")
    login(client, sitting.committee)
    answer = post_table(client, sitting, "units", {"KP01": "good"})
    assert answer.status_code == 200
    assert answer.context["stale"]["by"] == "Thường vụ Hai"
    theirs, yours = str(GivenGrade.FULFILLED.label), str(GivenGrade.GOOD.label)
    assert answer.context["stale"]["changes"] == [("Chi bộ Khu phố 1", theirs, yours)]
    (line,) = [line for line in answer.context["table"].lines if line.row.review.code == "KP01"]
    assert line.grade == "good"
    assert sitting.grade("KP01", GradingStep.DRAFT) == "fulfilled"
    post_table(client, sitting, "units", {"KP01": line.grade}, seen={"KP01": line.seen})
    assert sitting.grade("KP01", GradingStep.DRAFT) == "good"


def test_what_was_typed_stays_when_the_table_is_refused(client, sitting):
    login(client, sitting.committee)
    answer = post_table(client, sitting, "heads", {"A001": "good"})
    assert answer.status_code == 200
    assert [refusal.citation for refusal in answer.context["refusals"]] == ["123-CV/ĐU 1(5)"]
    assert [line.grade for line in answer.context["table"].lines] == ["good"]


def test_proposals_are_taken_over_by_a_button(client, sitting):
    login(client, sitting.committee)
    answer = client.post(url("take_over", sitting.campaign.pk, "units"), {"only": "cell"})
    assert answer.url == url("decide", sitting.campaign.pk, "units") + "?file=cell"
    assert Grading.objects.filter(step="draft").count() == 3


def test_the_own_row_is_locked_with_its_reason(client, sitting):
    sitting.committee.member = sitting.others[0]
    sitting.committee.save()
    body = login(client, sitting.committee).get(url("decide", sitting.campaign.pk, "people")).content.decode()
    assert f'name="grade-{sitting.review("B001").pk}"' not in body
    assert f'name="grade-{sitting.review("B003").pk}"' in body
    assert "Trần Thị Bình 1: đây là dòng của chính đồng chí." in body


def test_one_file_alone_can_be_shown(client, sitting):
    answer = login(client, sitting.committee).get(url("decide", sitting.campaign.pk, "people") + "?file=KP02")
    assert {line.row.review.file.code for line in answer.context["table"].lines} == {"KP02"}


def sign_data(sitting, scope, **more):
    token = signing_of(desk_of(sitting.campaign), scope, sitting.committee).token
    day = f"{make.TODAY:%d/%m/%Y}"
    return {"expected": token, "number": "05-QĐ/ĐU", "signed_on": day, "password": make.PASSWORD, **more}


def test_signing_asks_number_date_and_the_password_again(client, sitting):
    sitting.take_over(UNITS)
    login(client, sitting.committee)
    address = url("sign", sitting.campaign.pk, "units")
    refused = [client.post(address, sign_data(sitting, UNITS, **{name: ""})) for name in ("number", "password")]
    refused.append(client.post(address, sign_data(sitting, UNITS, password="sai-mat-khau")))
    assert [list(answer.context["form"].errors) for answer in refused] == [["number"], ["password"], ["password"]]
    assert Decision.objects.count() == 0
    assert make.PASSWORD not in client.post(address, sign_data(sitting, UNITS, number="")).content.decode()
    signed = client.post(address, sign_data(sitting, UNITS))
    decision = Decision.objects.get()
    assert (signed.status_code, signed.url) == (302, url("decision_detail", decision.pk))
    assert decision.rows == 3


def test_the_page_repeats_in_numbers_what_will_be_decided(client, sitting):
    sitting.give("KP02", GradingStep.CELL, "fulfilled")
    sitting.take_over(UNITS)
    answer = login(client, sitting.committee).get(url("sign", sitting.campaign.pk, "units"))
    assert answer.context["counts"] == [("Chi bộ", [0, 1, 1, 0], 2), ("Tập thể lãnh đạo, quản lý", [0, 1, 0, 0], 1)]


def test_the_second_signer_is_told_who_signed(client, sitting):
    sitting.take_over(UNITS)
    data = sign_data(sitting, UNITS)
    sitting.sign(UNITS, by=sitting.colleague)
    answer = login(client, sitting.committee).post(url("sign", sitting.campaign.pk, "units"), data)
    (refusal,) = answer.context["refusals"]
    assert refusal.message.startswith("Thường vụ Hai đã ký lúc ")
    assert Decision.objects.count() == 1


def test_a_violation_shows_its_clause_and_no_form(client, sitting):
    sitting.ready_for_people()
    sitting.take_over(PEOPLE)
    sitting.draft(PEOPLE, A002="excellent", A003="excellent", B001="excellent")
    answer = login(client, sitting.committee).get(url("sign", sitting.campaign.pk, "people"))
    body = answer.content.decode()
    assert "vượt 1 so với mức tối đa 2" in body
    assert "123-CV/ĐU 1(2)" in body
    assert 'name="password"' not in body


def test_a_reason_is_recorded_from_the_page_that_asks_for_it(client, sitting):
    sitting.ready_for_people()
    sitting.take_over(PEOPLE)
    sitting.draft(PEOPLE, B001="excellent", B002="excellent")
    login(client, sitting.committee)
    back = url("sign", sitting.campaign.pk, "people")
    address = url("reason_record", sitting.campaign.pk)
    query = {"rule": "member-excellent-quota", "subject": "KP02", "next": back}
    page = client.get(address, query)
    assert page.context["finding"].subject == "KP02"
    data = {"rule": query["rule"], "subject": "KP02", "seen": "0", "text": "Chống dịch."}
    answer = client.post(f"{address}?next={back}", data)
    assert (answer.status_code, answer.url) == (302, back)
    assert FindingReason.objects.get().text == "Chống dịch."
    assert 'name="password"' in client.get(back).content.decode()


def test_the_way_back_never_leads_to_another_site(client, sitting):
    login(client, sitting.committee)
    page = client.get(url("reason_record", sitting.campaign.pk), {"next": "https://example.org/"})
    assert page.context["back"] == url("decision_list", sitting.campaign.pk)


def test_a_reason_that_meets_a_newer_one_is_kept_on_the_page(client, sitting):
    sitting.give("B005", GradingStep.CELL, "")
    login(client, sitting.committee)
    address = url("reason_record", sitting.campaign.pk)
    data = {"rule": "grade-missing", "subject": "B005", "seen": "0", "text": "Một."}
    client.post(address, data)
    answer = client.post(address, {**data, "text": "Hai."})
    assert answer.context["stale"]["changes"] == [("Lý do của cấp quyết định", "Một.", "Hai.")]
    assert FindingReason.objects.get(current=True).text == "Một."


def test_quotas_are_issued_and_set_by_hand_on_their_pages(client, sitting):
    sitting.sign_units()
    login(client, sitting.committee)
    address = url("quotas", sitting.campaign.pk)
    assert len(client.post(address).context["refusals"]) == 1
    sitting.issue()
    cell = url("quota_by_hand", sitting.campaign.pk, sitting.second.pk)
    assert client.post(cell, {"seen": "0", "quota": "0", "reason": "Thống nhất"}).url == address
    assert CellQuota.objects.get().quota == 0
    assert client.post(cell, {"seen": "0", "quota": "1", "reason": "Khác"}).context["stale"]["changes"] == [
        ("Chỉ tiêu của chi bộ", "0", "1")
    ]
    assert client.post(address, {"reason": "Có chỉ tiêu giao riêng."}).url == address
    assert list(QuotaIssue.objects.order_by("version").values_list("version", "reason")) == [
        (1, ""),
        (2, "Có chỉ tiêu giao riêng."),
    ]


def test_chosen_files_are_released(client, sitting):
    sitting.decide_all()
    login(client, sitting.committee)
    client.post(url("release", sitting.campaign.pk), {"file": [str(sitting.file("KP02").pk)]})
    assert (sitting.file("KP02").stage, sitting.file("KP01").stage) == (Stage.RELEASED, Stage.DECIDED)
    client.post(url("release", sitting.campaign.pk), {"all": "1"})
    assert sitting.file("KP01").stage == Stage.RELEASED


def test_releasing_with_nothing_chosen_says_so(client, sitting):
    sitting.decide_all()
    answer = login(client, sitting.committee).post(url("release", sitting.campaign.pk), {})
    assert len(answer.context["refusals"]) == 1
    assert sitting.file("KP01").stage == Stage.DECIDED


def test_a_regrade_is_signed_like_a_decision(client, sitting):
    sitting.decide_all()
    login(client, sitting.committee)
    review = sitting.review("B005")
    standing = Grading.objects.get(review=review, step="decision").pk
    data = {
        "expected": str(standing),
        "grade": "fulfilled",
        "reason": "Kết luận kiểm tra.",
        "number": "09-QĐ/ĐU",
        "signed_on": f"{today():%d/%m/%Y}",
        "password": "sai",
    }
    assert list(client.post(url("regrade", review.pk), data).context["form"].errors) == ["password"]
    answer = client.post(url("regrade", review.pk), {**data, "password": make.PASSWORD})
    decision = Decision.objects.get(scope="regrade")
    assert answer.url == url("decision_detail", decision.pk)
    assert sitting.grade("B005") == "fulfilled"
    first = client.get(url("decision_detail", Decision.objects.get(scope="people").pk))
    assert first.context["record"].superseded == 1


def test_a_regrade_asks_for_the_reason_that_its_findings_need(client, sitting):
    sitting.decide_all()
    address = url("regrade", sitting.review("B005").pk)
    typed = {"expected": Grading.objects.get(review__code="B005", step="decision").pk, "grade": "none", "reason": "Sai"}
    typed |= {"number": "09-QĐ/ĐU", "signed_on": f"{today():%d/%m/%Y}", "password": make.PASSWORD}
    asked = login(client, sitting.committee).post(address, typed)
    assert [refusal.field for refusal in asked.context["refusals"]] == ["finding_reason"]
    assert 'id="id_finding_reason"' in asked.content.decode()
    empty = client.post(address, typed | {"finding_reason": " "})
    assert list(empty.context["form"].errors) == ["finding_reason"]
    assert client.post(address, typed | {"finding_reason": "Chờ kết luận"}).status_code == 302
    assert FindingReason.objects.get().text == "Chờ kết luận"


def queries_of(client, sitting) -> dict[str, int]:
    login(client, sitting.committee)
    counted = {}
    for page, address in pages(sitting).items():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counted[page] = len(asked)
    return counted


def test_queries_do_not_grow_with_the_members_nor_with_the_rows_of_a_signed_decision(client):
    """Drafts lie on the table, units are signed, quotas issued: every page is full. Then the drafts are signed."""
    small, large = Sitting(3), Sitting(60, ward="P12")
    for sitting in (small, large):
        half_way(sitting)
    client.get(url("decision_list", small.campaign.pk))
    assert queries_of(client, small) == queries_of(client, large)

    counted = []
    for sitting in (small, large):
        decision = sitting.sign(PEOPLE)
        login(client, sitting.committee)
        with CaptureQueriesContext(connection) as asked:
            client.get(url("decision_detail", decision.pk))
        counted.append(len(asked))
    assert counted[0] == counted[1]
