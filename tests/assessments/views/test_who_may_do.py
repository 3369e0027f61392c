"""Every page of the process × every role, as far as it takes something in. A file of its own, so that two processes
share the tests of the table."""

import pytest

from tests.assessments.views.test_who_may_open import PAGES, Scene, answers_told

pytestmark = pytest.mark.django_db


def test_each_role_does_what_is_its_own(client):
    scene = Scene()

    answers = {name: scene.answers(client, name, "post") for name in PAGES}

    assert answers == {name: answers_told(name, "post") for name in PAGES}
