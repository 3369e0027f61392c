"""What each kind of long work makes, over a small ward."""

import io
import json
from zipfile import ZipFile

import pytest
from django.urls import reverse
from page import ValidationProfile, validate_pdf_bytes
from pypdf import PdfReader

from assessments.models import ReviewFile
from assessments.reports import catalogue
from assessments.reports.bulk import bulk_kinds
from assessments.reports.catalogue import made_anew
from assessments.reports.dossier_file import dossier_text
from assessments.reports.jobs.archive import safe_path, zip_of
from assessments.reports.jobs.kinds import BULK_KINDS, EXPLANATIONS, FILE_KINDS, KINDS, YEAR_DATA
from assessments.reports.jobs.places import Place
from assessments.rules import read_dossier
from assessments.selectors.paper_entry import entry_rows
from tests.assessments.sitting import Sitting


@pytest.fixture(scope="module")
def give(once):
    return once(Sitting)


@pytest.fixture
def sitting(give, db):
    return give()


def made(kind, place, keep=made_anew) -> tuple[bytes, int]:
    """The result, and how many steps it took."""
    out = io.BytesIO()
    steps = sum(1 for _step in kind.write(place, out, keep))
    return out.getvalue(), steps


def names(content: bytes) -> list[str]:
    return ZipFile(io.BytesIO(content)).namelist()


def test_bulk_papers_are_those_of_the_catalogue(sitting):
    [kind] = [one for one in BULK_KINDS if one.code == "attendance_list"]
    place = Place(sitting.campaign)
    content, steps = made(kind, place)

    assert [one.code for one in BULK_KINDS] == [bulk.code for bulk in bulk_kinds()]
    assert names(content) == [f"attendance_list-{code}-2021.pdf" for code in ("KP01", "KP02", "UBND")]
    assert (kind.steps(place), kind.at_most(place), steps) == (3, 3, 3)


def test_a_year_before_its_opening_has_nothing_to_make(sitting):
    sitting.campaign.stage = "preparing"

    assert [kind.steps(Place(sitting.campaign)) for kind in (BULK_KINDS[0], EXPLANATIONS, YEAR_DATA)] == [0, 0, 0]


def test_all_explanations_are_those_of_the_pages(sitting, client):
    place = Place(sitting.campaign)
    content, steps = made(EXPLANATIONS, place)
    told = json.loads(content)

    client.force_login(sitting.office)
    review = sitting.review("A002")
    page = client.get(reverse("assessments:why_json", args=[review.pk])).json()
    [same] = [one for one in told["explanations"] if one["code"] == "A002" and one["kind"] == "member"]
    assert same["vi"] == page["now"]
    assert (told["format"], told["year"], told["ward"]) == ("ward-explanations/1", 2021, "P11")
    assert steps == EXPLANATIONS.steps(place) == len(told["explanations"]) == sitting.reviews().count()


def test_no_explanation_asks_a_query_of_its_own(sitting, django_assert_num_queries):
    with django_assert_num_queries(11):
        _content, steps = made(EXPLANATIONS, Place(sitting.campaign))

    assert steps > 11


def test_one_list_says_which_papers_are_made_in_bulk_and_of_a_file():
    assert [kind.code for kind in FILE_KINDS] == [f"file_{bulk.code}" for bulk in bulk_kinds() if bulk.of_a_file]
    assert {kind.title for kind in FILE_KINDS} <= {kind.title for kind in BULK_KINDS}


def test_the_forms_of_a_file_are_one_pdf_to_be_kept(sitting, monkeypatch):
    monkeypatch.setattr(catalogue, "_AT_ONCE", 2)  # set in pieces and joined
    forms = KINDS["file_forms_prefilled"]
    file = ReviewFile.objects.select_related("campaign__ward", "cell", "collective").get(code="KP02")
    pieces = {}

    def keep(texts, make) -> bytes:
        key = tuple(texts)
        if key not in pieces:
            pieces[key] = make()
        return pieces[key]

    content, steps = made(forms, Place(sitting.campaign, file), keep)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)

    assert steps == forms.steps(Place(sitting.campaign, file)) == len(entry_rows(file))
    assert validate_pdf_bytes(content, profile=ValidationProfile.PDF_A_2U).failures == []
    assert [name for name in ("Trần Thị Bình 1", "Trần Thị Bình 5") if name not in " ".join(text.split())] == []
    # Kept pieces make the same file; that the same data make the same pieces is asked in test_file_papers.py.
    assert len(pieces) > 1
    assert made(forms, Place(sitting.campaign, file), keep)[0] == content


def test_the_data_of_a_year_are_dossier_report_data_and_tables(sitting):
    content, steps = made(YEAR_DATA, Place(sitting.campaign))
    archive = ZipFile(io.BytesIO(content))

    assert archive.namelist() == ["dossier-P11-2021.json", "report-data-P11-2021.json", "tables-P11-2021.xlsx"]
    dossier = archive.read("dossier-P11-2021.json").decode()
    assert dossier == dossier_text(sitting.campaign)
    assert read_dossier(json.loads(dossier)).year == 2021
    assert steps == 3


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b.pdf", "a/b.pdf"),
        ("../../etc/x", "etc/x"),
        ("/x", "x"),
        ("C:\\x?.pdf", "C--x-.pdf"),
        ("Chi bộ Khu phố 1.pdf", "Chi bộ Khu phố 1.pdf"),
        ("a\u202e\nb.pdf", "ab.pdf"),
        ("..", "_"),
    ],
)
def test_a_name_leads_nowhere_else(name, safe):
    assert safe_path(name) == safe


def test_two_papers_of_one_name_are_both_there(sitting):
    out = io.BytesIO()
    list(
        zip_of(lambda place, keep: [("A.pdf", b"1"), ("a.pdf", b"2"), ("b", b"3"), ("b", b"4")])(
            Place(sitting.campaign), out, made_anew
        )
    )

    assert names(out.getvalue()) == ["A.pdf", "a (2).pdf", "b", "b (2)"]
