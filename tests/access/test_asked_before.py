"""What leaves the portal or is released is asked about once more, of whoever may have it; for others it is not there."""

import pytest
from django.test import Client

from tests.access.probing import ask
from tests.access.two_wards import addresses, forget_proof

pytestmark = pytest.mark.django_db
#: Address → method, and whose it is.
ASKED = {
    "assessments:issued_paper": ("GET", "office"),
    "assessments:paper_pdf": ("GET", "office"),
    "assessments:paper_xlsx": ("GET", "office"),
    "assessments:paper_docx": ("GET", "committee"),
    "assessments:paper_issue": ("POST", "office"),
    "assessments:dossier_download": ("GET", "office"),
    "assessments:received_file": ("GET", "district"),
    "assessments:quotas_json": ("GET", "committee"),
    "assessments:mend_json": ("GET", "office"),
    "assessments:trial_json": ("GET", "office"),
    "assessments:why_json": ("GET", "committee"),
    "assessments:release": ("POST", "committee"),
    "assessments:planning_submit": ("POST", "office"),
    "assessments:job_result": ("POST", "office"),
    "assessments:sheet_download": ("POST", "own_secretary"),
    "cells:account_factor_reset": ("POST", "office"),
    "passkey_remove": ("POST", "own_secretary"),
}


def test_whoever_may_have_it_is_asked_and_for_strangers_it_does_not_exist(wards):
    by_name = {one.name: one for one in addresses()}
    found = {}
    for name, (method, whose) in ASKED.items():
        own = Client()
        own.force_login(wards.scene.accounts[whose])
        forget_proof(own)
        url = wards.url(by_name[name])
        mine, theirs = ask(own, url, method), ask(wards.clients["secretary"], url, method)
        found[name] = (mine.status_code, "Xác nhận lại chính đồng chí" in mine.content.decode(), theirs.status_code)

    assert found == dict.fromkeys(ASKED, (403, True, 404))
