from types import SimpleNamespace

import pytest

from sixia.foundations.common import keeping
from sixia.foundations.common.keeping import Kept


class Table:
    """A small table that counts how often it is read."""

    def __init__(self, answer):
        self.answer, self.reads = answer, 0

    def read(self):
        self.reads += 1
        return self.answer


@pytest.mark.parametrize("answer", [{"990101": "宁溪县"}, {}, None])
def test_what_is_kept_is_read_once_whatever_it_is(answer):
    table = Table(answer)
    kept = Kept(table.read)

    answers = [kept.get() for _again in range(3)]

    assert answers == [answer] * 3
    assert table.reads == 1


def test_what_the_room_says_has_changed_is_read_again():
    table = Table("old")
    kept = Kept(table.read)
    kept.get()

    table.answer = "new"
    kept.forget()

    assert kept.get() == "new"


def test_after_a_minute_it_is_read_again(monkeypatch):
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(keeping, "time", SimpleNamespace(monotonic=lambda: clock.now))
    table = Table("old")
    kept = Kept(table.read)
    kept.get()
    table.answer = "new"

    clock.now += kept.seconds - 1
    before = kept.get()
    clock.now += 2
    after = kept.get()

    assert (before, after) == ("old", "new")
