"""One JSON object a line: what the portal tells of its work, with nobody's words in it.

Imported by settings and by gunicorn's own settings, before Django: the standard library alone.

Fields: time (UTC), level, logger, event; request_id where there is a request; fault (class, and places in the code)
where something was raised. Never what a fault says: a database quotes the row it refused, a reader the text it could not
read. What libraries put into their lines is left out but for numbers; the portal's own lines name accounts and jobs by
number, and tests/review_portal/test_logs.py holds them to it.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

#: The id of the request this thread answers; "" outside of one.
request_id: ContextVar[str] = ContextVar("request_id", default="")
#: Loggers whose lines are written by us, without personal text; fields in `extra={"told": {...}}` are theirs alone.
OWN = ("cells", "assessments", "review_portal")
_MOST_FRAMES = 12


class JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        if told := request_id.get():
            line["request_id"] = told
        if _is_own(record.name):
            line |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[0]:
            line["fault"] = _fault(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _is_own(logger: str) -> bool:
    return logger.split(".")[0] in OWN


def _event(record: logging.LogRecord) -> str:
    if _is_own(record.name):
        return record.getMessage()
    if record.name.startswith("django.security"):  # its whole message quotes what was sent; its name says the kind
        return "refused"
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    if not record.args:
        return record.msg if record.name.startswith(("gunicorn", "py.warnings")) else "…"
    args = record.args if isinstance(record.args, tuple) else ()
    try:
        return record.msg % tuple(value if isinstance(value, int | float) else "…" for value in args)
    except (TypeError, ValueError):
        return record.msg


def _fault(fault: BaseException | None) -> list[dict[str, object]]:
    """The fault and what it came from: class and places, innermost last."""
    told: list[dict[str, object]] = []
    while fault is not None and len(told) < 4:
        frames = traceback.extract_tb(fault.__traceback__)[-_MOST_FRAMES:]
        at = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        told.append({"class": type(fault).__qualname__, "at": at})
        fault = fault.__cause__ or fault.__context__
    return told


def config(level: str, stream: str) -> dict[str, object]:
    """For `logging.config.dictConfig`: everything goes one way. stream: "stdout" or "stderr"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "review_portal.logs.JsonLine"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json", "stream": f"ext://sys.{stream}"}},
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {
            **{name: {"level": level} for name in OWN},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # Below a fault the line of the request says it all.
            "django.request": {"level": "ERROR"},
            # The readers of foreign files and the setter of papers quote them.
            **{name: {"level": "CRITICAL"} for name in ("pypdf", "weasyprint", "fontTools")},
            "gunicorn.error": {"handlers": [], "level": level, "propagate": True},
            "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
