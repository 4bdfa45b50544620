"""What every test stands on."""

import pytest
from django.conf import settings
from django.test import override_settings

pytest_plugins = ["tests.browser", "tests.working"]


@pytest.fixture(scope="session", autouse=True)
def static_files_by_their_own_names():
    """Tests run without collected static files."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield
