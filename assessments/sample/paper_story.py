"""Two people of the sample hand in paper: made-up pages as a scanner would send them, the levels of one typed already."""

import io
import time
from datetime import date

from PIL import Image, ImageDraw

from assessments.models import ReviewFile
from assessments.sample.targets import GOOD
from assessments.selectors.critiques import critique_rows, form_of
from assessments.services.attachments import Upload
from assessments.services.paper_entry import PaperRow, save_paper_rows
from assessments.workflow import SubjectKind
from cells import clock
from cells.models import Account
from cells.vietnamese import fold

_A4_AT_75_DOTS = (620, 877)
_EPOCH = time.gmtime(0)


def hand_in_paper(file: ReviewFile, by: Account, on: date) -> None:
    """The last two who have written nothing: the pages of both are attached, the first's levels and grade typed."""
    unwritten = [
        row.review
        for row in critique_rows(file)
        if row.bar is None and row.critique is None and row.review.kind == SubjectKind.MEMBER
    ][-2:]
    rows = []
    for place, review in enumerate(unwritten):
        review.campaign = file.campaign
        typed = {section.key: GOOD for section in form_of(review, None).rated} if place == 0 else {}
        upload = Upload(f"ban-kiem-diem-{fold(review.name).replace(' ', '-')}.pdf", scanned_page(review.name))
        rows.append(PaperRow(review.pk, 0, typed, GOOD if typed else "", uploads=(upload,)))
    with clock.acting_on(on):
        save_paper_rows(by=by, file_id=file.pk, rows=rows, on=on)


def scanned_page(name: str) -> bytes:
    """One page of a PDF that looks like handwriting from afar; the same for a name every time."""
    page = Image.new("L", _A4_AT_75_DOTS, 250)
    draw = ImageDraw.Draw(page)
    draw.text((200, 60), "BAN KIEM DIEM CA NHAN", fill=40)
    draw.text((90, 100), fold(name).title(), fill=40)
    for line in range(30):
        draw.line([(90, 150 + 22 * line), (560 - (line * 37) % 160, 150 + 22 * line)], fill=110)
    kept = io.BytesIO()
    page.save(kept, "PDF", resolution=75, creationDate=_EPOCH, modDate=_EPOCH)
    return kept.getvalue()
