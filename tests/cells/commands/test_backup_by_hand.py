"""Backups made by hand, with the right fingerprints and odd things in them: refused in one line, nothing is put back."""

import json
from pathlib import Path

import pytest

from cells.backup_file import layout
from cells.backup_file.layout import Member
from cells.models import Account
from cells.services import backup_rows
from cells.services.restoring import restore_backup
from tests.cells.commands.test_backup import refused, small_file

pytestmark = pytest.mark.django_db
LABEL = "cells.account"


@pytest.fixture(autouse=True)
def own_key(tmp_path, settings):
    settings.SECRET_KEY_FILE = tmp_path / "secret_key"


def true_head(**other) -> dict:
    columns = {
        model._meta.label_lower: [field.attname for field in backup_rows.fields_of(model)]
        for model in backup_rows.stored_models()
    }
    return {"migrations": backup_rows.migrations_of(), "columns": columns, "last_ids": {}} | other


def row(**other) -> bytes:
    account = Account(pk=1, username="ai", password="!", **other)
    values = [getattr(account, field.attname) for field in backup_rows.fields_of(Account)]
    return json.dumps(values).encode() + b"\n"


def rows(content: bytes, label: str = LABEL) -> Member:
    return Member.of(layout.rows_name(label, 1), content)


def said_of(tmp_path: Path, *members: Member, head: dict | None = None, manifest: dict | None = None) -> str:
    path = small_file(
        tmp_path / "made",
        *members,
        head=head or true_head(),
        manifest=manifest or {"rows": {LABEL: 1}},
        plain=True,
    )
    said = refused("restore", path)
    assert not Account.objects.exists()
    return said


@pytest.mark.parametrize(
    "content",
    [
        b"7\n",
        b"null\n",
        b'{"id": 1}\n',
        b"{{\n",
        b'["\xff"]\n',
        b"[" * 100_000 + b"\n",
        b"[" + b"9" * 6000 + b"]\n",
        b"\n" + row(),
        row()[:-2] + b", 1]\n",
        row().replace(b"[1,", b"[1e999,"),
        row().replace(b"[1,", b"[NaN,"),
        row().replace(b"[1,", b'["x",'),
        row().replace(b"[1,", b"[%d," % 2**70),
        row(last_login="yesterday"),
        row(last_login=5),
        row(last_login="0001-01-01T00:00:00+14:00"),
        row(is_active="maybe"),
        row(is_active=[]),
        row(display_name="\ud800"),
    ],
)
def test_what_is_no_row_of_its_table_is_damage(tmp_path, content):
    assert "hỏng" in said_of(tmp_path, rows(content))


@pytest.mark.parametrize("label", ["nix.nix", "sessions.session", ""])
def test_rows_of_no_table_are_damage(tmp_path, label):
    assert "hỏng" in said_of(tmp_path, rows(b"[1]\n", label), manifest={"rows": {label: 1}})


@pytest.mark.parametrize("manifest", [{"rows": []}, {"rows": None}, {"journal_heads": None}, {"journal_heads": [1]}])
def test_a_manifest_of_another_form_is_damage(tmp_path, manifest):
    assert "hỏng" in said_of(tmp_path, manifest=manifest)
    assert "hỏng" in refused("backup", "--check", tmp_path / "made")


@pytest.mark.parametrize("head", [{"last_ids": {LABEL: 2**80}}, {"version": float("inf")}])
def test_a_number_without_measure_in_the_head_is_damage(tmp_path, head):
    assert "hỏng" in said_of(tmp_path, head=true_head(**head), manifest={"rows": {}})


def test_a_column_is_named_once(tmp_path):
    head = true_head()
    head["columns"][LABEL].append("username")

    assert "cột" in said_of(tmp_path, rows(row()), head=head)


def test_no_file_takes_the_place_of_the_folder(tmp_path, settings):
    said = said_of(tmp_path, Member.of(layout.FILES, b"x"), manifest={"rows": {}})

    assert "nằm ngoài" in said
    assert not Path(settings.MEDIA_ROOT).is_file()


def test_no_file_lies_below_another(tmp_path, settings):
    above, below = (Member.of(layout.FILES + name, b"x") for name in ("a", "a/b"))

    assert "nằm ngoài" in said_of(tmp_path, above, below, manifest={"rows": {}})
    assert not (Path(settings.MEDIA_ROOT) / "a").exists()


def test_a_key_that_is_no_text_is_another_key(tmp_path):
    path = small_file(tmp_path / "made", Member.of(layout.SECRET_KEY, b"\xff"), head=true_head(), plain=True)
    restored = restore_backup(path)

    assert restored.secret_key_differs
