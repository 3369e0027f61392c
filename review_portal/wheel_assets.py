"""Serves a few named files straight from installed wheels: no copies in the repository, no foreign server.

Only what `WHEEL_ASSETS` names is reachable; the wheels hold far more than the portal uses.
"""

import importlib.util
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import Error
from django.core.files.storage import FileSystemStorage

# Address below /static/ -> (installed module, path inside it).
# The .map stands here because the style sheet names it, and the manifest storage follows every name.
WHEEL_ASSETS = {
    "vendor/bootstrap.min.css": ("js_lib_bootstrap5", "static/js-lib-bootstrap5/css/bootstrap.min.css"),
    "vendor/bootstrap.min.css.map": ("js_lib_bootstrap5", "static/js-lib-bootstrap5/css/bootstrap.min.css.map"),
}


def asset_path(name: str) -> Path | None:
    """Where the named asset lies, or None when it is not on the list or its wheel is not installed."""
    if name not in WHEEL_ASSETS:
        return None
    module, inner = WHEEL_ASSETS[name]
    spec = importlib.util.find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / inner
    return path if path.is_file() else None


class WheelStorage(FileSystemStorage):
    """Read-only storage over the list above, as `collectstatic` wants one."""

    def path(self, name: str) -> str:
        found = asset_path(name)
        if found is None:
            raise FileNotFoundError(name)
        return str(found)


class WheelAssetFinder(BaseFinder):
    """Static files finder for `WHEEL_ASSETS`."""

    storage = WheelStorage()

    def check(self, **kwargs: object) -> list[Error]:
        return [
            Error(
                f"The static file {name} is missing: package {module} does not hold {inner}.",
                hint="Install the packages of requirements.txt.",
                id="review_portal.E001",
            )
            for name, (module, inner) in WHEEL_ASSETS.items()
            if asset_path(name) is None
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> str | list[str]:
        found = asset_path(path)
        if find_all:
            return [str(found)] if found else []
        return str(found) if found else []

    def list(self, ignore_patterns: object) -> list[tuple[str, WheelStorage]]:
        return [(name, self.storage) for name in WHEEL_ASSETS]
