"""The commands of the proof: exit codes, one JSON object, the key that is handed over."""

import io
import json
import stat

import pytest
from django.conf import settings as portal
from django.core.management import CommandError, call_command

from assessments.reports.proof.keys import fingerprint, installation_key, public_hex, read_public_key
from tests.assessments.reports.sealed_reports import made
from tests.assessments.reports.wards import random_ward

OTHER_KEY = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"  # RFC 8032, test 2


@pytest.fixture(scope="module")
def folder(tmp_path_factory, issued, paper_cache, report_key):
    """A report as it was issued, one with false data under a true hash, the keys beside them."""
    folder = tmp_path_factory.mktemp("handed-over")
    content, seal = issued
    (folder / "report.pdf").write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal, "PAPER_CACHE", paper_cache)
        patch.setattr(portal, "REPORT_KEY", report_key)
        dossier, data = attached_of(content)
        other = random_ward(4, members=12, cells=2)
        (folder / "false.pdf").write_bytes(made(other, told=(dossier, data))[0])
        (folder / "dossier.json").write_bytes(dossier)
        (folder / "key.hex").write_text(seal.public_key)
        (folder / "other.hex").write_text(OTHER_KEY)
        call_command("export_public_key", "--out", str(folder / "key.pem"), stdout=io.StringIO())
    return folder


def attached_of(content: bytes) -> tuple[bytes, bytes]:
    import pikepdf  # noqa: PLC0415 -- here alone

    with pikepdf.open(io.BytesIO(content)) as paper:
        return tuple(paper.attachments[name].get_file().read_bytes() for name in ("dossier.json", "report-data.json"))


def run(command, *arguments):
    """(exit code, standard output, standard error)"""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), err.getvalue()


def told(*arguments) -> tuple[int, dict]:
    code, out, _err = run("verify_report", *arguments, "--json")
    return code, json.loads(out)


def test_without_a_key_it_says_null_and_all_agrees(folder):
    code, answer = told(folder / "report.pdf")

    assert (code, list(answer)) == (0, ["id", "authentic", "consistent", "differences", "journal"])
    assert (answer["authentic"], answer["consistent"], answer["differences"]) == (None, True, [])
    assert answer["id"].startswith("P11-2021-12-")


def test_another_key_is_exit_1(folder):
    code, answer = told(folder / "report.pdf", "--key", folder / "other.hex")

    assert (code, answer["authentic"], answer["consistent"]) == (1, False, True)


def test_one_of_several_keys_is_enough_and_printed_again_is_one_more_name(folder):
    keys = ("--key", folder / "other.hex", "--key", folder / "key.hex")
    code, answer = told(folder / "report.pdf", *keys, "--print-again")

    assert (code, answer["authentic"], answer["as_printed"]) == (0, True, True)


def test_false_figures_are_exit_1_each_with_its_place(folder):
    code, answer = told(folder / "false.pdf", "--key", folder / "key.pem", "--print-again")

    assert (code, answer["authentic"], answer["consistent"], answer["as_printed"]) == (1, True, False, False)
    assert {tuple(difference) for difference in answer["differences"]} == {("place", "expected", "printed")}


def test_for_people_it_says_what_agrees_and_that_it_is_the_same_when_printed_again(folder):
    code, out, _err = run("verify_report", folder / "report.pdf", "--print-again")

    assert code == 0
    assert [line.split(" ")[0] for line in out.splitlines()] == ["Báo", "Từng", "Chưa", "Đầu", "In"]


@pytest.mark.parametrize("file", ["dossier.json", "key.pem", "nothing.pdf"])
def test_what_is_no_report_is_exit_2_in_one_line(folder, file):
    code, out, err = run("verify_report", folder / file, "--json")

    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_a_key_that_is_none_is_exit_2(folder):
    code, out, err = run("verify_report", folder / "report.pdf", "--key", folder / "dossier.json", "--json")

    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_the_public_key_goes_out_alone_and_the_private_one_is_kept_from_others(settings):
    code, out, err = run("export_public_key")

    assert code == 0
    assert read_public_key(out) == public_hex(installation_key())
    assert err.strip().endswith(fingerprint(read_public_key(out)))
    assert "PRIVATE" not in out
    assert stat.S_IMODE(settings.REPORT_KEY.stat().st_mode) == 0o600


def test_asked_twice_the_key_is_the_same_one():
    first = json.loads(run("export_public_key", "--json")[1])

    assert json.loads(run("export_public_key", "--json")[1]) == first
    assert first == {"public_key": public_hex(installation_key()), "fingerprint": fingerprint(first["public_key"])}


def test_a_folder_that_cannot_be_written_is_exit_2(tmp_path):
    code, _out, err = run("export_public_key", "--out", tmp_path / "nowhere" / "key.pem")

    assert (code, len(err.splitlines())) == (2, 1)
