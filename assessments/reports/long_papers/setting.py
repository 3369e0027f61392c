"""Parts set into pages by a process of its own. Started with `python -m`, it loads the renderer and nothing of the portal:
no database, no settings, no network. It reads a list of jobs on standard input and writes one PDF for each.

The cycle collector stays off: the process ends with its work.
"""

import gc
import json
import sys
from pathlib import Path

from assessments.reports.renderer import ground_here, laid_out

#: PDF/A-3u: archivable, with text that can be taken out again and files attached.
VARIANT = "pdf/a-3u"


def set_parts(style: str, parts: list[tuple[str, Path]]) -> None:
    """Render each (html, file to write). A file appears whole or not at all."""
    shared = ground_here(style)
    for html, target in parts:
        document = laid_out(html, *shared)
        unfinished = target.with_name(f"{target.name}.part")
        unfinished.write_bytes(document.write_pdf(pdf_variant=VARIANT))
        unfinished.replace(target)


def main() -> None:
    gc.disable()
    job = json.load(sys.stdin)
    set_parts(job["style"], [(html, Path(target)) for html, target in job["parts"]])


if __name__ == "__main__":
    main()
