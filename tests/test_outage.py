"""The database gone and back: a plain page in the reader's language meanwhile, and nobody has to restart anything."""

import os
import re
import socket
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener, urlopen

import psycopg
import pytest
from django.conf import settings

from config import embedded


@pytest.fixture(scope="module")
def database():
    with embedded.throwaway(embedded.carried(), loopback=False) as server:
        yield server


@pytest.fixture(scope="module")
def address(database, tmp_path_factory):
    """The real server on a database of its own, which the test may stop."""
    environment = {**os.environ, "DATABASE_URL": database.url(), "SIXIA_VAR": str(tmp_path_factory.mktemp("var"))}
    for command in (
        ["migrate", "--verbosity", "0"],
        ["collectstatic", "--noinput", "--verbosity", "0"],
        ["load_rules"],
        ["load_matters"],
        ["shell", "--command", "from sixia.front.home.cast import build; build()"],
    ):
        subprocess.run([sys.executable, "manage.py", *command], cwd=settings.ROOT, env=environment, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--interface", "wsgi", "--port", str(port), "--workers", "1", "--blocking-threads", "2", "--log-level", "error"]
    command = [sys.executable, "-m", "granian", *options, "config.wsgi:application"]
    process = subprocess.Popen(command, cwd=settings.ROOT, env=environment)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(20)


def ask(url, language="zh-CN"):
    """As someone with a session, so that no page can be drawn without the database."""
    headers = {"Accept-Language": language, "Cookie": f"{settings.SESSION_COOKIE_NAME}={'a' * 32}"}
    try:
        with urlopen(Request(url, headers=headers), timeout=20) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def ask_until(status, url, seconds):
    until = time.monotonic() + seconds
    while (got := ask(url))[0] != status and time.monotonic() < until:
        time.sleep(0.2)
    return got


def test_the_database_goes_and_comes_back(database, address):
    assert ask_until(200, f"{address}/", 60)[0] == 200

    database.stop()

    status, chinese = ask(f"{address}/")
    assert (status, 'lang="zh-Hans"' in chinese) == (503, True)
    status, english = ask(f"{address}/", "en")
    assert (status, 'lang="en"' in english) == (503, True)
    assert "Traceback" not in chinese + english
    began = time.monotonic()
    assert ask(f"{address}/healthz")[0] == 503
    assert time.monotonic() - began < 5

    database.start()

    assert ask_until(200, f"{address}/", 20)[0] == 200
    assert ask_until(200, f"{address}/healthz", 5)[0] == 200


class AtTheAddress(HTTPRedirectHandler):
    """A browser that stays where it was sent to, so that one sees where."""

    def redirect_request(self, *args):
        return None


@pytest.fixture
def send(address):
    """`send()` reads the form, `send(data)` sends it, with the cookies a browser keeps: the status, where to, and the page."""
    browser = build_opener(HTTPCookieProcessor(), AtTheAddress())

    def request(data=None):
        try:
            answer = browser.open(f"{address}/cases/raise/", urlencode(data).encode() if data else None, timeout=20)
        except HTTPError as error:
            answer = error
        return answer.status, answer.headers.get("Location", ""), answer.read().decode()

    return request


def test_a_form_sent_into_the_outage_and_sent_again_is_one_case(database, address, send):
    assert ask_until(200, f"{address}/", 60)[0] == 200
    _status, _where, page = send()
    hidden = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("csrfmiddlewaretoken", "once")}
    form = {**hidden, "words": "村口的桥栏杆断了两根。", "place_words": "上坪村", "receipt_only": "on", "consent": "on"}

    database.stop()
    status, _where, page = send(form)
    assert (status, 'lang="zh-Hans"' in page, "Traceback" in page) == (503, True, False)
    database.start()

    assert ask_until(200, f"{address}/", 20)[0] == 200
    first, second = send(form), send(form)
    assert first[0] == second[0] == 302
    assert first[1] == second[1]
    with psycopg.connect(database.url()) as own:
        assert own.execute("select count(*) from cases_case").fetchone() == (1,)
