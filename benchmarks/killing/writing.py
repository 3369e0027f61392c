"""One who types in a real browser while something is killed: sees what has happened, types nothing twice."""

import random
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress

from django.urls import reverse
from playwright.sync_api import Error, Page, sync_playwright

from assessments.models import Answer, Review
from benchmarks.killing.state import forget_connection
from benchmarks.killing.visitor import Visitor
from tests.browser.conftest import ARGUMENTS
from tests.conftest import browser_path

_FIELD = "text_duties"
_SAVED = "Đã lưu lúc"
_SECONDS = 90


class Writer:
    """Opens its browser when it is first asked for; `close` at the end."""

    def __init__(self, who: Visitor) -> None:
        self.who, self._open = who, ExitStack()
        self._page: Page | None = None

    def close(self) -> None:
        self._open.close()

    def _window(self) -> Page:
        if self._page is None:
            playwright = self._open.enter_context(sync_playwright())
            browser = playwright.chromium.launch(executable_path=browser_path(), args=list(ARGUMENTS))
            self._open.callback(browser.close)
            url = f"http://127.0.0.1:{self.who.port}"
            context = browser.new_context(base_url=url, locale="vi-VN")
            context.add_cookies(
                [{"name": name, "value": value, "url": url} for name, value in self.who.cookies.items()]
            )
            self._page = context.new_page()
            self._page.on("dialog", lambda dialog: dialog.accept())
        return self._page

    def round(
        self, review: Review, text: str, dice: random.Random, kill: Callable[[], None], come_back: Callable[[], None]
    ) -> tuple[str, str, float]:
        """(what is wrong or "", what was seen, seconds from the kill until the text was saved). Either the page saves by
        itself, or the button is pressed into the outage, and the way back is gone."""
        page, presses = self._window(), dice.random() < 0.4
        page.goto(reverse("assessments:critique_edit", args=[review.pk]), wait_until="networkidle")
        page.fill(f"#id_{_FIELD}", text)
        page.wait_for_timeout(dice.uniform(0, 400 if presses else 2500))
        kill()
        killed = time.monotonic()
        seen = self._press(page) if presses else self._watch(page)
        come_back()
        if presses and not self._is_form(page):
            page.go_back(wait_until="domcontentloaded")
        while not self._is_saved(review, text):
            if time.monotonic() - killed > _SECONDS:
                return f"not saved by itself: {page.inner_text('body')[:300]}", seen, 0
            page.wait_for_timeout(100)
        seconds = time.monotonic() - killed
        shown = page.input_value(f"#id_{_FIELD}")
        return ("" if shown == text else "the field does not hold what was typed"), seen, seconds

    @staticmethod
    def _is_saved(review: Review, text: str) -> bool:
        forget_connection()
        kept = Answer.objects.get(critique__review=review, section=_FIELD.removeprefix("text_")).text
        forget_connection()
        return kept == text

    @staticmethod
    def _is_form(page: Page) -> bool:
        return bool(page.locator(f"#id_{_FIELD}").count())

    @staticmethod
    def _watch(page: Page) -> str:
        """What the state line says first that is more than being on its way; nothing needs to be wrong at all."""
        for _tenth in range(100):
            words = page.inner_text("#save-state").strip()
            if words.startswith(_SAVED):
                return "saved"
            if words and not words.startswith(("Chưa lưu lần nào", "Đang lưu")) and words != "Chưa lưu":
                return words
            page.wait_for_timeout(100)
        return "nothing within ten seconds"

    def _press(self, page: Page) -> str:
        with suppress(Error):  # the line may be cut while the page is on its way
            page.click("button[name=action][value=save]", no_wait_after=True)
            page.wait_for_timeout(1500)
            page.wait_for_load_state("load")
        if page.url.startswith("chrome-error:"):
            return "proxy's 502"
        return "the form" if self._is_form(page) else page.inner_text("h1")
