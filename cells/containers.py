"""A zip container that came from outside, a workbook or a Word file, opened within bounds. No database."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

MAX_PARTS = 2000
MAX_UNPACKED = 64 * 1024 * 1024


class ContainerTooLargeError(ValueError):
    """It promises more parts, or more bytes unpacked, than are looked at."""


class DamagedContainerError(ValueError):
    """It is no zip container, is locked, or does not hold what it promises."""


@contextmanager
def opened_container(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The container, each entry of which unpacks to what it promises. What fails while it is read is damage too.

    Raises ContainerTooLargeError, DamagedContainerError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            entries = container.infolist()
            if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise ContainerTooLargeError
            # testzip unpacks each entry and compares it with its promise, so that a false promise is found here.
            if container.testzip() is not None:
                raise DamagedContainerError
            yield container
    except (ContainerTooLargeError, DamagedContainerError):
        raise
    # RuntimeError: what zipfile raises for a locked file, and as a kind of it for a packing it does not know.
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError, zlib.error, KeyError):
        raise DamagedContainerError from None
