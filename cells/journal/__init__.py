"""The journal: `record()` writes it, `form` says what is hashed, `checking` finds what was tampered with (docs/journal.md)."""

from cells.journal.recording import OutsideTransaction, record

__all__ = ["OutsideTransaction", "record"]
