"""An invented county with two townships, villages of the same name, a community and a grid cell."""

import pytest

from sixia.foundations.places.models import Place

NAMES = {
    "99": "青川省",
    "9901": "东宁市",
    "990101": "宁溪县",
    "990101001": "城关街道",
    "990101001001": "南门社区居委会",
    "990101101": "石桥镇",
    "990101101201": "上坪村委会",
    "990101101202": "石桥村委会",
    "990101101203": "下坪村民委员会",
    "990101101201001": "上坪第一网格",
    "990101102": "云岭畲族乡",
    "990101102201": "上坪村委会",
    "990101102202": "大湾村委会",
    "990102": "远山县",
    "990102101": "石桥镇",
}


@pytest.fixture
def places(db):
    return {code: Place.objects.create(code=code, name=name) for code, name in NAMES.items()}
