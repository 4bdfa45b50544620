import datetime as dt

import pytest

from .. import dating

HERE = dt.timezone(dt.timedelta(hours=8))


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2019/4/25 9:32:09", dt.datetime(2019, 4, 25, 9, 32, 9)),
        ("2019-04-25", dt.datetime(2019, 4, 25)),
        ("2019-04-25 09:32", dt.datetime(2019, 4, 25, 9, 32)),
        ("2019-04-25T09:32:09", dt.datetime(2019, 4, 25, 9, 32, 9)),
        ("2019.4.25", dt.datetime(2019, 4, 25)),
        ("2019年4月25日", dt.datetime(2019, 4, 25)),
        ("2019年4月25日 9时32分", dt.datetime(2019, 4, 25, 9, 32)),
        ("2019年4月25日 星期四 下午3:05", dt.datetime(2019, 4, 25, 15, 5)),
        ("２０１９年４月２５日", dt.datetime(2019, 4, 25)),
        ("2019/4/25 9:32:09 PM", dt.datetime(2019, 4, 25, 21, 32, 9)),
        ("20190425", dt.datetime(2019, 4, 25)),
        (20190425.0, dt.datetime(2019, 4, 25)),
        (43580.0, dt.datetime(2019, 4, 25)),
        ("43580.5", dt.datetime(2019, 4, 25, 12)),
        ({"date": "2019-04-25T09:32:09"}, dt.datetime(2019, 4, 25, 9, 32, 9)),
        ("  2019/4/25\n", dt.datetime(2019, 4, 25)),
    ],
)
def test_a_day_is_understood_in_every_habit_of_writing_it(cell, moment):
    assert dating.moment(cell) == moment.replace(tzinfo=HERE)


def test_a_time_with_its_zone_keeps_it():
    assert dating.moment("2019-04-25T01:32:09Z") == dt.datetime(2019, 4, 25, 9, 32, 9, tzinfo=HERE)


@pytest.mark.parametrize(
    "cell",
    ["19/4/25", "25/04/2019", "上周三", "2019-13-01", "2019/2/30", "0", 0.0, 7, True, "2019-04-25 25:00", "1900-01-01", ""],
)
def test_what_is_no_day_is_not_guessed(cell):
    with pytest.raises(dating.NoDate):
        dating.moment(cell)
