"""What a migration may do while processes of the release before still serve (docs/local-network.md, “Between releases”)."""

from django.db import models
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterModelManagers,
    AlterModelOptions,
    CreateModel,
    RemoveConstraint,
    RemoveIndex,
    RunPython,
    SeparateDatabaseAndState,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED

#: Old processes know nothing of them, or are allowed more than before. `RunPython` is read by people.
HARMLESS = (CreateModel, AddIndex, RemoveIndex, RemoveConstraint, AlterModelOptions, AlterModelManagers, RunPython)


def trouble(operation: Operation, app: str, before: ProjectState) -> str:
    """Why the release before would stumble over it, "" when it would not. `before`: the models as they stood."""
    if isinstance(operation, SeparateDatabaseAndState):
        return next(filter(None, (trouble(one, app, before) for one in operation.database_operations)), "")
    if isinstance(operation, AddField):
        return _added(operation)
    if isinstance(operation, AlterField):
        old = before.models[app, operation.model_name_lower].fields[operation.name]
        return _altered(operation, old, operation.field)
    if isinstance(operation, AddConstraint):
        return f"{operation.describe()}: what the release before writes may be refused"
    return "" if isinstance(operation, HARMLESS) else f"{operation.describe()}: the release before still uses it"


def _added(operation: AddField) -> str:
    field = operation.field
    if field.many_to_many or field.null or field.db_default is not NOT_PROVIDED:
        return ""
    return f"{operation.describe()}: the release before writes rows without it; give it null or db_default"


def _altered(operation: AlterField, old: models.Field, new: models.Field) -> str:
    if type(old) is not type(new):
        return f"{operation.describe()}: another type"
    if old.null and not new.null:
        return f"{operation.describe()}: the release before still writes none"
    if new.unique and not old.unique:
        return f"{operation.describe()}: the release before may write it twice"
    if new.max_length is not None and (old.max_length is None or new.max_length < old.max_length):
        return f"{operation.describe()}: the release before writes longer ones"
    if (old.remote_field and old.remote_field.model) != (new.remote_field and new.remote_field.model):
        return f"{operation.describe()}: another table"
    if old.db_column != new.db_column:
        return f"{operation.describe()}: the release before knows the old name"
    return ""
