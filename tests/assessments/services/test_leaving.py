"""Whoever leaves the ward on a later day, and whoever has died: in which lists, with which account, until when."""

from datetime import timedelta

import pytest

from assessments.selectors.attendance import people_on
from assessments.selectors.critiques import critique_rows, leaving_reviews
from assessments.selectors.file_people import people_of
from assessments.selectors.late_changes import open_accounts_of
from assessments.services import late_changes
from cells.access import access_of
from cells.refusals import Refused
from cells.selectors.people import find_members
from cells.services.invitations import accept, hash_of, invite
from tests import factories as make
from tests.assessments.late_scene import DAY, LateScene

pytestmark = pytest.mark.django_db
EVE = DAY - timedelta(days=1)


@pytest.fixture
def scene():
    return LateScene()


def test_who_leaves_on_a_later_day_stays_in_the_lists_until_then_and_owes_nothing(scene):
    gone = scene.people[3]

    scene.do(late_changes.transfer_out, member_id=gone.pk)

    file, access = scene.file("KP01"), access_of(scene.office, make.TODAY)
    [person] = [one for one in people_of(file, EVE) if one.code == gone.code]
    assert person.no_review.words == person.no_grade.words == f"chuyển đi từ ngày {DAY:%d/%m/%Y}"
    assert gone.code not in [one.code for one in people_of(file, DAY)]
    assert [row.code for row in leaving_reviews(file, EVE)] == [gone.code]
    assert leaving_reviews(file, DAY) == []
    assert (gone in find_members(access, EVE), gone in find_members(access, DAY)) == (True, False)
    # The year is judged on the grading date, when the person is gone.
    assert gone.code not in [row["code"] for row in scene.dossier()["members"]]
    assert gone.code not in [row.review.code for row in critique_rows(file)]


def test_who_leaves_is_called_to_a_meeting_before_that_day(scene):
    gone = scene.people[3]
    scene.do(late_changes.transfer_out, member_id=gone.pk)

    file = scene.file("KP01")
    assert [gone in [one.member for one in people_on(file, day) if one.votes] for day in (EVE, DAY)] == [True, False]


def test_nobody_about_to_leave_leaves_twice_or_comes_before(scene):
    gone, last = scene.people[3], make.TODAY + timedelta(days=3)
    scene.do(late_changes.transfer_out, member_id=gone.pk, day=last)

    with pytest.raises(Refused, match=f"đã được ghi nhận rời phường từ ngày {last:%d/%m/%Y}"):
        scene.do(late_changes.death, member_id=gone.pk)
    with pytest.raises(Refused, match="đã ở trong phường"):
        scene.do(late_changes.transfer_in, member_id=gone.pk, cell_id=scene.second.pk, day=make.TODAY)


def test_a_death_closes_the_account_with_a_pin_and_lies_behind(scene):
    dead = scene.people[3]
    [slip] = invite(by=scene.secretary, member_ids=[dead.pk], on=make.TODAY)
    account = accept(token_hash=hash_of(slip.token), pin="739152", on=make.TODAY)
    other = make.make_account("an4", member=dead)
    with pytest.raises(Refused, match="Ngày này ở tương lai"):
        scene.do(late_changes.death, member_id=dead.pk, day=make.TODAY + timedelta(days=1))

    scene.do(late_changes.death, member_id=dead.pk)

    account.refresh_from_db()
    assert (account.is_active, account.mandates.filter(to_date__isnull=True).exists()) == (False, False)
    assert open_accounts_of(dead.pk) == [other.username]
