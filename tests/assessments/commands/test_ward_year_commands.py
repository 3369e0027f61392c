"""ward_report and export_dossier as a technician calls them."""

import json
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from assessments.management.commands import export_dossier, ward_report
from assessments.models import IssuedPaper
from assessments.reports.catalogue import WARD_SUMMARY
from assessments.rules import check, read_dossier
from assessments.services.issuing import issue_paper
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
COMMANDS = ("ward_report", "export_dossier")


def run(command, *arguments) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def fails(command, *arguments) -> str:
    with pytest.raises(CommandError) as error:
        call_command(command, *arguments)
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)
    return str(error.value)


def test_before_the_decision_the_report_is_a_marked_draft(tmp_path):
    Sitting(members=3)
    out = tmp_path / "bao-cao.pdf"

    said = json.loads(run("ward_report", "--out", str(out), "--json"))

    pages = [page.extract_text() for page in PdfReader(out).pages]
    assert [text for text in pages if "DỰ THẢO – chưa có quyết định" not in text] == []
    assert (said["organization"], said["year"], said["draft"], said["issued"]) == ("P11", 2021, True, None)


def test_once_issued_the_report_is_the_issued_copy(tmp_path):
    sitting = Sitting(members=3)
    sitting.decide_all()
    issue_paper(
        by=sitting.office, campaign_id=sitting.campaign.pk, paper=WARD_SUMMARY, number="7", dated_on=make.TODAY, on=make.TODAY
    )  # fmt: skip
    out = tmp_path / "bao-cao.pdf"

    said = json.loads(run("ward_report", "--organization", "P11", "--year", "2021", "--out", str(out), "--json"))

    assert out.read_bytes() == bytes(IssuedPaper.objects.get().content)
    assert (said["draft"], said["issued"], said["sha256"]) == (False, "07-BC/ĐU", IssuedPaper.objects.get().sha256)


def test_decided_and_not_issued_the_report_carries_no_mark(tmp_path):
    sitting = Sitting(members=3)
    sitting.decide_all()

    run("ward_report", "--out", str(tmp_path / "r.pdf"))

    assert "DỰ THẢO" not in "".join(page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages)


def test_the_same_ward_gives_the_same_file(tmp_path):
    Sitting(members=3)

    run("ward_report", "--out", str(tmp_path / "a.pdf"))
    run("ward_report", "--out", str(tmp_path / "b.pdf"))

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert PdfReader(BytesIO((tmp_path / "a.pdf").read_bytes())).metadata["/CreationDate"] == "D:20220108000000Z"


def test_the_dossier_written_passes_the_reader(tmp_path):
    sitting = Sitting(members=3)
    sitting.decide_all()
    out = tmp_path / "ho-so.json"

    assert run("export_dossier", "--out", str(out)) == f"{out}\n"

    answer = check(read_dossier(out.read_bytes()))
    assert answer.compliant
    assert answer.counts["members"]["good"] == 8


def test_the_newest_open_year_is_taken_unless_one_is_named(tmp_path):
    sitting = Sitting(members=3)
    make.make_open_campaign(sitting.ward, sitting.office, 2022, review_date=make.REVIEW_DATE.replace(year=2022), grading_date=make.GRADING_DATE.replace(year=2023), cell_deadline=make.REVIEW_DATE.replace(year=2022))  # fmt: skip
    out = str(tmp_path / "d.json")

    assert json.loads(run("export_dossier", "--out", out, "--json"))["year"] == 2022
    assert json.loads(run("export_dossier", "--out", out, "--json", "--year", "2021"))["year"] == 2021


@pytest.mark.parametrize("command", COMMANDS)
def test_what_cannot_be_done_is_one_line_and_exit_2(command, tmp_path):
    out = str(tmp_path / "x")
    assert "setup_ward" in fails(command, "--out", out)
    ward = make.make_ward()
    office = make.make_account("vanphong", "office", ward)
    assert fails(command, "--out", out) == "P11 chưa mở năm kiểm điểm nào."
    make.make_campaign(ward, office)
    assert fails(command, "--out", out) == "P11 chưa mở năm kiểm điểm nào."
    make.make_cell(ward, "KP01")
    make.make_open_campaign(ward, office, 2022)
    assert fails(command, "--year", "2021", "--out", out) == "P11 không có năm kiểm điểm 2021 đã mở."
    assert "P99" in fails(command, "--organization", "P99", "--out", out)
    assert fails(command, "--out", str(tmp_path / "none" / "x")).endswith("No such file or directory")
    assert fails(command)
    assert fails(command, "--year", "hai nghìn", "--out", out)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("command", [ward_report.Command, export_dossier.Command], ids=COMMANDS)
@pytest.mark.parametrize(
    "arguments", [[], ["--year", "abc", "--out", "x"], ["--colour", "red"]], ids=["nothing", "a word", "an unknown one"]
)
def test_wrong_arguments_at_the_terminal_are_one_line(command, arguments, capsys):
    with pytest.raises(SystemExit) as end:
        command().run_from_argv(["manage.py", command.__module__.rpartition(".")[2], *arguments])

    said = capsys.readouterr()
    assert end.value.code == 2
    assert (len(said.err.splitlines()), said.out) == (1, "")


def test_an_unknown_ward_at_the_terminal_is_one_line(capsys, tmp_path):
    with pytest.raises(SystemExit) as end:
        ward_report.Command().run_from_argv(["manage.py", "ward_report", "--out", str(tmp_path / "x.pdf")])

    assert end.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_suffix_gives_the_tables_or_the_working_copy(tmp_path):
    Sitting(members=3)
    sheet, word = tmp_path / "bang.xlsx", tmp_path / "lam-viec.DOCX"

    said = json.loads(run("ward_report", "--out", str(sheet), "--json"))
    run("ward_report", "--out", str(word))

    assert (said["draft"], said["issued"]) == (True, None)
    assert load_workbook(sheet).sheetnames[0] == "Mục lục"
    assert Document(str(word)).core_properties.content_status == "BẢN LÀM VIỆC – không thay bản phát hành"
