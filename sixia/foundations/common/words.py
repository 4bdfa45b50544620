"""Chinese words for search: the same way in and out, so that whatever stands in a text is found by any part of it.

The index keeps every pair of neighbouring characters (石桥 桥镇 …), the last character of each run, and whole Latin words and
numbers. A query is cut into words by rjieba, and each word asks for its pairs. So 栏杆 finds 桥栏杆, and an invented village
that no dictionary knows is found by any piece of its name; words of a query need not stand together. It is a `simple` tsvector
made here, without any extension in the server.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import chain, islice
from operator import add
from typing import Any, Final

import rjieba
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import BooleanField, F, Func, Q

_HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS: Final = re.compile(f"([{_HAN}]+)|[^\\W_{_HAN}]+")
_HAN_RUNS: Final = re.compile(f"[{_HAN}]+")
_OTHER_RUNS: Final = re.compile(f"[^\\W_{_HAN}]+")
_MARKS: Final = re.compile("[，。！？、；：（）“”…]+")  # wide signs, in nearly every text, that part words
_START: Final = ":*"
OFTEN: Final = 0.01  # of all rows: from here on the newest that have a word are sooner met than all of them read
_LONGEST: Final = 40  # characters of one Latin word or number
# A tsvector holds at most 1 MB; no text of a person comes near it, and one made to is cut here.
_MOST: Final = 16_383
_PARTICLES: Final = frozenset("的了呢吗吧啊呀着地得")  # alone they find everything


def segment(text: str) -> list[str]:
    """The words of a text in their order: Chinese words, Latin words and numbers in lower case, no punctuation."""
    found: list[str] = []
    for run, is_han in _runs(text):
        found.extend(rjieba.cut(run) if is_han else [run])
    return found


def lexemes(*texts: str) -> str:
    """The tsvector of several texts as PostgreSQL reads it: which words there are, not where (nothing here asks where)."""
    text = _normal(" ".join(texts))
    runs = _HAN_RUNS.findall(text)
    found = dict.fromkeys(chain.from_iterable(map(_pairs, runs)))
    found.update(dict.fromkeys(run[-1] for run in runs))  # so that every character starts a lexeme: see _asked
    found.update(dict.fromkeys(run[:_LONGEST] for run in _OTHER_RUNS.findall(text)))
    return "'" + "' '".join(islice(found, _MOST)) + "'" if found else ""


def query(text: str) -> "WordsQuery":
    """All words of the text, in any order and place. A text without a word finds nothing."""
    return WordsQuery(_every(chain.from_iterable(_asked(text))))


def found_in(column: str, text: str, often: Mapping[str, float]) -> Q:
    """The rows that `query` finds, asked for in the way that is short for the server. `often`: see `how_often`.

    It takes the pairs of a word to come independently, expects far too few rows of a frequent word, and so reads and sorts them
    all where it had better look through the newest until a page is full. And a single character makes the index gather all that
    starts so. Hence the index is asked for the telling terms, and the whole only of the rows that have them.
    """
    asked = list(_asked(text))
    whole, telling = _every(chain.from_iterable(asked)), _every(_telling(asked, often))
    found = Q(**{column: WordsQuery(telling)})
    return found if telling == whole else found & Q(Holds(F(column), WordsQuery(whole)))


def how_often(table: str, column: str) -> dict[str, float]:
    """Of the frequent terms of a column the share of the rows that have them, as the server last counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats "
            "WHERE schemaname = current_schema() AND tablename = %s AND attname = %s AND most_common_elems IS NOT NULL",
            [table, column],
        )
        counted = cursor.fetchone() or ((), ())
    shares = zip(*counted, strict=False)  # behind the shares stand their bounds
    return {f"'{lexeme}'": share for lexeme, share in shares if share >= OFTEN}


class Holds(Func):
    """What `@@` asks, in a form that no index answers."""

    function = "ts_match_vq"
    output_field = BooleanField()


class WordsQuery(SearchQuery):
    """A SearchQuery whose lexemes are ready: cast, not parsed by the server, whose idea of a letter depends on its locale."""

    template = "(%(expressions)s)::tsquery"

    def __init__(self, lexemes: Any, **kwargs: Any) -> None:
        super().__init__(lexemes, **{**kwargs, "search_type": "raw"})


def _normal(text: str) -> str:
    """Without the common marks a text needs no more than a look to be known as normal."""
    return unicodedata.normalize("NFKC", _MARKS.sub(" ", text)).lower()


def _runs(text: str) -> Iterable[tuple[str, bool]]:
    for match in _RUNS.finditer(_normal(text)):
        is_han = match.lastindex == 1
        yield (match[0] if is_han else match[0][:_LONGEST]), is_han


def _pairs(run: str) -> Iterable[str]:
    return map(add, run, run[1:])


def _every(terms: Iterable[str]) -> str:
    return " & ".join(dict.fromkeys(terms))


def _telling(asked: list[list[str]], often: Mapping[str, float]) -> Iterable[str]:
    """All pairs, if one of them is rare; where all are frequent only the rarest of each word, seldom without the others."""
    words = [terms for terms in asked if not terms[0].endswith(_START)] or asked
    if all(term in often for term in chain.from_iterable(words)):
        return [min(terms, key=lambda term: often[term]) for terms in words]
    return chain.from_iterable(words)


def _asked(text: str) -> Iterable[list[str]]:
    """The terms of each word. A single character asks for every lexeme it starts; a particle asks only when it stands alone."""
    words = segment(text)
    telling = [word for word in words if len(word) > 1 or word not in _PARTICLES] or words
    for word in telling:
        if len(word) == 1 and re.match(f"[{_HAN}]", word):
            yield [f"'{word}'{_START}"]
        elif len(word) > 1 and re.match(f"[{_HAN}]", word):
            yield [f"'{pair}'" for pair in _pairs(word)]
        else:
            yield [f"'{word[:_LONGEST]}'"]
