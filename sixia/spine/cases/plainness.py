"""Whether a neighbour would understand an answer (答复好不好懂): long sentences and office words, each with what to say instead.

Shown while the answer is written; it stops nobody. Titles of laws and what is quoted are left alone: they must stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_CHINESE: Final = 60  # characters that a sentence may have to be read in one breath
LONGEST_ENGLISH: Final = 30  # words

WHICH_DAY: Final = gettext_lazy("say by which day")
WHICH_OFFICE: Final = gettext_lazy("name the office")
WHICH_RULE: Final = gettext_lazy("name the rule and its article")
WHAT_WAS_DONE: Final = gettext_lazy("say what was done, by whom and when")

# What offices write, and what people say. An empty word can go without loss.
INSTEAD: Final[dict[str, str | Promise]] = {
    **dict.fromkeys(["尽快", "近期", "适时", "择机", "下一步将", "待条件成熟"], WHICH_DAY),
    **dict.fromkeys(["as soon as possible", "in due course", "at the earliest convenience", "shortly"], WHICH_DAY),
    **dict.fromkeys(["有关部门", "相关部门", "有关单位", "相关单位", "职能部门"], WHICH_OFFICE),
    **dict.fromkeys(["relevant authorities", "competent department", "relevant department", "parties concerned"], WHICH_OFFICE),
    **dict.fromkeys(["有关规定", "相关规定", "有关政策", "相关政策", "依法依规", "按规定"], WHICH_RULE),
    **dict.fromkeys(["relevant provisions", "applicable regulations", "relevant regulations", "existing policy"], WHICH_RULE),
    **dict.fromkeys(["高度重视", "积极协调", "督促落实", "稳步推进", "统筹推进", "加大力度", "落实到位"], WHAT_WAS_DONE),
    **dict.fromkeys(["attach great importance", "actively coordinate", "take appropriate measures"], WHAT_WAS_DONE),
    **dict.fromkeys(["进一步", "切实", "兹", "特此", "之规定", "hereby", "herein"], ""),
    "经查": "我们查到",
    "经核实": "我们核实了",
    "经研究": "我们商量后",
    "鉴于": "因为",
    "拟": "打算",
    "系": "是",
    "悉": "知道",
    "贵单位": "您单位",
    "该同志": "他（她）",
    "诉求人": "您",
    "信访人": "您",
    "反映人": "您",
    "予以支持": "可以办",
    "不予支持": "不能办",
    "予以": "",
    "逾期": "过期",
    "缴纳": "交",
    "知悉": "知道",
    "责令": "要求",
    "告知书": "通知",
    "届时": "到时候",
    "均": "都",
    "pursuant to": "under",
    "in accordance with": "under",
    "aforementioned": "this",
    "with regard to": "about",
    "prior to": "before",
    "commence": "start",
    "terminate": "end",
    "utilise": "use",
    "utilize": "use",
    "endeavour": "try",
    "facilitate": "help",
    "in the event that": "if",
    "notwithstanding": "even so",
    "remuneration": "pay",
    "petitioner": "you",
    "expedite": "hurry up",
}

ALONE: Final = {  # one character, and part of many plain words: only where it stands as a word of its own
    "拟": r"拟(?=于|对|在|将|由|请|定)(?!定)",
    "系": r"(?<=[，。；：])系(?=[^统列数])",
    "悉": r"(?<=[收获已])悉(?!尼)",
    "均": r"(?<![平人年月日户亩])均(?![匀衡线值价等分摊])",
    "兹": r"(?:^|(?<=[，。；：\n]))兹",
}
LEFT_ALONE = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"\n]*\"")
SENTENCE = re.compile(r"[^。！？!?；;\n]+")
ENGLISH_END = re.compile(r"(?<=[a-z)])\.(?=\s|$)")
HANZI = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")


def _sought(word: str) -> str:
    if word in ALONE:
        return ALONE[word]
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)


OFFICE_WORDS = re.compile("|".join(_sought(word) for word in sorted(INSTEAD, key=len, reverse=True)), re.IGNORECASE)


@dataclass(frozen=True)
class Flag:
    """One place a neighbour would stumble over: the words as written, and what to do about them."""

    words: str
    advice: str


def flags(text: str) -> list[Flag]:
    """What a neighbour would not understand, in the order of reading, each word once."""
    bare = LEFT_ALONE.sub(lambda quoted: "…" * min(len(quoted[0]), 4), text)
    found = sorted([*_long_sentences(bare), *_office_words(bare)], key=lambda it: it[0])
    return list(dict.fromkeys(flag for _at, flag in found))


def _office_words(text: str) -> Iterator[tuple[int, Flag]]:
    for hit in OFFICE_WORDS.finditer(text):
        yield hit.start(), Flag(hit[0], _advice(INSTEAD[hit[0].lower()]))


def _advice(instead: str | Promise) -> str:
    if isinstance(instead, Promise):
        return str(instead)
    return _("say “%(plain)s”") % {"plain": instead} if instead else _("can be left out")


def _long_sentences(text: str) -> Iterator[tuple[int, Flag]]:
    for hit in SENTENCE.finditer(ENGLISH_END.sub("\n", text)):
        sentence = hit[0].strip()
        hanzi, words = len(HANZI.findall(sentence)), len(WORD.findall(sentence))
        start = sentence[:14] + "…" if hanzi else " ".join(sentence.split()[:5]) + " …"
        if hanzi > LONGEST_CHINESE:
            yield hit.start(), Flag(start, _("%(n)d characters in one breath: make two sentences of it") % {"n": hanzi})
        elif words > LONGEST_ENGLISH:
            yield hit.start(), Flag(start, _("%(n)d words in one breath: make two sentences of it") % {"n": words})
