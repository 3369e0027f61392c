"""The district in a real browser: a report dropped onto the page, the difference read, two wards received, their sum."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.assessments.district_scene import as_file, known_key, received_dossier, ward_dossier
from tests.assessments.reports.sealed_reports import made
from tests.assessments.reports.test_proof import with_cell

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHECK = "/assessments/check-report/"

#: Drops a file onto the field, as a hand would.
DROP = """([name, bytes]) => {
  const moved = new DataTransfer();
  moved.items.add(new File([Uint8Array.from(bytes)], name));
  document.querySelector(".drop-field").dispatchEvent(new DragEvent("drop", {dataTransfer: moved, bubbles: true}));
}"""


@pytest.fixture
def district(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return make.make_account("quanuy", "district", make.make_ward(), display_name="Ban Tổ chức Quận ủy")


def dropped(page, name: str, content: bytes) -> None:
    page.evaluate(DROP, [name, list(content)])


def test_a_changed_figure_is_read_and_two_wards_are_received_and_summed(district, signed_in, axe):
    first, second = ward_dossier("P12", 12, members=12), ward_dossier("P13", 13, members=12)
    page = signed_in(district)
    page.goto(CHECK)

    dropped(page, "sua.pdf", made(first, shown=lambda contents: with_cell(contents, "caps", 0, 3, "987"))[0])
    page.get_by_role("button", name="Kiểm tra tệp").click()

    answer = page.locator("#check-answer")
    expect(answer).to_be_focused(timeout=60_000)
    expect(answer.get_by_role("heading")).to_have_text("Báo cáo KHÔNG khớp với dữ liệu kèm theo")
    expect(answer.locator("tbody tr")).to_have_count(1)
    expect(answer.locator("tbody")).to_contain_text("987")
    expect(page.get_by_role("button", name="Nhận báo cáo")).to_have_count(0)
    axe(page)

    dropped(page, "bao-cao.pdf", made(first)[0])
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.get_by_role("button", name="Nhận báo cáo").click(timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đảng bộ P12", timeout=60_000)
    page.goto(CHECK)
    page.set_input_files("#id_file", {"name": "ho-so.json", "mimeType": "application/json", "buffer": as_file(second)})
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.get_by_role("button", name="Nhận báo cáo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đảng bộ P13")

    page.get_by_role("link", name="Báo cáo các phường", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2021")
    cells = page.locator("table").first.locator("tbody tr, tfoot tr").locator("td:nth-of-type(2)")
    present = [int(text) for text in cells.all_inner_texts()]
    assert present == [12, 12, 24]


def test_the_districts_pages_are_accessible_and_fit_a_phone(district, look_at):

    rows = [received_dossier("P12", 12), received_dossier("P13", 13)]
    key = known_key()
    look_at(
        district,
        CHECK,
        "/assessments/district/",
        f"/assessments/district/reports/{rows[0].pk}/",
        "/assessments/district/keys/",
        "/assessments/district/keys/new/",
        f"/assessments/district/keys/{key.pk}/withdraw/",
    )
