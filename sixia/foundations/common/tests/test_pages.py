import base64
import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixia.foundations.common.pages import keyset

pytestmark = pytest.mark.django_db

User = get_user_model()
MOMENT = dt.datetime(2026, 11, 23, 9, 0, 0, 1, tzinfo=dt.UTC)

ORDERS = [
    ("-date_joined", "-id"),
    ("date_joined", "id"),
    ("-date_joined", "id"),
    ("last_login", "id"),
    ("-last_login", "-id"),
    ("last_login", "-date_joined", "username"),
    ("date_joined", "last_login", "id"),
    ("username",),
]


def users(*moments):
    """One user for each pair of minutes joined and last signed in (None: never), in that order."""
    at = [None if minute is None else MOMENT + dt.timedelta(microseconds=minute) for pair in moments for minute in pair]
    pairs = zip(at[::2], at[1::2], strict=True)
    return User.objects.bulk_create(
        User(username=f"u{turn:03}", name="", date_joined=joined, last_login=last) for turn, (joined, last) in enumerate(pairs)
    )


def page(order, size=3, queryset=None, near=None, **cursor):
    request = RequestFactory().get("/", {name: value for name, value in cursor.items() if value})
    return keyset(User.objects.all() if queryset is None else queryset, request, order=order, size=size, near=near)


def walk_forward(order, size, near=None):
    here = page(order, size, near=near)
    pages = [here]
    while here.after:
        here = page(order, size, near=near, after=here.after)
        pages.append(here)
    return pages


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 2), st.none() | st.integers(0, 2)), max_size=12),
    st.sampled_from(ORDERS),
    st.integers(1, 5),
    st.none() | st.integers(-1, 3),
)
def test_walking_forward_visits_every_row_once_and_walking_back_too(moments, order, size, minute):
    User.objects.all().delete()
    users(*moments)
    near = None if minute is None or "date_joined" not in order[0] else MOMENT + dt.timedelta(microseconds=minute)

    forward = walk_forward(order, size, near)
    visited = [row.pk for some in forward for row in some]
    assert visited == list(User.objects.order_by(*order).values_list("pk", flat=True))

    here, back = forward[-1], [forward[-1]]
    while here.before:
        here = page(order, size, near=near, before=here.before)
        back.insert(0, here)
    assert [row.pk for some in back for row in some] == visited


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after():
    users(*[(minute, None) for minute in range(5)])

    first = page(("-date_joined", "-id"))
    last = page(("-date_joined", "-id"), after=first.after)

    assert first.before is None
    assert last.after is None
    assert len(first) == 3
    assert len(last) == 2


def test_an_empty_list_is_one_empty_page():
    nothing = page(("-date_joined", "-id"))

    assert (nothing.rows, nothing.after, nothing.before) == ([], None, None)


@pytest.mark.parametrize("rows", [9, 90])
def test_a_page_is_one_query_without_counting_whatever_the_rows(django_assert_num_queries, rows):
    users(*[(minute, minute) for minute in range(rows)])
    cursor = page(("last_login", "id")).after

    with django_assert_num_queries(1) as queries:
        page(("last_login", "id"), after=cursor)

    assert "COUNT(" not in queries.captured_queries[0]["sql"].upper()


def test_one_direction_is_asked_as_one_comparison_of_rows_so_that_an_index_serves_it(django_assert_num_queries):
    users((0, None), (0, None))
    cursor = page(("-date_joined", "-id"), size=1).after

    with django_assert_num_queries(1) as queries:
        page(("-date_joined", "-id"), size=1, after=cursor)

    assert '("accounts_user"."date_joined", "accounts_user"."id") < ' in queries.captured_queries[0]["sql"]


def test_what_lies_beyond_where_a_page_should_be_full_is_asked_for_only_if_it_is_not(django_assert_num_queries):
    made = users(*[(minute, None) for minute in range(9)])

    with django_assert_num_queries(1) as queries:
        full = page(("-date_joined", "-id"), near=made[5].date_joined)
    with django_assert_num_queries(2):
        filled = page(("-date_joined", "-id"), near=made[6].date_joined)

    assert '"date_joined" >= ' in queries.captured_queries[0]["sql"]
    assert full.rows == filled.rows == made[:5:-1]


def test_where_rows_without_the_first_key_begin_a_page_is_two_queries(django_assert_num_queries):
    users((0, 0), (0, 1), (0, None), (0, None), (0, None))
    cursor = page(("last_login", "id"), size=1).after

    with django_assert_num_queries(2):
        seam = page(("last_login", "id"), size=2, after=cursor)

    assert [user.last_login is None for user in seam] == [False, True]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "",
        "AAAA",
        "' OR 1=1 --",
        "ä",
        "=" * 40,
        "A" * 5000,
        base64.urlsafe_b64encode(b"[1, 2]").decode(),
        "\x00",
        "\ud83d".encode("utf-8", "replace").decode(),
    ],
)
@pytest.mark.parametrize("direction", ["after", "before"])
def test_a_cursor_that_is_none_of_ours_gives_the_first_page(cursor, direction):
    users((0, None), (1, None))

    assert page(("date_joined", "id"), **{direction: cursor}).rows == page(("date_joined", "id")).rows


def test_a_cursor_fits_only_the_order_it_was_made_for():
    users(*[(minute, minute) for minute in range(5)])
    foreign = page(("last_login", "id")).after

    assert page(("date_joined", "id"), after=foreign).rows == page(("date_joined", "id")).rows


def test_a_changed_cursor_gives_the_first_page():
    users(*[(minute, None) for minute in range(5)])
    cursor = page(("date_joined", "id")).after
    changed = ("A" if cursor[0] != "A" else "B") + cursor[1:]

    assert page(("date_joined", "id"), after=changed).before is None


def test_a_cursor_shows_no_database_id_and_is_the_same_for_the_same_row():
    users(*[(minute, None) for minute in range(5)])
    first = page(("id",))

    assert first.after == page(("id",)).after
    assert f"[{first.rows[-1].pk}]".encode() not in base64.urlsafe_b64decode(first.after + "==")


def test_rows_that_came_since_do_not_shift_the_page():
    users(*[(minute, None) for minute in range(5)])
    order = ("-date_joined", "-id")
    first = page(order)

    User.objects.create(username="new", name="", date_joined=MOMENT + dt.timedelta(days=1))
    second = page(order, after=first.after)

    assert not set(first.rows) & set(second.rows)
    assert len(second) == 2


def test_a_filtered_list_stays_filtered_on_the_next_page():
    users(*[(minute, None) for minute in range(6)])
    odd = User.objects.filter(username__in=["u001", "u003", "u005"])

    first = page(("date_joined", "id"), 2, odd)
    second = page(("date_joined", "id"), 2, odd, after=first.after)

    assert [user.username for user in second] == ["u005"]
