"""Role × object × stage × action, measured: what every page and every service answers to everybody, where the file stands.

`measured` asks everything (minutes; benchmarks/access_matrix.py keeps it in matrix.json), `page_text` is docs/access.md.
"""

import json
import shutil
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.access import deeds
from tests.access.probing import ask
from tests.access.two_wards import Address, TwoWards, addresses

KEPT = Path(__file__).with_name("matrix.json")
#: Everybody whose answers are asked at every moment; to all others the object is foreign (docs/figures.md).
ROLES = ("office", "committee", "district", "admin", "secretary", "member")
METHODS = ("GET", "POST")
#: Pages that are asked nothing of anybody signed in: the sign-in itself, and what a supervisor asks.
BEFORE_SIGN_IN = {
    "login", "logout", "second_factor", "passkey_question", "invitation", "invitation_link", "set_language", "healthz",
    "health_ready", "metrics",
}  # fmt: skip


def pages() -> list[Address]:
    return [one for one in addresses() if one.name not in BEFORE_SIGN_IN]


def clients_of(wards: TwoWards, accounts: dict) -> dict[str, Client]:
    found = {}
    for role in ROLES:
        found[role] = Client(raise_request_exception=False)
        found[role].force_login(accounts[role])
    return found


def answers(wards: TwoWards, clients: dict[str, Client], address: Address, method: str, roles=ROLES) -> str:
    """One status for each of the roles; whatever was done is taken back."""
    said = []
    for role in roles:
        with transaction.atomic():
            said.append(str(ask(clients[role], wards.url(address), method).status_code))
            transaction.set_rollback(True)
    return " ".join(said)


def deed_answers(wards: TwoWards, accounts: dict, deed: deeds.Deed) -> str:
    """y or n for each of ROLES."""
    given = deeds.arguments(deed, wards)
    return " ".join("y" if deeds.lets_through(deed, accounts[role], given) else "n" for role in ROLES)


def measured() -> dict[str, dict[str, dict[str, str]]]:
    """{"pages": {"GET name": {moment: answers}}, "services": {name: {moment: answers}}}; equal neighbours are told once."""
    wards = TwoWards()
    accounts = deeds.actors(wards)
    found: dict = {"pages": {}, "services": {}}
    for moment in deeds.MOMENTS:
        deeds.stand(wards, moment)
        clients = clients_of(wards, accounts)  # so that nobody is asked who it is once more
        shutil.rmtree(settings.RATES, ignore_errors=True)  # nor to wait
        for address in pages():
            for method in METHODS:
                row = found["pages"].setdefault(f"{method} {address.name}", {})
                row[str(moment)] = answers(wards, clients, address, method)
        for deed in deeds.deeds():
            found["services"].setdefault(deed.name, {})[str(moment)] = deed_answers(wards, accounts, deed)
    return found


@cache
def kept() -> dict[str, dict[str, dict[str, str]]]:
    return json.loads(KEPT.read_text(encoding="utf-8"))


def keep(found: dict) -> None:
    KEPT.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def moments() -> list[str]:
    return [str(moment) for moment in deeds.MOMENTS]
