"""Migrations run while the release before still serves: they expand first and contract one release later."""

import pytest
from django.contrib.auth.models import UserManager
from django.db import models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tests.migration_guard import trouble

#: The first release: nothing served before it. After a release, whatever it held moves in here.
RELEASED = {"cells": "0010_journal_sealed", "assessments": "0017_received_report_reason"}
#: (app, migration) → why this one may contract all the same: the release before no longer uses what it drops.
CONTRACTS: dict[tuple[str, str], str] = {}


def breaking(loader: MigrationLoader, after: dict[str, str]) -> list[str]:
    """What is wrong with the migrations that come after the named ones."""
    found, state = [], ProjectState()
    plan = dict.fromkeys(key for leaf in loader.graph.leaf_nodes() for key in loader.graph.forwards_plan(leaf))
    for app, name in plan:
        looked_at = app in after and name > after[app] and (app, name) not in CONTRACTS
        for operation in loader.get_migration(app, name).operations:
            if looked_at:
                found += filter(None, [trouble(operation, app, state)])
            operation.state_forwards(app, state)
    return found


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def test_no_migration_breaks_the_release_before(loader):
    assert breaking(loader, RELEASED) == []


def test_the_guard_sees_what_breaks(loader):
    """Told of the portal's own migrations from before the first release, which were free to break."""
    found = breaking(loader, dict.fromkeys(RELEASED, "0001_initial"))

    assert any("Add field" in line for line in found)


ROW = ModelState(
    "cells",
    "Row",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=20)),
        ("day", models.DateField(null=True)),
    ],
)


@pytest.mark.parametrize(
    ("operation", "breaks"),
    [
        (operations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))]), False),
        (operations.AddField("row", "note", models.TextField(null=True)), False),
        (operations.AddField("row", "note", models.TextField(default="")), True),
        (operations.AddField("row", "note", models.TextField(db_default="")), False),
        (operations.RemoveField("row", "name"), True),
        (operations.RenameField("row", "name", "title"), True),
        (operations.RenameModel("Row", "Line"), True),
        (operations.DeleteModel("Row"), True),
        (operations.AlterModelTable("row", "lines"), True),
        (operations.AlterUniqueTogether("row", {("name", "day")}), True),
        (operations.RunSQL("DROP TABLE cells_row"), True),
        (operations.AlterField("row", "name", models.CharField(max_length=40)), False),
        (operations.AlterField("row", "name", models.CharField(max_length=10)), True),
        (operations.AlterField("row", "name", models.TextField()), True),
        (operations.AlterField("row", "name", models.CharField(max_length=20, unique=True)), True),
        (operations.AlterField("row", "name", models.CharField(max_length=20, choices=[("a", "A")])), False),
        (operations.AlterField("row", "name", models.CharField(max_length=20, db_column="title")), True),
        (operations.AlterField("row", "day", models.DateField()), True),
        (operations.AlterField("row", "name", models.CharField(max_length=20, null=True)), False),
        (operations.AddConstraint("row", models.UniqueConstraint(fields=["name"], name="once")), True),
        (operations.RemoveConstraint("row", "once"), False),
        (operations.AlterModelManagers("row", [("objects", UserManager())]), False),
        (
            operations.SeparateDatabaseAndState(database_operations=[operations.RemoveField("row", "name")]),
            True,
        ),
    ],
    ids=lambda value: value.describe() if hasattr(value, "describe") else "",
)
def test_what_the_release_before_stands_and_what_not(operation, breaks):
    state = ProjectState({("cells", "row"): ROW})

    assert bool(trouble(operation, "cells", state)) is breaks
