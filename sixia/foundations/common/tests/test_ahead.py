import sys
import threading

import pytest

from sixia.foundations.common.ahead import TURN, ahead


def test_all_come_in_their_order():
    assert list(ahead(range(100))) == list(range(100))
    assert list(ahead([])) == []


def test_the_next_is_made_in_another_thread_while_the_first_is_used():
    second_begun, made_by = threading.Event(), []

    def making():
        yield 1
        made_by.append(threading.current_thread())
        second_begun.set()
        yield 2

    first, *rest = _using(ahead(making()), second_begun)

    assert (first, rest) == (1, [2])
    assert made_by != [threading.current_thread()]


def _using(things, begun):
    for thing in things:
        assert begun.wait(10)
        yield thing


def test_what_breaks_is_told_only_when_those_before_are_used():
    def making():
        yield 1
        raise ValueError("torn off")

    things = ahead(making())

    assert next(things) == 1
    with pytest.raises(ValueError, match="torn off"):
        next(things)


def test_who_stops_early_leaves_no_thread_behind():
    things = ahead(iter(int, 1))
    next(things)

    things.close()

    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ahead")]


def test_turns_are_short_until_the_last_of_several_ends_and_then_as_before():
    usual = sys.getswitchinterval()
    one, other = ahead(range(3)), ahead(range(3))
    next(one), next(other)

    list(one)
    during = sys.getswitchinterval()
    list(other)

    assert during == pytest.approx(TURN) and sys.getswitchinterval() == pytest.approx(usual)
