"""The one renderer of papers. It reaches nothing: no network, no file, whatever a text says. Needs no settings."""

import threading

_here = threading.local()


class FetchRefusedError(ValueError):
    """A paper asked for something outside itself."""


def ground(style: str):
    """What documents share: the renderer, the style sheet (its text is given), the fonts, a fetcher that refuses."""
    # Slow import, and Pango is needed only where a paper is made.
    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    class Refusing(URLFetcher):
        def fetch(self, url, headers=None):
            raise FetchRefusedError(url)

    fetcher, fonts = Refusing(), FontConfiguration()
    return HTML, CSS(string=style, url_fetcher=fetcher, font_config=fonts), fonts, fetcher


def ground_here(style: str):
    """One for each thread and style sheet: it takes longer to make than a small paper to set, and the libraries below give
    not all of its memory back. Threads share none: the libraries do not say that they may."""
    made = _here.__dict__.setdefault("grounds", {})
    if style not in made:
        made[style] = ground(style)
    return made[style]


def laid_out(html: str, renderer, style, fonts, fetcher):
    """The document in pages, over what `ground` returned."""
    return renderer(string=html, url_fetcher=fetcher).render(stylesheets=[style], font_config=fonts)
