"""Chinese words for search: the same way in and out, so that whatever stands in a text is found by any part of it.

The index keeps every pair of neighbouring characters (石桥 桥镇 …), the last character of each run, and whole Latin words and
numbers. A query is cut into words by rjieba, and each word asks for its pairs. So 栏杆 finds 桥栏杆, and an invented village
that no dictionary knows is found by any piece of its name; words of a query need not stand together. It is a `simple` tsvector
made here, without any extension in the server.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from math import prod
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
MANY: Final = 2_000  # rows with a word: to read them all takes longer than to find a page of them among the newest
_PAGES: Final = 100  # rows, a few pages: what is looked for among the newest
_LONGEST: Final = 40  # characters of one Latin word or number
# A tsvector holds at most 1 MB; no text of a person comes near it, and one made to is cut here.
_MOST: Final = 16_383
_PARTICLES: Final = frozenset("的了呢吗吧啊呀着地得")  # alone they find everything
_LYING: Final = """
    SELECT reltuples, (
        SELECT histogram_bounds::text::timestamptz[] FROM pg_stats
        WHERE schemaname = current_schema() AND tablename = %s AND attname = %s
    ) FROM pg_class WHERE oid = to_regclass(%s)
"""
_COMMON: Final = """
    SELECT term, share FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (term, share)
    WHERE schemaname = current_schema() AND tablename = %s AND attname = %s AND term IS NOT NULL AND share >= %s
"""  # behind the shares stand their bounds, which have no term


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


@dataclass(frozen=True)
class Counts:
    """What the server last counted in a table."""

    shares: Mapping[str, float] = field(default_factory=dict)  # of the terms that many rows have: of all rows, those with it
    rows: float = 0
    times: Sequence[dt.datetime] = ()  # rising; between any two of them lie about as many rows

    def share(self, term: str) -> float:
        return self.shares.get(term, 0.0)


def query(text: str) -> "WordsQuery":
    """All words of the text, in any order and place. A text without a word finds nothing."""
    return WordsQuery(_every(chain.from_iterable(_asked(text))))


def found_in(column: str, text: str, counts: Counts) -> Q:
    """The rows that `query` finds, asked for in the way that is short for the server.

    It takes the pairs of a word to come independently, expects far too few rows of a frequent word, and so reads and sorts them
    all where it had better look through the newest until a page is full. And a single character makes the index gather all that
    starts so. Hence the index is asked for the telling terms, and the whole only of the rows that have them.
    """
    asked = list(_asked(text))
    whole, telling = _every(chain.from_iterable(asked)), _every(_telling(asked, counts))
    found = Q(**{column: WordsQuery(telling)})
    return found if telling == whole else found & Q(Holds(F(column), WordsQuery(whole)))


def newest_since(text: str, counts: Counts) -> dt.datetime | None:
    """Since when some pages of rows with the words of `text` are to be expected.

    None if they are few enough to be read all, so frequent that the newest fill a page at once, or not known.
    """
    words = [terms for terms in _asked(text) if not terms[0].endswith(_START)]
    expected = counts.rows * prod(min(map(counts.share, terms)) for terms in words) if words else 0
    if expected < MANY:
        return None
    last = len(counts.times) - 1
    back = last * _PAGES / expected
    return counts.times[int(last - back)] if back >= 0.5 else None


def counted(table: str, column: str, time: str) -> Counts:
    """Of a table with a column of lexemes and one of times, what the server knows: of a new table nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_LYING, [table, time, table])
        rows, times = cursor.fetchone() or (0, None)
        cursor.execute(_COMMON, [table, column, min(OFTEN, MANY / max(rows, 1))])
        shares = {f"'{term}'": share for term, share in cursor}
    return Counts(shares, rows, times or ())


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


def _telling(asked: list[list[str]], counts: Counts) -> Iterable[str]:
    """All pairs, if one of them is rare; where many rows have each only the rarest of a word, seldom without the others."""
    words = [terms for terms in asked if not terms[0].endswith(_START)] or asked
    if all(map(counts.share, chain.from_iterable(words))):
        return [min(terms, key=counts.share) for terms in words]
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
