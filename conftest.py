"""What every test stands on."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from sixia.foundations.common.keeping import forget_all

pytest_plugins = ["tests.browser", "tests.casting", "tests.working", "tests.tongues"]


@pytest.fixture(scope="session", autouse=True)
def files_of_their_own(tmp_path_factory):
    """Tests run without collected static files, and what they are given stays in a folder of theirs."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    given = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path_factory.mktemp("attachments")},
    }
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain, "default": given}):
        yield


@pytest.fixture(autouse=True)
def nothing_kept_of_another_test():
    forget_all()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests on several connections, and in a browser, empty all tables afterwards: only here the trail lets go.

    With it goes the queue, whose tables Django does not know.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trail_entry DISABLE TRIGGER trail_entry_no_truncate")
        cursor.execute("""
            CREATE OR REPLACE FUNCTION tests_empty_queue() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers; RETURN NULL; END $$;
            CREATE OR REPLACE TRIGGER tests_empty_queue AFTER TRUNCATE ON trail_entry EXECUTE FUNCTION tests_empty_queue();
        """)


def pytest_sessionstart():
    call_command("compile_catalogues")
