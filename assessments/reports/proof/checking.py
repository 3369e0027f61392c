"""The check of a report that was handed over: data out, rules run again, every printed piece compared."""

from dataclasses import dataclass, replace

from django.utils.translation import override
from lxml.html import fromstring

from assessments.reports.catalogue import PAPER_LANGUAGE, WARD_SUMMARY, part_htmls, printed
from assessments.reports.contents.ward_summary import summary_of
from assessments.reports.proof.comparing import Difference, differences_of
from assessments.reports.proof.drawings import expected_of, faults_of
from assessments.reports.proof.keys import is_signed
from assessments.reports.proof.reading import Handed, NotAReportError, printed_seal, read_report
from assessments.reports.proof.seal import Seal, attachments_of, content_of, hash_of, report_id_of, signed_message
from assessments.reports.proof.taking_out import squeezed
from assessments.reports.proof.words import words_of
from assessments.reports.report_data import ReportData
from assessments.reports.report_json import ReportDataFault, read_report_json
from assessments.rules import DossierFaults, UnknownRuleSet, facts, read_dossier, rule_set

_MOST_MARKS = 50
#: Side of the code by the style sheet of paper.
QR_MILLIMETRES = 55
#: What a page shows and a report never does, in the words of the report's language, as everything a difference says.
MARKS = {
    "action": "lệnh hoặc biểu mẫu chạy kèm",
    "note": "chú thích hoặc nút đặt lên trang",
    "cut": "trang bị cắt, xoay hoặc đổi tỷ lệ",
    "picture": "hình ảnh hoặc mẫu vẽ đặt lên trang",
    "layer": "lớp có thể ẩn hiện",
    "hidden": "chữ ẩn",
    "pale": "chữ không phải màu đen",
    "outside": "chữ nằm ngoài trang",
    "covered": "mảng màu, nét vẽ hoặc chữ che lên chữ",
    "drawn": "nét vẽ hoặc mảng màu mà báo cáo không có",
    "warped": "chữ bị bóp, lật, kéo giãn hoặc quá nhỏ",
    "moved": "chữ không đứng ở chỗ của nó theo thứ tự đọc",
    "letters": "phông chữ hiển thị chữ khác với chữ đọc được",
    "other": "lệnh vẽ mà báo cáo không dùng",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`consistent`: what is printed is what the data say and the hash is theirs; `authentic`: signed with a key that was
    given, null when none was. `dossier` and `data` as they were taken out."""

    report_id: str
    consistent: bool
    authentic: bool | None
    differences: tuple[Difference, ...]
    seal: Seal
    #: What the signature must be over: the printed id and the hash of what is really attached.
    signed: bytes
    dossier: facts.Dossier
    data: ReportData

    @property
    def is_in_order(self) -> bool:
        return self.consistent and self.authentic is not False

    def is_signed_with(self, public_key: str) -> bool:
        return is_signed(public_key, self.seal.signature, self.signed)


def verdict_on(content: bytes, known_keys: frozenset[str] = frozenset()) -> Verdict:
    """Check one PDF; reads no database. `known_keys`: public keys (64 hexadecimal digits) of who may have issued it.

    Raises NotAReportError: no PDF, without its two attachments, these in no known form, without a seal, too large.
    """
    handed = read_report(content)
    dossier, data = _read(handed)
    # What is told at such length is printed: more of it than of everything printed is laid out for nothing.
    if sum(map(len, data.narrative.values())) > 2 * sum(map(len, handed.pages)):
        raise NotAReportError("size")
    seal = printed_seal(handed.pages)
    if seal is None:
        raise NotAReportError("seal")
    documents = _documents(dossier, data, seal)
    found = [
        *_seal_differences(handed, seal, dossier, data),
        *(Difference(_page(page), "", MARKS[code]) for page, code in handed.marks[:_MOST_MARKS]),
        *_drawing_differences(documents, handed),
        *differences_of([word for document in documents for word in words_of(document)], handed.pages),
    ]
    verdict = Verdict(
        report_id=seal.report_id,
        consistent=not found,
        authentic=None,
        differences=tuple(found),
        seal=seal,
        signed=signed_message(seal.report_id, hash_of(handed.dossier, handed.data)),
        dossier=dossier,
        data=data,
    )
    return judged(verdict, known_keys)


def judged(verdict: Verdict, known_keys: frozenset[str]) -> Verdict:
    """The same with `authentic` by these keys."""
    if not known_keys:
        return replace(verdict, authentic=None)
    return replace(verdict, authentic=any(map(verdict.is_signed_with, known_keys)))


def is_as_printed(content: bytes, verdict: Verdict) -> bool:
    """Whether the file is, byte for byte, what this machine prints from the attached data: then nothing on any page is
    another's. False says nothing where fonts or the renderer are of another version, or the file was saved again."""
    with override(PAPER_LANGUAGE):
        contents = replace(summary_of(verdict.dossier, verdict.data), seal=verdict.seal)
    return printed(WARD_SUMMARY, contents, attachments_of(*content_of(verdict.dossier, verdict.data))) == content


def _page(number: int) -> str:
    return f"trang {number}" if number else "tệp PDF"


def _read(handed: Handed) -> tuple[facts.Dossier, ReportData]:
    try:
        dossier = read_dossier(handed.dossier)
        rule_set(dossier.ruleset)
        return dossier, read_report_json(handed.data)
    except (DossierFaults, UnknownRuleSet, ReportDataFault):
        raise NotAReportError("attachments") from None


def _documents(dossier: facts.Dossier, data: ReportData, seal: Seal) -> list[str]:
    with override(PAPER_LANGUAGE):
        contents = replace(summary_of(dossier, data), seal=seal)
    return part_htmls(WARD_SUMMARY, contents)


def _drawing_differences(documents: list[str], handed: Handed) -> list[Difference]:
    """Bars, their keys and the code are drawn as the data say, each in its turn."""
    expected = [
        expected_of(svg, {"qr": QR_MILLIMETRES}) for document in documents for svg in fromstring(document).iter("svg")
    ]
    return [
        Difference(_page(fault.page), _drawing_words(fault.told), "hình vẽ khác" if fault.page else "")
        for fault in faults_of(expected, handed.drawings)[:_MOST_MARKS]
    ]


def _drawing_words(told: str) -> str:
    if told == "QR":
        return "mã QR của mã báo cáo, mã băm và chữ ký"
    return f"thanh biểu đồ {told}" if told else ""


def _seal_differences(handed: Handed, seal: Seal, dossier: facts.Dossier, data: ReportData) -> list[Difference]:
    """The printed hash is that of the attachments as they lie in the file, and these are written as they must be."""
    found = []
    if (made := hash_of(handed.dossier, handed.data)) != seal.content_hash:
        found.append(Difference("mã băm của dữ liệu đính kèm", made, seal.content_hash))
    elif content_of(dossier, data) != (handed.dossier, handed.data):
        found.append(Difference("dữ liệu đính kèm", "dạng chuẩn", "dạng khác"))
    made_id = report_id_of(dossier.organization.code, dossier.year, data.number, seal.content_hash)
    if squeezed(made_id) != squeezed(seal.report_id):
        found.append(Difference("mã báo cáo", made_id, seal.report_id))
    if data.year != dossier.year:
        found.append(Difference("năm của hai tệp đính kèm", str(dossier.year), str(data.year)))
    return found
