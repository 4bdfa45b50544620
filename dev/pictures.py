#!/usr/bin/env python
"""Takes pictures of pages of a running server: phone and desktop, Chinese and English, light and dark.

dev/pictures.py http://127.0.0.1:8000 / /help/ /cases/?box=due --as handler:password --into var/pictures
"""

import argparse
import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
TONGUES = {"zh": "zh-CN", "en": "en"}
COLOURS = ("light", "dark")


def read() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="address of the running server")
    parser.add_argument("pages", nargs="*", default=["/"], help="paths on it")
    parser.add_argument("--as", dest="officer", metavar="NAME:PASSWORD", help="sign in first")
    parser.add_argument("--into", type=Path, default=Path("var/pictures"))
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--tongues", nargs="+", choices=TONGUES, default=list(TONGUES))
    parser.add_argument("--colours", nargs="+", choices=COLOURS, default=list(COLOURS))
    parser.add_argument("--large", action="store_true", help="in large type")
    parser.add_argument("--fold", action="store_true", help="only what is seen without scrolling")
    return parser.parse_args()


def rooms(wish: argparse.Namespace, browser: Browser) -> Iterator[tuple[str, Page]]:
    """One page for every size, language and colour wished for, signed in if wished."""
    for size, tongue, colour in itertools.product(wish.sizes, wish.tongues, wish.colours):
        options: dict[str, Any] = {"viewport": SIZES[size], "locale": TONGUES[tongue], "color_scheme": colour}
        context = browser.new_context(base_url=wish.base, timezone_id="Asia/Shanghai", **options)
        if wish.large:
            context.add_cookies([{"name": "sixia_type", "value": "large", "url": wish.base}])
        page = context.new_page()
        if wish.officer:
            sign_in(page, *wish.officer.split(":", 1))
        yield "-".join([size, tongue, colour, *(["large"] if wish.large else [])]), page
        context.close()


def sign_in(page: Page, name: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.fill('input[name="login"]', name)
    page.fill('input[name="password"]', password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def name_of(path: str) -> str:
    return re.sub(r"[^\w]+", "-", path).strip("-") or "front"


def main() -> None:
    wish = read()
    wish.into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"), args=FLAGS
        )
        for variant, page in rooms(wish, browser):
            for path in wish.pages:
                page.goto(path, wait_until="networkidle")
                picture = wish.into / f"{name_of(path)}-{variant}.png"
                page.screenshot(path=picture, full_page=not wish.fold)
                print(picture)
        browser.close()


if __name__ == "__main__":
    main()
