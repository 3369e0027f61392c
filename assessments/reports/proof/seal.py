"""What an issued report carries and vouches for: two attachments, their hash, an id, the installation's signature."""

import hashlib
import json
from dataclasses import dataclass

from assessments.reports.long_papers.joining import Attached
from assessments.reports.proof.keys import installation_key, public_hex
from assessments.reports.report_data import ReportData
from assessments.reports.report_json import canonical, report_json
from assessments.rules import facts, write_dossier

DOSSIER_FILE = "dossier.json"
DATA_FILE = "report-data.json"


@dataclass(frozen=True, slots=True)
class Seal:
    """Printed on the last page. content_hash: SHA-256 as 64 hexadecimal digits; signature: Ed25519, 128; public_key: 64."""

    report_id: str
    content_hash: str
    signature: str
    public_key: str

    @property
    def code(self) -> str:
        """What the QR code says."""
        return f"BC {self.report_id} {self.content_hash} {self.signature}"


def content_of(dossier: facts.Dossier, data: ReportData) -> tuple[bytes, bytes]:
    """Both attachments as canonical JSON."""
    return canonical(write_dossier(dossier)), report_json(data)


def sealed(dossier: bytes, data: bytes, *, ward: str, year: int, number: str) -> Seal:
    """Id, hash and signature of one report. The same content and key give the same seal."""
    content_hash = hash_of(dossier, data)
    report_id = report_id_of(ward, year, number, content_hash)
    key = installation_key()
    return Seal(report_id, content_hash, key.sign(signed_message(report_id, content_hash)).hex(), public_hex(key))


def report_id_of(ward: str, year: int, number: str, content_hash: str) -> str:
    return f"{ward}-{year}-{number}-{content_hash[:8]}"


def hash_of(dossier: bytes, data: bytes) -> str:
    """Over both attachments, each by its own hash, so that nothing moves from one into the other."""
    parts = {
        name: hashlib.sha256(content).hexdigest() for name, content in ((DOSSIER_FILE, dossier), (DATA_FILE, data))
    }
    return hashlib.sha256(canonical(parts)).hexdigest()


def signed_message(report_id: str, content_hash: str) -> bytes:
    return canonical({"content": content_hash, "format": "report-seal/1", "id": report_id})


def attachments_of(dossier: bytes, data: bytes) -> tuple[Attached, Attached]:
    return (
        Attached(DOSSIER_FILE, dossier, "Hồ sơ xếp loại (ward-dossier/1)", "Source"),
        Attached(DATA_FILE, data, f"Dữ liệu in trong báo cáo ({json.loads(data)['format']})", "Data"),
    )
