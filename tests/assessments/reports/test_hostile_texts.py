"""Whatever a text says, a paper shows it as text: it fetches nothing, runs nothing, and stays on the page."""

import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pypdf import mult

from assessments.models import Review
from assessments.reports.catalogue import printed
from assessments.reports.pdf import printable
from tests.assessments.other_papers_scene import OtherPapers
from tests.assessments.reports.test_file_papers import _body, read, squeezed, texts_in

pytestmark = pytest.mark.django_db

#: A letter that no word of the papers has; and where the right margin of a page begins, in points.
LETTER, RIGHT = "Ẵ", (210 - 15) * 72 / 25.4


def long_letters(text: str) -> int:
    return text.count(LETTER)


class Listening:
    """A server of one's own: whoever asks it for anything is noted."""

    def __enter__(self):
        self.asked: list[str] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_error(404)

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()


def test_a_hostile_text_fetches_nothing_runs_nothing_and_stays_on_the_page(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("BÍ MẬT CỦA MÁY")
    long = LETTER * 2_500  # more than a page, small letters too
    with Listening() as listening:
        there = f"{listening.address}/x"
        say = (
            f"<script>document.title='x'</script><img src={there}.png><link rel=stylesheet href='{there}.css'>"
            f"<iframe src=file://{secret}></iframe><object data='{secret.as_uri()}'></object>"
            f"<style>@import url({there}); body {{ background: url({there}) }} .paper {{ display: none }}</style>"
            f"</section></body><link rel=attachment href={secret.as_uri()}>{{{{ 7|add:7 }}}} &lt; \u202eđảo\u202c {long}"
        )
        scene = OtherPapers(say, say.replace(long, long[:1_000]))
        Review.objects.filter(pk=scene.one.pk).update(name=f"<img src={there}>An\u202e {'X' * 120}")
        papers = {code: row for code, row in scene.papers().items() if not hasattr(row[1], "sheets")}
        results = {}
        for code, (paper, contents) in papers.items():
            reader = read(printed(paper, contents))
            found, right = _running_text(reader)
            texts = [squeezed(printable(text)) for text in texts_in(_body(contents))]
            results[code] = (
                [piece[:60] for text in texts for piece in re.split(f"{LETTER}{{9,}}", text) if piece not in found],
                sum(map(long_letters, texts)) - long_letters(found),
                reader.attachments == {},
                "BÍMẬT" in found,
                right < RIGHT,
            )
        asked = listening.asked

    assert {code: told for code, told in results.items() if told != ([], 0, True, False, True)} == {}
    assert asked == []
    assert sum("<script>" in str(contents) for _paper, contents in papers.values()) == 6


def _running_text(reader) -> tuple[str, float]:
    """The text of all pages without the numbers above it (a paragraph runs on from page to page), and how far right a
    piece of it begins, in points from the left edge."""
    right = 0.0

    def visit(text, page, place, _font, _size):
        nonlocal right
        if text.strip():
            right = max(right, float(mult(place, page)[4]))

    pages = [squeezed(page.extract_text(visitor_text=visit)) for page in reader.pages]
    numbered = enumerate(pages, start=1)
    return "".join(text.replace(f"{number}/{len(pages)}", "", number > 1) for number, text in numbered), right


def test_signs_nobody_sees_are_not_printed():
    assert printable("a\x00b\u202ec\u2066d\te\nf") == "abcd\te\nf"
