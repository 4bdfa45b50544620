"""An invented province of 620,000 villages, 100,000 visits and 300,000 firms, by COPY: `python -m benchmarks.villages`, with
DATABASE_URL and LOADER_URL (a superuser's). Says as JSON who looks at it, which pages, and how many SQL statements the page of
silence takes.
"""

import datetime as dt
import json
import os
import re
import uuid
from collections.abc import Iterator
from random import Random

import psycopg
from django.conf import settings
from django.test import Client
from django.utils import timezone

from benchmarks import ready  # noqa: F401 (first)
from benchmarks.filling import others
from benchmarks.looking import signed_in, statements
from sixia.field.pairings.models import Coverage, CoverageTally
from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Post, Role, Unit

PROVINCE = "98"  # not in use
PREFECTURES, COUNTIES, TOWNSHIPS, VILLAGES = 31, 20, 50, 20
VISITS, FIRMS = 100_000, 300_000
UNTIL = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)
PLACES = "code name level"
VISIT = "number once user_id kinds purpose place_id start_at end_at planned_at closed_at status"
FIRM = "name place_id made_at"
SEEN = """
    UPDATE pairings_coverage SET visited_on = seen.day, quiet_since = greatest(quiet_since, seen.day)
    FROM (SELECT place_id, max(start_at)::date AS day FROM visits_visit GROUP BY 1) seen
    WHERE seen.place_id = pairings_coverage.place_id
"""


def places() -> Iterator[tuple[str, str, int]]:
    yield PROVINCE, "示例省", 2
    for prefecture in range(1, PREFECTURES + 1):
        yield (code := f"{PROVINCE}{prefecture:02}"), f"第{prefecture}市", 4
        for county in range(1, COUNTIES + 1):
            yield (under := f"{code}{county:02}"), f"第{county}县", 6
            for township in range(1, TOWNSHIPS + 1):
                yield (town := f"{under}{township:03}"), f"第{township}镇", 9
                yield from ((f"{town}{village:03}", f"第{village}村", 12) for village in range(1, VILLAGES + 1))


def visits(user: int, codes: list[str], chance: Random) -> Iterator[tuple[object, ...]]:
    for turn in range(VISITS):
        at = UNTIL - dt.timedelta(minutes=chance.randrange(5 * 365 * 24 * 60))
        end = at + dt.timedelta(hours=3)
        once = uuid.UUID(int=chance.getrandbits(128))
        yield f"9{turn:014}", once, user, ["research"], "走访", chance.choice(codes), at, end, at, end, "closed"


def firms(codes: list[str], chance: Random) -> Iterator[tuple[object, ...]]:
    yield from ((f"第{turn}公司", chance.choice(codes), UNTIL) for turn in range(FIRMS))


def bring_in(connection: psycopg.Connection, table: str, columns: str, rows: Iterator[tuple[object, ...]]) -> None:
    rest = others(connection, table, columns.split())
    names = ", ".join([*columns.split(), *rest])
    with connection.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row((*row, *rest.values()))


def fill() -> User:
    """Everything there is, and an officer whose post reaches all of it."""
    leader = User.objects.get(username="leader")
    with psycopg.connect(os.environ["LOADER_URL"], autocommit=True) as connection:
        bring_in(connection, "places_place", PLACES, places())
        codes = [code for code, _name, level in places() if level == 12]
        bring_in(connection, "visits_visit", VISIT, visits(leader.pk, codes, Random(1)))
        bring_in(connection, "people_enterprise", FIRM, firms(codes, Random(2)))
        CoverageTally.objects.gather()
        connection.execute(SEEN)
        connection.execute("VACUUM ANALYZE")
    unit = Unit.objects.create(code="bench", name="示例省", kind=Unit.Kind.LEADERSHIP, place=Place.objects.get(pk=PROVINCE))
    post = Post.objects.create(unit=unit, title="副省长", role=Role.LEADER)
    post.appoint(user=leader, by=leader, starts_on=timezone.localdate() - dt.timedelta(days=30))
    return leader


def asked(client: Client) -> list[str]:
    """The first pages at every level, and page after page of the whole."""
    start = "/pairings/quiet/?place="
    urls = [f"{start}{code}" for code in (PROVINCE, f"{PROVINCE}07", f"{PROVINCE}0711", f"{PROVINCE}0711013")]
    urls += [f"{url}&kind=untied" for url in urls]
    for page_of in range(16):
        page = client.get(urls[-1] if page_of else urls[0]).content.decode()
        urls.append(start + PROVINCE + "&after=" + re.findall(r'rel="next" href="[^"]*after=([\w-]+)', page)[0])
    return urls


if __name__ == "__main__":
    fill()
    client = signed_in("leader")
    urls = asked(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    told = {"cookie": cookie, "urls": urls, "statements": max(statements(client, url) for url in urls[:9])}
    print(json.dumps({**told, "villages": Coverage.objects.count()}))
