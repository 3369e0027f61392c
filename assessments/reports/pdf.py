"""HTML → PDF. The renderer reaches nothing: no network, no file, whatever a text says. The same contents give the
same bytes: the only dates written are those of the contents."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

STYLE = "css/paper.css"


class FetchRefusedError(ValueError):
    """A paper asked for something outside itself."""


def pdf_of(html: str) -> bytes:
    """The document as PDF bytes. Raises nothing for an address in the text: it is simply not followed."""
    # Slow import, and Pango is needed only where a paper is made.
    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    class Refusing(URLFetcher):
        def fetch(self, url, headers=None):
            raise FetchRefusedError(url)

    fetcher = Refusing()
    style = CSS(string=style_sheet(), url_fetcher=fetcher)
    return HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[style])


def style_sheet() -> str:
    """Text of the paper's style sheet: from the sources, or from the collected files of an installation."""
    found = finders.find(STYLE) or Path(settings.STATIC_ROOT) / STYLE
    return Path(found).read_text(encoding="utf-8")
