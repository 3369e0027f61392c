"""A kept explanation is never changed, and shows when somebody did."""

import pytest

from assessments.models import KeptExplanation
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    Sitting().sign_units()
    return KeptExplanation.objects.order_by("pk").first()


def test_it_is_only_added(kept):
    with pytest.raises(TypeError):
        kept.save()
    with pytest.raises(TypeError):
        kept.delete()

    assert KeptExplanation.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_facts_changed_behind_its_back_no_longer_give_the_fingerprint(kept, lang):
    assert kept.is_intact

    kept.explanation[lang]["facts"]["given"] = "excellent"
    KeptExplanation.objects.filter(pk=kept.pk).update(explanation=kept.explanation)

    assert not KeptExplanation.objects.get(pk=kept.pk).is_intact
