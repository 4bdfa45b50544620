"""Masking: what is left of a personal detail when it is shown without a reason."""

from __future__ import annotations

import re

from . import identifying

COMPOUND = re.compile(  # family names of two characters
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|"
    "皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|"
    "子车|亓官|司寇|巫马|公西|颛孙|壤驷|公良|漆雕|乐正|宰父|谷梁|拓跋|夹谷|轩辕|令狐|"
    "段干|百里|呼延|东郭|南门|羊舌|微生|梁丘|左丘|东门|西门|第五"
)
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
SEPARATED = re.compile(r"[\s·•・.]+")


def hidden(text: str) -> str:
    return "***" if text else ""


def name(text: str) -> str:
    """张伟 → 张*, 欧阳明月 → 欧阳**, Maria Smith → M*** S***, 买买提·艾力 → 买***·艾*."""
    text = text.strip()
    if not text:
        return ""
    if HAN.match(text) and not SEPARATED.search(text):
        kept = 2 if COMPOUND.match(text) and len(text) > 2 else 1
        return text[:kept] + "*" * max(1, min(len(text) - kept, 2))
    marks = SEPARATED.findall(text)
    words = [word[0] + ("*" if HAN.match(word) else "***") for word in SEPARATED.split(text) if word]
    return "".join(word + mark for word, mark in zip(words, [*marks, ""], strict=False))


def phone(text: str) -> str:
    """13812341234 → 138****1234; of a short or odd number only the last two digits stay."""
    digits = identifying.normal_phone(text)
    if not digits:
        return hidden(text)
    if len(digits) >= 10:
        return f"{digits[:3]}{'*' * (len(digits) - 7)}{digits[-4:]}"
    return "*" * (len(digits) - 2) + digits[-2:] if len(digits) >= 5 else "*" * len(digits)


def identity(text: str) -> str:
    """110105194912310021 → 110*************21: neither the township nor the day of birth is left."""
    return f"{text[:3]}{'*' * (len(text) - 5)}{text[-2:]}" if len(text) >= 12 else "*" * len(text)


def email(text: str) -> str:
    box, at, host = text.partition("@")
    return f"{box[:1]}***@{host}" if at else hidden(text)


def address(text: str) -> str:
    """石桥镇上坪村12号 → 石桥镇上坪村***."""
    return f"{text[:6]}***" if len(text) > 8 else hidden(text)
