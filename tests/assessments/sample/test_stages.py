"""A small fictional ward at each stage, as the command makes it."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from assessments.models import (
    Campaign,
    Grading,
    IssuedPaper,
    Meeting,
    ReminderBatch,
    ReminderMessage,
    Review,
    SelfCritique,
)
from assessments.reports.catalogue import WARD_SUMMARY, contents_of, file_contents_of, html_of, review_contents_of
from assessments.reports.file_catalogue import FILE_CATALOGUE, REVIEW_CATALOGUE
from assessments.sample.story import STAGES
from assessments.selectors.remedy_figures import remedy_figures
from assessments.selectors.retention import out_of_term
from assessments.selectors.retention_rules import RULES
from assessments.services.retention import erase_out_of_term
from cells.demo_accounts import DEMO_ACCOUNTS
from cells.models import Account, Mandate
from tests.assessments.sample.conftest import TODAY
from tests.assessments.sample.reading import campaign, checked, differences, texts, unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=STAGES)
def stage(request, go_on_to):
    with go_on_to(request.param):
        yield request.param


def files(year: int) -> Counter:
    return Counter(file.stage for file in campaign(year).files.filter(cell__isnull=False))


def test_last_year_is_decided_in_order_released_and_reported(stage, tmp_path):
    last = campaign(2020)
    code, answer = checked(2020, tmp_path)

    assert files(2020) == {"released": 6}
    assert (code, answer["compliant"]) == (0, True)
    assert [paper.number for paper in IssuedPaper.objects.filter(campaign=last).order_by("number")] == [
        "14-TTr/VP", "31-BC/ĐU",
    ]  # fmt: skip


def test_last_years_reviews_hold_nobody_admitted_later(stage):
    admitted = [
        review.facts["admitted_on"]
        for review in Review.objects.filter(campaign=campaign(2020), kind="member")
        if review.facts.get("admitted_on")
    ]

    assert len(admitted) == 58
    assert max(admitted) < date(2020, 12, 1).isoformat()


def test_this_year_stands_where_it_was_asked_to(stage, tmp_path):
    years = {"roster": []}.get(stage, [2021])

    assert list(campaign(2020).ward.campaigns.exclude(year=2020).values_list("year", flat=True)) == years
    if stage == "reviews":
        assert files(2021) == {"collecting": 6}
        assert not Meeting.objects.filter(file__campaign__year=2021).exists()
        written = SelfCritique.objects.filter(review__campaign__year=2021, submitted_at__isnull=False).count()
        assert 0 < written < 60
    if stage == "proposals":
        assert files(2021) == {"accepted": 2, "collecting": 1, "returned": 2, "submitted": 1}
        code, answer = checked(2021, tmp_path)
        grave = Counter(finding["rule"] for finding in answer["findings"] if finding["severity"] == "violation")
        assert (code, grave) == (1, {"excellent-not-earned": 1})
        told = ReminderBatch.objects.order_by("pk").values_list("stage", "state")
        assert list(told) == [("files", "sent"), ("returned", "draft")]
        mails = ReminderMessage.objects.values_list("account__username", "mail_state")
        assert ("bithu3", "sent") in mails
    if stage == "decided":
        assert files(2021) == {"released": 6}
        code, answer = checked(2021, tmp_path)
        assert (code, answer["compliant"], answer["counts"]["members"]["ungraded"]) == (0, True, 0)
        assert [paper.number for paper in IssuedPaper.objects.filter(campaign__year=2021)] == ["04-BC/ĐU"]


@pytest.mark.parametrize("kind", ["member", "collective"])
@pytest.mark.parametrize("year", [2020, 2021])
def test_no_two_sections_are_equal(stage, year, kind):
    written = texts(year, kind)

    assert len({answer.fingerprint for answer in written}) == len(written)
    assert (len(written) > 0) is (year == 2020 or stage != "roster")


def test_every_section_reads_to_its_end(stage):
    written = [
        answer.text for year in (2020, 2021) for kind in ("member", "collective") for answer in texts(year, kind)
    ]
    broken = [text for text in written if "{" in text or "  " in text or not text.endswith((".", ".)"))]

    assert broken == []


def test_the_roster_goes_out_and_comes_back_unchanged(stage, tmp_path):
    path = tmp_path / "danh-sach.xlsx"
    call_command("export_roster", "--out", str(path))

    assert differences(path) == unchanged(60)


def test_the_demo_accounts_sign_in_with_the_rights_they_name(stage):
    signed_in = {demo.username: authenticate(username=demo.username, password=demo.password) for demo in DEMO_ACCOUNTS}
    mandates = sorted(
        Mandate.objects.filter(account__in=signed_in.values()).values_list(
            "account__username", "role", "organization__name"
        )
    )

    assert [account.must_change_password for account in signed_in.values()] == [False] * len(DEMO_ACCOUNTS)
    assert mandates == [
        ("bithu3", "secretary", "Chi bộ Khu phố 3"),
        ("dangvien1", "member", "Đảng bộ Phường 11"),
        ("dangvien2", "member", "Đảng bộ Phường 11"),
        ("phobithu3", "secretary", "Chi bộ Khu phố 3"),  # in the place of bithu3, while it says so
        ("quantri", "admin", "Đảng bộ Phường 11"),
        ("quanuy", "district", "Đảng bộ Phường 11"),
        ("thuongvu1", "committee", "Đảng bộ Phường 11"),
        ("thuongvu2", "committee", "Đảng bộ Phường 11"),
        ("vanphong", "admin", "Đảng bộ Phường 11"),  # whoever sets a ward up looks after its accounts
        ("vanphong", "office", "Đảng bộ Phường 11"),
    ]


def test_the_committee_accounts_never_gave_their_own_grade(stage):
    own = {account.pk: account.member_id for account in Account.objects.filter(username__startswith="thuongvu")}
    given = Grading.objects.filter(step="decision", review__member__in=own.values())

    assert None not in own.values()
    assert given.count() >= 2
    assert [grading.pk for grading in given if own[grading.by_account] == grading.review.member_id] == []


def test_a_second_run_refuses_and_changes_nothing(stage):
    before = Grading.objects.count()

    with pytest.raises(CommandError) as error:
        call_command("sample_ward", "--cells", "6", "--members", "60")

    assert error.value.returncode == 2
    assert str(error.value) == "There is a ward already; the sample is made in an empty database."
    assert Grading.objects.count() == before


def test_last_years_shortcomings_are_taken_over_assessed_and_planned(stage):
    """Four cells had some; of the demo secretary's one measure is overdue and noted while its cell is at work."""
    last = remedy_figures(campaign(2020), date(2022, 1, 10))
    kinds = (last.collectives, last.members)
    assert (
        sum(kind.found for kind in kinds)
        == sum(kind.measures for kind in kinds)
        == sum(kind.done for kind in kinds) + 1
    )
    assert sum(kind.unplanned for kind in kinds) == 0
    if stage == "roster":
        return
    this = remedy_figures(campaign(2021), date(2022, 1, 10))
    kinds = (this.collectives, this.members)
    assert sum(kind.earlier for kind in kinds) == sum(kind.found for kind in (last.collectives, last.members))
    overdue = sum(kind.overdue_on(date(2022, 1, 10)) for kind in kinds)
    if stage == "decided":
        assert (sum(kind.unassessed for kind in kinds), overdue) == (0, 0)
    else:
        assert sum(kind.fixed for kind in kinds) > 0 < sum(kind.unassessed for kind in kinds)
    if stage == "proposals":
        assert (overdue, sum(kind.corrected for kind in kinds)) == (1, 1)
        assert all(sum(getattr(kind, name) for kind in kinds) > 0 for name in ("fixing", "planned", "unplanned"))


def papers_of(year: int) -> list[str]:
    """Every paper of one file of each kind, and of two subjects of each file, as they would be printed."""
    files = [campaign(year).files.filter(**{f"{unit}__isnull": False}).first() for unit in ("cell", "collective")]
    told = [
        html_of(paper, file_contents_of(paper, file))
        for file in files
        for paper in FILE_CATALOGUE
        if paper.available(file)
    ]
    reviews = [review for file in files for review in file.reviews.filter(critique__isnull=False)[:2]]
    told += [
        html_of(paper, review_contents_of(paper, review))
        for review in reviews
        for paper in REVIEW_CATALOGUE
        if paper.available(review)
    ]
    return [*told, html_of(WARD_SUMMARY, contents_of(WARD_SUMMARY, campaign(year)))]


def test_erasing_a_year_leaves_every_grade_and_the_next_year_as_they_were(stage, tmp_path):
    """Both years closed, a term of one year: last year's texts go."""
    if stage != "decided":
        assert out_of_term(campaign(2020).ward) == []
        return
    Campaign.objects.update(stage="closed")
    short = [replace(rule, years=rule.years and 1) for rule in RULES]
    answers = [checked(year, tmp_path) for year in (2020, 2021)]
    dossiers = [(tmp_path / f"{year}.json").read_bytes() for year in (2020, 2021)]
    issued = [bytes(paper.content) for paper in IssuedPaper.objects.order_by("pk")]
    papers = papers_of(2021)
    assert len(papers) > 12
    assert texts(2020, "member")

    erase_out_of_term(
        by=Account.objects.get(username="vanphong"),
        ward=campaign(2020).ward,
        reason="Biên bản số 3",
        on=TODAY,
        rules=short,
    )

    assert texts(2020, "member") == []
    assert texts(2021, "member")
    assert [checked(year, tmp_path) for year in (2020, 2021)] == answers
    assert [(tmp_path / f"{year}.json").read_bytes() for year in (2020, 2021)] == dossiers
    assert [bytes(paper.content) for paper in IssuedPaper.objects.order_by("pk")] == issued
    assert papers_of(2021) == papers
