"""Everything that is stored, told so that two moments can be compared: rows counted, and the versions of all rows."""

from dataclasses import dataclass

from django.db import connection

from cells.journal.checking import check_chain, orphans

#: What a request writes about the visitor, and what the background writes beside it (looked at by `jobs`).
_BESIDE = frozenset({"django_session", "cells_accountsession", "cells_signindoor", "assessments_job",
                     "django_tasks_database_dbtaskresult", "cells_journalhead"})  # fmt: skip
#: Of the journal the deed's own ward alone: a job may end meanwhile in another.
_OF_THE_WARD = {
    "cells_journalentry": "ward_code = %(ward)s",
    "cells_journaltext": "entry_id IN (SELECT id FROM cells_journalentry WHERE ward_code = %(ward)s)",
}


@dataclass(frozen=True)
class State:
    """By table: how many rows, and a fingerprint of which version of each row lies where."""

    rows: dict[str, int]
    versions: dict[str, str]

    def added_since(self, before: "State") -> dict[str, int]:
        """Tables that have more or fewer rows now."""
        return {name: many - before.rows[name] for name, many in self.rows.items() if many != before.rows[name]}

    def changed_since(self, before: "State") -> list[str]:
        """Tables in which any row was written, changed or deleted."""
        return [name for name, told in self.versions.items() if told != before.versions[name]]


def forget_connection() -> None:
    """The server behind it may have been killed; and a backend of ours shall not be among those who may be."""
    connection.close()


def state_of(ward: str) -> State:
    """As it is committed now. A row's version (xmin) and place (ctid) change with every write, and with nothing else."""
    forget_connection()
    with connection.cursor() as cursor:
        names = sorted(set(connection.introspection.table_names(cursor)) - _BESIDE)
        asked = " UNION ALL ".join(_asked(name) for name in names)
        cursor.execute(asked, {"ward": ward})
        told = cursor.fetchall()
    forget_connection()
    return State({name: many for name, many, _print in told}, {name: versions for name, _many, versions in told})


def _asked(name: str) -> str:
    where = f" WHERE {_OF_THE_WARD[name]}" if name in _OF_THE_WARD else ""
    versions = "md5(coalesce(string_agg(t.ctid::text || t.xmin::text, ',' ORDER BY t.ctid), ''))"
    return f"SELECT '{name}', count(*), {versions} FROM {name} t{where}"


def journal_fault(*wards: str) -> str:
    """ "" while these chains are whole and no text lies beside no entry."""
    forget_connection()
    broken = [answer for ward in wards if not (answer := check_chain(ward)).is_whole]
    stray = orphans()
    forget_connection()
    if broken:
        return f"the journal of {broken[0].ward_code} is broken: {broken[0].faults[:3]}"
    return f"{stray} texts of the journal belong to no entry" if stray else ""
