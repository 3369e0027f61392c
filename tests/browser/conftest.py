"""A real browser against the live server: the system's Chromium, driven by Playwright."""

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

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
)


@pytest.fixture(scope="session")
def browser(live_server) -> Iterator[Browser]:
    """Needs the server only to be closed before it: an open connection would outlive the server's database."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A fresh window, 1280 wide; `page.goto("/sign-in/")` reaches the portal.

    A script error or anything the Content-Security-Policy refused fails the test at its end.
    """
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="en-US")
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
    yield page
    let_finish(context, under_way)
    context.close()
    assert trouble == []


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
        client = Client()
        client.force_login(account)
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return page

    return sign_in


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with every accessibility violation, each with its place."""

    def check(page: Page) -> None:
        found = [
            f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
            + "\n".join(f"    {' '.join(map(str, node['target']))}: {node['html']}" for node in violation["nodes"])
            for violation in Axe().run(page).response["violations"]
        ]
        assert not found, "\n".join(found)

    return check
