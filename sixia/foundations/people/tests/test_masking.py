import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixia.foundations.people import masking


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张伟", "张*"),
        ("陈桂花", "陈**"),
        ("欧阳明月", "欧阳**"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("李", "李*"),
        ("𠮷野家", "𠮷**"),
        ("买买提·艾力", "买*·艾*"),
        ("Maria Smith", "M*** S***"),
        ("Li", "L***"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_of_a_name_the_family_stays(name, shown):
    assert masking.name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812341234", "138****1234"),
        ("+86 138-1234-1234", "138****1234"),
        ("１３８１２３４１２３４", "138****1234"),
        ("0593-6123456", "059****3456"),
        ("6123456", "*****56"),
        ("110", "***"),
        ("没有电话", "***"),
        ("", ""),
    ],
)
def test_of_a_telephone_the_ends_stay(phone, shown):
    assert masking.phone(phone) == shown


def test_of_the_other_details_nothing_that_finds_the_person_stays():
    assert masking.identity("11010519491231002X") == "110*************2X"
    assert masking.identity("E1234567") == "********"
    assert masking.email("guihua@example.cn") == "g***@example.cn"
    assert masking.email("not an address") == "***"
    assert masking.address("石桥镇上坪村二组12号") == "石桥镇上坪村***"
    assert masking.address("二组12号") == "***"


@given(st.text(min_size=3).filter(lambda text: "*" not in text and text.strip()))
def test_no_mask_ever_shows_the_whole(text):
    for mask in (masking.name, masking.phone, masking.identity, masking.email, masking.address):
        assert mask(text) != text
        assert "*" in mask(text)
