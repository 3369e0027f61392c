"""What somebody sent is handed out under one path that holds nothing else, and as a download whatever it is."""

import pytest
from django.test import Client

from tests.access.two_wards import addresses

pytestmark = pytest.mark.django_db
PATH = "/assessments/brought-in/"
#: Address → who may have it.
FILES = {"assessments:attachment": "office", "assessments:received_file": "district"}


def test_nothing_but_files_that_were_sent_lies_under_their_path(wards):
    assert [one.name for one in addresses() if wards.url(one).startswith(PATH)] == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_they_are_downloads_that_run_nowhere(wards, name):
    (address,) = (one for one in addresses() if one.name == name)
    own = Client()
    own.force_login(wards.scene.accounts[FILES[name]])
    answer = own.get(wards.url(address))

    assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
