import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixia.foundations.people.identifying import (
    CREDIT_LETTERS,
    WrongNumber,
    citizen_digit,
    credit_digit,
    normal_phone,
    read_credit_code,
    read_identity,
)


@pytest.mark.parametrize(
    "written",
    [
        "13812345678",
        "138 1234 5678",
        "+86 138-1234-5678",
        "0086 13812345678",
        "8613812345678",
        "013812345678",
        "１３８１２３４５６７８",
        "138–1234–5678",
    ],
)
def test_one_mobile_number_however_it_is_written(written):
    assert normal_phone(written) == "13812345678"


@pytest.mark.parametrize(
    ("written", "normal"), [("0593-6123456", "05936123456"), ("+44 20 7946 0000", "442079460000"), ("", ""), ("无", "")]
)
def test_other_numbers_keep_their_digits(written, normal):
    assert normal_phone(written) == normal


def test_an_identity_number_is_read_whichever_way_it_is_written():
    assert read_identity("11010519491231002x") == "11010519491231002X"
    assert read_identity(" １１０１０５ 19491231 002X ") == "11010519491231002X"
    assert read_identity("110105491231002") == "11010519491231002X"  # fifteen digits, as until 1999
    assert read_identity("E12345678") == "E12345678"
    assert read_identity("") == ""


@given(st.integers(10**16, 10**17 - 1).map(str), st.data())
def test_every_single_slip_in_an_identity_number_is_caught(first, data):
    number = first + citizen_digit(first)
    at = data.draw(st.integers(0, 16))
    slip = data.draw(st.sampled_from([digit for digit in "123456789" if digit != number[at]]))

    with pytest.raises(WrongNumber):
        read_identity(number[:at] + slip + number[at + 1 :])


@pytest.mark.parametrize("wrong", ["110105194912310021", "1234567", "12345678901234567", "身份证", "E1"])
def test_what_cannot_be_an_identity_number_is_refused(wrong):
    with pytest.raises(WrongNumber):
        read_identity(wrong)


def test_a_credit_code_is_checked_by_its_last_character():
    assert read_credit_code("9135 0100 m000 100y 43") == "91350100M000100Y43"
    assert read_credit_code("") == ""
    for wrong in ("91350100M000100Y44", "91350100M000100Y4", "91350100I000100Y43"):
        with pytest.raises(WrongNumber):
            read_credit_code(wrong)


@given(st.text(st.sampled_from(CREDIT_LETTERS), min_size=17, max_size=17), st.data())
def test_every_single_slip_in_a_credit_code_is_caught(first, data):
    code = first + credit_digit(first)
    at = data.draw(st.integers(0, 16))
    slip = data.draw(st.sampled_from([letter for letter in CREDIT_LETTERS if letter != code[at]]))

    assert read_credit_code(code.lower()) == code
    with pytest.raises(WrongNumber):
        read_credit_code(code[:at] + slip + code[at + 1 :])
