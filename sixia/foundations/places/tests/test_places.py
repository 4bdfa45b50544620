import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sixia.foundations.places.models import Level, Place, joined, prefixes

pytestmark = pytest.mark.django_db

digits = st.text(alphabet="0123456789", min_size=14, max_size=14)


def codes(places):
    return [place.code for place in places]


def test_everything_under_a_place_is_one_range(places):
    assert codes(Place.objects.under("990101101").order_by("code")) == [
        "990101101",
        "990101101201",
        "990101101201001",
        "990101101202",
        "990101101203",
    ]
    assert codes(Place.objects.under("990101").at(Level.TOWNSHIP).order_by("code")) == ["990101001", "990101101", "990101102"]


def test_the_range_is_read_from_an_index(places):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Place.objects.under("990101").explain()

    assert "place_prefix" in plan


@given(head=st.sampled_from("123456789"), tail=digits)
def test_a_place_lies_in_each_of_its_prefixes_and_in_nothing_else(head, tail):
    code = head + tail

    lengths = [len(prefix) for prefix in prefixes(code)]

    assert lengths == [2, 4, 6, 9, 12, 15]
    assert all(code.startswith(prefix) for prefix in prefixes(code))
    for prefix in prefixes(code):
        assert prefixes(prefix) == [each for each in prefixes(code) if len(each) <= len(prefix)]


def test_level_follows_from_the_code(places):
    assert places["99"].level == Level.PROVINCE
    assert places["990101101201001"].level == Level.CELL
    assert places["990101101201001"].get_level_display()


@pytest.mark.parametrize("code", ["1", "990", "99010", "9901011", "0901", "99010110120", "99a1", "９９", "9901011012010011"])
def test_the_database_refuses_a_code_of_another_shape(db, code):
    with pytest.raises(Exception, match=r"place_|too long"), transaction.atomic():
        Place.objects.create(code=code, name="无此地", level=2)

    assert not Place.objects.exists()


def test_the_database_refuses_a_level_that_belies_the_code(places):
    with pytest.raises(IntegrityError, match="place_level_is_code_length"):
        Place.objects.filter(code="990101").update(level=Level.VILLAGE)


def test_the_lineage_is_one_query_root_first(places, django_assert_num_queries):
    village = Place.objects.get(code="990101101201")

    with django_assert_num_queries(1):
        lineage = village.lineage()
        again = village.lineage()

    assert codes(lineage) == ["99", "9901", "990101", "990101101", "990101101201"] == codes(again)


def test_the_full_name_leaves_out_lines_that_name_no_place(places):
    Place.objects.filter(code="9901").update(name="市辖区")

    assert places["990101101"].full_name == "青川省宁溪县石桥镇"


def test_a_full_name_goes_from_the_nearest_up_in_english_and_stays_chinese_where_a_name_is_missing(places):
    village = places["990101101201"]
    above = list(Place.objects.above(village.code))
    for place in above:
        place.name_en = {12: "Shangping Village", 9: "Shiqiao Town"}.get(place.level, f"Level {place.level}")

    with translation.override("en"):
        said = joined(place for place in above if place.level >= 9)
        above[-1].name_en = ""
        missing = joined(place for place in above if place.level >= 9)

    assert said == "Shangping Village, Shiqiao Town"
    assert missing == "".join(place.name for place in above if place.level >= 9)


def test_many_full_names_are_one_query(places, django_assert_num_queries):
    with django_assert_num_queries(1):
        names = Place.objects.full_names(["990101101", "990102101", "777777"])

    assert names == {"990101101": "青川省东宁市宁溪县石桥镇", "990102101": "青川省东宁市远山县石桥镇"}


def test_places_are_ordered_and_found_by_sound(places):
    townships = Place.objects.under("990101").at(Level.TOWNSHIP)

    assert [place.name for place in townships.by_sound()] == ["城关街道", "石桥镇", "云岭畲族乡"]
    for letters in ["sq", "SQZ", "shiq", "shi qiao", "shiqiaozhen"]:
        assert [place.name for place in townships.sounding(letters)] == ["石桥镇"], letters
    assert not townships.sounding("zz").exists()


def test_a_new_name_brings_a_new_sound(places):
    place = places["990101101"]
    place.name = "白石镇"

    place.save(update_fields=["name"])

    place.refresh_from_db()
    assert (place.stem, place.sound, place.initials) == ("白石", "bai shi zhen", "bsz")


def test_bulk_and_single_are_alike(db):
    Place.objects.bulk_create([Place(code="990103", name="南浦县")])

    place = Place.objects.get()
    assert (place.level, place.stem, place.sound) == (6, "南浦", "nan pu xian")
