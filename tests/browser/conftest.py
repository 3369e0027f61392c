"""A real browser against the live server: the system's Chromium, driven by Playwright."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.browser.page_kinds import DESK, STILL, PageKinds, kind_of, state_of, violations
from tests.browser.server_work import ServerWork
from tests.conftest import browser_path

# Playwright keeps an event loop in this thread; Django would take the test's own queries for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A test browser that calls nobody.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No page lives long enough to gain by machine code made for it.
    "--js-flags=--no-opt --no-maglev",
)


@pytest.fixture(scope="session")
def browser(live_server) -> Iterator[Browser]:
    """Needs the server only to be closed before it: an open connection would outlive the server's database."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def page_kinds(browser: Browser, tmp_path_factory) -> PageKinds:
    """Shared by all processes of one run: each kind of page is looked at once."""
    base = tmp_path_factory.getbasetemp()
    claims = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "page-kinds"
    claims.mkdir(exist_ok=True)
    return PageKinds(browser, claims)


@pytest.fixture(scope="session")
def server_work() -> ServerWork:
    return ServerWork()


@pytest.fixture
def page(browser: Browser, live_server, page_kinds: PageKinds, server_work: ServerWork) -> Iterator[Page]:
    """A fresh window, 1280 wide; `page.goto("/sign-in/")` reaches the portal.

    At the end of the test every kind of page it reached is looked at, once in a run (`page_kinds`). A fault there, a
    script error or anything the Content-Security-Policy refused fails the test.
    """
    context = browser.new_context(base_url=live_server.url, viewport=DESK, locale="en-US", reduced_motion=STILL)
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "console",
        lambda message: trouble.append(message.text) if "Content Security Policy" in message.text else None,
    )
    under_way: set[Request] = set()
    context.on("request", lambda request: under_way.add(request))
    context.on("requestfinished", lambda request: under_way.discard(request))
    context.on("requestfailed", lambda request: under_way.discard(request))
    page.followed = page_kinds.follow(page)
    server_work.forget()
    yield page
    let_finish(context, under_way)
    trouble += page.followed.look(live_server.url)
    context.close()
    server_work.wait()
    assert trouble == [], "\n".join(trouble)


def let_finish(context: BrowserContext, under_way: set[Request]) -> None:
    """A page that saves by itself must not write into a database that is being emptied for the next test."""
    for _tenth in range(30):
        if not under_way or not context.pages:
            break
        context.pages[0].wait_for_timeout(100)
    context.set_offline(True)


@pytest.fixture
def signed_in(page: Page, live_server) -> Callable[[object], Page]:
    """`signed_in(account)` gives the window an account's session without typing."""

    def sign_in(account: object) -> Page:
        page.followed.session = session_for(account)
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": page.followed.session, "url": live_server.url}])
        return page

    return sign_in


def session_for(account: object) -> str:
    client = Client()
    client.force_login(account)
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def look_at(page: Page, live_server) -> Callable[..., None]:
    """`look_at(account, address, …)`: pages that are looked at when the test ends, those no other test has shown yet."""

    def ask(account: object, *addresses: str) -> None:
        session = session_for(account)
        for address in addresses:
            page.followed.ask(live_server.url + address, session)

    return ask


@pytest.fixture
def axe(page_kinds: PageKinds) -> Callable[[Page], None]:
    """`axe(page)` fails with every accessibility violation of the page as it stands now, each with its place.

    For what a page shows only here: an error summary, a conflict, something opened. Once in a run for each such state.
    """

    def check(page: Page) -> None:
        if page_kinds.claim("state", kind_of(page.url), state_of(page)):
            found = violations(page)
            assert not found, "\n".join(found)

    return check
