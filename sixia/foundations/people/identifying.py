"""Identifying: one spelling for each telephone, identity number and credit code, and the check digits that catch a slip."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

MOBILE = re.compile(r"1[3-9]\d{9}")
CITIZEN = re.compile(r"[1-9]\d{16}[\dX]")
OLD_CITIZEN = re.compile(r"[1-9]\d{14}")
OTHER_PAPER = re.compile(r"[A-Z0-9]{6,14}")  # passport, permit of Hong Kong, Macao or Taiwan
CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")

CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)  # GB 32100
CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class WrongNumber(ValueError):
    """An identity number or credit code that cannot be right; its text is for the reader."""


def plain(text: str) -> str:
    """Half-width, upper-case, without spaces and dashes."""
    return re.sub(r"[\s\-–—]", "", unicodedata.normalize("NFKC", text)).upper()


def normal_phone(text: str) -> str:
    """Digits alone, without +86 or a zero before a mobile number: what the index is made of."""
    written = plain(text)
    digits = re.sub(r"\D", "", written)
    for front in ("0086", "86", "0"):
        rest = digits.removeprefix(front)
        if rest != digits and (MOBILE.fullmatch(rest) or front == "0086" or written.startswith("+86")):
            return rest
    return digits


def normal_identity(text: str) -> str:
    """Upper-case; a number of fifteen digits as its eighteen of today."""
    written = plain(text)
    if OLD_CITIZEN.fullmatch(written):
        longer = f"{written[:6]}19{written[6:]}"
        return longer + citizen_digit(longer)
    return written


def citizen_digit(first: str) -> str:
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, CITIZEN_WEIGHTS, strict=False)) % 11]


def credit_digit(first: str) -> str:
    total = sum(CREDIT_LETTERS.index(letter) * weight for letter, weight in zip(first, CREDIT_WEIGHTS, strict=False))
    return CREDIT_LETTERS[-total % 31]


def read_identity(text: str) -> str:
    """The number in its one spelling, or WrongNumber."""
    number = normal_identity(text)
    if CITIZEN.fullmatch(number):
        if citizen_digit(number[:17]) != number[17]:
            raise WrongNumber(_("This identity number has a slip in it: its last character does not fit the others."))
        return number
    if number and (number.isdecimal() or not OTHER_PAPER.fullmatch(number)):
        raise WrongNumber(_("This is not an identity number: it has 18 characters; a passport or permit has 6 to 14."))
    return number


def read_credit_code(text: str) -> str:
    """The unified social credit code (统一社会信用代码) in its one spelling, or WrongNumber."""
    code = plain(text)
    if not code:
        return ""
    if not CREDIT_CODE.fullmatch(code):
        raise WrongNumber(_("A unified social credit code has 18 digits and capital letters, without I, O, S, V and Z."))
    if credit_digit(code[:17]) != code[17]:
        raise WrongNumber(_("This credit code has a slip in it: its last character does not fit the others."))
    return code
