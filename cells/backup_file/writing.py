"""Members in, one file out: streamed, so that memory does not grow with the ward; there whole or not at all."""

import hashlib
import os
import secrets
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pyrage
from django.utils.translation import gettext as _

from cells.backup_file.layout import BackupFault, Member

_BLOCK = tarfile.BLOCKSIZE
_GZIP = 16 + zlib.MAX_WBITS


def write_file(target: Path, members: Iterable[Member], recipients: list, moment: int) -> tuple[str, int]:
    """(SHA-256, bytes) of the new file, readable to its owner alone. `recipients` empty: not encrypted.

    `moment`: seconds since 1970, on every member. Raises BackupFault when `target` exists, and what `members` raise;
    then nothing is left behind.
    """
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        if target.exists():
            raise FileExistsError
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            out = _Counted(file)
            _pour(_packed(_tar(members, moment)), out, recipients)
            file.flush()
            os.fsync(file.fileno())
        # Reserving the name first: nothing that appeared there meanwhile is written over. No hard link, for the sake of
        # disks that know none.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o600))
        unfinished.replace(target)
        _settle_folder(target.parent)
    except FileExistsError as there:
        raise BackupFault(_("%(file)s is there already; a backup is never written over.") % {"file": target}) from there
    except OSError as error:
        message = _("%(file)s cannot be written: %(error)s") % {"file": target, "error": error.strerror or error}
        raise BackupFault(message) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return out.digest.hexdigest(), out.size


def _settle_folder(folder: Path) -> None:
    with suppress(OSError):  # not every file system of a stick lets a folder be synchronised
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _tar(members: Iterable[Member], moment: int) -> Iterator[bytes]:
    for member in members:
        info = tarfile.TarInfo(member.name)
        info.size, info.mode, info.mtime = member.size, 0o600, moment
        yield info.tobuf(tarfile.PAX_FORMAT)
        written = 0
        for piece in member.pieces:
            written += len(piece)
            yield piece
        if written != member.size:
            raise BackupFault(_("%(file)s changed while it was read; try again.") % {"file": member.name})
        yield b"\0" * (-written % _BLOCK)
    yield b"\0" * (2 * _BLOCK)


def _packed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(level=6, wbits=_GZIP)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


def _pour(pieces: Iterator[bytes], out: "_Counted", recipients: list) -> None:
    if not recipients:
        for piece in pieces:
            out.write(piece)
        return
    source = _Pulled(pieces)
    try:
        pyrage.encrypt_io(source, out, recipients)
    except Exception:
        # What went wrong on our side of the library comes out of it as a text only: the thing itself is wanted.
        if fault := source.fault or out.fault:
            raise fault from None
        raise


class _Counted:
    """A file that counts and takes the fingerprint of what is written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.size = 0
        self.fault: BaseException | None = None

    def write(self, piece: bytes) -> int:
        try:
            self._file.write(piece)
        except BaseException as fault:
            self.fault = fault
            raise
        self.digest.update(piece)
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        self._file.flush()


class _Pulled:
    """Pieces that come as they are asked for, read like a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self.fault: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._rest:
                if (piece := next(self._pieces, None)) is None:
                    return b""
                self._rest = piece
        except BaseException as fault:
            self.fault = fault
            raise
        given, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return given
