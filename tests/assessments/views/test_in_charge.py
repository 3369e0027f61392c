"""Being in charge of a review hint, asked at every page of the process: it opens that one review and nothing else."""

import pytest
from django.db import transaction

from assessments.models import ReviewHint
from tests import factories as make
from tests.assessments.views.test_who_may_open import PAGES, answers_told
from tests.assessments.views.test_who_may_open import Scene as DecidedScene

pytestmark = pytest.mark.django_db


def test_in_charge_opens_the_one_review_and_its_hint_and_no_other_page_of_the_process(client):
    decided = DecidedScene()
    person = make.make_member(None, "Đỗ Thị Phụ Trách", ward=decided.campaign.ward)
    account = make.make_account("phutrach", member=person)
    ReviewHint.objects.update(in_charge=person)
    client.force_login(account)
    found = {}
    for name in PAGES:
        with transaction.atomic():
            found[name] = str(client.get(decided.url(name)).status_code)
            transaction.set_rollback(True)

    nobody = {name: answers_told(name).split()[-1] for name in PAGES}
    assert {name: status for name, status in found.items() if status != nobody[name]} == {
        "attachment": "200",  # the pages of the critique itself, where it was written on paper
        "critique_read": "200",
        "hint_detail": "200",
        "hint_list": "200",
        "hint_paper": "200",
        "hint_paper_pdf": "200",
    }


def test_in_charge_writes_nothing(client):
    decided = DecidedScene()
    person = make.make_member(None, "Đỗ Thị Phụ Trách", ward=decided.campaign.ward)
    ReviewHint.objects.update(in_charge=person)
    client.force_login(make.make_account("phutrach", member=person))
    nobody = {name: answers_told(name, "post").split()[-1] for name in PAGES}
    reached = {}
    for name in PAGES:
        with transaction.atomic():
            status = str(client.post(decided.url(name)).status_code)
            transaction.set_rollback(True)
        if status != nobody[name]:
            reached[name] = status

    assert reached == {}
