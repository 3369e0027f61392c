"""The printable guides: two pages each in both languages, nothing left out, labels as the screen has them."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override
from pypdf import PdfReader

from assessments.reports.guides import GUIDES, guide_pdf
from cells.catalogues import read_catalogue, source_files, texts
from cells.roles import Role

ICONS = Path(settings.BASE_DIR) / "templates" / "reports" / "guide" / "_icon.html"
EVERY = [(role, language) for role in GUIDES for language in ("vi", "en")]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words_of(guide) -> list[str]:
    steps = [text for step in (*guide.first, *guide.second) for text in (step.title, step.text)]
    refused = [text for one in guide.refused for text in (one.what, one.mend)]
    return [str(text) for text in (guide.title, guide.lead, *steps, *guide.marks, *refused, *guide.ask)]


def test_every_role_has_its_guide():
    assert set(GUIDES) == set(Role)


@pytest.mark.parametrize(("role", "language"), EVERY)
def test_a_guide_fills_two_pages_and_leaves_nothing_out(role, language):
    with override(language):
        guide = GUIDES[role]
        reader = PdfReader(BytesIO(guide_pdf(guide)))
        pages = [squeezed(page.extract_text()) for page in reader.pages]
        first = [str(step.text) for step in guide.first]
        missing = [text for text in words_of(guide) if squeezed(text) not in "".join(pages)]

    assert (len(pages), missing) == (2, [])
    assert [text for text in first if squeezed(text) not in pages[0]] == []
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in reader.pages} == {(595, 842)}


def test_the_same_guide_gives_the_same_bytes():
    with override("vi"):
        assert guide_pdf(GUIDES[Role.SECRETARY]) == guide_pdf(GUIDES[Role.SECRETARY])


@pytest.mark.parametrize(("role", "language"), EVERY)
def test_what_stands_in_quotation_marks_stands_on_the_screen(role, language):
    known = set()
    for path in source_files(settings.LOCALE_PATHS):
        if path.parts[-4] != "guides":
            for message in read_catalogue(path):
                known |= set(texts(message.string if language == "vi" else message.id))
    with override(language):
        labels = [label for text in words_of(GUIDES[role]) for label in re.findall("“([^”]+)”", text)]

    assert [label for label in labels if label not in known] == []
    assert len(labels) > 5


def test_every_picture_named_is_drawn():
    drawn = set(re.findall(r'icon == "(\w+)"', ICONS.read_text()))
    named = {step.icon for guide in GUIDES.values() for step in (*guide.first, *guide.second)}

    assert named - drawn == set()
