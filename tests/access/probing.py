"""Asking for what is foreign: every address that names an object, every method, every stranger."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.models import ReviewFile
from assessments.workflow import Stage
from review_portal.requests_told import HEADER
from tests.access.two_wards import Address, TwoWards, addresses

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
#: Never handed out as an id.
NOWHERE = 987_654_321
#: What says who is signed in since when, and what a session carries: that a probe leaves no trace elsewhere is asked.
SESSIONS = {"django_session", "cells_accountsession"}
#: Received reports and keys of other installations belong to no ward: the district's role is one for all of them.
OF_NO_WARD = {"received_id", "key_id"}
SIGN_IN = "sign-in"
STAGES = (Stage.DECIDED, Stage.RELEASED)
_CHANGING = re.compile(r'(name="csrfmiddlewaretoken" value="|nonce="|data-csrf=")[^"]*')


@dataclass(frozen=True)
class Probe:
    """One question: `instead` names the ids of the stranger's own ward that stand beside the foreign ones."""

    who: str
    address: Address
    method: str
    instead: tuple[tuple[str, object], ...] = ()

    @property
    def words(self) -> str:
        beside = f" (own {', '.join(word for word, _value in self.instead)})" if self.instead else ""
        return f"{self.method} {self.address.name}{beside} by {self.who}"


@dataclass
class Found:
    """What the probes were told. `told_apart`: answers that differ from those for an id that does not exist."""

    answers: Counter = field(default_factory=Counter)
    by_who: dict[str, Counter] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    told_apart: list[str] = field(default_factory=list)

    def note(self, probe: Probe, said: str) -> None:
        self.answers[said] += 1
        self.by_who.setdefault(probe.who, Counter())[said] += 1
        if said != "404" and not (said == SIGN_IN and probe.who == "not signed in"):
            self.wrong.append(f"{probe.words}: {said}")


def probed() -> list[Address]:
    return [one for one in addresses() if one.objects]


def probes(wards: TwoWards, methods: Iterable[str] = METHODS, who: Iterable[str] = ()) -> Iterator[Probe]:
    for stranger in who or wards.strangers:
        for address in probed():
            if stranger == "district" and OF_NO_WARD & set(address.objects):
                continue
            beside = [word for word in address.objects if word in wards.own_ids] if len(address.objects) > 1 else []
            for method in methods:
                yield Probe(stranger, address, method)
                for word in beside:
                    yield Probe(stranger, address, method, ((word, wards.own_ids[word]),))


def ask(client: Client, url: str, method: str) -> HttpResponse:
    return client.generic(method, url, "", content_type="application/x-www-form-urlencoded")


def said_by(answer: HttpResponse) -> str:
    if answer.status_code == 302 and answer.headers["Location"].startswith(reverse("login")):
        return SIGN_IN
    if answer.status_code == 401 and "signed_out" in answer.content.decode():
        return SIGN_IN  # told to a page that sends by itself; it leads its reader to the sign-in
    return str(answer.status_code)


def text_of(answer: HttpResponse, url: str) -> tuple:
    """All that an answer tells, but for its own address and what is drawn anew for every page."""
    text = _CHANGING.sub(r"\1", answer.content.decode(errors="replace")).replace(url, "")
    if number := answer.headers.get(HEADER):  # of the request; error pages show it
        text = text.replace(number, "")
    headers = {name: value for name, value in answer.headers.items() if name not in (HEADER, "Content-Length")}
    return (
        answer.status_code,
        text,
        tuple(sorted((name, _nonces(value).replace(url, "")) for name, value in headers.items())),
    )


def _nonces(value: str) -> str:
    return re.sub(r"'nonce-[^']*'", "", value)


def run(wards: TwoWards, questions: Iterable[Probe], *, compare: bool = True) -> Found:
    """Ask each; `compare` asks once more with ids that do not exist, and holds the answers to be the same."""
    found = Found()
    for probe in questions:
        client = wards.clients[probe.who]
        url = wards.url(probe.address, **dict(probe.instead))
        answer = ask(client, url, probe.method)
        found.note(probe, said_by(answer))
        if compare and not probe.instead:
            nowhere = wards.url(probe.address, **dict.fromkeys(probe.address.objects, NOWHERE))
            if text_of(answer, url) != text_of(ask(client, nowhere, probe.method), nowhere):
                found.told_apart.append(probe.words)
    return found


def unreached(wards: TwoWards, known: frozenset[str] = frozenset()) -> list[str]:
    """Addresses whose object nobody of its own ward reaches, before or after the release: a probe there proves nothing.
    `known` to be reached are asked nothing."""
    clients = {}
    for name, account in wards.scene.accounts.items():
        clients[name] = Client()
        clients[name].force_login(account)
    lost = []
    for address in probed():
        if address.name in known:
            continue
        tries = [
            (client, method, stage) for stage in STAGES for client in clients.values() for method in ("GET", "POST")
        ]
        if not any(_reaches(wards, *one, address) for one in tries):
            lost.append(address.name)
    return lost


def _reaches(wards: TwoWards, client: Client, method: str, stage: Stage, address: Address) -> bool:
    with transaction.atomic():
        ReviewFile.objects.filter(campaign=wards.scene.campaign).update(stage=stage)
        status = ask(client, wards.url(address), method).status_code
        transaction.set_rollback(True)
    return status not in (404, 405)


def checksums() -> dict[str, str]:
    """Every table of the database but the sessions, as a fingerprint over its rows in the order of their text."""
    sums = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in SESSIONS:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                # A driver's view of bytes would print where it lies in memory.
                rows = sorted(
                    repr([bytes(value) if isinstance(value, memoryview) else value for value in row])
                    for row in cursor.fetchall()
                )
                sums[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return sums
