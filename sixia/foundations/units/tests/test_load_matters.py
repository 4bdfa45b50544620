from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from sixia.foundations.units import dispatch, loading
from sixia.foundations.units.models import Matter

pytestmark = pytest.mark.django_db


def load():
    out = StringIO()
    call_command("load_matters", stdout=out)
    return out.getvalue().strip()


def test_the_base_tree_is_loaded_once_and_then_changes_nothing():
    total = len(loading.read())

    first, second = load(), load()

    assert first == f"matters: {total} new, 0 updated, 0 unchanged"
    assert second == f"matters: 0 new, 0 updated, {total} unchanged"
    assert Matter.objects.count() == total


def test_what_the_county_added_stays():
    load()
    bridges = Matter.objects.get(code="0402")
    bridges.cues.append("铁索桥")
    bridges.name = "桥"
    bridges.save()
    Matter.objects.create(code="0499", name="索道", parent_id="04")

    assert load().startswith("matters: 0 new, 1 updated")

    bridges.refresh_from_db()
    assert bridges.name == "桥梁与护栏"
    assert "铁索桥" in bridges.cues
    assert Matter.objects.filter(code="0499").exists()


def test_the_tree_is_sound():
    matters = loading.read()
    codes = [matter.code for matter in matters]

    assert len(set(codes)) == len(codes)
    assert all(matter.parent is None or matter.code.startswith(matter.parent.code) for matter in matters)
    assert all(matter.name and matter.name_en and matter.cues for matter in matters)
    assert len([code for code in codes if len(code) == 2]) >= 15
    assert len([code for code in codes if len(code) == 4]) >= 80
    assert len({matter.name for matter in matters}) == len(matters)


def test_a_cue_points_to_one_matter_only():
    cues = Counter(cue.lower() for matter in loading.read() for cue in matter.cues)

    assert [cue for cue, times in cues.items() if times > 1] == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("村口桥上的栏杆断了半年，老人小孩过桥很危险", "0402"),
        ("老板拖欠工资三个月，农民工讨薪无门", "0701"),
        ("楼下烧烤店油烟很大，夜里刺鼻睡不着", "0502"),
        ("家里停水两天了，自来水公司电话没人接", "0301"),
        ("小区物业不作为，物业费却照收", "0201"),
        ("电梯坏了一个星期，老人困人两次", "0205"),
        ("隔壁工地夜间施工，噪声很大", "0501"),
        ("养猪场猪粪直接排到河里，臭气熏天", "0505"),
        ("我家承包地被流转后一直没给流转费", "1101"),
        ("孩子入学学区划片不公平", "0801"),
        ("医保报销比例为什么降了", "0902"),
        ("申请低保一直没批", "1001"),
        ("征地补偿款三年没有到位", "1201"),
        ("安置房什么时候交，过渡费也停发了", "1202"),
        ("健身房办卡后关门跑路", "1405"),
        ("路口红绿灯坏了，天天堵车", "1302"),
        ("村道坑坑洼洼，下雨天摩托车都过不去", "0401"),
        ("开发商逾期交房，烂尾了", "0103"),
        ("垃圾桶满了好几天没人清", "0601"),
        ("要求公开村集体账目，村务公开栏一年没更新", "1105"),
        ("我公司的奖补资金一直没有兑现，惠企政策成了空话", "1501"),
        ("流浪狗咬伤人，没人管", "1305"),
        ("退伍军人优抚金怎么领", "1008"),
        ("路灯不亮，晚上出门看不见", "0107"),
        ("邻居家加盖违章搭建，挡住采光", "0101"),
        ("山体滑坡，落石砸到房后", "1208"),
        ("班车一天只有一趟，希望增加班次", "0403"),
        ("餐馆饭菜发霉，吃坏肚子", "1401"),
        ("被电信诈骗骗走三万", "1304"),
        ("村干部优亲厚友，虚报冒领补贴", "2002"),
    ],
)
def test_plain_words_lead_to_the_matter(words, code):
    spoken = dispatch.mentioned(words, matters=loading.read())

    assert spoken[0].matter.code == code


@pytest.mark.parametrize("words", ["你好", "请问", "谢谢你们", "123456", "！！！", "今天天气不错"])
def test_words_about_nothing_lead_nowhere(words):
    assert dispatch.mentioned(words, matters=loading.read()) == []
