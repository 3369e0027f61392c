"""Dates in messages, as people write them."""

from datetime import date


def shown(day: date | None) -> str:
    """`08/01/2022`; a dash for a date that is not recorded."""
    return f"{day:%d/%m/%Y}" if day else "–"
