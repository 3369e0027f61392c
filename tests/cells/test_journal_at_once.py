"""Many deeds of one ward at the same moment: no gap, nobody waits in a circle. Threads where the database has row locks."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from cells.journal import record
from cells.journal.checking import check_chain
from cells.models import JournalEntry, Member, StatusPeriod
from tests import factories as make

THREADS, ROUNDS, EACH = 20, 5, 2


class Broken(Exception):
    pass


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_leave_no_gap_and_none_waits_in_a_circle():
    member = make.make_member(make.make_cell(make.make_ward(), "KP01"), "Nguyễn Văn An")
    failed: list[BaseException] = []
    calls = [lambda place=place: _deeds(place, member) for place in range(THREADS)]
    if connection.vendor == "postgresql":
        _at_once(calls, failed)
    else:
        for call in calls:
            call()

    assert failed == []
    kept = (THREADS - THREADS // 4) * ROUNDS * EACH
    for ward in ("P11", "P12"):
        answer = check_chain(ward)
        assert (answer.faults, answer.entries) == ([], kept)
        numbers = JournalEntry.objects.filter(ward_code=ward).order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, kept + 1))


def _deeds(place: int, member: Member) -> None:
    """Each records first, in two wards in either order. Some then lock the member, some write a row that refers to it:
    PostgreSQL asks for that key at commit, when the head of the ward could be held already. Every fourth breaks off."""
    for round_ in range(ROUNDS):
        try:
            with transaction.atomic():
                _record("P11" if place % 2 else "P12", round_)
                if place % 2:
                    Member.objects.select_for_update().get(pk=member.pk)
                else:
                    StatusPeriod.objects.create(member=member, status="exempt", from_date=make.TODAY)
                _record("P12" if place % 2 else "P11", round_)
                if place % 4 == 0:
                    raise Broken
        except Broken:
            pass


def _record(ward_code: str, round_: int) -> None:
    for each in range(EACH):
        record(by=None, actor_name="thử", action="grade.draft", ward_code=ward_code, after={"n": round_, "each": each})


def _at_once(calls, failed: list[BaseException]) -> None:
    start = Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            call()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
