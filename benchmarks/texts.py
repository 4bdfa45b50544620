"""Invented words of invented people: as long as real ones are, with a vocabulary as wide, and nothing of theirs.

The lengths follow a real ledger of two thousand requests: half have more than 194 characters, one in ten more than 717.
"""

from random import Random

LONGEST = 3000

OPENINGS = (
    "我是{place}的居民，想反映一下{thing}的事情。",
    "{place}的{thing}问题已经拖了{time}，一直没有人管。",
    "您好，{time}以来{place}附近{thing}越来越严重。",
    "请问{place}的{thing}到底归哪个部门负责？",
    "我家住在{place}，{thing}影响了我们几十户人家。",
    "关于{place}{thing}，我们之前打过电话，至今没有结果。",
)
MIDDLES = (
    "{time}我去过一次，工作人员说要等上级安排，后来就没有下文了。",
    "老人和小孩每天都要从那里经过，下雨天特别不方便。",
    "村里开会说过要解决{thing}，可是到现在还没有动静。",
    "大家凑钱修过一次，没过{time}又坏了，花了{number}多块。",
    "旁边还有{other}的情况，希望能一起看一看。",
    "物业说归社区，社区说归街道，我们跑了{number}趟也没弄明白。",
    "我把照片和当时的收据都留着，可以随时提供。",
    "周围{number}户都愿意签字作证，不是我一家的事。",
    "按照规定{thing}应该公示，可是从来没有看到过公示。",
    "晚上十一点以后还有声音，孩子第二天要上学，根本睡不好。",
    "去年也有人反映过{other}，处理得很快，这次却没有回音。",
    "我们不是要为难谁，只想知道什么时候能办、由谁来办。",
    "听说资金已经批下来了，但是施工队来了{number}天就撤走了。",
    "因为这件事我误工{number}天，来回车费也不少。",
)
ENDINGS = (
    "希望有关部门尽快到现场看一看，给我们一个明确的答复。",
    "恳请领导重视，把{thing}的事情落到实处，谢谢。",
    "请告诉我们办理的期限，我们愿意配合。",
    "如果需要补充材料，请打电话给我。",
)
REPLIES = (
    "您好，您反映的{place}{thing}问题收悉，现答复如下。",
    "经{unit}工作人员现场核查，您反映的{thing}情况属实。",
    "经查，{place}共涉及{number}户，已列入本年度计划。",
    "我单位已责成责任单位在{number}日内完成整改，并安排专人跟进。",
    "针对{other}，依据有关规定，应当由产权人负责维修，我们将协助协商。",
    "下一步将加强日常巡查，防止类似情况再次发生。",
    "因涉及管线迁改，需与相关单位会商，预计{time}内完成。",
    "如您对本答复有异议，可以在收到之日起三十日内提出复查申请。",
    "感谢您对我们工作的关心和支持。",
)
TIMES = ("半年", "一年多", "三个月", "两个星期", "去年秋天", "上个月", "春节前后", "五年", "七八天", "四十天")
TROUBLES = ("没人管", "请求解决", "什么时候办", "咨询", "反映问题", "建议改进", "久拖不决", "质量差")


def length(chance: Random) -> int:
    return int(min(max(chance.lognormvariate(5.27, 0.95), 20), LONGEST))


class Writer:
    """Writes as long as it is asked to, about things of the base tree of matters."""

    def __init__(self, things: list[str], chance: Random) -> None:
        self.things, self.chance = things, chance

    def fill(self, pattern: str, *, place: str, thing: str, unit: str = "") -> str:
        chance = self.chance
        return pattern.format(
            place=place,
            thing=thing,
            unit=unit,
            other=chance.choice(self.things),
            time=chance.choice(TIMES),
            number=chance.randint(2, 9999) if chance.random() < 0.3 else chance.randint(2, 60),
        )

    def title(self, place: str, thing: str) -> str:
        return f"{place}{thing}{self.chance.choice(TROUBLES)}"[:40]

    def words(self, place: str, thing: str) -> str:
        wanted = length(self.chance)
        said = [self.fill(self.chance.choice(OPENINGS), place=place, thing=thing)]
        while sum(map(len, said)) < wanted:
            said.append(self.fill(self.chance.choice(MIDDLES), place=place, thing=thing))
        said.append(self.fill(self.chance.choice(ENDINGS), place=place, thing=thing))
        return "".join(said)

    def reply(self, place: str, thing: str, unit: str) -> str:
        middle = self.chance.sample(REPLIES[1:-1], self.chance.randint(2, 6))
        return "".join(self.fill(one, place=place, thing=thing, unit=unit) for one in (REPLIES[0], *middle, REPLIES[-1]))
