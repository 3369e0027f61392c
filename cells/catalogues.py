"""Message catalogues: checked and compiled in Python alone, so that a bare machine needs no gettext tools."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

# %(name)s of blocktranslate and of named formatting, bare %s and %d, {name} of str.format; %% is a percent sign.
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[a-z]|%[sdr]|\{\w*\}")
# A line is blank, a comment, or quoted text with or without its keyword. Babel reads over a missing quotation mark.
PO_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?)\s+)?"([^"\\]|\\.)*"\s*)?')


def placeholders(text: str) -> set[str]:
    return {found for found in PLACEHOLDER.findall(text) if found != "%%"}


def texts(value: str | tuple | list) -> tuple[str, ...]:
    """The texts of a message, singular and plural alike."""
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def problems_of(message: Message) -> Iterator[str]:
    """What is wrong with one translated message; an empty translation is the catalogue test's affair."""
    name = texts(message.id)[0]
    if message.fuzzy:
        yield f"{message.lineno}: marked fuzzy: {name!r}"
    wanted = set().union(*(placeholders(text) for text in texts(message.id)))
    for translated in filter(None, texts(message.string)):
        if placeholders(translated) != wanted:
            yield f"{message.lineno}: placeholders differ: {name!r} and {translated!r}"


def read_catalogue(path: Path) -> Catalog:
    """The catalogue in a .po file; raises PoFileError or UnicodeDecodeError when it is not one."""
    return read_po(BytesIO(path.read_bytes()), locale=path.parts[-3], abort_invalid=True)


def check_catalogue(path: Path) -> tuple[Catalog | None, list[str]]:
    """The catalogue and its problems, each with its line."""
    try:
        catalogue = read_catalogue(path)
        lines = path.read_text("utf-8").splitlines()
    except (PoFileError, UnicodeDecodeError) as error:
        return None, [f"not readable: {error}"]
    torn = [f"{number}: no line of a catalogue" for number, line in enumerate(lines, 1) if not PO_LINE.fullmatch(line)]
    return catalogue, torn + [problem for message in catalogue if message.id for problem in problems_of(message)]


def source_files(locale_paths: Iterable[Path]) -> list[Path]:
    return sorted(po for folder in locale_paths for po in Path(folder).glob("*/LC_MESSAGES/django.po"))


def compile_catalogue(path: Path) -> list[str]:
    """Write the .mo beside the .po unless it is fresh already; returns what stands in the way.

    The compiled file appears at once or not at all: several test processes compile side by side.
    """
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        return []
    catalogue, problems = check_catalogue(path)
    if catalogue is None or problems:
        return problems
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".mo.part")
    with os.fdopen(handle, "wb") as out:
        write_mo(out, catalogue)
    Path(name).chmod(0o644)
    Path(name).replace(target)
    return []


def compile_all(locale_paths: Iterable[Path]) -> list[str]:
    """Compile every catalogue that is out of date; returns the problems, one line each."""
    return [
        f"{path.parts[-4]}/{path.parts[-3]}: {problem}"
        for path in source_files(locale_paths)
        for problem in compile_catalogue(path)
    ]
