"""The cell's sheet in Excel: taken along by the secretary, filled in without a connection, waiting to be confirmed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from assessments.cell_sheet.content import CellSheet, SheetRow
from assessments.cell_sheet.writing import write_sheet
from assessments.models import ReviewFile
from assessments.selectors.cell_sheets import cell_sheet
from assessments.services import cell_sheets
from cells import clock
from cells.access import access_of
from cells.models import Account

#: What the first people who have not begun told the secretary at home: text, level and grade.
_TOLD = (
    "Tham gia đầy đủ sinh hoạt chi bộ; phụ trách tổ dân phố số 2, vận động 18/20 hộ đăng ký tuyến hẻm tự quản.",
    "Tham gia tổ Covid-19 cộng đồng từ tháng 7 đến tháng 9/2021, giao nhu yếu phẩm cho 46 hộ trong khu cách ly.",
)


def take_along(file: ReviewFile, by: Account, out_on: date, back_on: date) -> None:
    """Download the sheet on one day; take it back on another, for two people who had nothing yet."""
    file = ReviewFile.objects.select_related("campaign__ward", "cell", "collective").get(pk=file.pk)
    with clock.acting_on(out_on):
        cell_sheets.download_sheet(by=by, file_id=file.pk, on=out_on)
    mark = file.sheet_downloads.order_by("-pk").values_list("mark", flat=True)[0]
    sheet = cell_sheet(file, access_of(by, back_on))
    with clock.acting_on(back_on):
        cell_sheets.stage_sheet(
            by=by,
            file_id=file.pk,
            filename=f"bang-kiem-diem-{file.code.lower()}.xlsx",
            data=write_sheet(_filled_in(sheet), mark=mark),
            on=back_on,
        )


def _filled_in(sheet: CellSheet) -> CellSheet:
    told = iter(_TOLD)
    tables = [replace(table, rows=tuple(_told(table.rows, told))) for table in sheet.tables]
    return replace(sheet, tables=tuple(tables))


def _told(rows: Iterable[SheetRow], told: Iterable[str]) -> Iterable[SheetRow]:
    for row in rows:
        blank = row.key.startswith("member:") and "text_duties" in row.values and not any(row.values.values())
        text = next(iter(told), "") if blank else ""
        if text:
            row = replace(row, values={**row.values, "text_duties": text, "level_duties": "good", "self_grade": "good"})
        yield row
