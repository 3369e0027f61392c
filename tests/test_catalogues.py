"""Every text people see exists in Vietnamese, once, with its placeholders, and no catalogue holds dead weight."""

import unicodedata
from collections import defaultdict
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

from cells.catalogues import check_catalogue, compile_catalogue, read_catalogue, source_files, texts

ROOT = Path(settings.BASE_DIR)
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip


def keys_in(source: str) -> set[tuple[str | None, str]]:
    """(context, msgid) of each message in Python source."""
    found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    return {(context, texts(msgid)[0]) for _line, msgid, _comments, context in found}


def template_as_python(path: Path) -> str:
    """Django's own reading of a template; indentation means nothing there and would only confuse the tokenizer."""
    return "\n".join(line.lstrip() for line in templatize(path.read_text(), origin=str(path)).splitlines())


def used_messages() -> dict[tuple[str | None, str], str]:
    """Every message of the code and the templates -> a file that uses it."""
    used = {}
    for package in ("review_portal", "cells", "assessments"):
        for path in (ROOT / package).rglob("*.py"):
            if "migrations" not in path.parts:
                used |= dict.fromkeys(keys_in(path.read_text()), str(path.relative_to(ROOT)))
    for path in (ROOT / "templates").rglob("*.*"):
        used |= dict.fromkeys(keys_in(template_as_python(path)), str(path.relative_to(ROOT)))
    return used


def translations() -> dict[tuple[str | None, str], list[tuple[str, tuple[str, ...]]]]:
    """(context, msgid) -> its (area, translated texts), one for each catalogue that holds it."""
    held = defaultdict(list)
    for path in source_files(settings.LOCALE_PATHS):
        for message in read_catalogue(path):
            if message.id:
                held[message.context, texts(message.id)[0]].append((path.parts[-4], texts(message.string)))
    return held


@pytest.fixture(scope="module")
def used():
    return used_messages()


@pytest.fixture(scope="module")
def held():
    return translations()


def test_every_text_is_translated(used, held):
    missing = [
        f"{where}: {key[1]!r}"
        for key, where in used.items()
        if not any(strings and all(strings) for _area, strings in held.get(key, []))
    ]

    assert not missing, "\n".join(sorted(missing))


def test_no_catalogue_holds_an_unused_text(used, held):
    unused = [f"{area}: {key[1]!r}" for key, entries in held.items() for area, _strings in entries if key not in used]

    assert not unused, "\n".join(sorted(unused))


def test_one_text_has_one_translation(held):
    differing = [
        f"{key[1]!r}: {entries}" for key, entries in held.items() if len({strings for _area, strings in entries}) > 1
    ]

    assert not differing, "\n".join(sorted(differing))


def test_catalogues_are_in_order():
    problems = [
        f"{path.parts[-4]}: {line}" for path in source_files(settings.LOCALE_PATHS) for line in check_catalogue(path)[1]
    ]

    assert not problems, "\n".join(sorted(problems))


def test_catalogues_are_composed_unicode(held):
    decomposed = [
        key[1]
        for key, entries in held.items()
        for text in (key[1], *(text for _area, strings in entries for text in strings))
        if not unicodedata.is_normalized("NFC", text)
    ]

    assert not decomposed, "\n".join(sorted(decomposed))


def test_every_area_has_a_catalogue():
    areas = [path.parts[-4] for path in source_files(settings.LOCALE_PATHS)]

    assert areas == sorted(Path(folder).name for folder in settings.LOCALE_PATHS)


HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
BROKEN = {
    "a missing placeholder": 'msgid "%(count)s people"\nmsgstr "mọi người"\n',
    "a foreign placeholder": 'msgid "{name} left"\nmsgstr "{nmae} đã rời"\n',
    "a fuzzy mark": '#, fuzzy\nmsgid "Save"\nmsgstr "Lưu"\n',
    "a torn line": 'msgid "Save"\nmsgstr "Lưu\n',
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_broken_catalogue_is_refused(tmp_path, body):
    path = tmp_path / "area" / "vi" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + body)

    problems = compile_catalogue(path)

    assert len(problems) == 1
    assert not path.with_suffix(".mo").exists()


def test_a_percent_sign_is_no_placeholder(tmp_path):
    path = tmp_path / "area" / "vi" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + 'msgid "at most 20%% of %(pool)s"\nmsgstr "tối đa 20%% của %(pool)s"\n')

    assert compile_catalogue(path) == []
    assert path.with_suffix(".mo").exists()


def test_people_are_addressed_as_comrades():
    """Formal and the Party's own: “đồng chí”, never “bạn”."""
    familiar = [
        text
        for held in translations().values()
        for _area, told in held
        for text in told
        if "bạn" in unicodedata.normalize("NFC", text).lower().replace("“", " ").split()
    ]
    assert familiar == []
