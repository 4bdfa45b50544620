"""A real Chromium for tests: a desktop `page` and a `phone` on the live server, and `axe` for the rules of accessibility.

Each test with one of them is marked `browser`. A page that breaks its own content policy, or whose scripts fail, fails the test.
"""

import os
import shutil
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # without windows it costs half as much
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    # The driver keeps an event loop in this thread; the ORM used beside it is not asynchronous at all.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def open_page(browser, live_server):
    """Makes pages: `open_page(width=390, color_scheme="dark", locale="en")`; what they complain of fails the test."""
    contexts, complaints = [], []

    def heard(message):
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def make(*, width=1280, height=800, locale="zh-CN", **options):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale=locale,
            timezone_id="Asia/Shanghai",
            **options,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    await_answers()
    assert not complaints


def await_answers():
    """Until the server has ended what it does for nobody any more: the tables are emptied next, and it would stand in the way."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(5)


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def phone(open_page):
    return open_page(width=390, height=844, has_touch=True, is_mobile=True)


@pytest.fixture
def sign_in(live_server):
    """`sign_in(page, officer)`: the officer's session, without the form."""

    def enter(page, officer):
        client = Client()
        client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[-1])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return enter


@pytest.fixture
def axe():
    """`axe(page)`: what is wrong with the page, one line each; nothing is right."""
    engine = Axe()

    def run(page):
        found = engine.run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
        return [f"{it['id']}: {node['target']} {node['failureSummary']}" for it in found for node in it["nodes"]]

    return run
