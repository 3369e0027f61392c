"""Processes as /proc shows them: who is whose child, which one serves a connection, which backend is at work."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")


def found(is_it: Callable[[Path], bool]) -> list[int]:
    """Numbers of the living processes of which `is_it` (given their folder in /proc) holds."""
    return [pid for pid in _all() if _asked(is_it, pid)]


def _all() -> Iterator[int]:
    return (int(path.name) for path in _PROC.iterdir() if path.name.isdigit())


def _asked(is_it: Callable[[Path], bool], pid: int) -> bool:
    try:
        return is_it(_PROC / str(pid)) and is_alive(pid)
    except OSError:
        return False


def is_alive(pid: int) -> bool:
    return _stat(pid)[0] not in ("Z", "X", "")


def children(parent: int) -> list[int]:
    return [pid for pid in _all() if _stat(pid)[1] == parent and is_alive(pid)]


def words(pid: int) -> str:
    """Its command line, or the title it gave itself."""
    with suppress(OSError):
        return (_PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    return ""


def _stat(pid: int) -> tuple[str, int]:
    """(state, parent); ("", 0) of one that is gone."""
    try:
        told = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "", 0
    return told[0], int(told[1])


def at_the_other_end(client_port: int, server_port: int, among: list[int]) -> int | None:
    """Which of these processes has taken the connection of a client on this machine; None while nobody has."""
    socket = ""
    for line in (_PROC / "net" / "tcp").read_text().splitlines()[1:]:
        fields = line.split()
        ports = tuple(int(fields[place].rpartition(":")[2], 16) for place in (1, 2))
        if ports == (server_port, client_port):
            socket = f"socket:[{fields[9]}]"
    return next((pid for pid in among if socket and socket in _open_in(pid)), None)


def _open_in(pid: int) -> set[str]:
    opened = set()
    with suppress(OSError):
        for path in (_PROC / str(pid) / "fd").iterdir():
            with suppress(OSError):
                opened.add(str(path.readlink()))
    return opened
