import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sixia.foundations.places import naming


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("石桥镇", "石桥"),
        ("云岭乡", "云岭"),
        ("云岭畲族乡", "云岭"),
        ("大湾土家族苗族自治县", "大湾"),
        ("北原维吾尔自治区", "北原"),
        ("城关街道", "城关"),
        ("城关街道办事处", "城关"),
        ("上坪村", "上坪"),
        ("上坪村委会", "上坪"),
        ("上坪村村民委员会", "上坪"),
        ("南门社区居委会", "南门"),
        ("南门社区居民委员会", "南门"),
        ("宁溪县", "宁溪"),
        ("坪村", "坪村"),
        ("县", "县"),
        ("水镇", "水镇"),
        ("国营红旗农场", "国营红旗农场"),
    ],
)
def test_the_stem_leaves_out_the_kind_and_keeps_two_characters(name, stem):
    assert naming.stem(name) == stem


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("上坪村委会", ["上坪村委会", "上坪村", "上坪"]),
        ("上坪村村民委员会", ["上坪村村民委员会", "上坪村村", "上坪村", "上坪"]),
        ("云岭畲族乡", ["云岭畲族乡", "云岭乡", "云岭"]),
        ("南门社区居委会", ["南门社区居委会", "南门社区", "南门"]),
        ("石桥镇", ["石桥镇", "石桥"]),
    ],
)
def test_people_say_it_shorter(name, said):
    assert naming.forms(name) == said


@given(st.text(alphabet="上下坪石桥镇乡村社区街道委员会居民办事处县市省族畲", min_size=1, max_size=20))
def test_every_form_holds_the_stem_and_the_stem_has_none_shorter(name):
    stem = naming.stem(name)

    assert name.startswith(stem)
    assert naming.stem(stem) == stem
    assert all(form.startswith(stem) for form in naming.forms(name))
    assert {name, stem} <= set(naming.forms(name))


def test_sound_and_initials():
    assert naming.sound("石桥镇") == "shi qiao zhen"
    assert naming.initials("石桥镇") == "sqz"
    assert naming.sound("重庆市") == "chong qing shi"
    assert naming.initials("A区3号") == "aq3h"


def test_the_name_is_shown_in_the_readers_language():
    with override("en"):
        assert naming.shown("石桥镇", "Shiqiao") == "Shiqiao"
        assert naming.shown("石桥镇", "") == "石桥镇"
    with override("zh-hans"):
        assert naming.shown("石桥镇", "Shiqiao") == "石桥镇"
