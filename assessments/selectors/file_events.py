"""What last happened to a file, and what is to be mended in one that was returned."""

from dataclasses import dataclass

from assessments.models import FileEvent, ReviewFile
from assessments.workflow import Stage


@dataclass(frozen=True, slots=True)
class Mending:
    """One reason of a return: the place it belongs to and its words."""

    section: str
    text: str


def last_event(file: ReviewFile) -> FileEvent | None:
    """The step that brought the file where it is."""
    return FileEvent.objects.filter(file=file).select_related("order").order_by("-at", "-pk").first()


def mending(file: ReviewFile, event: FileEvent | None) -> list[Mending]:
    """The reasons of the return that still stands; empty for a file that has not been returned."""
    if event is None or file.stage != Stage.RETURNED:
        return []
    return [Mending(reason.get("section", ""), reason["text"]) for reason in event.section_reasons]
