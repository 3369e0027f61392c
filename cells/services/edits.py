"""What every edit of a row shares: the lock, the check of the revision, the values set and what changed."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet

from cells.refusals import StaleEdit


def locked(queryset: QuerySet, pk: int) -> Model:
    """The row, locked until the transaction ends. Raises DoesNotExist."""
    return queryset.select_for_update(of=("self",)).get(pk=pk)


def require_current(row: Model, revision: int | None) -> None:
    """Raise StaleEdit when somebody saved since `revision` was read; None skips the check (imports, commands)."""
    if revision is not None and row.revision != revision:
        raise StaleEdit(row)


def put_values(row: Model, values: dict, allowed: frozenset[str]) -> tuple[dict, dict]:
    """Set the given fields; answer what they were and what they are, changed ones only.

    Raises FieldDoesNotExist for a name that is not in `allowed`: a caller's mistake, never silently dropped.
    """
    if unknown := values.keys() - allowed:
        raise FieldDoesNotExist(", ".join(sorted(unknown)))
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    return before, changed


def save_next_revision(row: Model) -> None:
    row.revision += 1
    row.save()
