import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, ProgrammingError, connection, transaction

from sixia.foundations.trail.models import Entry, Voice

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    thing = get_user_model().objects.create(username="thing", name="Thing")
    return thing.record("opened", by=Voice.SYSTEM)


def is_superuser():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone()[0]


def refused(change):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change()


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_entry_cannot_be_saved_again(entry):
    entry.verb = "closed"

    refused(entry.save)

    entry.refresh_from_db()
    assert entry.verb == "opened"


def test_an_entry_cannot_be_deleted(entry):
    refused(entry.delete)
    refused(Entry.objects.all().delete)
    refused(lambda: Entry.objects.all()._raw_delete("default"))

    assert Entry.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE trail_entry SET verb = 'closed'",
        "UPDATE trail_entry SET verb = verb WHERE false",
        "DELETE FROM trail_entry",
        "INSERT INTO trail_entry SELECT * FROM trail_entry ON CONFLICT (id) DO UPDATE SET verb = 'closed'",
        "MERGE INTO trail_entry USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    ],
)
def test_the_database_refuses_any_statement_that_would_change_an_entry(entry, sql):
    refused(lambda: run(sql))


def test_the_owner_of_the_table_is_refused_too(entry):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'trail_entry'")
        assert cursor.fetchone() == (True,)

    refused(lambda: run("DELETE FROM trail_entry"))


def test_a_session_that_plays_the_replica_is_refused_too(entry):
    try:
        with transaction.atomic():
            run("SET LOCAL session_replication_role = replica")
    except ProgrammingError:  # the program's own role may not even ask, and so stays an ordinary session
        assert not is_superuser()

    refused(lambda: run("DELETE FROM trail_entry"))


def test_the_table_cannot_be_emptied():
    # Test databases are emptied between some tests, so there this trigger is off: on again, for this test only.
    run("ALTER TABLE trail_entry ENABLE ALWAYS TRIGGER trail_entry_no_truncate")

    refused(lambda: run("TRUNCATE trail_entry"))
    refused(lambda: run("TRUNCATE accounts_user CASCADE"))


def test_an_account_named_in_the_trail_cannot_be_deleted():
    User = get_user_model()
    officer = User.objects.create(username="officer", name="Officer")
    officer.record("opened", by=officer)

    with pytest.raises(IntegrityError):
        officer.delete()
