"""How places are named and how people say them (地名).

The list of divisions writes “上坪村村民委员会”; people say “上坪村” or “上坪”. The **stem** is the name without the words
that only tell its kind; the **forms** are what people may say for it. Names are ordered by sound, looked up by initials.
"""

import re

from django.utils.translation import get_language

_WORDS = re.compile(r"\w+")
KINDS = _WORDS.findall("""
    社区居民委员会 社区居委会 社区村民委员会 社区村委会 村民委员会 居民委员会 街道办事处 村委会 居委会 委员会 办事处
    嘎查 苏木 社区 街道 新村 自治县 自治州 自治区 地区 省 市 县 区 镇 乡 村
""")
PEOPLES = _WORDS.findall("""
    畲 回 满 壮 苗 侗 瑶 藏 彝 白 傣 黎 佤 水 土 羌 怒 京 土家 蒙古 哈尼 布依 朝鲜 拉祜 东乡 纳西 景颇 仫佬 布朗 撒拉 毛南 仡佬
    锡伯 阿昌 普米 德昂 保安 裕固 独龙 傈僳 赫哲 门巴 珞巴 基诺 高山 维吾尔 哈萨克 达斡尔 塔吉克 俄罗斯 鄂温克 鄂伦春 塔塔尔
    柯尔克孜 乌孜别克
""")
SAID = {
    **dict.fromkeys(("村民委员会", "村委会"), "村"),
    **dict.fromkeys(("社区居民委员会", "社区居委会", "居民委员会", "居委会"), "社区"),
    "街道办事处": "街道",
}
GROUPING = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}  # lines of the list that name no place
SOUND_LENGTH, INITIALS_LENGTH = 240, 60
STEM_LENGTH = 16  # longer names are not looked for in free words
_PEOPLE = rf"(?:(?:{'|'.join(PEOPLES)})族?)"  # “崇儒畲族乡” is said “崇儒”, “崇儒乡”
_KIND = re.compile(rf"(?:{_PEOPLE}+自治(?P<wide>区|州|县|旗)|{_PEOPLE}*族(?P<small>乡|镇|村)|{'|'.join(KINDS)})$")


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
        kind = match["wide"] or match["small"] or match.group()
        said |= {short, short + SAID.get(kind, kind)}
    return sorted(said, key=lambda form: (-len(form), form))


def pieces(words: str) -> set[str]:
    """Every stretch of the words that can be the stem of a name."""
    return {
        words[at : at + length] for at in range(len(words)) for length in range(1, STEM_LENGTH + 1) if at + length <= len(words)
    }


def sound(name: str) -> str:
    """“石桥镇” → “shi qiao zhen”."""
    from pypinyin import lazy_pinyin  # only where a place is written: its dictionaries take 50 MB of every process

    return " ".join(lazy_pinyin(name)).lower()[:SOUND_LENGTH]


def initials(name: str) -> str:
    """“石桥镇” → “sqz”."""
    return "".join(syllable[0] for syllable in sound(name).split())[:INITIALS_LENGTH]


def is_english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def shown(name: str, name_en: str) -> str:
    """The name in the reader's language; the Chinese one where there is no other."""
    return name_en if name_en and is_english() else name


def told(name: str, name_en: str) -> dict[str, str]:
    """Both names as the trail keeps them."""
    return {"zh": name, "en": name_en or name}
