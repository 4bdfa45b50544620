import datetime as dt
import itertools

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import assume, given
from hypothesis import strategies as st

from sixia.foundations.common import numbers

days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
serials = st.integers(0, 10**12)
fresh = st.builds(numbers.fresh_number, days, serials)


@given(fresh)
def test_a_fresh_number_has_fifteen_digits_and_reads_back(number):
    assert len(number) == 15
    assert numbers.read_number(number) == number


@given(fresh, st.integers(0, 14), st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_noticed(number, position, digit):
    assume(number[position] != digit)
    slipped = number[:position] + digit + number[position + 1 :]

    with pytest.raises(numbers.WrongNumber):
        numbers.read_number(slipped)


@given(fresh, st.integers(0, 13))
def test_every_swap_of_two_neighbours_is_noticed(number, position):
    assume(number[position] != number[position + 1])
    swapped = number[:position] + number[position + 1] + number[position] + number[position + 2 :]

    with pytest.raises(numbers.WrongNumber):
        numbers.read_number(swapped)


@pytest.mark.parametrize("on", [dt.date(2026, 11, 23), dt.date(2024, 2, 29)])
def test_a_million_serials_of_one_day_give_a_million_numbers(on):
    stirred = {numbers._stir(f"{on:%Y%m%d}", serial) for serial in range(numbers.SERIALS)}

    assert len(stirred) == numbers.SERIALS
    assert min(stirred) == 0
    assert max(stirred) == numbers.SERIALS - 1


def test_neighbouring_serials_have_distant_numbers():
    on = dt.date(2026, 11, 23)

    stirred = [int(numbers.fresh_number(on, serial)[8:14]) for serial in range(200)]

    assert len({after - before for before, after in itertools.pairwise(stirred)}) > 190


def test_the_check_digit_is_damms():
    assert numbers.check_digit("572") == "4"  # the example of Damm's thesis


@given(fresh, st.lists(st.sampled_from([" ", "-", "－", "—", "\u3000", "·", "\n", "\u00a0"]), min_size=15, max_size=15))
def test_spaces_and_dashes_anywhere_do_not_matter(number, parting):
    written = "".join(digit + sign for digit, sign in zip(number, parting, strict=True))

    assert numbers.read_number(written) == number


@pytest.mark.parametrize("zero", ["０", "٠", "𝟎"], ids=["full-width", "Arabic-Indic", "mathematical"])
def test_digits_of_any_script_are_read(zero):
    number = numbers.fresh_number(dt.date(2026, 11, 23), 42)
    written = "".join(chr(ord(zero) + int(digit)) for digit in number)

    assert numbers.read_number(written) == number


@given(st.text())
def test_any_text_is_a_number_or_a_wrong_number(text):
    try:
        assert numbers.read_number(text).isascii()
    except numbers.WrongNumber as wrong:
        assert str(wrong)


def test_a_number_whose_date_cannot_be_is_wrong_even_with_its_check_digit():
    body = "20261340123456"

    with pytest.raises(numbers.WrongNumber):
        numbers.read_number(body + numbers.check_digit(body))


@pytest.mark.parametrize(
    ("text", "in_english", "in_chinese"),
    [
        ("", "Please give the number on your receipt.", "请填写回执上的号码。"),
        ("12x4", "A receipt number has digits only. Please look at your receipt again.", "回执号只有数字，请再看一下回执。"),
        (
            "1234",
            "A receipt number has 15 digits; you gave 4. Please look at your receipt again.",
            "回执号是 15 位数字，您填了 4 位，请再看一下回执。",
        ),
        (
            "202611230042170",
            "A digit of this number is wrong or two are swapped. Please look at your receipt again.",
            "这个号码有一位不对，或有两位颠倒了，请再看一下回执。",
        ),
    ],
)
def test_a_wrong_number_says_what_is_wrong_in_both_languages(text, in_english, in_chinese):
    for language, said in (("en", in_english), ("zh-hans", in_chinese)):
        with override(language):
            with pytest.raises(numbers.WrongNumber) as wrong:
                numbers.read_number(text)

            assert str(wrong.value) == said


def test_a_wrong_number_is_an_error_a_form_understands():
    with pytest.raises(ValidationError):
        numbers.read_number("123")


def test_a_number_is_spoken_in_groups_of_four():
    assert numbers.spoken("202611230042177") == "2026 1123 0042 177"


def test_a_fresh_secret_is_eight_signs_no_two_of_which_look_alike():
    secret = numbers.fresh_secret()

    assert len(secret) == 8
    assert not set(secret) & set("01OILBDG8S")
    assert numbers.read_secret(secret) == secret


def test_fresh_secrets_differ():
    assert len({numbers.fresh_secret() for _turn in range(1000)}) == 1000


@given(st.text(numbers.SECRET_SIGNS, min_size=8, max_size=8))
def test_a_secret_is_read_in_any_case_width_and_spacing(secret):
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in secret.lower())

    assert numbers.read_secret(f"{secret[:4].lower()} - {secret[4:]}") == secret
    assert numbers.read_secret(f" {full_width}\n") == secret


@given(st.text(max_size=20))
def test_any_text_is_a_secret_or_a_wrong_secret(text):
    try:
        assert set(numbers.read_secret(text)) <= set(numbers.SECRET_SIGNS)
    except numbers.WrongSecret as wrong:
        assert str(wrong)


def test_the_digest_is_bound_to_number_secret_and_key(settings):
    kept = numbers.digest("202611230042177", "2345679F")

    assert len(kept) == 64
    assert numbers.opens("202611230042177", "2345679F", kept)
    assert not numbers.opens("202611230042177", "2345679H", kept)
    assert not numbers.opens("202611239042173", "2345679F", kept)

    settings.SECRET_KEY = "another"
    assert not numbers.opens("202611230042177", "2345679F", kept)


def test_a_receipt_still_opens_after_the_key_was_changed(settings):
    kept = numbers.digest("202611230042177", "2345679F")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", [settings.SECRET_KEY]

    assert numbers.opens("202611230042177", "2345679F", kept)


def test_the_secret_of_a_seed_is_always_the_same_and_looks_like_any_other(settings):
    secrets = {numbers.secret_of(f"seed {turn}") for turn in range(1000)}

    assert numbers.secret_of("seed 1") == numbers.secret_of("seed 1")
    assert len(secrets) == 1000
    assert {numbers.read_secret(secret) for secret in secrets} == secrets


def test_the_secret_of_a_seed_outlives_a_change_of_the_key(settings):
    number = "202611230042177"
    given = numbers.secret_of("seed")
    kept = numbers.digest(number, given)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", [settings.SECRET_KEY]

    assert numbers.secret_of("seed") != given
    assert numbers.secret_of("seed", number=number, kept=kept) == given


def test_a_case_without_a_receipt_is_opened_by_no_secret():
    assert not numbers.opens("202611230042177", "", "")
