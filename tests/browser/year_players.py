"""The people of a year's journey, each with a browser window of their own: what they click and type."""

from datetime import date

from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.browser.leaving import leaving
from tests.browser.page_kinds import DESK, STILL
from tests.cells.services.test_second_factors import code_at
from tests.workbooks import ward_layout

PASSWORD = "hoa-giay-truoc-hien-2021"
FIRST, SECOND = "Chi bộ Khu phố 1", "Chi bộ Khu phố 2"
#: (full name, title) by cell.
PEOPLE = {
    FIRST: (
        ("Nguyễn Văn Ất", "Bí thư chi bộ"),
        ("Trần Thị Bích", "Phó Bí thư chi bộ"),
        ("Lê Hoàng Cúc", "Chi ủy viên"),
        ("Phạm Minh Đăng", ""),
        ("Võ Thị Em", ""),
        ("Đỗ Quang Phú", ""),
    ),
    SECOND: (
        ("Hồ Thị Giang", "Bí thư chi bộ"),
        ("Bùi Văn Hậu", ""),
        ("Đặng Thị Ích", ""),
        ("Ngô Văn Khoa", ""),
    ),
}


def roster() -> bytes:
    """The ward's own workbook: a section row per cell, both columns of birth."""
    number, sections = 0, []
    for place, (cell, people) in enumerate(PEOPLE.items(), start=1):
        rows = []
        for name, title in people:
            number += 1
            born, admitted = date(1950 + number, 3, number), date(1985 + number, 5, 19)
            ways = (None, born) if "Thị" in name else (born, None)
            official = admitted.replace(year=admitted.year + 1)
            rows.append((name, *ways, "Kinh", admitted, official, f"79.{number:06d}", title, ""))
        sections.append((f"{place}. {cell.upper()} ({len(people)} đồng chí)", rows))
    return ward_layout(*sections)


class Player:
    """Somebody at a browser of their own; signs in with the slip and chooses a password."""

    def __init__(self, browser: Browser, url: str, username: str, first_password: str):
        self.page: Page = browser.new_context(base_url=url, viewport=DESK, reduced_motion=STILL).new_page()
        self.page.set_default_timeout(30_000)  # printing a report takes its time on a busy machine
        self.trouble: list[str] = []
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.go("/")
        self.type(username=username, password=first_password)
        self.press("Đăng nhập")
        self.type(old_password=first_password, new_password1=PASSWORD, new_password2=PASSWORD)
        self.press("Lưu mật khẩu mới")
        if self.heading == "Cài đặt xác thực hai bước":
            self.set_up_the_app()

    def set_up_the_app(self) -> None:
        """The second step that office and committee are asked for: the app's secret as the page shows it."""
        secret = self.page.inner_text(".secret-groups").replace(" ", "").replace("\n", "")
        self.type(code=code_at(secret, timezone.now()))
        self.press("Cài đặt và tiếp tục")
        self.follow("Tôi đã có trên giấy")

    def go(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, address

    def type(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.fill(f"main [name='{name}']", text)

    def press(self, name: str) -> None:
        with leaving(self.page):
            self.page.locator("main").get_by_role("button", name=name).first.click()

    def follow(self, name: str) -> None:
        with leaving(self.page):
            self.page.locator("main").get_by_role("link", name=name).first.click()

    def choose(self, name: str, option: str) -> None:
        self.page.locator(f"main [name='{name}']").select_option(label=option)

    def fetch(self, name: str) -> bytes:
        """The file behind a link."""
        address = self.page.locator("main").get_by_role("link", name=name).first.get_attribute("href")
        answer = self.page.request.get(address)
        assert answer.ok, address
        return answer.body()

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def told(self) -> str:
        return self.page.locator(".note-success").first.inner_text()

    @property
    def main(self) -> str:
        return self.page.locator("main").inner_text()

    def slips(self) -> dict[str, str]:
        """Account name → first password, as printed on the slips of this page."""
        read = self.page.locator(".slip dd code").all_inner_texts()
        return dict(zip(read[::2], read[1::2], strict=True))


class Secretary(Player):
    """Carries one cell's file from the list of people to the office."""

    def open_file(self, name: str) -> None:
        self.go("/")
        if self.heading != f"{name} · Kiểm điểm năm 2021":
            # What waits for the secretary names the cell too: the file itself is called by nothing else.
            self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()
            self.page.wait_for_load_state()

    def write(self, levels: str, grade: str) -> None:
        """Fill the critique on the screen: every section, the same level everywhere, the own grade; submit."""
        who = self.heading
        for number, box in enumerate(self.page.locator("textarea").all(), start=1):
            box.fill(f"{who}: nội dung mục {number} của năm 2021, viết riêng cho từng người, số {sum(map(ord, who))}.")
        for group in self.page.locator("[role=radiogroup][id^=id_level_]").all():
            group.get_by_label(levels, exact=True).check()
        self.page.locator(f"[name=self_grade][value={grade}]").check()
        self.press("Nộp")

    def meet(self, ballots: int) -> None:
        """The meeting with everybody there, its minutes, on to the ballots."""
        self.type(held_on="20/12/2021", place="Văn phòng khu phố", chair="Bí thư chi bộ", clerk="Chi ủy viên")
        self.type(**{f"ballots_{name}": str(ballots) for name in ("issued", "collected", "valid")})
        self.press("Lưu")
        self.press("Lưu điểm danh")
        self.take_minutes("Có mặt đầy đủ; từng đồng chí được góp ý.")
        self.follow("Bỏ phiếu và đề nghị xếp loại")

    def take_minutes(self, text: str) -> None:
        with leaving(self.page):
            self.page.locator("main nav").get_by_role("link", name="Biên bản").first.click()
        self.type(minutes=text)
        self.press("Lưu biên bản")

    def count(self, name: str, *ballots: int) -> None:
        """Type the ballots of one row, from excellent to unfulfilled."""
        columns = ("Xuất sắc", "Tốt", "Hoàn thành", "Không hoàn thành")
        for column, number in zip(columns, ballots, strict=True):
            self.page.get_by_label(f"{name}, {column}", exact=True).fill(str(number))
