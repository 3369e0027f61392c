"""Two accounts of the district receive two reports of one ward at the same moment: one stands, the other is told so. Threads where
the database has row locks."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from assessments.models import ReceivedReport
from assessments.services.received_reports import receive_report
from cells.models import JournalEntry
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.district_scene import as_file, ward_dossier


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", [False, True], ids=["none stands", "one stands"])
def test_of_two_reports_received_at_once_one_stands(first):
    ward = make.make_ward()
    accounts = [make.make_account(name, "district", ward) for name in ("quan1", "quan2")]
    standing = _receive(accounts[0], 11, None, []) if first else None
    told: list[str] = []
    calls = list(zip(accounts, (12, 13), strict=True))
    if connection.vendor == "postgresql":
        _at_once(calls, standing, told)
    else:
        for account, seed in calls:
            _receive(account, seed, standing, told)

    assert ReceivedReport.objects.filter(superseded=False).count() == 1
    assert ReceivedReport.objects.count() == JournalEntry.objects.filter(action="report.received").count() == 1 + first
    assert len(told) == 1


def _at_once(calls, standing: int | None, told: list[str]) -> None:
    start = Barrier(len(calls))

    def run(account, seed):
        start.wait()
        try:
            _receive(account, seed, standing, told)
        finally:
            connection.close()

    threads = [Thread(target=run, args=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _receive(account, seed: int, replaces: int | None, told: list[str]) -> int | None:
    content = as_file(ward_dossier("P12", seed, members=6))
    try:
        return receive_report(by=account, content=content, on=make.TODAY, replaces=replaces, reason="Phường sửa.").pk
    except Refused as refused:
        told += [refusal.message for refusal in refused.refusals]
        return None
