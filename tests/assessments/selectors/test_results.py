"""What a cell reads of its results: nothing before release, and during a re-review what was out before."""

import pytest

from assessments.models import ReviewFile
from assessments.selectors.own_reviews import own_years
from assessments.selectors.results import results_of, under_re_review
from assessments.services.orders import OrderValues, draft_order, issue_order
from assessments.services.releases import release_files
from assessments.workflow import Scope, Stage
from cells.access import access_of
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    sitting = Sitting()
    sitting.decide_all()
    return sitting


def release(sitting):
    return release_files(by=sitting.committee, campaign_id=sitting.campaign.pk, on=make.TODAY)


def review_again(sitting, code="KP02"):
    values = OrderValues(note="Kiểm điểm lại.", due_on=make.TODAY)
    order = draft_order(
        by=sitting.office, campaign_id=sitting.campaign.pk, kind="re_review", file_id=sitting.file(code).pk,
        values=values, on=make.TODAY,
    )  # fmt: skip
    issue_order(
        by=sitting.committee, order_id=order.pk, number="15-CV/ĐU", dated_on=make.TODAY, revision=1, on=make.TODAY
    )


def result(sitting, code="KP02"):
    [found] = results_of(sitting.campaign, [sitting.file(code)])
    return found


def told(found):
    return {row.review.code: (row.final.grade, row.paper) for row in found.rows if row.final}


def test_nothing_stands_there_before_release(sitting):
    assert (result(sitting).rows, result(sitting).is_under_re_review) == ((), False)


def test_released_results_stay_readable_during_a_re_review_until_the_new_ones_are_out(sitting):
    release(sitting)
    released = told(result(sitting))
    assert released["B005"] == ("good", "05-QĐ/ĐU")

    review_again(sitting)
    found = result(sitting)
    assert (told(found), found.is_under_re_review, found.is_decided_anew) == (released, True, False)
    assert under_re_review(sitting.campaign) == [sitting.file("KP02")]

    # Signed anew and not released: the old ones still stand there, and nothing of the new ones.
    ReviewFile.objects.filter(code="KP02").update(stage=Stage.ACCEPTED)
    sitting.draft(Scope.UNITS, KP02="fulfilled")
    sitting.sign(Scope.UNITS, number="21-QĐ/ĐU")
    ReviewFile.objects.filter(code="KP02").update(stage=Stage.DECIDED)
    found = result(sitting)
    assert (told(found), found.is_decided_anew) == (released, True)
    assert under_re_review(sitting.campaign) == []

    release(sitting)
    found = result(sitting)
    assert (told(found)["KP02"], found.is_under_re_review) == (("fulfilled", "21-QĐ/ĐU"), False)


def test_a_member_reads_the_own_released_result_during_a_re_review(sitting):
    release(sitting)
    review_again(sitting)
    account = make.make_account("b005", "member", sitting.second, member=sitting.others[4])

    [year] = own_years(access_of(account, make.TODAY))

    assert (year.is_running, year.result.final.grade, year.result.paper) == (True, "good", "05-QĐ/ĐU")


def test_what_was_decided_and_never_released_stays_hidden_during_a_re_review(sitting):
    review_again(sitting)

    assert (result(sitting).rows, under_re_review(sitting.campaign)) == ((), [sitting.file("KP02")])
