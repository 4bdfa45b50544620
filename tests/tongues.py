"""What a reader meets on the pages of a story, in one language: `spoken.speak_one_language()` at its end.

Every page tells, as it is opened or a part of it is replaced, the texts it shows: words, labels, hints. What people and officers
typed, and the names of places and units, are theirs; a sentence of the program in the other language is not.
"""

import re
from functools import cache

import polib
import pytest
from django.conf import settings

TELL = """
(() => {
  const heard = new Set();
  const listen = () => {
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { data, parentElement } = walk.currentNode;
      if (!/^(SCRIPT|STYLE|TEMPLATE)$/.test(parentElement.tagName)) texts.push(data);
    }
    for (const name of ["aria-label", "placeholder", "title"])
      for (const each of document.querySelectorAll(`[${name}]`)) texts.push(each.getAttribute(name));
    const fresh = texts.map((text) => text.replace(/\\s+/g, " ").trim()).filter((text) => text && !heard.has(text));
    fresh.forEach((text) => heard.add(text));
    if (fresh.length) window.overheard(location.pathname, fresh);
  };
  addEventListener("DOMContentLoaded", () => { listen(); document.body.addEventListener("htmx:afterSettle", listen); });
})();
"""
HAN, LATIN = re.compile(r"[㐀-鿿]"), re.compile(r"[A-Za-z]{3,}")
OF_NO_TONGUE = {"四下"}  # the seal


@cache
def sentences():
    """What the program says: its English and its Chinese, without those that are filled in."""
    entries = [entry for path in settings.ROOT.glob("sixia/**/django.po") for entry in polib.pofile(str(path))]
    said = {entry.msgid: entry.msgstr or entry.msgstr_plural.get(0, "") for entry in entries if "%" not in entry.msgid}
    return {english for english in said if LATIN.search(english)}, {chinese for chinese in said.values() if HAN.search(chinese)}


class Spoken:
    def __init__(self):
        self.texts = {}

    def listen(self, page):
        page.context.expose_function("overheard", self.hear)
        page.context.add_init_script(TELL)
        return page

    def hear(self, path, texts):
        for text in texts:
            self.texts.setdefault(text, path)

    def of_the_other_tongue(self, locale, *, names=()):
        """Sentences of the program in the other language. `names`: sign-in names, some of which are words."""
        english, chinese = sentences()
        other, own = (english, chinese) if locale.startswith("zh") else (chinese, english)
        return {text: path for text, path in self.texts.items() if text in other - own - OF_NO_TONGUE - set(names)}


@pytest.fixture
def spoken():
    return Spoken()
