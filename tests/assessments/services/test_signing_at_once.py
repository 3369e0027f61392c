"""Two committee members sign the same table at the same moment: one decision. Threads where the database has row locks."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from assessments.models import Decision, Grading
from assessments.selectors.desk import desk_of
from assessments.selectors.signing import signing_of
from assessments.workflow import Scope
from cells.refusals import Refused
from tests.assessments.sitting import Sitting


@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_once_make_one_decision():
    sitting = Sitting()
    sitting.take_over(Scope.UNITS)
    token = signing_of(desk_of(sitting.campaign), Scope.UNITS, sitting.committee).token
    told: list[str] = []
    signers = (sitting.committee, sitting.colleague)
    if connection.vendor == "postgresql":
        _at_once([lambda by=by: _sign(sitting, by, token, told) for by in signers])
    else:
        for by in signers:
            _sign(sitting, by, token, told)
    decision = Decision.objects.get()
    assert (decision.rows, Grading.objects.filter(step="decision").count()) == (3, 3)
    assert len(told) == 1
    assert told[0].startswith(f"{decision.signed_by} đã ký lúc ")


def _sign(sitting: Sitting, by, token: str, told: list[str]) -> None:
    try:
        sitting.sign(Scope.UNITS, by=by, expected=token)
    except Refused as refused:
        told += [refusal.message for refusal in refused.refusals]


def _at_once(calls) -> None:
    start = Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            call()
        finally:
            connection.close()

    threads = [Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
