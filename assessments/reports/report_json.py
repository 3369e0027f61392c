"""Report data ↔ canonical JSON: keys sorted, no spaces, UTF-8. Reading refuses what it does not know, by its place.

Every version is read, and written again as it was.
"""

import json
from datetime import date

from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError

from assessments.reports.report_data import FORMAT, VERSIONS, ReportData


class ReportDataFault(ValueError):
    """The text is no `report-data/3`, nor an older version of it; the message names the places."""


def canonical(value: object) -> bytes:
    """JSON values as the one sequence of bytes that is hashed and signed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def report_json(data: ReportData) -> bytes:
    values = _CONVERTER.unstructure(data)
    for key in VERSIONS[data.format]:
        del values[key]
    return canonical(values)


def read_report_json(content: bytes) -> ReportData:
    """Raises ReportDataFault: no JSON, another format, a key missing, unknown or written twice, a value of another type."""
    try:
        values = json.loads(content.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise ReportDataFault(f"no JSON: {error}") from None
    found = values.get("format") if isinstance(values, dict) else None
    if not isinstance(found, str) or found not in VERSIONS:
        raise ReportDataFault(f"$.format: {FORMAT} expected")
    for key in VERSIONS["report-data/1"]:
        if (key in values) == (key in VERSIONS[found]):
            raise ReportDataFault(f"$.{key}: a key of later versions than some, there always, and in no older one")
    try:
        return _CONVERTER.structure(values, ReportData)
    except (BaseValidationError, TypeError, ValueError, KeyError) as error:
        places = transform_error(error) if isinstance(error, BaseValidationError) else [str(error)]
        raise ReportDataFault("; ".join(places)) from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) < len(pairs):
        raise ValueError("a key is written twice")
    return read


def _exactly(kind: type):
    def read(value: object, _kind: type) -> object:
        # bool is an int to Python; a report's count is not.
        if type(value) is not kind:
            raise TypeError(f"{kind.__name__} expected")
        return value

    return read


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _kind: date.fromisoformat(_exactly(str)(value, str)))
    return converter


_CONVERTER = _converter()
