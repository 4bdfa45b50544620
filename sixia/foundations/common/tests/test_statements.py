import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DataError, connection, transaction
from django.db.models.functions import Upper
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sixia.foundations.common.statements import Statement, blank, together

pytestmark = pytest.mark.django_db

User = get_user_model()
SEEN = Statement(lambda: User.objects.filter(username=blank("key"), last_login__gt=blank("now")))


def named(key):
    return User.objects.create(username=key, email=f"of {key}", last_login=timezone.now() + dt.timedelta(1))


def types(label):
    """The models of an app; a statement is written anew for each test that wants to watch it."""
    return ContentType.objects.filter(app_label=label).order_by("model")


def test_a_statement_finds_what_its_queryset_finds():
    statement = Statement(lambda: types(blank("label")))

    assert statement.all(label="usersessions") == list(types("usersessions"))
    assert statement.all(label="contenttypes") == list(types("contenttypes"))
    assert statement.all(label="nothing") == []


def test_it_reads_no_more_than_its_queryset_reads(django_assert_num_queries):
    found = Statement(lambda: types(blank("label")).only("model")).one(label="usersessions")

    assert found.get_deferred_fields() == {"app_label"}
    with django_assert_num_queries(1):
        assert (found.model, found.app_label) == ("usersession", "usersessions")


def test_rows_of_values_come_as_tuples():
    statement = Statement(lambda: types(blank("label")).values_list("app_label", "model"))

    assert statement.all(label="usersessions") == [("usersessions", "usersession")]


def test_the_only_one_or_nobody():
    named("a")

    assert SEEN.one(key="a", now=timezone.now()).email == "of a"
    assert SEEN.one(key="b", now=timezone.now()) is None
    assert SEEN.one(key="a", now=timezone.now() + dt.timedelta(2)) is None


def test_what_is_written_after_the_first_asking_is_found_at_the_next():
    assert SEEN.one(key="a", now=timezone.now()) is None

    named("a")

    assert SEEN.one(key="a", now=timezone.now()) is not None


def test_the_queryset_is_made_once():
    made = []
    statement = Statement(lambda: made.append(1) or types(blank("label")))

    for label in ("usersessions", "contenttypes", "usersessions"):
        statement.all(label=label)

    assert len(made) == 1


def test_the_server_plans_it_once():
    statement = Statement(lambda: types(blank("label")).values_list("pk"))

    for _again in range(4):
        statement.all(label="usersessions")

    sql = statement._written.sql.replace("%s", "$1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement = %s", [sql])
        assert cursor.fetchone() == (1,)


def test_a_value_is_never_read_as_sql():
    named("a")

    assert SEEN.all(key="a' OR 'a'='a", now=timezone.now()) == []
    assert SEEN.all(key="%s", now=timezone.now()) == []


def test_a_blank_that_is_not_filled_in_is_a_mistake():
    with pytest.raises(KeyError, match="now"):
        SEEN.all(key="a")


def test_a_log_of_statements_shows_what_was_asked():
    with CaptureQueriesContext(connection) as caught:
        SEEN.all(key="wanted", now=timezone.now())

    assert ["'wanted'" in query["sql"] for query in caught] == [True]


def test_what_the_queryset_adds_to_each_row_is_on_the_object():
    named("a")
    statement = Statement(lambda: User.objects.filter(username=blank("key")).annotate(shouted=Upper("email")))

    assert statement.one(key="a").shouted == "OF A"


def test_what_it_asks_is_seen_by_those_who_watch_the_database(django_assert_num_queries):
    SEEN.one(key="a", now=timezone.now())

    with django_assert_num_queries(1) as watched:
        SEEN.one(key="a", now=timezone.now())

    assert "'a'" in watched.captured_queries[0]["sql"]


def test_an_error_of_the_database_is_djangos():
    broken = Statement(lambda: User.objects.filter(last_login__gt=blank("now")))

    with pytest.raises(DataError), transaction.atomic():
        broken.all(now="not a date")


def test_several_are_asked_in_one_way_and_each_finds_its_own():
    named("a")

    found = together(SEEN.of(key="a", now=timezone.now()), SEEN.of(key="b", now=timezone.now()))

    assert [[it.email for it in rows] for rows in found] == [["of a"], []]


def test_of_several_each_counts_for_those_who_watch(django_assert_num_queries):
    SEEN.one(key="a", now=timezone.now())

    with django_assert_num_queries(2):
        together(SEEN.of(key="a", now=timezone.now()), SEEN.of(key="b", now=timezone.now()))


def test_when_one_of_several_fails_nothing_is_found_and_the_connection_goes_on():
    named("a")

    with pytest.raises(DataError), transaction.atomic():
        together(SEEN.of(key="a", now=timezone.now()), SEEN.of(key="a", now="not a date"))

    assert SEEN.one(key="a", now=timezone.now()).email == "of a"


def test_each_row_of_values_becomes_what_one_wants():
    statement = Statement(lambda: types(blank("label")).values_list("app_label", "model"), each="{}.{}".format)

    assert statement.all(label="usersessions") == ["usersessions.usersession"]


def test_its_objects_are_as_the_queryset_makes_them():
    named("a")
    usual, ours = User.objects.get(username="a"), Statement(lambda: User.objects.filter(username=blank("key"))).one(key="a")

    assert {**vars(ours), "_state": vars(ours._state)} == {**vars(usual), "_state": vars(usual._state)}


def test_what_is_deferred_or_related_is_so_here_too(django_assert_num_queries):
    permissions = Permission.objects.select_related("content_type").only("codename", "content_type__model")
    usual = permissions.order_by("id").first()

    ours = Statement(lambda: permissions.filter(pk=blank("pk"))).one(pk=usual.pk)

    assert ours.get_deferred_fields() == usual.get_deferred_fields() == {"name"}
    with django_assert_num_queries(0):
        assert (ours.content_type.model, ours.content_type_id) == (usual.content_type.model, usual.content_type_id)
    assert ours.name == usual.name


def test_a_model_that_hears_of_its_new_objects_still_does():
    named("a")
    heard = []
    post_init.connect(listening := lambda instance, **kwargs: heard.append(instance), sender=User)
    try:
        found = Statement(lambda: User.objects.filter(username=blank("key"))).one(key="a")
    finally:
        post_init.disconnect(listening, sender=User)

    assert found in heard
