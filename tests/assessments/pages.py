"""Opening a page of the process as an account, for tests of pages."""

import re

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def url(name: str, *args) -> str:
    return reverse(f"assessments:{name}", args=args)


def get(account, name: str, /, *args, query: str = "") -> HttpResponse:
    return _signed_in(account).get(url(name, *args) + query)


def post(account, name: str, /, *args, **data) -> HttpResponse:
    return _signed_in(account).post(url(name, *args), data)


def text(answer: HttpResponse) -> str:
    """What the page says, without its tags, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def _signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client
