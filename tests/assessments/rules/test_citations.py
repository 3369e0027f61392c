"""The register of documents: which they are, since when, and how a place in one is printed."""

from datetime import date

from assessments.rules.citations import CV_123, DOCUMENTS, HD_21, Citation


def test_the_documents_in_the_order_of_their_days():
    assert [(one.code, one.issued_on) for one in DOCUMENTS] == [
        ("QĐ 132", date(2018, 3, 8)),
        ("HD 21", date(2019, 10, 18)),
        ("15-KH/ĐU", date(2020, 12, 18)),
        ("123-CV/ĐU", date(2022, 1, 6)),
    ]


def test_a_place_is_printed_after_its_document_and_the_document_alone_without_one():
    assert str(Citation(CV_123, "1(2)")) == "123-CV/ĐU 1(2)"
    assert str(Citation(HD_21, note="known from secondary sources")) == "HD 21"


def test_a_document_or_place_can_be_kept_by_itself():
    assert {Citation(CV_123, "1(2)"): "cap"}[Citation(CV_123, "1(2)")] == "cap"
