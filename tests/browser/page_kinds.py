"""Every kind of page that the journeys reach is looked at once in a run, in both languages, on a phone and a wide screen."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page

PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
#: Language → rules of axe left out. The style sheets know no language, and contrast takes as long as all other rules.
LANGUAGES: dict[str, tuple[str, ...]] = {"vi": (), "en": ("color-contrast",)}
#: A page that glides to where somebody clicks is drawn sixty times a second, and may be looked at half way.
STILL = "reduce"
#: Asks nothing while the next test's database is made. One of the portal's own: the window keeps its process and cache.
RESTING = "/healthz"
#: Nothing where the page holds no axe yet.
ASK_AXE = "options => window.axe && axe.run(document, options).then(told => told.violations)"
#: What a page shows only after something went another way than planned.
STATES = ("#error-summary", "#stale", "#typed-notice", ".note-success", ".note-error", "details[open]")


def kind_of(address: str) -> str:
    """The URL's name with the words (not the numbers) of its address: two papers are two kinds, two people are one.
    Blank for what is no page of the portal."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ""
    words = [value for value in match.kwargs.values() if isinstance(value, str) and not value.isdigit()]
    query = re.sub(r"[0-9]+", "", parts.query)
    secret = match.view_name.startswith("cells:invitation")  # its word is a key of one person
    return " ".join([match.view_name, *([] if secret else words), query]).strip()


def violations(page: Page, *, without: Iterable[str] = ()) -> list[str]:
    """What axe finds on the page as it stands, each with its places; `without`: rules by name that are left out.

    What passed stays in the browser: carrying it over costs as much as half the rules.
    """
    options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in without}}
    found = page.evaluate(ASK_AXE, options)
    if found is None:
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate(ASK_AXE, options)
    return [
        f"{one['id']} ({one['impact']}): {one['help']}\n"
        + "\n".join(f"    {' '.join(map(str, node['target']))}: {node['html']}" for node in one["nodes"])
        for one in found
    ]


@dataclass(frozen=True)
class Visit:
    """An address and the session that saw it; None stands for whatever the window holds at the end of the test."""

    address: str
    session: str | None
    #: Asked for by name: not being able to open it is a fault.
    asked: bool = False


class PageKinds:
    """`follow` a window; `look` at its end at every kind of page it reached that nobody has looked at yet.

    `claims`: a folder shared by all processes of one run, an empty file per kind that is taken.
    """

    def __init__(self, browser: Browser, claims: Path) -> None:
        self.browser, self.claims = browser, claims
        self.page: Page | None = None

    def claim(self, *words: str) -> bool:
        """True for the first who asks in this run."""
        try:
            self._mark(words).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def release(self, *words: str) -> None:
        self._mark(words).unlink()

    def _mark(self, words: Iterable[str]) -> Path:
        return self.claims / hashlib.sha256("\n".join(words).encode()).hexdigest()

    def follow(self, page: Page) -> "Followed":
        return Followed(self, page)

    def window(self, base_url: str) -> Page:
        """One window for all looks; what it holds of the test before is thrown away. Each page comes with axe in it: half
        a megabyte, sent to the browser once."""
        if self.page is None:
            context = self.browser.new_context(base_url=base_url, viewport=PHONE, locale="en-US", reduced_motion=STILL)
            self.page = context.new_page()
            self.page.add_init_script(AXE_SCRIPT)
        self.page.context.clear_cookies()
        return self.page


class Followed:
    """One window of a test and the pages it came to."""

    def __init__(self, kinds: PageKinds, page: Page) -> None:
        self.kinds, self.page, self.session = kinds, page, None
        self.visits: dict[str, Visit] = {}
        page.on("framenavigated", self._note)

    def _note(self, frame: Frame) -> None:
        if frame == self.page.main_frame and (kind := kind_of(frame.url)):
            self.visits.setdefault(kind, Visit(frame.url, self.session))

    def ask(self, address: str, session: str) -> None:
        """A page to be looked at that the test does not open itself."""
        self.visits[kind_of(address)] = Visit(address, session, asked=True)

    def look(self, base_url: str) -> list[str]:
        """Faults of the kinds that are looked at here for the first time in this run."""
        faults: list[str] = []
        fresh = {kind: visit for kind, visit in self.visits.items() if self.kinds.claim("page", kind)}
        if not fresh:
            return faults
        held = session_of(self.page.context)
        window = self.kinds.window(base_url)
        for kind, visit in fresh.items():
            cookies = {settings.SESSION_COOKIE_NAME: visit.session or held}
            told = self._look_at(window, kind, visit.address, cookies, base_url)
            if told is not None:
                faults += told
            elif visit.asked:
                faults.append(f"{kind}: {visit.address} cannot be opened")
            else:
                self.kinds.release("page", kind)
        window.goto(RESTING)
        return faults

    def _look_at(self, window: Page, kind: str, address: str, cookies: dict, base_url: str) -> list[str] | None:
        """Faults of one page; None when it cannot be opened any more as it was."""
        faults = []
        for language, without in LANGUAGES.items():
            given = {**cookies, settings.LANGUAGE_COOKIE_NAME: language}
            window.context.add_cookies(
                [{"name": name, "value": value, "url": base_url} for name, value in given.items() if value]
            )
            window.set_viewport_size(PHONE)
            try:
                answer = window.goto(address)
            except Error as error:
                if "Download is starting" not in error.message:
                    raise
                return None
            is_page = answer is not None and answer.ok and "text/html" in answer.headers.get("content-type", "")
            if not is_page or kind_of(window.url) != kind:
                return None
            told = [*violations(window, without=without), *wider_than_the_window(window), *headings(window)]
            window.set_viewport_size(DESK)
            told += wider_than_the_window(window)
            faults += [f"{kind} ({language}): {line}" for line in told]
        return faults


def session_of(context: BrowserContext) -> str | None:
    return next((one["value"] for one in context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME), None)


def wider_than_the_window(page: Page) -> list[str]:
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{over} px wider than a window of {page.viewport_size['width']} px"] if over > 0 else []


def headings(page: Page) -> list[str]:
    count = page.evaluate("document.querySelectorAll('h1').length")
    return [f"{count} headings of the first level"] if count != 1 else []


def state_of(page: Page) -> str:
    return " ".join(mark for mark in STATES if page.locator(mark).count())
