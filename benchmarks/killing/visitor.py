"""A person at a browser, as far as HTTP goes: signs in through the pages, fills their forms in, sees what comes back."""

import http.client
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import lxml.html

from cells.demo_accounts import DEMO_CODE

_PATIENCE_SECONDS = 90
#: What no page may show: of the inside of the portal, or of the database.
_TRACES = (
    "Traceback",
    "psycopg",
    "OperationalError",
    "InterfaceError",
    "DatabaseError",
    "SELECT ",
    "File &quot;",
    "/site-packages/",
)
#: The page that says that the store does not answer, and the words that nothing is half done.
_PLAIN = ("Hệ thống tạm thời chưa làm việc được", "không có việc nào dở dang")
CUT = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` CUT: the line was cut or refused; the proxy in front says 502 then."""

    status: int
    text: str = ""
    location: str = ""

    @property
    def seen(self) -> str:
        """What the person has before them; a fault of the promise begins with “!”."""
        if self.status == CUT:
            return "proxy's 502"
        if any(trace in self.text for trace in _TRACES):
            return f"! {self.status} with a trace of the inside"
        if self.status == 503:
            return "503, plain words" if all(words in self.text for words in _PLAIN) else "! 503 without its words"
        return f"! {self.status}" if self.status >= 500 else str(self.status)


@dataclass(frozen=True)
class Sending:
    """A form ready to be sent, as often as somebody presses the button. `files`: name → (file name, bytes)."""

    path: str
    fields: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]] | None = None
    by_script: bool = False

    def with_(self, **fields: str) -> "Sending":
        return Sending(self.path, {**self.fields, **fields}, self.files, self.by_script)


class Visitor:
    def __init__(self, port: int, username: str, password: str) -> None:
        self.port, self.username, self.password = port, username, password
        self.cookies: dict[str, str] = {}
        #: Of the request under way on this machine; None before it is connected.
        self.client_port: int | None = None

    def sign_in(self) -> None:
        self.cookies.clear()
        answer = self.send(self.form("/sign-in/", "username").with_(username=self.username, password=self.password))
        if answer.location.startswith("/sign-in/second-factor/"):
            answer = self.send(self.form(answer.location, "code").with_(code=DEMO_CODE))
        if answer.status != 302:
            raise RuntimeError(f"{self.username} could not sign in: {answer.seen}")

    def form(self, path: str, field: str) -> Sending:
        """The form of a page that has this field, with everything that stands in it."""
        answer = self.ask("GET", path)
        if answer.status != 200:
            raise RuntimeError(f"{path} was answered with {answer.seen} {answer.location}")
        for form in lxml.html.fromstring(answer.text).forms:
            if field in form.fields:
                return Sending(form.action or path, _standing_in(form))
        raise RuntimeError(f"{path} has no form with {field}")

    def send(self, sending: Sending) -> Answer:
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        if sending.files is None:
            body, kind = urlencode({**sending.fields, **token}).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = _multipart({**sending.fields, **token}, sending.files)
        more = {"Accept": "application/json"} if sending.by_script else {}
        return self.ask("POST", sending.path, body, {"Content-Type": kind, **more})

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE_SECONDS)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.connect()
            self.client_port = connection.sock.getsockname()[1]
            connection.request(method, path, body, {"Cookie": cookies, "Connection": "close", **(headers or {})})
            response = connection.getresponse()
            read = response.read()
        except (OSError, http.client.HTTPException):
            return Answer(CUT)
        finally:
            self.client_port = None
            connection.close()
        for said in response.headers.get_all("Set-Cookie", ()):
            name, _, value = said.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, read.decode(errors="replace"), response.headers.get("Location", ""))


def _standing_in(form: lxml.html.FormElement) -> dict[str, str]:
    """What a browser would send: of boxes and radios what is chosen, of buttons nothing."""
    values = {}
    for field in form.iter("input", "select", "textarea"):
        kind, name = field.get("type", ""), field.get("name")
        if not name or kind in ("submit", "button", "file"):
            continue
        if kind in ("radio", "checkbox"):
            if "checked" in field.attrib:
                values[name] = field.get("value", "on")
        else:
            values[name] = field.value or ""
    return values


def is_ready(port: int) -> bool:
    """Asked of the portal's own page for supervisors."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_for(holds, seconds: float, words: str, pause: float = 0.05) -> float:
    """Seconds until it held. Raises TimeoutError with the words."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"{words}: not within {seconds:.0f} s")
        time.sleep(pause)
    return time.monotonic() - began


def _multipart(fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    mark = secrets.token_hex(16)
    body = b"".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    for name, (file_name, content) in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        body += f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n"
    return body + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
