"""One file in, members out, each checked. Whoever uses what is read may keep it only once `members` has ended.

Encrypted files are opened as they are read: nothing in clear touches the disk. The library pushes, the archive pulls;
a thread and a pipe stand between.
"""

import gzip
import hashlib
import json
import os
import tarfile
import threading
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import pyrage
from django.utils.translation import gettext as _

from cells.backup_file import layout
from cells.backup_file.keys import identity
from cells.backup_file.layout import BackupFault

_AGE = b"age-encryption.org/v1\n"
_GZIP = b"\x1f\x8b"
_AT_ONCE = 1024 * 1024
_NOT_READABLE = (
    *(tarfile.TarError, EOFError, zlib.error, OSError),
    *(ArithmeticError, KeyError, RecursionError, TypeError, ValueError),
)


class Damaged(BackupFault):
    """The file ends too early, or is not what was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("%(file)s is damaged or cut off: take another copy.") % {"file": path})


class Opened:
    """A backup being read. `head` at once; `manifest` once `members` has ended."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        self._path = path
        self._packed = gzip.GzipFile(fileobj=stream)
        self._stream = stream
        self._found: dict[str, dict[str, object]] = {}
        self.manifest: dict[str, Any] = {}
        with self._reading():
            self._tar = tarfile.open(mode="r|", fileobj=self._packed)  # noqa: SIM115 - ends with the stream
            info = self._tar.next()
            if info is None or info.name != layout.HEAD:
                raise BackupFault(_("%(file)s is no backup of this portal.") % {"file": path})
            reader = MemberReader(self, info)
            self.head: dict[str, Any] = json.loads(reader.read())
            self._found[info.name] = reader.seal()
            known, version = self.head["format"] == layout.FORMAT, int(self.head["version"])
        if not known:
            raise BackupFault(_("%(file)s is no backup of this portal.") % {"file": path})
        if version > layout.VERSION:
            message = _("%(file)s has format %(theirs)s, this portal reads up to %(ours)s: install a newer one.")
            raise BackupFault(message % {"file": path, "theirs": version, "ours": layout.VERSION})

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except _NOT_READABLE as fault:
            raise Damaged(self._path) from fault

    def members(self) -> Iterator[tuple[str, "MemberReader"]]:
        """Everything between head and manifest, in order. Raises BackupFault at the first thing that is not right."""
        while info := self._next():
            if self.manifest or info.name in self._found or not info.isreg():
                raise Damaged(self._path)
            reader = MemberReader(self, info)
            if info.name == layout.MANIFEST:
                with self._reading():
                    self.manifest = dict(json.loads(reader.read()))
                continue
            yield info.name, reader
            reader.read_to_end()
            self._found[info.name] = reader.seal()
        with self._reading():
            # To the very end: only there gzip and age say that nothing is missing.
            while self._packed.read(_AT_ONCE) or self._stream.read(_AT_ONCE):
                pass
        counts = (self.manifest.get("rows"), self.manifest.get("journal_heads"))
        if self.manifest.get("members") != self._found or not all(isinstance(count, dict) for count in counts):
            raise Damaged(self._path)

    def _next(self) -> tarfile.TarInfo | None:
        with self._reading():
            return self._tar.next()

    def pieces_of(self, info: tarfile.TarInfo) -> Iterator[bytes]:
        with self._reading():
            source = self._tar.extractfile(info)
            left = info.size
        while left:
            with self._reading():
                piece = source.read(min(left, _AT_ONCE)) if source else b""
                if not piece:
                    raise EOFError(info.name)
            left -= len(piece)
            yield piece


class MemberReader:
    """One member. What its user leaves unread is read afterwards, so that its fingerprint is of all of it."""

    def __init__(self, opened: Opened, info: tarfile.TarInfo) -> None:
        self._pieces = opened.pieces_of(info)
        self._digest = hashlib.sha256()
        self._size = 0

    def pieces(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._digest.update(piece)
            self._size += len(piece)
            yield piece

    def read(self) -> bytes:
        return b"".join(self.pieces())

    def read_to_end(self) -> None:
        for _piece in self.pieces():
            pass

    def seal(self) -> dict[str, object]:
        return {"sha256": self._digest.hexdigest(), "bytes": self._size}


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """The backup at `path`. Raises BackupFault for whatever is wrong with the file or its key."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))  # a pipe will do
            mark = file.peek(len(_AGE))[: len(_AGE)]
        except OSError as closed:
            message = _("%(file)s cannot be read: %(error)s") % {"file": path, "error": closed.strerror}
            raise BackupFault(message) from closed
        if mark != _AGE:
            if not mark.startswith(_GZIP):
                raise BackupFault(_("%(file)s is no backup of this portal.") % {"file": path})
            yield Opened(path, file)
            return
        pour = _Pour(path, file)
        stack.callback(pour.end)
        try:
            yield Opened(path, pour.clear)
        except Damaged as fault:
            # The archive only sees that it ends too early; why, the one who opened it knows.
            raise pour.why() or fault from fault


class _Pour:
    """Decrypts into a pipe. `clear`: the readable end."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        own = identity()
        if own is None:
            raise BackupFault(_("%(file)s is encrypted: put the key that opens it into BACKUP_KEY.") % {"file": path})
        self._path = path
        self._fault: Exception | None = None
        reader, writer = os.pipe()
        self.clear = os.fdopen(reader, "rb")
        self._thread = threading.Thread(target=self._pour, args=(file, os.fdopen(writer, "wb"), own), daemon=True)
        self._thread.start()

    def _pour(self, file: BinaryIO, writer: BinaryIO, own: object) -> None:
        try:
            pyrage.decrypt_io(file, writer, [own])
        except Exception as fault:
            self._fault = fault
        with suppress(OSError):  # nobody reads any more
            writer.close()

    def why(self) -> BackupFault | None:
        """What stopped the decryption, if that is what went wrong."""
        self.end()
        if isinstance(self._fault, pyrage.DecryptError) and "matching keys" in str(self._fault):
            return BackupFault(_("%(file)s was encrypted for another key than BACKUP_KEY.") % {"file": self._path})
        return None

    def end(self) -> None:
        self.clear.close()
        self._thread.join()
