"""Reports of wards for the district's tests: dossiers as rows, keys as they are registered."""

import hashlib
import json

from assessments.models import KnownKey, ReceivedReport
from assessments.rules import read_dossier, write_dossier
from tests import factories as make
from tests.assessments.reports.wards import random_ward

#: RFC 8032, test 2: a key nobody here holds.
OTHER_KEY = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"


def ward_dossier(code: str, seed: int, members: int = 30) -> dict:
    """A random ward under another code."""
    raw = random_ward(seed, members=members, cells=3)
    raw["organization"] |= {"code": code, "name": f"Đảng bộ {code}"}
    return raw


def as_file(raw: dict) -> bytes:
    return json.dumps(raw, ensure_ascii=False).encode()


def received_dossier(code: str = "P12", seed: int = 12, raw: dict | None = None) -> ReceivedReport:
    """A dossier as it lies in the district's register."""
    raw = raw or ward_dossier(code, seed)
    content = as_file(raw)
    return ReceivedReport.objects.create(
        source="dossier", ward_code=code, ward_name=raw["organization"]["name"], year=raw["year"], content=content,
        sha256=hashlib.sha256(content).hexdigest(), dossier=write_dossier(read_dossier(raw)), data=None,
        received_by="Quận", received_at=make.now(),
    )  # fmt: skip


def known_key(code: str = "P12", key: str = OTHER_KEY) -> KnownKey:
    return KnownKey.objects.create(
        ward_code=code, ward_name=f"Đảng bộ {code}", public_key=key, added_by="Quận", added_at=make.now()
    )
