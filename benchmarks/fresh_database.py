"""A test database of its own for a measurement that needs rows: made as the tests make theirs, removed afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def fresh_database() -> Iterator[str]:
    """Django set up as in the tests (day, files, plain static files); yields the name of the database system."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "review_portal.settings")
    import django  # noqa: PLC0415 -- settings come first

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import (  # noqa: PLC0415
        override_settings,
        setup_databases,
        setup_test_environment,
        teardown_databases,
        teardown_test_environment,
    )

    from cells.catalogues import compile_all  # noqa: PLC0415
    from tests import conftest, factories  # noqa: F401, PLC0415 -- `force_login` stands for a whole sign-in there

    compile_all(settings.LOCALE_PATHS)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        plain = {
            "STORAGES": settings.STORAGES
            | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
            "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
            "STATIC_ROOT": place / "static",
            "MEDIA_ROOT": place / "files",
            "PAPER_CACHE": place / "papers",
            "REPORT_KEY": place / "report_key.pem",
            "RATES": place / "rates",
            "SAMPLE_SETUP": False,
            "SAMPLE_TODAY": factories.TODAY,
        }
        (place / "static").mkdir()
        with override_settings(**plain):
            setup_test_environment(debug=False)
            made = setup_databases(verbosity=0, interactive=False)
            try:
                yield connection.vendor
            finally:
                teardown_databases(made, verbosity=0)
                teardown_test_environment()
