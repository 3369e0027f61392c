"""What every test stands on: compiled catalogues, plain static files, a quick password hasher, no stray files."""

import os
import shutil

import pytest
from django.conf import settings as django_settings
from django.utils.translation import trans_real

from cells.catalogues import compile_all

BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome")


def browser_path() -> str | None:
    """The system's Chromium, if there is one."""
    return next(filter(None, map(shutil.which, BROWSER_NAMES)), None)


def pytest_configure(config: pytest.Config) -> None:
    if problems := compile_all(django_settings.LOCALE_PATHS):
        raise pytest.UsageError("message catalogues: " + "; ".join(problems))
    # Django read the catalogues while it set itself up, before they were compiled: let it read them again.
    trans_real._translations = {}
    trans_real._default = None
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns at each start without it


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser its tests are set aside, by name; where one is required that is an error."""
    if browser_path():
        return
    aside = [item for item in items if item.get_closest_marker("browser")]
    if aside and os.environ.get("REQUIRE_BROWSER") == "1":
        raise pytest.UsageError(f"REQUIRE_BROWSER=1, but no Chromium was found ({', '.join(BROWSER_NAMES)})")
    config.stash[SET_ASIDE] = [item.nodeid for item in aside]
    config.hook.pytest_deselected(items=aside)
    items[:] = [item for item in items if not item.get_closest_marker("browser")]


SET_ASIDE: pytest.StashKey[list[str]] = pytest.StashKey()


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    aside = config.stash.get(SET_ASIDE, [])
    if aside:
        terminalreporter.section("not run: no Chromium on this machine")
        for name in aside:
            terminalreporter.line(name)


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "files"
