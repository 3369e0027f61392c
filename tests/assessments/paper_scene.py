"""Papers for tests: small files of every kind that is taken, and people who handed theirs in on paper."""

from assessments.models import Attachment
from assessments.selectors.critiques import form_of
from assessments.services.attachments import Upload, attach
from tests import factories as make
from tests.cells.test_paper_files import docx, pdf, picture

__all__ = ["docx", "pages_of", "pdf", "picture", "upload", "with_pages"]


def pages_of(name: str) -> bytes:
    """A PDF of its own for each name: two people never bring the same bytes."""
    return pdf(change=lambda writer: writer.add_metadata({"/Title": name}))


def upload(name: str = "kiem-diem.pdf", data: bytes | None = None) -> Upload:
    return Upload(name, pages_of(name) if data is None else data)


def with_pages(scene, name: str, by=None) -> Attachment:
    """The person's self-critique attached as one PDF."""
    review = scene.review(name)
    return attach(
        by=by or scene.secretary, file_id=review.file_id, review_id=review.pk, kind="critique",
        upload=upload(f"{review.code}.pdf"), on=make.TODAY,
    )  # fmt: skip


def levels_of(review, level: str = "good") -> dict[str, str]:
    return {section.key: level for section in form_of(review, None).rated}
