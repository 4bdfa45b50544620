"""Public numbers: readable aloud, one wrong digit is noticed, and neither a database id nor a count shows through.

A number is the date, six digits and a check digit: `2026 1123 0042 177`. The six digits are the serial of the record, stirred
one to one, so that neighbouring records have distant numbers. The check digit is Damm's: it catches every single wrong digit
and every swap of two neighbours. The secret that opens a receipt is separate, and only its digest is kept.
"""

import datetime as dt
import hashlib
import secrets
import unicodedata
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls.converters import StringConverter
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

LENGTH: Final = 15
SERIALS: Final = 10**6
SECRET_LENGTH: Final = 8
SECRET_SIGNS: Final = "2345679FHKMRWXY"  # no two look alike or sound alike, in Chinese or in English

# H. Michael Damm, totally anti-symmetric quasigroup of order 10 (2004).
_DAMM: Final = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
_PARTING: Final = frozenset("−·.．")  # what people write between groups of digits, besides spaces and dashes


class WrongNumber(ValidationError):
    """The number cannot be one of ours; the message says what to look at."""

    def __str__(self) -> str:
        return str(self.messages[0])


class NumberConverter(StringConverter):
    """A number in an address: `<number:number>`. What cannot be one is no address of ours."""

    regex = f"[0-9]{{{LENGTH}}}"


class WrongSecret(WrongNumber):
    """The secret cannot be one of ours."""


def fresh_number(on: dt.date, serial: int) -> str:
    day = f"{on:%Y%m%d}"
    body = f"{day}{_stir(day, serial % SERIALS):06d}"
    return body + check_digit(body)


def check_digit(digits: str) -> str:
    interim = "0"
    for digit in digits:
        interim = _DAMM[int(interim)][int(digit)]
    return interim


def read_number(text: str) -> str:
    """The number someone wrote or typed, in any spacing and any digits; WrongNumber when it cannot be one."""
    digits = "".join(_digit(sign) for sign in text if not _parts(sign))
    if not digits:
        raise WrongNumber(_("Please give the number on your receipt."))
    if not digits.isdigit():
        raise WrongNumber(_("A receipt number has digits only. Please look at your receipt again."))
    if len(digits) != LENGTH:
        raise WrongNumber(
            _("A receipt number has %(length)d digits; you gave %(given)d. Please look at your receipt again."),
            params={"length": LENGTH, "given": len(digits)},
        )
    if check_digit(digits) != "0" or not _is_date(digits[:8]):
        raise WrongNumber(_("A digit of this number is wrong or two are swapped. Please look at your receipt again."))
    return digits


def spoken(number: str) -> str:
    """In groups, as one reads it aloud."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def fresh_secret() -> str:
    return "".join(secrets.choice(SECRET_SIGNS) for _sign in range(SECRET_LENGTH))


def secret_of(seed: str, *, number: str = "", kept: str = "") -> str:
    """The secret that belongs to a seed. It is derived, not stored, so a receipt sent twice is the same receipt; with `number`
    and `kept` it is the one whose digest was kept, also after the program's key was changed."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    secrets_ = [_derived(seed, key) for key in keys]
    return next((each for each in secrets_ if kept and opens(number, each, kept)), secrets_[0])


def read_secret(text: str) -> str:
    """The secret someone wrote or typed, in any spacing, width and case; WrongSecret when it cannot be one."""
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if not _parts(sign))
    if len(signs) != SECRET_LENGTH or not set(signs) <= set(SECRET_SIGNS):
        raise WrongSecret(
            _("A receipt secret has %(length)d signs, digits and letters. Please look at your receipt again."),
            params={"length": SECRET_LENGTH},
        )
    return signs


def digest(number: str, secret: str) -> str:
    """What is kept of a secret, bound to its number."""
    return _digest(number, secret, settings.SECRET_KEY)


def opens(number: str, secret: str, kept: str) -> bool:
    """Whether this secret is the one whose digest was kept, also after the program's key was changed."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return bool(kept) and any(constant_time_compare(_digest(number, secret, key), kept) for key in keys)


def _derived(seed: str, key: str | bytes) -> str:
    rest = int.from_bytes(salted_hmac("sixia.common.numbers.secret", seed, secret=key, algorithm="sha256").digest())
    signs = []
    for _sign in range(SECRET_LENGTH):
        rest, at = divmod(rest, len(SECRET_SIGNS))
        signs.append(SECRET_SIGNS[at])
    return "".join(signs)


def _digest(number: str, secret: str, key: str | bytes) -> str:
    return salted_hmac("sixia.common.numbers", f"{number}:{secret}", secret=key, algorithm="sha256").hexdigest()


def _stir(day: str, serial: int) -> int:
    """A one-to-one map of the serials of one day onto themselves: four rounds of Feistel over two halves of three digits."""
    left, right = divmod(serial, 1000)
    for turn in range(4):
        noise = hashlib.blake2s(f"{day}/{turn}/{right}".encode(), digest_size=4).digest()
        left, right = right, (left + int.from_bytes(noise)) % 1000
    return left * 1000 + right


def _parts(sign: str) -> bool:
    return sign.isspace() or sign in _PARTING or unicodedata.category(sign) in {"Pd", "Cf"}


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _is_date(digits: str) -> bool:
    try:
        dt.datetime.strptime(digits, "%Y%m%d")
    except ValueError:
        return False
    return True
