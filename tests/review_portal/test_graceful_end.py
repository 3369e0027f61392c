"""The web server told to stop: what was begun is answered, then it ends. (The worker gives its job back: test_jobs.)"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from review_portal import serve

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a" * 32
BODY = f"csrfmiddlewaretoken={TOKEN}&language=vi&next=/healthz".encode()
HEAD = (
    "POST /language/ HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nConnection: close\r\n"
    f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(BODY)}\r\n"
    f"Cookie: csrftoken={TOKEN}\r\n\r\n"
).encode()


def test_a_request_under_way_is_answered_before_the_end(tmp_path):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        # gunicorn takes over a socket that is open already, as systemd hands it: nobody waits for it to listen.
        line = [sys.executable, *serve.WEB, "--bind", f"fd://{listening.fileno()}", "--worker-class", "gthread"]
        environment = os.environ | {"PORTAL_VAR": str(tmp_path), "LOG_LEVEL": "WARNING"}
        web = subprocess.Popen(
            line, cwd=ROOT, env=environment, pass_fds=[listening.fileno()], stdout=subprocess.DEVNULL
        )
        try:
            with socket.create_connection(listening.getsockname(), timeout=120) as visitor:
                visitor.sendall(HEAD)
                assert visitor.recv(4096).startswith(b"HTTP/1.1 100")
                visitor.sendall(BODY[:20])
                web.send_signal(signal.SIGTERM)
                visitor.sendall(BODY[20:])
                answer = visitor.makefile("rb").read()
            ended = web.wait(timeout=60)
        finally:
            web.kill()
            web.wait()

    assert answer.startswith(b"HTTP/1.1 302")
    assert b"Location: /healthz" in answer
    assert ended == 0
