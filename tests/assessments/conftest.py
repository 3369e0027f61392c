"""An issued report, for every test that needs some."""

import pytest
from django.conf import settings as portal

from assessments.reports.proof.seal import Seal
from tests.assessments.reports.sealed_reports import RAW, made


@pytest.fixture(scope="session")
def issued(paper_cache, report_key) -> tuple[bytes, Seal]:
    """The ward report of `RAW`: its bytes, its seal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal, "PAPER_CACHE", paper_cache)
        patch.setattr(portal, "REPORT_KEY", report_key)
        return made(RAW)


@pytest.fixture
def one_key(settings, report_key) -> None:
    """Reports of different tests are signed with one key: pages that say the same are set once."""
    settings.REPORT_KEY = report_key
