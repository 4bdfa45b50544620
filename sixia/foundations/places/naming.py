"""How places are named and how people say them (地名).

The list of divisions writes “上坪村村民委员会”; people say “上坪村” or “上坪”. The **stem** is the name without the words that only
tell its kind; the **forms** are what people may say for it. Names are ordered by sound and looked up by their initials.
"""

import re

from django.utils.translation import get_language
from pypinyin import lazy_pinyin

KINDS = (
    *("社区居民委员会", "社区居委会", "社区村民委员会", "社区村委会", "村民委员会", "居民委员会", "街道办事处"),
    *("村委会", "居委会", "委员会", "办事处", "嘎查", "苏木", "社区", "街道", "新村", "自治县", "自治州", "地区"),
    *("省", "市", "县", "区", "镇", "乡", "村"),
)
SAID = {"村民委员会": "村", "村委会": "村", "社区居民委员会": "社区", "社区居委会": "社区", "居民委员会": "社区", "居委会": "社区", "街道办事处": "街道"}
GROUPING = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}  # lines of the list that name no place
SOUND_LENGTH, INITIALS_LENGTH = 240, 60
_KIND = re.compile(rf"(?:{'|'.join(KINDS)})$")


def stem(name: str) -> str:
    """The name without its kind, never shorter than two characters: “石桥镇” → “石桥”."""
    while (match := _KIND.search(name)) and match.start() >= 2:
        name = name[: match.start()]
    return name


def forms(name: str) -> list[str]:
    """What people may say for a place so named, longest first."""
    said = {name}
    short = name
    while (match := _KIND.search(short)) and match.start() >= 2:
        short = short[: match.start()]
        said |= {short, short + SAID.get(match.group(), match.group())}
    return sorted(said, key=lambda form: (-len(form), form))


def sound(name: str) -> str:
    """“石桥镇” → “shi qiao zhen”."""
    return " ".join(lazy_pinyin(name)).lower()[:SOUND_LENGTH]


def initials(name: str) -> str:
    """“石桥镇” → “sqz”."""
    return "".join(syllable[0] for syllable in sound(name).split())[:INITIALS_LENGTH]


def shown(name: str, name_en: str) -> str:
    """The name in the reader's language; the Chinese one where there is no other."""
    return name_en if name_en and (get_language() or "").startswith("en") else name


def told(name: str, name_en: str) -> dict[str, str]:
    """Both names as the trail keeps them."""
    return {"zh": name, "en": name_en or name}
