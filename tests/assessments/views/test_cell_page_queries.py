"""A page costs the same at 3 members and at 120."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Answer, BallotCount, Grading, Meeting, Review, ReviewFile, SelfCritique
from assessments.selectors.cell_progress import progress_of
from tests import factories as make
from tests.assessments.cell_scene import MEETING_DAY

pytestmark = pytest.mark.django_db

PAGES = (
    "cell_home", "file_people", "critique_list", "meeting_edit", "attendance", "ballot_sheet", "level_table",
    "minutes_edit", "file_check",
)  # fmt: skip


def filled_file(code: str, members: int) -> ReviewFile:
    """A cell whose members all have a critique, ballots and a proposal, written straight into the tables."""
    ward = make.make_ward(code)
    cell = make.make_cell(ward, "KP01")
    for number in range(members):
        make.make_member(cell, f"Nguyễn Văn {number}")
    make.make_open_campaign(ward)
    file = ReviewFile.objects.select_related("campaign__ward", "cell", "collective").get(campaign__ward=ward)
    now = make.now()
    meeting = Meeting.objects.create(
        file=file, held_on=MEETING_DAY, called=3, present=3, voters_present=3, ballots_issued=3, ballots_collected=3,
        ballots_valid=3, saved_at=now, saved_by="x",
    )  # fmt: skip
    reviews = list(Review.objects.filter(file=file))
    critiques = SelfCritique.objects.bulk_create(
        SelfCritique(
            review=review, form="02", form_version="CV123-2021", self_grade="good", saved_at=now, saved_by="x",
            submitted_at=now, submitted_by="x",
        )
        for review in reviews
        if review.kind == "member"
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(critique=critique, section=key, text="văn", level_self="good")
        for critique in critiques
        for key in ("character", "duties")
    )
    BallotCount.objects.bulk_create(BallotCount(meeting=meeting, review=review, good=3) for review in reviews)
    Grading.objects.bulk_create(
        Grading(review=review, step="cell", grade="good", by_name="x", at=now) for review in reviews
    )
    return file


@pytest.fixture(scope="module")
def two_files(django_db_setup, django_db_blocker):
    """Made once for all pages; the rows are taken away again at the end."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        small, large = filled_file("P3", 3), filled_file("P120", 120)
        accounts = [make.make_account(f"vp{file.pk}", "office", file.campaign.ward) for file in (small, large)]
        yield list(zip((small, large), accounts, strict=True))
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


def queries_of(account, address: str) -> int:
    client = Client()
    client.force_login(account)
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_often_for_three_as_for_a_hundred_and_twenty(two_files, name):
    small, large = (queries_of(account, reverse(f"assessments:{name}", args=[file.pk])) for file, account in two_files)

    assert small == large


def test_one_critiques_page_asks_as_often(two_files):
    small, large = (
        queries_of(account, reverse("assessments:critique_read", args=[file.reviews.filter(kind="member").first().pk]))
        for file, account in two_files
    )

    assert small == large


def test_progress_is_eight_queries_for_any_number_of_files(two_files, django_assert_num_queries):
    files = [file for file, _account in two_files]

    with django_assert_num_queries(8):
        progress_of(files[:1])
    with django_assert_num_queries(8):
        progress_of(files)
