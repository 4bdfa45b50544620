"""Which column of a ledger holds what (列对应): guessed from its heads in Chinese or English, and corrected by whoever knows.

A mapping is a dict from the name of a field to the place of its column, counted from 0.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Mapping = dict[str, int]


@dataclass(frozen=True)
class Field:
    """What a column can hold: heads that say just this, and words that, within a longer head, mean it."""

    name: str
    label: Promise
    heads: frozenset[str]
    within: tuple[str, ...]
    limit: int = 0
    required: bool = False


def _field(name: str, label: Promise, heads: str, within: str, *, limit: int = 0, required: bool = False) -> Field:
    return Field(name, label, frozenset(heads.split()), tuple(within.split()), limit, required)


# In the order of asking: “答复时间” has to be taken as the time of the reply before “时间” is looked for.
FIELDS: tuple[Field, ...] = (
    _field(
        "replied",
        _("Time of the reply"),
        "答复时间 回复时间 答复日期 回复日期 办结时间 办结日期 反馈时间 replied repliedat replytime replydate answered",
        "答复时间 回复时间 答复日期 回复日期 办结时间 办结日期 replytime replydate timeofreply",
    ),
    _field(
        "reply",
        _("Reply"),
        "答复意见 答复内容 回复内容 回复意见 答复 回复 办理结果 处理结果 处理意见 办理情况 reply replycontent answer response",
        "答复意见 答复内容 回复内容 回复意见 办理结果 处理结果 处理意见 办理情况",
        limit=100_000,
    ),
    _field(
        "number",
        _("Number in the ledger"),
        "编号 留言编号 信访件编号 信访编号 受理编号 登记编号 工单编号 件号 流水号 number id no caseno casenumber",
        "编号 流水号 工单号 casenumber",
        limit=60,
    ),
    _field(
        "phone",
        _("Telephone"),
        "电话 联系电话 手机 手机号 手机号码 电话号码 联系方式 phone telephone mobile tel",
        "联系电话 手机 电话号码 联系方式",
        limit=40,
    ),
    _field(
        "name",
        _("Name of the petitioner"),
        "姓名 用户 留言用户 信访人 信访人姓名 来访人 来信人 诉求人 反映人 来电人 name user username petitioner",
        "姓名 信访人 留言用户 反映人 诉求人",
        limit=80,
    ),
    _field(
        "unit",
        _("Unit that has it"),
        "单位 承办单位 办理单位 责任单位 主办单位 交办单位 承办部门 责任部门 unit department replyorg handledby",
        "承办单位 办理单位 责任单位 主办单位 承办部门 责任部门",
        limit=120,
    ),
    _field(
        "channel",
        _("Channel"),
        "渠道 来源 信访形式 信访方式 受理渠道 来源渠道 诉求来源 反映方式 channel via",
        "信访形式 信访方式 渠道 诉求来源 反映方式",
        limit=40,
    ),
    _field(
        "place",
        _("Where it is"),
        "地址 地点 事发地点 问题属地 属地 区域 所在地 乡镇 村居 住址 place address where location district",
        "地址 地点 属地 所在地 住址",
        limit=120,
    ),
    _field(
        "title",
        _("Subject"),
        "主题 留言主题 标题 题目 事由 信访事由 诉求标题 subject title",
        "主题 标题 题目",
        limit=1000,
    ),
    _field(
        "received",
        _("Time it was received"),
        "时间 日期 留言时间 登记日期 登记时间 来信日期 来信时间 来访日期 来访时间 来电时间 受理时间 受理日期 收到日期 反映时间 "
        "提交时间 诉求时间 received receivedat date time createdat submitted registered",
        "留言时间 登记日期 登记时间 来访时间 来访日期 来信日期 受理时间 收到 反映时间 提交时间",
        required=True,
    ),
    _field(
        "words",
        _("In their own words"),
        "内容 详情 留言详情 留言内容 信访内容 诉求内容 反映内容 反映问题 主要诉求 信访事项 具体内容 问题描述 概况 "
        "details content words description text body message",
        "详情 内容 反映问题 诉求 描述",
        limit=100_000,
        required=True,
    ),
)
BY_NAME = {field.name: field for field in FIELDS}

REASON_HEADS = ("退回原因", "Why it was sent back")  # of a file of refused rows that comes back mended


def guess(heads: Sequence[str]) -> Mapping:
    """The fields recognised in these heads; each column is taken once, and a head that says just the field wins."""
    plain = [_plain(head) for head in heads]
    taken: set[int] = {place for place, head in enumerate(plain) if head in map(_plain, REASON_HEADS)}
    found: Mapping = {}
    for whole in (True, False):
        for field in FIELDS:
            if field.name in found:
                continue
            place = next((place for place, head in enumerate(plain) if place not in taken and _means(field, head, whole)), None)
            if place is not None:
                found[field.name] = place
                taken.add(place)
    return found


def _means(field: Field, head: str, whole: bool) -> bool:
    if whole:
        return head in field.heads
    return len(head) <= 20 and any(words in head for words in field.within)


def _plain(head: str) -> str:
    """Without spaces, signs, and what stands in brackets: “ 时 间（必填）*” is “时间”."""
    head = unicodedata.normalize("NFKC", head).lower()
    return re.sub(r"[\W_]", "", re.sub(r"\([^)]*\)|\[[^]]*\]|【[^】]*】", "", head))


class WrongMapping(Exception):
    """A column or a field that does not exist."""


def column(name: str, heads: Sequence[str]) -> int:
    """The place of a column called by its head, its letter (B) or its number (2)."""
    wanted = _plain(name)
    for place, head in enumerate(heads):
        if head == name or (wanted and _plain(head) == wanted):
            return place
    place = int(name) - 1 if name.isdecimal() else _from_letters(name)
    if not 0 <= place < len(heads):
        raise WrongMapping(name)
    return place


def _from_letters(name: str) -> int:
    if not re.fullmatch(r"[A-Za-z]{1,3}", name):
        return -1
    place = 0
    for letter in name.upper():
        place = place * 26 + ord(letter) - 64
    return place - 1


def letters(place: int) -> str:
    """0 is A, 27 is AB."""
    said = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        said = chr(65 + rest) + said
    return said


def called(heads: Sequence[str]) -> list[str]:
    """How the columns are called on a page: by head, else by letter."""
    return [head or letters(place) for place, head in enumerate(heads)]


def missing(mapping: Mapping) -> list[Field]:
    return [field for field in FIELDS if field.required and field.name not in mapping]


def reason_columns(heads: Iterable[str]) -> list[int]:
    reasons = {_plain(head) for head in REASON_HEADS}
    return [place for place, head in enumerate(heads) if _plain(head) in reasons]
