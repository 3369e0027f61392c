"""QR codes as pictures inside a document."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str) -> SafeString:
    """An inline SVG that the style sheet sizes; a quarter of it may be damaged."""
    return mark_safe(segno.make(text, error="q").svg_inline(omitsize=True, svgclass="qr", lineclass=None, border=2))
