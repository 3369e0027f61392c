"""The sample ward of the first start: 24 cells, 591 people, last year decided, this year halfway, work for everybody."""

from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.urls import resolve, reverse

from assessments.models import ReviewFile, ReviewHint
from assessments.rules import Severity, check, rule_set
from assessments.sample.roster import SAMPLE_FILE
from assessments.sample.voices import is_at_work
from assessments.selectors.board import BoardFilter, board_of
from assessments.selectors.cell_progress import progress_of
from assessments.selectors.facts import dossier_of
from assessments.selectors.file_check import findings_of
from assessments.selectors.hint_figures import hint_figures
from assessments.selectors.hints import with_points
from assessments.selectors.own_files import released_campaigns
from assessments.selectors.paper_entry import entry_rows
from assessments.selectors.work_queue import work_for
from cells.access import access_of
from cells.demo_accounts import DEMO_CODE, DEMO_PASSWORD
from cells.models import Account, Headship, Member, OfficerPost, WardProfile
from tests.assessments.sample.conftest import TODAY
from tests.assessments.sample.reading import campaign, checked, differences, texts, unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def ward(tell):
    with tell("proposals") as made:
        assert made == {"organization": "P11", "cells": 24, "members": 591, "year": 2021}
        yield


def works(username: str) -> Counter:
    """The pages to which the work of an account leads."""
    account = Account.objects.get(username=username)
    queue = work_for(account, access_of(account, TODAY), TODAY)
    return Counter(resolve(work.url.partition("?")[0]).url_name for work in queue.works)


def test_files_stand_in_every_stage_and_one_is_overdue():
    board = board_of(campaign(2021), TODAY, BoardFilter())

    assert {str(stage): count for stage, count in board.stages.items()} == {
        "collecting": 3,
        "submitted": 4,
        "returned": 2,
        "accepted": 21,
        "decided": 0,
        "released": 0,
    }
    assert [row.file.code for row in board.everything if row.is_overdue] == ["KP05"]
    assert [row.file.code for row in board.everything if row.stage == "returned"] == ["KP04", "KP05"]


def test_work_waits_for_office_and_committee():
    # Four files to check, one to remind; two laid aside to be accepted; grades decided elsewhere; a unit to propose; a
    # measure of last year's plans and an answer to a hint are overdue; the old cell's comment on somebody who came is
    # missing; a reminder is drafted; units have no account.
    assert works("vanphong") == {
        "file_detail": 5,
        "acceptance": 1,
        "outside_grades": 1,
        "unit_proposals": 1,
        "ward_remedies": 1,
        "hint_list": 1,
        "late_changes": 1,
        "reminder_detail": 1,
        "secretaries_new": 1,
    }
    # Weights to confirm; an order to issue; findings of units that need a reason, and a unit to decide; last year to
    # close.
    both = {"campaign_weights": 1, "order_detail": 1, "decide": 2, "campaign_close": 1}
    assert works("thuongvu1") == both
    # The second is in charge of two reviews that were given a hint.
    assert works("thuongvu2") == both | {"hint_detail": 2}


def test_work_waits_for_the_secretary_of_khu_pho_3():
    file = ReviewFile.objects.select_related("campaign").get(campaign=campaign(2021), cell__code="KP03")
    progress = progress_of([file])[file.pk]

    assert (progress.roster_confirmed, progress.collectives.is_done, progress.meeting) == (True, True, False)
    assert 0 < progress.persons.left < progress.persons.total
    assert (progress.hints.done, progress.hints.total) == (0, 2)
    assert (progress.mended.done, progress.mended.total) == (1, 6)


def test_two_people_of_khu_pho_3_handed_in_paper_and_one_is_ready():
    file = ReviewFile.objects.select_related("campaign").get(campaign=campaign(2021), cell__code="KP03")
    rows = [row for row in entry_rows(file) if row.papers]

    assert [(len(row.papers), row.is_submitted) for row in rows] == [(1, False), (1, False)]
    assert sorted(row.is_ready for row in rows) == [False, True]


def test_one_hint_is_answered_one_waits_and_one_of_the_district_is_overdue():
    rows = with_points(ReviewHint.objects.filter(review__campaign=campaign(2021)))

    assert [(row.hint.issuer, row.answered, row.total, row.is_overdue(TODAY)) for row in rows] == [
        ("ward", 2, 2, False),
        ("ward", 0, 2, False),
        ("district", 0, 1, True),
    ]
    figures = hint_figures(campaign(2021))
    assert (figures.collectives.total, figures.members.total) == (1, 2)
    assert (figures.collectives.by_issuer, figures.members.by_issuer) == ({"ward": 1}, {"district": 1, "ward": 1})


def test_the_district_reads_last_year():
    account = Account.objects.get(username="quanuy")

    assert [year.year for year in released_campaigns(access_of(account, TODAY))] == [2020]


@pytest.mark.parametrize(
    ("username", "address"),
    [
        ("bithu3", "assessments:cell_home"),
        ("phobithu3", "assessments:dashboard"),
        ("vanphong", "assessments:dashboard"),
        ("thuongvu1", "assessments:dashboard"),
        ("thuongvu2", "assessments:dashboard"),
        ("quanuy", "assessments:results"),
        ("quantri", "cells:account_list"),
    ],
)
def test_every_demo_account_signs_in_to_a_page_of_its_own(client, settings, username, address):
    settings.SAMPLE_SETUP = True
    keys = {
        "assessments:cell_home": [ReviewFile.objects.get(campaign=campaign(2021), cell__code="KP03").pk],
        "assessments:results": [campaign(2020).pk],
    }

    assert authenticate(username=username, password=DEMO_PASSWORD) is not None
    asked = client.post("/sign-in/", {"username": username, "password": DEMO_PASSWORD})
    if username not in ("bithu3", "phobithu3"):
        client.post(asked.url, {"code": DEMO_CODE})
    assert client.get(reverse(address, args=keys.get(address, []))).status_code == 200


def test_the_findings_are_those_of_the_story(tmp_path):
    code, answer = checked(2021, tmp_path)
    told = Counter((finding["severity"], finding["rule"]) for finding in answer["findings"])

    assert code == 1
    # One thinks itself excellent with too few of its people good; one keeps “good” although a member was disciplined.
    assert [finding["subject"] for finding in answer["findings"] if finding["rule"] == "cell-grade-not-earned"] == [
        "KP07",
        "KP08",
    ]
    # Three cells still write: they, their committee, and their 60 people due a grade have none yet.
    assert told == {
        ("violation", "excellent-not-earned"): 1,
        ("needs-reason", "cell-grade-not-earned"): 2,
        ("needs-reason", "cell-excellent-cap"): 1,
        ("needs-reason", "member-excellent-quota"): 2,
        ("needs-reason", "grade-missing"): 64,
    }


def test_the_violation_stands_on_the_check_of_its_file():
    this = campaign(2021)
    file = ReviewFile.objects.select_related("campaign").get(campaign=this, cell__code="KP02")
    shown = findings_of(file, check(dossier_of(this), rule_set(this.rule_set)).findings)

    assert [(one.rule, one.severity) for one in shown] == [("excellent-not-earned", Severity.VIOLATION)]


def test_last_year_is_in_order_and_its_shares_are_those_of_a_real_ward(tmp_path):
    code, answer = checked(2020, tmp_path)
    members = answer["counts"]["members"]
    best, well = members["excellent"], members["excellent"] + members["good"]

    assert (code, answer["compliant"]) == (0, True)
    assert 15 * well <= 100 * best <= 20 * well
    assert 0 < 100 * members["fulfilled"] <= 10 * (well + members["fulfilled"])
    assert members["unfulfilled"] == 2
    assert members["present"] == 566  # 25 of the 591 came later


def test_the_shared_roster_shows_nothing_new():
    assert differences(SAMPLE_FILE) == unchanged(591)


def test_no_two_sections_are_equal():
    for year in (2020, 2021):
        for kind in ("member", "collective"):
            written = texts(year, kind)
            assert len({answer.fingerprint for answer in written}) == len(written) > 0


def test_last_year_says_nothing_of_what_came_later():
    later = (
        "COVID",
        "vắc-xin",
        "giãn cách",
        "phong tỏa",
        "ba tại chỗ",
        "Nghị quyết 68",
        "Nghị quyết Đại hội XIII",
        "2022",
    )
    told = [answer.text for kind in ("member", "collective") for answer in texts(2020, kind)]

    assert [text for text in told if any(word in text for word in later)] == []


def test_only_people_at_work_tell_of_their_work():
    retired = [
        answer
        for answer in texts(2021, "member")
        if answer.section == "duties" and not is_at_work(answer.critique.review.member, 2021)
    ]

    assert len(retired) > 100
    assert [answer.text for answer in retired if not answer.text.startswith(("Đã nghỉ hưu", "Tuổi cao"))] == []


def test_whoever_was_disciplined_says_so():
    disciplined = [
        answer
        for answer in texts(2021, "member")
        if answer.section == "limits" and answer.critique.review.facts.get("disciplined")
    ]

    assert len(disciplined) > 0
    assert [answer.text for answer in disciplined if "bị kỷ luật khiển trách" not in answer.text] == []


def test_leaders_are_at_work_and_their_names_are_names():
    posts = OfficerPost.objects.select_related("member")
    leading = [post for post in posts if not post.title.endswith(("Cựu chiến binh phường", "Chữ thập đỏ phường"))]

    assert [post.title for post in leading if not is_at_work(post.member, 2021)] == []
    assert [post.member.gender for post in posts if "Phụ nữ" in post.title] == ["female"]
    assert [name for name in Member.objects.values_list("full_name", flat=True) if any(map(str.isdigit, name))] == []
    outsiders = list(Member.objects.filter(status="non_member").values_list("full_name", flat=True))
    assert len(set(outsiders)) == len(outsiders) == 4


def test_papers_are_signed_by_the_holder_of_the_post():
    holder = OfficerPost.objects.get(title="Phó Bí thư Thường trực Đảng ủy").member

    assert WardProfile.objects.get().signatory_name == holder.full_name


def test_no_street_cell_is_its_secretarys_main_duty_and_the_evidence_fits_the_age():
    heads = list(Headship.objects.filter(organization__cell_kind="neighbourhood").select_related("member"))

    assert [head.main_duty for head in heads] == [False] * 15
    assert [
        head.member.full_name
        for head in heads
        if head.main_duty_evidence.startswith("Quyết định nghỉ hưu") is is_at_work(head.member, 2021)
    ] == []
