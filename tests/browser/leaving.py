"""Waiting for the page that a click leads to."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

#: Milliseconds between two questions. As Playwright asks by itself, with each frame, the browser draws sixty a second for it.
NOW_AND_THEN = 40


@contextmanager
def leaving(page: Page) -> Iterator[None]:
    """`with leaving(page): page.click(…)` goes on when the next page stands and its scripts have run.

    A click answers while the old page may still be there: what is asked, pressed or looked at then is the old page's.
    """
    page.evaluate("() => { window.leftBehind = true; }")
    yield
    page.wait_for_function("() => !window.leftBehind && document.readyState === 'complete'", polling=NOW_AND_THEN)
