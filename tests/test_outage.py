"""The database gone and back: a plain page in the reader's language meanwhile, and nobody has to restart anything."""

import os
import socket
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

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
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
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
