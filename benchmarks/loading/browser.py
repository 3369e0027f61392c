"""What a browser does, as far as the portal notices: cookies, redirects, static files once, the forms of a page as they are.

Each request has a connection of its own, as nginx hands them on; what the proxy in front says is said here as well.
"""

import http.client
import re
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

HOST = "kiemdiem.load.test"
_PATIENCE = 120
_AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"
_STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_AREA = re.compile(r'<textarea[^>]*\bname="([^"]+)"[^>]*>(.*?)</textarea>', re.DOTALL)
_INPUT = re.compile(r"<input\b[^>]*>")
_VALUE = re.compile(r'\b(name|value|type)="([^"]*)"|\b(checked)\b')
_BOUNDARY = "----load"

Pairs = Iterable[tuple[str, str]]


class Broken(Exception):
    """A promise that did not hold, in words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the browser saw it. `ms`: from before the connection to the last byte."""

    kind: str
    began: float
    ms: float
    status: int


@dataclass(frozen=True, slots=True)
class Answer:
    path: str
    status: int
    text: str
    location: str


class Page:
    """The forms of a page: `texts` by name, `hidden` by name, `choices`: name → values, `chosen`: name → value."""

    def __init__(self, answer: Answer) -> None:
        self.path, self.html = answer.path, answer.text
        self.texts = {name: _as_kept(text) for name, text in _AREA.findall(self.html)}
        self.hidden: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.chosen: dict[str, str] = {}
        self.listed: list[str] = []
        for tag in _INPUT.findall(self.html):
            said = {name or checked: value for name, value, checked in _VALUE.findall(tag)}
            name, value = said.get("name", ""), unescape(said.get("value", ""))
            if said.get("type") == "hidden":
                self.hidden[name] = value
                self.listed += [value] if name == "listed" else []
            elif said.get("type") == "radio":
                self.choices.setdefault(name, []).append(value)
                if "checked" in said:
                    self.chosen[name] = value

    @property
    def revision(self) -> int:
        return int(self.hidden["revision"])


def _as_kept(text: str) -> str:
    return unescape(text).replace("\r\n", "\n").removeprefix("\n")


class Browser:
    """One person's. `note` is told of each request; `seen`: static files that lie in its cache."""

    def __init__(self, port: int, address: str, note: Callable[[Asked], None]) -> None:
        self.port, self.address, self.note = port, address, note
        self.cookies: dict[str, str] = {}
        self.seen: set[str] = set()

    def page(self, kind: str, path: str) -> Page:
        """Open a page, follow where it leads, fetch what it needs; anything but a page in the end is Broken."""
        answer = self._ask(kind, "GET", path)
        for _hop in range(5):
            if answer.status != 302:
                break
            answer = self._ask(kind, "GET", answer.location)
        if answer.status != 200:
            raise Broken(f"GET {path} was answered {answer.status}")
        return self._opened(answer)

    def send(self, kind: str, path: str, fields: Pairs) -> Answer:
        """Post a form as the browser does. 302: done. 200: the page came back, with what is wrong."""
        fields = [("csrfmiddlewaretoken", self._token()), *((name, _as_sent(value)) for name, value in fields)]
        body = urlencode(fields).encode()
        answer = self._ask(kind, "POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        if answer.status not in (200, 302):
            raise Broken(f"POST {path} was answered {answer.status}")
        return answer

    def script(
        self, kind: str, method: str, path: str, fields: Pairs = (), more: dict[str, str] | None = None
    ) -> Answer:
        """What a script of the page asks; the status is the caller's to look at."""
        headers = {"Accept": "application/json", **(more or {})}
        body = None
        if method == "POST":
            body = _multipart(fields)
            headers |= {"X-CSRFToken": self._token(), "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
        return self._ask(kind, method, path, body, headers)

    def _opened(self, answer: Answer) -> Page:
        for path in dict.fromkeys(_STATIC.findall(answer.text)):
            if path not in self.seen:
                self.seen.add(path)
                found = self._ask("static file", "GET", path, None, {"Accept-Encoding": "gzip"})
                if found.status != 200:
                    raise Broken(f"GET {path} was answered {found.status}")
        if 'data-keep-key="' in answer.text:
            key = self.script("key of the device", "GET", "/device-key/")
            if key.status != 200:
                raise Broken(f"GET /device-key/ was answered {key.status}")
        return Page(answer)

    def _token(self) -> str:
        return self.cookies.get("__Host-csrftoken", "")

    def _ask(
        self, kind: str, method: str, path: str, body: bytes | None = None, more: dict[str, str] | None = None
    ) -> Answer:
        headers = {
            "Host": HOST,
            "User-Agent": _AGENT,
            "X-Forwarded-For": self.address,
            "X-Forwarded-Proto": "https",
            "X-Request-ID": uuid.uuid4().hex,
            "Connection": "close",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **({"Origin": f"https://{HOST}"} if method == "POST" else {}),
            **(more or {}),
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        began, clock = time.time(), time.perf_counter()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            read = answer.read()
        except (OSError, http.client.HTTPException) as fault:
            raise Broken(f"{method} {path} was not answered: {type(fault).__name__} {fault}") from fault
        finally:
            connection.close()
        self.note(Asked(kind, began, (time.perf_counter() - clock) * 1000, answer.status))
        for cookie in answer.headers.get_all("Set-Cookie", ()):
            self._keep(cookie)
        text = "" if path.startswith("/static/") else read.decode()
        return Answer(path, answer.status, text, answer.headers.get("Location", ""))

    def _keep(self, cookie: str) -> None:
        name, _equals, value = cookie.partition(";")[0].partition("=")
        if value in ("", '""'):
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value


def _as_sent(value: str) -> str:
    """Browsers end the lines of what is typed so."""
    return value.replace("\n", "\r\n")


def _multipart(fields: Pairs) -> bytes:
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{_as_sent(value)}\r\n'
        for name, value in fields
    ]
    return "".join([*parts, f"--{_BOUNDARY}--\r\n"]).encode()
